package decision

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// press handles the buttons of a decision's card and of the list.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, rest, _ := strings.Cut(req.Press.Data, ":")
	digits, choice, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !req.Person.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if (what == stepDrop || what == stepReview) && !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	switch what {
	case "from":
		return r.from(ctx, tx, req, id)
	case "list":
		return r.turnPage(ctx, tx, req, id)
	case "open":
		return r.show(ctx, tx, req, id)
	case "card":
		return r.inPlace(ctx, tx, req, id)
	case "hist":
		return r.history(ctx, tx, req, id)
	case "take":
		return r.take(ctx, tx, req, id)
	case "undo":
		return r.change(ctx, tx, req, id, department.UndoDecision, func(d *department.Decision) error {
			if err := stillLast(*d, choice); err != nil {
				return err
			}
			return d.Undo(req.Person, req.At)
		})
	case "check":
		return r.change(ctx, tx, req, id, department.CheckDecision, func(d *department.Decision) error { return d.Check("", req.Person, req.At) })
	case stepActed, stepDrop, stepNeedless:
		return r.ask(ctx, tx, req, what, id)
	case stepDue, stepReview:
		if choice == "" {
			return r.askWhen(ctx, tx, req, what, id, "", nil)
		}
		return r.setWhen(ctx, tx, req, what, id, r.desk.PickDeadline(choice, req.At))
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// open opens the dialog for one thing about decision id.
func (r Room) open(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64) error {
	data, err := json.Marshal(id)
	if err != nil {
		return fmt.Errorf("remember the decision: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return fmt.Errorf("ask about a decision: %w", err)
	}
	return nil
}

// ask asks for words about decision id, or for the text of a new one.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64) (handlers.Reply, error) {
	key := "decision_ask"
	if id != 0 {
		key = "decision_ask_" + step
		if _, err := r.alive(ctx, tx, req, id); err != nil {
			return handlers.Reply{}, err
		}
	}
	if err := r.open(ctx, tx, req, step, id); err != nil {
		return handlers.Reply{}, err
	}
	question := req.Say(r.desk.Words(req.Person).Say(key, "Number", id))
	question.AskText = true
	return handlers.Replying(question), nil
}

// askWhen asks for another due time or another day to look at the result, with
// the usual ones as buttons.
func (r Room) askWhen(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64, doubt string, choices []time.Time) (handlers.Reply, error) {
	if _, err := r.alive(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	if err := r.open(ctx, tx, req, step, id); err != nil {
		return handlers.Reply{}, err
	}
	why, rows := r.desk.DeadlineQuestion(req, doubt, choices, false, fmt.Sprintf("d:%s:%d:", step, id), "")
	text := r.desk.Words(req.Person).Say("decision_ask_"+step, "Number", id)
	if why != "" {
		text = why + "\n" + text
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

// setWhen gives a decision another due time or another day to look at the result.
func (r Room) setWhen(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64, at time.Time) (handlers.Reply, error) {
	if at.IsZero() {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	act, rule := department.PostponeDecision, (*department.Decision).Postpone
	if step == stepReview {
		act, rule = department.ReviewLater, (*department.Decision).PostponeReview
	}
	reply, err := r.change(ctx, tx, req, id, act, func(d *department.Decision) error { return rule(d, at, req.Person, req.At) })
	if err != nil {
		return handlers.Reply{}, err
	}
	return reply, r.endQuestion(ctx, tx, req, step, id)
}

// endQuestion ends the open question of a button, if it is still that one.
func (r Room) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64) error {
	return handlers.EndQuestion(ctx, tx, req, topicName, func(open string, asked int64) bool { return open == step && asked == id })
}

func (r Room) endDialog(ctx context.Context, tx handlers.Tx, req handlers.Request) error {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return fmt.Errorf("end the dialog: %w", err)
	}
	return nil
}

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var id int64
	if err := json.Unmarshal(req.Dialog.Data, &id); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	var act department.DecisionAct
	var rule func(d *department.Decision) error
	switch req.Dialog.Step {
	case stepText:
		if strings.TrimSpace(req.Text) == "" {
			return handlers.Reply{}, department.Refuse("decision_empty")
		}
		if err := r.endDialog(ctx, tx, req); err != nil {
			return handlers.Reply{}, err
		}
		return r.command(ctx, tx, req)
	case stepDue, stepReview:
		said := r.desk.ReadDeadline(req, req.Text)
		if said.Due.IsZero() || said.Rest != "" {
			return r.askWhen(ctx, tx, req, req.Dialog.Step, id, said.Doubt, said.Choices)
		}
		return r.setWhen(ctx, tx, req, req.Dialog.Step, id, said.Due)
	case stepDrop:
		act, rule = department.DropDecision, func(d *department.Decision) error { return d.Drop(req.Text, req.Person, req.At) }
	case stepNeedless:
		act, rule = department.ProposeDrop, func(d *department.Decision) error {
			return d.ProposeDrop(req.Text, req.Person, req.At, r.desk.Calendar())
		}
	default:
		act, rule = department.ActDecision, func(d *department.Decision) error { return d.Act(req.Text, req.Person, req.At) }
	}
	reply, err := r.change(ctx, tx, req, id, act, rule)
	if err != nil {
		return handlers.Reply{}, err
	}
	return reply, r.endDialog(ctx, tx, req)
}

// take makes a task of a decision that its owner takes in hand at once.
func (r Room) take(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.alive(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	matters, err := r.matters(ctx, tx, d)
	if err != nil {
		return handlers.Reply{}, err
	}
	if d.State(matters) != department.DecisionNoAction {
		return handlers.Reply{}, department.Refuse("decision_moved")
	}
	by, err := r.desk.Giver(ctx, tx, d.By, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	f := department.Filing{Text: d.Text, Owner: req.Person.ID, By: by, At: req.At}
	if d.Due.After(req.At) {
		f.Due = d.Due
	}
	m, err := r.desk.New(ctx, tx, department.Task, f)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := m.Do(department.Move{Act: department.Take, By: req.Person, At: req.At}, r.desk.Calendar()); err != nil {
		return handlers.Reply{}, err
	}
	asked := handlers.Request{At: req.At, Person: by, Chat: handlers.Chat{ID: int64(by.ID)}}
	m, cards, err := r.desk.File(ctx, tx, asked, m, nil)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply, err := r.change(ctx, tx, req, id, department.CarryDecision, func(d *department.Decision) error {
		return d.Carry(m.ID, req.Person, req.At)
	})
	reply.Messages = append(reply.Messages, cards.Messages...)
	return reply, err
}

// find returns a decision that the person may see.
func (r Room) find(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Decision, error) {
	d, err := tx.Decision(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone):
		return d, department.Refuse("no_decision", "Number", id)
	case err != nil:
		return d, err
	}
	if !d.Visible(req.Person) {
		return d, department.Refuse("not_yours")
	}
	return d, nil
}

// alive returns a decision that still lives and that the person may change.
func (r Room) alive(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Decision, error) {
	d, err := r.find(ctx, tx, req, id)
	if err == nil {
		err = d.May(req.Person)
	}
	if err == nil && d.Over() {
		err = department.Refuse("decision_over")
	}
	return d, err
}

// change changes a decision and all copies of its card, and tells the other of the
// two who have to do with it: whoever decided, or the owner.
func (r Room) change(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, act department.DecisionAct, rule func(*department.Decision) error) (handlers.Reply, error) {
	if _, err := r.find(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	d, err := tx.UpdateDecision(ctx, id, req.At, r.desk.Calendar(), rule)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply, err := r.changed(ctx, tx, req, d)
	if err != nil || act == department.CarryDecision { // the card of the task tells it
		return reply, err
	}
	other, err := r.desk.Giver(ctx, tx, d.By, req.At)
	if err == nil && req.Person.May(department.Director) {
		other, err = tx.Person(ctx, d.Owner)
	}
	if err != nil && !errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, err
	}
	if other.ID == req.Person.ID || !d.Visible(other) {
		return reply, nil
	}
	card, err := r.card(ctx, tx, d, other, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	key := "decision_told_" + string(act)
	if act == department.ActDecision && !other.May(department.Director) {
		key = "decision_told_act_owner" // who has nothing to check
	}
	why := r.desk.Words(other).Say(key, "Number", d.ID, "Who", req.Person.Name, "Due", r.desk.Moment(other, d.Due),
		"Review", r.desk.Moment(other, d.Review), "Reason", strings.TrimSpace(req.Text))
	card.Text = why + "\n\n" + card.Text
	reply.Messages = append(reply.Messages, card)
	return reply, nil
}

// inPlace shows the card of a decision in the place of its history.
func (r Room) inPlace(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	reply, err := r.show(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	card := reply.Messages[0]
	return handlers.Replying(req.Change(card.Text, card.Buttons...)), nil
}

// show shows a decision.
func (r Room) show(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.find(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	card, err := r.card(ctx, tx, d, req.Person, req.At)
	return handlers.Replying(card), err
}
