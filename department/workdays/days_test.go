package workdays

import (
	"testing"
	"time"
)

func TestShift(t *testing.T) {
	cal := Russia(nil)
	for _, c := range []struct {
		name, from string
		rule       Rule
		want       string
	}{
		{"a Saturday to Monday", "2026-02-28", Next, "2026-03-02"},
		{"a Saturday to Friday", "2026-02-28", Previous, "2026-02-27"},
		{"a Saturday stays", "2026-02-28", None, "2026-02-28"},
		{"a worked Saturday stays", "2027-02-20", Next, "2027-02-20"},
		{"over the January holidays", "2027-01-01", Next, "2027-01-11"},
		{"before the January holidays", "2027-01-05", Previous, "2026-12-30"},
		{"a moved Friday", "2027-11-05", Next, "2027-11-08"},
		{"a year without data", "2030-01-01", Next, "2030-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cal.Shift(date(t, c.from), c.rule); got != date(t, c.want) {
				t.Errorf("%s by the rule %v is %v, want %s", c.from, c.rule, got, c.want)
			}
		})
	}
}

func TestDue(t *testing.T) {
	cal := Russia(nil)
	for _, c := range []struct {
		name  string
		year  int
		month time.Month
		day   int
		rule  Rule
		want  string
	}{
		{"VAT on the 28th, a Saturday", 2026, time.February, 28, Next, "2026-03-02"},
		{"the 31st of a month with thirty days", 2026, time.September, 31, None, "2026-09-30"},
		{"the 30th of February, moved on", 2026, time.February, 30, Next, "2026-03-02"},
		{"a leap year", 2028, time.February, 31, None, "2028-02-29"},
		{"wages on the 5th of a January", 2026, time.January, 5, Previous, "2025-12-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cal.Due(c.year, c.month, c.day, c.rule); got != date(t, c.want) {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestAddDays(t *testing.T) {
	cal := Russia(nil)
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-24", 3, "2026-11-27"},
		{"2026-11-27", 1, "2026-11-30"},
		{"2026-11-28", 1, "2026-11-30"},
		{"2026-11-28", -1, "2026-11-27"},
		{"2026-11-28", 0, "2026-11-28"},
		{"2027-01-11", -1, "2026-12-30"},
		{"2025-12-30", 247, "2026-12-30"},
		{"2027-02-19", 1, "2027-02-20"},
	} {
		if got := cal.AddDays(date(t, c.from), c.n); got != date(t, c.want) {
			t.Errorf("%s and %d working days is %v, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestFirstAndLastOfPeriods(t *testing.T) {
	cal := Russia(nil)
	for _, c := range []struct {
		name        string
		period      Period
		around      string
		first, last string // empty when there is none
	}{
		{"a month", Month, "2026-11-24", "2026-11-02", "2026-11-30"},
		{"a December with the 31st off", Month, "2026-12-01", "2026-12-01", "2026-12-30"},
		{"a quarter", Quarter, "2026-02-10", "2026-01-12", "2026-03-31"},
		{"the last quarter", Quarter, "2027-11-01", "2027-10-01", "2027-12-30"},
		{"a year", Year, "2026-06-01", "2026-01-12", "2026-12-30"},
		{"a week from a Sunday", Week, "2026-11-29", "2026-11-23", "2026-11-27"},
		{"a week from a Monday", Week, "2026-11-23", "2026-11-23", "2026-11-27"},
		{"a week with a worked Saturday", Week, "2027-02-17", "2027-02-15", "2027-02-20"},
		{"a week without work", Week, "2026-01-07", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := date(t, c.around)
			if first, ok := cal.FirstOf(c.period, d); ok != (c.first != "") || ok && first.String() != c.first {
				t.Errorf("first: %v, %v; want %q", first, ok, c.first)
			}
			if last, ok := cal.LastOf(c.period, d); ok != (c.last != "") || ok && last.String() != c.last {
				t.Errorf("last: %v, %v; want %q", last, ok, c.last)
			}
		})
	}
}

func TestDates(t *testing.T) {
	if _, err := ParseDate("2026-02-29"); err == nil {
		t.Error("29 February 2026 is accepted")
	}
	if (Date{2026, 11, 31}).Valid() || (Date{}).Valid() || !(Date{2028, 2, 29}).Valid() {
		t.Error("Valid is wrong")
	}
	havana, err := time.LoadLocation("America/Havana") // there the clocks skip midnight
	if err != nil {
		t.Fatal(err)
	}
	if got := DateOf(Date{2026, 3, 8}.In(havana)); got != (Date{2026, 3, 8}) {
		t.Errorf("the day begins on %v", got)
	}
	if got := (Date{1969, 12, 31}).Weekday(); got != time.Wednesday {
		t.Errorf("31 December 1969 is a %v", got)
	}
}
