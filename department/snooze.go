package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Snooze is how long a person puts off what just rang. It is counted from the
// tap, not from the ringing.
type Snooze string

// The choices.
const (
	SnoozeHour    Snooze = "hour"    // one hour
	SnoozeEvening Snooze = "evening" // today at 18:00
	SnoozeMorning Snooze = "morning" // the next working day, when the office opens
)

// eveningAt is the hour that people mean by the evening.
const eveningAt = 18 * time.Hour

// Snoozes returns what may be chosen at now: the evening only while it lies
// ahead by more than an hour.
func Snoozes(now time.Time, zone *time.Location) []Snooze {
	all := []Snooze{SnoozeHour, SnoozeMorning}
	if wallClock(workdays.DateOf(now.In(zone)), eveningAt, zone).Sub(now) > time.Hour {
		all = []Snooze{SnoozeHour, SnoozeEvening, SnoozeMorning}
	}
	return all
}

// Until returns the moment that the choice names at now, on the wall clock of
// zone. It refuses an evening that has begun with "evening_over" and an unknown
// choice with "button_unknown".
func (s Snooze) Until(now time.Time, zone *time.Location, cal workdays.Calendar) (time.Time, error) {
	today := workdays.DateOf(now.In(zone))
	switch s {
	case SnoozeHour:
		return now.Add(time.Hour).UTC(), nil
	case SnoozeEvening:
		if at := wallClock(today, eveningAt, zone); at.After(now) {
			return at, nil
		}
		return time.Time{}, Refuse("evening_over")
	case SnoozeMorning:
		return wallClock(cal.AddDays(today, 1), cal.Hours().Open, zone), nil
	}
	return time.Time{}, Refuse("button_unknown")
}

// Snooze repeats what rang last at until. Only the owner may, and only until a
// moment that lies ahead. Tapping it on an old message puts it off from now.
func (a *Alarm) Snooze(until time.Time, by Person, now time.Time) error {
	switch {
	case by.ID != a.Owner:
		return Refuse("not_yours")
	case !a.Stopped.IsZero():
		return Refuse("alarm_stopped")
	case !until.After(now):
		return Refuse("alarm_past")
	}
	a.Snoozed = until.UTC()
	return nil
}
