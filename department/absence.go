package department

import (
	"slices"
	"time"
)

// Absence is a time in which somebody is away, and who takes that person's place
// meanwhile: gets what the clock has to say, may do with the matters what the
// absent may, and has the rights of the absent's role.
type Absence struct {
	ID      int64
	Person  PersonID
	Deputy  PersonID // 0 for nobody: then the directors see to it
	From    time.Time
	Until   time.Time // the first moment back
	By      PersonID  // who noted it
	Created time.Time
	Begun   time.Time // when the clock let it begin, zero before
	Ended   time.Time // when it was over or called off, zero before
}

// MaxAbsence is the longest absence that is believed.
const MaxAbsence = 366 * 24 * time.Hour

// NewAbsence returns an absence of who. One that had begun before now begins
// now.
//
// It refuses with "not_yours" whoever is neither who nor the director, and with
// "away_stranger", "away_past", "away_unclear" and "away_toolong" what makes no
// sense; with "away_twice" an absence that overlaps one of the others of who.
func NewAbsence(who Person, from, until time.Time, by Person, now time.Time, others []Absence) (Absence, error) {
	if from.Before(now) {
		from = now
	}
	a := Absence{Person: who.ID, From: from.UTC(), Until: until.UTC(), By: by.ID, Created: now.UTC()}
	switch {
	case !by.May(Employee) || by.ID != who.ID && !by.May(Director):
		return Absence{}, Refuse("not_yours")
	case !who.May(Employee):
		return Absence{}, Refuse("away_stranger")
	case !until.After(now):
		return Absence{}, Refuse("away_past")
	case !until.After(from):
		return Absence{}, Refuse("away_unclear")
	case until.Sub(now) > MaxAbsence:
		return Absence{}, Refuse("away_toolong")
	}
	if slices.ContainsFunc(others, func(o Absence) bool { return o.Person == who.ID && o.overlaps(a) }) {
		return Absence{}, Refuse("away_twice")
	}
	return a, nil
}

// overlaps reports whether both have a moment in common and are not over.
func (a Absence) overlaps(o Absence) bool {
	return a.Ended.IsZero() && o.Ended.IsZero() && a.From.Before(o.Until) && o.From.Before(a.Until)
}

// Appoint names who takes the place of the absent; the zero Person means nobody.
// It refuses with "not_yours" whoever may not, with "away_over" when it is too
// late, with "deputy_self" the absent person, with "deputy_gone" somebody without
// a role, and with "deputy_away" somebody who is away then too.
func (a *Absence) Appoint(deputy Person, by Person, others []Absence) error {
	away := func(o Absence) bool { return o.Person == deputy.ID && o.overlaps(*a) }
	switch {
	case !a.changeable(by):
		return Refuse("not_yours")
	case !a.Ended.IsZero():
		return Refuse("away_over")
	case deputy.ID == 0:
	case deputy.ID == a.Person:
		return Refuse("deputy_self")
	case deputy.Role < Employee:
		return Refuse("deputy_gone")
	case slices.ContainsFunc(others, away):
		return Refuse("deputy_away", "Name", deputy.Name)
	}
	a.Deputy = deputy.ID
	return nil
}

// CallOff ends the absence before its time. It refuses with "not_yours" whoever
// may not, and with "away_over" when it is over.
func (a *Absence) CallOff(by Person, now time.Time) error {
	switch {
	case !a.changeable(by):
		return Refuse("not_yours")
	case !a.Ended.IsZero():
		return Refuse("away_over")
	}
	a.Ended = now.UTC()
	return nil
}

// changeable reports whether by may change the absence.
func (a Absence) changeable(by Person) bool {
	return by.May(Director) || by.May(Employee) && by.ID == a.Person
}

// Turn notes what has come of the absence by now: that it has begun, or that it
// is over. It reports whether that changed anything.
func (a *Absence) Turn(now time.Time) bool {
	switch {
	case !a.Ended.IsZero():
		return false
	case !now.Before(a.Until):
		a.Ended = now.UTC()
		return true
	case a.Begun.IsZero() && !now.Before(a.From):
		a.Begun = now.UTC()
		return true
	}
	return false
}

