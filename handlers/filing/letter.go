package filing

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// letter sends a letter without a name to the directors. It is kept nowhere: the
// message to a director is the only trace of it, bears no exact time, and goes
// when it was sent. Files are refused, because voices and pictures have authors.
func (r Room) letter(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.desk.Words(req.Person)
	text := strings.TrimSpace(req.Text)
	switch {
	case len(req.Attachments) > 0:
		return handlers.Reply{}, department.Refuse("letter_files")
	case utf8.RuneCountInString(text) > department.MaxNote:
		return handlers.Reply{}, department.Refuse("note_too_long", "Max", department.MaxNote)
	case text == "":
		dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: stepLetter, Started: req.At}
		if err := tx.SaveDialog(ctx, dialog); err != nil {
			return handlers.Reply{}, fmt.Errorf("ask what the letter says: %w", err)
		}
		question := req.Say(w.Say("letter_ask"))
		question.AskText = true
		return handlers.Replying(question), nil
	}
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the directors: %w", err)
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	reply := handlers.Replying(req.Say(w.Say("letter_sent")))
	for _, p := range directors {
		reply.Messages = append(reply.Messages, handlers.Message{
			Chat: int64(p.ID), Text: r.desk.Words(p).Say("letter_received", "Text", text), Undated: true,
		})
	}
	return reply, nil
}
