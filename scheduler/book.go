package scheduler

import (
	"context"
	"errors"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// book looks people up, each once in a transaction.
type book struct {
	tx        Tx
	people    map[department.PersonID]department.Person
	directors []department.Person
	standIns  []department.Person
	asked     bool // for the directors and those who stand in for them
	now       time.Time
}

func newBook(tx Tx, now time.Time) *book {
	return &book{tx: tx, now: now, people: make(map[department.PersonID]department.Person)}
}

// recipients returns who is told of m among those in who, each once: people who
// still belong to the department and whom messages reach, and for an absent one
// the deputy. It is the one place that decides whom the clock speaks to.
func (b *book) recipients(ctx context.Context, m department.Matter, who department.Who) ([]department.Person, error) {
	var found []department.Person
	seen := make(map[department.PersonID]bool)
	add := func(p department.Person) {
		if p.May(department.Employee) && p.Unreachable.IsZero() && !seen[p.ID] {
			seen[p.ID] = true
			found = append(found, p)
		}
	}
	for _, one := range []struct {
		who department.Who
		id  department.PersonID
	}{{department.Owners, m.Owner}, {department.Reporters, m.Reporter}} {
		if who&one.who == 0 || one.id == 0 {
			continue
		}
		p, err := b.person(ctx, one.id)
		if err != nil {
			return nil, err
		}
		there, err := b.instead(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, p := range there {
			add(p)
		}
	}
	for _, id := range m.Owing(who) {
		p, err := b.person(ctx, id)
		if err != nil {
			return nil, err
		}
		there, _, err := b.deputy(ctx, p)
		if err != nil {
			return nil, err
		}
		add(there)
	}
	if who&(department.Directors|department.Deputies) == 0 {
		return found, nil
	}
	if err := b.askForLeaders(ctx); err != nil {
		return nil, err
	}
	if who&department.Directors != 0 {
		for _, p := range b.directors {
			add(p)
		}
	}
	if who&department.Deputies != 0 {
		for _, p := range b.standIns {
			add(p)
		}
	}
	return found, nil
}

// askForLeaders finds who is told as the director and who is told when they do
// nothing, see [department.Leaders].
func (b *book) askForLeaders(ctx context.Context) error {
	if b.asked {
		return nil
	}
	people, err := b.tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return err
	}
	for i, p := range people {
		people[i] = p.At(b.now)
	}
	b.directors, b.standIns = department.Leaders(people)
	b.asked = true
	return nil
}

// person returns the person, or one without any rights who does not exist.
func (b *book) person(ctx context.Context, id department.PersonID) (department.Person, error) {
	if p, ok := b.people[id]; ok {
		return p, nil
	}
	p, err := b.tx.Person(ctx, id)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return department.Person{}, err
	}
	p = p.At(b.now)
	b.people[id] = p
	return p, nil
}
