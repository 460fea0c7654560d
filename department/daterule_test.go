package department

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department/workdays"
)

func TestDatesFallDue(t *testing.T) {
	cal := moscowCalendar(t)
	tests := []struct {
		name string
		rule DateRule
		from string
		want string // nominal, or nominal>due where they differ
	}{
		{
			"on the 28th, from a Saturday to Monday", DateRule{Every: Monthly, Day: 28, Shift: workdays.Next}, "2026-02-01",
			"2026-02-28>2026-03-02 2026-03-28>2026-03-30 2026-04-28",
		},
		{
			"a salary goes before the day off", DateRule{Every: Monthly, Day: 10, Shift: workdays.Previous}, "2026-05-01",
			"2026-05-10>2026-05-08 2026-06-10 2026-07-10",
		},
		{
			"a Saturday that is worked stays", DateRule{Every: Monthly, Day: 20, Shift: workdays.Next}, "2027-02-01",
			"2027-02-20 2027-03-20>2027-03-22 2027-04-20",
		},
		{
			"over the New Year holidays", DateRule{Every: Monthly, Day: 31, Shift: workdays.Next}, "2026-12-01",
			"2026-12-31>2027-01-11 2027-01-31>2027-02-01 2027-02-28>2027-03-01",
		},
		{
			"the 31st in short months", DateRule{Every: Monthly, Day: 31}, "2026-01-15",
			"2026-01-31 2026-02-28 2026-03-31 2026-04-30",
		},
		{
			"the 30th in a leap year", DateRule{Every: Monthly, Day: 30}, "2028-01-31",
			"2028-02-29 2028-03-30 2028-04-30",
		},
		{
			"quarterly from the month of the start", DateRule{Every: Quarterly, Day: 28, Start: workdays.Date{Year: 2026, Month: 11, Day: 1}}, "2026-11-01",
			"2026-11-28 2027-02-28 2027-05-28",
		},
		{
			"in the months of the advance", DateRule{Every: ByMonths, Day: 28, Months: []time.Month{4, 7, 10}}, "2026-08-01",
			"2026-10-28 2027-04-28 2027-07-28",
		},
		{
			"once", DateRule{Every: Once, Start: workdays.Date{Year: 2026, Month: 11, Day: 28}, Shift: workdays.Next}, "2026-11-01",
			"2026-11-28>2026-11-30",
		},
		{"once is over", DateRule{Every: Once, Start: workdays.Date{Year: 2026, Month: 11, Day: 28}}, "2026-11-29", ""},
		{
			"every other Wednesday", DateRule{Every: ByRule, RRule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", Start: workdays.Date{Year: 2026, Month: 11, Day: 25}}, "2026-12-01",
			"2026-12-09 2026-12-23 2027-01-06",
		},
		{
			"three times and no more", DateRule{Every: ByRule, RRule: "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3", Start: workdays.Date{Year: 2026, Month: 10, Day: 1}}, "2026-11-01",
			"2026-11-01 2026-12-01",
		},
		{
			"the tax withheld at the end of December", DateRule{Every: Monthly, Day: 5, Shift: workdays.Next, YearEnd: true}, "2026-11-01",
			"2026-11-05 2026-12-05>2026-12-07 2026-12-31>2026-12-30 2027-02-05",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for o := range tt.rule.From(day(t, tt.from), cal) {
				if len(got) == strings.Count(tt.want, " ")+1 {
					break
				}
				line := o.Nominal.String()
				if o.Moved() {
					line += ">" + o.Due.String()
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("occurrences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRulesThatCannotBeKeptAreRefused(t *testing.T) {
	start := day(t, "2026-11-24")
	tests := []struct {
		name, code string
		rule       DateRule
	}{
		{"no day", "rule_never", DateRule{Every: Monthly, Start: start}},
		{"the 32nd", "rule_never", DateRule{Every: Monthly, Day: 32, Start: start}},
		{"no months", "rule_never", DateRule{Every: ByMonths, Day: 1, Start: start}},
		{"the 31st of February", "rule_never", DateRule{Every: ByRule, RRule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", Start: start}},
		{"over before it began", "rule_never", DateRule{Every: ByRule, RRule: "FREQ=DAILY;UNTIL=20200101T000000Z", Start: start}},
		{"every hour", "rule_too_often", DateRule{Every: ByRule, RRule: "FREQ=HOURLY", Start: start}},
		{"every day at three times", "rule_too_often", DateRule{Every: ByRule, RRule: "FREQ=DAILY;BYHOUR=9,12,15", Start: start}},
		{"nonsense", "rule_unclear", DateRule{Every: ByRule, RRule: "каждую среду", Start: start}},
		{"nothing", "rule_unclear", DateRule{}},
		{"no day at all", "rule_never", DateRule{Every: Once}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.rule.Check()
			if refusal, _ := errors.AsType[Refusal](err); refusal.Code != tt.code {
				t.Errorf("Check() = %v, want %s", err, tt.code)
			}
		})
	}
}

func TestAChangedRuleShowsWhatBecomesOfTheFuture(t *testing.T) {
	cal := moscowCalendar(t)
	on := func(d int) DateRule {
		return DateRule{Every: Monthly, Day: d, Start: day(t, "2026-01-01"), Shift: workdays.Next}
	}
	tests := []struct {
		name         string
		was, becomes DateRule
		today, want  string
	}{
		{"later in the month, before both", on(25), on(28), "2026-11-24", "[2026-11-25 2026-12-25] [2026-11-28 2026-12-28]"},
		{"a month that had its day gets no second", on(25), on(28), "2026-11-25", "[2026-12-25 2027-01-25] [2026-12-28 2027-01-28]"},
		{"a month that had none is not left out", on(28), on(25), "2026-11-26", "[2026-11-28 2026-12-28] [2026-11-25 2026-12-25]"},
		{"earlier in the month, after both", on(28), on(25), "2026-11-28", "[2026-12-28 2027-01-28] [2026-12-25 2027-01-25]"},
		{
			"to every week", on(28), DateRule{Every: ByRule, RRule: "FREQ=WEEKLY;BYDAY=FR", Start: day(t, "2026-01-01")}, "2026-11-24",
			"[2026-11-28 2026-12-28] [2026-11-27 2026-12-04]",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, after := Preview(tt.was, tt.becomes, day(t, tt.today), 2, cal)
			days := func(some []Occurrence) (all []string) {
				for _, o := range some {
					all = append(all, o.Nominal.String())
				}
				return all
			}
			if got := fmt.Sprint(days(before), days(after)); got != tt.want {
				t.Errorf("the preview shows %s, want %s", got, tt.want)
			}
		})
	}
}

// anyRule draws a rule that names days.
func anyRule() *rapid.Generator[DateRule] {
	return rapid.Custom(func(t *rapid.T) DateRule {
		start := workdays.Clamp(rapid.IntRange(2023, 2027).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"))
		r := DateRule{
			Every: rapid.SampledFrom([]Every{Once, Monthly, Quarterly, ByMonths, ByRule}).Draw(t, "every"),
			Start: start, Day: rapid.IntRange(1, 31).Draw(t, "day of the month"),
			Shift:   rapid.SampledFrom([]workdays.Rule{workdays.None, workdays.Next, workdays.Previous}).Draw(t, "shift"),
			YearEnd: rapid.Bool().Draw(t, "year end"),
		}
		switch r.Every {
		case ByMonths:
			r.Months = []time.Month{time.Month(rapid.IntRange(1, 12).Draw(t, "in"))}
		case ByRule:
			r.RRule = rapid.SampledFrom([]string{"FREQ=WEEKLY;BYDAY=FR", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY"}).Draw(t, "rule")
		}
		return r
	})
}

func TestOccurrencesComeInOrderAndOnWorkingDays(t *testing.T) {
	cal := moscowCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule().Draw(t, "rule")
		from := r.Start.Add(rapid.IntRange(-100, 800).Draw(t, "from"))
		last := workdays.Date{}
		n := 0
		for o := range r.From(from, cal) {
			if n++; n > 20 {
				break
			}
			if o.Nominal.Before(from) || o.Nominal.Before(r.Start) {
				t.Fatalf("%v comes before %v or its start %v", o.Nominal, from, r.Start)
			}
			if !last.IsZero() && !o.Nominal.After(last) {
				t.Fatalf("%v comes after %v", o.Nominal, last)
			}
			if last = o.Nominal; r.Shift != workdays.None && !cal.IsWorkday(o.Due) {
				t.Fatalf("%v moved to %v, a day off", o.Nominal, o.Due)
			}
			if r.Shift == workdays.None && o.Moved() && !r.YearEnd {
				t.Fatalf("%v moved to %v by no rule", o.Nominal, o.Due)
			}
			if next, ok := r.Next(o.Nominal.Add(-1), cal); !ok || next != o {
				t.Fatalf("the next after the day before %v is %v", o, next)
			}
			if !slices.Contains(r.Due(o.Due, o.Due, cal), o) {
				t.Fatalf("%v does not fall due on its day", o)
			}
		}
	})
}

func FuzzRecurrence(f *testing.F) {
	for _, seed := range []string{
		"FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0",
		"RRULE:FREQ=DAILY;COUNT=-1", "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;INTERVAL=999999999", "FREQ=SECONDLY", "FREQ=",
	} {
		f.Add(seed)
	}
	cal := moscowCalendar(f)
	f.Fuzz(func(t *testing.T, text string) {
		r := DateRule{Every: ByRule, RRule: text, Start: workdays.Date{Year: 2026, Month: 11, Day: 24}, Shift: workdays.Next}
		if r.Check() != nil {
			return
		}
		if o, ok := r.Next(r.Start.Add(-1), cal); !ok || !cal.IsWorkday(o.Due) {
			t.Errorf("%q passes the check and names %v", text, o)
		}
	})
}
