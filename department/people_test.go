package department_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

const form = "Mon 2 Jan 2006 15:04"

// moment reads "Mon 23 Nov 2026 10:00" on the clock of zone.
func moment(t testing.TB, at, zone string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation(form, at, place(t, zone))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(at, m.Format("Mon")) {
		t.Fatalf("%s is a %s", at, m.Format("Mon"))
	}
	return m
}

func place(t testing.TB, zone string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func inMoscow(t testing.TB, at string) time.Time {
	t.Helper()
	return moment(t, at, "Europe/Moscow")
}

func office(t testing.TB) workdays.Calendar {
	t.Helper()
	return workdays.Russia(place(t, "Europe/Moscow"))
}

func hours(from, until float64) department.Quiet {
	hour := float64(time.Hour)
	return department.Quiet{From: time.Duration(from * hour), Until: time.Duration(until * hour)}
}

func TestQuietHoursEnd(t *testing.T) {
	night, noon := hours(20, 9), hours(12, 13.5)
	for _, c := range []struct {
		name     string
		quiet    department.Quiet
		at, want string
	}{
		{"in the evening", night, "Mon 23 Nov 2026 20:00", "Tue 24 Nov 2026 09:00"},
		{"after midnight", night, "Tue 24 Nov 2026 00:00", "Tue 24 Nov 2026 09:00"},
		{"a minute before the end", night, "Tue 24 Nov 2026 08:59", "Tue 24 Nov 2026 09:00"},
		{"at the end", night, "Tue 24 Nov 2026 09:00", "Tue 24 Nov 2026 09:00"},
		{"by day", night, "Tue 24 Nov 2026 19:59", "Tue 24 Nov 2026 19:59"},
		{"over the end of a month", night, "Mon 30 Nov 2026 23:00", "Tue 1 Dec 2026 09:00"},
		{"at noon", noon, "Mon 23 Nov 2026 12:10", "Mon 23 Nov 2026 13:30"},
		{"before noon", noon, "Mon 23 Nov 2026 11:59", "Mon 23 Nov 2026 11:59"},
		{"after noon", noon, "Mon 23 Nov 2026 13:30", "Mon 23 Nov 2026 13:30"},
		{"of somebody who has none", hours(9, 9), "Mon 23 Nov 2026 09:00", "Mon 23 Nov 2026 09:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.quiet.Ends(inMoscow(t, c.at), place(t, "Europe/Moscow"))
			if want := inMoscow(t, c.want); !got.Equal(want) {
				t.Errorf("got %s, want %s", got.In(want.Location()).Format(form), c.want)
			}
		})
	}
}

func TestQuietHoursKeepToTheWallClockWhenSummerTimeBegins(t *testing.T) {
	berlin := place(t, "Europe/Berlin")
	for at, want := range map[string]string{
		"Sat 27 Mar 2027 21:00": "Sun 28 Mar 2027 09:00", // an hour shorter
		"Sat 30 Oct 2027 21:00": "Sun 31 Oct 2027 09:00", // an hour longer
	} {
		if got := department.DefaultQuiet.Ends(moment(t, at, "Europe/Berlin"), berlin).In(berlin).Format(form); got != want {
			t.Errorf("from %s: got %s, want %s", at, got, want)
		}
	}
}

func TestAPersonWakes(t *testing.T) {
	cal := office(t)
	for _, c := range []struct {
		name, zone string
		quiet      department.Quiet
		at, want   string // of Moscow
	}{
		{"at once by day", "", hours(20, 9), "Fri 27 Nov 2026 12:00", "Fri 27 Nov 2026 12:00"},
		{"in the morning", "", hours(20, 9), "Thu 26 Nov 2026 22:00", "Fri 27 Nov 2026 09:00"},
		{"on Monday after Friday evening", "", hours(20, 9), "Fri 27 Nov 2026 20:00", "Mon 30 Nov 2026 09:00"},
		{"on Monday after a Saturday", "", hours(20, 9), "Sat 28 Nov 2026 12:00", "Mon 30 Nov 2026 09:00"},
		{"when the office opens, with short nights", "", hours(23, 7), "Sat 28 Nov 2026 12:00", "Mon 30 Nov 2026 09:00"},
		{"after the quiet hours, with long nights", "", hours(20, 11), "Sat 28 Nov 2026 12:00", "Mon 30 Nov 2026 11:00"},
		{"when the office opens, without quiet hours", "", hours(0, 0), "Sat 28 Nov 2026 12:00", "Mon 30 Nov 2026 09:00"},
		{"after the holidays", "", hours(20, 9), "Thu 31 Dec 2026 21:00", "Mon 11 Jan 2027 09:00"},
		{"in a zone where it is morning already", "Asia/Vladivostok", hours(20, 9), "Fri 27 Nov 2026 02:00", "Fri 27 Nov 2026 02:00"},
		{"on the own Monday", "Asia/Vladivostok", hours(20, 9), "Fri 27 Nov 2026 13:00", "Mon 30 Nov 2026 02:00"},
		{"on the own Monday, far in the west", "America/Los_Angeles", hours(0, 0), "Sun 29 Nov 2026 12:00", "Mon 30 Nov 2026 20:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := department.Person{Zone: c.zone, Quiet: c.quiet}
			got := p.Wakes(inMoscow(t, c.at), cal)
			if want := inMoscow(t, c.want); !got.Equal(want) {
				t.Errorf("got %s, want %s", got.In(want.Location()).Format(form), c.want)
			}
		})
	}
}

