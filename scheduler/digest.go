package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// digest tells the digests that are due at now and returns how many there were.
func (s *Scheduler[T]) digest(ctx context.Context, tx T, now time.Time) (int, error) {
	due, err := tx.DueSchedules(ctx, now, atOnce)
	if err != nil {
		return 0, err
	}
	for _, schedule := range due {
		if err := s.tellDigest(ctx, tx, schedule, now); err != nil {
			return 0, fmt.Errorf("schedule %d: %w", schedule.ID, err)
		}
	}
	return len(due), nil
}

// tellDigest tells one person the digest and moves the schedule on. What was
// missed while the program was stopped is told once, when the person is awake.
func (s *Scheduler[T]) tellDigest(ctx context.Context, tx T, due department.Schedule, now time.Time) error {
	p, err := tx.Person(ctx, due.Person)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return err
	}
	next := due
	next.At = department.NextDigest(p, now, s.cal)
	if next.At.IsZero() || !p.Unreachable.IsZero() || p.At(now).IsAway() || p.Outdated(due.At, now, s.cal) {
		return tx.SaveSchedule(ctx, next) // ended, or left out until messages are read again
	}
	if next.Last.IsZero() {
		next.Last = department.PreviousDigest(p, due.At, s.cal)
	}
	// On time it comes at the hour that the person chose, quiet or not.
	if wakes := p.Wakes(now, s.cal); now.Sub(due.At) > lateAfter && wakes.After(now) {
		if wakes.Before(next.At) {
			next.At = wakes
		}
		return tx.SaveSchedule(ctx, next)
	}
	err = tx.Savepoint(ctx, func() error {
		messages, err := s.words.Digest(ctx, tx, p, next.Last, now)
		if err != nil {
			return err
		}
		return enqueue(ctx, tx, fmt.Sprintf("%s:%d:%d", due.What, p.ID, due.At.Unix()), messages)
	})
	switch {
	case err == nil:
		next.Last = now
	case ctx.Err() != nil:
		return err
	default:
		s.log.Error("a digest could not be put into words", "person", p.ID, "err", err)
		next.At = now.Add(retryAfter)
	}
	return tx.SaveSchedule(ctx, next)
}
