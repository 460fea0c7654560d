package bot

import (
	"time"

	"github.com/otdel-bot/otdel/department"
)

// Strangers say how much people are answered who do not belong to the department:
// each Burst updates at once and then one every Every, all together AllBurst and
// AllEvery. People of the department are never counted. The zero Strangers answer
// everything.
type Strangers struct {
	Burst    int
	Every    time.Duration
	AllBurst int
	AllEvery time.Duration
}

// DefaultStrangers lets a person type and tap as fast as people do, and all
// together use a fraction of what Telegram lets a bot send.
func DefaultStrangers() Strangers {
	return Strangers{Burst: 40, Every: 2 * time.Second, AllBurst: 600, AllEvery: time.Second / 20}
}

// strangersKnown is how many of them are remembered.
const strangersKnown = 10_000

// flood counts what strangers send. One goroutine at a time may use it.
type flood struct {
	Strangers
	people map[department.PersonID]*bucket
	all    bucket
}

// bucket holds what may still be sent at once; it fills with time.
type bucket struct {
	spent float64 // of the burst, at that moment
	at    time.Time
	told  bool // that it is empty
}

// take takes one from the bucket, unless it is empty.
func (b *bucket) take(now time.Time, burst int, every time.Duration) bool {
	if passed := now.Sub(b.at); passed > 0 {
		b.spent = max(0, b.spent-float64(passed)/float64(every))
		b.at = now
	}
	if b.spent+1 > float64(burst) {
		return false
	}
	b.spent++
	b.told = false
	return true
}

// full reports whether the bucket has filled up again by now.
func (b *bucket) full(now time.Time, every time.Duration) bool {
	return b.spent <= float64(now.Sub(b.at))/float64(every)
}

// passage is what becomes of an update.
type passage int

const (
	pass passage = iota
	warn         // it is not handled, and its sender is told why, once
	drop         // it is not handled
)

// judge says what becomes of an update of a stranger; 0 is somebody who speaks in
// the name of a chat. overrun is true when all strangers together have begun to
// send too much.
func (f *flood) judge(id department.PersonID, now time.Time) (what passage, overrun bool) {
	if f.Strangers == (Strangers{}) {
		return pass, false
	}
	if b := f.of(id, now); !b.take(now, f.Burst, f.Every) {
		if b.told || id == 0 {
			return drop, false
		}
		b.told = true
		return warn, false
	}
	if !f.all.take(now, f.AllBurst, f.AllEvery) {
		overrun = !f.all.told
		f.all.told = true
		return drop, overrun
	}
	return pass, false
}

// of returns the bucket of a person. When too many are remembered, those are
// forgotten who have been quiet, and in need all.
func (f *flood) of(id department.PersonID, now time.Time) *bucket {
	if b := f.people[id]; b != nil {
		return b
	}
	if len(f.people) >= strangersKnown {
		for other, b := range f.people {
			if b.full(now, f.Every) {
				delete(f.people, other)
			}
		}
	}
	if f.people == nil || len(f.people) >= strangersKnown {
		f.people = make(map[department.PersonID]*bucket)
	}
	b := &bucket{at: now}
	f.people[id] = b
	return b
}
