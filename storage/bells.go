package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func scanBell(row scanner) (b department.Bell, err error) {
	err = row.Scan(&b.What, &b.Ref, &b.Person, at(&b.Due), at(&b.At), &b.Cause, &b.Tell, &b.Through)
	return b, err
}

// DueBells returns the bells whose time has come at now, the earliest first, at
// most limit.
func (tx *Tx) DueBells(ctx context.Context, now time.Time, limit int) ([]department.Bell, error) {
	const find query = `SELECT what, ref, person, due_at, at, cause, tell, through FROM bells WHERE at <= $1 ORDER BY at, what, ref, person LIMIT $2`
	due, err := all(ctx, tx, scanBell, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find due bells: %w", err)
	}
	return due, nil
}

// SaveBell replaces the bell of its thing and person.
func (tx *Tx) SaveBell(ctx context.Context, b department.Bell) error {
	const save query = `INSERT INTO bells (what, ref, person, due_at, at, cause, tell, through) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (what, ref, person) DO UPDATE SET due_at = excluded.due_at, at = excluded.at, cause = excluded.cause,
		tell = excluded.tell, through = excluded.through`
	if _, err := tx.exec(ctx, save, b.What, b.Ref, b.Person, micro(b.Due), micro(b.RingAt()), b.Cause, b.Tell, truth(b.Through)); err != nil {
		return fmt.Errorf("save the bell of %s %d: %w", b.What, b.Ref, err)
	}
	return nil
}

// EndBell removes the bell of a thing and a person, if there is one.
func (tx *Tx) EndBell(ctx context.Context, what department.BellKind, ref int64, person department.PersonID) error {
	const end query = `DELETE FROM bells WHERE what = $1 AND ref = $2 AND person = $3`
	if _, err := tx.exec(ctx, end, what, ref, person); err != nil {
		return fmt.Errorf("end the bell of %s %d: %w", what, ref, err)
	}
	return nil
}

// setBell replaces the bell of a thing, or ends it if there is no next.
func (tx *Tx) setBell(ctx context.Context, what department.BellKind, ref int64, next department.Bell, more bool) error {
	if !more {
		return tx.EndBell(ctx, what, ref, 0)
	}
	next.What, next.Ref, next.Person = what, ref, 0
	return tx.SaveBell(ctx, next)
}
