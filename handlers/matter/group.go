package matter

import (
	"context"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// A group sees of a matter that it exists, of what kind and how pressing it is,
// and how it stands: no client, no words of anybody, no names, no files. Whoever
// may see more gets it in the private chat, by a button.

// inGroup returns the card of m as a group sees it, in the language of the reader.
func (v view) inGroup(m department.Matter) handlers.Message {
	w := v.Words(v.reader)
	head := w.Say("card_head", "Number", m.ID, "Kind", w.Plain("kind_"+string(m.Kind)))
	if m.Priority != department.Normal {
		head += " · " + w.Say(fmt.Sprintf("priority_%d", m.Priority))
	}
	key := "group_" + string(m.State)
	if m.State == department.Open && m.Owner != 0 {
		key = "group_given"
	}
	standing := w.Say(key, "TakeBy", v.Moment(v.reader, m.TakeBy), "Due", v.Moment(v.reader, m.Due), "Closed", v.Moment(v.reader, m.Closed))
	if m.Overdue(v.now) {
		standing += " " + w.Say("overdue_mark")
	}
	var row []handlers.Button
	for _, s := range m.Steps(v.reader) {
		if s.Do == department.Take {
			row = append(row, handlers.Button{Label: label(w, m.Kind, s.Do), Data: fmt.Sprintf("m:%d:%s:%s", m.ID, s.Do, m.State)})
		}
	}
	row = append(row, handlers.Button{Label: w.Plain("button_mine"), Data: fmt.Sprintf("m:%d:mine", m.ID)})
	return handlers.Message{Text: texts.Join(head, standing), Buttons: [][]handlers.Button{row}, Matter: m.ID}
}

// anybody is who reads in a group: an employee without a name, in the language of
// the group.
func anybody(ctx context.Context, tx handlers.Tx, chat int64) (department.Person, error) {
	lang, err := handlers.GroupLanguage(ctx, tx, chat)
	if err != nil {
		return department.Person{}, fmt.Errorf("find the language of group %d: %w", chat, err)
	}
	return department.Person{Role: department.Employee, Language: lang}, nil
}

// openInGroup answers with what the group may see of the matter, and with
// nothing but a hint if it may see nothing.
func (d Desk) openInGroup(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter) (handlers.Reply, error) {
	kind, _ := department.KindOf(m.Kind)
	if !kind.Public {
		reply, err := d.mine(ctx, tx, req, m)
		reply.Messages = append(reply.Messages, req.Say(d.Words(req.Person).Say("group_private", "Number", m.ID)))
		reply.Toast = ""
		return reply, err
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	if v.reader, err = anybody(ctx, tx, req.Chat.ID); err != nil {
		return handlers.Reply{}, err
	}
	card := v.inGroup(m)
	card.Chat, card.Thread, card.ReplyTo = req.Chat.ID, req.Chat.Thread, req.Message
	return handlers.Replying(card), nil
}

// pressInGroup handles a tap in a group: the steps that need no words are taken,
// everything else is shown or asked in the private chat.
func (d Desk) pressInGroup(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, what, seen string) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if what == "mine" {
		return d.mine(ctx, tx, req, m)
	}
	switch step, ok := m.StepOf(department.Act(what)); {
	case what == "files", what == "full", what == "say", what == "undo", what == "open", what == "marks", what == "mark", what == "more", what == "less", what == "hist", what == "comment", ok && step.Needs != department.Nothing:
		return handlers.Reply{}, department.Refuse("private_only")
	}
	reply, err := d.step(ctx, tx, req, id, department.Act(what), department.State(seen))
	if err != nil {
		return reply, err
	}
	own, err := d.ownCard(ctx, tx, req, id)
	reply.Messages = append(reply.Messages, own...)
	return reply, err
}

// ownCard returns the whole card for the private chat of somebody who has acted in
// a group, if the person has none yet.
func (d Desk) ownCard(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) ([]handlers.Message, error) {
	cards, err := tx.Cards(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("find the cards of matter %d: %w", id, err)
	}
	if slices.ContainsFunc(cards, func(c department.Card) bool { return c.Chat == int64(req.Person.ID) }) {
		return nil, nil
	}
	m, err := tx.Matter(ctx, id)
	if err != nil {
		return nil, err
	}
	shown, err := d.mine(ctx, tx, req, m)
	return shown.Messages, err
}

// mine sends the whole card to the private chat of the person.
func (d Desk) mine(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter) (handlers.Reply, error) {
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	v.reader = req.Person
	return handlers.Reply{Messages: []handlers.Message{v.card(m)}, Toast: d.Words(req.Person).Plain("group_sent", "Number", m.ID)}, nil
}
