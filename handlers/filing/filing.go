package filing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// way is a command and the kind of matter that it files.
type way struct {
	kind    department.Kind
	command string
	words   []string
}

// ways are all of them.
var ways = []way{
	{department.Question, "ask", []string{"вопрос", "спросить", "спроси", "question", "ask"}},
	{department.Approval, "approval", []string{"согласовать", "согласование", "согласуй", "approval", "approve"}},
}

// Room is the conversation in which matters are filed that ask.
type Room struct {
	desk matter.Desk
}

// New returns the room; filed matters go over desk.
func New(desk matter.Desk) Room { return Room{desk: desk} }

const topicName = "ask"

// The questions of the room's dialogs.
const (
	stepText    = "text"    // what is asked?
	stepSubject = "subject" // what is to be approved about a matter?
	stepWanted  = "wanted"  // which due time is wanted?
	stepWho     = "who"     // who is asked?
	stepSilence = "silence" // what does silence mean?
	stepSimilar = "similar" // was that the answer?
	stepLetter  = "letter"  // what does the letter say?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	t := handlers.Topic{Name: topicName, Part: handlers.PartMatters, Least: department.Employee, Press: r.press, Continue: r.answered}
	for _, w := range ways {
		t.Commands = append(t.Commands, handlers.Command{Name: w.command, Words: w.words, Least: w.kind.Files, Do: r.command(w.kind)})
	}
	t.Commands = append(t.Commands, handlers.Command{
		Name: "letter", Words: []string{"анонимно", "letter"}, Least: department.Employee, Do: r.letter,
	})
	return t
}

// order is what is known of a matter that is being filed.
type order struct {
	Kind     department.KindName     `json:"kind"`
	Text     string                  `json:"text"`
	Parent   int64                   `json:"parent,omitempty"`
	Parties  []department.PersonID   `json:"parties,omitempty"`
	Due      time.Time               `json:"due,omitzero"`
	Proposed time.Time               `json:"proposed,omitzero"`
	Silence  department.Verdict      `json:"silence,omitempty"`
	Files    []department.Attachment `json:"files,omitempty"`
	// Guided says that it is filed step by step by buttons, from a card.
	Guided  bool   `json:"guided,omitempty"`
	Subject string `json:"subject,omitempty"`
	// Chosen says that those who are asked are all there, New that what was
	// answered before is not what is asked.
	Chosen bool `json:"chosen,omitempty"`
	New    bool `json:"new,omitempty"`
}

func (o order) kind() department.Kind {
	k, _ := department.KindOf(o.Kind)
	return k
}

// command files what stands behind the command, in the message replied to, or in
// the files that came with it; in reply to a card it is about that matter.
func (r Room) command(kind department.Kind) handlers.Handler {
	return func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		o := order{Kind: kind.Name, Files: req.Attachments, Parent: req.Number}
		text := req.Text
		if req.ReplyTo != nil && req.Number == 0 {
			o.Files = append(o.Files, req.ReplyTo.Attachments...)
			text = strings.TrimSpace(text + " " + req.ReplyTo.Text)
		}
		if err := r.read(ctx, tx, req, &o, text); err != nil {
			return handlers.Reply{}, err
		}
		return r.goOn(ctx, tx, req, o)
	}
}

// goOn files the matter, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w, kind := r.desk.Words(req.Person), o.kind()
	if o.Parent != 0 {
		if _, err := r.parent(ctx, tx, req, o); err != nil {
			return handlers.Reply{}, err
		}
	}
	switch {
	case !department.Says(o.Text) && len(o.Files) == 0:
		return r.ask(ctx, tx, req, o, stepText, w.Say(w.Of(o.Kind, "ask_text")), nil)
	case kind.Asks && (len(o.Parties) == 0 || o.Guided && !o.Chosen):
		return r.askWho(ctx, tx, req, o)
	case kind.Asks && o.Guided && o.Silence == "":
		return r.askSilence(ctx, tx, req, o)
	case kind.Yields && !o.New:
		if reply, any, err := r.offer(ctx, tx, req, o); any || err != nil {
			return reply, err
		}
	}
	return r.file(ctx, tx, req, o)
}

