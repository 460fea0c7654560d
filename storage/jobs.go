package storage

import (
	"context"
	"fmt"
	"time"
)

// JobSeen returns until when the fixed job was seen to, [department.ErrNone] if
// it is new.
func (tx *Tx) JobSeen(ctx context.Context, name string) (time.Time, error) {
	const find query = `SELECT seen_at FROM jobs WHERE name = $1`
	seen, err := one(ctx, tx, scanMoment, find, name)
	if err != nil {
		return time.Time{}, fmt.Errorf("find when the job %s was done: %w", name, err)
	}
	return seen, nil
}

// SaveJob notes that the fixed job needs no look until the first of its times
// after seen.
func (tx *Tx) SaveJob(ctx context.Context, name string, seen time.Time) error {
	const save query = `INSERT INTO jobs (name, seen_at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`
	if _, err := tx.exec(ctx, save, name, micro(seen)); err != nil {
		return fmt.Errorf("note that the job %s was done: %w", name, err)
	}
	return nil
}
