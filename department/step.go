package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// UndoFor is how long the last act can be taken back.
const UndoFor = 10 * time.Minute

// Move is a step that somebody wants to take.
type Move struct {
	Act  Act
	By   Person
	At   time.Time
	Note string // for steps that need one
	// Seen is the state that the person saw when deciding; empty means any.
	Seen State
}

// Do takes the step mv, if the kind allows it in this state to this person.
// The event is recorded.
//
// It refuses with "not_yours" a person who has no part in the matter,
// "stale" when the matter has moved on since the person looked, "no_step" when
// the state does not allow it, "note_missing" and "note_too_long".
func (m *Matter) Do(mv Move, cal workdays.Calendar) error {
	if err := m.May(mv); err != nil {
		return err
	}
	step, _ := m.StepOf(mv.Act)
	note := strings.TrimSpace(mv.Note)
	switch {
	case step.Needs == Note && note == "":
		return Refuse("note_missing")
	case utf8.RuneCountInString(note) > MaxNote:
		return Refuse("note_too_long", "Max", MaxNote)
	}
	before := m.Standing
	m.apply(step, mv, note, cal)
	m.record(Event{Act: mv.Act, By: mv.By.ID, At: mv.At, Note: note, Before: &before})
	m.plan(mv.At, cal)
	return nil
}

// May reports whether the step may be taken, without taking it: nil, or the
// refusal with which [Matter.Do] would answer. The note is not looked at.
func (m Matter) May(mv Move) error {
	if !mv.By.May(Employee) {
		return Refuse("not_yours")
	}
	if mv.Seen != "" && mv.Seen != m.State {
		return Refuse("stale", "Number", m.ID, "State", m.State)
	}
	step, ok := m.StepOf(mv.Act)
	switch {
	case !ok:
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	case !m.related(mv.By, step.May):
		return Refuse("not_yours")
	}
	return nil
}

// apply moves the matter along step.
func (m *Matter) apply(step Step, mv Move, note string, cal workdays.Calendar) {
	at := mv.At.UTC()
	if m.State == Waiting {
		m.stopWaiting(at, cal)
	}
	m.State, m.Since = step.To, at
	switch step.Do {
	case Take:
		m.Owner, m.Taken = mv.By.ID, at
	case Wait:
		m.WaitingFor, m.WaitingSince = note, at
		m.WaitUntil = cal.Add(at, workdays.Day).UTC()
	case Finish:
		m.Result, m.Standing.Done = note, at
	case Accept:
		m.Standing.Closed = at
	case Return:
		m.Returns++
		m.Standing.Done = time.Time{}
		// A matter that comes back late gets a new day, or it would be overdue at once.
		if fresh := cal.Add(at, workdays.Day).UTC(); fresh.After(m.Due) {
			m.Due = fresh
		}
	case Cancel:
		m.Standing.Closed = at
	}
}

// NameClient says whose matter it is. Whoever may see it may say so while it is
// not over; a client longer than [MaxClient] is refused. It stops no clock.
func (m *Matter) NameClient(client string, by Person, at time.Time) error {
	client = strings.Join(strings.Fields(client), " ")
	switch {
	case !m.Visible(by):
		return Refuse("not_yours")
	case m.State.Over():
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	case client == "":
		return Refuse("client_empty")
	case utf8.RuneCountInString(client) > MaxClient:
		return Refuse("client_too_long", "Max", MaxClient)
	}
	before := m.Standing
	m.Client = client
	m.record(Event{Act: Amend, By: by.ID, At: at, Note: client, Before: &before})
	return nil
}

// stopWaiting ends a wait: the due time moves by the working time that passed
// in it, because the owner could do nothing meanwhile.
func (m *Matter) stopWaiting(at time.Time, cal workdays.Calendar) {
	if waited := cal.Between(m.WaitingSince, at); waited > 0 {
		m.Due = cal.Add(m.Due, waited).UTC()
	}
	m.WaitingFor, m.WaitingSince, m.WaitUntil = "", time.Time{}, time.Time{}
}

// StepOf returns the declared step for act in the present state.
func (m Matter) StepOf(act Act) (Step, bool) {
	kind, _ := KindOf(m.Kind)
	for _, s := range kind.Steps {
		if s.Do == act && s.From == m.State {
			return s, true
		}
	}
	return Step{}, false
}

// Steps returns what p may do with the matter now, in the declared order.
func (m Matter) Steps(p Person) []Step {
	if !p.May(Employee) {
		return nil
	}
	kind, _ := KindOf(m.Kind)
	var may []Step
	for _, s := range kind.Steps {
		if s.From == m.State && m.related(p, s.May) {
			may = append(may, s)
		}
	}
	return may
}

// related reports whether p stands in one of the relations of who to the matter.
func (m Matter) related(p Person, who Who) bool {
	known := p.ID != 0
	return who&Owners != 0 && known && m.Owner == p.ID ||
		who&Assignee != 0 && (m.Owner == 0 || known && m.Owner == p.ID) ||
		who&Reporters != 0 && known && m.Reporter == p.ID ||
		who&Directors != 0 && p.May(Director)
}

// CanUndo reports whether p may still take back last, the latest event of the
// matter. Only the one who acted may, and only within [UndoFor].
func (m Matter) CanUndo(p Person, last Event, now time.Time) bool {
	return p.May(Employee) && last.By == p.ID && last.Act != Undo && now.Sub(last.At) < UndoFor
}

// Undo takes back last, the latest event of the matter. A matter that was only
// just created is cancelled. It refuses with "undo_late" what [Matter.CanUndo]
// does not allow.
func (m *Matter) Undo(by Person, last Event, at time.Time, cal workdays.Calendar) error {
	if !m.CanUndo(by, last, at) {
		return Refuse("undo_late")
	}
	before := m.Standing
	if last.Before != nil {
		m.Standing = *last.Before
	} else {
		m.State, m.Standing.Closed = Cancelled, at.UTC()
	}
	m.record(Event{Act: Undo, By: by.ID, At: at, Note: string(last.Act), Before: &before})
	m.plan(at, cal)
	return nil
}
