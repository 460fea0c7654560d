package bot

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	firstPause = 500 * time.Millisecond
	maxPause   = 30 * time.Second
	// maxStorePause is shorter: within five seconds after the disk has room again
	// the work goes on.
	maxStorePause = 3 * time.Second
)

// pauses are waits that grow with each trouble in a row. The zero value is the
// state without trouble.
type pauses struct{ n int }

// next returns the next wait, at most longest: each about twice the one before,
// with jitter, so that many do not come back at once.
func (p *pauses) next(longest time.Duration) time.Duration {
	wait := longest
	if p.n < 10 {
		wait = min(firstPause<<p.n, longest)
	}
	p.n++
	return wait*3/4 + rand.N(wait/4+1)
}

// sleep waits, but not longer than ctx lasts.
func sleep(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
