package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Cause is why the clock speaks.
type Cause string

// The causes.
const (
	Untaken    Cause = "untaken"    // nobody took it in time
	DueSoon    Cause = "soon"       // an hour is left
	DueNow     Cause = "due"        // the due time has come
	Overdue    Cause = "overdue"    // it went by, and the director learns of it
	WaitOver   Cause = "wait_over"  // what was waited for should have come
	Unaccepted Cause = "unaccepted" // it is done, and nobody said whether well
	Idle       Cause = "idle"       // no step was taken for days
)

// Reminder is what the clock has to do next about a matter: climb a rung of
// the ladder. A matter has at most one.
type Reminder struct {
	Matter int64
	Rung   int // the position in the ladder, so that each is climbed once
	Cause  Cause
	Tell   Who
	// Due is when the ladder wants it. At is when it is to be said: the same,
	// or later when the recipient had quiet hours.
	Due time.Time
	At  time.Time
	// Told are those who have been told of this rung already, while others had
	// quiet hours.
	Told []PersonID
}

// Asks reports whether the reminder wants p to act, other than as the owner:
// to accept, to inform, to answer; also in the place of somebody absent.
func (r Reminder) Asks(p Person, m Matter) bool {
	return r.Cause == Unaccepted || m.Inquired && p.StandsFor(m.Reporter) || m.asked(p, Asked) >= 0
}

// rung is a step of the ladder that the clock climbs while nobody acts.
type rung struct {
	In      State
	Unowned bool // for matters without an owner; all others are for owned ones
	From    func(Matter) time.Time
	After   time.Duration // working time from From; negative is before it
	Nudges  bool          // after the working time of [Matter.Nudge] instead
	Tell    Who
	Cause   Cause
	Lapses  bool // silence decides: nobody is told, the matter is over
}

func takeBy(m Matter) time.Time { return m.TakeBy }
func due(m Matter) time.Time    { return m.Due }
func since(m Matter) time.Time  { return m.Since }

// stalled is from when on nothing moves although it is due.
func stalled(m Matter) time.Time {
	if m.Since.After(m.Due) {
		return m.Since
	}
	return m.Due
}

func waitUntil(m Matter) time.Time { return m.WaitUntil }
func doneAt(m Matter) time.Time    { return m.Standing.Done }

// ladder is what happens while nobody acts: first the owner is told, then the
// director, then whoever stands in for the director, each step once. Any act
// starts it anew in the new state.
var ladder = []rung{
	{In: Open, Unowned: true, From: takeBy, Tell: Directors, Cause: Untaken},
	{In: Open, Unowned: true, From: takeBy, After: 1 * workdays.Day, Tell: Deputies, Cause: Untaken},
	{In: Open, Unowned: true, From: due, Tell: Directors, Cause: Overdue},
	{In: Open, Unowned: true, From: due, After: 1 * workdays.Day, Tell: Deputies, Cause: Overdue},
	{In: Open, From: takeBy, Tell: Owners, Cause: Untaken},
	{In: Open, From: takeBy, After: 2 * workdays.Hour, Tell: Directors, Cause: Untaken},
	{In: Open, From: takeBy, After: 1 * workdays.Day, Tell: Deputies, Cause: Untaken},
	{In: Open, From: due, Tell: Owners | Directors, Cause: Overdue},
	{In: Open, From: due, After: 1 * workdays.Day, Tell: Deputies, Cause: Overdue},
	{In: Taken, From: since, Nudges: true, Tell: Owners, Cause: Idle},
	{In: Taken, From: due, After: -1 * workdays.Hour, Tell: Owners, Cause: DueSoon},
	{In: Taken, From: due, Tell: Owners, Cause: DueNow},
	{In: Taken, From: due, After: 2 * workdays.Hour, Tell: Owners | Directors, Cause: Overdue},
	{In: Taken, From: due, After: 1 * workdays.Day, Tell: Deputies, Cause: Overdue},
	{In: Taken, From: stalled, Nudges: true, Tell: Owners, Cause: Idle},
	{In: Waiting, From: waitUntil, Tell: Owners, Cause: WaitOver},
	{In: Waiting, From: waitUntil, Nudges: true, Tell: Owners, Cause: WaitOver},
	{In: Done, From: doneAt, After: 1 * workdays.Day, Tell: Reporters, Cause: Unaccepted},
	{In: Done, From: doneAt, After: 3 * workdays.Day, Tell: Directors, Cause: Unaccepted},
}

