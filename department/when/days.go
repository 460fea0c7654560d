package when

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// horizon is how far ahead a date may lie, in years.
const horizon = 10

// stretch is a day or several, both ends included.
type stretch struct {
	from, to workdays.Date
	several  bool // a range, even where it is one day long
}

func one(d workdays.Date) stretch { return stretch{from: d, to: d} }

// verdict is what became of a day: choices, the first the likeliest, or a code
// with the nearest sensible choice.
type verdict struct {
	choices []stretch
	doubt   []stretch // other readings worth a button, though the first stands
	code    Code
	rather  *stretch
	period  bool // the text is no more precise than a period
}

func sure(d workdays.Date) verdict { return verdict{choices: []stretch{one(d)}} }

func refused(code Code, rather ...workdays.Date) verdict {
	v := verdict{code: code}
	if len(rather) > 0 {
		s := one(rather[0])
		v.rather = &s
	}
	return v
}

// ground is what phrases are resolved against.
type ground struct {
	o     *Options
	cal   workdays.Calendar
	zone  *time.Location
	now   time.Time // in zone
	today workdays.Date
	parts Parts
}

// day finds the day that d names, seen from today.
func (g *ground) day(d day, r role) verdict {
	var v verdict
	switch d.kind {
	case dayFromNow:
		v = sure(g.today.Add(d.n))
		if d.n < 0 {
			v = refused(Past, g.today)
		}
	case dayExact:
		v = g.exact(d)
	case dayOfMonth:
		v = g.ofMonth(d)
	case dayWeekday:
		v = g.weekday(d)
	case daySpan:
		v = g.after(d.span)
	case dayBoundary:
		v = g.boundary(d)
	case dayNth:
		v = g.nth(d)
	case dayPeriod:
		v = g.period(d.of, r)
		if d.slice != (slice{}) {
			v = g.slice(d)
		}
	case dayWorking:
		v = sure(g.cal.AddDays(g.today, d.n))
	case dayWeekends:
		_, sunday := workdays.Week.Around(g.today)
		v = sure(g.cal.AddDays(sunday, 1))
	}
	return g.within(v)
}

// within refuses what lies beyond the horizon.
func (g *ground) within(v verdict) verdict {
	limit := workdays.Clamp(g.today.Year+horizon, g.today.Month, g.today.Day)
	for _, s := range v.choices {
		if s.to.After(limit) {
			return verdict{code: TooFar}
		}
	}
	return v
}

// exact finds a day of a named month.
func (g *ground) exact(d day) verdict {
	if d.slash && g.o.Language == "en" && d.day <= 12 && d.month <= 12 && d.day != d.month && d.month > 0 {
		d.slash = false
		swapped := d
		swapped.day, swapped.month = d.month, d.day
		a, b := g.exact(d), g.exact(swapped)
		switch {
		case a.code == 0 && b.code == 0:
			return verdict{choices: append(a.choices, b.choices...)}
		case a.code == Past && b.code == 0: // 12/01/2026 in November
			return b
		}
		return a
	}
	month := time.Month(d.month)
	if d.month < 1 || d.month > 12 || d.day < 1 {
		return refused(Impossible)
	}
	if d.nextYear {
		d.year = g.today.Year + 1
	}
	if d.lastYear {
		d.year = g.today.Year - 1
	}
	if d.year > 0 {
		return g.inYear(d, month)
	}
	if longest := workdays.Clamp(2028, month, 31).Day; d.day > longest {
		return refused(Impossible, g.forward(g.today.Year, month, d.day))
	}
	date := workdays.Date{Year: g.today.Year, Month: month, Day: d.day}
	for !date.Valid() || date.Before(g.today) {
		date.Year++
	}
	if short := g.forward(g.today.Year, month, d.day); short.Year != date.Year { // 29 February
		return verdict{choices: []stretch{one(short), one(date)}}
	}
	return g.checked(date, d.weekday)
}

// forward returns day of the month, or the last the month has, in the first year
// from year on in which it is not over.
func (g *ground) forward(year int, month time.Month, day int) workdays.Date {
	date := workdays.Clamp(year, month, day)
	for date.Before(g.today) {
		date = workdays.Clamp(date.Year+1, month, day)
	}
	return date
}

// inYear finds a day of a named month and year.
func (g *ground) inYear(d day, month time.Month) verdict {
	date := workdays.Date{Year: d.year, Month: month, Day: d.day}
	switch {
	case d.year > g.today.Year+horizon:
		return refused(TooFar)
	case !date.Valid():
		return refused(Impossible, g.forward(d.year, month, d.day))
	case date.Before(g.today):
		return refused(Past, g.forward(g.today.Year, month, d.day))
	}
	return g.checked(date, d.weekday)
}

