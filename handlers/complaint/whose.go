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
)

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

// nameLike reports whether a message can be the name of a client. A forwarded
// message, a file with a caption, several lines or "client: what happened" is the
// next complaint, not an answer.
func nameLike(req handlers.Request) bool {
	client, _, _ := department.ReadComplaint(req.Text)
	return client == "" && req.Forward == nil && len(req.Attachments) == 0 && !strings.Contains(strings.TrimSpace(req.Text), "\n")
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
	if err := r.endQuestion(ctx, tx, req, stepClient, id); err != nil {
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
