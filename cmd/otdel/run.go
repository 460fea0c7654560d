package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers/team"
	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

// runCmd is the bot itself.
type runCmd struct {
	flags
	ClockFromStdin bool `hidden:"" help:"Be ahead of the clock by what each line of the standard input says; end with it."`
}

// Run runs the bot until ctx ends.
func (cmd runCmd) Run(ctx context.Context, p process) error {
	c, err := cmd.check(p.getenv, true)
	if err != nil {
		return err
	}
	if cmd.ClockFromStdin {
		if p.clock, err = newMovableClock(ctx, p.in, p.now); err != nil {
			return err
		}
		p.now = p.clock.now
	}
	p.collect(garbageAtStart)
	log := c.logger(p)
	err = open(ctx, p, c, log)
	if ctx.Err() != nil && (err == nil || errors.Is(err, ctx.Err())) {
		log.Info("stopped as asked")
		return nil
	}
	return err
}

// How much may be thrown away before it is collected, in per cent of what is in
// use: with 125 a backlog takes 6 % more of the processor, with 250 it no longer
// fits into 64 MiB. Memory that was taken once is never wholly given back, so the
// start collects more often.
const (
	garbage        = 175
	garbageAtStart = 25
)

// collect sets when garbage is collected, if GOGC does not.
func (p process) collect(percent int) {
	if p.getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// open opens the database and serves from it.
func open(ctx context.Context, p process, c config, log *slog.Logger) error {
	store, err := storage.Open(ctx, c.db)
	if err != nil {
		return err
	}
	defer store.Close()
	return serve(ctx, p, c, store, log)
}

// serve wires the rooms of the house together and lets them work: the poller
// takes in, the scheduler looks at the clock, the sender sends.
func serve(ctx context.Context, p process, c config, store *storage.Store, log *slog.Logger) error {
	o, err := newOffice(c.calendar, rand.Reader)
	if err != nil {
		return err
	}
	client, err := bot.NewClient(bot.Access{Token: c.token, URL: c.apiURL, Proxy: c.proxy})
	if err != nil {
		return usageError{err}
	}
	me, err := bot.Connect(ctx, client, log)
	if err != nil {
		return err
	}
	o.botName.Store(&me.Username)
	if err := greetDirector(ctx, store, me.Username, p.now(), log); err != nil {
		return err
	}
	if err := reshift(ctx, o, store, p.now(), log); err != nil {
		return err
	}
	passed := func(at bot.Point) {
		if p.passes != nil {
			p.passes(string(at))
		}
	}
	sender := bot.NewSender(bot.SenderConfig{
		Client: client, Store: doorOf(store), Book: o.book, Log: log, Now: p.now, Rate: c.rate, Lost: o.desk.Lost, Passed: passed,
	})
	poller := bot.NewPoller(bot.PollerConfig{
		Client: client, Store: doorOf(store), Me: me, Handle: o.mux.Handle, Book: o.book, Calendar: o.calendar,
		Log: log, Now: p.now, Poll: bot.DefaultPoll, Wake: sender.Wake, Passed: passed, Strangers: bot.DefaultStrangers(),
	})
	clock := scheduler.New(store, o.words(), o.calendar, log)
	works := []func(context.Context) error{
		func(ctx context.Context) error { return bot.Run(ctx, poller, sender) },
		func(ctx context.Context) error { return watch(ctx, c, store, log) },
		func(ctx context.Context) error { return clock.Run(ctx, p.now, sender.Wake, nightly(c, store, log)...) },
	}
	if p.clock != nil {
		works = append(works, p.clock.follow(clock.Tick, sender.Wake))
	}
	p.collect(garbage)
	debug.FreeOSMemory() // reading the words and the calendar took more than keeping them
	return together(ctx, works...)
}

// reshift moves the payments whose days off have changed since the last start.
func reshift(ctx context.Context, o *office, store *storage.Store, now time.Time, log *slog.Logger) error {
	moved := 0
	err := store.Write(ctx, func(tx *storage.Tx) (err error) {
		moved, err = tx.Reshift(ctx, now, o.calendar)
		return err
	})
	if err == nil && moved > 0 {
		log.Info("the days off have changed, payments moved with them", "payments", moved)
	}
	return err
}

// together runs all works until ctx ends or one of them fails, then waits until
// all have ended. It returns the first error.
func together(ctx context.Context, works ...func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan error, len(works))
	for _, work := range works {
		go func() { ends <- work(ctx) }()
	}
	var first error
	for range works {
		if err := <-ends; err != nil && first == nil {
			first = err
		}
		cancel()
	}
	return first
}

// greetDirector writes a one-time link for the director to the log while there
// is no director.
func greetDirector(ctx context.Context, store *storage.Store, botName string, now time.Time, log *slog.Logger) error {
	var link string
	err := store.Write(ctx, func(tx *storage.Tx) error {
		directors, err := tx.FindPeople(ctx, department.Director)
		if err != nil || len(directors) > 0 {
			return err
		}
		link, err = invite(ctx, tx, department.Director, "", botName, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("look for a director: %w", err)
	}
	if link != "" {
		log.Info("there is no director yet: open this link on the director's phone, within 72 hours", "link", link)
	}
	return nil
}

// invite makes an invitation and returns its link.
func invite(ctx context.Context, tx *storage.Tx, role department.Role, name, botName string, now time.Time) (string, error) {
	code, invitation, err := team.NewInvitation(rand.Reader, role, name, 0, now)
	if err != nil {
		return "", err
	}
	if _, err := tx.CreateInvitation(ctx, invitation); err != nil {
		return "", fmt.Errorf("keep the invitation: %w", err)
	}
	return "https://t.me/" + botName + "?start=" + code, nil
}
