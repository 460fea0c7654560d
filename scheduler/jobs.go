package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/otdel-bot/otdel/department"
)

// Job is something that is done at a fixed time of the office's clock. One whose
// time fell into a downtime is done as soon as the program is back: once,
// however many times were missed.
type Job struct {
	Name string
	Spec string // as cron(5) has it: "30 3 * * *"
	Do   func(ctx context.Context, now time.Time) error
}

// retryJob is how long a job waits that ended with an error.
const retryJob = time.Hour

// fixture is a job and when it is to be done next.
type fixture[T Tx] struct {
	*Scheduler[T]
	job    Job
	times  cron.Schedule
	next   time.Time // zero until the store was asked
	looked time.Time
	rest   time.Time // no look until then: the last one failed
}

// newFixture reads the times of a job.
func (s *Scheduler[T]) newFixture(job Job) (*fixture[T], error) {
	times, err := cron.ParseStandard(job.Spec)
	if err != nil {
		return nil, fmt.Errorf("job %s: time %q: %w", job.Name, job.Spec, err)
	}
	return &fixture[T]{Scheduler: s, job: job, times: times}, nil
}

// look does the job if its time has come at now. That it was done is noted
// afterwards: a job that a crash or a panic cut short counts as missed.
func (f *fixture[T]) look(ctx context.Context, now time.Time) error {
	if now.Before(f.looked) { // the clock was set back
		f.next, f.rest = time.Time{}, time.Time{}
	}
	f.looked = now
	if now.Before(f.rest) {
		return nil
	}
	err := f.attend(ctx, now)
	if err != nil {
		f.rest = now.Add(retryJob)
	}
	return err
}

// attend is look at a moment at which a look is wanted.
func (f *fixture[T]) attend(ctx context.Context, now time.Time) error {
	if f.next.IsZero() {
		if err := f.plan(ctx, now); err != nil {
			return err
		}
	}
	if now.Before(f.next) {
		return nil
	}
	f.next = f.after(now) // a job that panics waits for its next time
	if err := f.job.Do(ctx, now); err != nil {
		f.next = now
		return err
	}
	return f.store.Write(ctx, func(tx T) error { return tx.SaveJob(ctx, f.job.Name, now) })
}

// plan asks the store until when the job was seen to, and notes now for one that
// is new.
func (f *fixture[T]) plan(ctx context.Context, now time.Time) error {
	seen := now
	err := f.store.Write(ctx, func(tx T) error {
		last, err := tx.JobSeen(ctx, f.job.Name)
		switch {
		case errors.Is(err, department.ErrNone):
			return tx.SaveJob(ctx, f.job.Name, now)
		case err == nil && last.Before(now):
			seen = last
		}
		return err
	})
	if err != nil {
		return err
	}
	f.next = f.after(seen)
	return nil
}

// after returns the first time of the job after t, on the clock of the office.
func (f *fixture[T]) after(t time.Time) time.Time { return f.times.Next(t.In(f.cal.Zone())) }
