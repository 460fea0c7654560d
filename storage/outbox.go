package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// Enqueue owes a message: the row is kept until it is known to be sent. A row
// whose key was used before is not kept. A message that creates a card gets
// that card a row too; the edit of a card replaces an edit that waits, and what
// the clock says about a matter what it said in the same chat and was not sent.
func (tx *Tx) Enqueue(ctx context.Context, o department.Outgoing) error {
	if err := tx.enqueue(ctx, o); err != nil {
		return fmt.Errorf("owe a message to %d: %w", o.Chat, err)
	}
	return nil
}

func (tx *Tx) enqueue(ctx context.Context, o department.Outgoing) error {
	const (
		used      query = `SELECT 1 FROM outbox WHERE key = $1`
		supersede query = `DELETE FROM outbox WHERE card = $1 AND state = 0 AND edit = 1`
		insert    query = `INSERT INTO outbox (state, chat, priority, payload, key, matter, card, edit, tries, created_at, not_before, settled_at, reason)
			VALUES (0, $1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 0, '')`
	)
	var key any
	if o.Key != "" {
		key = o.Key
		switch _, err := one(ctx, tx, column[int], used, key); {
		case err == nil:
			return nil
		case !errors.Is(err, department.ErrNone):
			return err
		}
	}
	if o.Priority == department.Reminding && o.Matter != 0 {
		if err := tx.withdraw(ctx, o.Matter, o.Chat); err != nil {
			return err
		}
	}
	switch {
	case o.Edit:
		if _, err := tx.exec(ctx, supersede, o.Card); err != nil {
			return fmt.Errorf("replace the waiting edit of card %d: %w", o.Card, err)
		}
	case o.Card == 0:
		var err error
		if o.Card, err = tx.createCard(ctx, o); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, insert, o.Chat, o.Priority, bytesOf(o.Payload), key, o.Matter, o.Card, truth(o.Edit), micro(o.Created), micro(o.NotBefore))
	return err
}

// withdraw takes back what the clock says about a matter and what waits to be
// sent, with the cards that it would have made: in that chat, or everywhere if
// chat is 0.
func (tx *Tx) withdraw(ctx context.Context, matter, chat int64) error {
	const (
		edits query = `DELETE FROM outbox WHERE state = 0 AND edit = 1 AND card IN (SELECT card FROM outbox
			WHERE matter = $1 AND state = 0 AND priority = 2 AND edit = 0 AND card <> 0 AND ($2 = 0 OR chat = $2))`
		cards query = `DELETE FROM cards WHERE message = 0 AND id IN (SELECT card FROM outbox
			WHERE matter = $1 AND state = 0 AND priority = 2 AND edit = 0 AND card <> 0 AND ($2 = 0 OR chat = $2))`
		rows query = `DELETE FROM outbox WHERE matter = $1 AND state = 0 AND priority = 2 AND edit = 0 AND ($2 = 0 OR chat = $2)`
		any  query = `SELECT 1 FROM outbox WHERE matter = $1 AND state = 0 AND priority = 2 AND edit = 0 LIMIT 1`
	)
	if _, err := one(ctx, tx, column[int], any, matter); err != nil {
		if errors.Is(err, department.ErrNone) {
			return nil
		}
		return fmt.Errorf("look for what the clock says about matter %d: %w", matter, err)
	}
	for _, q := range []query{edits, cards, rows} {
		if _, err := tx.exec(ctx, q, matter, chat); err != nil {
			return fmt.Errorf("take back what the clock says about matter %d: %w", matter, err)
		}
	}
	return nil
}

// Owed reports whether a row still waits to be sent.
func (tx *Tx) Owed(ctx context.Context, row int64) (bool, error) {
	const find query = `SELECT 1 FROM outbox WHERE id = $1 AND state = 0`
	_, err := one(ctx, tx, column[int], find, row)
	switch {
	case errors.Is(err, department.ErrNone):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look whether row %d of the outbox is owed: %w", row, err)
	}
	return true, nil
}

func scanOutgoing(row scanner) (o department.Outgoing, err error) {
	err = row.Scan(&o.ID, &o.Chat, &o.Priority, &o.Payload, &o.Key, &o.Matter, &o.Card, &o.Edit, &o.Tries,
		at(&o.Created), at(&o.NotBefore), &o.Message)
	return o, err
}

// Pending returns the rows of that priority that wait to be sent and whose
// number is above after, in order, at most limit; those that are held back until
// later are among them. Rows to edit a card carry the number of its message.
func (tx *Tx) Pending(ctx context.Context, priority int, after int64, limit int) ([]department.Outgoing, error) {
	// The sum keeps SQLite from looking at the value when it plans: it would plan
	// anew for each other priority, which takes longer than the reading.
	const find query = `SELECT o.id, o.chat, o.priority, o.payload, coalesce(o.key, ''), o.matter, o.card, o.edit, o.tries,
		o.created_at, o.not_before, coalesce(c.message, 0)
		FROM outbox o LEFT JOIN cards c ON c.id = o.card
		WHERE o.state = 0 AND o.priority = $1 + 0 AND o.id > $2 ORDER BY o.id LIMIT $3`
	rows, err := all(ctx, tx, scanOutgoing, find, priority, after, limit)
	if err != nil {
		return nil, fmt.Errorf("find what waits to be sent: %w", err)
	}
	return rows, nil
}

// Settle notes what became of rows: sent ones leave the queue and give their
// card its number, the others are set aside with their reason or dropped. The
// key of a row that was sent or set aside stays used. Rows that are gone, or
// settled before, are passed over.
func (tx *Tx) Settle(ctx context.Context, fates []department.Fate) error {
	for _, f := range fates {
		if err := tx.settle(ctx, f); err != nil {
			return fmt.Errorf("settle row %d of the outbox: %w", f.ID, err)
		}
	}
	return nil
}

func (tx *Tx) settle(ctx context.Context, f department.Fate) error {
	const (
		drop   query = `DELETE FROM outbox WHERE id = $1 AND state = 0`
		finish query = `DELETE FROM outbox WHERE id = $1 AND state = 0 AND key IS NULL`
		mark   query = `UPDATE outbox SET state = 1, payload = $2, settled_at = $3 WHERE id = $1 AND state = 0`
		aside  query = `UPDATE outbox SET state = 2, reason = $2, settled_at = $3 WHERE id = $1 AND state = 0`
	)
	var err error
	switch f.Outcome {
	case department.Sent:
		if f.Card != 0 && f.Message != 0 {
			if err := tx.numberCard(ctx, f.Card, f.Message); err != nil {
				return err
			}
		}
		var n int64
		if n, err = tx.exec(ctx, finish, f.ID); n == 0 && err == nil {
			_, err = tx.exec(ctx, mark, f.ID, []byte{}, micro(f.At))
		}
	case department.Aside:
		_, err = tx.exec(ctx, aside, f.ID, f.Reason, micro(f.At))
	case department.Dropped:
		_, err = tx.exec(ctx, drop, f.ID)
	default:
		return fmt.Errorf("unknown outcome %q", f.Outcome)
	}
	return err
}
