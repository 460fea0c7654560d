package department

import (
	"iter"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Series is a meeting that comes again, on the wall clock of its zone.
//
// An occurrence on a day off moves within its week: to the next working day of
// the week, else to the one before. So Monday's planning is on the first day
// that is worked, and Friday's summary on the last. A week without a working
// day has none, and a day has at most one.
type Series struct {
	ID    int64
	RRule string
	Zone  string    // IANA
	Start time.Time // the first occurrence
	Ended time.Time
	// Last is the nominal moment of the latest meeting that was called of it.
	Last time.Time
}

// Check refuses a series that cannot be kept, as [DateRule.Check] does.
func (s Series) Check(cal workdays.Calendar) error {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "" {
		return Refuse("zone_unknown")
	}
	if _, err := readRRule(s.RRule, s.Start.In(zone)); err != nil {
		return err
	}
	for range s.Meetings(s.Start.Add(-time.Minute), cal) {
		return nil
	}
	return Refuse("rule_never")
}

// Slot is one time of a series: the moment that its rule names, and the one at
// which it really is.
type Slot struct {
	Nominal, At time.Time
}

// Moved reports whether a day off moved it.
func (s Slot) Moved() bool { return !s.Nominal.Equal(s.At) }

// Meetings returns the times whose nominal moment is after the given one, in
// order.
func (s Series) Meetings(after time.Time, cal workdays.Calendar) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		rule := AlarmTime{Start: s.Start, Zone: s.Zone, RRule: s.RRule}
		var taken workdays.Date
		for t := range rule.nominal(after) {
			day := workdays.DateOf(t)
			to, ok := withinWeek(day, cal)
			if !ok || to == taken {
				continue
			}
			taken = to
			if !t.After(after) {
				continue
			}
			at := time.Date(to.Year, to.Month, to.Day, t.Hour(), t.Minute(), 0, 0, t.Location())
			if !yield(Slot{Nominal: t.UTC(), At: at.UTC()}) {
				return
			}
		}
	}
}

// MaxAhead is how many later meetings of a series a calendar is told of.
const MaxAhead = 26

// Ahead returns the next times of the series that no meeting was called for, as
// far as they lie after now: at most [MaxAhead], and none more than a year away.
func (s Series) Ahead(now time.Time, cal workdays.Calendar) []Slot {
	var ahead []Slot
	year := now.AddDate(1, 0, 0)
	for slot := range s.Meetings(s.Last, cal) {
		switch {
		case slot.At.After(year) || len(ahead) == MaxAhead:
			return ahead
		case slot.At.After(now):
			ahead = append(ahead, slot)
		}
	}
	return ahead
}

// withinWeek returns the working day of the week of d that a meeting on d is
// held on, and false when the week has none.
func withinWeek(d workdays.Date, cal workdays.Calendar) (workdays.Date, bool) {
	first, last := workdays.Week.Around(d)
	if next := cal.Shift(d, workdays.Next); !next.After(last) {
		return next, true
	}
	previous := cal.Shift(d, workdays.Previous)
	return previous, !previous.Before(first)
}
