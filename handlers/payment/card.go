package payment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// card shows a payment to a reader, with what the reader usually does with it.
func (r Room) card(ctx context.Context, tx handlers.Tx, to department.Person, p department.Payment, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	return r.view(ctx, tx, to, p, req, false)
}

// view shows a payment to a reader, wide with everything that can be done with it.
func (r Room) view(ctx context.Context, tx handlers.Tx, to department.Person, p department.Payment, req handlers.Request, wide bool) (texts.HTML, [][]handlers.Button, error) {
	w := r.book.In(to.Lang())
	plan, err := tx.Plan(ctx, p.Plan)
	if err != nil {
		return "", nil, err
	}
	lines := []texts.HTML{
		w.Say("pay_card", "Title", p.Title, "Kind", kindBeside(w, p.Title, p.Kind)),
		r.sumLine(w, p), r.dueLine(w, p), r.ground(w, plan), r.state(w, p, req.At),
	}
	if plan.Rule.Every != department.Once {
		lines = append(lines, w.Say("pay_rule", "Rule", r.rule(w, plan.Rule)))
	}
	pair, err := r.pair(ctx, tx, w, plan, p)
	if err != nil {
		return "", nil, err
	}
	owner, err := r.owner(ctx, tx, w, p, to)
	if err != nil {
		return "", nil, err
	}
	lines = append(lines, pair, owner)
	last, err := tx.PaymentEvents(ctx, p.Plan, p.ID, 1)
	if err != nil {
		return "", nil, err
	}
	undo := len(last) > 0 && p.CanUndo(to, last[0], req.At)
	return texts.Join(lines...), r.buttons(w, p, plan, to, undo, wide), nil
}

// kindBeside names the kind of a payment next to its title, or not at all if
// that word is in the title.
func kindBeside(w texts.Words, title string, kind department.PaymentKind) string {
	name := w.Plain("pay_kind_" + string(kind))
	if slices.Contains(strings.Fields(strings.ToLower(title)), strings.ToLower(name)) {
		return ""
	}
	return name
}

// named returns the title of a payment after whoever owes it.
func named(p department.Payment, between string) string {
	if p.Client == "" || p.Client == p.Title {
		return p.Title
	}
	return p.Client + between + p.Title
}

func (r Room) sumLine(w texts.Words, p department.Payment) texts.HTML {
	if p.Kind == department.NoticePayment {
		return ""
	}
	if !p.Amount.Known() {
		return w.Say("pay_sum_unknown")
	}
	if got := p.Got(); got.Known() && !p.Over() {
		return w.Say("pay_sum_part", "Sum", w.Money(p.Amount), "Got", w.Money(got), "Open", w.Money(p.Remainder()))
	}
	return w.Say("pay_sum", "Sum", w.Money(p.Amount))
}

// dueLine shows the real date, and the nominal one where they differ.
func (r Room) dueLine(w texts.Words, p department.Payment) texts.HTML {
	key := "pay_due"
	if p.Moved() {
		key = "pay_due_moved"
	}
	line := w.Say(key, "Due", w.Date(p.Due), "Nominal", w.Date(p.Nominal))
	if p.Client != "" {
		line = texts.Join(w.Say("pay_client", "Client", p.Client), line)
	}
	return line
}

// ground shows why it is owed, and when that was checked.
func (r Room) ground(w texts.Words, plan department.PaymentPlan) texts.HTML {
	if plan.Ground == "" {
		return ""
	}
	return w.Say("pay_ground", "Ground", plan.Ground, "Checked", r.checked(w, plan.Checked))
}

func (r Room) checked(w texts.Words, d workdays.Date) string {
	if d.IsZero() {
		return w.Plain("pay_unchecked")
	}
	return w.Plain("pay_checked", "Date", w.Date(d))
}

// state says how it stands.
func (r Room) state(w texts.Words, p department.Payment, now time.Time) texts.HTML {
	today := r.cal.Today(now)
	switch {
	case p.State == department.Paid:
		last := p.Parts[len(p.Parts)-1]
		proof := last.Proof.Number
		if last.Proof.File != nil {
			proof = w.Plain("pay_proof_file", "Number", proof)
		}
		return w.Say("pay_state_paid_"+direction(p), "On", w.Date(last.On), "Proof", proof)
	case p.State == department.Void:
		return w.Say("pay_state_void", "Reason", p.Reason)
	case p.State == department.Held:
		return w.Say("pay_state_held", "Reason", p.Reason)
	}
	var lines []texts.HTML
	switch late := today.Sub(p.Due); {
	case late > 0 && p.Kind == department.Receivable:
		lines = append(lines, w.Say("pay_state_age", "N", late, "Age", w.Plain(fmt.Sprintf("pay_age_%d", p.Age(today)))))
	case late > 0:
		lines = append(lines, w.Say("pay_state_late", "N", late))
	case late == 0:
		lines = append(lines, w.Say("pay_state_today"))
	}
	if !p.Promised.IsZero() {
		key := "pay_promised"
		if p.Broken || p.Promised.Before(today) {
			key = "pay_promise_broken"
		}
		lines = append(lines, w.Say(key, "Date", w.Date(p.Promised)))
	}
	if !p.Contact.IsZero() && !p.Contact.Before(today) {
		lines = append(lines, w.Say("pay_contact", "Date", w.Date(p.Contact)))
	}
	return texts.Join(lines...)
}

