package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
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
		reply, known, err := r.album(ctx, tx, req)
		if known || err != nil {
			return reply, err
		}
	}
	by, err := r.authorOf(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	d := department.Draft{
		Chat: req.Chat.ID, Person: req.Person.ID, Author: by.client(), AuthorID: by.known(), Attachments: req.Attachments, Album: req.Album, Created: req.At,
	}
	d.Say(req.Message, text)
	if d, err = tx.CreateDraft(ctx, d); err != nil {
		return handlers.Reply{}, fmt.Errorf("keep a draft: %w", err)
	}
	question := req.Say(w.Say("draft_what"), r.uses(req, d.ID)...)
	question.ReplyTo = req.Message
	return handlers.Replying(question), nil
}

// uses returns the buttons that say what a draft is.
func (r Room) uses(req handlers.Request, draft int64) [][]handlers.Button {
	w := r.desk.Words(req.Person)
	row := []handlers.Button{{Label: w.Plain("kind_complaint"), Data: fmt.Sprintf("c:draft:%d", draft)}}
	if req.Person.May(department.Task.Files) {
		row = append(row, handlers.Button{Label: w.Plain("kind_task"), Data: fmt.Sprintf("t:draft:%d", draft)})
	} else {
		row = append(row, handlers.Button{Label: w.Plain("button_my"), Data: "m:my:0"})
	}
	return [][]handlers.Button{row, {{Label: w.Plain("button_note"), Data: fmt.Sprintf("c:note:%d", draft)}}}
}

// album adds a further part of an album to the draft of the first one, or to
// the matter that it has become. It reports whether there was a first one.
func (r Room) album(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, bool, error) {
	d, err := tx.DraftOfAlbum(ctx, req.Chat.ID, req.Album)
	if errors.Is(err, department.ErrNone) || err == nil && d.Person != req.Person.ID {
		return handlers.Reply{}, false, nil
	}
	if err != nil {
		return handlers.Reply{}, false, fmt.Errorf("find the album: %w", err)
	}
	if d.Matter != 0 {
		reply, err := r.late(ctx, tx, req, d)
		return reply, true, err
	}
	fit, over := department.FitFiles(len(d.Attachments), req.Attachments)
	d.Attachments = append(d.Attachments, fit...)
	d.Say(req.Message, req.Text)
	if err := tx.SaveDraft(ctx, d); err != nil {
		return handlers.Reply{}, true, err
	}
	var reply handlers.Reply
	if len(over) > 0 {
		w := r.desk.Words(req.Person)
		reply = handlers.Replying(req.Say(w.Say("draft_files_over", "Max", department.MaxFiles, "Names", matter.FileNames(w, over))))
	}
	return reply, true, nil
}

// fromDraft makes a complaint of a draft, once.
func (r Room) fromDraft(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.draft(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
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

// draft returns a draft of the person that nothing was made of yet.
func (r Room) draft(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Draft, error) {
	d, err := tx.Draft(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && d.Person != req.Person.ID:
		return d, department.Refuse("draft_gone")
	case err != nil:
		return d, fmt.Errorf("find draft %d: %w", id, err)
	case d.Matter != 0:
		return d, department.Refuse("draft_used", "Number", d.Matter)
	}
	return d, nil
}
