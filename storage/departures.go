package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// CreateDeparture stores d and gives it its number.
func (tx *Tx) CreateDeparture(ctx context.Context, d department.Departure) (department.Departure, error) {
	const insert query = `INSERT INTO departures (person, role, made_by, at, matters, undone_at, heir, routines) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	matters, err := json.Marshal(d.Matters)
	var routines []byte
	if err == nil && len(d.Routines) > 0 {
		routines, err = json.Marshal(d.Routines)
	}
	if err == nil {
		d.ID, err = tx.insert(ctx, insert, d.Person, d.Role, d.By, micro(d.At), string(matters), micro(d.Undone), d.Heir, string(routines))
	}
	if err != nil {
		return department.Departure{}, fmt.Errorf("note that %d left: %w", d.Person, err)
	}
	return d, nil
}

func scanDeparture(row scanner) (d department.Departure, err error) {
	var matters, routines []byte
	if err := row.Scan(&d.ID, &d.Person, &d.Role, &d.By, at(&d.At), &matters, at(&d.Undone), &d.Heir, &routines); err != nil {
		return d, err
	}
	if err := json.Unmarshal(matters, &d.Matters); err != nil {
		return d, fmt.Errorf("read what was handed over in departure %d: %w", d.ID, err)
	}
	if len(routines) == 0 {
		return d, nil
	}
	if err := json.Unmarshal(routines, &d.Routines); err != nil {
		return d, fmt.Errorf("read what recurring tasks were handed over in departure %d: %w", d.ID, err)
	}
	return d, nil
}

// Departure returns the departure with that number.
func (tx *Tx) Departure(ctx context.Context, id int64) (department.Departure, error) {
	const find query = `SELECT id, person, role, made_by, at, matters, undone_at, heir, routines FROM departures WHERE id = $1`
	d, err := one(ctx, tx, scanDeparture, find, id)
	if err != nil {
		return department.Departure{}, fmt.Errorf("find departure %d: %w", id, err)
	}
	return d, nil
}

// HeirOf returns who took over when the person left last,
// [department.ErrNone] if nobody did.
func (tx *Tx) HeirOf(ctx context.Context, person department.PersonID) (department.PersonID, error) {
	const find query = `SELECT heir FROM departures WHERE person = $1 AND undone_at = 0 ORDER BY id DESC LIMIT 1`
	heir, err := one(ctx, tx, column[department.PersonID], find, person)
	switch {
	case err != nil:
		return 0, fmt.Errorf("find who took over from %d: %w", person, err)
	case heir == 0:
		return 0, fmt.Errorf("find who took over from %d: %w", person, department.ErrNone)
	}
	return heir, nil
}

// SaveDeparture notes whether a departure was taken back.
func (tx *Tx) SaveDeparture(ctx context.Context, d department.Departure) error {
	const save query = `UPDATE departures SET undone_at = $2 WHERE id = $1`
	if _, err := tx.exec(ctx, save, d.ID, micro(d.Undone)); err != nil {
		return fmt.Errorf("save departure %d: %w", d.ID, err)
	}
	return nil
}

// EndDialogs forgets all open questions to a person, in all chats.
func (tx *Tx) EndDialogs(ctx context.Context, person department.PersonID) error {
	const end query = `DELETE FROM dialogs WHERE person = $1`
	if _, err := tx.exec(ctx, end, person); err != nil {
		return fmt.Errorf("end the dialogs of %d: %w", person, err)
	}
	return nil
}

// OwnedMatters returns what a person owns and is not over, those that are done
// and wait for a last word included, by due time.
func (tx *Tx) OwnedMatters(ctx context.Context, owner department.PersonID) ([]department.Matter, error) {
	const find query = `SELECT id, ` + matterColumns + ` FROM matters
		WHERE state NOT IN ('closed', 'cancelled') AND owner = $1 ORDER BY due_at, id`
	found, err := all(ctx, tx, scanMatter, find, owner)
	if err != nil {
		return nil, fmt.Errorf("find what %d owns: %w", owner, err)
	}
	return found, nil
}