// at returns when the rung is climbed for m, the zero time for never.
func (r rung) at(m Matter, cal workdays.Calendar) time.Time {
	at, after := r.From(m), r.After
	if r.Nudges {
		after = m.Nudge
	}
	switch {
	case at.IsZero() || r.Nudges && after == 0:
		return time.Time{}
	case after == 0:
		return at
	}
	return cal.Add(at, after).UTC()
}

// rungs returns the ladder of the matter's kind.
func (m Matter) rungs() []rung {
	switch kind, _ := KindOf(m.Kind); {
	case kind.Asks:
		return askingLadder
	case kind.Gathers:
		return nil
	}
	return ladder
}

// told returns who is told on a rung. What is waited for from the one who
// brought the matter up is asked of that person.
func (m Matter) told(r rung) Who {
	if r.In == Waiting && m.Inquired {
		return Reporters
	}
	return r.Tell
}

// Next returns what the clock has to do about the matter after the given rung,
// -1 for the first time. Rungs whose time had passed before the matter entered
// its present state are skipped, so that a step taken late does not ring for
// what was before it; since is when that was. A rung that a later one overtakes
// is left out, because the later one says more.
//
// It returns false when the clock has nothing more to do.
func (m Matter) Next(after int, since time.Time, cal workdays.Calendar) (next Reminder, found bool) {
	rungs := m.rungs()
	// That silence decides is never skipped.
	for i := len(rungs) - 1; i > after; i-- {
		r := rungs[i]
		at := r.at(m, cal)
		if r.In != m.State || r.Unowned != (m.Owner == 0) || at.IsZero() {
			continue
		}
		if after < 0 && at.Before(since) && !r.Lapses || found && !at.Before(next.At) {
			continue
		}
		next, found = Reminder{Matter: m.ID, Rung: i, Cause: r.Cause, Tell: m.told(r), Due: at, At: at}, true
	}
	return next, found
}

// Climb returns the rungs whose time has come at now, from the due reminder r
// on. Only the last of them is worth saying; there are more than one when the
// program was stopped or people had quiet hours. more is false when no rung
// comes after them, else next is that rung.
func (m Matter) Climb(r Reminder, now time.Time, cal workdays.Calendar) (come []Reminder, next Reminder, more bool) {
	come = []Reminder{r}
	for {
		next, more = m.Next(come[len(come)-1].Rung, time.Time{}, cal)
		if !more || next.Due.After(now) {
			return come, next, more
		}
		come = append(come, next)
	}
}

// Applies reports whether the reminder still fits the matter: it does not once
// somebody acted and the state is another.
func (m Matter) Applies(r Reminder) bool {
	rungs := m.rungs()
	if r.Rung < 0 || r.Rung >= len(rungs) {
		return false
	}
	want := rungs[r.Rung]
	return want.In == m.State && want.Unowned == (m.Owner == 0)
}

// Schedule is a thing that comes again at a wall-clock time of its reader: the
// daily digest, or the morning list of an employee.
type Schedule struct {
	ID     int64
	What   string // ScheduleDigest
	Person PersonID
	At     time.Time // the next occurrence
	// Last is when it was told last, zero if never: a digest counts from there.
	Last time.Time
}

// ScheduleDigest is the daily digest, or the morning list.
const ScheduleDigest = "digest"

// NextDigest returns the moment of the first digest for p after now, or of the
// first morning list for an employee, see [Person.Daily]: on a working day, at the
// hour the person chose, on the person's wall clock. It returns the zero time if
// the person turned it off or gets none.
func NextDigest(p Person, now time.Time, cal workdays.Calendar) time.Time {
	hour, wanted := p.Daily()
	if !wanted {
		return time.Time{}
	}
	zone := p.Location(cal.Zone())
	for day := workdays.DateOf(now.In(zone)); ; day = day.Add(1) {
		at := time.Date(day.Year, day.Month, day.Day, 0, int(hour/time.Minute), 0, 0, zone)
		if at.After(now) && cal.IsWorkday(day) {
			return at.UTC()
		}
	}
}
