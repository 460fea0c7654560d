package matter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// undelivered returns the names of those whom a card of the matter did not reach,
// and of an owner whom nothing reaches any more.
func undelivered(ctx context.Context, tx handlers.Tx, m department.Matter) ([]string, error) {
	lost, err := tx.Undelivered(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	if m.Owner != 0 && !slices.Contains(lost, m.Owner) {
		lost = append(lost, m.Owner)
	}
	var names []string
	for _, id := range lost {
		p, err := tx.Person(ctx, id)
		switch {
		case errors.Is(err, department.ErrNone):
			continue
		case err != nil:
			return nil, fmt.Errorf("find whom a card of matter %d did not reach: %w", m.ID, err)
		}
		if !p.Unreachable.IsZero() || id != m.Owner {
			names = append(names, p.Name)
		}
	}
	return names, nil
}

// Lost returns what changes when a card of the matter did not reach somebody: the
// other copies say so.
func (d Desk) Lost(ctx context.Context, tx handlers.Tx, matter int64, now time.Time) ([]handlers.Message, error) {
	m, err := tx.Matter(ctx, matter)
	if errors.Is(err, department.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find matter %d, whose card was not delivered: %w", matter, err)
	}
	edits, err := d.Changed(ctx, tx, m, now)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(edits, func(e handlers.Message) bool { return e.Edit == 0 }), nil
}
