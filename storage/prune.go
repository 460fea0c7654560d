package storage

import (
	"context"
	"fmt"
	"time"
)

// How long what is over is kept.
const (
	draftsKept  = 90 * 24 * time.Hour
	settledKept = 180 * 24 * time.Hour // rows set aside, and used keys
	failedKept  = 180 * 24 * time.Hour
)

// Prune removes what nobody will ask for again: numbers of updates after a week,
// drafts after 90 days; after 180 days the keys of messages that were sent, rows
// that were set aside and updates that could not be handled. Matters and the
// ledger stay. It returns how many rows went.
func (tx *Tx) Prune(ctx context.Context, now time.Time) (int, error) {
	const (
		handled query = `DELETE FROM handled_updates WHERE at < $1`
		drafts  query = `DELETE FROM drafts WHERE created_at < $1`
		settled query = `DELETE FROM outbox WHERE state <> 0 AND settled_at < $1`
		failed  query = `DELETE FROM failed_updates WHERE at < $1`
	)
	var gone int64
	for _, old := range []struct {
		delete query
		after  time.Duration
	}{{handled, handledFor}, {drafts, draftsKept}, {settled, settledKept}, {failed, failedKept}} {
		n, err := tx.exec(ctx, old.delete, micro(now.Add(-old.after)))
		if err != nil {
			return 0, fmt.Errorf("remove what is old: %w", err)
		}
		gone += n
	}
	return int(gone), nil
}
