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
	f := r.Filing(by, now)
	req := handlers.Request{At: now, Person: by, Chat: handlers.Chat{ID: int64(by.ID)}}
	reply, err := d.giveTo(ctx, tx, req, f, owners)
	if err != nil {
		return nil, fmt.Errorf("give recurring task %d: %w", r.ID, err)
	}
	return d.timely(ctx, tx, reply.Messages, now)
}

// Giver returns in whose name a task is given that somebody wanted: that person's,
// or a director's when that person is none any more. Without any director it is
// the person still, and the task is refused.
func (d Desk) Giver(ctx context.Context, tx handlers.Tx, wanted department.PersonID, now time.Time) (department.Person, error) {
	by, err := tx.Person(ctx, wanted)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return by, fmt.Errorf("find in whose name a task is given: %w", err)
	}
	if by = by.At(now); by.May(department.Task.Files) {
		return by, nil
	}
	directors, err := handlers.Directors(ctx, tx, now)
	if err != nil || len(directors) == 0 {
		return by, err
	}
	return directors[0], nil
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
