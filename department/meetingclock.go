package department

import (
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// MeetingRung is one reminder of a meeting: so long before it begins, or at
// 18:00 of the last working day before it.
type MeetingRung struct {
	Evening bool          `json:"evening,omitempty"`
	Before  time.Duration `json:"before,omitempty"`
}

// MaxRungs is how many reminders a meeting may have.
const MaxRungs = 5

// DefaultMeetingLadder reminds the evening before and a quarter of an hour
// before.
func DefaultMeetingLadder() []MeetingRung {
	return []MeetingRung{{Evening: true}, {Before: 15 * time.Minute}}
}

func (r MeetingRung) check() error {
	if !r.Evening && (r.Before < time.Minute || r.Before > 7*24*time.Hour) {
		return Refuse("ladder_rung")
	}
	return nil
}

// at returns when the rung rings.
func (r MeetingRung) at(start time.Time, cal workdays.Calendar) time.Time {
	if r.Evening {
		return wallClock(cal.AddDays(cal.Today(start), -1), eveningAt, cal.Zone())
	}
	return start.Add(-r.Before).UTC()
}

// Next returns the first reminder of the meeting after the given moment. It
// returns false once the last was told, the meeting has begun, or it is off.
//
// The reminders up to an hour before ring in quiet hours too: whoever is going
// to a meeting at eight wants to be told. [Meeting.Reminds] says whom.
func (m Meeting) Next(after time.Time, cal workdays.Calendar) (Bell, bool) {
	if m.State != MeetingPlanned || !after.Before(m.Start) {
		return Bell{}, false
	}
	ladder := m.Ladder
	if len(ladder) == 0 {
		ladder = DefaultMeetingLadder()
	}
	var bells []Bell
	for _, r := range ladder {
		at := r.at(m.Start, cal)
		if !at.After(after) || !at.Before(m.Start) {
			continue
		}
		b := Bell{What: MeetingBell, Ref: m.ID, Due: at, Cause: MeetingTomorrow, Tell: Owners}
		if m.Start.Sub(at) <= time.Hour {
			b.Cause, b.Through = MeetingSoon, true
		}
		bells = append(bells, b)
	}
	return earliest(bells...)
}

// Catch returns the bell to be rung at now instead of b, which was due before:
// the last of those that have come since. It returns false when the meeting has
// begun meanwhile, because then nobody needs reminding.
func (m Meeting) Catch(b Bell, now time.Time, cal workdays.Calendar) (Bell, bool) {
	if m.State != MeetingPlanned || !now.Before(m.Start) {
		return Bell{}, false
	}
	for {
		next, ok := m.Next(b.Due, cal)
		if !ok || next.Due.After(now) {
			return b, true
		}
		b = next
	}
}

// Reminds returns whom a bell of the meeting tells. Through quiet hours go only
// those who said that they are coming; quiet says who has them now.
func (m Meeting) Reminds(b Bell, quiet func(PersonID) bool) []PersonID {
	return slices.DeleteFunc(m.Expected(), func(id PersonID) bool {
		if id == m.Organiser || !quiet(id) {
			return false
		}
		return !b.Through || !slices.ContainsFunc(m.Guests, func(g Guest) bool {
			return g.Person == id && (g.Answer == Will || g.Answer == Late)
		})
	})
}
