package workdays

import (
	"sort"
	"time"
)

// Units of working time. Day is an ordinary working day at the [DefaultHours];
// at other hours it stays nine hours of an open office.
const (
	Hour = time.Hour
	Day  = 9 * Hour
)

// Add returns the moment, in the zone of the office, when d of working time has
// passed after t: the earliest such moment, so what ends with the working day
// ends when the office closes and not when it opens again. For a negative d it
// is the latest moment from which -d of working time lead to t. Zero returns t.
// More than a million hours count as a million.
func (c Calendar) Add(t time.Time, d time.Duration) time.Time {
	t = t.In(c.Zone())
	if d == 0 {
		return t
	}
	start := DateOf(t).number()
	goal := c.into(t) + min(max(d, -longest), longest)
	var day int
	if d > 0 {
		day = start + gallop(func(n int) bool { return c.since(start, start+n+1) >= goal })
	} else {
		day = start - gallop(func(n int) bool { return c.since(start, start-n) <= goal })
	}
	return c.at(dateAt(day), c.Hours().Open+goal-c.since(start, day))
}

// longest bounds what Add adds, so that sums of durations stay within range.
const longest = 1_000_000 * Hour

// Between returns the working time from a to b, negative when b is earlier.
func (c Calendar) Between(a, b time.Time) time.Duration {
	a, b = a.In(c.Zone()), b.In(c.Zone())
	return c.since(DateOf(a).number(), DateOf(b).number()) + c.into(b) - c.into(a)
}

// into returns the working time that has passed at t since its day began. The
// zone of t is that of the office.
func (c Calendar) into(t time.Time) time.Duration {
	return min(max(clockOf(t)-c.Hours().Open, 0), c.length(DateOf(t).number()))
}

// since returns the working time from the beginning of one day to that of
// another, both given by number.
func (c Calendar) since(from, to int) time.Duration {
	worked, short := c.table.before(to)
	workedThen, shortThen := c.table.before(from)
	h := c.Hours()
	return time.Duration(worked-workedThen)*(h.Close-h.Open) - time.Duration(short-shortThen)*time.Hour
}

// gallop returns the smallest n ≥ 0 for which reached is true. It must be true
// for all larger ones too, and for some.
func gallop(reached func(n int) bool) int {
	if reached(0) {
		return 0
	}
	missed, step := 0, 1
	for !reached(missed + step) {
		missed += step
		step *= 2
	}
	return missed + 1 + sort.Search(step-1, func(i int) bool { return reached(missed + 1 + i) })
}
