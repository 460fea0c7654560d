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
	by, err := d.giver(ctx, tx, r, now)
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
	cards, err := d.Give(ctx, tx, r.Filing(by, now), now, owners...)
	if err != nil {
		return nil, fmt.Errorf("give recurring task %d: %w", r.ID, err)
	}
	return cards, nil
}

// Give files a task that the clock gives at now, in the name of f.By, and returns
// its cards, to nobody before they may be disturbed: one task for nobody or one
// person, or one for each of several and their common parent.
func (d Desk) Give(ctx context.Context, tx handlers.Tx, f department.Filing, now time.Time, owners ...department.PersonID) ([]department.Outgoing, error) {
	req := handlers.Request{At: now, Person: f.By, Chat: handlers.Chat{ID: int64(f.By.ID)}}
	reply, err := d.giveTo(ctx, tx, req, f, owners)
	if err != nil {
		return nil, err
	}
	return d.timely(ctx, tx, reply.Messages, now)
}

// giver returns in whose name a recurring task is given: that of who wanted it,
// or of a director when that person is none any more.
func (d Desk) giver(ctx context.Context, tx handlers.Tx, r department.Routine, now time.Time) (department.Person, error) {
	by, err := tx.Person(ctx, r.By)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return by, fmt.Errorf("find who wants recurring task %d: %w", r.ID, err)
	}
	if by = by.At(now); by.May(department.Task.Files) {
		return by, nil
	}
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return by, fmt.Errorf("find the directors: %w", err)
	}
	for _, p := range department.Present(directors) {
		if p = p.At(now); p.May(department.Task.Files) {
			return p, nil
		}
	}
	return by, nil // there is no director: it is refused, and tried again
}

// giveTo files a task for one person or nobody, or one for each of several.
func (d Desk) giveTo(ctx context.Context, tx handlers.Tx, req handlers.Request, f department.Filing, owners []department.PersonID) (handlers.Reply, error) {
	if len(owners) < 2 {
		if len(owners) == 1 {
			f.Owner = owners[0]
		}
		m, err := d.New(ctx, tx, department.Task, f)
		if err != nil {
			return handlers.Reply{}, err
		}
		_, reply, err := d.File(ctx, tx, req, m, nil)
		return reply, err
	}
	var parts []department.Matter
	for _, id := range owners {
		f.Owner = id
		part, err := d.New(ctx, tx, department.Task, f)
		if err != nil {
			return handlers.Reply{}, err
		}
		parts = append(parts, part)
	}
	f.Owner, f.Due = 0, parts[0].Due
	joint, err := d.New(ctx, tx, department.Joint, f)
	if err != nil {
		return handlers.Reply{}, err
	}
	_, reply, err := d.FileJoint(ctx, tx, req, joint, parts, nil)
	return reply, err
}