// direction tells texts about money that goes from those about money that comes
// and papers that are sent.
func direction(p department.Payment) string {
	switch p.Kind {
	case department.Receivable:
		return "in"
	case department.NoticePayment:
		return "notice"
	}
	return "out"
}

// pair shows the other half of a notice and its payment, if it was confirmed.
func (r Room) pair(ctx context.Context, tx handlers.Tx, w texts.Words, plan department.PaymentPlan, p department.Payment) (texts.HTML, error) {
	if plan.Paired == "" {
		return "", nil
	}
	template, _ := department.StateTemplate(plan.Paired)
	other, err := tx.PlanOfTemplate(ctx, plan.Paired)
	if errors.Is(err, department.ErrNone) {
		return w.Say("pay_pair_missing", "Title", template.Title), nil
	}
	if err != nil {
		return "", err
	}
	for o := range other.Rule.From(workdays.Date{Year: p.Nominal.Year, Month: p.Nominal.Month, Day: 1}, r.cal) {
		return w.Say("pay_pair", "Title", other.Title, "Due", w.Date(o.Due)), nil
	}
	return "", nil
}

// buttons are what a reader can do with a payment: at first sight what is usual,
// and everything in a wide view.
func (r Room) buttons(w texts.Words, p department.Payment, plan department.PaymentPlan, to department.Person, undo, wide bool) [][]handlers.Button {
	button := func(label, what string) handlers.Button {
		return handlers.Button{Label: w.Plain(label), Data: fmt.Sprintf("%s:%s:%d", topicName, what, p.ID)}
	}
	if p.May(to) != nil {
		return nil
	}
	var usual, rare []handlers.Button
	switch {
	case p.State == department.Held:
		usual = append(usual, button("pay_do_release", "release"))
	case p.State == department.Unpaid:
		usual = append(usual, button("pay_do_paid_"+direction(p), "paid"))
		if p.Kind != department.NoticePayment && p.Amount.Known() {
			usual = append(usual, button("pay_do_part", "part"))
			rare = append(rare, button("pay_do_amount", "amount"))
		} else if p.Kind != department.NoticePayment {
			usual = append(usual, button("pay_do_amount", "amount"))
		}
		if p.Kind == department.Receivable {
			usual = append(usual, button("pay_do_promise", "promise"))
			rare = append(rare, button("pay_do_contact", "contact"))
		}
		rare = append(rare, button("pay_do_hold", "hold"), button("pay_do_drop", "drop"))
	}
	if undo {
		usual = append(usual, button("pay_do_undo", "undo"))
	}
	if len(proofs(p)) > 0 {
		usual = append(usual, button("pay_do_proof", "proof"))
	}
	if !p.Over() {
		rare = append(rare, handlers.Button{Label: w.Plain("button_remind"), Data: fmt.Sprintf("remind:about:pay:%d", p.ID)})
	}
	rare = append(rare, button("pay_do_story", "story"))
	if plan.Rule.Every != department.Once && plan.Ended.IsZero() {
		rare = append(rare, handlers.Button{Label: w.Plain("pay_do_plan"), Data: fmt.Sprintf("%s:plan:%d", topicName, plan.ID)})
	}
	if wide {
		rare = append(rare, button("button_less", "show"))
	} else {
		rare = []handlers.Button{button("button_more", "more")}
	}
	return handlers.Grid(2, append(usual, rare...)...)
}

// rule says a rule in words.
func (r Room) rule(w texts.Words, rule department.DateRule) string {
	said := rule.Said
	switch {
	case rule.Every == department.Once:
		said = w.Date(rule.Start)
	case rule.Every == department.ByRule:
	case rule.Day == 31:
		said = w.Plain("pay_rule_last_" + string(rule.Every))
	default:
		said = w.Plain("pay_rule_"+string(rule.Every), "Day", fmt.Sprint(rule.Day))
	}
	if rule.Every == department.ByMonths {
		var names []string
		for _, m := range rule.Months {
			names = append(names, w.Plain(fmt.Sprintf("month_%d", m)))
		}
		said += " (" + w.List(names) + ")"
	}
	if rule.YearEnd {
		said += w.Plain("pay_rule_year_end")
	}
	return w.Plain("pay_rule_shift_"+rule.Shift.String(), "Rule", said)
}

// datesShown is how many dates of a rule are shown before it is kept.
const datesShown = 3

// dates shows the next dates of a rule, nominal and real.
func (r Room) dates(w texts.Words, rule department.DateRule, today workdays.Date) texts.HTML {
	var lines []texts.HTML
	for o := range rule.From(today, r.cal) {
		if len(lines) == datesShown {
			break
		}
		lines = append(lines, r.date(w, o))
	}
	return texts.Join(lines...)
}

func (r Room) date(w texts.Words, o department.Occurrence) texts.HTML {
	if !o.Moved() {
		return texts.Escape(w.Date(o.Due))
	}
	return w.Say("pay_date_moved", "Nominal", w.Date(o.Nominal), "Due", w.Date(o.Due))
}
