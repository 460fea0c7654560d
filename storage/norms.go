package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// Norms returns the clocks of the department as they were set last, the zero
// value if they never were.
func (tx *Tx) Norms(ctx context.Context) (department.Norms, error) {
	const find query = `SELECT value FROM norms ORDER BY id DESC LIMIT 1`
	if n, ok := tx.conn.known.clocks(); ok {
		return n, tx.stands(ctx)
	}
	var n department.Norms
	value, err := one(ctx, tx, column[string], find)
	switch {
	case errors.Is(err, department.ErrNone):
		err = nil
	case err == nil:
		err = json.Unmarshal([]byte(value), &n)
	}
	if err != nil {
		return department.Norms{}, fmt.Errorf("read the clocks of the department: %w", err)
	}
	tx.conn.known.set(n)
	return n, nil
}

// SaveNorms sets the clocks of the department. Those that held before stay in
// the table, with who replaced them and when.
func (tx *Tx) SaveNorms(ctx context.Context, n department.Norms, by department.PersonID, at time.Time) error {
	const save query = `INSERT INTO norms (value, set_by, set_at) VALUES ($1, $2, $3)`
	value, err := json.Marshal(n)
	if err == nil {
		tx.conn.known.norms = nil
		_, err = tx.exec(ctx, save, string(value), by, micro(at))
	}
	if err != nil {
		return fmt.Errorf("set the clocks of the department: %w", err)
	}
	return nil
}
