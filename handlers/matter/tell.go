package matter

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// tell returns what is said after an act: all copies of the card change, the
// person who acted sees a word about it, and whoever has to know or to do
// something next gets a message that rings.
func (d Desk) tell(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, act department.Act) (handlers.Reply, error) {
	edits, err := d.Changed(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	said := d.Words(req.Person).Plain("did_"+string(act), "Number", m.ID)
	reply := handlers.Reply{Messages: edits, Toast: said}
	if req.Press == nil {
		reply.Messages = append(reply.Messages, req.Say(d.Words(req.Person).Say("did_"+string(act), "Number", m.ID)))
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	for _, id := range listeners(m, act) {
		if id == req.Person.ID || id == 0 {
			continue
		}
		p, err := tx.Person(ctx, id)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find whom to tell of matter %d: %w", m.ID, err)
		}
		if !m.Visible(p) {
			continue
		}
		v.reader = p
		reply.Messages = append(reply.Messages, v.news(m, act, req.Person))
	}
	return reply, nil
}

// listeners returns who is told of an act, besides by the change of the card:
// the one who brought the matter up, and the owner.
func listeners(m department.Matter, act department.Act) []department.PersonID {
	switch act {
	case department.Proceed:
		return nil // the director learns of it when nothing moves again
	case department.Take, department.Wait, department.Resume, department.Finish:
		return []department.PersonID{m.Reporter}
	case department.Accept, department.Return:
		return []department.PersonID{m.Owner}
	}
	if m.Owner == m.Reporter {
		return []department.PersonID{m.Owner}
	}
	return []department.PersonID{m.Owner, m.Reporter}
}

// news is the message that rings: a line about what happened. It comes as a
// card with buttons when the reader has to do something about it.
func (v view) news(m department.Matter, act department.Act, by department.Person) handlers.Message {
	w := v.Words(v.reader)
	line := w.Say("news_"+string(act), "Number", m.ID, "By", by.Name, "Client", About(m), "WaitingFor", m.WaitingFor, "Result", m.Result)
	if act == department.Finish || act == department.Return {
		card := v.card(m)
		card.Text = line + "\n\n" + card.Text
		return card
	}
	return handlers.Message{Chat: int64(v.reader.ID), Text: line}
}

// About returns the client, or the beginning of the text of a matter without
// one, so that people know which matter is meant.
func About(m department.Matter) string {
	if m.Client != "" {
		return m.Client
	}
	const words = 40
	if r := []rune(m.Text); len(r) > words {
		return string(r[:words]) + "…"
	}
	return m.Text
}
