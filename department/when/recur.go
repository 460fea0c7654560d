package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/otdel-bot/otdel/department/workdays"
)

// rule is a recurrence with everything decided but the moment it begins.
type rule struct {
	every
	clock    *clock
	clock2   *clock
	from     workdays.Date // not before; zero: no bound
	until    workdays.Date // zero: for ever
	count    int
	shift    workdays.Rule
	first    workdays.Date // where counting by the interval begins; zero: found
	monthDay int           // what an anchored rule falls on
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

// expand writes the rule as an RRULE and finds its first occurrences.
func (in *interpreter) expand(r rule) (Result, error) {
	times := []time.Duration{0}
	if r.clock != nil {
		var certain bool
		times, certain = in.readings(*r.clock, in.today.Add(1))
		if !certain {
			return in.askTimes(r, times)
		}
	}
	res, code := in.occurrences(r, times[0])
	if code != 0 {
		return in.problem(code, Choice{})
	}
	return res, nil
}

// askTimes offers a recurrence at both halves of the day.
func (in *interpreter) askTimes(r rule, times []time.Duration) (Result, error) {
	var choices []Choice
	for _, t := range times {
		res, code := in.occurrences(r, t)
		if code != 0 {
			return in.problem(code, Choice{})
		}
		choices = append(choices, res.Choice)
	}
	in.out.Choice, in.out.Next = Choice{}, nil
	return in.ask(choices)
}

// occurrences fills in the result of a rule at a time of day.
func (in *interpreter) occurrences(r rule, t time.Duration) (Result, Code) {
	out := in.out
	out.Timed = r.clock != nil
	out.Workdays = r.work
	clause, code := in.clause(&r)
	if code != 0 {
		return out, code
	}
	out.Shift = r.shift
	naive := func(d workdays.Date) time.Time {
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Add(t)
	}
	begin := in.today
	if !out.Timed {
		begin = begin.Add(1)
	}
	if r.from.After(begin) {
		begin = r.from
	}
	anchor := begin
	if !r.first.IsZero() {
		anchor = r.first
	}
	opt, err := rrule.StrToROption(clause)
	if err != nil {
		return out, Unclear
	}
	opt.Dtstart = naive(anchor)
	if r.first.IsZero() && opt.Interval > 1 { // count from the first day that fits
		if first := firstFit(*opt, func(m time.Time) bool { return in.ahead(m, begin) }); !first.IsZero() {
			opt.Dtstart = first
		}
	}
	if !r.until.IsZero() {
		opt.Until = naive(r.until)
	}
	opt.Count = r.count
	out.Next = in.walk(*opt, r, begin)
	if len(out.Next) == 0 {
		return out, Past
	}
	out.Choice = Choice{Kind: Recurrence, At: out.Next[0], Rule: in.text2(clause, r, t)}
	if r.clock2 != nil {
		d := workdays.DateOf(out.Next[0])
		out.From, out.To, _ = in.hours(*r.clock, *r.clock2, d, true)
	}
	out.Precision = Day
	if out.Timed {
		out.Precision = Minute
	}
	return out, 0
}

// ahead reports whether an occurrence, as the wall clock shows it, lies ahead.
func (in *interpreter) ahead(naive time.Time, begin workdays.Date) bool {
	d := workdays.DateOf(naive)
	if d.Before(begin) {
		return false
	}
	return d != in.today || in.real(naive).After(in.now)
}

// real returns the moment of an occurrence.
func (in *interpreter) real(naive time.Time) time.Time {
	h, m, _ := naive.Clock()
	d := workdays.DateOf(naive)
	return wall(d, time.Duration(h)*time.Hour+time.Duration(m)*time.Minute, in.zone)
}

// firstFit returns the first occurrence of the rule without its interval.
func firstFit(opt rrule.ROption, fits func(time.Time) bool) time.Time {
	opt.Interval = 1
	opt.Count = 0
	all, err := rrule.NewRRule(opt)
	if err != nil {
		return time.Time{}
	}
	next := all.Iterator()
	for range maxSteps {
		m, more := next()
		if !more {
			break
		}
		if fits(m) {
			return m
		}
	}
	return time.Time{}
}

// maxSteps bounds the search for occurrences.
const maxSteps = 64

// walk returns the first three occurrences ahead, moved or left out as the
// working calendar asks.
func (in *interpreter) walk(opt rrule.ROption, r rule, begin workdays.Date) []time.Time {
	all, err := rrule.NewRRule(opt)
	if err != nil {
		return nil
	}
	var out []time.Time
	next := all.Iterator()
	for range maxSteps {
		naive, more := next()
		if !more || len(out) == 3 {
			break
		}
		d := workdays.DateOf(naive)
		if r.work && !in.cal.IsWorkday(d) {
			continue
		}
		if moved := in.cal.Shift(d, r.shift); moved != d {
			naive = naive.AddDate(0, 0, moved.Sub(d))
		}
		if in.ahead(naive, begin) {
			out = append(out, in.real(naive))
		}
	}
	return out
}

// text2 returns the RRULE with its bounds. UNTIL is a date for a rule without a
// time, else the end of that day in UTC.
func (in *interpreter) text2(clause string, r rule, t time.Duration) string {
	bound := ""
	switch {
	case r.count > 0:
		bound = ";COUNT=" + strconv.Itoa(r.count)
	case !r.until.IsZero() && r.clock == nil:
		bound = fmt.Sprintf(";UNTIL=%04d%02d%02d", r.until.Year, r.until.Month, r.until.Day)
	case !r.until.IsZero():
		bound = ";UNTIL=" + wall(r.until, 24*time.Hour, in.zone).Add(-time.Second).UTC().Format("20060102T150405Z")
	}
	head, tail, found := strings.Cut(clause, ";BY")
	if !found {
		return clause + bound
	}
	return head + bound + ";BY" + tail
}
