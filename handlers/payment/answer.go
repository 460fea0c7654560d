package payment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
)

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if err := json.Unmarshal(req.Dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	switch req.Dialog.Step {
	case stepTitle:
		line, err := readOwner(ctx, tx, &o, req.Text)
		if err != nil {
			return handlers.Reply{}, err
		}
		r.read(&o, line, req)
	case stepDate:
		if r.readDate(&o, req.Text, req); o.Rule == nil && o.Doubt == "" {
			o.Doubt = "remind_doubt_none"
		}
		o.usual()
	case stepKind:
		kind, ok := kindWords[handlers.Fold(strings.TrimSpace(req.Text))]
		if !ok {
			return handlers.Reply{}, department.Refuse("pay_kind_unclear")
		}
		o.Kind = kind
		o.usual()
	case stepClient:
		o.Client = strings.TrimSpace(req.Text)
	case stepSum:
		if r.readSum(&o, req.Text); !o.Amount.Known() && o.Doubt == "" {
			o.Doubt = "pay_sum_none"
		}
	case stepKeep:
		again := order{}
		if r.readDate(&again, req.Text, req); again.Rule == nil {
			return handlers.Reply{}, department.Refuse("remind_keep_or_not")
		}
		o.Rule = again.Rule
		o.usual()
	default:
		return r.actAnswered(ctx, tx, req, o)
	}
	return r.goOn(ctx, tx, req, o)
}

// usual gives a rule without a shift that of its kind.
func (o *order) usual() {
	if o.Rule != nil && o.Kind != "" && o.Rule.Shift == workdays.None {
		o.Rule.Shift = o.Kind.UsualShift()
	}
}

// press handles the buttons. Whoever may not have payments gets nothing.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	switch what {
	case "day", "kind", "client", "nosum", "keep", "shift":
		return r.chosen(ctx, tx, req, what, choice)
	case "list", "tpl", "take":
		return r.pressTemplate(ctx, tx, req, what, choice)
	case "ics", "xlsx":
		switch {
		case !req.Person.May(department.Director):
			return handlers.Reply{}, department.Refuse("not_yours")
		case what == "xlsx":
			return r.sheets(ctx, tx, req)
		}
		return r.export(ctx, tx, req)
	case "page":
		page, err := strconv.Atoi(choice)
		if err != nil || page < 0 || page > 1000 || !req.Person.May(department.Director) {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		return r.list(ctx, tx, req, page)
	}
	digits, value, _ := strings.Cut(choice, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if slices.Contains(planActs, what) {
		return r.pressPlan(ctx, tx, req, what, id)
	}
	return r.pressPayment(ctx, tx, req, what, id, value)
}

// chosen goes on with a button of the filing dialog.
func (r Room) chosen(ctx context.Context, tx handlers.Tx, req handlers.Request, what, choice string) (handlers.Reply, error) {
	steps := map[string]string{"day": stepDate, "kind": stepKind, "client": stepClient, "nosum": stepSum, "keep": stepKeep, "shift": stepKeep}
	o, err := r.dialog(ctx, tx, req, steps[what], stepRuleKeep)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch what {
	case "day":
		day, err := workdays.ParseDate(choice)
		if err != nil {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.Rule = &department.DateRule{Every: department.Once, Start: day}
		o.usual()
	case "kind":
		if !slices.Contains(department.PaymentKinds(), department.PaymentKind(choice)) {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.Kind = department.PaymentKind(choice)
		o.usual()
	case "client":
		i, err := strconv.Atoi(choice)
		names, found := tx.RecentClients(ctx, 6)
		if found != nil {
			return handlers.Reply{}, found
		}
		if err != nil || i < 0 || i >= len(names) {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.Client = names[i]
	case "nosum":
		o.NoSum = true
	case "keep":
		o.Sure = true
	case "shift":
		shift, err := workdays.ParseRule(choice)
		if err != nil || o.Rule == nil {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.Rule.Shift = shift
	}
	if o.Plan != 0 {
		return r.ruleChosen(ctx, tx, req, o)
	}
	return r.goOn(ctx, tx, req, o)
}

// update changes a payment of somebody who may, at the moment of the request.
func (r Room) update(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, change func(*department.Payment) error) (department.Payment, error) {
	p, err := tx.UpdatePayment(ctx, id, req.At, r.cal, func(p *department.Payment) error {
		if !p.Visible(req.Person) {
			return department.Refuse("pay_gone")
		}
		return change(p)
	})
	if errors.Is(err, department.ErrNone) {
		return p, department.Refuse("pay_gone")
	}
	return p, err
}

// find returns a payment that the person may see.
func (r Room) find(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Payment, error) {
	p, err := tx.Payment(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && !p.Visible(req.Person):
		return p, department.Refuse("pay_gone")
	}
	return p, err
}
