package department

import (
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Subject is what a complaint is about.
type Subject string

// The subjects of complaints.
const (
	Supply      Subject = "supply"
	Quality     Subject = "quality"
	Settlements Subject = "settlements"
	Service     Subject = "service"
	Other       Subject = "other"
)

// Subjects returns all subjects, in the order in which they are offered.
func Subjects() []Subject { return []Subject{Supply, Quality, Settlements, Service, Other} }

// Marks are what makes a complaint weigh more or less than others. The zero Marks
// say nothing.
type Marks struct {
	Subject   Subject `json:"subject,omitempty"`
	KeyClient bool    `json:"key_client,omitempty"`
	Threat    bool    `json:"threat,omitempty"` // the client threatens to leave
	Claim     Money   `json:"claim,omitzero"`   // what the client wants back
}

// Marking is the act by which a matter gets other marks or another priority.
const Marking Act = "mark"

// Mark gives the matter other marks and another priority. A higher priority brings
// its deadlines forward, counted from now in the clocks of kind, the kind of the
// matter as the department has set it; a lower one leaves them.
//
// It refuses with "not_yours" whoever is neither its reporter or owner nor the
// director, with "no_step" a matter that is over or is not marked at all, and with
// "button_unknown" a subject or priority that does not exist.
func (m *Matter) Mark(kind Kind, marks Marks, p Priority, by Person, at time.Time, cal workdays.Calendar) error {
	if err := m.MayMark(by); err != nil {
		return err
	}
	if marks.Subject != "" && !slices.Contains(Subjects(), marks.Subject) || p < Normal || p > Critical {
		return Refuse("button_unknown")
	}
	before := m.Standing
	change := Remark{From: Marked{m.Marks, m.Priority}, To: Marked{marks, p}}
	if p > m.Priority {
		take, solve := kind.Clocks.of(p)
		m.TakeBy = earlier(m.TakeBy, cal.Add(at, take).UTC())
		m.Due = earlier(m.Due, cal.Add(at, solve).UTC())
	}
	m.Marks, m.Priority = marks, p
	m.record(Event{Act: Marking, By: by.ID, At: at, Note: change.note(), Before: &before})
	m.plan(at, cal)
	return nil
}

// MayMark refuses whoever may not mark the matter as it stands, see [Matter.Mark].
func (m Matter) MayMark(by Person) error {
	if err := m.Lets(Marking, by); err != nil {
		return err
	}
	if kind, _ := KindOf(m.Kind); m.State.Over() || !kind.Marked {
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// Rings reports whether the director is to be rung when the matter comes up. What
// is neither critical nor of a key client is seen in passing.
func (m Matter) Rings() bool {
	kind, _ := KindOf(m.Kind)
	return !kind.Marked || m.Priority == Critical || m.Marks.KeyClient
}
