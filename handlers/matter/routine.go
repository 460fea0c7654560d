package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// GiveRoutine gives the next task of a recurring one at now and returns its
// cards, to nobody before they may be disturbed: one task, or one for each of
// several people and their common parent. Whoever is away gets it too, and the
// deputy learns of it; when nobody is left whom it was for, it comes without an
// owner, to be assigned.
func (d Desk) GiveRoutine(ctx context.Context, tx handlers.Tx, r department.Routine, now time.Time) ([]department.Outgoing, error) {
	by, err := d.Giver(ctx, tx, r.By, now)
	if err != nil {
		return nil, err
	}
	var owners []department.PersonID
	for _, id := range r.Owners {
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return nil, fmt.Errorf("find whose recurring task %d is: %w", r.ID, err)
		}
		if p.Role >= department.Employee {
			owners = append(owners, id)
		}
	}
	cards, err := d.GiveByClock(ctx, tx, r.Filing(by, now), now, owners...)
	if err != nil {
		return nil, fmt.Errorf("give recurring task %d: %w", r.ID, err)
	}
	return cards, nil
}

// GiveByClock files a task that the clock gives at now, in the name of f.By, and
// returns its cards, to nobody before they may be disturbed: one task for nobody or
// one person, or one for each of several and their common parent.
func (d Desk) GiveByClock(ctx context.Context, tx handlers.Tx, f department.Filing, now time.Time, owners ...department.PersonID) ([]department.Outgoing, error) {
	req := handlers.Request{At: now, Person: f.By, Chat: handlers.Chat{ID: int64(f.By.ID)}}
	_, reply, err := d.Give(ctx, tx, req, f, owners, nil)
	if err != nil {
		return nil, err
	}
	return d.timely(ctx, tx, reply.Messages, now)
}
