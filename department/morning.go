package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// DefaultMorningAt is the hour of the morning list until its reader chooses
// another.
const DefaultMorningAt = 9 * time.Hour

// MorningShown is how many matters the morning list names.
const MorningShown = 3

// Daily returns the time of day of what comes to p by itself each working day:
// the digest for those who may read it, the morning list for an employee, who
// reads the digest instead while standing in for somebody who may. It returns
// false for whoever wants neither or belongs to nobody.
func (p Person) Daily() (time.Duration, bool) {
	switch {
	case p.May(Supervisor):
		return p.DigestAt, p.DigestAt >= 0
	case p.May(Employee):
		return p.MorningAt, p.MorningAt >= 0
	}
	return 0, false
}

// Outdated reports whether what was due for p at that moment is not worth saying
// at now any more: a morning list whose day is over. A digest always is.
func (p Person) Outdated(due, now time.Time, cal workdays.Calendar) bool {
	zone := p.Location(cal.Zone())
	return !p.May(Supervisor) && workdays.DateOf(due.In(zone)) != workdays.DateOf(now.In(zone))
}
