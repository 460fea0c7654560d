package department

import (
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Alarm is a reminder that a person set for themselves: a text and a moment, or
// a recurrence. It rings at the very minute, in quiet hours and on days off too,
// because its owner named that minute.
//
// The recurrence, its next occurrence, the delivery and a snooze are separate:
// a snooze repeats what rang and leaves the recurrence alone.
type Alarm struct {
	ID    int64
	Owner PersonID
	// Matter, Payment and Meeting say whose card it was set on: at most one of them,
	// the others are 0.
	Matter  int64
	Payment int64
	Meeting int64
	Created time.Time
	AlarmStanding
}

// AlarmStanding is what of an alarm changes.
type AlarmStanding struct {
	Text string `json:"text"`
	// Said is how its owner said when, for a recurrence: «каждый понедельник».
	Said string `json:"said,omitempty"`
	AlarmTime
	// Next is the next occurrence, zero when there is none any more.
	Next time.Time `json:"next,omitzero"`
	// Snoozed is when to repeat what rang last, zero for never.
	Snoozed time.Time `json:"snoozed,omitzero"`
	Stopped time.Time `json:"stopped,omitzero"`
}

// AlarmTime says when an alarm rings, on the wall clock of its zone.
type AlarmTime struct {
	// Start is the moment, or the first of a recurrence.
	Start time.Time `json:"start"`
	Zone  string    `json:"zone"` // IANA
	// RRule is the recurrence, empty for one that rings once.
	RRule string `json:"rrule,omitempty"`
	// Workdays leaves out the occurrences on days off; Shift moves them instead.
	Workdays bool          `json:"workdays,omitempty"`
	Shift    workdays.Rule `json:"shift,omitempty"`
}

// MaxAlarm is the longest text of an alarm, in characters.
const MaxAlarm = 1000

// NewAlarm returns an alarm of by. It refuses a blank text ("alarm_empty"), an
// overlong one, a moment that has passed ("alarm_past"), and a recurrence that
// [DateRule.Check] would refuse.
func NewAlarm(text string, when AlarmTime, by Person, at time.Time, cal workdays.Calendar) (Alarm, error) {
	if !by.May(Employee) {
		return Alarm{}, Refuse("not_yours")
	}
	text, err := cleanAlarm(text)
	if err != nil {
		return Alarm{}, err
	}
	a := Alarm{Owner: by.ID, Created: at.UTC(), AlarmStanding: AlarmStanding{Text: text}}
	if err := a.Move(when, at, cal); err != nil {
		return Alarm{}, err
	}
	return a, nil
}

// Move sets another time; a snooze is forgotten. It refuses what [NewAlarm]
// refuses about times.
func (a *Alarm) Move(when AlarmTime, at time.Time, cal workdays.Calendar) error {
	if !a.Stopped.IsZero() {
		return Refuse("alarm_stopped")
	}
	zone, err := time.LoadLocation(when.Zone)
	if err != nil || when.Zone == "" {
		return Refuse("zone_unknown")
	}
	if when.RRule != "" {
		if _, err := readRRule(when.RRule, when.Start.In(zone)); err != nil {
			return err
		}
	}
	next, ok := when.After(at, cal)
	switch {
	case !ok && when.RRule == "":
		return Refuse("alarm_past")
	case !ok:
		return Refuse("rule_never")
	}
	when.Start = when.Start.UTC()
	a.AlarmTime, a.Next, a.Snoozed = when, next, time.Time{}
	return nil
}

// After returns the first moment after the given one, and false when there is
// none.
//
// An occurrence in the hour that a change to summer time leaves out rings at the
// end of that hour, as a single moment does; one in the hour that comes twice
// rings the first time only.
func (w AlarmTime) After(after time.Time, cal workdays.Calendar) (time.Time, bool) {
	for t := range w.Moments(after, cal) {
		return t, true
	}
	return time.Time{}, false
}

// Moments returns the moments after the given one, in order.
func (w AlarmTime) Moments(after time.Time, cal workdays.Calendar) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		last := after
		for t := range w.nominal(after) {
			t, ok := w.kept(t, cal)
			if !ok || !t.After(last) {
				continue
			}
			last = t
			if !yield(t) {
				return
			}
		}
	}
}

// kept returns where the calendar leaves an occurrence, and false for one that
// is left out.
func (w AlarmTime) kept(t time.Time, cal workdays.Calendar) (time.Time, bool) {
	day := workdays.DateOf(t)
	if w.RRule == "" || cal.IsWorkday(day) {
		return t.UTC(), true
	}
	if w.Shift == workdays.None {
		return t.UTC(), !w.Workdays
	}
	to := cal.Shift(day, w.Shift)
	y, m, d := to.Year, to.Month, to.Day
	return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, t.Location()).UTC(), true
}

