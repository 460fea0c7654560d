package payment

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// planActs are what the buttons of a plan do.
var planActs = []string{"plan", "rule", "pause", "resume", "end", "hush", "loud"}

// pressPlan does what a button of a plan says.
func (r Room) pressPlan(ctx context.Context, tx handlers.Tx, req handlers.Request, what string, id int64) (handlers.Reply, error) {
	plan, err := r.findPlan(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.words(req)
	switch what {
	case "rule":
		return r.ask(ctx, tx, req, order{Plan: id, Title: plan.Title, Kind: plan.Kind}, stepRule, w.Say("pay_ask_rule", "Title", plan.Title, "Rule", r.rule(w, plan.Rule)), nil)
	case "pause":
		return r.ask(ctx, tx, req, order{Plan: id}, stepPause, w.Say("pay_ask_pause", "Title", plan.Title), nil)
	case "resume":
		plan, err = r.updatePlan(ctx, tx, req, id, func(p *department.PaymentPlan) error { return p.Resume(req.Person, req.At, r.cal) })
	case "end":
		plan, err = r.updatePlan(ctx, tx, req, id, func(p *department.PaymentPlan) error { return p.End(req.Person, req.At) })
	case "hush", "loud":
		hushed := what == "hush"
		plan, err = r.change(ctx, tx, req, id, department.PlanChange{Hushed: &hushed})
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	text, rows := r.planCard(w, plan, req)
	return handlers.Replying(req.Change(text, rows...)), nil
}

// findPlan returns a plan that the person may see.
func (r Room) findPlan(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.PaymentPlan, error) {
	plan, err := tx.Plan(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && !req.Person.May(department.Director) && plan.Owner != req.Person.ID {
		return plan, department.Refuse("pay_gone")
	}
	return plan, err
}

// updatePlan changes a plan and makes what is due to be made.
func (r Room) updatePlan(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, change func(*department.PaymentPlan) error) (department.PaymentPlan, error) {
	return tx.UpdatePlan(ctx, id, r.cal, func(p *department.PaymentPlan) ([]department.Payment, error) {
		if err := change(p); err != nil {
			return nil, err
		}
		return p.Open(r.cal.Today(req.At), req.At, r.cal), nil
	})
}

// change changes a plan for the future: the payments that follow it are dropped
// and made anew.
func (r Room) change(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, c department.PlanChange) (department.PaymentPlan, error) {
	plan, err := tx.Plan(ctx, id)
	if err != nil {
		return plan, err
	}
	payments, err := tx.PaymentsOf(ctx, id)
	if err != nil {
		return plan, err
	}
	for _, p := range payments {
		if !p.Follows(plan, r.cal.Today(req.At)) {
			continue
		}
		reason := r.words(req).Plain("pay_replaced")
		if _, err := tx.UpdatePayment(ctx, p.ID, req.At, r.cal, func(p *department.Payment) error { return p.Drop(reason, req.Person, req.At) }); err != nil {
			return plan, err
		}
	}
	return r.updatePlan(ctx, tx, req, id, func(p *department.PaymentPlan) error { return p.Change(c, req.Person, req.At, r.cal) })
}

// planCard shows a plan and its next dates.
func (r Room) planCard(w texts.Words, plan department.PaymentPlan, req handlers.Request) (texts.HTML, [][]handlers.Button) {
	lines := []texts.HTML{
		w.Say("pay_plan", "Title", plan.Title, "Sum", w.Money(plan.Amount), "Rule", r.rule(w, plan.Rule)),
		r.ground(w, plan),
	}
	button := func(label, what string) handlers.Button {
		return handlers.Button{Label: w.Plain(label), Data: fmt.Sprintf("%s:%s:%d", topicName, what, plan.ID)}
	}
	switch {
	case !plan.Ended.IsZero():
		return texts.Join(append(lines, w.Say("pay_plan_ended"))...), nil
	case !plan.Paused.IsZero():
		lines = append(lines, w.Say("pay_plan_paused", "Reason", plan.PauseReason))
		return texts.Join(lines...), [][]handlers.Button{{button("pay_do_resume", "resume"), button("pay_do_end", "end")}}
	}
	lines = append(lines, w.Say("pay_next"), r.dates(w, plan.Rule, plan.Ahead(r.cal.Today(req.At))))
	hush := button("pay_do_hush", "hush")
	if plan.Hushed {
		lines, hush = append(lines, w.Say("pay_plan_hushed")), button("pay_do_loud", "loud")
	}
	return texts.Join(lines...), [][]handlers.Button{
		{button("pay_do_rule", "rule"), button("pay_do_pause", "pause")}, {hush}, {button("pay_do_end", "end")},
	}
}

// planAnswered goes on with the answer about a plan.
func (r Room) planAnswered(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.words(req)
	plan, err := r.findPlan(ctx, tx, req, o.Plan)
	if err != nil {
		return handlers.Reply{}, err
	}
	if req.Dialog.Step == stepPause {
		if plan, err = r.updatePlan(ctx, tx, req, o.Plan, func(p *department.PaymentPlan) error { return p.Pause(req.Text, req.Person, req.At) }); err != nil {
			return handlers.Reply{}, err
		}
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		text, rows := r.planCard(w, plan, req)
		return handlers.Replying(req.Say(text, rows...)), nil
	}
	again := order{Plan: o.Plan, Title: plan.Title, Kind: plan.Kind}
	r.readSum(&again, r.readDate(&again, req.Text, req))
	if again.Doubt != "" {
		return handlers.Reply{}, department.Refuse(again.Doubt)
	}
	if again.Rule == nil && !again.Amount.Known() {
		return handlers.Reply{}, department.Refuse("pay_rule_unclear")
	}
	if again.Rule == nil {
		again.Rule = &plan.Rule
	} else {
		again.Rule.Shift = plan.Rule.Shift
	}
	return r.previewRule(ctx, tx, req, again, plan)
}

// previewRule shows what becomes of the future before a rule is changed.
func (r Room) previewRule(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, plan department.PaymentPlan) (handlers.Reply, error) {
	w := r.words(req)
	if err := o.Rule.Check(); err != nil {
		return handlers.Reply{}, err
	}
	sum := plan.Amount
	if o.Amount.Known() {
		sum = o.Amount
	}
	before, after := department.Preview(plan.Rule, *o.Rule, r.cal.Today(req.At), datesShown, r.cal)
	lines := []texts.HTML{w.Say("pay_preview_was", "Title", plan.Title, "Rule", r.rule(w, plan.Rule), "Sum", w.Money(plan.Amount))}
	for _, occurrence := range before {
		lines = append(lines, r.date(w, occurrence))
	}
	lines = append(lines, w.Say("pay_preview_becomes", "Rule", r.rule(w, *o.Rule), "Sum", w.Money(sum)))
	for _, occurrence := range after {
		lines = append(lines, r.date(w, occurrence))
	}
	lines = append(lines, w.Say("pay_preview_past"))
	row := []handlers.Button{{Label: w.Plain("pay_do_change"), Data: topicName + ":keep"}, {Label: w.Plain("remind_do_not"), Data: "/cancel"}}
	return r.ask(ctx, tx, req, o, stepRuleKeep, texts.Join(lines...), [][]handlers.Button{row})
}

// ruleChosen changes the rule of a plan once that was confirmed.
func (r Room) ruleChosen(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	if !o.Sure || o.Rule == nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	c := department.PlanChange{Rule: o.Rule}
	if o.Amount.Known() {
		c.Amount = &o.Amount
	}
	plan, err := r.change(ctx, tx, req, o.Plan, c)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.endQuestion(ctx, tx, req, 0, o.Plan); err != nil {
		return handlers.Reply{}, err
	}
	text, rows := r.planCard(r.words(req), plan, req)
	return handlers.Replying(req.Change(text, rows...)), nil
}
