package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary is the program too: with childVariable set it runs the
// subcommand of its arguments, as a process that can be killed.
const (
	childVariable   = "OTDEL_TEST_CHILD"   // the clock is this much ahead: "36h"
	deathVariable   = "OTDEL_TEST_DEATH"   // "commit:7": dies at the seventh commit
	profileVariable = "OTDEL_TEST_PROFILE" // a file for a profile of the processor time
)

func TestMain(m *testing.M) {
	if ahead, ok := os.LookupEnv(childVariable); ok {
		os.Exit(beChild(ahead))
	}
	flag.Parse()
	os.Exit(m.Run())
}

// beChild runs the program in this process.
func beChild(ahead string) int {
	offset, err := time.ParseDuration(ahead)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if file := os.Getenv(profileVariable); file != "" {
		f, err := os.Create(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return exitUsage
		}
		defer f.Close()
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	return run(ctx, process{
		args: os.Args[1:], getenv: os.Getenv, in: os.Stdin, out: os.Stdout, errs: os.Stderr,
		now:    func() time.Time { return time.Now().Add(offset) },
		passes: death(os.Getenv(deathVariable)),
	})
}

// death returns what kills the process, as kill -9 does, when it passes the
// named point for the n-th time.
func death(plan string) func(string) {
	point, times, _ := strings.Cut(plan, ":")
	n, err := strconv.Atoi(times)
	if err != nil {
		return func(string) {}
	}
	var passed atomic.Int64
	return func(at string) {
		if at == point && passed.Add(1) == int64(n) {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
}

// child is a running program.
type child struct {
	*exec.Cmd
	log   *record
	ended chan error // closed after the end
}

// startChild starts the program with those arguments. The variables come beside
// a clean environment.
func startChild(t testing.TB, ahead time.Duration, variables []string, args ...string) *child {
	t.Helper()
	return startChildReading(t, nil, ahead, variables, args...)
}

// startChildReading starts the program with a file as its standard input, none
// if it is nil.
func startChildReading(t testing.TB, in *os.File, ahead time.Duration, variables []string, args ...string) *child {
	t.Helper()
	return startProgram(t, os.Args[0], in, append(variables, childVariable+"="+ahead.String()), args...)
}

// startProgram starts any program.
func startProgram(t testing.TB, path string, in *os.File, variables []string, args ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(path, args...), log: &record{}, ended: make(chan error, 1)}
	if in != nil {
		c.Stdin = in
	}
	c.Env = append(variables, "HOME="+t.TempDir())
	c.Stdout, c.Stderr = c.log, c.log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.ended <- c.Wait(); close(c.ended) }()
	t.Cleanup(func() {
		c.Process.Kill()
		<-c.ended
		c.keepsSecrets(t)
	})
	return c
}

// keepsSecrets checks what no program may ever print: the secret of its token,
// and what people wrote in these tests.
func (c *child) keepsSecrets(t testing.TB) {
	t.Helper()
	words := []string{"Ромашка", "случай", "поручение"}
	for _, v := range c.Env {
		if token, ok := strings.CutPrefix(v, tokenVariable+"="); ok {
			_, secret, _ := strings.Cut(token, ":")
			words = append(words, secret)
		}
	}
	for _, word := range words {
		if word != "" && strings.Contains(c.log.String(), word) {
			t.Errorf("%q stands in the log:\n%s", word, c.log)
		}
	}
}

// stop asks the program to end and returns its exit code.
func (c *child) stop(t testing.TB) int {
	t.Helper()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.ended:
	case <-time.After(10 * time.Second):
		t.Fatalf("the program does not end:\n%s", c.log)
	}
	return c.ProcessState.ExitCode()
}

// record keeps what a program printed. It is safe for use while it prints.
type record struct {
	mu   sync.Mutex
	text strings.Builder
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}
