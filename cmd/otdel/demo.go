package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

// demoCmd shows the bot at work without a token and without the Internet: the
// real program in a process of its own, a stand-in for Telegram, and a page with
// the telephones of three people.
type demoCmd struct {
	HTTP        string `name:"http" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Address of the page, on this machine only; the next free port if it is taken."`
	DB          string `name:"db" placeholder:"FILE" help:"Keep the department in this file. By default it is forgotten at the end."`
	Scenario    string `placeholder:"NAME" help:"Play a prepared day: ${scenarios}."`
	Screenshots string `placeholder:"DIR" help:"Play a day at once, write pictures of the page there with Chromium ($$CHROMIUM or in the path), and end."`
	Lang        string `placeholder:"LANGUAGE" help:"Language of the page and of the people: ru or en; by default that of the browser, and Russian people."`
}

// Run shows the page until ctx ends.
func (cmd demoCmd) Run(ctx context.Context, p process) error {
	if err := cmd.check(); err != nil {
		return err
	}
	listener, err := listenNear(cmd.HTTP)
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return errors.Join(fmt.Errorf("find the program itself: %w", err), listener.Close())
	}
	start := startOfDemo(p.now())
	if cmd.Screenshots != "" {
		start = dayOfPictures
	}
	d, err := openDemo(ctx, demoOptions{Program: program, DB: cmd.DB, Language: cmd.Lang, Start: start, Now: p.now, Log: p.errs})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer d.Close()
	web := serveDemo(listener, d.page)
	defer web.Close()
	if cmd.Screenshots != "" {
		return takePictures(ctx, d, "http://"+listener.Addr().String(), cmd.Screenshots, p)
	}
	fmt.Fprintf(p.out, "Otdel is at http://%s – three telephones and the group of the department. Ctrl+C ends it.\n", listener.Addr())
	if cmd.Scenario != "" {
		if err := d.Play(cmd.Scenario); err != nil {
			return usageError{err}
		}
	}
	<-ctx.Done()
	return nil
}

func (cmd demoCmd) check() error {
	var faults []error
	if host, _, err := net.SplitHostPort(cmd.HTTP); err != nil {
		faults = append(faults, fmt.Errorf("--http %q is no address: it looks like 127.0.0.1:8080", cmd.HTTP))
	} else if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		faults = append(faults, fmt.Errorf("--http %q is not on this machine: the page has no passwords, so it stays on 127.0.0.1", cmd.HTTP))
	}
	if cmd.Lang != "" && cmd.Lang != "ru" && cmd.Lang != "en" {
		faults = append(faults, fmt.Errorf("--lang %q: the page speaks ru and en", cmd.Lang))
	}
	if cmd.Scenario != "" {
		if _, err := scenario(cmd.Scenario, "ru"); err != nil {
			faults = append(faults, fmt.Errorf("--scenario: %w", err))
		}
	}
	if len(faults) > 0 {
		return usageError{errors.Join(faults...)}
	}
	return nil
}

// portsTried is how many ports after the wished one are tried.
const portsTried = 20

// listenNear listens on the address, or on the next free port after it.
func listenNear(address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", address, err)
	}
	first, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", address, err)
	}
	for n := range portsTried {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(first+n)))
		if err == nil {
			return l, nil
		}
		if first == 0 || n == portsTried-1 || !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("listen near %q: %w", address, err)
		}
	}
	panic("unreachable")
}

// serveDemo serves the page until the returned server is closed.
func serveDemo(l net.Listener, page *phones.Page) *http.Server {
	web := &http.Server{Handler: page, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(l) }() // ends with ErrServerClosed
	return web
}
