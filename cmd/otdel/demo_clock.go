package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox/phones"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// Advance implements [phones.World].
func (d *demo) Advance(ctx context.Context, by time.Duration) error {
	d.moving.Lock()
	defer d.moving.Unlock()
	return d.moveTo(ctx, d.now().Add(by))
}

// ToNextReminder implements [phones.World].
func (d *demo) ToNextReminder(ctx context.Context) (bool, error) {
	d.moving.Lock()
	defer d.moving.Unlock()
	due, err := d.NextReminder(ctx)
	if err != nil || due.IsZero() {
		return false, err
	}
	if !due.After(d.now()) {
		due = d.now()
	}
	return true, d.moveTo(ctx, due)
}

// manyStops is how often a move of the clock stops at most.
const manyStops = 100

// moveTo moves the clock to then. It stops at every moment at which something
// is due on the way and lets the bot do it, so that a day that passes in a
// second still has its reminders at their hours.
func (d *demo) moveTo(ctx context.Context, then time.Time) error {
	for range manyStops {
		due, err := d.NextReminder(ctx)
		if err != nil {
			return err
		}
		if due.IsZero() || !due.Before(then) || !due.After(d.now()) {
			break
		}
		if err := d.setClock(ctx, due); err != nil {
			return err
		}
	}
	return d.setClock(ctx, then)
}

// setClock sets everybody's clock and waits until the bot has done what is due
// by then. A bot that is down, or that Telegram keeps busy, does it later.
func (d *demo) setClock(ctx context.Context, then time.Time) error {
	d.ahead.Store(int64(then.Sub(d.opts.Now())))
	defer d.refresh()
	if !d.bot.running() {
		return nil
	}
	if err := d.bot.setClock(d.ahead.Load()); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, 3*time.Second)
	defer stop()
	err := waitUntil(ctx, "the bot has done what is due", func() (bool, error) {
		due, err := d.NextReminder(ctx)
		return due.IsZero() || due.After(then), err
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

// NextReminder implements [phones.World]: the earliest row of what the clock
// engine has to do.
func (d *demo) NextReminder(ctx context.Context) (due time.Time, err error) {
	err = d.store.Read(ctx, func(tx *storage.Tx) error {
		due, err = tx.NextDue(ctx)
		return err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("look for the next reminder: %w", err)
	}
	return due, nil
}

// someDay is later than anything a demonstration plans.
const someDay = 100 * 365 * 24 * time.Hour

// Running implements [phones.World].
func (d *demo) Running() bool { return d.bot.running() }

// Restart implements [phones.World]. The stock is counted right before the kill
// and once the bot is back; the file is read through in between.
func (d *demo) Restart(ctx context.Context) (r phones.Restart, err error) {
	d.moving.Lock()
	defer d.moving.Unlock()
	if r.Before, err = d.stock(ctx); err != nil {
		return r, err
	}
	killed := d.opts.Now()
	d.bot.kill()
	if err := d.bot.start(d.ctx, d.ahead.Load()); err != nil {
		return r, err
	}
	r.Down = d.opts.Now().Sub(killed)
	if err := d.store.Check(ctx); err != nil {
		r.Damaged = err.Error()
	}
	r.After, err = d.stock(ctx)
	return r, err
}

// stock counts what the bot must not lose.
func (d *demo) stock(ctx context.Context) (s phones.Stock, err error) {
	err = d.store.Read(ctx, func(tx *storage.Tx) error {
		counts, err := tx.Counts(ctx, time.Time{}, d.now().Add(someDay))
		if err != nil {
			return err
		}
		for _, c := range counts {
			s.Events += c.Times
			if c.Act == department.Create {
				s.Matters += c.Times
			}
		}
		people, err := tx.FindPeople(ctx, department.Candidate)
		if err != nil {
			return err
		}
		s.People = len(people)
		waiting, err := tx.Waiting(ctx)
		s.Waiting = waiting.Outbox
		return err
	})
	if err != nil {
		return s, fmt.Errorf("count what the bot must not lose: %w", err)
	}
	return s, nil
}
