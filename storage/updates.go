package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// handledFor is how long it is known that an update was handled. The messenger
// gives an update again for a day at most. It begins its numbers anew, at random,
// after a week without updates: then nothing that is still known is in the way.
const handledFor = 7 * 24 * time.Hour

// Handle notes that the update was handled and reports whether it is new.
// Numbers are compared for being equal only: they may start again lower.
func (tx *Tx) Handle(ctx context.Context, update int64, now time.Time) (bool, error) {
	const note query = `INSERT INTO handled_updates (id, at) VALUES ($1, $2)
		ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE handled_updates.at < $3`
	n, err := tx.exec(ctx, note, update, micro(now), micro(now.Add(-handledFor)))
	if err != nil {
		return false, fmt.Errorf("note update %d: %w", update, err)
	}
	return n > 0, nil
}

// KeepFailed keeps an update that could not be handled and returns the number
// under which it is found.
func (tx *Tx) KeepFailed(ctx context.Context, f department.FailedUpdate) (int64, error) {
	const insert query = `INSERT INTO failed_updates (update_id, raw, reason, at) VALUES ($1, $2, $3, $4)`
	id, err := tx.insert(ctx, insert, f.Update, bytesOf(f.Raw), f.Reason, micro(f.At))
	if err != nil {
		return 0, fmt.Errorf("keep failed update %d: %w", f.Update, err)
	}
	return id, nil
}

func scanFailed(row scanner) (f department.FailedUpdate, err error) {
	err = row.Scan(&f.ID, &f.Update, &f.Raw, &f.Reason, at(&f.At))
	return f, err
}

// FailedUpdates returns the latest updates that could not be handled, newest
// first, at most limit.
func (tx *Tx) FailedUpdates(ctx context.Context, limit int) ([]department.FailedUpdate, error) {
	const find query = `SELECT id, update_id, raw, reason, at FROM failed_updates ORDER BY id DESC LIMIT $1`
	found, err := all(ctx, tx, scanFailed, find, limit)
	if err != nil {
		return nil, fmt.Errorf("find failed updates: %w", err)
	}
	return found, nil
}
