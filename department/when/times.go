package when

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// readings returns the times of day that c may mean, the likeliest first, and
// whether the first is sure when the day is not today. Times are counted from
// midnight; midnight itself is 24 hours.
func (g *ground) readings(c clock, date workdays.Date) ([]time.Duration, bool) {
	clock := func(h int) time.Duration { return time.Duration(h)*time.Hour + time.Duration(c.m)*time.Minute }
	switch c.style {
	case atPart:
		return []time.Duration{g.hourOf(c.part)}, true
	case closing:
		if shut, worked := g.cal.Closing(date); worked {
			y, m, d := shut.Date()
			return []time.Duration{shut.Sub(time.Date(y, m, d, 0, 0, 0, 0, shut.Location()))}, true
		}
		return []time.Duration{g.cal.Hours().Close}, true
	case exact:
		return []time.Duration{clock(c.h)}, true
	}
	am, pm := clock(c.h%12), clock(c.h%12+12)
	if c.h == 12 {
		return []time.Duration{pm}, true
	}
	if c.style == written {
		if c.h >= 1 && c.h <= 5 {
			return []time.Duration{pm, am}, false // 3:30 at night is rare, 15:30 is not what stands there
		}
		return []time.Duration{am}, true
	}
	hours := g.cal.Hours()
	inAM, inPM := am >= hours.Open && am <= hours.Close, pm >= hours.Open && pm <= hours.Close
	switch {
	case inAM && !inPM:
		return []time.Duration{am, pm}, true
	case inPM && !inAM:
		return []time.Duration{pm, am}, true
	case am >= hours.Open-time.Hour-30*time.Minute && am < hours.Open: // just before the office opens
		return []time.Duration{am, pm}, true
	}
	return []time.Duration{am, pm}, false
}

// hourOf returns the hour of a part of the day.
func (g *ground) hourOf(p part) time.Duration {
	switch p {
	case morning:
		return g.parts.Morning
	case noon:
		return 12 * time.Hour
	case lunch:
		return g.parts.Lunch
	case daytime, afternoon, afterNoon:
		return g.parts.Afternoon
	case evening:
		return g.parts.Evening
	case night:
		return g.parts.Night
	case opening:
		return g.cal.Hours().Open
	case sameTime:
		return time.Duration(g.now.Hour())*time.Hour + time.Duration(g.now.Minute())*time.Minute
	}
	return 24 * time.Hour
}

// timed is what became of a time of day.
type timed struct {
	choices []time.Time
	doubt   []time.Time // other readings; the first of choices stands
	code    Code
	rather  []time.Time
}

// onDay finds the moments that c means on a date. Those that are over are
// refused, with the same time of the next day as the nearest.
func (g *ground) onDay(c clock, date workdays.Date, role role) timed {
	if c.bad {
		return timed{code: Impossible}
	}
	times, certain := g.readings(c, date)
	if c.style == atPart && c.part == midnight {
		return g.midnight(date, role)
	}
	var out timed
	for _, t := range times {
		if m := wall(date, t, g.zone); m.After(g.now) {
			out.choices = append(out.choices, m)
		}
	}
	first := wall(date, times[0], g.zone)
	switch {
	case len(out.choices) == 0, date == g.today && certain && !first.After(g.now) && g.officeHour(times[0]):
		out.code = Past
		out.rather = append([]time.Time{wall(g.today.Add(1), times[0], g.zone)}, out.choices...)
		out.choices = nil
	case certain && first.After(g.now) && len(out.choices) > 1:
		out.settle(c)
	}
	return out
}

// settle takes the first choice. The other half of the day is worth a button only
// for the hours when some people are up already or still.
func (t *timed) settle(c clock) {
	if c.h >= 5 && c.h <= 8 {
		t.doubt = t.choices[1:]
	}
	t.choices = t.choices[:1]
}

// officeHour reports whether t lies within the office hours, so that nobody who
// says «в 10» means the evening.
func (g *ground) officeHour(t time.Duration) bool {
	h := g.cal.Hours()
	return t >= h.Open && t <= h.Close
}

// midnight is asked about: the night before the day or after it. Today's is the
// coming one, and a deadline is the end of the day.
func (g *ground) midnight(date workdays.Date, role role) timed {
	before, after := wall(date, 0, g.zone), wall(date, 24*time.Hour, g.zone)
	if date == g.today || role.deadline() {
		return timed{choices: []time.Time{after}}
	}
	return timed{choices: []time.Time{before, after}}
}

// free finds the moments that c means when no day was named: the next time that
// the clock shows it.
func (g *ground) free(c clock) timed {
	if c.bad {
		return timed{code: Impossible}
	}
	if c.today {
		return g.onDay(c, g.today, bare)
	}
	times, certain := g.readings(c, g.today)
	if c.style == closing {
		return g.onDay(c, g.today, bare)
	}
	if c.style == atPart && c.part == midnight {
		return timed{choices: []time.Time{wall(g.today, 24*time.Hour, g.zone)}}
	}
	var out timed
	for _, t := range times {
		m := wall(g.today, t, g.zone)
		if !m.After(g.now) {
			m = wall(g.today.Add(1), t, g.zone)
		}
		out.choices = append(out.choices, m)
	}
	if len(out.choices) < 2 {
		return out
	}
	if c.style == spoken && (certain && g.officeHour(times[0]) || c.m > 0 && certain) {
		out.settle(c)
		return out
	}
	if out.choices[1].Before(out.choices[0]) {
		out.choices[0], out.choices[1] = out.choices[1], out.choices[0]
	}
	return out
}

// hours finds the range of two times of day on a date; without one, on the next
// day on which it has not begun.
func (g *ground) hours(a, b clock, date workdays.Date, fixed bool) (from, to time.Time, code Code) {
	if a.bad || b.bad {
		return from, to, Impossible
	}
	start := g.clockOf(a, date)
	if a.style == spoken && b.style == exact && b.part == noPart && start >= g.clockOf(b, date) && start >= 12*time.Hour {
		start -= 12 * time.Hour
	}
	stop := g.clockOf(b, date)
	if b.style == spoken { // the first time that the hand shows it again
		for stop = stop % (12 * time.Hour); stop <= start && stop < 12*time.Hour; {
			stop += 12 * time.Hour
		}
		if stop <= start {
			stop %= 12 * time.Hour
		}
	}
	next := date
	if stop <= start {
		next = date.Add(1)
	}
	from, to = wall(date, start, g.zone), wall(next, stop, g.zone)
	switch {
	case from.After(g.now):
	case fixed && date == g.today && to.After(g.now):
	case fixed:
		return from, to, Past
	default:
		return g.hours(a, b, date.Add(1), true)
	}
	return from, to, 0
}

// clockOf returns the likeliest time of day.
func (g *ground) clockOf(c clock, date workdays.Date) time.Duration {
	times, _ := g.readings(c, date)
	return times[0]
}
