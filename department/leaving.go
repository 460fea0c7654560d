package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// HandOver is the act by which a matter of somebody who leaves becomes that of
// somebody else.
const HandOver Act = "hand_over"

// Departure is what happened when somebody left the department, kept so that it
// can be taken back for a while.
type Departure struct {
	ID      int64
	Person  PersonID
	Role    Role // the one that was lost
	By      PersonID
	At      time.Time
	Matters []int64 // what was handed over
	// Routines are the recurring tasks that were handed over.
	Routines []RoutineMove
	// Heir is who is told from then on what the person should be told: the first
	// of those who took the matters over, else who closed the door.
	Heir   PersonID
	Undone time.Time // when it was taken back, zero if it was not
}

// RoutineMove is a recurring task of somebody who left, and who gets it now.
type RoutineMove struct {
	ID  int64    `json:"id"`
	To  PersonID `json:"to"`
	Had bool     `json:"had,omitempty"` // who gets it now had it before, too
}

// Become gives p another role, in place of the one that by saw when deciding.
//
// It refuses with "role_not_yours" whoever is not a director in their own right,
// with "role_self" somebody who would change the own role, and with
// "team_changed" when the role is not the one that was seen or is the new one.
func (p *Person) Become(role, seen Role, by Person) error {
	switch {
	case by.Role < Director:
		return Refuse("role_not_yours")
	case by.ID == p.ID:
		return Refuse("role_self")
	case p.Role < Employee || role < Employee || role > Director || p.Role != seen || p.Role == role:
		return Refuse("team_changed")
	}
	p.Role = role
	return nil
}

// Leave ends p's time in the department: p is a candidate again, stands in
// nobody's place and is not away. It refuses as [Person.Become] does.
func (p *Person) Leave(by Person, now time.Time) (Departure, error) {
	switch {
	case by.Role < Director:
		return Departure{}, Refuse("role_not_yours")
	case by.ID == p.ID:
		return Departure{}, Refuse("role_self")
	case p.Role < Employee:
		return Departure{}, Refuse("team_changed")
	}
	d := Departure{Person: p.ID, Role: p.Role, By: by.ID, At: now.UTC()}
	p.Role, p.Away, p.Stands, p.Entry = Candidate, Away{}, nil, Entry{}
	return d, nil
}

// Undo takes the departure back: p has the role again. Only the one who closed
// the door may, within [UndoFor], else it refuses with "undo_late"; and with
// "team_changed" when p has a role again already.
func (d *Departure) Undo(p *Person, by Person, now time.Time) error {
	switch {
	case by.Role < Director || by.ID != d.By || now.Sub(d.At) >= UndoFor || !d.Undone.IsZero():
		return Refuse("undo_late")
	case p.Role >= Employee:
		return Refuse("team_changed")
	}
	p.Role, d.Undone = d.Role, now.UTC()
	return nil
}

// HandOver makes somebody else the owner of the matter, who has to take it anew
// if it was being worked on. Its due time stays. It refuses whoever is not a
// director, a matter that is over, and a new owner without a role.
func (m *Matter) HandOver(to, by Person, at time.Time, cal workdays.Calendar) error {
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case m.State.Over():
		return Refuse("no_step", "Number", m.ID, "State", m.State)
	case to.Role < Employee:
		return Refuse("deputy_gone")
	}
	before := m.Standing
	if m.State == Taken {
		m.State = Open
	}
	if m.State == Open {
		kind, _ := KindOf(m.Kind)
		take, _ := kind.Clocks.of(m.Priority)
		m.TakeBy = cal.Add(at, take).UTC()
	}
	m.Owner = to.ID
	m.record(Event{Act: HandOver, By: by.ID, At: at, Note: to.Name, Before: &before})
	m.plan(at, cal)
	return nil
}

// Shares deals n things out to so many people, as evenly as can be: the i-th goes
// to the person Shares(i). Whoever has the least in hand, as loads say, comes
// first. The result names the people by their place in loads, which is not empty.
func Shares(n int, loads []int) []int {
	held := append([]int(nil), loads...)
	shares := make([]int, n)
	for i := range shares {
		least := 0
		for who, load := range held {
			if load < held[least] {
				least = who
			}
		}
		held[least]++
		shares[i] = least
	}
	return shares
}
