package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const routineColumns = `text, owner, made_by, created_at, time, due_at, next_at, owners`

func scanRoutine(row scanner) (r department.Routine, err error) {
	var rule, owners []byte
	var first department.PersonID
	if err := row.Scan(&r.ID, &r.Text, &first, &r.By, at(&r.Created), &rule, at(&r.Due), &owners); err != nil {
		return r, err
	}
	if len(owners) == 0 {
		r.Owners = []department.PersonID{first}
	} else if err := json.Unmarshal(owners, &r.Owners); err != nil {
		return r, fmt.Errorf("read whose recurring task %d is: %w", r.ID, err)
	}
	if err := json.Unmarshal(rule, &r.Time); err != nil {
		return r, fmt.Errorf("read the rule of recurring task %d: %w", r.ID, err)
	}
	return r, nil
}

// CreateRoutine stores a recurring task, whose next task is given at next.
func (tx *Tx) CreateRoutine(ctx context.Context, r department.Routine, next time.Time) (department.Routine, error) {
	const insert query = `INSERT INTO routines (` + routineColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	rule, err := json.Marshal(r.Time)
	first, owners := ownersOf(r)
	if err == nil {
		r.ID, err = tx.insert(ctx, insert, r.Text, first, r.By, micro(r.Created), string(rule), micro(r.Due), micro(next), owners)
	}
	if err != nil {
		return department.Routine{}, fmt.Errorf("create a recurring task: %w", err)
	}
	return r, nil
}

// Routine returns the recurring task with that number.
func (tx *Tx) Routine(ctx context.Context, id int64) (department.Routine, error) {
	const find query = `SELECT id, text, owner, made_by, created_at, time, due_at, owners FROM routines WHERE id = $1`
	r, err := one(ctx, tx, scanRoutine, find, id)
	if err != nil {
		return department.Routine{}, fmt.Errorf("find recurring task %d: %w", id, err)
	}
	return r, nil
}

// SaveRoutine stores the next due time and when that task is given; zero ends it.
func (tx *Tx) SaveRoutine(ctx context.Context, r department.Routine, next time.Time) error {
	const save query = `UPDATE routines SET owner = $2, due_at = $3, next_at = $4, owners = $5 WHERE id = $1`
	first, owners := ownersOf(r)
	if _, err := tx.exec(ctx, save, r.ID, first, micro(r.Due), micro(next), owners); err != nil {
		return fmt.Errorf("save recurring task %d: %w", r.ID, err)
	}
	return nil
}

// ownersOf returns the stored form of whose a recurring task is: the first, and
// all of them if there are several.
func ownersOf(r department.Routine) (first department.PersonID, owners string) {
	if len(r.Owners) == 0 {
		return 0, ""
	}
	if len(r.Owners) > 1 {
		text, _ := json.Marshal(r.Owners) // numbers
		owners = string(text)
	}
	return r.Owners[0], owners
}

// Routines returns the recurring tasks that go on, the next one first: at most
// limit, after the first offset ones.
func (tx *Tx) Routines(ctx context.Context, offset, limit int) ([]department.Routine, error) {
	const find query = `SELECT id, text, owner, made_by, created_at, time, due_at, owners FROM routines
		WHERE next_at <> 0 ORDER BY next_at, id LIMIT $1 OFFSET $2`
	found, err := all(ctx, tx, scanRoutine, find, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("find recurring tasks: %w", err)
	}
	return found, nil
}

// DueRoutines returns the recurring tasks whose next task is to be given at now,
// the earliest first, at most limit.
func (tx *Tx) DueRoutines(ctx context.Context, now time.Time, limit int) ([]department.Routine, error) {
	const find query = `SELECT id, text, owner, made_by, created_at, time, due_at, owners FROM routines
		WHERE next_at <> 0 AND next_at <= $1 ORDER BY next_at, id LIMIT $2`
	due, err := all(ctx, tx, scanRoutine, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find due recurring tasks: %w", err)
	}
	return due, nil
}
