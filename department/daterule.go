package department

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Every says how a dated thing comes again.
type Every string

// The ways. Quarterly counts every third month from the month of the start,
// ByMonths names its months, ByRule follows an RRULE.
const (
	Once      Every = "once"
	Monthly   Every = "monthly"
	Quarterly Every = "quarterly"
	ByMonths  Every = "months"
	ByRule    Every = "rule"
)

// DateRule says on which days money falls due. It knows days only, no times and
// no zone.
type DateRule struct {
	Every Every `json:"every"`
	// Start is the day itself for Once, else the first day that may be one.
	Start workdays.Date `json:"start"`
	// Day is the day of the month; a month without that day has its last instead.
	Day    int          `json:"day,omitempty"`
	Months []time.Month `json:"months,omitempty"` // for ByMonths
	RRule  string       `json:"rrule,omitempty"`  // for ByRule, without DTSTART
	// Said is how somebody said an RRULE: «каждую вторую среду».
	Said string `json:"said,omitempty"`
	// Shift moves a day off to a worked one.
	Shift workdays.Rule `json:"shift,omitempty"`
	// YearEnd replaces the day in January by the last working day of the year
	// before, as for the income tax withheld at the end of December.
	YearEnd bool `json:"year_end,omitempty"`
}

// Occurrence is one time that a dated thing comes round: the day that its rule
// names, by which it is known, and the day on which it really falls due.
type Occurrence struct {
	Nominal workdays.Date `json:"nominal"`
	Due     workdays.Date `json:"due"`
}

// Moved reports whether the calendar moved the occurrence.
func (o Occurrence) Moved() bool { return o.Nominal != o.Due }

// horizon is how many years ahead a rule is asked for its next day. A rule that
// names none in that time never will.
const horizon = 12

// Check refuses a rule that names no day ("rule_never"), one that comes more
// often than daily ("rule_too_often"), and one that cannot be read
// ("rule_unclear").
func (r DateRule) Check() error {
	switch r.Every {
	case Once:
		if !r.Start.Valid() {
			return Refuse("rule_never")
		}
		return nil
	case Monthly, Quarterly, ByMonths:
		if r.Day < 1 || r.Day > 31 || r.Every == ByMonths && len(r.Months) == 0 {
			return Refuse("rule_never")
		}
	case ByRule:
		if _, err := readRRule(r.RRule, r.Start.In(time.UTC)); err != nil {
			return err
		}
	default:
		return Refuse("rule_unclear")
	}
	for range r.nominal(r.Start) {
		return nil
	}
	return Refuse("rule_never")
}

// readRRule reads an RRULE that begins at start. It refuses what [DateRule.Check]
// refuses about the text.
func readRRule(text string, start time.Time) (*rrule.RRule, error) {
	option, err := rrule.StrToROptionInLocation(strings.TrimPrefix(text, "RRULE:"), start.Location())
	if err != nil || text == "" {
		return nil, Refuse("rule_unclear")
	}
	if option.Freq > rrule.DAILY || len(option.Byhour)+len(option.Byminute)+len(option.Bysecond) > 0 {
		return nil, Refuse("rule_too_often")
	}
	option.Dtstart = start
	if end := start.AddDate(100, 0, 0); option.Until.IsZero() || option.Until.After(end) {
		option.Until = end // so that a rule without a day comes to an end
	}
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, Refuse("rule_unclear")
	}
	return rule, nil
}

// FallsOn returns on which day that nominal day of the rule really falls due.
func (r DateRule) FallsOn(nominal workdays.Date, cal workdays.Calendar) workdays.Date {
	if r.YearEnd && nominal.Month == time.December && nominal.Day == 31 {
		return cal.Shift(nominal, workdays.Previous)
	}
	return cal.Shift(nominal, r.Shift)
}

// From returns the occurrences whose nominal day is from or later, in order,
// moved by cal. A rule that goes on forever is cut off twelve years later.
func (r DateRule) From(from workdays.Date, cal workdays.Calendar) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		for d := range r.nominal(from) {
			if !yield(Occurrence{Nominal: d, Due: r.FallsOn(d, cal)}) {
				return
			}
		}
	}
}

// Next returns the first occurrence whose nominal day is after the given one,
// and false when there is none.
func (r DateRule) Next(after workdays.Date, cal workdays.Calendar) (Occurrence, bool) {
	for o := range r.From(after.Add(1), cal) {
		return o, true
	}
	return Occurrence{}, false
}

