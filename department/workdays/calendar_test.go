package workdays

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// layout is how the tables of the tests write moments.
const layout = "Mon 02 Jan 2006 15:04"

func moscow(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t testing.TB, text string, zone *time.Location) time.Time {
	t.Helper()
	m, err := time.ParseInLocation(layout, text, zone)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Format(layout); got != text {
		t.Fatalf("the test writes %q, which is %q", text, got)
	}
	return m
}

func date(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAdd(t *testing.T) {
	cal := Russia(moscow(t))
	for _, c := range []struct {
		name string
		from string
		add  time.Duration
		want string
	}{
		{"over the weekend", "Fri 13 Mar 2026 17:30", time.Hour, "Mon 16 Mar 2026 09:30"},
		{"a Saturday made a working day", "Fri 19 Feb 2027 17:30", time.Hour, "Sat 20 Feb 2027 09:30"},
		{"a Monday made a day off", "Fri 06 Mar 2026 17:30", time.Hour, "Tue 10 Mar 2026 09:30"},
		{"a working day to the same hour of the next", "Mon 23 Nov 2026 14:00", Day, "Tue 24 Nov 2026 14:00"},
		{"three working days over the weekend", "Thu 26 Nov 2026 14:00", 3 * Day, "Tue 01 Dec 2026 14:00"},
		{"to the very end of the day", "Fri 13 Mar 2026 17:30", 30 * time.Minute, "Fri 13 Mar 2026 18:00"},
		{"from the night before", "Mon 23 Nov 2026 03:00", time.Hour, "Mon 23 Nov 2026 10:00"},
		{"from the evening", "Mon 23 Nov 2026 22:00", time.Hour, "Tue 24 Nov 2026 10:00"},
		{"a short day ends an hour earlier", "Tue 03 Nov 2026 16:30", time.Hour, "Thu 05 Nov 2026 09:30"},
		{"over the January holidays", "Wed 30 Dec 2026 17:00", 2 * time.Hour, "Mon 11 Jan 2027 10:00"},
		{"nothing, not even out of the night", "Sun 22 Nov 2026 03:00", 0, "Sun 22 Nov 2026 03:00"},
		{"back over the weekend", "Mon 16 Mar 2026 09:30", -time.Hour, "Fri 13 Mar 2026 17:30"},
		{"back to the very beginning of the day", "Mon 16 Mar 2026 09:30", -30 * time.Minute, "Mon 16 Mar 2026 09:00"},
		{"back from a Sunday", "Sun 15 Mar 2026 12:00", -time.Hour, "Fri 13 Mar 2026 17:00"},
		{"in a year without data", "Fri 30 Dec 2033 17:30", time.Hour, "Mon 02 Jan 2034 09:30"},
		{"out of the years with data", "Thu 30 Dec 2027 17:30", time.Hour, "Mon 03 Jan 2028 09:30"},
		{"before the years with data", "Fri 30 Dec 2022 17:30", time.Hour, "Mon 09 Jan 2023 09:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := at(t, c.from, cal.Zone())
			got := cal.Add(from, c.add)
			if diff := cmp.Diff(c.want, got.Format(layout)); diff != "" {
				t.Errorf("%s and %v (-want +got):\n%s", c.from, c.add, diff)
			}
			if got := cal.Between(from, got); got != c.add {
				t.Errorf("Between counts %v, %v was added", got, c.add)
			}
		})
	}
}

