package payment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Room is the conversation about payments. See [New].
type Room struct {
	book  *texts.Book
	cal   workdays.Calendar
	tasks giver
}

// giver gives the task that follows a broken promise, and returns its cards.
type giver interface {
	GiveByClock(ctx context.Context, tx handlers.Tx, f department.Filing, now time.Time, owners ...department.PersonID) ([]department.Outgoing, error)
}

// New returns the room.
func New(book *texts.Book, cal workdays.Calendar, tasks giver) Room {
	return Room{book: book, cal: cal, tasks: tasks}
}

const topicName = "pay"

// The questions of a payment that is being filed, in the order in which they
// are asked.
const (
	stepTitle  = "title"
	stepDate   = "date"
	stepKind   = "kind"
	stepClient = "client"
	stepSum    = "sum"
	stepKeep   = "keep"
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartDates,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "payment", Words: []string{"платёж", "оплата", "payment"}, Least: department.Director, Do: r.command},
			{Name: "payments", Words: []string{"платежи", "payments"}, Least: department.Director, Do: r.payments},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

// order is what is known of a payment that is being filed, or what is asked
// about one that is there.
type order struct {
	Title  string                 `json:"title,omitempty"`
	Kind   department.PaymentKind `json:"kind,omitempty"`
	Client string                 `json:"client,omitempty"`
	Owner  department.PersonID    `json:"owner,omitempty"` // who sees to it, 0 for whoever files it
	Amount department.Money       `json:"amount,omitzero"`
	NoSum  bool                   `json:"no_sum,omitempty"` // the sum is not known
	Rule   *department.DateRule   `json:"rule,omitempty"`
	Sure   bool                   `json:"sure,omitempty"` // the rule was confirmed
	// Doubt is the text that says why something typed could not be taken.
	Doubt string `json:"doubt,omitempty"`
	// Rather are the days that may have been meant then.
	Rather []workdays.Date `json:"-"`

	Payment int64            `json:"payment,omitempty"` // which one is asked about
	Plan    int64            `json:"plan,omitempty"`
	Part    department.Money `json:"part,omitzero"`
	Whole   bool             `json:"whole,omitempty"` // all that is open is paid
}

// command files the payment that stands behind the command; without one it
// offers the list of state payments.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if strings.TrimSpace(req.Text) == "" {
		return r.askHow(ctx, tx, req)
	}
	line, err := readOwner(ctx, tx, &o, req.Text)
	if err != nil {
		return handlers.Reply{}, err
	}
	r.read(&o, line, req)
	return r.goOn(ctx, tx, req, o)
}

// askHow asks for a line, and offers the state payments.
func (r Room) askHow(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.words(req)
	list := handlers.Button{Label: w.Plain("pay_do_templates"), Data: topicName + ":list:0"}
	return r.ask(ctx, tx, req, order{}, stepTitle, w.Say("pay_ask_line"), [][]handlers.Button{{list}})
}

// goOn files the payment, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.words(req)
	doubt := texts.HTML("")
	if o.Doubt != "" {
		doubt = w.Say(o.Doubt)
	}
	switch {
	case o.Title == "":
		return r.ask(ctx, tx, req, o, stepTitle, texts.Join(doubt, w.Say("pay_ask_title")), nil)
	case o.Rule == nil:
		return r.ask(ctx, tx, req, o, stepDate, texts.Join(doubt, w.Say("pay_ask_date", "Title", o.Title)), r.rather(o, req))
	case o.Kind == "":
		return r.ask(ctx, tx, req, o, stepKind, w.Say("pay_ask_kind", "Title", o.Title), r.kinds(req))
	case o.Kind == department.Receivable && o.Client == "":
		rows, err := r.clients(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepClient, w.Say("pay_ask_client"), rows)
	case !o.Amount.Known() && !o.NoSum && o.Kind != department.NoticePayment:
		return r.ask(ctx, tx, req, o, stepSum, texts.Join(doubt, w.Say("pay_ask_sum", "Title", o.Title)), r.noSum(o, req))
	case o.Rule.Every != department.Once && !o.Sure:
		text, rows, err := r.keepQuestion(o, req)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepKeep, text, rows)
	}
	return r.file(ctx, tx, req, o)
}

// ask asks one thing and remembers what is known.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, step string, text texts.HTML, rows [][]handlers.Button) (handlers.Reply, error) {
	o.Doubt = ""
	data, err := json.Marshal(o)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the payment: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the %s of a payment: %w", step, err)
	}
	question := req.Say(text, rows...)
	if req.Press != nil && o.Payment == 0 && o.Plan == 0 {
		question = req.Change(text, rows...)
	}
	question.AskText = len(rows) == 0 && question.Edit == 0
	return handlers.Replying(question), nil
}

// kinds returns a button for each kind that one can choose.
func (r Room) kinds(req handlers.Request) [][]handlers.Button {
	var buttons []handlers.Button
	for _, k := range department.PaymentKinds() {
		if k != department.NoticePayment {
			buttons = append(buttons, handlers.Button{Label: r.words(req).Plain("pay_kind_" + string(k)), Data: topicName + ":kind:" + string(k)})
		}
	}
	return handlers.Grid(2, buttons...)
}

