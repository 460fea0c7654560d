package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

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

// Give files a task for one person or nobody, or one for each of several and
// their common parent.
func (d Desk) Give(ctx context.Context, tx handlers.Tx, req handlers.Request, f department.Filing, owners []department.PersonID, with []department.Attachment) (department.Matter, handlers.Reply, error) {
	if len(owners) < 2 {
		if len(owners) == 1 {
			f.Owner = owners[0]
		}
		m, err := d.New(ctx, tx, department.Task, f)
		if err != nil {
			return m, handlers.Reply{}, err
		}
		return d.File(ctx, tx, req, m, with)
	}
	part := f
	part.Parent = 0 // which is to be the joint task
	parts := make([]department.Matter, len(owners))
	for i, id := range owners {
		var err error
		part.Owner = id
		if parts[i], err = d.New(ctx, tx, department.Task, part); err != nil {
			return department.Matter{}, handlers.Reply{}, err
		}
	}
	f.Due = parts[0].Due
	joint, err := d.New(ctx, tx, department.Joint, f)
	if err != nil {
		return joint, handlers.Reply{}, err
	}
	return d.FileJoint(ctx, tx, req, joint, parts, with)
}
