package task

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Room is the conversation in which tasks are given.
type Room struct {
	desk matter.Desk
}

// New returns the room; filed tasks go over desk.
func New(desk matter.Desk) Room { return Room{desk: desk} }

const topicName = "t"

// The questions of the room's dialog, in the order in which they are asked.
const (
	stepText = "text" // what is to be done?
	stepWho  = "who"  // by whom?
	stepDue  = "due"  // until when?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Least: department.Task.Files,
		Commands: []handlers.Command{{
			Name: "task", Words: []string{"поручить", "поручение", "задача", "task"},
			Least: department.Director, Do: r.command,
		}},
		Press:    r.press,
		Continue: r.answered,
	}
}

// order is what is known of a task that is being given.
type order struct {
	Text  string                  `json:"text"`
	Owner department.PersonID     `json:"owner,omitempty"`
	Due   time.Time               `json:"due,omitzero"`
	NoDue bool                    `json:"no_due,omitempty"` // the question was skipped: the usual clock
	Files []department.Attachment `json:"files,omitempty"`
	Draft int64                   `json:"draft,omitempty"` // the draft that it came from
	// Among are the people to choose from when a name fits several.
	Among []department.PersonID `json:"among,omitempty"`
	// Doubt says why the due time that was typed could not be taken, and Choices
	// what may have been meant.
	Doubt   string      `json:"doubt,omitempty"`
	Choices []time.Time `json:"choices,omitempty"`
}

// command gives the task that stands behind the command.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	o := order{Files: req.Attachments}
	text := req.Text
	if req.ReplyTo != nil {
		o.Files = append(o.Files, req.ReplyTo.Attachments...)
		text = strings.TrimSpace(text + " " + req.ReplyTo.Text)
	}
	if err := r.read(ctx, tx, req, &o, text); err != nil {
		return handlers.Reply{}, err
	}
	return r.goOn(ctx, tx, req, o)
}

// Addressed reports whether a message of the director begins with the name of an
// employee and a colon, "Иванову: …", and so gives a task.
func (r Room) Addressed(ctx context.Context, tx handlers.Tx, req handlers.Request) (bool, error) {
	name, rest, found := strings.Cut(req.Text, ":")
	if !found || !req.Person.May(department.Task.Files) || strings.TrimSpace(rest) == "" || len(strings.Fields(name)) > 2 {
		return false, nil
	}
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return false, fmt.Errorf("find the employees: %w", err)
	}
	called, left := department.Named(name, people)
	return len(called) > 0 && left == "", nil
}

// Give gives the task of a message that is Addressed.
func (r Room) Give(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	return r.command(ctx, tx, req)
}

// read takes the person and the due time out of a line; what stays is the text.
func (r Room) read(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order, line string) error {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return fmt.Errorf("find the employees: %w", err)
	}
	called, rest := department.Named(line, people)
	switch len(called) {
	case 0:
	case 1:
		o.Owner = called[0].ID
	default:
		for _, p := range called {
			o.Among = append(o.Among, p.ID)
		}
	}
	o.Text = r.readDue(o, rest, req)
	return nil
}

// goOn files the task, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	switch {
	case strings.TrimSpace(o.Text) == "" && len(o.Files) == 0:
		return r.ask(ctx, tx, req, o, stepText, r.desk.Words(req.Person).Say("task_ask_text"), nil)
	case o.Owner == 0:
		rows, err := r.people(ctx, tx, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepWho, r.desk.Words(req.Person).Say("task_ask_who"), rows)
	case o.Due.IsZero() && !o.NoDue:
		text, rows := r.dueQuestion(o, req)
		return r.ask(ctx, tx, req, o, stepDue, text, rows)
	}
	return r.file(ctx, tx, req, o)
}

// ask asks one thing and remembers what is known.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, step string, text texts.HTML, rows [][]handlers.Button) (handlers.Reply, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the task: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the %s of a task: %w", step, err)
	}
	question := req.Say(text, rows...)
	if req.Press != nil {
		question = req.Change(question.Text, rows...)
	}
	question.AskText = len(rows) == 0 && req.Press == nil
	return handlers.Replying(question), nil
}