// nominal returns the moments that the rule names, from some time before the
// given one on, because days off may move them over it.
func (w AlarmTime) nominal(after time.Time) iter.Seq[time.Time] {
	zone, err := time.LoadLocation(w.Zone)
	if err != nil {
		zone = time.UTC
	}
	start := w.Start.In(zone)
	if w.RRule == "" {
		return slices.Values([]time.Time{start})
	}
	return func(yield func(time.Time) bool) {
		rule, err := readRRule(w.rule(), start)
		if err != nil {
			return
		}
		from, to := after.AddDate(0, 0, -farthest), after.AddDate(horizon, 0, 0)
		next := rule.Iterator()
		for t, ok := next(); ok && t.Before(to); t, ok = next() {
			if t.Hour() != start.Hour() || t.Minute() != start.Minute() {
				t, _ = t.ZoneBounds() // the clock was put forward over it
			}
			if t.After(from) && !yield(t) {
				return
			}
		}
	}
}

// weekdays is how a rule says Monday to Friday.
const weekdays = ";BYDAY=MO,TU,WE,TH,FR"

// rule returns the recurrence as it is followed: for "every working day" all days
// are looked at, so that a Saturday made a working day rings too.
func (w AlarmTime) rule() string {
	whole := !strings.Contains(w.RRule, "INTERVAL") && !strings.Contains(w.RRule, "COUNT")
	if w.Workdays && whole && strings.HasPrefix(w.RRule, "FREQ=WEEKLY") && strings.Contains(w.RRule, weekdays) {
		return strings.Replace(strings.Replace(w.RRule, weekdays, "", 1), "FREQ=WEEKLY", "FREQ=DAILY", 1)
	}
	return w.RRule
}

// Bell returns when the alarm rings next: the snooze or the next occurrence,
// whichever comes first. It returns false for one that is over.
func (a Alarm) Bell() (Bell, bool) {
	if !a.Stopped.IsZero() {
		return Bell{}, false
	}
	ring := Bell{What: AlarmBell, Ref: a.ID, Cause: AlarmRings, Tell: Owners, Through: true}
	snooze, next := ring, ring
	snooze.Due, next.Due = a.Snoozed, a.Next
	return earliest(snooze, next)
}

// Over reports whether it will never ring again.
func (a Alarm) Over() bool { return !a.Stopped.IsZero() || a.Next.IsZero() && a.Snoozed.IsZero() }

// Rang moves the alarm on after it was told at now. What came round while the
// program stood still is told once, not once each.
func (a *Alarm) Rang(now time.Time, cal workdays.Calendar) {
	if !a.Snoozed.IsZero() && !a.Snoozed.After(now) {
		a.Snoozed = time.Time{}
	}
	if a.Next.IsZero() || a.Next.After(now) {
		return
	}
	a.Next = time.Time{}
	if next, ok := a.AlarmTime.After(now, cal); ok {
		a.Next = next
	}
}

// Stop ends the alarm; only its owner may.
func (a *Alarm) Stop(by Person, at time.Time) error {
	switch {
	case by.ID != a.Owner:
		return Refuse("not_yours")
	case a.Over():
		return Refuse("alarm_stopped")
	}
	a.Stopped, a.Next, a.Snoozed = at.UTC(), time.Time{}, time.Time{}
	return nil
}

// Restore takes a stop back, within [UndoFor]. What came round meanwhile is left
// out; an alarm whose only moment passed cannot be restored.
func (a *Alarm) Restore(by Person, now time.Time, cal workdays.Calendar) error {
	switch {
	case by.ID != a.Owner:
		return Refuse("not_yours")
	case a.Stopped.IsZero():
		return nil
	case now.Sub(a.Stopped) >= UndoFor:
		return Refuse("restore_late")
	}
	next, ok := a.AlarmTime.After(now, cal)
	if !ok {
		return Refuse("alarm_past")
	}
	a.Stopped, a.Next = time.Time{}, next
	return nil
}

// Reword changes the text. It refuses what [NewAlarm] refuses about texts.
func (a *Alarm) Reword(text string, by Person) error {
	text, err := cleanAlarm(text)
	switch {
	case err != nil:
		return err
	case by.ID != a.Owner:
		return Refuse("not_yours")
	case !a.Stopped.IsZero():
		return Refuse("alarm_stopped")
	}
	a.Text = text
	return nil
}

func cleanAlarm(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", Refuse("alarm_empty")
	case utf8.RuneCountInString(text) > MaxAlarm:
		return "", Refuse("text_too_long", "Max", MaxAlarm)
	}
	return text, nil
}

// Done ends one ringing: a snooze is taken back, the recurrence goes on.
func (a *Alarm) Done(by Person) error {
	if by.ID != a.Owner {
		return Refuse("not_yours")
	}
	a.Snoozed = time.Time{}
	return nil
}
