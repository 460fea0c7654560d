package team

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// undo takes a departure back: the person has the role again, and the matters that
// nobody has touched since.
func (r Room) undo(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := tx.Departure(ctx, id)
	if errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	p, err := tx.Person(ctx, d.Person)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find who left: %w", err)
	}
	if err := d.Undo(&p, req.Person, req.At); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return handlers.Reply{}, fmt.Errorf("take the departure %d back: %w", id, err)
	}
	if err := tx.SaveDeparture(ctx, d); err != nil {
		return handlers.Reply{}, err
	}
	if d.Heir != 0 {
		if err := r.changeStands(ctx, tx, req, d.Heir, func(heir *department.Person) { heir.GiveBack(p.ID) }); err != nil {
			return handlers.Reply{}, err
		}
	}
	if err := r.takeRoutinesBack(ctx, tx, d); err != nil {
		return handlers.Reply{}, err
	}
	edits, from, err := r.takeBack(ctx, tx, req, d)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.undone(ctx, tx, req, p, from, edits)
}

// undone tells everybody concerned that p is back; from says how many matters
// were taken back from whom.
func (r Room) undone(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person, from map[department.PersonID]int, edits []handlers.Message) (handlers.Reply, error) {
	back := 0
	var heirs []handlers.Message
	for _, id := range slices.Sorted(maps.Keys(from)) {
		back += from[id]
		heir, err := tx.Person(ctx, id)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find who had taken over: %w", err)
		}
		if !heir.May(department.Director) { // they are told anyway
			heirs = append(heirs, tell(heir, r.words(heir).Say("heir_undone", "Name", p.Name, "N", from[id])))
		}
	}
	w := r.words(req.Person)
	done := req.Change(w.Say("gone_undone", "Name", p.Name, "N", back), []handlers.Button{{Label: w.Plain("button_team"), Data: data("list", 0)}})
	news, err := r.tellDirectors(ctx, tx, req.Person.ID, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("gone_undone", "Name", p.Name, "N", back)}
	})
	reply := handlers.Replying(slices.Concat([]handlers.Message{done}, r.welcome(p, req.Table), heirs, without(news, p.ID), edits)...)
	return reply, err
}

// takeBack gives the matters back that nobody has touched since they were handed
// over, and returns the changes of their cards and how many came from whom.
func (r Room) takeBack(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Departure) (edits []handlers.Message, from map[department.PersonID]int, err error) {
	from = make(map[department.PersonID]int)
	for _, id := range d.Matters {
		last, err := tx.LastEvent(ctx, id)
		if err != nil {
			return nil, nil, fmt.Errorf("find what happened to matter %d: %w", id, err)
		}
		if last.Act != department.HandOver || !last.At.Equal(d.At) {
			continue
		}
		m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Undo(req.Person, last, req.At, r.cal) })
		if err != nil {
			return nil, nil, err
		}
		changed, err := r.desk.Changed(ctx, tx, m, req.At)
		if err != nil {
			return nil, nil, err
		}
		edits = append(edits, changed...)
		from[last.Owner]++
	}
	return edits, from, nil
}
