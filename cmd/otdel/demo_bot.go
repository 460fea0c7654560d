package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// botProcess is the bot of the demonstration: this program once more, with
// "run". It ends when its standard input does, so that none is ever left over.
type botProcess struct {
	program  string
	env      []string
	log      io.Writer
	telegram *sandbox.Server
	changed  func() // called when the process came or went; only after ready

	mu      sync.Mutex
	watched bool
	cmd     *exec.Cmd
	clock   io.WriteCloser // its standard input
	ended   chan struct{}  // closed when the process is gone
	link    string         // the director's invitation, from the log
}

// patience is how long the bot may take to start or to do what was asked.
const patience = 20 * time.Second

// start starts the bot with its clock ahead by so many nanoseconds, and returns
// once it asks Telegram for updates, or tries to while Telegram fails.
func (b *botProcess) start(ctx context.Context, ahead int64) error {
	cmd := exec.Command(b.program, "run", "--clock-from-stdin")
	cmd.Env = b.env
	clock, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	log, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	asked, met := b.telegram.Polls(), b.telegram.Count("getMe")
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the bot: %w", err)
	}
	ended := make(chan struct{})
	b.mu.Lock()
	b.cmd, b.clock, b.ended = cmd, clock, ended
	b.mu.Unlock()
	go b.watch(cmd, log, ended)
	if err := b.setClock(ahead); err != nil {
		return err
	}
	err = waitUntil(ctx, "the bot asks for updates", func() (bool, error) {
		select {
		case <-ended:
			return false, errors.New("the bot ended at once, see its log")
		default:
			// While Telegram is made to fail, a bot that tries is a bot that is back.
			trying := b.telegram.Faults() > 0 && b.telegram.Count("getMe") > met
			return b.telegram.Polls() > asked || trying, nil
		}
	})
	b.tell()
	return err
}

// watch passes on the log until the process is gone.
func (b *botProcess) watch(cmd *exec.Cmd, log io.Reader, ended chan struct{}) {
	for lines := bufio.NewScanner(log); lines.Scan(); {
		b.read(lines.Bytes())
	}
	_ = cmd.Wait() // how it ended shows in ProcessState
	close(ended)
	b.tell()
}

// read looks for the director's invitation in a line of the log. Warnings and
// whatever is no line of a log are passed on.
func (b *botProcess) read(line []byte) {
	var entry struct {
		Level string `json:"level"`
		Link  string `json:"link"`
	}
	if err := json.Unmarshal(line, &entry); err == nil {
		if entry.Link != "" {
			b.mu.Lock()
			b.link = entry.Link
			b.mu.Unlock()
		}
		if entry.Level == "INFO" || entry.Level == "DEBUG" {
			return
		}
	}
	fmt.Fprintf(b.log, "bot: %s\n", line)
}

// directorLink is the invitation that the bot writes to its log while it has no
// director, empty until then.
func (b *botProcess) directorLink() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.link
}

// setClock tells the bot by how many nanoseconds its clock is ahead.
func (b *botProcess) setClock(ahead int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, err := fmt.Fprintln(b.clock, time.Duration(ahead)); err != nil {
		return fmt.Errorf("set the bot's clock: %w", err)
	}
	return nil
}

// running reports whether the process is there.
func (b *botProcess) running() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended == nil {
		return false
	}
	select {
	case <-b.ended:
		return false
	default:
		return true
	}
}

// kill ends the process as kill -9 does and waits until it is gone.
func (b *botProcess) kill() {
	b.mu.Lock()
	cmd, ended := b.cmd, b.ended
	b.mu.Unlock()
	if ended == nil {
		return
	}
	_ = cmd.Process.Kill() // it may be gone already
	<-ended
}

// stop asks the process to end and kills it if it does not.
func (b *botProcess) stop() {
	b.mu.Lock()
	cmd, ended, clock := b.cmd, b.ended, b.clock
	b.mu.Unlock()
	if ended == nil {
		return
	}
	_ = clock.Close()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = cmd.Process.Kill()
	}
	select {
	case <-ended:
	case <-time.After(3 * time.Second):
		b.kill()
	}
}

// ready lets the process tell of its comings and goings from now on.
func (b *botProcess) ready() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watched = true
}

func (b *botProcess) tell() {
	b.mu.Lock()
	watched := b.watched
	b.mu.Unlock()
	if watched {
		b.changed()
	}
}

// waitUntil looks every few milliseconds whether something has come true. It gives
// up after [patience] and says what it was waiting for.
func waitUntil(ctx context.Context, what string, come func() (bool, error)) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if done, err := come(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until %s: %w", what, ctx.Err())
		case <-tick.C:
		}
	}
}