func TestWhoeverWakesIsAwake(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		minute := rapid.IntRange(0, 24*60-1)
		p := department.Person{
			Zone: rapid.SampledFrom([]string{"", "Europe/Berlin", "America/Los_Angeles", "Asia/Vladivostok"}).Draw(t, "zone"),
			Quiet: department.Quiet{
				From:  time.Duration(minute.Draw(t, "from")) * time.Minute,
				Until: time.Duration(minute.Draw(t, "until")) * time.Minute,
			},
		}
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_820_000_000).Draw(t, "at"), 0)
		wakes, zone := p.Wakes(at, cal), p.Location(cal.Zone())
		switch {
		case wakes.Before(at), wakes.Sub(at) > 14*24*time.Hour:
			t.Errorf("wakes at %v", wakes)
		case !p.Quiet.Ends(wakes, zone).Equal(wakes):
			t.Errorf("wakes at %v, in the quiet hours", wakes.In(zone))
		case !cal.IsWorkday(workdays.DateOf(wakes.In(zone))):
			t.Errorf("wakes at %v, on a day off", wakes.In(zone))
		case !p.Wakes(wakes, cal).Equal(wakes):
			t.Errorf("wakes at %v and then again", wakes)
		}
	})
}

func TestTheNextDigest(t *testing.T) {
	cal := office(t)
	for _, c := range []struct {
		name string
		role department.Role
		zone string
		hour time.Duration
		now  string // of Moscow
		want string // of the person's zone
	}{
		{"comes today", department.Director, "Europe/Moscow", 18, "Mon 23 Nov 2026 17:59", "Mon 23 Nov 2026 18:00"},
		{"comes tomorrow at the very hour", department.Director, "Europe/Moscow", 18, "Mon 23 Nov 2026 18:00", "Tue 24 Nov 2026 18:00"},
		{"comes on Monday", department.Supervisor, "Europe/Moscow", 18, "Fri 27 Nov 2026 18:30", "Mon 30 Nov 2026 18:00"},
		{"comes after the holidays", department.Director, "Europe/Moscow", 9, "Thu 31 Dec 2026 12:00", "Mon 11 Jan 2027 09:00"},
		{"comes on a Saturday that is worked", department.Director, "Europe/Moscow", 18, "Fri 19 Feb 2027 18:30", "Sat 20 Feb 2027 18:00"},
		{"comes at the reader's own hour", department.Director, "Asia/Omsk", 18, "Mon 23 Nov 2026 14:00", "Mon 23 Nov 2026 18:00"},
		{"comes on the reader's own day", department.Director, "Asia/Vladivostok", 8, "Sun 29 Nov 2026 20:00", "Mon 30 Nov 2026 08:00"},
		{"at midnight", department.Director, "Europe/Moscow", 0, "Mon 23 Nov 2026 10:00", "Tue 24 Nov 2026 00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := department.Person{Role: c.role, Zone: c.zone, DigestAt: c.hour * time.Hour}
			got := department.NextDigest(p, inMoscow(t, c.now), cal).In(place(t, c.zone)).Format(form)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	for name, p := range map[string]department.Person{
		"off":         {Role: department.Director, DigestAt: department.NoDigest},
		"an employee": {Role: department.Employee, DigestAt: 18 * time.Hour, MorningAt: department.NoDigest},
	} {
		if at := department.NextDigest(p, inMoscow(t, "Mon 23 Nov 2026 10:00"), cal); !at.IsZero() {
			t.Errorf("%s: got %v", name, at)
		}
	}
}

func TestTheMorningListOfAnEmployee(t *testing.T) {
	cal := office(t)
	anna := department.Person{Role: department.Employee, DigestAt: 18 * time.Hour, MorningAt: 9 * time.Hour, Zone: "Asia/Yekaterinburg"}
	next := department.NextDigest(anna, inMoscow(t, "Fri 27 Nov 2026 10:00"), cal)
	if want := inMoscow(t, "Mon 30 Nov 2026 07:00"); !next.Equal(want) {
		t.Errorf("it comes at %v, not at 9:00 of her clock", next)
	}
	if anna.Outdated(next, next.Add(8*time.Hour), cal) || !anna.Outdated(next, next.Add(15*time.Hour), cal) {
		t.Error("it is worth saying until her day is over")
	}
	deputy := anna
	deputy.Stands = []department.Stand{{For: 1, Role: department.Director, Until: next.Add(time.Hour)}}
	if hour, wanted := deputy.Daily(); hour != 18*time.Hour || !wanted || deputy.Outdated(next, next.Add(48*time.Hour), cal) {
		t.Error("who stands in for the director reads the digest")
	}
}

func TestDigestsNeitherOverlapNorLeaveAGap(t *testing.T) {
	cal := office(t)
	for _, zone := range []string{"Europe/Moscow", "Europe/Berlin", "America/Los_Angeles"} {
		p := department.Person{Role: department.Director, Zone: zone, DigestAt: 2*time.Hour + 30*time.Minute} // skipped or doubled when clocks are set
		at := inMoscow(t, "Fri 1 Jan 2027 12:00")
		for range 300 {
			next := department.NextDigest(p, at, cal)
			if !next.After(at) {
				t.Fatalf("%s: after %v comes %v", zone, at, next)
			}
			if at.Year() > 2026 && department.PreviousDigest(p, next, cal).After(at) {
				t.Fatalf("%s: between %v and %v there is %v", zone, at, next, department.PreviousDigest(p, next, cal))
			}
			at = next
		}
	}
}
