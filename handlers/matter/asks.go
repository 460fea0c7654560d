package matter

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
	"github.com/otdel-bot/otdel/handlers/texts"
)

// asked is what the dialog for a step remembers.
type asked struct {
	Matter int64            `json:"matter"`
	State  department.State `json:"state"`
}

// usualNotes is how many usual answers the catalogue has for each step that
// needs words.
const usualNotes = 3

// askFor asks for what the step needs.
func (d Desk) askFor(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, s department.Step) (handlers.Reply, error) {
	switch s.Needs {
	case department.Whom:
		return d.askWhom(ctx, tx, req, m)
	case department.Until:
		return d.askUntil(ctx, tx, req, m, "", nil)
	}
	return d.ask(ctx, tx, req, m, s.Do)
}

// open opens the dialog for a step.
func (d Desk) open(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, act department.Act) error {
	data, err := json.Marshal(asked{Matter: m.ID, State: m.State})
	if err != nil {
		return fmt.Errorf("remember the question: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: string(act), Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return fmt.Errorf("ask for what %s needs: %w", act, err)
	}
	return nil
}

// ask asks for the words that a step needs, with the usual ones as buttons.
func (d Desk) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, act department.Act) (handlers.Reply, error) {
	if err := d.open(ctx, tx, req, m, act); err != nil {
		return handlers.Reply{}, err
	}
	w := d.Words(req.Person)
	var rows [][]handlers.Button
	for i := 1; i <= usualNotes; i++ {
		key := noteKey(w, m.Kind, act, i)
		if !w.Has(key) {
			break
		}
		rows = append(rows, []handlers.Button{{Label: w.Plain(key), Data: fmt.Sprintf("m:%d:say:%s:%d:%s", m.ID, act, i, m.State)}})
	}
	question := req.Say(w.Say(w.Of(m.Kind, "ask_"+string(act)), "Number", m.ID, "About", About(m)), rows...)
	question.AskText = len(rows) == 0
	return handlers.Replying(question), nil
}

// noteKey names a usual answer, in the words of the kind if it has its own.
func noteKey(w texts.Words, kind department.KindName, act department.Act, i int) string {
	return w.Of(kind, fmt.Sprintf("note_%s_%d", act, i))
}

// askWhom asks who is to do it.
func (d Desk) askWhom(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter) (handlers.Reply, error) {
	if err := d.open(ctx, tx, req, m, department.Assign); err != nil {
		return handlers.Reply{}, err
	}
	people, err := d.Employees(ctx, tx)
	if err != nil {
		return handlers.Reply{}, err
	}
	rows, err := d.LoadButtons(ctx, tx, req, people, func(id department.PersonID) string {
		return fmt.Sprintf("m:%d:whom:%d:%s", m.ID, id, m.State)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(d.Words(req.Person).Say("ask_assign", "Number", m.ID), rows...)), nil
}

// askUntil asks for another due time; doubt and choices are from what was typed
// last.
func (d Desk) askUntil(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, doubt string, choices []time.Time) (handlers.Reply, error) {
	if err := d.open(ctx, tx, req, m, department.Postpone); err != nil {
		return handlers.Reply{}, err
	}
	why, rows := d.DeadlineQuestion(req, doubt, choices, false, fmt.Sprintf("m:%d:until:", m.ID), ":"+string(m.State))
	return handlers.Replying(req.Say(texts.Join(why, d.Words(req.Person).Say("ask_postpone", "Number", m.ID)), rows...)), nil
}

// answered takes the step with what the person typed.
func (d Desk) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var a asked
	if err := json.Unmarshal(req.Dialog.Data, &a); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if req.Dialog.Step == stepClaim {
		return d.claimed(ctx, tx, req, a.Matter)
	}
	move := department.Move{Act: department.Act(req.Dialog.Step), By: req.Person, At: req.At, Seen: a.State}
	m, err := d.awaited(ctx, tx, req, a.Matter, move)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch move.Act {
	case department.Assign:
		people, err := d.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		called, _ := department.Named(req.Text, people)
		if len(called) != 1 {
			return handlers.Reply{}, department.Refuse("task_who_unclear")
		}
		move.Whom = called[0]
	case department.Postpone:
		said := d.ReadDeadline(req, req.Text)
		if said.Due.IsZero() {
			if said.Doubt == "" {
				said.Doubt = "none"
			}
			return d.askUntil(ctx, tx, req, m, said.Doubt, said.Choices)
		}
		move.Until = said.Due
	default:
		move = d.words(req, move)
		if move.Note == "" {
			return handlers.Reply{}, department.Refuse("note_missing")
		}
	}
	return d.noted(ctx, tx, req, a.Matter, move)
}

