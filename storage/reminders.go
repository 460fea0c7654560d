package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func scanReminder(row scanner) (r department.Reminder, err error) {
	var told []byte
	if err := row.Scan(&r.Matter, &r.Rung, &r.Cause, &r.Tell, at(&r.Due), at(&r.At), &told); err != nil || len(told) == 0 {
		return r, err
	}
	if err := json.Unmarshal(told, &r.Told); err != nil {
		return r, fmt.Errorf("read who was told about matter %d: %w", r.Matter, err)
	}
	return r, nil
}

// DueReminders returns the reminders whose time has come at now, the earliest
// first, at most limit.
func (tx *Tx) DueReminders(ctx context.Context, now time.Time, limit int) ([]department.Reminder, error) {
	const find query = `SELECT matter, rung, cause, tell, due_at, at, told FROM reminders WHERE at <= $1 ORDER BY at, matter LIMIT $2`
	due, err := all(ctx, tx, scanReminder, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find due reminders: %w", err)
	}
	return due, nil
}

// SaveReminder replaces the reminder of its matter.
func (tx *Tx) SaveReminder(ctx context.Context, r department.Reminder) error {
	const save query = `INSERT INTO reminders (matter, rung, cause, tell, due_at, at, told) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (matter) DO UPDATE SET rung = excluded.rung, cause = excluded.cause, tell = excluded.tell,
		due_at = excluded.due_at, at = excluded.at, told = excluded.told`
	var told []byte
	if len(r.Told) > 0 {
		var err error
		if told, err = json.Marshal(r.Told); err != nil {
			return fmt.Errorf("save the reminder of matter %d: %w", r.Matter, err)
		}
	}
	if _, err := tx.exec(ctx, save, r.Matter, r.Rung, r.Cause, r.Tell, micro(r.Due), micro(r.At), string(told)); err != nil {
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
