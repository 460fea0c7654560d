package department

import (
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Verdict is what somebody who was asked said, and what came of it in the end.
type Verdict string

// The verdicts. Postponed means that the person wants to be asked again; it is no
// outcome.
const (
	Agreed    Verdict = "agreed"
	Objected  Verdict = "objected"
	Postponed Verdict = "postponed"
)

// Party is somebody who is asked in a matter, and the answer.
type Party struct {
	Person PersonID  `json:"person"`
	Answer Verdict   `json:"answer,omitempty"` // empty until there is one
	At     time.Time `json:"at,omitzero"`
	Reason string    `json:"reason,omitempty"` // of an objection
	// By is who answered in the place of the absent Person, 0 for nobody.
	By PersonID `json:"by,omitempty"`
}

// owes reports whether the party has still to say yes or no.
func (p Party) owes() bool { return p.Answer == "" || p.Answer == Postponed }

// MaxParties is how many people can be asked in one matter.
const MaxParties = 12

// ask notes who is asked, each once and not the one who asks. It refuses
// "nobody_asked" and "too_many_asked".
func (m *Matter) ask(k Kind, f Filing) error {
	if !k.Asks {
		return nil
	}
	for _, id := range f.Parties {
		if id != f.By.ID && id != 0 && m.party(id) < 0 {
			m.Parties = append(m.Parties, Party{Person: id})
		}
	}
	switch {
	case len(m.Parties) == 0:
		return Refuse("nobody_asked")
	case len(m.Parties) > MaxParties:
		return Refuse("too_many_asked", "Max", MaxParties)
	case !f.Proposed.IsZero() && !f.Proposed.After(f.At):
		return Refuse("due_past")
	}
	m.Proposed, m.Silence = f.Proposed.UTC(), f.Silence
	if m.Silence == "" {
		m.Silence = Objected
	}
	return nil
}

// party returns the place of a person among those who are asked, -1 for none.
func (m Matter) party(id PersonID) int {
	if id == 0 {
		return -1
	}
	return slices.IndexFunc(m.Parties, func(p Party) bool { return p.Person == id })
}

// owes reports whether the person has still to answer; with [Unheard] only, if
// the person has said nothing at all.
func (m Matter) owes(id PersonID, who Who) bool {
	i := m.party(id)
	return i >= 0 && (who&Asked != 0 && m.Parties[i].owes() || who&Unheard != 0 && m.Parties[i].Answer == "")
}

// asked returns the place of the party for whom p has still to answer, see
// [Matter.Owing]: p, else somebody absent in whose place p stands. It is -1 for
// nobody.
func (m Matter) asked(p Person, who Who) int {
	if m.owes(p.ID, who) {
		return m.party(p.ID)
	}
	return slices.IndexFunc(m.Parties, func(q Party) bool { return p.StandsFor(q.Person) && m.owes(q.Person, who) })
}

// Owing returns those who have still to answer, see [Asked] and [Unheard].
func (m Matter) Owing(who Who) []PersonID {
	var owing []PersonID
	for _, p := range m.Parties {
		if m.owes(p.Person, who) {
			owing = append(owing, p.Person)
		}
	}
	return owing
}

// answer notes what a party said. One objection decides; agreement needs all.
func (m *Matter) answer(act Act, by Person, reason string, at time.Time) {
	m.Parties = slices.Clone(m.Parties) // the events keep what was before
	said := &m.Parties[m.asked(by, Asked|Unheard)]
	said.At, said.Reason, said.By = at, reason, 0
	if said.Person != by.ID {
		said.By = by.ID
	}
	switch act {
	case Object:
		said.Answer = Objected
		m.decide(Objected, at)
	case Later:
		said.Answer = Postponed
	case Agree:
		said.Answer = Agreed
		if len(m.Owing(Asked)) == 0 {
			m.decide(Agreed, at)
		}
	}
}

func (m *Matter) decide(outcome Verdict, at time.Time) {
	m.State, m.Outcome, m.Standing.Closed = Closed, outcome, at
}

// Lapse lets silence decide when the due time has come: who did not answer has
// agreed or objected, as it was fixed in the beginning. It refuses with
// "no_step" before that time and when the matter is over.
func (m *Matter) Lapse(at time.Time, cal workdays.Calendar) error {
	if kind, _ := KindOf(m.Kind); !kind.Asks || m.State != Open || at.Before(m.Due) {
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	}
	before := m.Standing
	m.decide(m.Silence, at.UTC())
	m.record(Event{Act: Lapse, At: at, Note: string(m.Silence), Before: &before})
	m.plan(at, cal)
	return nil
}

// Grants reports whether p may grant the matter another due time, when somebody
// wants one.
func (m Matter) Grants(p Person) bool {
	kind, _ := KindOf(m.Kind)
	for _, s := range kind.Steps {
		if s.Do == Grant && s.From == m.State && m.related(p, s.May) {
			return true
		}
	}
	return false
}

// Carries reports whether the outcome moves the due time of the parent.
func (m Matter) Carries() bool {
	return m.State == Closed && m.Outcome == Agreed && m.Parent != 0 && !m.Proposed.IsZero()
}

// Carry gives the matter the due time that was granted in the approval a; the
// first due time stays as it was. A matter that is over stays as it is.
func (m *Matter) Carry(a Matter, by PersonID, at time.Time, cal workdays.Calendar) error {
	if m.State.Over() || !a.Carries() {
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	}
	before := m.Standing
	m.Due, m.Proposed = a.Proposed, time.Time{}
	if m.TakeBy.After(m.Due) {
		m.TakeBy = m.Due
	}
	m.record(Event{Act: Carry, By: by, At: at, Note: momentNote(a.Proposed), Before: &before})
	m.plan(at, cal)
	return nil
}

// Uncarry takes back what [Matter.Carry] did for the approval a, whose decision
// was undone. It refuses with "undo_late" if something else has happened since:
// last is the latest event of the matter.
func (m *Matter) Uncarry(a Matter, last Event, by PersonID, at time.Time, cal workdays.Calendar) error {
	if last.Act != Carry || last.Note != momentNote(a.Proposed) || last.Before == nil {
		return Refuse("undo_late")
	}
	before := m.Standing
	m.Standing = *last.Before
	m.record(Event{Act: Undo, By: by, At: at, Note: string(Carry), Before: &before})
	m.plan(at, cal)
	return nil
}

// askingLadder is that of kinds that ask: once in the middle whoever said
// nothing, once shortly before the end whoever owes an answer; then silence
// decides.
var askingLadder = []rung{
	{In: Open, From: halfway, Tell: Unheard, Cause: Unanswered},
	{In: Open, From: due, After: -2 * workdays.Hour, Tell: Asked, Cause: SilenceSoon},
	{In: Open, From: due, Cause: SilenceDecides, Lapses: true},
}

func halfway(m Matter) time.Time { return m.Created.Add(m.Due.Sub(m.Created) / 2) }

// The causes of the ladder of kinds that ask.
const (
	Unanswered     Cause = "unanswered"
	SilenceSoon    Cause = "silence_soon"
	SilenceDecides Cause = "silence"
)

// Lapses reports whether the clock has nothing to say here, but to let silence
// decide.
func (r Reminder) Lapses() bool { return r.Cause == SilenceDecides }
