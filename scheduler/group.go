package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// totals tells the department's group the totals of the digest when they are due
// at now, and returns how many groups there were.
func (s *Scheduler[T]) totals(ctx context.Context, tx T, now time.Time) (int, error) {
	due, err := tx.DueGroups(ctx, now)
	if err != nil {
		return 0, err
	}
	for _, g := range due {
		if err := s.tellTotals(ctx, tx, g, now); err != nil {
			return 0, fmt.Errorf("group %d: %w", g.Chat, err)
		}
	}
	return len(due), nil
}

// tellTotals tells one group its totals and moves it on. What cannot be put into
// words is tried again later.
func (s *Scheduler[T]) tellTotals(ctx context.Context, tx T, due department.Group, now time.Time) error {
	next := due
	if !next.Turn(now, s.cal) {
		return tx.SaveGroup(ctx, next)
	}
	err := tx.Savepoint(ctx, func() error {
		messages, err := s.words.Totals(ctx, tx, due, now)
		if err != nil {
			return err
		}
		return enqueue(ctx, tx, fmt.Sprintf("totals:%d:%d", due.Chat, due.Next.Unix()), messages)
	})
	switch {
	case err == nil:
		return tx.SaveGroup(ctx, next)
	case ctx.Err() != nil:
		return err
	}
	s.log.Error("the totals of a group could not be put into words", "chat", due.Chat, "err", err)
	due.Next = now.Add(retryAfter)
	return tx.SaveGroup(ctx, due)
}
