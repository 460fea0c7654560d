package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Run ticks once a second and does the jobs at their times until ctx ends, then
// waits for what is going on. A job that was missed is made up for at once. An
// error of a tick or a job, or its panic, is logged and stops nothing. It returns
// an error at once if a job's time cannot be read. now is the clock; owed is
// called when a tick may have left messages in the outbox.
func (s *Scheduler[T]) Run(ctx context.Context, now func() time.Time, owed func(), jobs ...Job) error {
	log := cronLog{s.log}
	c := cron.New(
		cron.WithLocation(s.cal.Zone()),
		cron.WithLogger(log),
		// Recover must be inside: else a job that panicked would count as running
		// for ever.
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)),
	)
	// The clock on the wall is read each second, so that a suspended machine or a
	// clock that was set does not delay anything by more.
	failing := false
	_, err := c.AddFunc("@every 1s", func() {
		due, err := s.tick(ctx, now())
		if due {
			owed()
		}
		if ctx.Err() != nil {
			return
		}
		if failed := err != nil; failed != failing { // once, not each second
			failing = failed
			if failed {
				s.log.Error("the clock cannot do what is due, it tries again each second", "err", err)
			} else {
				s.log.Info("the clock does what is due again")
			}
		}
	})
	if err != nil {
		return fmt.Errorf("the tick: %w", err)
	}
	for _, job := range jobs {
		f, err := s.newFixture(job)
		if err != nil {
			return err
		}
		look := func() {
			if err := f.look(ctx, now()); err != nil && ctx.Err() == nil {
				s.log.Error("a fixed job failed, it is tried again", "job", job.Name, "err", err)
			}
		}
		if _, err := c.AddFunc("@every 1s", look); err != nil {
			return fmt.Errorf("job %s: %w", job.Name, err)
		}
	}
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	return nil
}

// cronLog passes on what cron has to say.
type cronLog struct{ log *slog.Logger }

// Info gets each wake-up and each start, which nobody needs to read.
func (l cronLog) Info(msg string, keysAndValues ...any) {}

// Error gets the panics of jobs.
func (l cronLog) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error("cron: "+msg, append([]any{"err", err}, keysAndValues...)...)
}
