package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func scanEvent(row scanner) (e department.Event, err error) {
	var before []byte
	if err := row.Scan(&e.ID, &e.Matter, &e.Kind, at(&e.At), &e.By, &e.Act, &e.Note, &e.State, &e.Owner, &before); err != nil {
		return e, err
	}
	if len(before) == 0 {
		return e, nil
	}
	e.Before = new(department.Standing)
	if err := json.Unmarshal(before, e.Before); err != nil {
		return e, fmt.Errorf("read what was before event %d: %w", e.ID, err)
	}
	return e, nil
}

// appendEvents adds lines about a matter to the ledger.
func (tx *Tx) appendEvents(ctx context.Context, matter int64, events []department.Event) error {
	const insert query = `INSERT INTO events (matter, kind, at, by, act, note, state, owner, before)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	for _, e := range events {
		var before []byte
		if e.Before != nil {
			var err error
			if before, err = json.Marshal(e.Before); err != nil {
				return fmt.Errorf("write what was before %s: %w", e.Act, err)
			}
		}
		if _, err := tx.exec(ctx, insert, matter, e.Kind, micro(e.At), e.By, e.Act, e.Note, e.State, e.Owner, string(before)); err != nil {
			return fmt.Errorf("append %s to the ledger: %w", e.Act, err)
		}
	}
	return nil
}

// LastEvent returns the latest event of a matter.
func (tx *Tx) LastEvent(ctx context.Context, matter int64) (department.Event, error) {
	const find query = `SELECT id, matter, kind, at, by, act, note, state, owner, before FROM events
		WHERE matter = $1 ORDER BY id DESC LIMIT 1`
	e, err := one(ctx, tx, scanEvent, find, matter)
	if err != nil {
		return department.Event{}, fmt.Errorf("find the last event of matter %d: %w", matter, err)
	}
	return e, nil
}

// History returns the latest events of a matter, the newest first: at most
// limit, after the first offset of them. How the matter stood before is left out.
func (tx *Tx) History(ctx context.Context, matter int64, limit, offset int) ([]department.Event, error) {
	const find query = `SELECT id, matter, kind, at, by, act, note, state, owner, '' FROM events
		WHERE matter = $1 ORDER BY id DESC LIMIT $2 OFFSET $3`
	events, err := all(ctx, tx, scanEvent, find, matter, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("find the history of matter %d: %w", matter, err)
	}
	return events, nil
}

func scanCount(row scanner) (c department.Count, err error) {
	err = row.Scan(&c.Kind, &c.Act, &c.Undone, &c.Times)
	return c, err
}

// Counts counts the events after one moment and until another, the second
// included, by kind and act; what was taken back is counted by the act undone.
func (tx *Tx) Counts(ctx context.Context, after, until time.Time) ([]department.Count, error) {
	const count query = `SELECT kind, act, CASE act WHEN 'undo' THEN note ELSE '' END AS undone, count(*) FROM events
		WHERE at > $1 AND at <= $2 GROUP BY kind, act, undone ORDER BY kind, act, undone`
	counts, err := all(ctx, tx, scanCount, count, micro(after), micro(until))
	if err != nil {
		return nil, fmt.Errorf("count events: %w", err)
	}
	return counts, nil
}

func scanLoad(row scanner) (l department.Load, err error) {
	err = row.Scan(&l.Person, &l.Kind, &l.Open, &l.Overdue)
	return l, err
}

// Standings counts the matters that are not over, and those of them that are
// overdue at now, by kind and owner.
func (tx *Tx) Standings(ctx context.Context, now time.Time) ([]department.Load, error) {
	const count query = `SELECT owner, kind, count(*), sum(CASE WHEN due_at < $1 AND state IN ('open', 'taken') THEN 1 ELSE 0 END)
		FROM matters WHERE state NOT IN ('closed', 'cancelled') GROUP BY owner, kind ORDER BY owner, kind`
	loads, err := all(ctx, tx, scanLoad, count, micro(now))
	if err != nil {
		return nil, fmt.Errorf("count what is in hand: %w", err)
	}
	return loads, nil
}

// LoadOf counts what a person has in hand at now: all that is not over, what of
// it is overdue and what waits.
func (tx *Tx) LoadOf(ctx context.Context, person department.PersonID, now time.Time) (department.Load, error) {
	const count query = `SELECT owner, '', count(*), sum(CASE WHEN due_at < $2 AND state IN ('open', 'taken') THEN 1 ELSE 0 END),
		sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END)
		FROM matters WHERE state NOT IN ('closed', 'cancelled') AND state <> 'done' AND owner = $1 GROUP BY owner`
	l, err := one(ctx, tx, func(row scanner) (l department.Load, err error) {
		err = row.Scan(&l.Person, &l.Kind, &l.Open, &l.Overdue, &l.Waiting)
		return l, err
	}, count, person, micro(now))
	if errors.Is(err, department.ErrNone) {
		return department.Load{Person: person}, nil
	}
	if err != nil {
		return department.Load{}, fmt.Errorf("count what %d has in hand: %w", person, err)
	}
	return l, nil
}
