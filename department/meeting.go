package department

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MeetingState is where a meeting stands.
type MeetingState string

// The states of a meeting.
const (
	MeetingPlanned MeetingState = "planned"
	MeetingHeld    MeetingState = "held"
	MeetingOff     MeetingState = "called_off"
)

// Coming is what somebody answered to an invitation; empty is no answer yet.
type Coming string

// The answers.
const (
	Will Coming = "will"
	Cant Coming = "cant"
	Late Coming = "late"
)

// Guest is somebody invited.
type Guest struct {
	Person PersonID `json:"person"`
	Answer Coming   `json:"answer,omitempty"`
	// Read is when the person acknowledged the minutes.
	Read time.Time `json:"read,omitzero"`
}

// Limits of a meeting.
const (
	DefaultLength = time.Hour
	MaxLength     = 24 * time.Hour
	MaxPlace      = 300 // characters, a link included
	MaxGuests     = 200
)

// Meeting is a date, people, an agenda and the decisions made.
type Meeting struct {
	ID        int64
	Organiser PersonID
	Series    int64 // of which it is one, 0 for none
	Created   time.Time
	MeetingStanding
	// Version counts the changes; calendars need it to keep the latest.
	Version int

	events []MeetingEvent
}

// MeetingStanding is the part of a meeting that changes.
type MeetingStanding struct {
	State  MeetingState  `json:"state"`
	Title  string        `json:"title"`
	Start  time.Time     `json:"start"`
	Length time.Duration `json:"length"`
	Place  string        `json:"place,omitempty"` // a room or a link
	Guests []Guest       `json:"guests"`          // without the organiser
	// Gone are those who were taken out: their calendars have to learn of it.
	Gone []PersonID `json:"gone,omitempty"`
	// Ladder is when people are reminded; empty means [DefaultMeetingLadder].
	Ladder []MeetingRung `json:"ladder,omitempty"`
}

// MeetingFiling is what somebody hands over to call a meeting.
type MeetingFiling struct {
	Title  string
	Start  time.Time
	Length time.Duration // 0 is [DefaultLength]
	Place  string
	People []PersonID // the organiser may be among them
	// Gone are those whose calendars still have to learn that they need not come.
	Gone   []PersonID
	Ladder []MeetingRung
	By     Person
	At     time.Time
}

// New returns the meeting. Only the director may call one. It refuses a blank
// or overlong title, a moment that has passed, nobody to meet, and lengths and
// ladders that make no sense.
func (f MeetingFiling) New() (Meeting, error) {
	m := Meeting{Organiser: f.By.ID, Created: f.At.UTC(), MeetingStanding: MeetingStanding{
		State: MeetingPlanned, Title: strings.TrimSpace(f.Title), Start: f.Start.UTC(), Length: f.Length, Place: strings.TrimSpace(f.Place),
		Gone: f.Gone, Ladder: f.Ladder,
	}}
	if m.Length == 0 {
		m.Length = DefaultLength
	}
	m.invite(f.People)
	if !f.By.May(Director) {
		return Meeting{}, Refuse("not_yours")
	}
	if err := m.check(f.At); err != nil {
		return Meeting{}, err
	}
	m.record(MeetingEvent{Act: CallMeeting, By: f.By.ID, At: f.At}, nil)
	return m, nil
}

// invite makes guests of people; those who were guests keep their answers.
func (m *Meeting) invite(people []PersonID) {
	var guests []Guest
	for _, id := range people {
		same := func(g Guest) bool { return g.Person == id }
		if id == 0 || id == m.Organiser || slices.ContainsFunc(guests, same) {
			continue
		}
		g := Guest{Person: id}
		if i := slices.IndexFunc(m.Guests, same); i >= 0 {
			g = m.Guests[i]
		}
		guests = append(guests, g)
	}
	was := append(slices.Clone(m.Gone), m.Attends()...)
	m.Guests, m.Gone = guests, nil
	for _, id := range was {
		if !m.Concerns(id) && !slices.Contains(m.Gone, id) {
			m.Gone = append(m.Gone, id)
		}
	}
}