// Next returns when the clock has to [Absence.Turn] it next, the zero time for
// never.
func (a Absence) Next() time.Time {
	switch {
	case !a.Ended.IsZero():
		return time.Time{}
	case a.Begun.IsZero():
		return a.From
	}
	return a.Until
}

// current reports whether the absence lasts.
func (a Absence) current() bool { return !a.Begun.IsZero() && a.Ended.IsZero() }

// Away says until when a person is away, and who takes the place; the zero Away
// is that of somebody who is there.
type Away struct {
	Until  time.Time
	Deputy PersonID // 0 for nobody
}

// Stand is the place of an absent person that somebody has taken; without an end,
// that of somebody who left, whose matters were handed over.
type Stand struct {
	For   PersonID  `json:"for"`
	Role  Role      `json:"role"`
	Until time.Time `json:"until,omitzero"`
}

// ForGood reports whether the place is that of somebody who left.
func (s Stand) ForGood() bool { return s.Until.IsZero() }

// forGood returns the places of those who left.
func forGood(all []Stand) []Stand {
	var kept []Stand
	for _, s := range all {
		if s.ForGood() {
			kept = append(kept, s)
		}
	}
	return kept
}

// TakeOver puts p in the place of somebody who left, and of those whose places
// that somebody had taken for good.
func (p *Person) TakeOver(left PersonID, had []Stand) {
	for _, s := range append([]Stand{{For: left}}, forGood(had)...) {
		if s.For != p.ID && !p.StandsFor(s.For) {
			p.Stands = append(slices.Clone(p.Stands), s)
		}
	}
}

// GiveBack ends that p stands in the place of somebody who had left.
func (p *Person) GiveBack(id PersonID) {
	p.Stands = slices.DeleteFunc(slices.Clone(p.Stands), func(s Stand) bool { return s.ForGood() && s.For == id })
}

// Arrange sets what the absences that last make of p: until when p is away, and
// in whose place p stands. role returns the own role of an absent person.
func (p *Person) Arrange(absences []Absence, role func(PersonID) Role) {
	p.Away, p.Stands = Away{}, forGood(p.Stands)
	for _, a := range absences {
		if !a.current() {
			continue
		}
		if a.Person == p.ID {
			p.Away = Away{Until: a.Until, Deputy: a.Deputy}
		}
		if a.Deputy == p.ID {
			p.Stands = append(p.Stands, Stand{For: a.Person, Role: role(a.Person), Until: a.Until})
		}
	}
}

// At returns p as of now: without an absence that is over, in nobody's place
// whose absence is over.
func (p Person) At(now time.Time) Person {
	if !p.Away.Until.After(now) {
		p.Away = Away{}
	}
	over := func(s Stand) bool { return !s.ForGood() && !s.Until.After(now) }
	if slices.ContainsFunc(p.Stands, over) {
		p.Stands = slices.DeleteFunc(slices.Clone(p.Stands), over)
	}
	return p
}

// IsAway reports whether p is away.
func (p Person) IsAway() bool { return !p.Away.Until.IsZero() }

// Reached reports whether p can be told about matters of the department now: p
// belongs to it, is not away and gets messages.
func (p Person) Reached() bool { return p.May(Employee) && p.Unreachable.IsZero() && !p.IsAway() }

// StandsFor reports whether p has taken the place of that person, or is that
// person.
func (p Person) StandsFor(id PersonID) bool {
	if id == 0 || p.Role < Employee {
		return false
	}
	return p.ID == id || slices.ContainsFunc(p.Stands, func(s Stand) bool { return s.For == id })
}

// Present returns those of people who are told what concerns all of them: whoever
// is not away, or everybody if all are.
func Present(people []Person) []Person {
	there := slices.DeleteFunc(slices.Clone(people), Person.IsAway)
	if len(there) == 0 {
		return people
	}
	return there
}
