package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// Reshift moves the payments that are still owed and not overdue to the days to
// which cal moves their nominal days, with their bells, and returns how many
// moved. It is for the start of the program: the table of days off may be another
// than the last time.
func (tx *Tx) Reshift(ctx context.Context, now time.Time, cal workdays.Calendar) (int, error) {
	const (
		open query = `SELECT ` + paymentColumns + ` FROM payments WHERE state IN ('unpaid', 'held') AND due > $1 ORDER BY due, id LIMIT $2`
		move query = `UPDATE payments SET due = $2, version = $3 WHERE id = $1`
		most       = 10_000
	)
	found, err := all(ctx, tx, scanPayment, open, dateText(cal.Today(now).Add(-1)), most)
	if err != nil {
		return 0, fmt.Errorf("find what the calendar may move: %w", err)
	}
	moved := 0
	for _, p := range found {
		plan, err := tx.Plan(ctx, p.Plan)
		if err != nil {
			return moved, err
		}
		if !p.Reshift(plan, now, cal) {
			continue
		}
		moved++
		if _, err := tx.exec(ctx, move, p.ID, dateText(p.Due), p.Version); err != nil {
			return moved, fmt.Errorf("move payment %d: %w", p.ID, err)
		}
		next, more := p.Next(now, cal)
		if err := tx.setBell(ctx, department.PaymentBell, p.ID, next, more); err != nil {
			return moved, err
		}
		if err := tx.appendPaymentEvents(ctx, p.Plan, p.ID, p.Events()); err != nil {
			return moved, err
		}
	}
	return moved, nil
}
