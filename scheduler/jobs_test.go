package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/scheduler"
)

// diary is a store with nothing in it but when the fixed jobs were seen to. It
// outlives the schedulers that write into it.
type diary struct {
	scheduler.Tx
	mu   sync.Mutex
	seen map[string]time.Time
}

func (d *diary) Write(_ context.Context, f func(*diary) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return f(d)
}

func (d *diary) JobSeen(_ context.Context, name string) (time.Time, error) {
	if seen, ok := d.seen[name]; ok {
		return seen, nil
	}
	return time.Time{}, department.ErrNone
}

func (d *diary) SaveJob(_ context.Context, name string, seen time.Time) error {
	d.seen[name] = seen
	return nil
}

func (d *diary) DueAbsences(context.Context, time.Time, int) ([]department.Absence, error) {
	return nil, nil
}

func (d *diary) DueReminders(context.Context, time.Time, int) ([]department.Reminder, error) {
	return nil, nil
}

func (d *diary) DueRoutines(context.Context, time.Time, int) ([]department.Routine, error) {
	return nil, nil
}

func (d *diary) DueBells(context.Context, time.Time, int) ([]department.Bell, error) {
	return nil, nil
}

func (d *diary) DueGroups(context.Context, time.Time) ([]department.Group, error) {
	return nil, nil
}

func (d *diary) DueSchedules(context.Context, time.Time, int) ([]department.Schedule, error) {
	return nil, nil
}

// nights notes when the job of the night was done; its clock can be ahead of the
// bubble's.
type nights struct {
	*testing.T
	diary *diary
	ahead atomic.Int64 // of time.Duration
	err   error        // of the next nights
	done  []string
	log   strings.Builder
}

func (n *nights) now() time.Time { return time.Now().Add(time.Duration(n.ahead.Load())) }

// up runs the program for so long.
func (n *nights) up(lasts time.Duration) {
	n.Helper()
	s := scheduler.New[*diary](n.diary, nil, cal, slog.New(slog.NewTextHandler(&n.log, nil)))
	ctx, stop := context.WithTimeout(n.Context(), lasts)
	defer stop()
	err := s.Run(ctx, n.now, func() {}, scheduler.Job{Name: "night", Spec: "30 3 * * *", Do: func(_ context.Context, now time.Time) error {
		n.done = append(n.done, now.In(moscow).Format("Mon 15:04"))
		return n.err
	}})
	if err != nil {
		n.Error(err)
	}
}

func (n *nights) want(done ...string) {
	n.Helper()
	if diff := cmp.Diff(done, n.done); diff != "" {
		n.Errorf("when the job was done (-want +got):\n%s", diff)
	}
	n.done = nil
}

// inNights runs a test in a bubble that begins on Saturday, 1 January 2000, at
// 3:00 in Moscow.
func inNights(t *testing.T, test func(*nights)) {
	synctest.Test(t, func(t *testing.T) {
		test(&nights{T: t, diary: &diary{seen: make(map[string]time.Time)}})
	})
}

func TestAJobThatFellIntoADowntimeIsMadeUpForOnce(t *testing.T) {
	inNights(t, func(n *nights) {
		n.up(10 * time.Minute) // it is new: nothing was missed
		n.want()
		time.Sleep(55 * time.Hour) // three nights
		n.up(time.Hour)
		n.want("Mon 10:10")
		n.up(time.Hour)
		n.want()
		n.up(24 * time.Hour)
		n.want("Tue 03:30")
	})
}

func TestASuspendedMachineDoesTheJobWhenItWakes(t *testing.T) {
	inNights(t, func(n *nights) {
		go func() {
			time.Sleep(time.Minute)
			n.ahead.Store(int64(30 * time.Hour)) // the clock on the wall ran on
		}()
		n.up(2 * time.Minute)
		n.want("Sun 09:01")
	})
}

func TestAClockThatIsSetBackDoesNotStopTheJob(t *testing.T) {
	inNights(t, func(n *nights) {
		n.ahead.Store(int64(240 * time.Hour))
		n.up(time.Hour)
		n.want("Tue 03:30")
		n.ahead.Store(0)
		n.up(24 * time.Hour)
		n.want("Sun 03:30")
	})
}

func TestAJobThatFailedIsTriedAgainInAnHour(t *testing.T) {
	inNights(t, func(n *nights) {
		n.err = errors.New("disk full")
		n.up(2 * time.Hour)
		n.want("Sat 03:30", "Sat 04:30")
		n.err = nil
		n.up(time.Hour) // after a start at once
		n.want("Sat 05:00")
		if got := strings.Count(n.log.String(), "disk full"); got != 2 {
			t.Errorf("the fault is logged %d times, want 2:\n%s", got, n.log.String())
		}
	})
}
