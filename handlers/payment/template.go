package payment

import (
	"context"
	"errors"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// pressTemplate shows the list of state payments, one of them, or confirms it.
// Only the director may.
func (r Room) pressTemplate(ctx context.Context, tx handlers.Tx, req handlers.Request, what, code string) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("command_director")
	}
	if what == "list" {
		return r.templates(ctx, tx, req)
	}
	template, ok := department.StateTemplate(code)
	if !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	_, err := tx.PlanOfTemplate(ctx, code)
	taken := err == nil
	if err != nil && !errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, err
	}
	if what == "tpl" || taken {
		return r.template(req, template, taken), nil
	}
	plan, err := template.Confirm(department.Money{}, r.cal.Today(req.At), req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.start(ctx, tx, req, plan)
}

// templates lists the state payments, each with a button.
func (r Room) templates(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.words(req)
	if err := r.endQuestion(ctx, tx, req, 0, 0); err != nil {
		return handlers.Reply{}, err
	}
	var buttons []handlers.Button
	for _, t := range department.StateTemplates() {
		label := t.Title
		switch _, err := tx.PlanOfTemplate(ctx, t.Code); {
		case err == nil:
			label = "✓ " + label
		case !errors.Is(err, department.ErrNone):
			return handlers.Reply{}, err
		}
		buttons = append(buttons, handlers.Button{Label: label, Data: topicName + ":tpl:" + t.Code})
	}
	return handlers.Replying(req.Change(w.Say("pay_templates"), handlers.Grid(1, buttons...)...)), nil
}

// template shows a state payment before it is confirmed: rule, ground, whether
// it was checked, and the next dates.
func (r Room) template(req handlers.Request, t department.PaymentTemplate, taken bool) handlers.Reply {
	w := r.words(req)
	rule := t.Rule
	rule.Start = r.cal.Today(req.At)
	lines := []texts.HTML{
		w.Say("pay_template", "Title", t.Title, "Rule", r.rule(w, rule), "For", w.Plain("pay_for_"+t.Code)),
		w.Say("pay_ground", "Ground", t.Ground, "Checked", r.checked(w, t.Checked)),
	}
	if pair, ok := department.StateTemplate(t.Paired); ok {
		lines = append(lines, w.Say("pay_template_pair", "Title", pair.Title))
	}
	lines = append(lines, w.Say("pay_next"), r.dates(w, rule, rule.Start))
	back := handlers.Button{Label: w.Plain("pay_do_list"), Data: topicName + ":list:0"}
	if taken {
		return handlers.Replying(req.Change(texts.Join(append(lines, w.Say("pay_template_taken"))...), []handlers.Button{back}))
	}
	lines = append(lines, w.Say("pay_template_confirm"))
	confirm := handlers.Button{Label: w.Plain("pay_do_confirm"), Data: topicName + ":take:" + t.Code}
	return handlers.Replying(req.Change(texts.Join(lines...), []handlers.Button{confirm, back}))
}
