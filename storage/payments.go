package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// date scans a day, empty for none.
type date struct{ to *workdays.Date }

// Scan implements sql.Scanner.
func (d date) Scan(stored any) error {
	text, ok := stored.(string)
	if !ok {
		return fmt.Errorf("scan a day: %T is no text", stored)
	}
	*d.to = workdays.Date{}
	if text == "" {
		return nil
	}
	return d.to.UnmarshalText([]byte(text))
}

// dateText returns the stored form of a day.
func dateText(d workdays.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

const paymentColumns = `id, plan, nominal, due, title, kind, client, ground, owner, hushed, created_at, standing, version`

func scanPayment(row scanner) (p department.Payment, err error) {
	var standing []byte
	err = row.Scan(&p.ID, &p.Plan, date{&p.Nominal}, date{&p.Due}, &p.Title, &p.Kind, &p.Client, &p.Ground, &p.Owner, &p.Hushed,
		at(&p.Created), &standing, &p.Version)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(standing, &p.PaymentStanding); err != nil {
		return p, fmt.Errorf("read payment %d: %w", p.ID, err)
	}
	return p, nil
}

// Payment returns the payment with that number.
func (tx *Tx) Payment(ctx context.Context, id int64) (department.Payment, error) {
	const find query = `SELECT ` + paymentColumns + ` FROM payments WHERE id = $1`
	p, err := one(ctx, tx, scanPayment, find, id)
	if err != nil {
		return department.Payment{}, fmt.Errorf("find payment %d: %w", id, err)
	}
	return p, nil
}

// createPayment stores a payment that a plan made, unless that day of the plan
// has one already.
func (tx *Tx) createPayment(ctx context.Context, p department.Payment, cal workdays.Calendar) error {
	const insert query = `INSERT INTO payments (plan, nominal, due, title, kind, client, ground, owner, hushed, created_at, state, standing, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`
	const find query = `SELECT id FROM payments WHERE plan = $1 AND nominal = $2 AND state <> 'void'`
	standing, err := json.Marshal(p.PaymentStanding)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, insert, p.Plan, dateText(p.Nominal), dateText(p.Due), p.Title, p.Kind, p.Client, p.Ground, p.Owner, truth(p.Hushed),
		micro(p.Created), p.State, string(standing), p.Version)
	if err != nil || n == 0 {
		return err
	}
	if p.ID, err = one(ctx, tx, column[int64], find, p.Plan, dateText(p.Nominal)); err != nil {
		return err
	}
	next, more := p.Next(p.Created, cal)
	if err := tx.setBell(ctx, department.PaymentBell, p.ID, next, more); err != nil {
		return err
	}
	return tx.appendPaymentEvents(ctx, p.Plan, p.ID, p.Events())
}

// UpdatePayment lets change alter payment id at a moment and stores the result
// with its events and its next bell after that moment. An error of change is
// returned as it is, and nothing is stored.
func (tx *Tx) UpdatePayment(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Payment) error) (department.Payment, error) {
	const save query = `UPDATE payments SET state = $2, standing = $3, version = $4 WHERE id = $1`
	p, err := tx.Payment(ctx, id)
	if err != nil {
		return department.Payment{}, err
	}
	if err := change(&p); err != nil {
		return department.Payment{}, err
	}
	standing, err := json.Marshal(p.PaymentStanding)
	if err == nil {
		_, err = tx.exec(ctx, save, id, p.State, string(standing), p.Version)
	}
	if err != nil {
		return department.Payment{}, fmt.Errorf("save payment %d: %w", id, err)
	}
	next, more := p.Next(at, cal)
	if err := tx.setBell(ctx, department.PaymentBell, id, next, more); err != nil {
		return department.Payment{}, err
	}
	return p, tx.appendPaymentEvents(ctx, p.Plan, id, p.Events())
}

// OpenPayments returns what is still owed and falls due until that day, the
// earliest first, at most limit.
func (tx *Tx) OpenPayments(ctx context.Context, until workdays.Date, limit int) ([]department.Payment, error) {
	const find query = `SELECT ` + paymentColumns + ` FROM payments WHERE state IN ('unpaid', 'held') AND due <= $1 ORDER BY due, id LIMIT $2`
	found, err := all(ctx, tx, scanPayment, find, dateText(until), limit)
	if err != nil {
		return nil, fmt.Errorf("find open payments: %w", err)
	}
	return found, nil
}

// PaymentsOf returns the payments of a plan that were not dropped, the earliest
// first.
func (tx *Tx) PaymentsOf(ctx context.Context, plan int64) ([]department.Payment, error) {
	const find query = `SELECT ` + paymentColumns + ` FROM payments WHERE plan = $1 AND state <> 'void' ORDER BY nominal`
	found, err := all(ctx, tx, scanPayment, find, plan)
	if err != nil {
		return nil, fmt.Errorf("find the payments of plan %d: %w", plan, err)
	}
	return found, nil
}

func (tx *Tx) appendPaymentEvents(ctx context.Context, plan, payment int64, events []department.PaymentEvent) error {
	const insert query = `INSERT INTO payment_events (plan, payment, at, by, act, note, sum, currency, plan_before, before)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	for _, e := range events {
		planBefore, err := optionalJSON(e.PlanBefore)
		if err != nil {
			return err
		}
		before, err := optionalJSON(e.Before)
		if err != nil {
			return err
		}
		if _, err := tx.exec(ctx, insert, plan, payment, micro(e.At), e.By, e.Act, e.Note, e.Sum.Minor, e.Sum.Currency, planBefore, before); err != nil {
			return fmt.Errorf("append to the history of plan %d: %w", plan, err)
		}
	}
	return nil
}

// optionalJSON returns v as JSON, empty for nil.
func optionalJSON[T any](v *T) (string, error) {
	if v == nil {
		return "", nil
	}
	text, err := json.Marshal(v)
	return string(text), err
}

func scanPaymentEvent(row scanner) (e department.PaymentEvent, err error) {
	var planBefore, before string
	err = row.Scan(&e.ID, &e.Plan, &e.Payment, at(&e.At), &e.By, &e.Act, &e.Note, &e.Sum.Minor, &e.Sum.Currency, &planBefore, &before)
	if err == nil && planBefore != "" {
		e.PlanBefore = new(department.PlanStanding)
		err = json.Unmarshal([]byte(planBefore), e.PlanBefore)
	}
	if err == nil && before != "" {
		e.Before = new(department.PaymentStanding)
		err = json.Unmarshal([]byte(before), e.Before)
	}
	return e, err
}

// PaymentEvents returns the latest events of a payment, or of a plan for payment
// 0, the latest first, at most limit.
func (tx *Tx) PaymentEvents(ctx context.Context, plan, payment int64, limit int) ([]department.PaymentEvent, error) {
	const find query = `SELECT id, plan, payment, at, by, act, note, sum, currency, plan_before, before FROM payment_events
		WHERE plan = $1 AND payment = $2 ORDER BY id DESC LIMIT $3`
	found, err := all(ctx, tx, scanPaymentEvent, find, plan, payment, limit)
	if err != nil {
		return nil, fmt.Errorf("read the history of plan %d: %w", plan, err)
	}
	return found, nil
}
