package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// Keep keeps what an employee sent without saying what it is, and asks with the
// likeliest answers as buttons. It answers everything that nothing else claims.
func (r Room) Keep(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.desk.Words(req.Person)
	text := strings.TrimSpace(req.Text)
	if text == "" && len(req.Attachments) == 0 || req.Command != "" {
		return handlers.Replying(req.Say(w.Say("unknown_command"))), nil
	}
	if utf8.RuneCountInString(text) > department.MaxText {
		return handlers.Reply{}, department.Refuse("text_too_long", "Max", department.MaxText)
	}
	if req.Album != "" {
		known, err := r.album(ctx, tx, req)
		if known || err != nil {
			return handlers.Reply{}, err
		}
	}
	by, err := r.authorOf(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	d, err := tx.CreateDraft(ctx, department.Draft{
		Chat: req.Chat.ID, Person: req.Person.ID, Text: text, Author: by.client(), AuthorID: by.known(), Attachments: req.Attachments, Album: req.Album, Created: req.At,
	})
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("keep a draft: %w", err)
	}
	row := []handlers.Button{{Label: w.Plain("kind_complaint"), Data: fmt.Sprintf("c:draft:%d", d.ID)}}
	if req.Person.May(department.Task.Files) {
		row = append(row, handlers.Button{Label: w.Plain("kind_task"), Data: fmt.Sprintf("t:draft:%d", d.ID)})
	} else {
		row = append(row, handlers.Button{Label: w.Plain("button_my"), Data: "m:my:0"})
	}
	question := req.Say(w.Say("draft_what"), row)
	question.ReplyTo = req.Message
	return handlers.Replying(question), nil
}

// album adds a further part of an album to the draft of the first one, or to
// the matter that it has become. It reports whether there was a first one.
func (r Room) album(ctx context.Context, tx handlers.Tx, req handlers.Request) (bool, error) {
	d, err := tx.DraftOfAlbum(ctx, req.Chat.ID, req.Album)
	if errors.Is(err, department.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find the album: %w", err)
	}
	if d.Matter != 0 {
		return true, tx.Attach(ctx, d.Matter, req.Attachments)
	}
	d.Attachments = append(d.Attachments, req.Attachments...)
	if d.Text == "" {
		d.Text = strings.TrimSpace(req.Text)
	}
	return true, tx.SaveDraft(ctx, d)
}

// fromDraft makes a complaint of a draft, once.
func (r Room) fromDraft(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := tx.Draft(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && d.Person != req.Person.ID:
		return handlers.Reply{}, department.Refuse("draft_gone")
	case err != nil:
		return handlers.Reply{}, fmt.Errorf("find draft %d: %w", id, err)
	case d.Matter != 0:
		return handlers.Reply{}, department.Refuse("draft_used", "Number", d.Matter)
	}
	m, reply, err := r.file(ctx, tx, req, d.Text, author{ID: d.AuthorID, Name: d.Author}, d.Attachments)
	if err != nil {
		return handlers.Reply{}, err
	}
	d.Matter = m.ID
	if err := tx.SaveDraft(ctx, d); err != nil {
		return handlers.Reply{}, fmt.Errorf("note what draft %d became: %w", id, err)
	}
	said := req.Change(r.desk.Words(req.Person).Say("draft_filed", "Number", m.ID))
	reply.Messages = append([]handlers.Message{said}, reply.Messages...)
	return reply, nil
}