// checked compares a date with the weekday named beside it. If they disagree,
// the date, the nearest such weekday and the same number of a neighbouring month
// are offered.
func (g *ground) checked(date workdays.Date, weekday int) verdict {
	if weekday == 0 || isoWeekday(date) == weekday {
		return sure(date)
	}
	shift := (weekday - isoWeekday(date) + 7) % 7
	if shift > 3 {
		shift -= 7
	}
	v := verdict{choices: []stretch{one(date)}}
	if other := date.Add(shift); !other.Before(g.today) {
		v.choices = append(v.choices, one(other))
	}
	for _, months := range []int{-1, 1} {
		y, m := addMonths(date, months)
		other := workdays.Date{Year: y, Month: m, Day: date.Day}
		if other.Valid() && !other.Before(g.today) && isoWeekday(other) == weekday {
			v.choices = append(v.choices, one(other))
			break
		}
	}
	return v
}

// isoWeekday returns 1 for Monday to 7 for Sunday.
func isoWeekday(d workdays.Date) int { return (int(d.Weekday())+6)%7 + 1 }

// addMonths returns the month n months after that of d.
func addMonths(d workdays.Date, n int) (int, time.Month) {
	m := d.Year*12 + int(d.Month) - 1 + n
	return m / 12, time.Month(m%12 + 1)
}

// monthsOn returns d moved by n months, to the month's last day where it has no
// such day: a month after 31 January is the last of February.
func monthsOn(d workdays.Date, n int) workdays.Date {
	y, m := addMonths(d, n)
	return workdays.Clamp(y, m, d.Day)
}

// ofMonth finds a day by its number alone.
func (g *ground) ofMonth(d day) verdict {
	if len(d.days) > 1 {
		var v verdict
		for _, n := range d.days {
			single := d
			single.day, single.days = n, nil
			w := g.ofMonth(single)
			if w.code != 0 {
				return w
			}
			v.choices = append(v.choices, w.choices...)
		}
		return v
	}
	if d.day < 1 || d.day > 31 {
		return refused(Impossible)
	}
	if d.of.month > 0 {
		return g.exact(day{day: d.day, month: d.of.month, year: d.of.year, nextYear: d.of.which == next, weekday: d.weekday})
	}
	ahead := d.span.months
	switch d.of.which {
	case next:
		ahead = 1
	case last:
		ahead = -1
	}
	y, m := addMonths(g.today, ahead)
	if ahead != 0 || d.of.which == this {
		date := workdays.Date{Year: y, Month: m, Day: d.day}
		switch {
		case !date.Valid():
			return refused(Impossible, workdays.Clamp(y, m, d.day))
		case date.Before(g.today):
			return refused(Past, g.nextWithDay(d.day))
		}
		return g.checked(date, d.weekday)
	}
	return g.checked(g.nextWithDay(d.day), d.weekday)
}

// nextWithDay returns the first date from today on with that day of the month.
func (g *ground) nextWithDay(n int) workdays.Date {
	for i := 0; ; i++ {
		y, m := addMonths(g.today, i)
		if date := (workdays.Date{Year: y, Month: m, Day: n}); date.Valid() && !date.Before(g.today) {
			return date
		}
	}
}

// weekday finds a day by its weekday.
func (g *ground) weekday(d day) verdict {
	monday, _ := workdays.Week.Around(g.today)
	inWeek := monday.Add(d.weekday - 1) // of this week
	ahead := g.today.Add((d.weekday - isoWeekday(g.today) + 7) % 7)
	nearby := ahead // after today
	if ahead == g.today {
		nearby = ahead.Add(7)
	}
	switch {
	case d.weeks > 0:
		byWeek, byDay := inWeek.Add(7*d.weeks), ahead.Add(7*d.weeks)
		if byWeek != byDay {
			return verdict{choices: []stretch{one(byWeek), one(byDay)}}
		}
		return sure(byDay)
	case d.which == afterNext:
		return verdict{choices: []stretch{one(nearby.Add(7)), one(inWeek.Add(14))}}
	case d.which == this && inWeek.Before(g.today), d.which == last:
		return refused(Past, nearby)
	case d.which == this:
		return sure(inWeek)
	case d.which == next, d.which == that:
		v := sure(inWeek.Add(7))
		if nearby != inWeek.Add(7) {
			v.doubt = []stretch{one(nearby)}
		}
		return v
	}
	return sure(nearby)
}

// after finds the day a span from today.
func (g *ground) after(s span) verdict {
	if s.vast || s.months > 12*horizon || s.days > 366*horizon || s.working > 250*horizon {
		return verdict{code: TooFar}
	}
	date := monthsOn(g.today, s.months).Add(s.days)
	if s.working > 0 {
		date = g.cal.AddDays(date, s.working)
	}
	return sure(date)
}
