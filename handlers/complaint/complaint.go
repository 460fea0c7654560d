package complaint

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
)

// Room is the conversation in which complaints are handed over.
type Room struct {
	desk matter.Desk
}

// New returns the room; filed complaints go over desk.
func New(desk matter.Desk) Room { return Room{desk: desk} }

const topicName = "c"

// triggers begin a message that is a complaint.
var triggers = []string{"жалоба", "complaint"}

// The questions of the room's dialogs.
const (
	stepText   = "text"   // what happened?
	stepClient = "client" // whose complaint is it?
	stepNote   = "note"   // to which matter does it belong?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
		Least: department.Employee,
		Commands: []handlers.Command{{
			Name: "complaint", Words: triggers,
			Least: department.Employee, Groups: true, Do: r.command,
		}},
		Press:    r.press,
		Continue: r.answered,
	}
}

// command files the complaint that stands behind the command, in the message
// replied to, or in the files that came with it. With none of these it asks.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, with := req.Text, req.Attachments
	by, err := r.authorOf(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	if req.ReplyTo != nil && !req.ReplyTo.FromBot {
		with = append(with, req.ReplyTo.Attachments...)
		if bare, _, _ := marks(text); bare == "" && req.ReplyTo.Text != "" {
			text = strings.TrimSpace(signed(req.ReplyTo.Text, by.Name) + " " + text)
		}
	}
	if strings.TrimSpace(text) == "" && len(with) == 0 {
		dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: stepText, Started: req.At}
		if err := tx.SaveDialog(ctx, dialog); err != nil {
			return handlers.Reply{}, fmt.Errorf("ask what happened: %w", err)
		}
		question := req.Say(r.desk.Words(req.Person).Say("complaint_ask"))
		question.AskText = true
		return handlers.Replying(question), nil
	}
	_, reply, err := r.file(ctx, tx, req, text, by, with)
	return reply, err
}

// marks splits off the marks of priority.
func marks(text string) (bare string, client string, p department.Priority) {
	client, bare, p = department.ReadComplaint(text)
	return bare, client, p
}

// file makes a complaint of a text and files that somebody wrote, and asks for the
// client if neither the text names one nor the author is known to write for one.
func (r Room) file(ctx context.Context, tx handlers.Tx, req handlers.Request, line string, by author, with []department.Attachment) (department.Matter, handlers.Reply, error) {
	text, client, priority := marks(line)
	text = r.desk.SeeFiles(req.Person, text, with)
	client, similar, err := r.recognise(ctx, tx, client, by)
	if err != nil {
		return department.Matter{}, handlers.Reply{}, err
	}
	m, err := r.desk.New(ctx, tx, department.Complaint, department.Filing{
		Text: text, Client: client, Priority: priority, By: req.Person, At: req.At,
	})
	if err != nil {
		return m, handlers.Reply{}, err
	}
	m, reply, err := r.desk.File(ctx, tx, req, m, with)
	if err != nil {
		return m, reply, err
	}
	if len(similar) == 0 {
		if err := r.remember(ctx, tx, m, by); err != nil {
			return m, handlers.Reply{}, err
		}
	}
	switch {
	case len(similar) > 0: // a slip is not remembered as a client
		reply.Messages = append(reply.Messages, r.meant(privately(req), m, similar))
	case m.Client == "":
		question, err := r.askClient(ctx, tx, privately(req), m, by)
		if err != nil {
			return m, handlers.Reply{}, err
		}
		reply.Messages = append(reply.Messages, question)
	}
	return m, reply, nil
}

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	rest, another := afterTrigger(req)
	if another {
		req.Text = rest
	}
	if another || req.Dialog.Step == stepText {
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		return r.command(ctx, tx, req)
	}
	if req.Dialog.Step == stepNote {
		return r.noteTyped(ctx, tx, req)
	}
	var a asked
	if err := json.Unmarshal(req.Dialog.Data, &a); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if n, ok := handlers.ReadNumber(req.Text); ok && req.Forward == nil { // a look at another matter leaves the question open
		req.Number = n
		return r.desk.Open(ctx, tx, req)
	}
	meant, err := r.orders(ctx, tx, req)
	switch {
	case err != nil:
		return handlers.Reply{}, err
	case meant:
		return handlers.Reply{}, handlers.ErrNoAnswer
	case len(req.Attachments) > 0 && strings.TrimSpace(req.Text) == "": // a further photo, not a name
		return r.more(ctx, tx, req, a.Matter)
	case !nameLike(req):
		return r.Keep(ctx, tx, req)
	}
	return r.named(ctx, tx, req, a.Matter, req.Text, a.author())
}

// afterTrigger returns what stands behind the word that begins a complaint, and
// false if the message does not begin with one. In a dialog it is the complaint
// itself, not a part of the answer.
func afterTrigger(req handlers.Request) (string, bool) {
	first, rest := handlers.CutWord(strings.TrimSpace(req.Text))
	return rest, req.Forward == nil && slices.Contains(triggers, first)
}

// more adds files to a complaint that was just filed.
func (r Room) more(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	_, over, err := r.desk.Attach(ctx, tx, req, id, req.Attachments)
	if err != nil {
		return handlers.Reply{}, err
	}
	m, err := tx.Matter(ctx, id)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find matter %d: %w", id, err)
	}
	edits, err := r.desk.Changed(ctx, tx, m, req.At)
	return handlers.Reply{Messages: append(edits, over...)}, err
}

// endQuestion ends the open question about the complaint or draft of that number,
// if there is one. Another that is open meanwhile stays.
func (r Room) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, id int64) error {
	return handlers.EndQuestion(ctx, tx, req, topicName, func(open string, memory json.RawMessage) bool {
		return open == step && subject(open, memory) == id
	})
}

// subject returns the number of the complaint or the draft that a question is
// about, 0 for none.
func subject(step string, memory json.RawMessage) int64 {
	var draft int64
	var a asked
	if step == stepNote && json.Unmarshal(memory, &draft) == nil {
		return draft
	}
	if step == stepClient && json.Unmarshal(memory, &a) == nil {
		return a.Matter
	}
	return 0
}

// press handles the buttons of a draft and of the question for the client.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, rest, _ := strings.Cut(req.Press.Data, ":")
	first, choice, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(first, 10, 64)
	switch {
	case err != nil:
		return handlers.Reply{}, department.Refuse("button_unknown")
	case what == "draft":
		return r.fromDraft(ctx, tx, req, id)
	case what == "same":
		return r.same(ctx, tx, req, id, choice)
	case what == "own":
		return r.own(ctx, tx, req, id)
	case what == "client":
		return r.chosen(ctx, tx, req, id, choice)
	case what == "note":
		return r.askNote(ctx, tx, req, id)
	case what == "uses":
		return r.back(ctx, tx, req, id)
	case what == "to":
		return r.toMatter(ctx, tx, req, id, choice)
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// Read reads what a line says when it is filed as a complaint, see
// [matter.Reader].
func (r Room) Read(_ context.Context, _ handlers.Tx, _ handlers.Request, line string) (text, client string, err error) {
	text, client, _ = marks(line)
	return text, client, nil
}
