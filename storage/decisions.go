package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// CreateDecision stores a decision and gives it its number.
func (tx *Tx) CreateDecision(ctx context.Context, d department.Decision) (department.Decision, error) {
	const (
		insert query = `INSERT INTO decisions (meeting, owner, made_at, body) VALUES ($1, $2, $3, '') RETURNING id`
		save   query = `UPDATE decisions SET body = $2 WHERE id = $1`
	)
	var err error
	if d.ID, err = one(ctx, tx, column[int64], insert, d.Meeting, d.Owner, micro(d.Made)); err != nil {
		return department.Decision{}, fmt.Errorf("create a decision: %w", err)
	}
	body, err := json.Marshal(d)
	if err == nil {
		_, err = tx.exec(ctx, save, d.ID, string(body))
	}
	if err != nil {
		return department.Decision{}, fmt.Errorf("create a decision: %w", err)
	}
	return d, nil
}
