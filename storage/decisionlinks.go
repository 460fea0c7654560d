package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// deedText is what was done with a decision last, as it is stored.
type deedText struct{ deed *department.DecisionDeed }

// Scan implements [database/sql.Scanner].
func (t deedText) Scan(stored any) error {
	text, ok := stored.(string)
	if !ok {
		return fmt.Errorf("read what was done with a decision: it is a %T", stored)
	}
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), t.deed)
}

// writeDeed returns what was done with a decision last, as it is stored.
func writeDeed(deed department.DecisionDeed) string {
	if deed == (department.DecisionDeed{}) {
		return ""
	}
	text, err := json.Marshal(deed)
	if err != nil {
		panic(err) // numbers, texts and moments always encode
	}
	return string(text)
}

// DecisionsOf returns the numbers of the decisions that a matter carries out.
func (tx *Tx) DecisionsOf(ctx context.Context, matter int64) ([]int64, error) {
	const find query = `SELECT decision FROM decision_matters WHERE matter = $1 ORDER BY decision`
	found, err := all(ctx, tx, column[int64], find, matter)
	if err != nil {
		return nil, fmt.Errorf("find what matter %d carries out: %w", matter, err)
	}
	return found, nil
}

// NoteAnswer remembers that the answer in a matter became a decision.
func (tx *Tx) NoteAnswer(ctx context.Context, matter, decision int64) error {
	const insert query = `INSERT INTO decision_answers (matter, decision) VALUES ($1, $2)`
	if _, err := tx.exec(ctx, insert, matter, decision); err != nil {
		return fmt.Errorf("note that matter %d became decision %d: %w", matter, decision, err)
	}
	return nil
}

// DecisionsFrom returns the numbers of the decisions that the answer in a matter
// became.
func (tx *Tx) DecisionsFrom(ctx context.Context, matter int64) ([]int64, error) {
	const find query = `SELECT decision FROM decision_answers WHERE matter = $1 ORDER BY decision`
	found, err := all(ctx, tx, column[int64], find, matter)
	if err != nil {
		return nil, fmt.Errorf("find what matter %d became: %w", matter, err)
	}
	return found, nil
}
