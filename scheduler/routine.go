package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// routines gives the next task of each recurring one that is due at now, and
// returns how many there were. Of what came round while the program was stopped
// one task is given, not one each.
func (s *Scheduler[T]) routines(ctx context.Context, tx T, now time.Time) (int, error) {
	due, err := tx.DueRoutines(ctx, now, atOnce)
	if err != nil {
		return 0, err
	}
	for _, r := range due {
		if err := s.give(ctx, tx, r, now); err != nil {
			return 0, fmt.Errorf("recurring task %d: %w", r.ID, err)
		}
	}
	return len(due), nil
}

// give gives the task of one routine and moves the routine on. What cannot be
// given now is tried again later; without words it never can be, and it ends.
func (s *Scheduler[T]) give(ctx context.Context, tx T, r department.Routine, now time.Time) error {
	if !department.Says(r.Text) {
		s.log.Error("a recurring task without words ends", "routine", r.ID)
		r.Due = time.Time{}
		return tx.SaveRoutine(ctx, r, r.At(s.cal))
	}
	err := tx.Savepoint(ctx, func() error {
		messages, err := s.words.Routine(ctx, tx, r, now)
		if err != nil {
			return err
		}
		return enqueue(ctx, tx, fmt.Sprintf("routine:%d:%d", r.ID, r.Due.Unix()), messages)
	})
	switch {
	case err == nil:
		r.Came(now, s.cal)
		return tx.SaveRoutine(ctx, r, r.At(s.cal))
	case ctx.Err() != nil:
		return err
	}
	s.log.Error("a recurring task could not be given", "routine", r.ID, "err", err)
	return tx.SaveRoutine(ctx, r, now.Add(retryAfter))
}
