package storage

import (
	"context"
	"fmt"
)

// Waiting is how much is still to be done or looked at.
type Waiting struct {
	Outbox int // messages that wait to be sent
	Aside  int // messages that could not be sent
	Failed int // updates that could not be handled
}

// Waiting counts what waits. It reads only that, never the history.
func (tx *Tx) Waiting(ctx context.Context) (w Waiting, err error) {
	const (
		outbox query = `SELECT count(*) FROM outbox WHERE state = 0 AND priority >= 0`
		aside  query = `SELECT count(*) FROM outbox WHERE state = 2 AND settled_at >= 0`
		failed query = `SELECT count(*) FROM failed_updates WHERE at >= 0`
	)
	for _, c := range []struct {
		query
		into *int
	}{{outbox, &w.Outbox}, {aside, &w.Aside}, {failed, &w.Failed}} {
		if *c.into, err = one(ctx, tx, column[int], c.query); err != nil {
			return w, fmt.Errorf("count what waits: %w", err)
		}
	}
	return w, nil
}