func (m Meeting) check(now time.Time) error {
	switch {
	case m.Title == "":
		return Refuse("meeting_untitled")
	case utf8.RuneCountInString(m.Title) > MaxTitle:
		return Refuse("title_too_long", "Max", MaxTitle)
	case utf8.RuneCountInString(m.Place) > MaxPlace:
		return Refuse("place_too_long", "Max", MaxPlace)
	case !m.Start.After(now):
		return Refuse("meeting_past")
	case m.Length < 5*time.Minute || m.Length > MaxLength:
		return Refuse("meeting_length")
	case len(m.Guests) == 0:
		return Refuse("meeting_nobody")
	case len(m.Guests) > MaxGuests:
		return Refuse("meeting_crowd", "Max", MaxGuests)
	case len(m.Ladder) > MaxRungs:
		return Refuse("ladder_long", "Max", MaxRungs)
	}
	for _, r := range m.Ladder {
		if err := r.check(); err != nil {
			return err
		}
	}
	return nil
}

// End returns when the meeting is over.
func (m Meeting) End() time.Time { return m.Start.Add(m.Length) }

// Attends returns everybody who belongs to the meeting, the organiser first.
func (m Meeting) Attends() []PersonID {
	all := []PersonID{m.Organiser}
	for _, g := range m.Guests {
		all = append(all, g.Person)
	}
	return all
}

// Concerns reports whether somebody belongs to the meeting.
func (m Meeting) Concerns(id PersonID) bool { return slices.Contains(m.Attends(), id) }

// OffFor reports whether somebody who belonged to the meeting need not come: it
// was called off, or the person was taken out.
func (m Meeting) OffFor(id PersonID) bool {
	return m.State == MeetingOff || slices.Contains(m.Gone, id)
}

// Expected returns those of [Meeting.Attends] who did not say that they cannot.
func (m Meeting) Expected() []PersonID {
	all := []PersonID{m.Organiser}
	for _, g := range m.Guests {
		if g.Answer != Cant {
			all = append(all, g.Person)
		}
	}
	return all
}

// Answers counts the answers of the guests; those who did not answer count
// under the empty one.
func (m Meeting) Answers() map[Coming]int {
	counts := map[Coming]int{}
	for _, g := range m.Guests {
		counts[g.Answer]++
	}
	return counts
}

// Reply notes what a guest answers. It refuses people who were not invited
// ("not_invited"), and answers once the meeting is over ("meeting_over").
func (m *Meeting) Reply(answer Coming, by Person, at time.Time) error {
	i := slices.IndexFunc(m.Guests, func(g Guest) bool { return g.Person == by.ID })
	switch {
	case answer != Will && answer != Cant && answer != Late:
		return Refuse("button_unknown")
	case i < 0:
		return Refuse("not_invited")
	case m.State != MeetingPlanned || !at.Before(m.End()):
		return Refuse("meeting_over")
	}
	before := m.MeetingStanding
	m.Guests = slices.Clone(m.Guests)
	m.Guests[i].Answer = answer
	m.record(MeetingEvent{Act: AnswerMeeting, By: by.ID, At: at, Note: string(answer)}, &before)
	return nil
}

// Clash is another meeting at the same time that some people belong to as well.
type Clash struct {
	Meeting Meeting
	People  []PersonID
}

// Clashes returns which of the others overlap with m and share people with it.
// Whoever said no to one of them is free.
func (m Meeting) Clashes(others []Meeting) []Clash {
	var clashes []Clash
	for _, o := range others {
		if o.ID == m.ID || o.State != MeetingPlanned || !m.Start.Before(o.End()) || !o.Start.Before(m.End()) {
			continue
		}
		var both []PersonID
		busy := o.Expected()
		for _, id := range m.Expected() {
			if slices.Contains(busy, id) {
				both = append(both, id)
			}
		}
		if len(both) > 0 {
			clashes = append(clashes, Clash{Meeting: o, People: both})
		}
	}
	return clashes
}