// rather returns a button for each day that may have been meant.
func (r Room) rather(o order, req handlers.Request) [][]handlers.Button {
	var buttons []handlers.Button
	for _, day := range o.Rather {
		buttons = append(buttons, handlers.Button{Label: r.words(req).Date(day), Data: topicName + ":day:" + day.String()})
	}
	return handlers.Grid(1, buttons...)
}

// noSum returns the button for a sum that nobody knows yet. What a client owes
// is known.
func (r Room) noSum(o order, req handlers.Request) [][]handlers.Button {
	if o.Kind == department.Receivable {
		return nil
	}
	return [][]handlers.Button{{{Label: r.words(req).Plain("pay_do_nosum"), Data: topicName + ":nosum"}}}
}

// clients returns buttons for the clients of the latest matters.
func (r Room) clients(ctx context.Context, tx handlers.Tx) ([][]handlers.Button, error) {
	const shown = 6
	names, err := tx.RecentClients(ctx, shown)
	if err != nil {
		return nil, fmt.Errorf("find the latest clients: %w", err)
	}
	var buttons []handlers.Button
	for i, name := range names {
		buttons = append(buttons, handlers.Button{Label: name, Data: fmt.Sprintf("%s:client:%d", topicName, i)})
	}
	return handlers.Grid(1, buttons...), nil
}

// keepQuestion shows the next three dates of a rule before it is kept.
func (r Room) keepQuestion(o order, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	w := r.words(req)
	if err := o.Rule.Check(); err != nil {
		return "", nil, err
	}
	lines := []texts.HTML{
		w.Say("pay_keep", "Title", o.Title, "Kind", kindBeside(w, o.Title, o.Kind), "Sum", w.Money(o.Amount), "Rule", r.rule(w, *o.Rule)),
		r.dates(w, *o.Rule, r.cal.Today(req.At)),
	}
	var shifts []handlers.Button
	for _, s := range []workdays.Rule{workdays.Next, workdays.Previous, workdays.None} {
		if s != o.Rule.Shift {
			shifts = append(shifts, handlers.Button{Label: w.Plain("pay_shift_" + s.String()), Data: topicName + ":shift:" + s.String()})
		}
	}
	last := []handlers.Button{{Label: w.Plain("remind_do_keep"), Data: topicName + ":keep"}, {Label: w.Plain("remind_do_not"), Data: "/cancel"}}
	return texts.Join(lines...), append(handlers.Grid(1, shifts...), last), nil
}

// file makes the plan and its first payments, and answers with the card of the
// next one.
func (r Room) file(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	plan, err := department.PlanFiling{
		Title: o.Title, Kind: o.Kind, Amount: o.Amount, Rule: *o.Rule, Client: o.Client, Owner: o.Owner, By: req.Person, At: req.At,
	}.New()
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return r.start(ctx, tx, req, plan)
}

// start stores a new plan, makes its payments and answers with the first card.
func (r Room) start(ctx context.Context, tx handlers.Tx, req handlers.Request, plan department.PaymentPlan) (handlers.Reply, error) {
	plan, err := tx.CreatePlan(ctx, plan)
	if err != nil {
		return handlers.Reply{}, err
	}
	plan, err = tx.UpdatePlan(ctx, plan.ID, r.cal, func(p *department.PaymentPlan) ([]department.Payment, error) {
		return p.Open(r.cal.Today(req.At), req.At, r.cal), nil
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	payments, err := tx.PaymentsOf(ctx, plan.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(payments) == 0 {
		return handlers.Reply{}, department.Refuse("rule_never")
	}
	reply, err := r.show(ctx, tx, req, payments[0])
	if err != nil || plan.Owner == req.Person.ID {
		return reply, err
	}
	given, err := r.given(ctx, tx, req, payments[0])
	reply.Messages = append(reply.Messages, given)
	return reply, err
}

// show answers with the card of a payment, in place if a button was pressed.
func (r Room) show(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment) (handlers.Reply, error) {
	text, rows, err := r.card(ctx, tx, req.Person, p, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	if req.Press != nil {
		return handlers.Replying(req.Change(text, rows...)), nil
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

// dialog returns what is known in the open dialog of the room, if it is at that
// step.
func (r Room) dialog(ctx context.Context, tx handlers.Tx, req handlers.Request, steps ...string) (order, error) {
	var o order
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return o, fmt.Errorf("find the dialog: %w", err)
	}
	for _, step := range steps {
		if err == nil && d.Topic == topicName && d.Step == step {
			if err := json.Unmarshal(d.Data, &o); err != nil {
				return o, fmt.Errorf("read the dialog: %w", err)
			}
			return o, nil
		}
	}
	return o, department.Refuse("pay_over")
}

// endQuestion ends the open question about that payment or that plan, with both 0
// that about one to be filed.
func (r Room) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, payment, plan int64) error {
	return handlers.EndQuestion(ctx, tx, req, topicName, func(_ string, o order) bool { return o.Payment == payment && o.Plan == plan })
}

func (r Room) words(req handlers.Request) texts.Words { return r.book.In(req.Person.Lang()) }
