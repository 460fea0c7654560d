package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Scheduler does what is due. Its zero value is not ready; see [New].
type Scheduler[T Tx] struct {
	store Store[T]
	words Words[T]
	cal   workdays.Calendar
	log   *slog.Logger
}

// New returns a scheduler over store that speaks with words and keeps the
// working days of cal.
func New[T Tx](store Store[T], words Words[T], cal workdays.Calendar, log *slog.Logger) *Scheduler[T] {
	return &Scheduler[T]{store: store, words: words, cal: cal, log: log}
}

const (
	// atOnce is how many rows one transaction takes, so that a backlog does not
	// keep people waiting for their answers.
	atOnce = 200
	// lateAfter is from when on a message says that it is late.
	lateAfter = 2 * time.Minute
	// retryAfter is how long a message waits that could not be put into words.
	retryAfter = 5 * time.Minute
)

// Tick does everything whose time has come at now. It returns the errors of the
// store; what cannot be put into words is logged and tried again later, without
// harm to the rest.
func (s *Scheduler[T]) Tick(ctx context.Context, now time.Time) error {
	_, err := s.tick(ctx, now)
	return err
}

// tick is Tick and reports whether anything was due.
func (s *Scheduler[T]) tick(ctx context.Context, now time.Time) (bool, error) {
	turned, err0 := s.whileDue(ctx, "begin and end absences", func(tx T) (int, error) { return s.turn(ctx, tx, now) })
	reminded, err1 := s.whileDue(ctx, "remind", func(tx T) (int, error) {
		said, err := s.remind(ctx, tx, now)
		if err != nil {
			return 0, err
		}
		given, err := s.routines(ctx, tx, now)
		return max(said, given), err
	})
	rung, err2 := s.whileDue(ctx, "ring the bells", func(tx T) (int, error) { return s.ring(ctx, tx, now) })
	told, err3 := s.whileDue(ctx, "tell the digest", func(tx T) (int, error) {
		people, err := s.digest(ctx, tx, now)
		if err != nil {
			return 0, err
		}
		groups, err := s.totals(ctx, tx, now)
		return max(people, groups), err
	})
	return turned || reminded || rung || told, errors.Join(err0, err1, err2, err3)
}

// whileDue runs do in a transaction of its own until it finds less than a full
// load of rows. It reports whether it found any.
func (s *Scheduler[T]) whileDue(ctx context.Context, what string, do func(T) (int, error)) (found bool, err error) {
	for {
		var n int
		err := s.store.Write(ctx, func(tx T) (err error) {
			n, err = do(tx)
			return err
		})
		if err != nil {
			return found, fmt.Errorf("%s: %w", what, err)
		}
		found = found || n > 0
		if n < atOnce {
			return found, nil
		}
	}
}
