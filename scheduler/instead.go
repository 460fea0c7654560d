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
	err := b.askForLeaders(ctx)
	return b.directors, err
}

// told reports whether messages about the department can be sent to p now.
func told(p department.Person) bool {
	return p.May(department.Employee) && p.Unreachable.IsZero() && !p.IsAway()
}
