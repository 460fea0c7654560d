package department_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// TestADigestComesOnEachWorkingDayOfTwoYears walks through all digests of two
// years: in the zones of Russia, in which the clocks stay as they are, and in
// such whose clocks change at night on a Sunday or, in Cairo, on a working
// Friday.
func TestADigestComesOnEachWorkingDayOfTwoYears(t *testing.T) {
	begin := time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC)
	end := begin.AddDate(2, 0, -4)
	for _, zone := range []string{
		"Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
		"Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
		"Europe/Berlin", "America/New_York", "Africa/Cairo",
	} {
		for _, hour := range []time.Duration{0, 30 * time.Minute, 150 * time.Minute, 18 * time.Hour, 23*time.Hour + 30*time.Minute} {
			t.Run(fmt.Sprint(zone, " at ", hour), func(t *testing.T) {
				place, err := time.LoadLocation(zone)
				if err != nil {
					t.Fatal(err)
				}
				cal := workdays.Russia(place)
				reader := department.NewPerson(1, "Дора")
				reader.Role, reader.Zone, reader.DigestAt = department.Director, zone, hour
				var got, want []string
				for now := begin; ; {
					next := department.NextDigest(reader, now, cal)
					if !next.After(now) {
						t.Fatalf("after %v comes %v", now, next)
					}
					if now = next; now.After(end) {
						break
					}
					local := now.In(place)
					got = append(got, local.Format(time.DateOnly))
					wall := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
					if wall != hour && wall != hour+time.Hour {
						t.Errorf("on %v, not at %v", local, hour)
					}
				}
				for day := workdays.DateOf(begin.In(place)); ; day = day.Add(1) {
					at := time.Date(day.Year, day.Month, day.Day, 0, int(hour/time.Minute), 0, 0, place)
					if at.After(end) {
						break
					}
					if cal.IsWorkday(day) && at.After(begin) {
						want = append(want, fmt.Sprintf("%04d-%02d-%02d", day.Year, day.Month, day.Day))
					}
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Error(d)
				}
			})
		}
	}
}
