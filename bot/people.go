package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// seenEvery is how exactly it is known when a person was seen last.
const seenEvery = 5 * time.Minute

// meet returns the person who caused the update: as stored, brought up to date;
// else a candidate, who is not stored.
func (p *Poller) meet(ctx context.Context, tx Tx, in incoming) (department.Person, error) {
	from := in.From
	stranger := department.NewPerson(from.ID, from.Name)
	stranger.Username, stranger.PhoneLanguage, stranger.LastSeen = from.Username, from.Language, in.At
	if from.ID == 0 { // somebody who speaks in the name of a chat
		return stranger, nil
	}
	known, err := tx.Person(ctx, from.ID)
	if errors.Is(err, department.ErrNone) {
		return stranger, nil
	}
	if err != nil {
		return department.Person{}, fmt.Errorf("find the person: %w", err)
	}
	if in.Membership == handlers.Unwelcome {
		return known, p.lost(ctx, tx, in)
	}
	if in.Private && !known.Unreachable.IsZero() {
		if _, err := tx.Unreachable(ctx, in.Chat.ID, time.Time{}); err != nil {
			return known, fmt.Errorf("note that a person is back: %w", err)
		}
		known.Unreachable = time.Time{}
	}
	// Whoever was let in keeps the name that was given then: the others call the
	// person by it.
	name := known.Name
	if known.Stranger() {
		name = from.Name
	}
	changed := known.Name != name || known.Username != from.Username || known.PhoneLanguage != from.Language
	if !changed && in.At.Sub(known.LastSeen) < seenEvery {
		return known, nil
	}
	known.Name, known.Username, known.PhoneLanguage, known.LastSeen = name, from.Username, from.Language, in.At
	if err := tx.SavePerson(ctx, known, department.NextDigest(known, in.At, p.Calendar)); err != nil {
		return known, fmt.Errorf("bring a person up to date: %w", err)
	}
	return known, nil
}

// lost notes that somebody blocked the bot.
func (p *Poller) lost(ctx context.Context, tx Tx, in incoming) error {
	if !in.Private {
		return nil
	}
	return markUnreachable(ctx, tx, p.Book, in.Chat.ID, 0, in.At)
}