// parent returns the matter that an order is about, if it may be about that one.
func (r Room) parent(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (department.Matter, error) {
	about, err := r.desk.Visible(ctx, tx, req, o.Parent)
	if err == nil && o.kind().Asks {
		err = about.Lets(department.Consult, req.Person)
	}
	return about, err
}

// ask asks one thing and remembers what is known.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, step string, text texts.HTML, rows [][]handlers.Button) (handlers.Reply, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the %s: %w", o.Kind, err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the %s of the %s: %w", step, o.Kind, err)
	}
	question := req.Say(text, rows...)
	if req.Press != nil && !onCard(req) {
		question = req.Change(text, rows...)
	}
	question.AskText = len(rows) == 0 && req.Press == nil
	return handlers.Replying(question), nil
}

// onCard reports whether the button that was pressed is one of a card, which
// stays as it is.
func onCard(req handlers.Request) bool { return strings.HasPrefix(req.Press.Data, "about:") }

// resume returns the order of the open dialog, if its question is step.
func (r Room) resume(ctx context.Context, tx handlers.Tx, req handlers.Request, step string) (order, error) {
	var o order
	dialog, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if errors.Is(err, department.ErrNone) || err == nil && (dialog.Topic != topicName || dialog.Step != step) {
		return o, department.Refuse("asking_over")
	}
	if err != nil {
		return o, fmt.Errorf("find the dialog: %w", err)
	}
	if err := json.Unmarshal(dialog.Data, &o); err != nil {
		return o, fmt.Errorf("read the dialog: %w", err)
	}
	return o, nil
}

// file files the matter.
func (r Room) file(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	o.Text = r.desk.SeeFiles(req.Person, o.Text, o.Files)
	f := department.Filing{
		Text: o.Text, By: req.Person, At: req.At, Due: o.Due, Parent: o.Parent,
		Parties: o.Parties, Silence: o.Silence, Proposed: o.Proposed,
	}
	kind := o.kind()
	if kind.Owned == department.Directors {
		var err error
		if f.Owner, err = r.director(ctx, tx, req); err != nil {
			return handlers.Reply{}, err
		}
	}
	if o.Parent != 0 {
		about, err := r.parent(ctx, tx, req, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		f.Client = about.Client
		if !o.Proposed.IsZero() {
			granter, err := r.granter(ctx, tx, req, about)
			if err != nil {
				return handlers.Reply{}, err
			}
			f.Parties = append(f.Parties, granter)
		}
	}
	m, err := r.desk.New(ctx, tx, kind, f)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	m, reply, err := r.desk.File(ctx, tx, req, m, o.Files)
	if err != nil || req.Press == nil {
		return reply, err
	}
	said := req.Change(r.desk.Words(req.Person).Say("draft_filed", "Number", m.ID)) // the question has its answer: its buttons go
	reply.Messages = append([]handlers.Message{said}, reply.Messages...)
	return reply, nil
}

// granter returns who has to be asked for another due time of a matter besides
// all others: the one who brought it up or the director, 0 if that is the person
// who asks.
func (r Room) granter(ctx context.Context, tx handlers.Tx, req handlers.Request, about department.Matter) (department.PersonID, error) {
	if about.Grants(req.Person) {
		return 0, nil
	}
	reporter, err := tx.Person(ctx, about.Reporter)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return 0, fmt.Errorf("find who brought matter %d up: %w", about.ID, err)
	}
	if about.Grants(reporter) {
		return reporter.ID, nil
	}
	return r.director(ctx, tx, req)
}

// director returns who is asked: the first director whom messages reach, and not
// the one who asks if there is another.
func (r Room) director(ctx context.Context, tx handlers.Tx, req handlers.Request) (department.PersonID, error) {
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return 0, fmt.Errorf("find the directors: %w", err)
	}
	var best department.PersonID
	for _, p := range directors {
		switch {
		case p.ID != req.Person.ID && p.Unreachable.IsZero():
			return p.ID, nil
		case best == 0:
			best = p.ID
		}
	}
	return best, nil
}
