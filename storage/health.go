package storage

import (
	"context"
	"fmt"
	"time"
)

// Waiting is how much is still to be done or looked at.
type Waiting struct {
	Outbox int // messages that wait to be sent
	Aside  int // messages that could not be sent
	Failed int // updates that could not be handled
}

// Waiting counts what waits. It reads only that, never the history.
func (tx *Tx) Waiting(ctx context.Context) (w Waiting, err error) {
	const (
		outbox query = `SELECT count(*) FROM outbox WHERE state = 0 AND priority >= 0`
		aside  query = `SELECT count(*) FROM outbox WHERE state = 2 AND settled_at >= 0`
		failed query = `SELECT count(*) FROM failed_updates WHERE at >= 0`
	)
	for _, c := range []struct {
		query
		into *int
	}{{outbox, &w.Outbox}, {aside, &w.Aside}, {failed, &w.Failed}} {
		if *c.into, err = one(ctx, tx, column[int], c.query); err != nil {
			return w, fmt.Errorf("count what waits: %w", err)
		}
	}
	return w, nil
}

// NextDue returns the earliest moment at which the clock has something to do, the
// zero time if it has nothing.
func (tx *Tx) NextDue(ctx context.Context) (time.Time, error) {
	const (
		reminders query = `SELECT at FROM reminders WHERE at > 0 ORDER BY at LIMIT 1`
		schedules query = `SELECT at FROM schedules WHERE at > 0 ORDER BY at LIMIT 1`
		bells     query = `SELECT at FROM bells WHERE at > 0 ORDER BY at LIMIT 1`
		routines  query = `SELECT next_at FROM routines WHERE next_at <> 0 AND next_at > 0 ORDER BY next_at LIMIT 1`
		absences  query = `SELECT next_at FROM absences WHERE next_at <> 0 AND next_at > 0 ORDER BY next_at LIMIT 1`
		groups    query = `SELECT next_at FROM groups WHERE next_at <> 0 AND next_at > 0 ORDER BY next_at LIMIT 1`
	)
	var next time.Time
	for _, q := range []query{reminders, schedules, bells, routines, absences, groups} {
		found, err := all(ctx, tx, scanMoment, q)
		if err != nil {
			return time.Time{}, fmt.Errorf("look for what is due next: %w", err)
		}
		for _, due := range found {
			if next.IsZero() || due.Before(next) {
				next = due
			}
		}
	}
	return next, nil
}
