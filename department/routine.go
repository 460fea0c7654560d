package department

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Routine is a task that comes again: each time the rule names is the due time
// of a task of its own, which is given a working day ahead.
type Routine struct {
	ID      int64
	Text    string
	Owners  []PersonID // each gets a task of their own; at least one
	By      PersonID
	Created time.Time
	Time    AlarmTime
	// Due is the due time of the next task, zero when it has ended.
	Due time.Time
}

// NewRoutine returns a recurring task. An occurrence on a day off moves to the
// next working day, unless the rule keeps to working days. It refuses whom
// [Kind.New] of a task refuses, and a rule that [NewAlarm] refuses.
func NewRoutine(text string, owners []PersonID, rule AlarmTime, by Person, at time.Time, cal workdays.Calendar) (Routine, error) {
	text = strings.TrimSpace(text)
	switch {
	case !by.May(Task.Files):
		return Routine{}, Refuse("not_yours")
	case !Says(text):
		return Routine{}, Refuse("task_empty")
	case len(owners) == 0:
		return Routine{}, Refuse("routine_nobody")
	case len(owners) > MaxParties:
		return Routine{}, Refuse("too_many_asked", "Max", MaxParties)
	case utf8.RuneCountInString(text) > MaxText:
		return Routine{}, Refuse("text_too_long", "Max", MaxText)
	}
	if rule.Shift == workdays.None && !rule.Workdays {
		rule.Shift = workdays.Next
	}
	var check Alarm // which knows what can be kept
	if err := check.Move(rule, at, cal); err != nil {
		return Routine{}, err
	}
	return Routine{Text: text, Owners: owners, By: by.ID, Created: at.UTC(), Time: check.AlarmTime, Due: check.Next}, nil
}

// Coming returns the next n due times.
func (r Routine) Coming(n int, cal workdays.Calendar) []time.Time {
	var coming []time.Time
	if r.Due.IsZero() {
		return nil
	}
	for at := range r.Time.Moments(r.Due.Add(-time.Second), cal) {
		if len(coming) == n {
			break
		}
		coming = append(coming, at)
	}
	return coming
}

// At returns when the next task is given: a working day before it is due. Zero
// when the routine has ended.
func (r Routine) At(cal workdays.Calendar) time.Time {
	if r.Due.IsZero() {
		return time.Time{}
	}
	return cal.Add(r.Due, -1*workdays.Day).UTC()
}

// Swap adds somebody to those who get the task, or leaves that somebody out. Only a
// director may; the last one stays, else it refuses with "routine_nobody".
func (r *Routine) Swap(id PersonID, by Person) error {
	i := slices.Index(r.Owners, id)
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case i >= 0 && len(r.Owners) == 1:
		return Refuse("routine_nobody")
	case i < 0 && len(r.Owners) >= MaxParties:
		return Refuse("too_many_asked", "Max", MaxParties)
	}
	r.Owners = slices.Clone(r.Owners)
	if i >= 0 {
		r.Owners = slices.Delete(r.Owners, i, i+1)
	} else {
		r.Owners = append(r.Owners, id)
	}
	return nil
}

// HandOver gives the task of one person to another, who gets it once. It reports
// whether the one had it.
func (r *Routine) HandOver(from, to PersonID) bool {
	i := slices.Index(r.Owners, from)
	if i < 0 {
		return false
	}
	r.Owners = slices.Clone(r.Owners)
	if slices.Contains(r.Owners, to) {
		r.Owners = slices.Delete(r.Owners, i, i+1)
	} else {
		r.Owners[i] = to
	}
	return true
}

// TakeBack undoes that the task of somebody went to another: the person has it
// again, and the other only if that one had it before. It reports whether the other
// still had it.
func (r *Routine) TakeBack(move RoutineMove, person PersonID) bool {
	switch {
	case !move.Had:
		return r.HandOver(move.To, person)
	case !slices.Contains(r.Owners, move.To) || slices.Contains(r.Owners, person) || len(r.Owners) >= MaxParties:
		return false
	}
	r.Owners = append(slices.Clone(r.Owners), person)
	return true
}

// Filing returns the next task, still without an owner. What came round while the
// program stood still has a due time that has passed; it is given with the usual
// clock instead.
func (r Routine) Filing(by Person, at time.Time) Filing {
	f := Filing{Text: r.Text, By: by, At: at, Due: r.Due, Routine: r.ID}
	if !f.Due.After(at) {
		f.Due = time.Time{}
	}
	return f
}

// Came moves the routine on after its task was given at now: to the first due
// time that still lies ahead. It ends when there is none.
func (r *Routine) Came(now time.Time, cal workdays.Calendar) {
	after := now
	if r.Due.After(after) {
		after = r.Due
	}
	next, ok := r.Time.After(after, cal)
	if !ok {
		next = time.Time{}
	}
	r.Due = next
}

// Stop ends the routine; only a director may. One that has ended is refused with
// "routine_over".
func (r *Routine) Stop(by Person) error {
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case r.Due.IsZero():
		return Refuse("routine_over")
	}
	r.Due = time.Time{}
	return nil
}
