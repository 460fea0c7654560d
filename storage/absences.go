package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const absenceColumns = `person, deputy, from_at, until_at, made_by, created_at, begun_at, ended_at`

func scanAbsence(row scanner) (a department.Absence, err error) {
	err = row.Scan(&a.ID, &a.Person, &a.Deputy, at(&a.From), at(&a.Until), &a.By, at(&a.Created), at(&a.Begun), at(&a.Ended))
	return a, err
}

// CreateAbsence stores a and gives it its number.
func (tx *Tx) CreateAbsence(ctx context.Context, a department.Absence) (department.Absence, error) {
	const insert query = `INSERT INTO absences (` + absenceColumns + `, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	id, err := tx.insert(ctx, insert, a.Person, a.Deputy, micro(a.From), micro(a.Until), a.By,
		micro(a.Created), micro(a.Begun), micro(a.Ended), micro(a.Next()))
	if err != nil {
		return department.Absence{}, fmt.Errorf("create an absence of %d: %w", a.Person, err)
	}
	a.ID = id
	return a, nil
}

// Absence returns the absence with that number.
func (tx *Tx) Absence(ctx context.Context, id int64) (department.Absence, error) {
	const find query = `SELECT id, ` + absenceColumns + ` FROM absences WHERE id = $1`
	a, err := one(ctx, tx, scanAbsence, find, id)
	if err != nil {
		return department.Absence{}, fmt.Errorf("find absence %d: %w", id, err)
	}
	return a, nil
}

// SaveAbsence stores what of an absence can change.
func (tx *Tx) SaveAbsence(ctx context.Context, a department.Absence) error {
	const save query = `UPDATE absences SET deputy = $2, begun_at = $3, ended_at = $4, next_at = $5 WHERE id = $1`
	if _, err := tx.exec(ctx, save, a.ID, a.Deputy, micro(a.Begun), micro(a.Ended), micro(a.Next())); err != nil {
		return fmt.Errorf("save absence %d: %w", a.ID, err)
	}
	return nil
}

// Absences returns those that last at now or are to come, the earliest first.
func (tx *Tx) Absences(ctx context.Context, now time.Time) ([]department.Absence, error) {
	const find query = `SELECT id, ` + absenceColumns + ` FROM absences WHERE ended_at = 0 AND until_at > $1`
	found, err := all(ctx, tx, scanAbsence, find, micro(now))
	if err != nil {
		return nil, fmt.Errorf("find absences: %w", err)
	}
	slices.SortFunc(found, func(a, b department.Absence) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	return found, nil
}

// DueAbsences returns the absences that begin or end by now, at most limit.
func (tx *Tx) DueAbsences(ctx context.Context, now time.Time, limit int) ([]department.Absence, error) {
	const find query = `SELECT id, ` + absenceColumns + ` FROM absences WHERE next_at <> 0 AND next_at <= $1 ORDER BY next_at, id LIMIT $2`
	due, err := all(ctx, tx, scanAbsence, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find absences that begin or end: %w", err)
	}
	return due, nil
}
