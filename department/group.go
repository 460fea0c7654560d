package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Group is the group chat of the department: cards there are in its language, and
// on working days the totals of the digest go there. There is one at most.
type Group struct {
	Chat     int64
	Thread   int64 // the topic to which the totals go, 0 for none
	Language string
	By       PersonID // who said that it is the department's
	Made     time.Time
	// DigestAt is the time of day of the totals, on the department's clock;
	// [NoDigest] turns them off.
	DigestAt time.Duration
	// Next is when the totals are told next, zero for never; Last when they were
	// told last, zero if never.
	Next, Last time.Time
}

// NewGroup returns the department's group in that chat and topic. Only a director
// in their own right says so; anybody else is refused with "role_not_yours".
func NewGroup(chat, thread int64, by Person, now time.Time, cal workdays.Calendar) (Group, error) {
	if by.Role < Director {
		return Group{}, Refuse("role_not_yours")
	}
	g := Group{Chat: chat, Thread: thread, Language: by.Lang(), By: by.ID, Made: now.UTC(), DigestAt: DefaultDigestAt}
	g.Plan(now, cal)
	return g, nil
}

// Plan sets when the totals are told next after now.
func (g *Group) Plan(now time.Time, cal workdays.Calendar) {
	g.Next = time.Time{}
	if g.DigestAt < 0 {
		return
	}
	for day := cal.Today(now); ; day = day.Add(1) {
		at := time.Date(day.Year, day.Month, day.Day, 0, int(g.DigestAt/time.Minute), 0, 0, cal.Zone())
		if at.After(now) && cal.IsWorkday(day) {
			g.Next = at.UTC()
			return
		}
	}
}

// Turn moves the group on when its totals are due at now, and reports whether
// they are to be told: those of a day that is over are not, the next ones count
// what happened in it too.
func (g *Group) Turn(now time.Time, cal workdays.Calendar) bool {
	told := cal.Today(g.Next) == cal.Today(now)
	g.Plan(now, cal)
	if told {
		g.Last = now.UTC()
	}
	return told
}
