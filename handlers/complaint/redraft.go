package complaint

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// Redrafted returns what handles a message that was changed and is one of a draft.
// The draft says what its messages say now, and the matter that it has become
// follows, by edited. What has become a comment stands in the history: the new
// words are a further comment.
func (r Room) Redrafted(edited handlers.Handler) handlers.Handler {
	return func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		d, err := tx.DraftOf(ctx, req.Chat.ID, req.Message)
		if err != nil {
			return handlers.Reply{}, err
		}
		before := d.Text
		d.Say(req.Message, req.Text)
		switch {
		case d.Text == before:
			return handlers.Reply{}, nil
		case utf8.RuneCountInString(d.Text) > department.MaxText:
			return handlers.Reply{}, department.Refuse("text_too_long", "Max", department.MaxText)
		}
		if err := tx.SaveDraft(ctx, d); err != nil {
			return handlers.Reply{}, err
		}
		switch {
		case d.Matter == 0 || d.Text == "":
			return handlers.Reply{}, nil
		case d.Comment:
			return r.desk.Remark(ctx, tx, req, d.Matter, r.desk.Words(req.Person).Plain("comment_corrected", "Text", d.Text), nil)
		}
		req.Text, req.Number = d.Text, d.Matter
		return edited(ctx, tx, req)
	}
}

// late adds a part of an album to the matter that the album has become.
func (r Room) late(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Draft) (handlers.Reply, error) {
	text := strings.TrimSpace(req.Text)
	d.Say(req.Message, text)
	if err := tx.SaveDraft(ctx, d); err != nil {
		return handlers.Reply{}, err
	}
	if d.Comment && text != "" {
		return r.desk.Remark(ctx, tx, req, d.Matter, text, req.Attachments)
	}
	reply, err := r.more(ctx, tx, req, d.Matter)
	if err != nil || text == "" {
		return reply, err
	}
	m, err := tx.Matter(ctx, d.Matter)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find matter %d: %w", d.Matter, err)
	}
	if m.Text != r.desk.Words(req.Person).Plain("complaint_see_files") {
		text = m.Text + "\n" + text
	}
	said, err := r.desk.Reword(ctx, tx, req, m.ID, r.desk.SeeFiles(req.Person, text, req.Attachments), "")
	return handlers.Replying(append(reply.Messages, said.Messages...)...), err
}
