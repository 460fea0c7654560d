package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func scanReminder(row scanner) (r department.Reminder, err error) {
	err = row.Scan(&r.Matter, &r.Rung, &r.Cause, &r.Tell, at(&r.Due), at(&r.At))
	return r, err
}

// DueReminders returns the reminders whose time has come at now, the earliest
// first, at most limit.
func (tx *Tx) DueReminders(ctx context.Context, now time.Time, limit int) ([]department.Reminder, error) {
	const find query = `SELECT matter, rung, cause, tell, due_at, at FROM reminders WHERE at <= $1 ORDER BY at, matter LIMIT $2`
	due, err := all(ctx, tx, scanReminder, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find due reminders: %w", err)
	}
	return due, nil
}

// SaveReminder replaces the reminder of its matter.
func (tx *Tx) SaveReminder(ctx context.Context, r department.Reminder) error {
	const save query = `INSERT INTO reminders (matter, rung, cause, tell, due_at, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (matter) DO UPDATE SET rung = excluded.rung, cause = excluded.cause, tell = excluded.tell,
		due_at = excluded.due_at, at = excluded.at`
	if _, err := tx.exec(ctx, save, r.Matter, r.Rung, r.Cause, r.Tell, micro(r.Due), micro(r.At)); err != nil {
		return fmt.Errorf("save the reminder of matter %d: %w", r.Matter, err)
	}
	return nil
}

// EndReminder removes the reminder of a matter, if it has one.
func (tx *Tx) EndReminder(ctx context.Context, matter int64) error {
	const end query = `DELETE FROM reminders WHERE matter = $1`
	if _, err := tx.exec(ctx, end, matter); err != nil {
		return fmt.Errorf("end the reminder of matter %d: %w", matter, err)
	}
	return nil
}
