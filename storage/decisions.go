package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

const decisionColumns = `text, owner, due_at, review_at, meeting, made_by, made_at, acted_at, acted_how, checked_at, check_note, dropped_at, drop_note, patience, rest_until, last`

func scanDecision(row scanner) (d department.Decision, err error) {
	err = row.Scan(&d.ID, &d.Text, &d.Owner, at(&d.Due), at(&d.Review), &d.Meeting, &d.By, at(&d.Made),
		at(&d.Acted), &d.ActedHow, at(&d.Checked), &d.CheckNote, at(&d.Dropped), &d.DropNote, &d.Patience, at(&d.Rest), deedText{&d.Last})
	return d, err
}

func decisionValues(d department.Decision) []any {
	return []any{d.Text, d.Owner, micro(d.Due), micro(d.Review), d.Meeting, d.By, micro(d.Made),
		micro(d.Acted), d.ActedHow, micro(d.Checked), d.CheckNote, micro(d.Dropped), d.DropNote, d.Patience, micro(d.Rest), writeDeed(d.Last)}
}

// CreateDecision stores a decision with its matters and its bell and gives it its
// number.
func (tx *Tx) CreateDecision(ctx context.Context, d department.Decision, cal workdays.Calendar) (department.Decision, error) {
	const insert query = `INSERT INTO decisions (` + decisionColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`
	id, err := tx.insert(ctx, insert, decisionValues(d)...)
	if err != nil {
		return department.Decision{}, fmt.Errorf("create a decision: %w", err)
	}
	d.ID = id
	return d, tx.followDecision(ctx, d, d.Made, cal)
}

// followDecision stores what goes with a decision: its matters, its history, and
// when the clock looks at it next after a moment.
func (tx *Tx) followDecision(ctx context.Context, d department.Decision, at time.Time, cal workdays.Calendar) error {
	const insert query = `INSERT INTO decision_events (decision, at, by, act, note) VALUES ($1, $2, $3, $4, $5)`
	if err := tx.linkMatters(ctx, d); err != nil {
		return err
	}
	for _, e := range d.Events() {
		if _, err := tx.exec(ctx, insert, d.ID, micro(e.At), e.By, e.Act, e.Note); err != nil {
			return fmt.Errorf("append to the history of decision %d: %w", d.ID, err)
		}
	}
	next, more := d.Next(at, cal)
	return tx.setBell(ctx, department.DecisionBell, d.ID, next, more)
}

// linkMatters stores what goes with a decision: the matters that carry it out, and
// by which words its owner finds it.
func (tx *Tx) linkMatters(ctx context.Context, d department.Decision) error {
	const link query = `INSERT INTO decision_matters (decision, matter) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	for _, m := range d.Matters {
		if _, err := tx.exec(ctx, link, d.ID, m); err != nil {
			return fmt.Errorf("link matter %d to decision %d: %w", m, d.ID, err)
		}
	}
	return tx.indexOther(ctx, department.Decisions, d.ID, []string{markOf(d.Owner)}, d.Text, d.ActedHow, d.CheckNote, d.DropNote)
}

// Decision returns the decision with that number.
func (tx *Tx) Decision(ctx context.Context, id int64) (department.Decision, error) {
	const find query = `SELECT id, ` + decisionColumns + ` FROM decisions WHERE id = $1`
	d, err := one(ctx, tx, scanDecision, find, id)
	if err == nil {
		err = tx.linked(ctx, &d)
	}
	if err != nil {
		return department.Decision{}, fmt.Errorf("find decision %d: %w", id, err)
	}
	return d, nil
}

// linked adds the matters that carry a decision out.
func (tx *Tx) linked(ctx context.Context, d *department.Decision) (err error) {
	const find query = `SELECT matter FROM decision_matters WHERE decision = $1 ORDER BY matter`
	d.Matters, err = all(ctx, tx, column[int64], find, d.ID)
	return err
}

// UpdateDecision lets change alter decision id at a moment and stores the result
// with its events and its next bell after that moment; matters are only ever
// added. An error of change is returned as it is, and nothing is stored.
func (tx *Tx) UpdateDecision(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Decision) error) (department.Decision, error) {
	const save query = `UPDATE decisions SET text = $2, owner = $3, due_at = $4, review_at = $5, meeting = $6, made_by = $7, made_at = $8,
		acted_at = $9, acted_how = $10, checked_at = $11, check_note = $12, dropped_at = $13, drop_note = $14,
		patience = $15, rest_until = $16, last = $17 WHERE id = $1`
	d, err := tx.Decision(ctx, id)
	if err != nil {
		return department.Decision{}, err
	}
	if err := change(&d); err != nil {
		return department.Decision{}, err
	}
	if _, err := tx.exec(ctx, save, append([]any{d.ID}, decisionValues(d)...)...); err != nil {
		return department.Decision{}, fmt.Errorf("save decision %d: %w", d.ID, err)
	}
	return d, tx.followDecision(ctx, d, at, cal)
}

func scanDecisionEvent(row scanner) (e department.DecisionEvent, err error) {
	err = row.Scan(at(&e.At), &e.By, &e.Act, &e.Note)
	return e, err
}

// DecisionEvents returns the latest events of a decision, the latest first.
func (tx *Tx) DecisionEvents(ctx context.Context, decision int64, limit int) ([]department.DecisionEvent, error) {
	const find query = `SELECT at, by, act, note FROM decision_events WHERE decision = $1 ORDER BY id DESC LIMIT $2`
	events, err := all(ctx, tx, scanDecisionEvent, find, decision, limit)
	if err != nil {
		return nil, fmt.Errorf("read the history of decision %d: %w", decision, err)
	}
	return events, nil
}

// LiveDecisions returns the decisions that were neither checked nor taken back,
// with their matters, the oldest first, at most limit.
func (tx *Tx) LiveDecisions(ctx context.Context, limit int) ([]department.Decision, error) {
	const find query = `SELECT id, ` + decisionColumns + ` FROM decisions WHERE checked_at = 0 AND dropped_at = 0 ORDER BY made_at, id LIMIT $1`
	found, err := all(ctx, tx, scanDecision, find, limit)
	for i := range found {
		if err == nil {
			err = tx.linked(ctx, &found[i])
		}
	}
	if err != nil {
		return nil, fmt.Errorf("find the decisions that are alive: %w", err)
	}
	return found, nil
}

// IdleDecisions counts the decisions of which nothing has come: none of their
// matters is open or closed, and nobody said how else they were carried out.
func (tx *Tx) IdleDecisions(ctx context.Context) (int, error) {
	const count query = `SELECT count(*) FROM decisions d WHERE checked_at = 0 AND dropped_at = 0 AND acted_at = 0
		AND NOT EXISTS (SELECT 1 FROM decision_matters l JOIN matters m ON m.id = l.matter WHERE l.decision = d.id AND m.state <> 'cancelled')`
	n, err := one(ctx, tx, column[int], count)
	if err != nil {
		return 0, fmt.Errorf("count the decisions without action: %w", err)
	}
	return n, nil
}
