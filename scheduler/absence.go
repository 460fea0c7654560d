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
	for _, a := range due {
		messages, err := s.words.Turn(ctx, tx, a, now)
		if err != nil {
			return 0, fmt.Errorf("absence %d: %w", a.ID, err)
		}
		if err := enqueue(ctx, tx, fmt.Sprintf("absence:%d:%d", a.ID, now.Unix()), messages); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}
