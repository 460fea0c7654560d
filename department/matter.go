package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// State is where a matter stands in its life.
type State string

// The states of every kind of matter.
const (
	Open      State = "open"
	Taken     State = "taken"
	Waiting   State = "waiting"
	Done      State = "done"
	Closed    State = "closed"
	Cancelled State = "cancelled"
)

// Over reports whether nothing more is owed.
func (s State) Over() bool { return s == Closed || s == Cancelled }

// Priority is how pressing a matter is.
type Priority int

// The priorities, as people mark them: nothing, "!", "!!".
const (
	Normal Priority = iota
	Important
	Critical
)

// Limits of what people type, in characters (Unicode code points).
const (
	MaxText   = 4096 // the text of a matter
	MaxNote   = 1000 // a reason, a result
	MaxClient = 100  // the name of a client
)

// Matter is something somebody owes somebody.
type Matter struct {
	ID       int64 // the number people use: №118
	Kind     KindName
	Text     string
	Reporter PersonID
	Created  time.Time
	FirstDue time.Time // the due time it was born with, never overwritten
	// Parent is the matter that this one came of, is a part of or is about; 0 for
	// none.
	Parent int64
	// Routine is the recurring task that it comes from, 0 for none.
	Routine int64
	// Silence is what it means if somebody who was asked says nothing until the
	// due time; empty for kinds that ask nobody.
	Silence Verdict
	// Nudge is how much working time may pass without a step before its owner is
	// asked how it goes; 0 for never.
	Nudge time.Duration
	Standing
	// Version counts the events of the matter.
	Version int

	events    []Event
	replanned bool
	planned   *Reminder
}

// Standing is the part of a matter that steps change, and that an undo brings
// back.
type Standing struct {
	State State    `json:"state"`
	Owner PersonID `json:"owner,omitempty"`
	// Since is when the last step was taken: since then it is [Matter.Turn]'s turn.
	Since  time.Time `json:"since,omitzero"`
	Client string    `json:"client,omitempty"` // empty if unknown or none

	Priority Priority `json:"priority,omitempty"`
	Marks    `json:"marks,omitzero"`

	// TakeBy is until when somebody should take it, Due until when it should be
	// solved.
	TakeBy time.Time `json:"take_by,omitzero"`
	Due    time.Time `json:"due,omitzero"`
	Taken  time.Time `json:"taken,omitzero"`
	Done   time.Time `json:"done,omitzero"`
	Closed time.Time `json:"closed,omitzero"`
	// WaitingFor is whom or what a waiting matter waits for, since WaitingSince
	// and until WaitUntil.
	WaitingFor   string    `json:"waiting_for,omitempty"`
	WaitingSince time.Time `json:"waiting_since,omitzero"`
	WaitUntil    time.Time `json:"wait_until,omitzero"`
	// Inquired says that it waits for the answer of the one who brought it up.
	Inquired bool   `json:"inquired,omitempty"`
	Result   string `json:"result,omitempty"`
	Returns  int    `json:"returns,omitempty"`
	// Proposed is the due time that somebody wants instead: of this matter, or of
	// its parent if this one asks for it.
	Proposed time.Time `json:"proposed,omitzero"`
	// Parties are those who are asked; Outcome is what came of it.
	Parties []Party `json:"parties,omitempty"`
	Outcome Verdict `json:"outcome,omitempty"`
}

// Filing is what somebody hands over to make a matter of.
type Filing struct {
	Text     string
	Client   string
	Priority Priority
	By       Person
	At       time.Time
	Owner    PersonID  // who is to do it; 0 leaves it to whoever takes it
	Due      time.Time // zero takes the clock of the kind
	Parent   int64
	Routine  int64
	// What follows is for kinds that ask.

	Parties  []PersonID
	Silence  Verdict   // empty means [Objected]
	Proposed time.Time // the due time that is asked for the parent
}

// New returns an open matter of kind k. Its number is given by whoever stores
// it; its clocks run in the working time of cal.
//
// It refuses blank text and text or a client longer than [MaxText] and
// [MaxClient], a due time that has passed, and a person who may not file.
func (k Kind) New(f Filing, cal workdays.Calendar) (Matter, error) {
	text, client := strings.TrimSpace(f.Text), strings.TrimSpace(f.Client)
	switch {
	case !f.By.May(k.Files):
		return Matter{}, Refuse("not_yours")
	case !Says(text):
		return Matter{}, Refuse(string(k.Name) + "_empty")
	case utf8.RuneCountInString(text) > MaxText:
		return Matter{}, Refuse("text_too_long", "Max", MaxText)
	case utf8.RuneCountInString(client) > MaxClient:
		return Matter{}, Refuse("client_too_long", "Max", MaxClient)
	case !f.Due.IsZero() && !f.Due.After(f.At):
		return Matter{}, Refuse("due_past")
	}
	m := Matter{
		Kind: k.Name, Text: text, Parent: f.Parent, Routine: f.Routine,
		Reporter: f.By.ID, Created: f.At.UTC(),
		Nudge:    k.Clocks.Nudge,
		Standing: Standing{State: Open, Owner: f.Owner, Since: f.At.UTC(), Client: client, Priority: f.Priority},
	}
	if k.Owned == Reporters && m.Owner == 0 {
		m.Owner = f.By.ID
	}
	if err := m.ask(k, f); err != nil {
		return Matter{}, err
	}
	take, solve := k.Clocks.of(f.Priority)
	m.TakeBy = cal.Add(f.At, take).UTC()
	m.Due = f.Due.UTC()
	if f.Due.IsZero() {
		m.Due = cal.Add(f.At, solve).UTC()
	}
	if m.TakeBy.After(m.Due) {
		m.TakeBy = m.Due
	}
	m.FirstDue = m.Due
	m.record(Event{Act: Create, By: f.By.ID, At: f.At})
	m.plan(f.At, cal)
	return m, nil
}

// Overdue reports whether the matter should have been solved before now.
func (m Matter) Overdue(now time.Time) bool {
	return (m.State == Open || m.State == Taken) && !m.Due.IsZero() && m.Due.Before(now)
}

// Events returns what has happened to the matter since it was loaded, oldest
// first.
func (m Matter) Events() []Event { return m.events }

// Replanned reports whether what has happened since the matter was loaded
// started the ladder anew. Whoever stores the matter then replaces its reminder
// by [Matter.Planned], and else keeps it.
func (m Matter) Replanned() bool { return m.replanned }

// Planned returns what the clock has to do next in a matter that was
// [Matter.Replanned], or false when it has nothing to do.
func (m Matter) Planned() (Reminder, bool) {
	if m.planned == nil {
		return Reminder{}, false
	}
	return *m.planned, true
}

// plan starts the ladder anew: somebody acted at that moment.
func (m *Matter) plan(at time.Time, cal workdays.Calendar) {
	m.replanned, m.planned = true, nil
	if r, ok := m.Next(-1, at, cal); ok {
		m.planned = &r
	}
}

// record adds an event to the history, and to the version.
func (m *Matter) record(e Event) {
	m.Version++
	e.Kind, e.State, e.Owner, e.At = m.Kind, m.State, m.Owner, e.At.UTC()
	m.events = append(m.events, e)
}
