package scheduler

import (
	"context"
	"fmt"
	"time"
)

// turn lets the absences begin and end whose time has come at now, and returns
// how many there were. It comes before everything else that is due, so that the
// deputy is told already.
func (s *Scheduler[T]) turn(ctx context.Context, tx T, now time.Time) (int, error) {
	due, err := tx.DueAbsences(ctx, now, atOnce)
	if err != nil {
		return 0, err
	}
	turned := 0
	for _, a := range due {
		err := tx.Savepoint(ctx, func() error {
			messages, err := s.words.Turn(ctx, tx, a, now)
			if err != nil {
				return err
			}
			return enqueue(ctx, tx, fmt.Sprintf("absence:%d:%d", a.ID, now.Unix()), messages)
		})
		switch {
		case err == nil:
			turned++
		case ctx.Err() != nil:
			return 0, err
		default: // it stays due and is tried again with the next tick
			s.log.Error("an absence could not begin or end", "absence", a.ID, "err", err)
		}
	}
	return turned, nil
}
