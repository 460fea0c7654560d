package complaint

import (
	"context"
	"encoding/json"
	"errors"
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
	if text == "" && len(with) > 0 {
		text = r.desk.Words(req.Person).Plain("complaint_see_files")
	}
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

// asked is what the question for the client remembers.
type asked struct {
	Matter int64    `json:"matter"`
	Recent []string `json:"recent"` // the clients on its buttons
	// Author is who wrote it, and will be known as that client's; 0 for nobody.
	// Name is the name of one who hides.
	Author department.PersonID `json:"author,omitempty"`
	Name   string              `json:"name,omitempty"`
}

// author returns who wrote the complaint.
func (a asked) author() author { return author{ID: a.Author, Name: a.Name} }

// recentClients is how many recent clients are offered as buttons.
const recentClients = 6

// askClient asks whose complaint it is.
func (r Room) askClient(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, by author) (handlers.Message, error) {
	recent, err := tx.RecentClients(ctx, recentClients)
	if err != nil {
		return handlers.Message{}, fmt.Errorf("find the recent clients: %w", err)
	}
	if name := by.client(); name != "" && !slices.Contains(recent, name) {
		recent = append([]string{name}, recent...)
	}
	before, err := r.before(ctx, tx, by)
	if err != nil {
		return handlers.Message{}, err
	}
	recent = append(before, slices.DeleteFunc(recent, func(name string) bool { return slices.Contains(before, name) })...)
	memory := asked{Matter: m.ID, Recent: recent, Author: by.known()}
	if by.hidden() {
		memory.Name = by.Name
	}
	data, err := json.Marshal(memory)
	if err != nil {
		return handlers.Message{}, fmt.Errorf("remember the question: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: stepClient, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Message{}, fmt.Errorf("ask for the client: %w", err)
	}
	w := r.desk.Words(req.Person)
	var rows [][]handlers.Button
	for i, client := range recent {
		b := handlers.Button{Label: client, Data: fmt.Sprintf("c:client:%d:%d", m.ID, i)}
		if i%2 == 1 {
			rows[len(rows)-1] = append(rows[len(rows)-1], b)
		} else {
			rows = append(rows, []handlers.Button{b})
		}
	}
	rows = append(rows, []handlers.Button{{Label: w.Plain("button_skip"), Data: fmt.Sprintf("c:client:%d:skip", m.ID)}})
	key := "complaint_ask_client"
	if len(before) > 0 {
		key = "complaint_ask_client_before"
	}
	return req.Say(w.Say(key, "Number", m.ID, "Name", by.Name, "Client", w.List(before)), rows...), nil
}

// namesakes is how many clients are offered for the name of an author.
const namesakes = 2

// before returns the clients for whom somebody wrote who has the name of an author
// who hides. It may have been somebody else: they are offered, not taken.
func (r Room) before(ctx context.Context, tx handlers.Tx, by author) ([]string, error) {
	if !by.hidden() {
		return nil, nil
	}
	found, err := tx.ClientsOfName(ctx, by.Name, namesakes)
	var names []string
	for _, c := range found {
		names = append(names, c.Name)
	}
	return names, err
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

// orders reports whether a message begins with the word of a command and so is no
// name of a client, unless it is the name of one that is known: «Решение».
func (r Room) orders(ctx context.Context, tx handlers.Tx, req handlers.Request) (bool, error) {
	if req.Forward != nil || !req.Table.Claims(req.Person.Rank(), req.Text) {
		return false, nil
	}
	_, err := tx.ClientNamed(ctx, req.Text)
	if errors.Is(err, department.ErrNone) {
		return true, nil
	}
	return false, err
}

// afterTrigger returns what stands behind the word that begins a complaint, and
// false if the message does not begin with one. In a dialog it is the complaint
// itself, not a part of the answer.
func afterTrigger(req handlers.Request) (string, bool) {
	first, rest := handlers.CutWord(strings.TrimSpace(req.Text))
	return rest, req.Forward == nil && slices.Contains(triggers, first)
}

// nameLike reports whether a message can be the name of a client. A forwarded
// message, a file with a caption, several lines or "client: what happened" is the
// next complaint, not an answer.
func nameLike(req handlers.Request) bool {
	client, _, _ := department.ReadComplaint(req.Text)
	return client == "" && req.Forward == nil && len(req.Attachments) == 0 && !strings.Contains(strings.TrimSpace(req.Text), "\n")
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

// named notes the client of a complaint that by wrote.
func (r Room) named(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, client string, by author) (handlers.Reply, error) {
	client, similar, err := r.recognise(ctx, tx, client, author{})
	if err != nil {
		return handlers.Reply{}, err
	}
	m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error {
		return m.NameClient(client, req.Person, req.At)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(similar) == 0 {
		if err := r.remember(ctx, tx, m, by); err != nil {
			return handlers.Reply{}, err
		}
	}
	if err := r.endQuestion(ctx, tx, req); err != nil {
		return handlers.Reply{}, err
	}
	edits, err := r.desk.Changed(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	said := req.Say(w.Say("complaint_client", "Number", m.ID, "Client", m.Client))
	switch {
	case req.Press != nil:
		said = req.Change(said.Text)
	case len(similar) > 0:
		said = r.meant(req, m, similar)
	}
	return handlers.Reply{Messages: append(edits, said)}, nil
}

// endQuestion ends the room's open question to the person, if there is one.
func (r Room) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request) error {
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if errors.Is(err, department.ErrNone) || err == nil && d.Topic != topicName {
		return nil
	}
	if err == nil {
		err = tx.EndDialog(ctx, req.Chat.ID, req.Person.ID)
	}
	if err != nil {
		return fmt.Errorf("end the dialog: %w", err)
	}
	return nil
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

// chosen notes the client of a button, or that the question was skipped.
func (r Room) chosen(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, choice string) (handlers.Reply, error) {
	dialog, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	var a asked
	if err != nil || dialog.Topic != topicName || dialog.Step != stepClient ||
		json.Unmarshal(dialog.Data, &a) != nil || a.Matter != id {
		return handlers.Reply{}, department.Refuse("question_over", "Number", id)
	}
	if choice == "skip" {
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		return handlers.Replying(req.Change(r.desk.Words(req.Person).Say("complaint_no_client", "Number", id))), nil
	}
	i, err := strconv.Atoi(choice)
	if err != nil || i < 0 || i >= len(a.Recent) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	return r.named(ctx, tx, req, id, a.Recent[i], a.author())
}

// Read reads what a line says when it is filed as a complaint, see
// [matter.Reader].
func (r Room) Read(_ context.Context, _ handlers.Tx, _ handlers.Request, line string) (text, client string, err error) {
	text, client, _ = marks(line)
	return text, client, nil
}
