package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// tellLost owes what is said when a message about a matter did not reach somebody.
func (s *Sender) tellLost(ctx context.Context, tx Tx, matter int64, now time.Time) error {
	if matter == 0 || s.Lost == nil {
		return nil
	}
	said, err := s.Lost(ctx, tx, matter, now)
	if err != nil {
		return fmt.Errorf("say that a message about matter %d was not delivered: %w", matter, err)
	}
	for _, message := range said {
		row, err := message.Outgoing(now)
		if err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, row); err != nil {
			return fmt.Errorf("say that a message about matter %d was not delivered: %w", matter, err)
		}
	}
	return nil
}

// markUnreachable notes that messages no longer arrive in a chat. The directors
// learn of it, once, if something is owed there: the message that did not
// arrive was about a matter, or the person has matters in hand.
func markUnreachable(ctx context.Context, tx Tx, book *texts.Book, chat, matter int64, now time.Time) error {
	changed, err := tx.Unreachable(ctx, chat, now)
	if err != nil {
		return fmt.Errorf("mark chat %d as unreachable: %w", chat, err)
	}
	if !changed {
		return nil
	}
	lost, err := tx.Person(ctx, department.PersonID(chat))
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the unreachable person: %w", err)
	}
	open, err := tx.CountMatters(ctx, department.MatterFilter{Owner: lost.ID})
	if err != nil {
		return fmt.Errorf("count what is owed to %d: %w", lost.ID, err)
	}
	if open == 0 && matter == 0 {
		return nil
	}
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return fmt.Errorf("find the directors: %w", err)
	}
	for _, d := range directors {
		if d.ID == lost.ID || !d.Unreachable.IsZero() {
			continue
		}
		text := book.In(d.Lang()).Say("unreachable_told", "Name", lost.Name, "N", open)
		if open == 0 {
			text = book.In(d.Lang()).Say("unreachable_matter", "Name", lost.Name, "Number", matter)
		}
		row, err := handlers.Message{Chat: int64(d.ID), Text: text}.Outgoing(now)
		if err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, row); err != nil {
			return fmt.Errorf("tell a director who is unreachable: %w", err)
		}
	}
	return nil
}
