package decision

import (
	"context"
	"fmt"
	"strings"
	"time"

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
	stepText     = "text"     // what was decided?
	stepActed    = "acted"    // how was it carried out?
	stepDrop     = "drop"     // why is it taken back?
	stepNeedless = "needless" // why does its owner find it needless?
	stepDue      = "due"      // until when instead?
	stepReview   = "review"   // when to look at the result instead?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
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
		return r.ask(ctx, tx, req, stepText, 0)
	}
	d, err := r.read(ctx, tx, req, text)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.make(ctx, tx, req, d, req.Number)
}

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
	if decided, review, found := department.CutReview(rest); found {
		if said := r.desk.ReadDeadline(req, review); !said.Due.IsZero() && said.Rest == "" {
			d.Review, rest = said.Due, decided
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

// from makes a decision of a matter, or shows the one that was made of it and is
// not over.
func (r Room) from(ctx context.Context, tx handlers.Tx, req handlers.Request, matter int64) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	m, err := r.desk.Visible(ctx, tx, req, matter)
	if err != nil {
		return handlers.Reply{}, err
	}
	answers, err := tx.DecisionsFrom(ctx, matter)
	if err != nil {
		return handlers.Reply{}, err
	}
	carried, err := tx.DecisionsOf(ctx, matter)
	if err != nil {
		return handlers.Reply{}, err
	}
	for _, id := range append(answers, carried...) {
		d, err := tx.Decision(ctx, id)
		if err != nil {
			return handlers.Reply{}, err
		}
		if !d.Over() && !m.Created.After(d.Made) { // else the matter came out of it
			reply, err := r.show(ctx, tx, req, id)
			reply.Toast = r.desk.Words(req.Person).Plain("decision_made_already", "Number", id)
			return reply, err
		}
	}
	return r.make(ctx, tx, req, department.Decision{}, matter)
}

// make stores a decision, about the matter from if that is not 0, and shows it to
// whoever made it and to its owner. What was answered in a matter is the text of
// a decision without one; any other matter carries the decision out.
func (r Room) make(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Decision, from int64) (handlers.Reply, error) {
	answer := false
	if from != 0 {
		m, err := r.desk.Visible(ctx, tx, req, from)
		if err != nil {
			return handlers.Reply{}, err
		}
		kind, _ := department.KindOf(m.Kind)
		if answer = kind.Yields; !answer {
			d.Matters = append(d.Matters, m.ID)
		}
		if d.Text == "" && kind.Yields && m.Result != "" {
			d.Text = r.desk.Words(req.Person).Plain("decision_from_answer", "Result", m.Result, "Number", m.ID)
		}
		if d.Text == "" {
			d.Text = m.Text
		}
	}
	d, told, err := r.Note(ctx, tx, d, req.Person, req.At)
	if err == nil && answer {
		err = tx.NoteAnswer(ctx, from, d.ID)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	card, err := r.card(ctx, tx, d, req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	return handlers.Replying(append([]handlers.Message{card}, told...)...), nil
}

// Note stores a new decision, with the patience of the department, and returns
// the card for its owner, if that is somebody else.
func (r Room) Note(ctx context.Context, tx handlers.Tx, d department.Decision, by department.Person, at time.Time) (department.Decision, []handlers.Message, error) {
	norms, err := tx.Norms(ctx)
	if err != nil {
		return d, nil, err
	}
	d.Patience = norms.Patience()
	if d, err = department.NewDecision(d, by, at); err != nil {
		return d, nil, err
	}
	d, err = tx.CreateDecision(ctx, d, r.desk.Calendar())
	if err != nil || d.Owner == by.ID {
		return d, nil, err
	}
	owner, err := tx.Person(ctx, d.Owner)
	if err != nil {
		return d, nil, fmt.Errorf("find the owner of decision %d: %w", d.ID, err)
	}
	card, err := r.card(ctx, tx, d, owner, at)
	return d, []handlers.Message{card}, err
}