func TestSummerTimeDoesNotChangeTheWorkingDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	cal := Calendar{zone: berlin}
	from := at(t, "Fri 27 Mar 2026 17:00", berlin) // the clocks go forward on Sunday
	if got := cal.Add(from, 2*time.Hour).Format(layout); got != "Mon 30 Mar 2026 10:00" {
		t.Errorf("got %s", got)
	}
	allDay, err := cal.WithHours(Hours{0, 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if got := allDay.Between(at(t, "Sat 28 Mar 2026 00:00", berlin), at(t, "Tue 31 Mar 2026 00:00", berlin)); got != 24*time.Hour {
		t.Errorf("Monday is %v long", got)
	}
}

func TestWorkingDaysOfTheYear(t *testing.T) {
	cal := Russia(nil)
	for year, want := range map[int]int{2023: 247, 2024: 248, 2025: 247, 2026: 247, 2027: 247} {
		if got := cal.DaysBetween(Date{year - 1, 12, 31}, Date{year, 12, 31}); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
		if !cal.Known(year) {
			t.Errorf("%d is not known", year)
		}
	}
	if cal.Known(2022) || cal.Known(2028) {
		t.Error("a year without data is known")
	}
}

func TestKindAndReason(t *testing.T) {
	cal := Russia(nil)
	type day struct {
		Kind        string
		Why, Decree string
	}
	for text, want := range map[string]day{
		"2026-11-24": {"work", "", ""},
		"2026-11-22": {"off", "", ""},
		"2026-11-03": {"short", "предпраздничный, на час короче", "ПП РФ от 24.09.2025 № 1466"},
		"2026-01-09": {"off", "перенос с 2026-01-03", "ПП РФ от 24.09.2025 № 1466"},
		"2027-02-20": {"short", "рабочий выходной, сокращённый", "ПП РФ от 17.09.2026 № 1187"},
		"2024-12-28": {"work", "рабочая суббота", "ПП РФ от 10.08.2023 № 1314"},
	} {
		d := date(t, text)
		why, decree := cal.Why(d)
		if diff := cmp.Diff(want, day{cal.Kind(d).String(), why, decree}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestOfficeHours(t *testing.T) {
	cal := Russia(moscow(t))
	for _, c := range []struct {
		at   string
		open bool
		next string
	}{
		{"Mon 23 Nov 2026 08:59", false, "Mon 23 Nov 2026 09:00"},
		{"Mon 23 Nov 2026 09:00", true, "Mon 23 Nov 2026 09:00"},
		{"Mon 23 Nov 2026 17:59", true, "Mon 23 Nov 2026 17:59"},
		{"Mon 23 Nov 2026 18:00", false, "Tue 24 Nov 2026 09:00"},
		{"Tue 03 Nov 2026 17:00", false, "Thu 05 Nov 2026 09:00"},
		{"Sat 20 Feb 2027 16:00", true, "Sat 20 Feb 2027 16:00"},
		{"Sun 22 Nov 2026 12:00", false, "Mon 23 Nov 2026 09:00"},
	} {
		m := at(t, c.at, cal.Zone())
		if got := cal.IsOpen(m); got != c.open {
			t.Errorf("open at %s: %v", c.at, got)
		}
		if got := cal.NextOpening(m).Format(layout); got != c.next {
			t.Errorf("after %s it opens at %s, want %s", c.at, got, c.next)
		}
	}
	if closing, open := cal.Closing(date(t, "2026-11-03")); !open || closing.Format(layout) != "Tue 03 Nov 2026 17:00" {
		t.Errorf("a short day closes at %v, %v", closing, open)
	}
	if _, open := cal.Opening(date(t, "2026-11-04")); open {
		t.Error("a holiday opens")
	}
}

func TestOtherHours(t *testing.T) {
	cal, err := Russia(nil).WithHours(Hours{10 * time.Hour, 19*time.Hour + 30*time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	from := at(t, "Mon 23 Nov 2026 19:00", time.UTC)
	if got := cal.Add(from, time.Hour).Format(layout); got != "Tue 24 Nov 2026 10:30" {
		t.Errorf("got %s", got)
	}
	for _, h := range []Hours{{18 * time.Hour, 9 * time.Hour}, {9 * time.Hour, 10 * time.Hour}, {-time.Hour, 9 * time.Hour}, {9 * time.Hour, 25 * time.Hour}, {9 * time.Hour, 18*time.Hour + 1}} {
		if _, err := cal.WithHours(h); err == nil {
			t.Errorf("the hours %v are accepted", h)
		}
	}
}

func TestFurtherDataLiesOverWhatIsThere(t *testing.T) {
	old := Russia(nil)
	cal, err := old.With(strings.NewReader("\ufeff# Татарстан\r\ndate\tkind\twhy\tdecree\r\n2026-08-30\toff\tДень республики\r\n\r\n2026-11-24\toff\r\n2028-01-01\toff\tНовый год\tПП РФ\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	d := date(t, "2026-11-24")
	if cal.IsWorkday(d) || !old.IsWorkday(d) {
		t.Error("the new calendar must have the day off, the old one not")
	}
	if got := cal.AddDays(date(t, "2026-11-23"), 1); got != date(t, "2026-11-25") {
		t.Errorf("the working day after 23 November is %v", got)
	}
	if !cal.Known(2028) || old.Known(2028) {
		t.Error("only the new calendar knows 2028")
	}
	if cal.IsWorkday(date(t, "2026-01-09")) {
		t.Error("the days underneath are lost")
	}
}

func TestBadDataIsNamedByLine(t *testing.T) {
	old := Russia(nil)
	cal, err := old.With(strings.NewReader("2026-11-24\toff\n2026-02-30\toff\n2026-11-25\tfrei\n2026-11-26\n3026-01-01\toff\n2026-11-24\twork\n"))
	want := strings.Join([]string{
		`working calendar: line 2: date "2026-02-30": not an existing day written as 2026-02-28`,
		`line 3: kind "frei" is not off, work or short`,
		`line 4: 1 columns instead of date, kind, why, decree separated by tabs`,
		`line 5: year 3026 is not from 1990 to 2100`,
		`line 6: 2026-11-24 is work here and off in line 1`,
	}, "\n")
	if err == nil {
		t.Fatal("bad data is accepted")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !cal.IsWorkday(date(t, "2026-11-24")) {
		t.Error("half of the bad file was taken")
	}
	if _, err := old.With(strings.NewReader(strings.Repeat("x", 10_000))); err == nil {
		t.Error("an endless line is accepted")
	}
}
