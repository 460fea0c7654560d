package workdays

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyMoment draws a moment from years with and without data.
func anyMoment(zone *time.Location) *rapid.Generator[time.Time] {
	from, to := Date{2021, 1, 1}.In(zone).Unix(), Date{2030, 1, 1}.In(zone).Unix()
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(from, to).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).In(zone)
	})
}

func anyDate(zone *time.Location) *rapid.Generator[Date] {
	return rapid.Map(anyMoment(zone), DateOf)
}

func calendars(t *testing.T) []Calendar {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	long, err := Russia(berlin).WithHours(Hours{8*time.Hour + 15*time.Minute, 20 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return []Calendar{{}, Russia(moscow(t)), long}
}

func TestAddingAndCountingAgree(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		from := anyMoment(cal.Zone()).Draw(t, "from")
		span := rapid.Int64Range(-int64(400*Day), int64(400*Day))
		a, b := time.Duration(span.Draw(t, "a")), time.Duration(span.Draw(t, "b"))
		to := cal.Add(from, a)
		if got := cal.Between(from, to); got != a {
			t.Fatalf("%v and %v is %v, but %v lie between", from, a, to, got)
		}
		if a > 0 && b > 0 {
			if one, two := cal.Add(from, a+b), cal.Add(to, b); !one.Equal(two) {
				t.Fatalf("at once %v, in two steps %v", one, two)
			}
		}
		if a > 0 && to.Before(from) || a < 0 && to.After(from) {
			t.Fatalf("%v and %v went to %v", from, a, to)
		}
	})
}

func TestCountingIsASum(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		m := anyMoment(cal.Zone())
		a, b, c := m.Draw(t, "a"), m.Draw(t, "b"), m.Draw(t, "c")
		if cal.Between(a, b)+cal.Between(b, c) != cal.Between(a, c) || cal.Between(a, b) != -cal.Between(b, a) {
			t.Fatal("the parts do not make the whole")
		}
	})
}

func TestCountingEqualsWalking(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		from := anyDate(cal.Zone()).Draw(t, "from")
		days := rapid.IntRange(0, 800).Draw(t, "days")
		walked := 0
		for i := 1; i <= days; i++ {
			if cal.IsWorkday(from.Add(i)) {
				walked++
			}
		}
		if got := cal.DaysBetween(from, from.Add(days)); got != walked {
			t.Fatalf("%d counted, %d walked", got, walked)
		}
	})
}

func TestShiftsLandOnWorkingDaysAndStay(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		d := anyDate(cal.Zone()).Draw(t, "date")
		next, previous := cal.Shift(d, Next), cal.Shift(d, Previous)
		if !cal.IsWorkday(next) || !cal.IsWorkday(previous) {
			t.Fatalf("%v moves to %v and %v", d, next, previous)
		}
		if cal.Shift(next, Next) != next || cal.Shift(previous, Previous) != previous || cal.Shift(d, None) != d {
			t.Fatal("a second shift moves again")
		}
		if next.Before(d) || previous.After(d) || !cal.IsWorkday(d) && cal.DaysBetween(previous, next) != 1 {
			t.Fatalf("%v moves to %v and %v, which are not its neighbours", d, previous, next)
		}
	})
}

func TestWorkingDaysOnAndBack(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(t, "calendar")
		d := cal.Shift(anyDate(cal.Zone()).Draw(t, "date"), Next)
		n := rapid.IntRange(-900, 900).Draw(t, "n")
		there := cal.AddDays(d, n)
		if back := cal.AddDays(there, -n); back != d {
			t.Fatalf("%v, %d working days on %v, back %v", d, n, there, back)
		}
		if got := cal.DaysBetween(d, there); got != n {
			t.Fatalf("%d working days on, %d counted", n, got)
		}
	})
}

func FuzzDataFile(f *testing.F) {
	f.Add("2026-11-24\toff\twhy\tdecree\n# comment\n")
	f.Add("date\tkind\n2026-02-30\toff\n")
	f.Add("2026-01-01\twork\r\n2099-12-31\tshort\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		cal, err := Calendar{}.With(strings.NewReader(text))
		if err != nil {
			return
		}
		if d := cal.Shift(Date{2026, 1, 1}, Next); !cal.IsWorkday(d) {
			t.Errorf("shifted to %v, a day off", d)
		}
	})
}
