package bot

import (
	"context"
	"slices"
	"time"
)

// rival is what a poller knows of another program that polls with the same
// token. The server serves whoever asked last and tells the other, with a 409;
// that one waits a moment and asks again. So the two take turns until one has
// heard it [conflictsBorne] times.
type rival struct {
	conflicts int       // 409 without a quiet time between them
	last      time.Time // when the last of them came
	// doubt says that the next page may be in the hands of the other one.
	doubt bool
}

const (
	// conflictsBorne is how often the poller is told of a rival before it gives
	// way: once or twice may be a question of its own that the server still holds.
	conflictsBorne = 3
	// conflictQuiet is how long nothing is heard of a rival that is gone.
	conflictQuiet = 10 * time.Second
	// conflictPause is how long the poller leaves the server to the rival. Within
	// it, whoever has a page in hand stores and confirms it.
	conflictPause = time.Second
)

// told notes a 409 and reports whether it is time to give way.
func (r *rival) told(now time.Time) bool {
	if now.Sub(r.last) > conflictQuiet {
		r.conflicts = 0
	}
	r.conflicts, r.last, r.doubt = r.conflicts+1, now, true
	return r.conflicts >= conflictsBorne
}

// unclaimed returns the beginning of a page that nobody else has in hand: the
// updates that are not confirmed a moment later. It is the rest of the next
// answer, so what it leaves out comes again or is confirmed.
func (p *Poller) unclaimed(ctx context.Context, page []rawUpdate) ([]rawUpdate, error) {
	sleep(ctx, conflictPause)
	still, err := p.fetch(ctx)
	if err != nil {
		return nil, err
	}
	seen := func(u rawUpdate) bool {
		return slices.ContainsFunc(page, func(o rawUpdate) bool { return o.ID == u.ID })
	}
	n := 0
	for n < len(still) && seen(still[n]) {
		n++
	}
	p.rival.doubt = n == 0
	return still[:n], nil
}
