package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// instead returns what is sent in place of a message with files that Telegram did
// not take: each file by itself, and for one that even so does not go its name, so
// that people know what is missing.
func instead(ctx context.Context, tx Tx, book *texts.Book, r *row) ([]handlers.Message, error) {
	m := r.content.Message
	m.Chat, m.Priority = r.Chat, r.Priority
	if len(m.Media) > 1 {
		singles := make([]handlers.Message, len(m.Media))
		for i, f := range m.Media {
			singles[i] = m
			singles[i].Media = []department.Attachment{f}
			if i < len(m.Media)-1 {
				singles[i].Text, singles[i].Buttons = "", nil
			}
		}
		return singles, nil
	}
	reader, err := tx.Person(ctx, department.PersonID(r.Chat))
	if err != nil && !errors.Is(err, department.ErrNone) {
		return nil, fmt.Errorf("find who misses a file: %w", err)
	}
	w := book.In(reader.Lang())
	name := w.Plain("file_" + string(m.Media[0].Kind))
	if m.Media[0].Name != "" {
		name += " " + w.Quote(m.Media[0].Name)
	}
	m.Media, m.Text = nil, texts.Join(w.Say("file_lost", "Name", name), m.Text)
	return []handlers.Message{m}, nil
}

// sendInstead owes what is sent in place of a row that was not taken.
func sendInstead(ctx context.Context, tx Tx, book *texts.Book, m mark) error {
	messages, err := instead(ctx, tx, book, m.row)
	if err != nil {
		return err
	}
	for _, message := range messages {
		owed, err := message.Outgoing(m.fate.At)
		if err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, owed); err != nil {
			return fmt.Errorf("owe what is sent instead: %w", err)
		}
	}
	return nil
}
