package when

import (
	"github.com/otdel-bot/otdel/department/workdays"
)

// hoursOn answers a range of times on a date.
func (in *interpreter) hoursOn(date workdays.Date, fixed bool) (Result, error) {
	e := in.ph.hours
	from, to, code := in.hours(e.clock, e.clock2, date, fixed)
	if code == Impossible {
		return in.problem(code, Choice{})
	}
	c := Choice{Kind: Range, From: from, To: to}
	if code == Past {
		c.From, c.To, _ = in.hours(e.clock, e.clock2, in.today.Add(1), true)
		return in.problem(code, c)
	}
	if e.clock.orDay > 0 {
		d := day{kind: dayOfMonth, day: e.clock.orDay}
		d2 := day{kind: dayOfMonth, day: e.clock2.orDay}
		if a, b := in.ofMonth(d), in.ofMonth(d2); a.code == 0 && b.code == 0 {
			return in.ask([]Choice{c, in.stretchChoice(stretch{a.choices[0].from, b.choices[0].from, true})})
		}
	}
	in.out.Choice, in.out.Precision = c, Minute
	if e.clock.style == atPart {
		in.out.Precision = DayPart
	}
	return in.out, nil
}

// days2 answers a range from day to day.
func (in *interpreter) days2(e element) (Result, error) {
	if len(in.ph.days) > 0 {
		return in.rangeAndDay(e)
	}
	a, b := in.day(e.day, from), in.day(e.day2, through)
	switch {
	case a.code == Past && e.day2.kind == dayExact && e.day.year == e.day2.year && b.code == 0: // began already
		return in.refusedDay(a)
	case a.code != 0:
		return in.refusedDay(a)
	case b.code != 0:
		return in.refusedDay(b)
	}
	first, final := a.choices[0].from, b.choices[0].to
	if e.day2.kind == dayExact && e.day2.year > 0 && e.day.kind == dayExact && e.day.year == 0 && first.After(final) {
		first.Year--
	}
	if e.day2.kind == dayExact && e.day2.year == 0 && e.day.year > 0 {
		final = in.onward(e.day2, first)
	}
	if final.Before(first) {
		final = in.onward(e.day2, first)
	}
	if final.Before(first) || first.Before(in.today) {
		return in.problem(Past, Choice{})
	}
	c := Choice{Kind: Range, From: first.In(in.zone), To: final.In(in.zone), Whole: true}
	if clocks := in.ph.clocks; e.timed {
		c.From, c.To, c.Whole = wall(first, in.clockOf(e.clock, first), in.zone), wall(final, in.clockOf(e.clock2, final), in.zone), false
		in.out.Precision = Minute
	} else if len(clocks) > 0 || in.ph.hours != nil {
		return in.ask([]Choice{c})
	}
	in.out.Choice = c
	return in.out, nil
}

// onward returns the first day from first on that d names: a weekday after the
// first, a day of the next month or year.
func (in *interpreter) onward(d day, first workdays.Date) workdays.Date {
	ahead := *in.ground
	ahead.today = first
	v := ahead.day(d, through)
	if v.code != 0 || len(v.choices) == 0 {
		return workdays.Date{Year: 1, Month: 1, Day: 1}
	}
	return v.choices[0].to
}

// rangeAndDay asks when a range of days stands beside another day.
func (in *interpreter) rangeAndDay(e element) (Result, error) {
	var choices []Choice
	for _, d := range in.ph.days {
		if v := in.day(d.day, d.role); v.code == 0 {
			choices = append(choices, in.stretchChoice(v.choices[0]))
		}
	}
	alone := *in.ph
	alone.days = nil
	part := interpreter{ground: in.ground, text: in.text, ph: &alone}
	if r, err := part.result(); err == nil {
		choices = append([]Choice{r.Choice}, choices...)
	}
	return in.ask(choices)
}
