package when

import (
	"github.com/otdel-bot/otdel/department/workdays"
)

// rule is a recurrence with everything decided but the moment it begins.
type rule struct {
	every
	clock  *clock
	clock2 *clock
	from   workdays.Date // not before; zero: no bound
	until  workdays.Date // zero: for ever
	count  int
	shift  workdays.Rule
	first  workdays.Date // where counting by the interval begins; zero: found
}

// recurrence answers «каждый понедельник в 9:30».
func (in *interpreter) recurrence() (Result, error) {
	r := rule{every: in.ph.every[0].every, count: in.ph.count}
	for _, e := range in.ph.every[1:] {
		if !r.merge(e.every) {
			return in.problem(Unclear, Choice{})
		}
	}
	if r.unit == hours || r.unit == minutes {
		return in.problem(TooOften, Choice{})
	}
	for _, e := range in.ph.days {
		if code := in.fill(&r, e); code != 0 {
			return in.problem(code, Choice{})
		}
	}
	if s := in.ph.span; s != nil {
		if code := in.fillRange(&r, *s); code != 0 {
			return in.problem(code, Choice{})
		}
	}
	if in.ph.in != nil || len(in.ph.clocks) > 1 || len(in.ph.more) > 0 {
		return in.problem(Unclear, Choice{})
	}
	if code := in.fillClock(&r); code != 0 {
		return in.problem(code, Choice{})
	}
	return in.expand(r)
}

// merge takes what another part of the phrase says: «каждую неделю» and «по
// средам», «ежемесячно» and «по 25-м числам».
func (r *rule) merge(e every) bool {
	if e.anchored && !r.anchored {
		r.every, e = e, r.every
	}
	switch {
	case e.unit == hours:
		r.unit = hours
	case e.clock.style != noTime && e.unit == days && e.interval == 1 && r.every.clock.style == noTime:
		r.every.clock = e.clock
	case r.anchored && (r.unit == e.unit || r.unit == months && e.unit == years && r.interval == 12):
		interval := r.interval
		if e.interval > 1 {
			interval = e.interval
		}
		r.every = e
		r.interval = interval
	case r.unit == e.unit && r.interval == e.interval && len(r.weekdays) > 0 && len(e.weekdays) > 0:
		r.weekdays = append(r.weekdays, e.weekdays...)
	case r.unit == e.unit && len(r.days) > 0 && len(e.days) > 0:
		r.days = append(r.days, e.days...)
	case r.unit == days && r.interval == 1 && e.unit == weeks:
		c := r.every.clock
		r.every = e
		if c.style != noTime {
			r.every.clock = c
		}
	default:
		return false
	}
	return true
}

// fill takes a day beside a recurrence: the day it falls on, or a bound.
func (in *interpreter) fill(r *rule, e element) Code {
	d := e.day
	switch {
	case r.anchored && r.unit == weeks && d.kind == dayWeekday && e.role != until && e.role != from:
		r.weekdays, r.anchored = append(r.weekdays, d.weekday), false
		r.anchored = true // further weekdays may follow
		return 0
	case r.anchored && r.unit == months && d.kind == dayOfMonth:
		r.days = append(append(r.days, d.days...), daysOf(d)...)
		return 0
	case r.anchored && (r.unit == months || r.unit == years) && (d.kind == dayNth || d.kind == dayBoundary && e.role == at && d.of.unit != years):
		r.nth = d
		return 0
	case r.unit == months && d.kind == dayNth && d.of.unit == noUnit:
		r.nth = d
		return 0
	case r.anchored && r.unit == years && d.kind == dayExact:
		r.date = d
		return 0
	case d.kind == dayPeriod && d.of.month > 0 && r.unit == years:
		return Unclear
	}
	return in.fillBound(r, e)
}

func daysOf(d day) []int {
	if len(d.days) > 0 {
		return nil
	}
	return []int{d.day}
}

// fillBound takes a day as the begin or the end of a recurrence.
func (in *interpreter) fillBound(r *rule, e element) Code {
	v := in.day(e.day, e.role)
	if v.code != 0 {
		return v.code
	}
	if len(v.choices) > 1 {
		return Unclear
	}
	switch {
	case e.role.deadline():
		r.until = v.choices[0].to
	case e.role == from || e.role == after:
		r.from = v.choices[0].from
	case e.within:
		r.until = v.choices[0].to
	case v.choices[0].several: // «в декабре каждый понедельник»
		r.from, r.until = v.choices[0].from, v.choices[0].to
	case e.day.kind == daySpan || e.day.kind == dayFromNow:
		r.from = v.choices[0].from
	default:
		return Unclear
	}
	return 0
}

// fillRange takes «с 1 декабря по 1 марта» as both bounds, or «с понедельника по
// пятницу» as weekdays.
func (in *interpreter) fillRange(r *rule, e element) Code {
	if e.kind != eDays || e.timed {
		return Unclear
	}
	if e.day.kind == dayWeekday && e.day2.kind == dayWeekday && r.anchored && r.unit == weeks {
		for w := e.day.weekday; ; w = w%7 + 1 {
			r.weekdays = append(r.weekdays, w)
			if w == e.day2.weekday {
				return 0
			}
		}
	}
	part := interpreter{ground: in.ground, text: in.text, ph: &phrase{toks: in.ph.toks, span: &e}}
	c, err := part.days2(e)
	if err != nil {
		return Unclear
	}
	r.from, r.until = workdays.DateOf(c.From), workdays.DateOf(c.To)
	return 0
}

// fillClock takes the time of day.
func (in *interpreter) fillClock(r *rule) Code {
	if r.every.clock.style != noTime {
		c := r.every.clock
		r.clock = &c
	}
	if len(in.ph.clocks) == 1 {
		c := in.ph.clocks[0].clock
		if r.clock != nil {
			joined, ok := joinClock(*r.clock, c)
			if !ok {
				return Unclear
			}
			c = joined
		}
		r.clock = &c
	}
	if h := in.ph.hours; h != nil {
		if r.clock != nil {
			return Unclear
		}
		r.clock, r.clock2 = &h.clock, &h.clock2
	}
	if r.clock != nil && r.clock.bad {
		return Impossible
	}
	return 0
}

// maxSteps bounds the search for occurrences.
const maxSteps = 64
