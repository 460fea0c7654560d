package when

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// around returns the first and the last day of the period of that unit n periods
// on from that of today.
func (g *ground) around(u unit, n int) (workdays.Date, workdays.Date) {
	switch u {
	case days:
		return g.today.Add(n), g.today.Add(n)
	case weeks:
		return workdays.Week.Around(g.today.Add(7 * n))
	case quarters:
		return workdays.Quarter.Around(monthStart(g.today, 3*n))
	case halfyears:
		first := workdays.Date{Year: g.today.Year, Month: (g.today.Month-1)/6*6 + 1, Day: 1}
		first = monthStart(first, 6*n)
		return first, monthStart(first, 6).Add(-1)
	case years:
		return workdays.Year.Around(workdays.Date{Year: g.today.Year + n, Month: time.January, Day: 1})
	}
	return workdays.Month.Around(monthStart(g.today, n))
}

func monthStart(d workdays.Date, n int) workdays.Date {
	y, m := addMonths(d, n)
	return workdays.Date{Year: y, Month: m, Day: 1}
}

// bounds returns the first and the last day of a period, n periods on from the
// one that is meant.
func (g *ground) bounds(of period, n int) (workdays.Date, workdays.Date) {
	switch {
	case of.month > 0:
		y := of.year
		if y == 0 {
			y = g.today.Year
			if of.month < int(g.today.Month) || of.which == next && of.month == int(g.today.Month) {
				y++
			}
		}
		return workdays.Month.Around(workdays.Date{Year: y + n, Month: time.Month(of.month), Day: 1})
	case of.quarter > 0:
		y := of.year
		if y == 0 {
			y = g.today.Year
			if of.quarter < (int(g.today.Month)+2)/3 || of.which == next {
				y++
			}
		}
		return workdays.Quarter.Around(workdays.Date{Year: y + n, Month: time.Month(3*of.quarter - 2), Day: 1})
	case of.unit == years && of.year > 0:
		return workdays.Year.Around(workdays.Date{Year: of.year, Month: time.January, Day: 1})
	}
	switch of.which {
	case next, that:
		n++
	case last:
		n--
	}
	return g.around(of.unit, n)
}

// lastWorked returns the last working day of the week that ends with sunday, or
// sunday itself if there is none or it is over.
func (g *ground) lastWorked(monday, sunday workdays.Date) workdays.Date {
	if friday, ok := g.cal.LastOf(workdays.Week, monday); ok && !friday.Before(g.today) {
		return friday
	}
	return sunday
}

// boundary finds the begin, middle or end of a period; one that is over gives
// way to that of the next period, unless «этого» was said.
func (g *ground) boundary(d day) verdict {
	if d.of.unit == days {
		return sure(g.today)
	}
	for n := range 3 {
		first, final := g.bounds(d.of, n)
		date := g.edgeOf(d, first, final)
		over := date.Before(g.today) || d.edge == edgeBegin && date == g.today && d.of.which == nearest && n == 0
		if !over {
			v := sure(date)
			v.period = d.edge != edgeEnd
			return v
		}
		if d.of.which == this || d.of.which == last || d.of.year > 0 {
			first, final = g.bounds(period{unit: d.of.unit, month: d.of.month, quarter: d.of.quarter}, 1)
			return refused(Past, g.edgeOf(d, first, final))
		}
	}
	return refused(Past)
}

func (g *ground) edgeOf(d day, first, final workdays.Date) workdays.Date {
	switch {
	case d.edge == edgeBegin:
		return first
	case d.edge == edgeEnd && d.of.unit == weeks:
		return g.lastWorked(first, final)
	case d.edge == edgeEnd:
		return final
	case d.of.unit == weeks:
		return first.Add(2)
	case d.of.unit == months:
		return first.Add(14)
	}
	return first.Add(final.Sub(first) / 2)
}

// nth finds the nth day of its kind in a period.
func (g *ground) nth(d day) verdict {
	if len(d.nths) > 0 {
		return g.severalNth(d)
	}
	of := d.of
	if of.unit == noUnit {
		if d.of2 == workingDays && d.n > 0 {
			return sure(g.cal.AddDays(g.today, d.n))
		}
		of.unit = months
	}
	for n := range 24 {
		first, final := g.bounds(of, n)
		date, ok := g.nthIn(d, first, final)
		if ok && !date.Before(g.today) {
			return sure(date)
		}
		if of.which == this || of.which == last || of.year > 0 {
			return refused(Past)
		}
	}
	return refused(Impossible)
}

