package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Joint is a task that was given to several people at once: each has a task of
// their own, whose parent it is, and it is over when all of them are.
var Joint = Kind{
	Name:    "joint",
	Files:   Director,
	Owned:   Reporters,
	Gathers: true,
	Clocks:  Task.Clocks,
	Steps: []Step{
		{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
	},
}

// Gather looks at the parts of a matter that gathers: it is over when all of
// them are, and open again when one is. It reports whether anything changed; by
// is who changed the part. A matter that was cancelled by somebody stays so.
func (m *Matter) Gather(parts []Matter, by PersonID, at time.Time, cal workdays.Calendar) bool {
	kind, _ := KindOf(m.Kind)
	over, act := Cancelled, Gather
	for _, p := range parts {
		switch {
		case !p.State.Over():
			over, act = Open, Reopen
		case p.State == Closed && over == Cancelled:
			over = Closed
		}
	}
	if !kind.Gathers || len(parts) == 0 || over == m.State || m.State == Cancelled {
		return false
	}
	before := m.Standing
	m.State, m.Standing.Closed = over, time.Time{}
	if over.Over() {
		m.Standing.Closed = at.UTC()
	}
	m.record(Event{Act: act, By: by, At: at, Before: &before})
	m.plan(at, cal)
	return true
}
