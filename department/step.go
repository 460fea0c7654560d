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
	// Whom and Until are for steps that need them. A wait may have an Until too.
	Whom  Person
	Until time.Time
	// Seen is the state that the person saw when deciding; empty means any.
	Seen State
}

// Do takes the step mv, if the kind allows it in this state to this person.
// The event is recorded.
//
// It refuses with "not_yours" a person who has no part in the matter ("looks_on"
// if that is a supervisor), "stale" when the matter has moved on since the person
// looked, "no_step" when the state does not allow it, "note_missing",
// "note_too_long", "whom_missing", "due_missing" and "due_past".
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
	case step.Needs == Whom && !mv.Whom.May(Employee):
		return Refuse("whom_missing")
	case step.Needs == Until && mv.Until.IsZero():
		return Refuse("due_missing")
	case !mv.Until.IsZero() && !mv.Until.After(mv.At), step.Do == Grant && !m.Proposed.After(mv.At):
		return Refuse("due_past")
	case step.Do == Postpone && mv.Until.Equal(m.Due):
		return Refuse("due_same")
	}
	if step.Needs == Until {
		note = momentNote(mv.Until)
	}
	before := m.Standing
	m.apply(step, mv, note, cal)
	m.record(Event{Act: mv.Act, By: mv.By.ID, At: mv.At, Note: note, Before: &before})
	m.plan(mv.At, cal)
	return nil
}

// momentNote is how a moment is noted in the ledger.
func momentNote(t time.Time) string { return t.UTC().Format(time.RFC3339) }

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
	case !m.related(mv.By, step.May), !m.Visible(mv.By):
		return m.denied(mv.By)
	}
	return nil
}

// apply moves the matter along step.
func (m *Matter) apply(step Step, mv Move, note string, cal workdays.Calendar) {
	at := mv.At.UTC()
	if m.State == Waiting && step.To != Waiting {
		m.stopWaiting(at, cal)
	}
	m.State, m.Since = step.To, at
	if m.Owner == 0 && (step.To == Waiting || step.To == Done) {
		m.Owner = mv.By.ID // who answers for nobody's matter owns it
	}
	switch step.Do {
	case Take:
		m.Taken = at
		if !mv.By.StandsFor(m.Owner) { // a deputy accepts for the absent, not away from them
			m.Owner = mv.By.ID
		}
	case Wait, Inquire:
		m.WaitingFor, m.WaitingSince, m.Inquired = note, at, step.Do == Inquire
		if m.WaitUntil = mv.Until.UTC(); mv.Until.IsZero() {
			m.WaitUntil = cal.Add(at, workdays.Day).UTC()
		}
	case Decline:
		m.give(0, at, cal)
	case Assign:
		m.give(mv.Whom.ID, at, cal)
	case Postpone:
		m.Proposed = mv.Until.UTC()
	case Grant:
		m.Due, m.Proposed = m.Proposed, time.Time{}
	case Deny:
		m.Proposed = time.Time{}
	case Agree, Object, Later:
		m.answer(step.Do, mv.By, note, at)
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

// give makes somebody the owner, who has to take the matter anew; 0 leaves it
// without one.
func (m *Matter) give(to PersonID, at time.Time, cal workdays.Calendar) {
	kind, _ := KindOf(m.Kind)
	take, _ := kind.Clocks.of(m.Priority)
	m.Owner, m.Taken, m.Proposed = to, time.Time{}, time.Time{}
	m.TakeBy = cal.Add(at, take).UTC()
}

// NameClient says whose matter it is. Its [Members] may say so while it is not
// over; a client longer than [MaxClient] is refused. It stops no clock.
func (m *Matter) NameClient(client string, by Person, at time.Time) error {
	client = strings.Join(strings.Fields(client), " ")
	if err := m.Lets(Amend, by); err != nil {
		return err
	}
	switch {
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
	m.WaitingFor, m.WaitingSince, m.WaitUntil, m.Inquired = "", time.Time{}, time.Time{}, false
}

// StepOf returns the declared step for act in the present state.
func (m Matter) StepOf(act Act) (Step, bool) {
	kind, _ := KindOf(m.Kind)
	for _, s := range kind.Steps {
		if s.Do == act && m.open(s) {
			return s, true
		}
	}
	return Step{}, false
}

// open reports whether somebody may take the step as the matter stands.
func (m Matter) open(s Step) bool { return s.From == m.State && (s.If == nil || s.If(m)) }

// Steps returns what p may do with the matter now, in the declared order.
func (m Matter) Steps(p Person) []Step {
	if !m.Visible(p) {
		return nil
	}
	kind, _ := KindOf(m.Kind)
	var may []Step
	for _, s := range kind.Steps {
		if m.open(s) && m.related(p, s.May) {
			may = append(may, s)
		}
	}
	return may
}

// related reports whether p stands in one of the relations of who to the matter.
func (m Matter) related(p Person, who Who) bool {
	return who&Owners != 0 && p.StandsFor(m.Owner) ||
		who&Assignee != 0 && (m.Owner == 0 && !p.LooksOn() || p.StandsFor(m.Owner)) ||
		who&Reporters != 0 && p.StandsFor(m.Reporter) ||
		who&Directors != 0 && p.May(Director) ||
		who&Members != 0 && (!p.LooksOn() || m.involves(p)) ||
		who&(Asked|Unheard) != 0 && m.asked(p, who) >= 0
}

// CanUndo reports whether p may still take back last, the latest event of the
// matter. Only the one who acted may, and only within [UndoFor].
func (m Matter) CanUndo(p Person, last Event, now time.Time) bool {
	return p.May(Employee) && last.By == p.ID && last.Act.taken() && now.Sub(last.At) < UndoFor
}

// taken reports whether somebody did it, so that it can be taken back; all other
// acts follow from something.
func (a Act) taken() bool {
	switch a {
	case Undo, Lapse, Gather, Reopen, Carry:
		return false
	}
	return true
}

// Undo takes back last, the latest event of the matter. A matter that was only
// just created is cancelled. It refuses with "undo_late" what [Matter.CanUndo]
// does not allow.
func (m *Matter) Undo(by Person, last Event, at time.Time, cal workdays.Calendar) error {
	if !m.CanUndo(by, last, at) {
		return Refuse("undo_late")
	}
	before := m.Standing
	switch {
	case last.Act == Reword:
		m.Text = last.Note
	case last.Before != nil:
		m.Standing = *last.Before
	default:
		m.State, m.Standing.Closed = Cancelled, at.UTC()
	}
	m.record(Event{Act: Undo, By: by.ID, At: at, Note: string(last.Act), Before: &before})
	m.plan(at, cal)
	return nil
}
