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
	stepRule = "rule" // really again and again?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
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
	Text   string                  `json:"text"`
	Owners []department.PersonID   `json:"owners,omitempty"`
	Due    time.Time               `json:"due,omitzero"`
	NoDue  bool                    `json:"no_due,omitempty"` // the question was skipped: the usual clock
	Rule   *department.AlarmTime   `json:"rule,omitempty"`   // it comes again
	Files  []department.Attachment `json:"files,omitempty"`
	Draft  int64                   `json:"draft,omitempty"`  // the draft that it came from
	Parent int64                   `json:"parent,omitempty"` // the matter that it came of
	// Decision is the one that it carries out.
	Decision int64 `json:"decision,omitempty"`
	// Among are the people to choose from when a name fits several.
	Among []department.PersonID `json:"among,omitempty"`
	// Doubt says why the due time that was typed could not be taken, and Choices
	// what may have been meant.
	Doubt   string      `json:"doubt,omitempty"`
	Choices []time.Time `json:"choices,omitempty"`
}

// command gives the task that stands behind the command. In reply to a card the
// task comes of that matter; what a reply does not say is in the message that it
// replies to.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	o := order{Files: req.Attachments}
	if req.ReplyTo != nil && req.Number == 0 {
		o.Files = append(o.Files, req.ReplyTo.Attachments...)
	}
	if err := r.read(ctx, tx, req, &o, req.Text); err != nil {
		return handlers.Reply{}, err
	}
	switch {
	case req.Number != 0:
		if err := r.comesOf(ctx, tx, req, &o, req.Number); err != nil {
			return handlers.Reply{}, err
		}
	case req.ReplyTo != nil && len(o.Owners)+len(o.Among) == 0 && o.Due.IsZero() && o.Doubt == "" && o.Rule == nil:
		// Everything may be said in the other message.
		if err := r.read(ctx, tx, req, &o, strings.TrimSpace(req.Text+" "+req.ReplyTo.Text)); err != nil {
			return handlers.Reply{}, err
		}
	case req.ReplyTo != nil:
		o.Text = strings.TrimSpace(o.Text + " " + req.ReplyTo.Text)
	}
	return r.goOn(ctx, tx, req, o)
}

// read takes the people and the due time out of a line; what stays is the text.
func (r Room) read(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order, line string) error {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return err
	}
	called, among, rest := department.NamedAll(line, people)
	o.Owners, o.Among = nil, nil
	for _, p := range called {
		o.Owners = append(o.Owners, p.ID)
	}
	for _, p := range among {
		o.Among = append(o.Among, p.ID)
	}
	o.Text = r.readDue(o, rest, req)
	return nil
}

// readDue takes the due time out of a line and returns the rest of it.
func (r Room) readDue(o *order, line string, req handlers.Request) string {
	said := r.desk.ReadDeadline(req, line)
	o.Due, o.Doubt, o.Choices, o.Rule = said.Due, said.Doubt, said.Choices, said.Rule
	return said.Rest
}

// goOn files the task, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.desk.Words(req.Person)
	switch {
	case !department.Says(o.Text) && (len(o.Files) == 0 || o.Rule != nil): // each time it comes without the files
		return r.ask(ctx, tx, req, o, stepText, w.Say("task_ask_text"), nil)
	case len(o.Owners) == 0 || len(o.Among) > 0:
		rows, err := r.people(ctx, tx, req, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepWho, w.Say("task_ask_who"), rows)
	case o.Rule != nil:
		return r.askRule(ctx, tx, req, o)
	case o.Due.IsZero() && !o.NoDue:
		why, rows := r.desk.DeadlineQuestion(req, o.Doubt, o.Choices, true, topicName+":"+stepDue+":", "")
		return r.ask(ctx, tx, req, o, stepDue, texts.Join(why, w.Say("task_ask_due")), rows)
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
	if req.Press != nil && !onCard(req) {
		question = req.Change(question.Text, rows...)
	}
	question.AskText = len(rows) == 0 && req.Press == nil
	return handlers.Replying(question), nil
}

// onCard reports whether the button that was pressed is one of a card, which
// stays as it is.
func onCard(req handlers.Request) bool {
	return strings.HasPrefix(req.Press.Data, "from:") || strings.HasPrefix(req.Press.Data, "decided:")
}

// people returns a button for each employee who can be given the task, with
// what the person has in hand.
func (r Room) people(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) ([][]handlers.Button, error) {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return nil, err
	}
	if len(o.Among) > 0 {
		people = slices.DeleteFunc(people, func(p department.Person) bool { return !slices.Contains(o.Among, p.ID) })
	}
	return r.desk.LoadButtons(ctx, tx, req, people, func(id department.PersonID) string { return fmt.Sprintf("t:who:%d", id) })
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
		if len(o.Owners) == 0 {
			o.Owners = known.Owners
		}
		if o.Due.IsZero() && o.Rule == nil {
			o.Due, o.Rule = known.Due, known.Rule
		}
	case stepWho:
		people, err := r.desk.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		called, among, _ := department.NamedAll(req.Text, people)
		if len(called) == 0 || len(among) > 0 {
			return handlers.Reply{}, department.Refuse("task_who_unclear")
		}
		for _, p := range called {
			o.add(p.ID)
		}
		o.Among = nil
	case stepDue, stepRule:
		if r.readDue(&o, req.Text, req); o.Due.IsZero() && o.Doubt == "" && o.Rule == nil {
			return handlers.Reply{}, department.Refuse("due_unclear")
		}
	}
	return r.goOn(ctx, tx, req, o)
}

// add adds an owner, once.
func (o *order) add(id department.PersonID) {
	if !slices.Contains(o.Owners, id) {
		o.Owners = append(o.Owners, id)
	}
}

// press goes on with a button of the dialog, or makes a task of something.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	switch what {
	case "draft":
		return r.fromDraft(ctx, tx, req, choice)
	case "from":
		return r.fromMatter(ctx, tx, req, choice)
	case "decided":
		return r.fromDecision(ctx, tx, req, choice)
	case "routines":
		return r.pressRoutines(ctx, tx, req, choice)
	case "routine":
		return r.stop(ctx, tx, req, choice)
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
		o.add(department.PersonID(id))
		o.Among = nil
	case stepDue:
		o.Doubt, o.Choices = "", nil
		o.Due = r.desk.PickDeadline(choice, req.At)
		o.NoDue = o.Due.IsZero()
	case stepRule:
		return r.keepRule(ctx, tx, req, o, choice)
	}
	return r.goOn(ctx, tx, req, o)
}

// Read reads what a line says when it is filed as a task, see [matter.Reader].
func (r Room) Read(ctx context.Context, tx handlers.Tx, req handlers.Request, line string) (text, client string, err error) {
	var o order
	err = r.read(ctx, tx, req, &o, line)
	return o.Text, "", err
}
