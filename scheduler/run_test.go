package scheduler_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

// countingStore counts transactions and runs none.
type countingStore struct {
	mu     sync.Mutex
	writes int
	err    error
}

func (s *countingStore) Write(context.Context, func(*storage.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes++
	return s.err
}

func (s *countingStore) set(err error) (writes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	return s.writes
}

func TestRunTicksEachSecondAndDoesTheJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &countingStore{}
		var log strings.Builder
		s := scheduler.New[*storage.Tx](store, &plainWords{}, cal, slog.New(slog.NewTextHandler(&log, nil)))
		ctx, stop := context.WithCancel(t.Context())
		var done []string
		job := func(ctx context.Context, now time.Time) error {
			done = append(done, now.In(moscow).Format("Mon 15:04"))
			if len(done) == 2 {
				panic("a bad night")
			}
			return nil
		}
		ended := make(chan error)
		go func() {
			ended <- s.Run(ctx, time.Now, func() {}, scheduler.Job{Name: "night", Spec: "30 3 * * *", Do: job})
		}()

		time.Sleep(90 * time.Second) // of the bubble's clock
		before := store.set(errors.New("disk full"))
		if before < 3*85 || before > 3*90 {
			t.Errorf("%d transactions in 90 seconds, want three a second", before)
		}
		time.Sleep(time.Minute)
		store.set(nil)
		time.Sleep(72 * time.Hour)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if want := "Sat 03:30 Sun 03:30 Mon 03:30"; strings.Join(done, " ") != want {
			t.Errorf("the job was done on %v, want %s", done, want)
		}
		for line, times := range map[string]int{"cannot do what is due": 1, "does what is due again": 1, "a bad night": 1} {
			if n := strings.Count(log.String(), line); n != times {
				t.Errorf("%q is logged %d times, want %d", line, n, times)
			}
		}
	})
}

func TestRunRefusesATimeThatCannotBeRead(t *testing.T) {
	s := scheduler.New[*storage.Tx](&countingStore{}, &plainWords{}, cal, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err := s.Run(t.Context(), time.Now, func() {}, scheduler.Job{Name: "night", Spec: "at night"}); err == nil || !strings.Contains(err.Error(), "night") {
		t.Errorf("got %v", err)
	}
}
