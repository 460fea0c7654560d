package when

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// wall returns the moment when the clocks of zone show the time of day clock on
// date d; 24 hours are the next midnight. A time that summer time skips is moved
// to the end of the gap; of a time that comes twice the first is meant.
func wall(d workdays.Date, clock time.Duration, zone *time.Location) time.Time {
	if clock >= 24*time.Hour {
		d, clock = d.Add(1), clock-24*time.Hour
	}
	naive := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Add(clock)
	const around = 15 * time.Hour // further than any zone is from UTC
	early := naive.Add(-offsetAt(naive.Add(-around), zone)).In(zone)
	if sameWall(early, naive) {
		return early
	}
	if late := naive.Add(-offsetAt(naive.Add(around), zone)).In(zone); sameWall(late, naive) {
		return late
	}
	if start, _ := early.ZoneBounds(); !start.IsZero() && early.Sub(start) < around {
		return start.In(zone)
	}
	return early
}

func offsetAt(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

func sameWall(t, naive time.Time) bool {
	return t.Hour() == naive.Hour() && t.Minute() == naive.Minute() && t.Day() == naive.Day()
}
