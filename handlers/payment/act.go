package payment

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// The questions about a payment that is there.
const (
	stepPaySum  = "pay_sum" // how much was paid? (the amount was not known)
	stepPart    = "part"    // how much of it was paid?
	stepProof   = "proof"   // with what proof?
	stepAmount  = "amount"  // how much is it this time?
	stepHold    = "hold"    // why pause?
	stepDrop    = "drop"    // why is it not owed?
	stepPromise = "promise" // for when was it promised?
	stepContact = "contact" // when to speak with the client?
	stepPause   = "pause"   // why rest the whole plan?
	stepRule    = "rule"    // by which rule from now on?
)

// stepRuleKeep asks whether a changed rule is to be kept.
const stepRuleKeep = "rule_keep"

// questions are the acts that ask for something before they are done.
var questions = map[string]string{
	"part": stepPart, "amount": stepAmount, "hold": stepHold, "drop": stepDrop, "promise": stepPromise, "contact": stepContact,
}

// pressPayment does what a button of a card says.
func (r Room) pressPayment(ctx context.Context, tx handlers.Tx, req handlers.Request, what string, id int64, value string) (handlers.Reply, error) {
	p, err := r.find(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if what != "show" && what != "open" && what != "story" && what != "proof" {
		if err := p.May(req.Person); err != nil {
			return handlers.Reply{}, err
		}
	}
	if step, asks := questions[what]; asks {
		return r.askAbout(ctx, tx, req, p, step)
	}
	switch what {
	case "show":
		return r.show(ctx, tx, req, p)
	case "open": // from elsewhere: the message with the button stays
		req.Press = nil
		return r.show(ctx, tx, req, p)
	case "more":
		text, rows, err := r.view(ctx, tx, req.Person, p, req, true)
		return handlers.Replying(req.Change(text, rows...)), err
	case "wide": // from a reminder, which stays as it is
		text, rows, err := r.view(ctx, tx, req.Person, p, req, true)
		return handlers.Replying(req.Say(text, rows...)), err
	case "story":
		return r.story(ctx, tx, req, p)
	case "proof":
		return r.proof(req, p)
	case "paid":
		return r.paid(ctx, tx, req, order{Payment: id, Whole: true}, p)
	case "release":
		p, err = r.update(ctx, tx, req, id, func(p *department.Payment) error { return p.Release(req.Person, req.At) })
	case "undo":
		p, err = r.undo(ctx, tx, req, p)
	case "snooze":
		return r.snooze(ctx, tx, req, p, department.Snooze(value))
	default:
		err = department.Refuse("button_unknown")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.show(ctx, tx, req, p)
}

// askAbout asks for what an act needs.
func (r Room) askAbout(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment, step string) (handlers.Reply, error) {
	if p.Over() {
		return handlers.Reply{}, department.Refuse("payment_over")
	}
	w := r.words(req)
	text := w.Say("pay_ask_"+step, "Title", named(p, ", "), "Open", w.Money(p.Remainder()))
	return r.ask(ctx, tx, req, order{Payment: p.ID}, step, text, nil)
}

// paid notes a payment as far as everything is known, or asks for the sum or the
// proof.
func (r Room) paid(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, p department.Payment) (handlers.Reply, error) {
	w := r.words(req)
	switch {
	case p.Over():
		return handlers.Reply{}, department.Refuse("payment_over")
	case !p.Amount.Known() && !o.Part.Known() && p.Kind != department.NoticePayment:
		return r.ask(ctx, tx, req, o, stepPaySum, w.Say("pay_ask_paysum", "Title", named(p, ", ")), nil)
	case p.Kind != department.Receivable:
		key := "pay_ask_proof"
		if p.Kind == department.NoticePayment {
			key = "pay_ask_proof_notice"
		}
		return r.ask(ctx, tx, req, o, stepProof, w.Say(key, "Title", p.Title), nil)
	}
	return r.settle(ctx, tx, req, o, department.Proof{})
}

// settle notes that money went, and answers with the card.
func (r Room) settle(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, proof department.Proof) (handlers.Reply, error) {
	p, err := r.update(ctx, tx, req, o.Payment, func(p *department.Payment) error {
		return p.Pay(department.Part{Sum: o.Part, Proof: proof}, req.Person, req.At, r.cal)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.ended(ctx, tx, req, p)
}

// ended ends the dialog and answers with the card.
func (r Room) ended(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment) (handlers.Reply, error) {
	if err := r.endQuestion(ctx, tx, req, p.ID, 0); err != nil {
		return handlers.Reply{}, err
	}
	return r.show(ctx, tx, req, p)
}

// actAnswered goes on with the answer about a payment that is there.
func (r Room) actAnswered(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	switch req.Dialog.Step {
	case stepPause, stepRule, stepRuleKeep:
		return r.planAnswered(ctx, tx, req, o)
	case stepProof:
		return r.settle(ctx, tx, req, o, proofOf(req))
	case stepPaySum, stepPart:
		p, err := r.find(ctx, tx, req, o.Payment)
		if err != nil {
			return handlers.Reply{}, err
		}
		if o.Part, err = readOnly(req.Text); err != nil {
			return handlers.Reply{}, err
		}
		if open := p.Remainder(); open.Known() && o.Part.Currency == open.Currency && o.Part.Minor > open.Minor {
			return handlers.Reply{}, department.Refuse("sum_too_big", "Open", open)
		}
		return r.paid(ctx, tx, req, o, p)
	}
	p, err := r.update(ctx, tx, req, o.Payment, func(p *department.Payment) error { return r.act(p, req) })
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.ended(ctx, tx, req, p)
}

// act does with a payment what the answer to the open question says.
func (r Room) act(p *department.Payment, req handlers.Request) error {
	switch req.Dialog.Step {
	case stepAmount:
		sum, err := readOnly(req.Text)
		if err != nil {
			return err
		}
		return p.SetAmount(sum, req.Person, req.At)
	case stepHold:
		return p.Hold(req.Text, req.Person, req.At)
	case stepDrop:
		return p.Drop(req.Text, req.Person, req.At)
	}
	day, err := r.readDay(req.Text, req)
	if err != nil {
		return err
	}
	if req.Dialog.Step == stepPromise {
		return p.Promise(day, req.Person, req.At, r.cal)
	}
	return p.ContactOn(day, req.Person, req.At, r.cal)
}

// readOnly reads a sum and refuses a text without one.
func readOnly(text string) (department.Money, error) {
	m, err := department.ReadMoney(text)
	if refusal, refused := errors.AsType[department.Refusal](err); refused {
		return department.Money{}, department.Refuse("pay_" + refusal.Code)
	}
	if !m.Known() {
		return department.Money{}, department.Refuse("pay_sum_none")
	}
	return m.Money, nil
}

// undo takes the last act back.
func (r Room) undo(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment) (department.Payment, error) {
	last, err := tx.PaymentEvents(ctx, p.Plan, p.ID, 1)
	if err != nil {
		return p, err
	}
	if len(last) == 0 {
		return p, department.Refuse("undo_late")
	}
	return r.update(ctx, tx, req, p.ID, func(p *department.Payment) error { return p.Undo(req.Person, last[0], req.At) })
}

// snooze repeats the reminder of a payment to this person later. The ladder is
// left alone.
func (r Room) snooze(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment, s department.Snooze) (handlers.Reply, error) {
	zone := req.Person.Location(r.cal.Zone())
	until, err := s.Until(req.At, zone, r.cal)
	if err != nil {
		return handlers.Reply{}, err
	}
	if p.State != department.Unpaid {
		return handlers.Reply{}, department.Refuse("payment_over")
	}
	b := department.Bell{What: department.PaymentBell, Ref: p.ID, Due: until, Cause: department.PaymentSnoozed, Tell: department.Owners, Through: true}
	if err := tx.SaveBell(ctx, b.PutOff(req.Person.ID, until)); err != nil {
		return handlers.Reply{}, err
	}
	w := r.words(req)
	return handlers.Toasting(w.Plain("pay_snoozed", "At", w.MomentFrom(until, zone, r.cal.Zone()))), nil
}

// note words what an event says besides its act and its sum.
func (r Room) note(w texts.Words, e department.PaymentEvent) string {
	switch e.Act {
	case department.TakePromise, department.BreakPromise, department.SetContact, department.MovePayment:
		if day, err := workdays.ParseDate(e.Note); err == nil {
			return w.Date(day)
		}
	case department.ConfirmTemplate: // the code of the template, which the title says better
		return ""
	case department.UndoPayment:
		return w.Plain("pay_act_" + e.Note)
	}
	return e.Note
}

// story shows who did what with a payment and its plan.
func (r Room) story(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment) (handlers.Reply, error) {
	const shown = 10
	w := r.words(req)
	plan, err := tx.PaymentEvents(ctx, p.Plan, 0, shown)
	if err != nil {
		return handlers.Reply{}, err
	}
	own, err := tx.PaymentEvents(ctx, p.Plan, p.ID, shown)
	if err != nil {
		return handlers.Reply{}, err
	}
	lines := []texts.HTML{w.Say("pay_story", "Title", p.Title)}
	for _, e := range append(own, plan...) {
		who := w.Plain("pay_story_clock")
		if e.By != 0 {
			person, err := tx.Person(ctx, e.By)
			if err != nil && !errors.Is(err, department.ErrNone) {
				return handlers.Reply{}, err
			}
			who = person.Name
		}
		sum := ""
		if e.Sum.Known() {
			sum = w.Money(e.Sum)
		}
		lines = append(lines, w.Say("pay_story_line", "At", w.Short(e.At, req.Person.Location(r.cal.Zone())), "Who", who,
			"What", w.Plain("pay_act_"+string(e.Act)), "Sum", sum, "Note", r.note(w, e)))
	}
	back := handlers.Button{Label: w.Plain("pay_do_back"), Data: fmt.Sprintf("%s:show:%d", topicName, p.ID)}
	return handlers.Replying(req.Change(texts.Join(lines...), []handlers.Button{back})), nil
}