// people returns a button for each employee who can be given the task, with
// what the person has in hand.
func (r Room) people(ctx context.Context, tx handlers.Tx, o order) ([][]handlers.Button, error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return nil, fmt.Errorf("find the employees: %w", err)
	}
	const shown = 20
	var rows [][]handlers.Button
	for _, p := range people {
		if len(o.Among) > 0 && !slices.Contains(o.Among, p.ID) || len(rows) == shown {
			continue
		}
		n, err := tx.CountMatters(ctx, department.MatterFilter{Owner: p.ID})
		if err != nil {
			return nil, fmt.Errorf("count what %d has in hand: %w", p.ID, err)
		}
		label := fmt.Sprintf("%s · %d", p.Name, n)
		rows = append(rows, []handlers.Button{{Label: label, Data: fmt.Sprintf("t:who:%d", p.ID)}})
	}
	return rows, nil
}

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if err := json.Unmarshal(req.Dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	switch req.Dialog.Step {
	case stepText:
		o.Files = append(o.Files, req.Attachments...)
		known := o
		if err := r.read(ctx, tx, req, &o, req.Text); err != nil {
			return handlers.Reply{}, err
		}
		if o.Owner == 0 {
			o.Owner = known.Owner
		}
		if o.Due.IsZero() {
			o.Due = known.Due
		}
	case stepWho:
		people, err := tx.FindPeople(ctx, department.Employee)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find the employees: %w", err)
		}
		called, _ := department.Named(req.Text, people)
		if len(called) != 1 {
			return handlers.Reply{}, department.Refuse("task_who_unclear")
		}
		o.Owner = called[0].ID
	case stepDue:
		o.Doubt, o.Choices = "", nil
		if r.readDue(&o, req.Text, req); o.Due.IsZero() && o.Doubt == "" {
			return handlers.Reply{}, department.Refuse("due_unclear")
		}
	}
	return r.goOn(ctx, tx, req, o)
}

// press goes on with a button of the dialog, or makes a task of a draft.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	if what == "draft" {
		return r.fromDraft(ctx, tx, req, choice)
	}
	dialog, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if errors.Is(err, department.ErrNone) || err == nil && (dialog.Topic != topicName || dialog.Step != what) {
		return handlers.Reply{}, department.Refuse("dialog_over")
	}
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the dialog: %w", err)
	}
	var o order
	if err := json.Unmarshal(dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	switch what {
	case stepWho:
		id, err := strconv.ParseInt(choice, 10, 64)
		if err != nil {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.Owner = department.PersonID(id)
	case stepDue:
		r.chosenDue(&o, choice, req.At)
	}
	return r.goOn(ctx, tx, req, o)
}

// fromDraft begins a task with what an earlier message said.
func (r Room) fromDraft(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	d, err := tx.Draft(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && d.Person != req.Person.ID:
		return handlers.Reply{}, department.Refuse("draft_gone")
	case err != nil:
		return handlers.Reply{}, fmt.Errorf("find draft %d: %w", id, err)
	case d.Matter != 0:
		return handlers.Reply{}, department.Refuse("draft_used", "Number", d.Matter)
	}
	o := order{Files: d.Attachments, Draft: d.ID}
	if err := r.read(ctx, tx, req, &o, d.Text); err != nil {
		return handlers.Reply{}, err
	}
	return r.goOn(ctx, tx, req, o)
}

// file makes the task. The owner is looked up now: whoever left meanwhile gets
// no task.
func (r Room) file(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	owner, err := tx.Person(ctx, o.Owner)
	if errors.Is(err, department.ErrNone) || err == nil && !owner.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("task_who_gone")
	}
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find whom the task is for: %w", err)
	}
	if o.Text == "" {
		o.Text = r.desk.Words(req.Person).Plain("complaint_see_files")
	}
	m, err := r.desk.New(ctx, tx, department.Task, department.Filing{Text: o.Text, By: req.Person, At: req.At, Owner: o.Owner, Due: o.Due})
	if err != nil {
		return handlers.Reply{}, err
	}
	m, reply, err := r.desk.File(ctx, tx, req, m, o.Files)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	if o.Draft != 0 {
		if err := r.used(ctx, tx, o.Draft, m.ID); err != nil {
			return handlers.Reply{}, err
		}
	}
	if req.Press != nil { // the question has its answer: its buttons go
		said := req.Change(r.desk.Words(req.Person).Say("draft_filed", "Number", m.ID))
		reply.Messages = append([]handlers.Message{said}, reply.Messages...)
	}
	return reply, nil
}

// used notes what a draft has become.
func (r Room) used(ctx context.Context, tx handlers.Tx, draft, matter int64) error {
	d, err := tx.Draft(ctx, draft)
	if err != nil {
		return fmt.Errorf("find draft %d: %w", draft, err)
	}
	d.Matter = matter
	return tx.SaveDraft(ctx, d)
}
