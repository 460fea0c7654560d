package matter

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Open answers with the card of Request.Number.
func (d Desk) Open(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, req.Number)
	if err != nil {
		return handlers.Reply{}, err
	}
	if req.Chat.Group {
		return d.openInGroup(ctx, tx, req, m)
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	v.reader = req.Person
	card := v.card(m)
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	return handlers.Replying(card), nil
}

// files sends the attachments of a matter again.
func (d Desk) files(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	if _, err := d.visible(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	with, err := tx.Attachments(ctx, id)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the files of matter %d: %w", id, err)
	}
	if len(with) == 0 {
		return handlers.Reply{}, department.Refuse("files_none", "Number", id)
	}
	message := req.Say(d.Words(req.Person).Say("files_of", "Number", id))
	message.Media = with
	return handlers.Replying(message), nil
}

// full sends the whole text of a matter whose card shows only its beginning.
func (d Desk) full(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(texts.Escape(m.Text))), nil
}
