package department

import "time"

// Entry is a candidate's wish to be let in as an employee, and what became of
// it. The zero value is that of somebody who never asked.
type Entry struct {
	Asked    time.Time
	Declined time.Time
}

// How long a candidate waits before asking again: while nobody answered, and
// after a "no". The director is not to be flooded.
const (
	AskAgainAfter     = 24 * time.Hour
	DeclinedAskAgain  = 7 * 24 * time.Hour
	entryCanBeGranted = 30 * 24 * time.Hour
)

// Pending reports whether the wish still waits for an answer at now. One that
// nobody answered for a month has lapsed.
func (e Entry) Pending(now time.Time) bool {
	return !e.Asked.IsZero() && e.Declined.Before(e.Asked) && now.Sub(e.Asked) < entryCanBeGranted
}

// Ask notes that the person wants to be let in. It refuses an employee
// ("entry_needless") and a candidate who asked or was declined a short while ago
// ("entry_waiting", "entry_declined").
func (p *Person) Ask(now time.Time) error {
	switch {
	case p.May(Employee):
		return Refuse("entry_needless")
	case !p.Entry.Declined.IsZero() && now.Sub(p.Entry.Declined) < DeclinedAskAgain:
		return Refuse("entry_declined")
	case p.Entry.Pending(now) && now.Sub(p.Entry.Asked) < AskAgainAfter:
		return Refuse("entry_waiting")
	}
	p.Entry.Asked = now.UTC()
	return nil
}

// Admit makes the candidate who asked an employee. It refuses with
// "entry_answered" when nobody waits for that answer any more.
func (p *Person) Admit(by Person, now time.Time) error {
	if err := p.answerable(by, now); err != nil {
		return err
	}
	p.enter(Employee, now)
	return nil
}

// Decline answers the candidate who asked with "no". It refuses as [Person.Admit]
// does.
func (p *Person) Decline(by Person, now time.Time) error {
	if err := p.answerable(by, now); err != nil {
		return err
	}
	p.Entry.Declined = now.UTC()
	return nil
}

func (p *Person) answerable(by Person, now time.Time) error {
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case p.May(Employee) || !p.Entry.Pending(now):
		return Refuse("entry_answered")
	}
	return nil
}

// enter gives the person a role.
func (p *Person) enter(r Role, now time.Time) {
	p.Role, p.Entry = r, Entry{}
	if p.Joined.IsZero() {
		p.Joined = now.UTC()
	}
}

// Stranger reports whether nothing of the department depends on the person: a
// candidate who never was let in.
func (p Person) Stranger() bool { return p.Role == Candidate && p.Joined.IsZero() }
