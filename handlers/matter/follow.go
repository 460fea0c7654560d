package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// follow does what follows from a deed for the matter's parent: an approval that
// was granted moves its due time, and a matter that gathers is over with its last
// part. It returns what has to be said about the parent.
func (d Desk) follow(ctx context.Context, tx handlers.Tx, m department.Matter, done deed) ([]handlers.Message, error) {
	if m.Parent == 0 {
		return nil, nil
	}
	parent, err := tx.Matter(ctx, m.Parent)
	if err != nil {
		return nil, fmt.Errorf("find the parent of matter %d: %w", m.ID, err)
	}
	if m.Carries() && (done.act == department.Agree || done.act == department.Lapse) {
		return d.carry(ctx, tx, m, parent, done)
	}
	if kind, _ := department.KindOf(parent.Kind); kind.Gathers {
		return d.gather(ctx, tx, parent, done)
	}
	return nil, nil
}

// carry gives the parent the due time that was granted.
func (d Desk) carry(ctx context.Context, tx handlers.Tx, m, parent department.Matter, done deed) ([]handlers.Message, error) {
	parent, err := tx.UpdateMatter(ctx, parent.ID, func(p *department.Matter) error { return p.Carry(m, done.by.ID, done.at, d.cal) })
	if _, refused := errors.AsType[department.Refusal](err); refused {
		return nil, nil // it is over meanwhile, and needs no due time
	}
	if err != nil {
		return nil, fmt.Errorf("move the due time of matter %d: %w", m.Parent, err)
	}
	return d.changes(ctx, tx, parent, deed{act: department.Carry, by: done.by, at: done.at})
}

// uncarry takes the due time of the parent back, when the decision on m is about
// to be undone.
func (d Desk) uncarry(ctx context.Context, tx handlers.Tx, m department.Matter, by department.Person, at time.Time) ([]handlers.Message, error) {
	if !m.Carries() {
		return nil, nil
	}
	last, err := tx.LastEvent(ctx, m.Parent)
	if err != nil {
		return nil, fmt.Errorf("find what moved matter %d: %w", m.Parent, err)
	}
	parent, err := tx.UpdateMatter(ctx, m.Parent, func(p *department.Matter) error { return p.Uncarry(m, last, by.ID, at, d.cal) })
	if err != nil {
		return nil, err
	}
	return d.changes(ctx, tx, parent, deed{act: department.Undo, by: by, at: at})
}

// gather looks whether the parent is over, or open again. Its cards show how the
// parts stand, so they change in any case.
func (d Desk) gather(ctx context.Context, tx handlers.Tx, parent department.Matter, done deed) ([]handlers.Message, error) {
	parts, err := tx.Parts(ctx, parent.ID, department.MaxParties)
	if err != nil {
		return nil, err
	}
	if probe := parent; !probe.Gather(parts, done.by.ID, done.at, d.cal) {
		return d.Changed(ctx, tx, parent, done.at)
	}
	parent, err = tx.UpdateMatter(ctx, parent.ID, func(p *department.Matter) error {
		p.Gather(parts, done.by.ID, done.at, d.cal)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("gather the parts of matter %d: %w", parent.ID, err)
	}
	act := department.Gather
	if !parent.State.Over() {
		act = department.Reopen
	}
	return d.changes(ctx, tx, parent, deed{act: act, by: done.by, at: done.at})
}

// cascade does to the parts of a matter that gathers what was done to itself:
// whoever cancels it, or takes back that it was filed, cancels what is still open
// of it; whoever takes a cancelling back takes back that of the parts.
func (d Desk) cascade(ctx context.Context, tx handlers.Tx, m department.Matter, done deed) ([]handlers.Message, error) {
	kind, _ := department.KindOf(m.Kind)
	if !kind.Gathers || done.act != department.Cancel && done.act != department.Undo {
		return nil, nil
	}
	parts, err := tx.Parts(ctx, m.ID, department.MaxParties)
	if err != nil {
		return nil, err
	}
	var all []handlers.Message
	for _, part := range parts {
		last, err := tx.LastEvent(ctx, part.ID)
		if err != nil {
			return nil, fmt.Errorf("find the last event of part %d: %w", part.ID, err)
		}
		act := department.Cancel
		if m.State != department.Cancelled {
			act = department.Undo
		}
		part, err = tx.UpdateMatter(ctx, part.ID, func(p *department.Matter) error {
			if act == department.Cancel {
				return p.Do(department.Move{Act: act, By: done.by, At: done.at}, d.cal)
			}
			if last.Act != department.Cancel {
				return department.Refuse("undo_late")
			}
			return p.Undo(done.by, last, done.at, d.cal)
		})
		if _, refused := errors.AsType[department.Refusal](err); refused {
			continue // it is over, or it was not cancelled together with the rest
		}
		if err != nil {
			return nil, err
		}
		messages, err := d.changes(ctx, tx, part, deed{act: act, by: done.by, at: done.at})
		if err != nil {
			return nil, err
		}
		all = append(all, messages...)
	}
	return all, nil
}

// Lapse lets silence decide about a matter and returns what is to be said, to
// nobody before they may be disturbed.
func (d Desk) Lapse(ctx context.Context, tx handlers.Tx, id int64, now time.Time) ([]department.Outgoing, error) {
	m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Lapse(now, d.cal) })
	if err != nil {
		return nil, fmt.Errorf("let silence decide about matter %d: %w", id, err)
	}
	messages, err := d.changes(ctx, tx, m, deed{act: department.Lapse, at: now})
	if err != nil {
		return nil, err
	}
	return d.timely(ctx, tx, messages, now)
}

// timely returns the rows of messages that the clock has to say: a new one waits
// until its reader may be disturbed.
func (d Desk) timely(ctx context.Context, tx handlers.Tx, messages []handlers.Message, now time.Time) ([]department.Outgoing, error) {
	rows, err := outgoing(messages, now)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if row.Edit {
			continue
		}
		p, err := readerOf(ctx, tx, row.Chat)
		if err != nil {
			return nil, fmt.Errorf("find the reader of chat %d: %w", row.Chat, err)
		}
		if wakes := p.Wakes(now, d.cal); row.Chat > 0 && wakes.After(now) {
			rows[i].NotBefore = wakes
		}
	}
	return rows, nil
}
