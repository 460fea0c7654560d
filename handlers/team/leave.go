package team

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// stepLeave is the question to whom the matters of somebody go who leaves.
const stepLeave = "leave"

// leaving is what that question remembers.
type leaving struct {
	Person department.PersonID   `json:"person"`
	Heirs  []department.PersonID `json:"heirs,omitempty"`
}

// mattersShown is how many matters one message names.
const mattersShown = 7

// leave asks to whom the matters of a person go.
func (r Room) leave(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID, heirs []department.PersonID) (handlers.Reply, error) {
	p, err := r.member(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if _, err := (&department.Person{ID: p.ID, Role: p.Role}).Leave(req.Person, req.At); err != nil {
		return handlers.Reply{}, err
	}
	owned, err := tx.OwnedMatters(ctx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	memory, err := json.Marshal(leaving{Person: id, Heirs: heirs})
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember who leaves: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: name, Step: stepLeave, Data: memory, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask to whom the matters go: %w", err)
	}
	w := r.words(req.Person)
	lines := []texts.HTML{w.Say("leave_head", "Name", p.Name)}
	var buttons [][]handlers.Button
	routines, err := r.routinesOf(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(owned)+len(routines) > 0 {
		lines = append(lines, r.inHand(w, owned, "leave_matters")...)
		if len(routines) > 0 {
			lines = append(lines, w.Say("leave_routines", "N", len(routines)))
		}
		lines = append(lines, w.Say("leave_ask"))
		if buttons, err = r.heirs(ctx, tx, req, p, heirs); err != nil {
			return handlers.Reply{}, err
		}
	}
	switch {
	case len(owned)+len(routines) == 0:
		buttons = append(buttons, []handlers.Button{{Label: w.Plain("button_gone"), Data: data("gone", id)}})
	case len(heirs) > 0:
		buttons = append(buttons, []handlers.Button{{Label: w.Plain("button_hand_over"), Data: data("gone", id)}})
	}
	buttons = append(buttons, []handlers.Button{{Label: w.Plain("page_back"), Data: data("who", id)}})
	screen := req.Say(texts.Join(lines...), buttons...)
	if req.Press != nil {
		screen = req.Change(screen.Text, buttons...)
	}
	return handlers.Replying(screen), nil
}

// inHand names the first of some matters; key is the text that says how many.
func (r Room) inHand(w texts.Words, owned []department.Matter, key string) []texts.HTML {
	if len(owned) == 0 {
		return nil
	}
	lines := []texts.HTML{w.Say(key, "N", len(owned))}
	for i, m := range owned {
		if i == mattersShown {
			return append(lines, w.Say("hand_more", "N", len(owned)-i))
		}
		about := m.Client
		if about == "" {
			about = beginning(m.Text)
		}
		lines = append(lines, w.Say("hand_line", "Number", m.ID, "Kind", w.Plain("kind_"+string(m.Kind)), "About", about))
	}
	return lines
}

// beginning returns the first words of a text.
func beginning(text string) string {
	const shown = 40
	if letters := []rune(text); len(letters) > shown {
		return string(letters[:shown]) + "…"
	}
	return text
}

// heirsShown is how many people are offered to hand over to.
const heirsShown = 20

// heirs returns a button for each person who can take over, with the load of
// each, marked if chosen. The supervisor is not offered.
func (r Room) heirs(ctx context.Context, tx handlers.Tx, req handlers.Request, leaver department.Person, chosen []department.PersonID) ([][]handlers.Button, error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return nil, fmt.Errorf("find who can take over: %w", err)
	}
	w := r.words(req.Person)
	var rows [][]handlers.Button
	for _, p := range people {
		if p.ID == leaver.ID || p.Role == department.Supervisor || len(rows) == heirsShown {
			continue
		}
		l, err := tx.LoadOf(ctx, p.ID, req.At)
		if err != nil {
			return nil, err
		}
		label := w.Plain("heir", "Name", p.Name, "Open", l.Open, "Overdue", l.Overdue, "Waiting", l.Waiting)
		if slices.Contains(chosen, p.ID) {
			label = "✓ " + label
		}
		rows = append(rows, []handlers.Button{{Label: label, Data: fmt.Sprintf("%s:heir:%d:%d", name, leaver.ID, p.ID)}})
	}
	return rows, nil
}

// asked returns what the question about the leaving of that person remembers.
func (r Room) asked(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID) (leaving, error) {
	var l leaving
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return l, fmt.Errorf("find the dialog: %w", err)
	}
	if err != nil || d.Topic != name || d.Step != stepLeave || json.Unmarshal(d.Data, &l) != nil || l.Person != id {
		return l, department.Refuse("leave_over")
	}
	return l, nil
}

// toggle adds an heir or leaves one out.
func (r Room) toggle(ctx context.Context, tx handlers.Tx, req handlers.Request, id, heir department.PersonID) (handlers.Reply, error) {
	l, err := r.asked(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if heir == id {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if i := slices.Index(l.Heirs, heir); i >= 0 {
		l.Heirs = slices.Delete(l.Heirs, i, i+1)
	} else if _, err := r.member(ctx, tx, heir); err != nil {
		return handlers.Reply{}, err
	} else {
		l.Heirs = append(l.Heirs, heir)
	}
	return r.leave(ctx, tx, req, id, l.Heirs)
}

// namedHeirs adds the people who were typed: «Пётр и Ольга».
func (r Room) namedHeirs(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var l leaving
	if err := json.Unmarshal(req.Dialog.Data, &l); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find who can take over: %w", err)
	}
	people = slices.DeleteFunc(people, func(p department.Person) bool { return p.ID == l.Person })
	found := len(l.Heirs)
	for _, part := range people {
		for _, word := range splitNames(req.Text) {
			if called := named(word, people); len(called) == 1 && called[0].ID == part.ID && !slices.Contains(l.Heirs, part.ID) {
				l.Heirs = append(l.Heirs, part.ID)
			}
		}
	}
	if len(l.Heirs) == found {
		return handlers.Reply{}, department.Refuse("heir_unclear")
	}
	return r.leave(ctx, tx, req, l.Person, l.Heirs)
}
