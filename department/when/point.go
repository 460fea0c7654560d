package when

import (
	"errors"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// point answers a phrase of days and times that is no range from day to day.
func (in *interpreter) point() (Result, error) {
	ph := in.ph
	if len(ph.days) > 1 || len(ph.clocks) > 1 || ph.hours != nil && len(ph.clocks) > 0 {
		return in.contradiction()
	}
	if len(ph.days) == 0 {
		if ph.hours != nil {
			return in.hoursOn(in.today, false)
		}
		return in.clockAlone(ph.clocks[0])
	}
	e := ph.days[0]
	v := in.day(e.day, e.role)
	timed := ph.hours != nil || len(ph.clocks) > 0
	if e.role == before && !timed && e.day.kind != dayBoundary && e.day.kind != dayPeriod {
		v = in.moved(v, -1)
	}
	if e.role == after && !timed && e.day.kind != dayPeriod && e.day.kind != dayWeekends {
		v = in.moved(v, 1)
	}
	switch {
	case v.code != 0:
		return in.refusedDay(v)
	case !timed:
		return in.dayAlone(v, e)
	case ph.hours != nil && len(v.choices) == 1 && !v.choices[0].several:
		return in.hoursOn(v.choices[0].from, true)
	case ph.hours != nil:
		return in.askDays(v)
	}
	return in.dayAndClock(e, v, ph.clocks[0])
}

// moved shifts the days of a verdict: before Friday is Thursday.
func (in *interpreter) moved(v verdict, n int) verdict {
	for i := range v.choices {
		v.choices[i].from, v.choices[i].to = v.choices[i].from.Add(n), v.choices[i].to.Add(n)
		if v.choices[i].from.Before(in.today) {
			return refused(Past, in.today)
		}
	}
	v.doubt = nil
	return v
}

// contradiction offers what a phrase of several dates or times may mean.
func (in *interpreter) contradiction() (Result, error) {
	var choices []Choice
	var failed error
	add := func(days, clocks []element, hours *element) {
		part := interpreter{ground: in.ground, text: in.text, ph: &phrase{toks: in.ph.toks, days: days, clocks: clocks, hours: hours}}
		r, err := part.result()
		switch {
		case err == nil:
			choices = append(choices, r.Choice)
		case err != nil && len(r.Candidates) == 0:
			failed = err
		case len(r.Candidates) > 0:
			choices = append(choices, r.Candidates...)
		}
	}
	ph := in.ph
	clockOf := func(i int) []element {
		if len(ph.clocks) == len(ph.days) {
			return ph.clocks[i : i+1]
		}
		return ph.clocks[:min(1, len(ph.clocks))]
	}
	switch {
	case len(ph.days) > 1:
		for i := range ph.days {
			add(ph.days[i:i+1], clockOf(i), nil)
		}
	default:
		for i := range ph.clocks {
			add(ph.days, ph.clocks[i:i+1], nil)
		}
		if ph.hours != nil {
			add(ph.days, nil, ph.hours)
		}
	}
	choices = distinct(choices)
	if p, ok := errors.AsType[*Problem](failed); ok && len(choices) == 0 {
		return in.problem(p.Code, p.Suggestion)
	}
	if len(choices) == 1 && failed == nil {
		in.out.Choice = choices[0]
		if in.out.Kind == Moment {
			in.out.Precision = Minute
		}
		return in.out, nil
	}
	return in.ask(choices)
}

func distinct(in []Choice) []Choice {
	var out []Choice
next:
	for _, c := range in {
		for _, o := range out {
			if o.Kind == c.Kind && o.At.Equal(c.At) && o.From.Equal(c.From) && o.To.Equal(c.To) {
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

// refusedDay answers with the code of a day. A time beside it goes into the
// suggestion.
func (in *interpreter) refusedDay(v verdict) (Result, error) {
	if v.rather == nil {
		return in.problem(v.code, Choice{})
	}
	s := in.stretchChoice(*v.rather)
	if s.Kind == Date && len(in.ph.clocks) == 1 {
		s = in.withClock(v.rather.from, in.ph.clocks[0])
	}
	return in.problem(v.code, s)
}

// withClock puts a time on a suggested date, on the next day if it is over.
func (in *interpreter) withClock(date workdays.Date, e element) Choice {
	t := in.onDay(e.clock, date, e.role)
	if t.code == Past && len(t.rather) > 0 {
		return Choice{Kind: Moment, At: t.rather[0]}
	}
	if len(t.choices) == 0 {
		return in.dateChoice(date)
	}
	return Choice{Kind: Moment, At: t.choices[0]}
}

// askDays offers several days.
func (in *interpreter) askDays(v verdict) (Result, error) {
	var choices []Choice
	for _, s := range v.choices {
		choices = append(choices, in.stretchChoice(s))
	}
	return in.ask(choices)
}

// dayAlone answers a day without a time.
func (in *interpreter) dayAlone(v verdict, e element) (Result, error) {
	if len(v.choices) > 1 {
		return in.askDays(v)
	}
	in.out.Choice = in.stretchChoice(v.choices[0])
	if v.period || v.choices[0].several {
		in.out.Precision = Period
	}
	if len(v.doubt) > 0 {
		in.out.Candidates = append(in.out.Candidates, in.out.Choice)
		for _, s := range v.doubt {
			in.out.Candidates = append(in.out.Candidates, in.stretchChoice(s))
		}
	}
	return in.out, nil
}

// dayAndClock answers a day with a time.
func (in *interpreter) dayAndClock(d element, v verdict, c element) (Result, error) {
	if v.choices[0].several { // «на следующей неделе в 10»: which day?
		return in.askDays(v)
	}
	var all timed
	for _, s := range v.choices {
		t := in.onDay(c.clock, s.from, c.role)
		all.choices = append(all.choices, t.choices...)
		all.doubt = append(all.doubt, t.doubt...)
		if t.code != 0 {
			all.code, all.rather = t.code, t.rather
		}
	}
	if today := in.todayToo(d, c); len(today) > 0 {
		all.choices = append(today, all.choices...)
	}
	switch {
	case len(all.choices) == 0 && all.code == Impossible:
		return in.problem(Impossible, in.stretchChoice(v.choices[0]))
	case len(all.choices) == 0:
		return in.pastTime(d, all)
	}
	return in.moments(all, c.clock)
}

// todayToo returns the moment of today that a weekday may mean when its name is
// today's and the time is still to come: «в понедельник в 18» on a Monday.
func (in *interpreter) todayToo(d, c element) []time.Time {
	if d.day.kind != dayWeekday || d.day.weeks > 0 || d.day.which != nearest || d.day.weekday != isoWeekday(in.today) {
		return nil
	}
	if t := in.onDay(c.clock, in.today, c.role); t.code == 0 && len(t.choices) > 0 {
		return t.choices[:1]
	}
	return nil
}

// pastTime refuses a time that is over on the day it was said for, with the next
// such day as suggestion.
func (in *interpreter) pastTime(d element, t timed) (Result, error) {
	var rather Choice
	if len(t.rather) > 0 {
		rather = Choice{Kind: Moment, At: t.rather[0]}
		if d.day.kind == dayOfMonth && d.day.of.unit == noUnit {
			date := in.nextWithDayAfter(d.day.day)
			h, m, _ := rather.At.Clock()
			rather.At = wall(date, time.Duration(h)*time.Hour+time.Duration(m)*time.Minute, in.zone)
		}
		for _, m := range t.rather {
			in.out.Candidates = append(in.out.Candidates, Choice{Kind: Moment, At: m})
		}
	}
	return in.problem(Past, rather)
}

// nextWithDayAfter returns the first date after today with that day of the month.
func (g *ground) nextWithDayAfter(n int) workdays.Date {
	tomorrow := *g
	tomorrow.today = g.today.Add(1)
	return tomorrow.nextWithDay(n)
}

// moments answers with a time or asks which.
func (in *interpreter) moments(t timed, c clock) (Result, error) {
	var choices []Choice
	for _, m := range t.choices {
		choices = append(choices, Choice{Kind: Moment, At: m})
	}
	if len(choices) > 1 {
		return in.ask(choices)
	}
	in.out.Choice = choices[0]
	in.out.Precision = Minute
	if c.style == atPart && c.part != noon && c.part != midnight || c.style == closing {
		in.out.Precision = DayPart
	}
	if len(t.doubt) > 0 {
		in.out.Candidates = append(in.out.Candidates, choices[0])
		for _, m := range t.doubt {
			in.out.Candidates = append(in.out.Candidates, Choice{Kind: Moment, At: m})
		}
	}
	return in.out, nil
}

// clockAlone answers a time without a day. A number that may be the day of a
// month as well is asked about when the hour is not plain.
func (in *interpreter) clockAlone(e element) (Result, error) {
	c := e.clock
	t := in.free(c)
	if t.code == Impossible {
		return in.problem(Impossible, Choice{})
	}
	if t.code == Past {
		return in.pastTime(e, t)
	}
	if c.orDate {
		if v := in.exact(day{day: c.h, month: c.m}); v.code == 0 {
			return in.ask([]Choice{{Kind: Moment, At: t.choices[0]}, in.stretchChoice(v.choices[0])})
		}
	}
	if c.orDay >= 1 && c.orDay <= 31 {
		date := in.dateChoice(in.nextWithDay(c.orDay))
		first := t.choices[0]
		h := time.Duration(first.Hour())*time.Hour + time.Duration(first.Minute())*time.Minute
		if c.orDay <= 8 && c.style == spoken || workdays.DateOf(first) != in.today || !in.officeHour(h) {
			choices := []Choice{{Kind: Moment, At: first}, date}
			return in.ask(choices)
		}
		r, err := in.moments(t, c)
		if err == nil && len(r.Candidates) == 0 {
			r.Candidates = []Choice{r.Choice, date}
		}
		return r, err
	}
	return in.moments(t, c)
}
