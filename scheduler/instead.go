package scheduler

import (
	"context"

	"github.com/otdel-bot/otdel/department"
)

// instead returns who is told what p should be told: p, or the deputy of p while
// p is away. The directors are told when that leads to nobody who is there.
func (b *book) instead(ctx context.Context, p department.Person) ([]department.Person, error) {
	if told(p) {
		return []department.Person{p}, nil
	}
	if p.IsAway() && p.Away.Deputy != 0 {
		deputy, err := b.person(ctx, p.Away.Deputy)
		if err != nil {
			return nil, err
		}
		if told(deputy) {
			return []department.Person{deputy}, nil
		}
	}
	return b.leaders(ctx)
}

// told reports whether messages about the department can be sent to p now.
func told(p department.Person) bool {
	return p.May(department.Employee) && p.Unreachable.IsZero() && !p.IsAway()
}

// leaders returns the directors and those who stand in for them, without those
// who are away while another is there.
func (b *book) leaders(ctx context.Context) ([]department.Person, error) {
	if !b.asked {
		found, err := b.tx.FindPeople(ctx, department.Director)
		if err != nil {
			return nil, err
		}
		for i, p := range found {
			found[i] = p.At(b.now)
		}
		b.directors, b.asked = department.Present(found), true
	}
	return b.directors, nil
}