// awaited returns the matter whose question is open. When the step can no longer
// be taken, because somebody cancelled the matter or gave it away meanwhile, the
// words are no answer: they are taken as any other message, and not lost.
func (d Desk) awaited(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, move department.Move) (department.Matter, error) {
	m, err := d.visible(ctx, tx, req, id)
	switch {
	case err != nil:
	case move.Act == department.Comment:
		err = m.Lets(move.Act, move.By)
	default:
		err = m.May(move)
	}
	if _, refused := errors.AsType[department.Refusal](err); refused {
		return department.Matter{}, handlers.ErrNoAnswer
	}
	return m, err
}

// words adds what was written to a step that has no words yet: a file alone
// speaks for itself. A wait may say until when.
func (d Desk) words(req handlers.Request, move department.Move) department.Move {
	if move.Note == "" {
		move.Note = strings.TrimSpace(req.Text)
	}
	if move.Note == "" && len(req.Attachments) > 0 {
		move.Note = d.Words(req.Person).Plain("complaint_see_files")
	}
	if move.Act == department.Wait {
		if said := d.ReadDeadline(req, move.Note); said.Until && !said.Due.IsZero() {
			move.Until = said.Due
			if said.Rest != "" {
				move.Note = said.Rest
			}
		}
	}
	return move
}

// usual takes the step with one of the usual answers, given by a button whose
// data is "act:number:state".
func (d Desk) usual(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, data string) (handlers.Reply, error) {
	parts := strings.Split(data, ":")
	if len(parts) != 3 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	i, err := strconv.Atoi(parts[1])
	if err != nil || i < 1 || i > usualNotes {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	act, w := department.Act(parts[0]), d.Words(req.Person)
	key := noteKey(w, m.Kind, act, i)
	if !w.Has(key) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	move := d.words(req, department.Move{Act: act, Seen: department.State(parts[2]), Note: w.Plain(key)})
	return d.chosen(ctx, tx, req, id, move, w.Plain(key))
}

// whom gives the matter to the person of a button, whose data is "person:state".
func (d Desk) whom(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, data string) (handlers.Reply, error) {
	person, seen, _ := strings.Cut(data, ":")
	n, err := strconv.ParseInt(person, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	whom, err := d.Employee(ctx, tx, department.PersonID(n))
	if err != nil {
		return handlers.Reply{}, err
	}
	return d.chosen(ctx, tx, req, id, department.Move{Act: department.Assign, Seen: department.State(seen), Whom: whom}, whom.Name)
}

// until proposes the due time of a button, whose data is "choice:state".
func (d Desk) until(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, data string) (handlers.Reply, error) {
	choice, seen, _ := strings.Cut(data, ":")
	due := d.PickDeadline(choice, req.At)
	if due.IsZero() {
		return handlers.Reply{}, department.Refuse("due_unclear")
	}
	return d.chosen(ctx, tx, req, id, department.Move{Act: department.Postpone, Seen: department.State(seen), Until: due}, d.Moment(req.Person, due))
}

// chosen takes a step with what a button of the question said. The question has
// its answer then: its buttons go.
func (d Desk) chosen(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, move department.Move, answer string) (handlers.Reply, error) {
	reply, err := d.noted(ctx, tx, req, id, move)
	if err != nil {
		return handlers.Reply{}, err
	}
	question := req.Change(d.Words(req.Person).Say("asked_answered", "Number", id, "Note", answer))
	reply.Messages = append([]handlers.Message{question}, reply.Messages...)
	return reply, nil
}

// noted takes a step with what it needs and ends the question that asked for it.
func (d Desk) noted(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, move department.Move) (handlers.Reply, error) {
	if _, err := d.visible(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	move.By, move.At = req.Person, req.At
	reply, err := d.do(ctx, tx, req, id, move)
	if err != nil {
		return handlers.Reply{}, err
	}
	return reply, d.endQuestion(ctx, tx, req, id)
}

// endQuestion ends the open question about a matter, if there is one. Another that
// was opened meanwhile stays.
func (d Desk) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) error {
	return handlers.EndQuestion(ctx, tx, req, topicName, func(_ string, a asked) bool { return a.Matter == id })
}
