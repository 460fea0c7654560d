package scheduler

import (
	"context"

	"github.com/otdel-bot/otdel/department"
)

// instead returns who is told what p should be told: p, or the deputy of p while
// p is away. The directors are told when that leads to nobody who is there.
func (b *book) instead(ctx context.Context, p department.Person) ([]department.Person, error) {
	there, ok, err := b.deputy(ctx, p)
	if ok || err != nil {
		return []department.Person{there}, err
	}
	err = b.askForLeaders(ctx)
	return b.directors, err
}

// deputy returns p, or the deputy of p while p is away. It returns p and false if
// neither can be told: what only p can answer still goes to p.
func (b *book) deputy(ctx context.Context, p department.Person) (department.Person, bool, error) {
	if p.Reached() {
		return p, true, nil
	}
	if !p.IsAway() || p.Away.Deputy == 0 {
		return p, false, nil
	}
	deputy, err := b.person(ctx, p.Away.Deputy)
	if err != nil || !deputy.Reached() {
		return p, false, err
	}
	return deputy, true, nil
}
