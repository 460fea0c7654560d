package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

const planColumns = `id, owner, client, ground, template, paired, checked, created_at, standing, version`

func scanPlan(row scanner) (p department.PaymentPlan, err error) {
	var standing []byte
	err = row.Scan(&p.ID, &p.Owner, &p.Client, &p.Ground, &p.Template, &p.Paired, date{&p.Checked}, at(&p.Created), &standing, &p.Version)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(standing, &p.PlanStanding); err != nil {
		return p, fmt.Errorf("read plan %d: %w", p.ID, err)
	}
	return p, nil
}

// CreatePlan stores a plan of payments and gives it its number. Its payments are
// made by [Tx.UpdatePlan].
func (tx *Tx) CreatePlan(ctx context.Context, p department.PaymentPlan) (department.PaymentPlan, error) {
	const insert query = `INSERT INTO payment_plans (owner, client, ground, template, paired, checked, created_at, standing, ended_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)`
	standing, err := json.Marshal(p.PlanStanding)
	if err == nil {
		p.ID, err = tx.insert(ctx, insert, p.Owner, p.Client, p.Ground, p.Template, p.Paired, dateText(p.Checked),
			micro(p.Created), string(standing), p.Version)
	}
	if err != nil {
		return department.PaymentPlan{}, fmt.Errorf("create a plan of payments: %w", err)
	}
	return p, tx.appendPaymentEvents(ctx, p.ID, 0, p.Events())
}

// Plan returns the plan of payments with that number.
func (tx *Tx) Plan(ctx context.Context, id int64) (department.PaymentPlan, error) {
	const find query = `SELECT ` + planColumns + ` FROM payment_plans WHERE id = $1`
	p, err := one(ctx, tx, scanPlan, find, id)
	if err != nil {
		return department.PaymentPlan{}, fmt.Errorf("find plan %d: %w", id, err)
	}
	return p, nil
}

// PlanOfTemplate returns the plan that was confirmed from a template and has not
// ended.
func (tx *Tx) PlanOfTemplate(ctx context.Context, code string) (department.PaymentPlan, error) {
	const find query = `SELECT ` + planColumns + ` FROM payment_plans WHERE template = $1 AND template <> '' AND ended_at = 0 ORDER BY id LIMIT 1`
	p, err := one(ctx, tx, scanPlan, find, code)
	if err != nil {
		return department.PaymentPlan{}, fmt.Errorf("find the plan of template %s: %w", code, err)
	}
	return p, nil
}

// UpdatePlan lets change alter plan id and stores the result with its events, the
// payments that change returned, and the bell at which the plan makes more. An
// error of change is returned as it is, and nothing is stored.
func (tx *Tx) UpdatePlan(ctx context.Context, id int64, cal workdays.Calendar, change func(*department.PaymentPlan) ([]department.Payment, error)) (department.PaymentPlan, error) {
	const save query = `UPDATE payment_plans SET standing = $2, ended_at = $3, version = $4 WHERE id = $1`
	p, err := tx.Plan(ctx, id)
	if err != nil {
		return department.PaymentPlan{}, err
	}
	made, err := change(&p)
	if err != nil {
		return department.PaymentPlan{}, err
	}
	standing, err := json.Marshal(p.PlanStanding)
	if err == nil {
		_, err = tx.exec(ctx, save, id, string(standing), micro(p.Ended), p.Version)
	}
	if err != nil {
		return department.PaymentPlan{}, fmt.Errorf("save plan %d: %w", id, err)
	}
	for _, pay := range made {
		if err := tx.createPayment(ctx, pay, cal); err != nil {
			return department.PaymentPlan{}, fmt.Errorf("make a payment of plan %d: %w", id, err)
		}
	}
	next, more := p.NextOpening(cal)
	if err := tx.setBell(ctx, department.PlanBell, id, department.Bell{Due: next}, more); err != nil {
		return department.PaymentPlan{}, err
	}
	return p, tx.appendPaymentEvents(ctx, id, 0, p.Events())
}
