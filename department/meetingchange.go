package department

import (
	"slices"
	"strings"
	"time"
)

// MeetingAct is what can be done with a meeting.
type MeetingAct string

// The acts.
const (
	CallMeeting    MeetingAct = "call"
	ChangeMeeting  MeetingAct = "change"
	CallOffMeeting MeetingAct = "call_off"
	AnswerMeeting  MeetingAct = "answer"
	CloseMeeting   MeetingAct = "close"
	AckMinutes     MeetingAct = "read"
)

// MeetingEvent is one line of the history of meetings. Lines are only ever
// added.
type MeetingEvent struct {
	ID      int64
	Meeting int64
	At      time.Time
	By      PersonID // 0: the clock
	Act     MeetingAct
	Note    string
	Before  *MeetingStanding // nil for its creation
}

// Events returns what has happened to the meeting since it was loaded, oldest
// first.
func (m Meeting) Events() []MeetingEvent { return m.events }

func (m *Meeting) record(e MeetingEvent, before *MeetingStanding) {
	m.Version++
	e.Meeting, e.At, e.Before = m.ID, e.At.UTC(), before
	m.events = append(m.events, e)
}

// MeetingChange is what the organiser wants otherwise; nil fields stay.
type MeetingChange struct {
	Title  *string
	Start  *time.Time
	Length *time.Duration
	Place  *string
	People []PersonID // nil: the same
	Ladder []MeetingRung
}

// Told says who has to learn of a change, each once.
type Told struct {
	Invited   []PersonID // who was added: an invitation
	Changed   []PersonID // who stays: what is different now
	Uninvited []PersonID // who was taken out: that they need not come
}

// may refuses those who may not change the meeting, and meetings that are over.
func (m Meeting) may(by Person) error {
	switch {
	case !by.May(Director) && by.ID != m.Organiser || !by.May(Employee):
		return Refuse("not_yours")
	case m.State != MeetingPlanned:
		return Refuse("meeting_over")
	}
	return nil
}

// Change changes a planned meeting. Another time asks everybody anew: their
// answers were to the old one. It says who has to learn of it; a change that
// changes nothing tells nobody and is not recorded, another ladder tells nobody.
func (m *Meeting) Change(c MeetingChange, by Person, at time.Time) (Told, error) {
	if err := m.may(by); err != nil {
		return Told{}, err
	}
	before := m.MeetingStanding
	next := *m
	next.Guests = slices.Clone(m.Guests)
	next.set(c)
	if err := next.check(at); err != nil {
		return Told{}, err
	}
	seen := before.Title != next.Title || before.Place != next.Place || before.Length != next.Length || !before.Start.Equal(next.Start)
	told := toldOf(before.Guests, next.Guests, seen)
	if !seen && told.nobody() && slices.Equal(before.Ladder, next.Ladder) {
		return Told{}, nil
	}
	*m = next
	m.record(MeetingEvent{Act: ChangeMeeting, By: by.ID, At: at}, &before)
	return told, nil
}

func (m *Meeting) set(c MeetingChange) {
	if c.Title != nil {
		m.Title = strings.TrimSpace(*c.Title)
	}
	if c.Place != nil {
		m.Place = strings.TrimSpace(*c.Place)
	}
	if c.Length != nil {
		m.Length = *c.Length
	}
	if c.Ladder != nil {
		m.Ladder = c.Ladder
	}
	if c.People != nil {
		m.invite(c.People)
	}
	if c.Start != nil && !c.Start.Equal(m.Start) {
		m.Start = c.Start.UTC()
		for i := range m.Guests {
			m.Guests[i].Answer = ""
		}
	}
}

// toldOf compares the guests before and after.
func toldOf(before, after []Guest, seen bool) (t Told) {
	has := func(guests []Guest, id PersonID) bool {
		return slices.ContainsFunc(guests, func(g Guest) bool { return g.Person == id })
	}
	for _, g := range after {
		switch {
		case !has(before, g.Person):
			t.Invited = append(t.Invited, g.Person)
		case seen:
			t.Changed = append(t.Changed, g.Person)
		}
	}
	for _, g := range before {
		if !has(after, g.Person) {
			t.Uninvited = append(t.Uninvited, g.Person)
		}
	}
	return t
}

func (t Told) nobody() bool { return len(t.Invited)+len(t.Changed)+len(t.Uninvited) == 0 }

// CallOff cancels a planned meeting, with a reason or without one. It returns
// who has to learn of it: the guests who were not already not coming.
func (m *Meeting) CallOff(reason string, by Person, at time.Time) ([]PersonID, error) {
	if err := m.may(by); err != nil {
		return nil, err
	}
	before := m.MeetingStanding
	m.State = MeetingOff
	m.record(MeetingEvent{Act: CallOffMeeting, By: by.ID, At: at, Note: strings.TrimSpace(reason)}, &before)
	return m.Expected()[1:], nil
}

// Acknowledge notes that somebody has read the minutes. It refuses those who did
// not belong to the meeting, and minutes that were not sent yet.
func (m *Meeting) Acknowledge(by Person, at time.Time) error {
	i := slices.IndexFunc(m.Guests, func(g Guest) bool { return g.Person == by.ID })
	switch {
	case m.State != MeetingHeld:
		return Refuse("minutes_open")
	case i < 0:
		return Refuse("not_invited")
	case !m.Guests[i].Read.IsZero():
		return nil
	}
	before := m.MeetingStanding
	m.Guests = slices.Clone(m.Guests)
	m.Guests[i].Read = at.UTC()
	m.record(MeetingEvent{Act: AckMinutes, By: by.ID, At: at}, &before)
	return nil
}

// Unread returns the guests who have not acknowledged the minutes.
func (m Meeting) Unread() []PersonID {
	var unread []PersonID
	for _, g := range m.Guests {
		if m.State == MeetingHeld && g.Read.IsZero() {
			unread = append(unread, g.Person)
		}
	}
	return unread
}
