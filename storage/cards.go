package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
)

// createCard makes the row of a card of whatever a message is the card of, and
// returns its number. It returns 0 for a message that is no card.
func (tx *Tx) createCard(ctx context.Context, o department.Outgoing) (int64, error) {
	const insert query = `INSERT INTO cards (matter, meeting, reference, decision, chat, message) VALUES ($1, $2, $3, $4, $5, 0)`
	var matter any
	switch {
	case o.Matter != 0:
		matter = o.Matter
	case o.Meeting == 0 && o.Reference == 0 && o.Decision == 0:
		return 0, nil
	}
	id, err := tx.insert(ctx, insert, matter, o.Meeting, o.Reference, o.Decision, o.Chat)
	if err != nil {
		return 0, fmt.Errorf("create a card in chat %d: %w", o.Chat, err)
	}
	return id, nil
}

func (tx *Tx) numberCard(ctx context.Context, card, message int64) error {
	const number query = `UPDATE cards SET message = $2 WHERE id = $1`
	if _, err := tx.exec(ctx, number, card, message); err != nil {
		return fmt.Errorf("give card %d its number: %w", card, err)
	}
	return nil
}

func scanCard(row scanner) (c department.Card, err error) {
	err = row.Scan(&c.ID, &c.Matter, &c.Chat, &c.Message)
	return c, err
}

// Cards returns the copies of a matter's card in all chats, oldest first.
func (tx *Tx) Cards(ctx context.Context, matter int64) ([]department.Card, error) {
	const find query = `SELECT id, matter, chat, message FROM cards WHERE matter = $1 ORDER BY id`
	cards, err := all(ctx, tx, scanCard, find, matter)
	if err != nil {
		return nil, fmt.Errorf("find the cards of matter %d: %w", matter, err)
	}
	return cards, nil
}

// CardMatter returns the matter whose card is that message,
// [department.ErrNone] if it is no card.
func (tx *Tx) CardMatter(ctx context.Context, chat, message int64) (int64, error) {
	const find query = `SELECT matter FROM cards WHERE chat = $1 AND message = $2 AND message <> 0 AND matter IS NOT NULL`
	matter, err := one(ctx, tx, column[int64], find, chat, message)
	if err != nil {
		return 0, fmt.Errorf("find the card that is message %d of %d: %w", message, chat, err)
	}
	return matter, nil
}

// RecentMatters returns the matters whose cards came last to a chat, the latest
// first: those of the latest limit cards, each once.
func (tx *Tx) RecentMatters(ctx context.Context, chat int64, limit int) ([]int64, error) {
	const find query = `SELECT coalesce(matter, 0) FROM cards WHERE chat = $1 AND message <> 0 ORDER BY message DESC LIMIT $2`
	found, err := all(ctx, tx, column[int64], find, chat, limit)
	if err != nil {
		return nil, fmt.Errorf("find the latest cards of %d: %w", chat, err)
	}
	var once []int64
	for _, id := range found {
		if id != 0 && !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once, nil
}

// Undelivered returns those who were to get a card of the matter in their private
// chat and got none: the messenger refused it for good.
func (tx *Tx) Undelivered(ctx context.Context, matter int64) ([]department.PersonID, error) {
	const find query = `SELECT DISTINCT o.chat FROM outbox o WHERE o.matter = $1 AND o.state = 2 AND o.chat > 0
		AND NOT EXISTS (SELECT 1 FROM cards c WHERE c.matter = $1 AND c.chat = o.chat AND c.message <> 0)`
	people, err := all(ctx, tx, column[department.PersonID], find, matter)
	if err != nil {
		return nil, fmt.Errorf("find whom the cards of matter %d did not reach: %w", matter, err)
	}
	return people, nil
}

// MeetingCards returns the copies of a meeting's card in all chats, oldest first.
func (tx *Tx) MeetingCards(ctx context.Context, meeting int64) ([]department.Card, error) {
	const find query = `SELECT id, 0, chat, message FROM cards WHERE meeting = $1 AND meeting > 0 ORDER BY id`
	cards, err := all(ctx, tx, scanCard, find, meeting)
	if err != nil {
		return nil, fmt.Errorf("find the cards of meeting %d: %w", meeting, err)
	}
	return cards, nil
}

// ReferenceCards returns the copies of the card of a reference in all chats, oldest
// first.
func (tx *Tx) ReferenceCards(ctx context.Context, reference int64) ([]department.Card, error) {
	const find query = `SELECT id, 0, chat, message FROM cards WHERE reference = $1 AND reference > 0 ORDER BY id`
	cards, err := all(ctx, tx, scanCard, find, reference)
	if err != nil {
		return nil, fmt.Errorf("find the cards of reference %d: %w", reference, err)
	}
	return cards, nil
}

// DecisionCards returns the copies of the card of a decision in all chats, oldest
// first.
func (tx *Tx) DecisionCards(ctx context.Context, decision int64) ([]department.Card, error) {
	const find query = `SELECT id, 0, chat, message FROM cards WHERE decision = $1 AND decision > 0 ORDER BY id`
	cards, err := all(ctx, tx, scanCard, find, decision)
	if err != nil {
		return nil, fmt.Errorf("find the cards of decision %d: %w", decision, err)
	}
	return cards, nil
}

// CardMeeting returns the meeting whose card is that message,
// [department.ErrNone] if it is none.
func (tx *Tx) CardMeeting(ctx context.Context, chat, message int64) (int64, error) {
	const find query = `SELECT meeting FROM cards WHERE chat = $1 AND message = $2 AND message <> 0 AND meeting > 0`
	meeting, err := one(ctx, tx, column[int64], find, chat, message)
	if err != nil {
		return 0, fmt.Errorf("find the meeting whose card is message %d of %d: %w", message, chat, err)
	}
	return meeting, nil
}

// MigrateChat gives everything that belongs to group old to chat new. The
// numbers of its messages mean nothing there: a card that was sent is without a
// number again, so that its next change sends it anew.
func (tx *Tx) MigrateChat(ctx context.Context, old, new int64) error {
	const (
		queue   query = `UPDATE outbox SET chat = $2 WHERE chat = $1 AND state = 0 AND chat < 0`
		cards   query = `UPDATE cards SET chat = $2, message = 0 WHERE chat = $1 AND chat < 0`
		drafts  query = `UPDATE drafts SET chat = $2 WHERE chat = $1 AND chat < 0`
		source  query = `DELETE FROM sources WHERE chat = $1 AND $2 <> 0`
		parts   query = `DELETE FROM draft_messages WHERE chat = $1 AND $2 <> 0`
		group   query = `UPDATE groups SET chat = $2 WHERE chat = $1`
		replace query = `DELETE FROM dialogs WHERE chat = $2 AND person IN (SELECT person FROM dialogs WHERE chat = $1)`
		dialogs query = `UPDATE dialogs SET chat = $2 WHERE chat = $1`
	)
	if old == new {
		return nil
	}
	for _, q := range []query{queue, cards, drafts, source, parts, group, replace, dialogs} {
		if _, err := tx.exec(ctx, q, old, new); err != nil {
			return fmt.Errorf("move chat %d to %d: %w", old, new, err)
		}
	}
	return nil
}