// farthest is how many days a shift may move a day at most, with room: the
// longest holidays of a table have eleven days.
const farthest = 30

// Due returns the occurrences that really fall due from the first day to the
// last, both included.
func (r DateRule) Due(from, to workdays.Date, cal workdays.Calendar) []Occurrence {
	var due []Occurrence
	for o := range r.From(from.Add(-farthest), cal) {
		if o.Nominal.After(to.Add(farthest)) {
			break
		}
		if !o.Due.Before(from) && !o.Due.After(to) {
			due = append(due, o)
		}
	}
	slices.SortStableFunc(due, func(a, b Occurrence) int { return a.Due.Compare(b.Due) })
	return due
}

// nominal returns the days that the rule names, from the given one on.
func (r DateRule) nominal(from workdays.Date) iter.Seq[workdays.Date] {
	if from.Before(r.Start) {
		from = r.Start
	}
	switch r.Every {
	case Once:
		return func(yield func(workdays.Date) bool) {
			if from == r.Start {
				yield(r.Start)
			}
		}
	case ByRule:
		return r.ruled(from)
	}
	return r.monthly(from)
}

func (r DateRule) monthly(from workdays.Date) iter.Seq[workdays.Date] {
	return func(yield func(workdays.Date) bool) {
		first := workdays.Date{Year: from.Year, Month: from.Month, Day: 1}
		for i := range horizon * 12 {
			month := workdays.DateOf(time.Date(first.Year, first.Month+time.Month(i), 1, 0, 0, 0, 0, time.UTC))
			for _, d := range r.inMonth(month) {
				if !d.Before(from) && !yield(d) {
					return
				}
			}
		}
	}
}

// inMonth returns the days that the rule names in the month that begins on
// first.
func (r DateRule) inMonth(first workdays.Date) (days []workdays.Date) {
	named := r.Every == Monthly ||
		r.Every == Quarterly && (int(first.Month)-int(r.Start.Month))%3 == 0 ||
		r.Every == ByMonths && slices.Contains(r.Months, first.Month)
	if named && !(r.YearEnd && first.Month == time.January) {
		days = append(days, workdays.Clamp(first.Year, first.Month, r.Day))
	}
	if r.YearEnd && first.Month == time.December {
		days = append(days, workdays.Date{Year: first.Year, Month: time.December, Day: 31})
	}
	return slices.Compact(days)
}

func (r DateRule) ruled(from workdays.Date) iter.Seq[workdays.Date] {
	return func(yield func(workdays.Date) bool) {
		rule, err := readRRule(r.RRule, r.Start.In(time.UTC))
		if err != nil {
			return
		}
		end := from.In(time.UTC).AddDate(horizon, 0, 0)
		next := rule.Iterator()
		for t, ok := next(); ok && t.Before(end); t, ok = next() {
			if d := workdays.DateOf(t); !d.Before(from) && !yield(d) {
				return
			}
		}
	}
}

// Preview returns the next n occurrences under both rules, for whoever is about
// to change one into the other today.
func Preview(was, becomes DateRule, today workdays.Date, n int, cal workdays.Calendar) (before, after []Occurrence) {
	take := func(r DateRule, from workdays.Date) (some []Occurrence) {
		for o := range r.From(from, cal) {
			if len(some) == n {
				break
			}
			some = append(some, o)
		}
		return some
	}
	return take(was, today.Add(1)), take(becomes, becomes.after(was, today).Add(1))
}

// byMonth reports whether the rule names at most one day of a month, apart from
// the end of the year.
func (r DateRule) byMonth() bool {
	return r.Every == Monthly || r.Every == Quarterly || r.Every == ByMonths
}

// after returns the last day on which the rule that holds until today still
// decides. A month that had its day keeps it and gets no second one; a month
// that had none yet gets that of the new rule, even if it has just gone by.
func (r DateRule) after(was DateRule, today workdays.Date) workdays.Date {
	if r.Every == Once {
		return r.Start.Add(-1)
	}
	if !r.byMonth() || !was.byMonth() {
		return today
	}
	last := was.Start.Add(-1)
	for d := range was.nominal(today.Add(-366)) {
		if d.After(today) {
			break
		}
		last = workdays.Clamp(d.Year, d.Month, 31)
	}
	if r.YearEnd && last.Month == time.December {
		last = last.Add(-1)
	}
	return last
}
