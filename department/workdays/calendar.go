package workdays

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Hours are the office hours, as the wall clock shows them, counted from
// midnight.
type Hours struct {
	Open, Close time.Duration
}

// DefaultHours are 9:00–18:00.
func DefaultHours() Hours { return Hours{Open: 9 * time.Hour, Close: 18 * time.Hour} }

// Calendar knows the working days and the office hours of one department. The
// zero Calendar works from Monday to Friday, 9:00–18:00 UTC.
type Calendar struct {
	zone  *time.Location
	hours Hours
	table *table
}

// Russia returns the calendar of the five-day week in Russia for 2023–2027, with
// the [DefaultHours] in zone. A nil zone is UTC.
func Russia(zone *time.Location) Calendar {
	cal, err := Calendar{zone: zone}.With(strings.NewReader(russianDays))
	if err != nil {
		panic(fmt.Sprintf("workdays: the embedded calendar is broken: %v", err)) // a test reads it
	}
	return cal
}

// With returns the calendar with the days of a data file laid over it: a further
// year, or days off of a region. A day in the file replaces what the calendar
// had for it.
//
// The file has lines of «date, kind, why, decree» separated by tabs, like
// ru-workdays.tsv; the last two may be missing; lines that begin with # are
// comments. The error names every bad line, and the calendar is then returned
// unchanged.
func (c Calendar) With(r io.Reader) (Calendar, error) {
	var base map[Date]mark
	if c.table != nil {
		base = c.table.marks
	}
	marks, err := readMarks(base, r)
	if err != nil {
		return c, fmt.Errorf("working calendar: %w", err)
	}
	c.table = newTable(marks)
	return c, nil
}

// WithHours returns the calendar with other office hours. They must lie within
// one day, be whole minutes and leave more than an hour, so that a short day is
// still worked.
func (c Calendar) WithHours(h Hours) (Calendar, error) {
	if h.Open < 0 || h.Close > 24*time.Hour || h.Close-h.Open <= time.Hour ||
		h.Open%time.Minute != 0 || h.Close%time.Minute != 0 {
		return c, fmt.Errorf("office hours %v–%v: not two hours or more within one day", h.Open, h.Close)
	}
	c.hours = h
	return c, nil
}

// Zone returns the zone of the office, never nil.
func (c Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Hours returns the office hours of an ordinary working day.
func (c Calendar) Hours() Hours {
	if c.hours == (Hours{}) {
		return DefaultHours()
	}
	return c.hours
}

// Known reports whether the calendar has data for the year, that is, whether its
// 1 January is listed. Of other years it assumes that only weekends are off.
func (c Calendar) Known(year int) bool { return c.table != nil && c.table.years[year] }

// Missing returns the year whose days off should be known at t and are not: that
// of t, and in December the next one. It returns false when nothing is missing.
func (c Calendar) Missing(t time.Time) (year int, missing bool) {
	today := c.Today(t)
	for _, year := range []int{today.Year, today.Add(31).Year} {
		if !c.Known(year) {
			return year, true
		}
	}
	return 0, false
}

// Kind returns what the day is to the office.
func (c Calendar) Kind(d Date) Kind { return c.table.kind(d.number()) }

// IsWorkday reports whether the day is worked, in full or short.
func (c Calendar) IsWorkday(d Date) bool { return c.Kind(d) != Off }

// Why returns the reason and the decree that the data file gives for the day.
// Both are empty for ordinary working days and weekends.
func (c Calendar) Why(d Date) (reason, decree string) {
	if c.table == nil {
		return "", ""
	}
	m := c.table.marks[d]
	return m.why, m.decree
}

// Today returns the date that the clock of the office shows at t.
func (c Calendar) Today(t time.Time) Date { return DateOf(t.In(c.Zone())) }

// Opening returns the moment when the office opens on that day, and false when
// it stays closed.
func (c Calendar) Opening(d Date) (time.Time, bool) {
	return c.at(d, c.Hours().Open), c.IsWorkday(d)
}

// Closing returns the moment when the office closes on that day, an hour earlier
// on a short one, and false when it does not open.
func (c Calendar) Closing(d Date) (time.Time, bool) {
	return c.at(d, c.Hours().Open+c.length(d.number())), c.IsWorkday(d)
}

// IsOpen reports whether the office is open at t. It is open at the very moment
// of opening and closed at that of closing.
func (c Calendar) IsOpen(t time.Time) bool {
	t = t.In(c.Zone())
	n, clock := DateOf(t).number(), clockOf(t)
	return clock >= c.Hours().Open && clock < c.Hours().Open+c.length(n)
}

// NextOpening returns t itself when the office is open, else the moment when it
// opens next.
func (c Calendar) NextOpening(t time.Time) time.Time {
	t = t.In(c.Zone())
	if c.IsOpen(t) {
		return t
	}
	d := DateOf(t)
	if !c.IsWorkday(d) || clockOf(t) >= c.Hours().Open {
		d = c.AddDays(d, 1)
	}
	return c.at(d, c.Hours().Open)
}

// at returns the moment when the clock shows clock on that day.
func (c Calendar) at(d Date, clock time.Duration) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(clock/time.Minute), 0, int(clock%time.Minute), c.Zone())
}

// length returns how long the office is open on the day with that number.
func (c Calendar) length(number int) time.Duration {
	h := c.Hours()
	switch c.table.kind(number) {
	case Work:
		return h.Close - h.Open
	case Short:
		return h.Close - h.Open - time.Hour
	}
	return 0
}

// clockOf returns what the clock shows at t, counted from midnight.
func clockOf(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}
