// Otdel is a Telegram assistant for a company's client-service department.
//
// One program, one file a subcommand. main hands the process over to [run],
// which is all that the tests of the whole program start as well: it takes its
// arguments, environment and streams from outside and touches no globals.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/otdel-bot/otdel/bot"
)

// Exit codes, as every subcommand ends with one of them.
const (
	exitOK    = 0 // ended as asked
	exitFault = 1 // the work failed
	exitUsage = 2 // wrong usage or setting, nothing was started
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, process{args: os.Args[1:], getenv: os.Getenv, in: os.Stdin, out: os.Stdout, errs: os.Stderr, now: time.Now})
	stop()
	os.Exit(code)
}

// process is what the operating system gives a program: arguments without the
// program's name, environment and streams.
type process struct {
	args   []string
	getenv func(string) string
	in     io.Reader
	out    io.Writer
	errs   io.Writer // the log and complaints about usage
	now    func() time.Time
	// clock is what now reads when somebody else moves it, nil otherwise.
	clock *movableClock
	// passes is told the points that the crash tests kill the program at; nil
	// outside of them.
	passes func(point string)
}

// commandLine is the whole command line, a field for each subcommand.
type commandLine struct {
	Run     runCmd     `cmd:"" help:"Run the bot. It needs TELEGRAM_BOT_TOKEN, everything else has a default."`
	Demo    demoCmd    `cmd:"" help:"Show the bot on a page with three telephones. It needs no token and no Internet."`
	Invite  inviteCmd  `cmd:"" help:"Print a one-time link that gives whoever opens it a role."`
	Doctor  doctorCmd  `cmd:"" help:"Look at everything the bot needs and say what is wrong."`
	Explain explainCmd `cmd:"" help:"Show how the program understands phrases, one JSON object a line."`
	Version versionCmd `cmd:"" help:"Print the version of the program."`
}

// usageError is an error that the person at the command line can mend.
type usageError struct{ error }

// run does what the arguments ask for and returns the exit code. It returns
// soon after ctx ends.
func run(ctx context.Context, p process) int {
	var cl commandLine
	exited := -1
	parser, err := kong.New(&cl,
		kong.Name("otdel"),
		kong.Description("A Telegram assistant for a client-service department."),
		kong.Writers(p.out, p.errs),
		kong.Exit(func(code int) { exited = code }),
		kong.Resolvers(variables(p.getenv)),
		kong.Vars{"scenarios": strings.Join(scenarioNames(), ", "), "rate": fmt.Sprint(bot.DefaultRate)},
		kong.Bind(p),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		fmt.Fprintf(p.errs, "otdel: %v\n", err)
		return exitFault
	}
	command, err := parser.Parse(p.args)
	switch {
	case exited >= 0: // --help was asked for and answered
		return exited
	case err != nil:
		fmt.Fprintf(p.errs, "otdel: %v\n", err)
		return exitUsage
	}
	if err := command.Run(); err != nil {
		fmt.Fprintf(p.errs, "otdel: %v\n", err)
		if _, ok := errors.AsType[usageError](err); ok {
			return exitUsage
		}
		return exitFault
	}
	return exitOK
}
