package decision

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
)

// Room is the conversation about decisions.
type Room struct {
	desk matter.Desk
}

// New returns the room; people and dates are read by desk.
func New(desk matter.Desk) Room { return Room{desk: desk} }

const topicName = "d"

// The questions of the room's dialogs.
const (
	stepText  = "text"  // what was decided?
	stepActed = "acted" // how was it carried out?
	stepDrop  = "drop"  // why is it taken back?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "decision", Words: []string{"решение", "решили", "decision"}, Least: department.Director, Do: r.command},
			{Name: "decisions", Words: []string{"решения", "decisions"}, Alone: true, Least: department.Director, Do: r.list},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

// command notes the decision that stands behind the command: who answers for it,
// what, until when, and when to look at the result. In reply to a card it is
// about that matter. With no text it asks.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text := req.Text
	if req.ReplyTo != nil && req.Number == 0 {
		text = strings.TrimSpace(text + " " + req.ReplyTo.Text)
	}
	if strings.TrimSpace(text) == "" && req.Number == 0 {
		return r.ask(ctx, tx, req, stepText, 0, "decision_ask")
	}
	d, err := r.read(ctx, tx, req, text)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.make(ctx, tx, req, d, req.Number)
}

// reviewWords begin the part of a line that says when to look at the result.
var reviewWords = regexp.MustCompile(`(?i)[,;.]?\s*(?:проверить|проверка|пересмотреть|review|check)(?:\P{L}|$)`)

// read takes the owner, the due time and the review out of a line.
func (r Room) read(ctx context.Context, tx handlers.Tx, req handlers.Request, line string) (department.Decision, error) {
	var d department.Decision
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return d, err
	}
	called, among, rest := department.NamedAll(line, people)
	switch {
	case len(called) == 1 && len(among) == 0:
		d.Owner = called[0].ID
	default:
		rest = strings.TrimSpace(line)
	}
	if at := lastMatch(reviewWords, rest); at != nil {
		if said := r.desk.ReadDeadline(req, rest[at[1]:]); !said.Due.IsZero() && said.Rest == "" {
			d.Review, rest = said.Due, rest[:at[0]]
		}
	}
	d.Text = rest
	switch said := r.desk.ReadDeadline(req, rest); {
	case said.Until && said.Doubt != "":
		return d, department.Refuse("doubt_" + said.Doubt)
	case said.Until && !said.Due.IsZero():
		d.Due, d.Text = said.Due, said.Rest
	}
	return d, nil
}

func lastMatch(re *regexp.Regexp, s string) []int {
	all := re.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// make stores a decision, about the matter from if that is not 0, and shows it to
// whoever made it and to its owner. What was answered in a matter is the text of
// a decision without one; any other matter carries the decision out.
func (r Room) make(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Decision, from int64) (handlers.Reply, error) {
	if from != 0 {
		m, err := r.desk.Visible(ctx, tx, req, from)
		if err != nil {
			return handlers.Reply{}, err
		}
		kind, _ := department.KindOf(m.Kind)
		if !kind.Yields {
			d.Matters = append(d.Matters, m.ID)
		}
		if d.Text == "" && kind.Yields && m.Result != "" {
			d.Text = r.desk.Words(req.Person).Plain("decision_from_answer", "Result", m.Result, "Number", m.ID)
		}
		if d.Text == "" {
			d.Text = m.Text
		}
	}
	d, err := department.NewDecision(d, req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	if d, err = tx.CreateDecision(ctx, d); err != nil {
		return handlers.Reply{}, err
	}
	card, err := r.card(ctx, tx, d, req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	reply := handlers.Replying(card)
	if d.Owner == req.Person.ID {
		return reply, nil
	}
	owner, err := tx.Person(ctx, d.Owner)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the owner of decision %d: %w", d.ID, err)
	}
	told, err := r.card(ctx, tx, d, owner, req.At)
	reply.Messages = append(reply.Messages, told)
	return reply, err
}

// ask asks one thing about decision id.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64, key string) (handlers.Reply, error) {
	data, err := json.Marshal(id)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the decision: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask about a decision: %w", err)
	}
	question := req.Say(r.desk.Words(req.Person).Say(key, "Number", id))
	question.AskText = true
	return handlers.Replying(question), nil
}

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var id int64
	if err := json.Unmarshal(req.Dialog.Data, &id); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if req.Dialog.Step == stepText {
		if strings.TrimSpace(req.Text) == "" {
			return handlers.Reply{}, department.Refuse("decision_empty")
		}
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		return r.command(ctx, tx, req)
	}
	reply, err := r.change(ctx, tx, req, id, func(d *department.Decision) error {
		if req.Dialog.Step == stepDrop {
			return d.Drop(req.Text, req.Person, req.At)
		}
		return d.Act(req.Text, req.Person, req.At)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return reply, nil
}

// press handles the buttons of a decision's card and of the list.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, rest, _ := strings.Cut(req.Press.Data, ":")
	digits, choice, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !req.Person.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	switch what {
	case "from":
		return r.make(ctx, tx, req, department.Decision{}, id)
	case "open":
		return r.show(ctx, tx, req, id)
	case stepActed:
		return r.ask(ctx, tx, req, stepActed, id, "decision_ask_acted")
	case stepDrop:
		return r.ask(ctx, tx, req, stepDrop, id, "decision_ask_drop")
	case "undo":
		return r.change(ctx, tx, req, id, func(d *department.Decision) error {
			if err := stillLast(*d, choice); err != nil {
				return err
			}
			return d.Undo(req.Person, req.At)
		})
	case "check":
		return r.change(ctx, tx, req, id, func(d *department.Decision) error { return d.Check("", req.Person, req.At) })
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
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

// change changes a decision and all copies of its card.
func (r Room) change(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, rule func(*department.Decision) error) (handlers.Reply, error) {
	d, err := r.find(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := rule(&d); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SaveDecision(ctx, d); err != nil {
		return handlers.Reply{}, err
	}
	return r.changed(ctx, tx, req, d)
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
