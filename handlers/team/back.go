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
	from := make(map[department.PersonID]returned)
	if err := r.takeRoutinesBack(ctx, tx, d, from); err != nil {
		return handlers.Reply{}, err
	}
	edits, err := r.takeBack(ctx, tx, req, d, from)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.undone(ctx, tx, req, p, from, edits)
}

// returned is how many matters and recurring tasks somebody who is back gets from
// one who had taken over.
type returned struct{ matters, routines int }

// undone tells everybody concerned that p is back; from says how much was taken
// back from whom.
func (r Room) undone(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person, from map[department.PersonID]returned, edits []handlers.Message) (handlers.Reply, error) {
	var back returned
	var heirs []handlers.Message
	for _, id := range slices.Sorted(maps.Keys(from)) {
		back.matters, back.routines = back.matters+from[id].matters, back.routines+from[id].routines
		heir, err := tx.Person(ctx, id)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find who had taken over: %w", err)
		}
		if !heir.May(department.Director) { // they are told anyway
			key := "heir_undone"
			if from[id].matters == 0 {
				key = "heir_back"
			}
			heirs = append(heirs, tell(heir, isBack(r.words(heir), key, p, from[id])))
		}
	}
	w := r.words(req.Person)
	done := req.Change(isBack(w, "gone_undone", p, back), []handlers.Button{{Label: w.Plain("button_team"), Data: data("list", 0)}})
	news, err := r.tellDirectors(ctx, tx, req.Person.ID, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: isBack(w, "gone_undone", p, back)}
	})
	reply := handlers.Replying(slices.Concat([]handlers.Message{done}, r.welcome(p, req.Table), heirs, without(news, p.ID), edits)...)
	return reply, err
}

// isBack says that p is back, in the words of key, and how much came back.
func isBack(w texts.Words, key string, p department.Person, n returned) texts.HTML {
	said := w.Say(key, "Name", p.Name, "N", n.matters)
	if n.routines == 0 {
		return said
	}
	return texts.Join(said, w.Say("routines_undone", "N", n.routines))
}

// takeBack gives the matters back that nobody has touched since they were handed
// over, counts them in from and returns the changes of their cards.
func (r Room) takeBack(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Departure, from map[department.PersonID]returned) (edits []handlers.Message, err error) {
	for _, id := range d.Matters {
		last, err := tx.LastEvent(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("find what happened to matter %d: %w", id, err)
		}
		if last.Act != department.HandOver || !last.At.Equal(d.At) {
			continue
		}
		m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Undo(req.Person, last, req.At, r.cal) })
		if err != nil {
			return nil, err
		}
		changed, err := r.desk.Changed(ctx, tx, m, req.At)
		if err != nil {
			return nil, err
		}
		edits = append(edits, changed...)
		count := from[last.Owner]
		count.matters++
		from[last.Owner] = count
	}
	return edits, nil
}
