package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/otdel-bot/otdel/department/workdays"
)

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
	if r.doubtful {
		once := in.dateChoice(in.today.Add(1))
		if r.clock != nil {
			once = Choice{Kind: Moment, At: wall(in.today.Add(1), times[0], in.zone)}
		}
		res.Candidates = []Choice{res.Choice, once}
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
	out.Choice = Choice{Kind: Recurrence, At: out.Next[0], Rule: in.ruleText(clause, r, t)}
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

// ruleText returns the RRULE with its bounds. UNTIL is a date for a rule without a
// time, else the end of that day in UTC.
func (in *interpreter) ruleText(clause string, r rule, t time.Duration) string {
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