// severalNth finds each of «первый и третий понедельник».
func (g *ground) severalNth(d day) verdict {
	var v verdict
	for _, n := range append([]int{d.n}, d.nths...) {
		single := d
		single.n, single.nths = n, nil
		w := g.nth(single)
		if w.code != 0 {
			return w
		}
		v.choices = append(v.choices, w.choices...)
	}
	return v
}

// nthIn returns the nth weekday, working day or day from first to final.
func (g *ground) nthIn(d day, first, final workdays.Date) (workdays.Date, bool) {
	var date workdays.Date
	switch d.of2 {
	case workingDays:
		if d.n > 0 {
			date = g.cal.AddDays(first.Add(-1), d.n)
		} else {
			date = g.cal.AddDays(final.Add(1), d.n)
		}
	case days:
		date = first.Add(d.n - 1)
		if d.n < 0 {
			date = final.Add(d.n + 1)
		}
	default:
		if d.n > 0 {
			date = first.Add((d.weekday-isoWeekday(first)+7)%7 + 7*(d.n-1))
		} else {
			date = final.Add(-((isoWeekday(final)-d.weekday+7)%7 + 7*(-d.n-1)))
		}
	}
	return date, !date.Before(first) && !date.After(final)
}

// period finds a whole period. Behind «до» it is the day before it begins,
// behind «к» its first day.
func (g *ground) period(of period, r role) verdict {
	if of.weekend {
		return g.weekend(of, r)
	}
	first, final := g.bounds(of, 0)
	if of.which == last || final.Before(g.today) {
		now := of
		now.which, now.year = this, 0
		v := g.period(now, at)
		return verdict{code: Past, rather: &v.choices[0]}
	}
	if of.which == that {
		other := of
		other.which = last
		a, b := g.bounds(other, 0)
		return verdict{choices: []stretch{g.clipped(of, first, final), {a, g.workedWeek(of, a, b), true}}}
	}
	switch {
	case r == until || r == before || r == by || r == from:
		if of.which != this {
			return g.edgeBefore(of, r)
		}
		return sure(g.clipped(of, first, final).to)
	case r == through:
		return sure(g.clipped(of, first, final).to)
	case r == after:
		return sure(final.Add(1))
	}
	return verdict{choices: []stretch{g.clipped(of, first, final)}, period: true}
}

// edgeBefore finds the day that «до», «к» and «с» a period mean: the last before
// it, or its first. One that has begun already is that of the next year.
func (g *ground) edgeBefore(of period, r role) verdict {
	for n := range 2 {
		date, _ := g.bounds(of, n)
		switch {
		case r == by || r == from:
		case of.unit == weeks:
			date = g.cal.AddDays(date, -1)
		default:
			date = date.Add(-1)
		}
		if !date.Before(g.today) {
			return sure(date)
		}
		if of.year > 0 {
			break
		}
	}
	return refused(Past, g.today)
}

// slice finds a part of a month; if it is over, that of the next one.
func (g *ground) slice(d day) verdict {
	for n := range 2 {
		first, final := g.bounds(d.of, n)
		at := func(day int) workdays.Date {
			if day < 0 {
				return final.Add(day + 1)
			}
			return first.Add(day - 1)
		}
		if s := (stretch{at(d.slice.from), at(d.slice.to), true}); !s.to.Before(g.today) {
			if s.from.Before(g.today) {
				s.from = g.today
			}
			return verdict{choices: []stretch{s}, period: true}
		}
	}
	return refused(Past)
}

// clipped returns what is left of a period from today on. A week ends with its
// last working day.
func (g *ground) clipped(of period, first, final workdays.Date) stretch {
	if first.Before(g.today) {
		first = g.today
	}
	return stretch{first, g.workedWeek(of, first, final), true}
}

func (g *ground) workedWeek(of period, first, final workdays.Date) workdays.Date {
	if of.unit != weeks {
		return final
	}
	if friday, ok := g.cal.LastOf(workdays.Week, final); ok && !friday.Before(first) {
		return friday
	}
	return final
}

// weekend finds Saturday and Sunday.
func (g *ground) weekend(of period, r role) verdict {
	monday, _ := workdays.Week.Around(g.today)
	saturday := monday.Add(5)
	sunday := saturday.Add(1)
	if g.today == sunday && of.which != this || of.which == next || of.which == that {
		saturday, sunday = saturday.Add(7), sunday.Add(7)
	}
	if of.which == last {
		s := stretch{saturday, sunday, true}
		return verdict{code: Past, rather: &s}
	}
	if r.deadline() {
		date := g.cal.AddDays(saturday, -1)
		if date.Before(g.today) {
			date = g.today
		}
		return sure(date)
	}
	if saturday.Before(g.today) {
		saturday = g.today
	}
	return verdict{choices: []stretch{{saturday, sunday, true}}, period: true}
}
