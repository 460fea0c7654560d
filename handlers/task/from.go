package task

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// comesOf notes the matter that the task comes of, whose text and files stand in
// for what was not said.
func (r Room) comesOf(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order, id int64) error {
	m, err := r.desk.Visible(ctx, tx, req, id)
	if err != nil {
		return err
	}
	o.Parent = m.ID
	if strings.TrimSpace(o.Text) != "" {
		return nil
	}
	o.Text = m.Text
	if kind, _ := department.KindOf(m.Kind); kind.Yields && m.Result != "" {
		o.Text = r.desk.Words(req.Person).Plain("task_from_answer", "Text", m.Text, "Result", m.Result)
	}
	files, err := tx.Attachments(ctx, id)
	if err != nil {
		return err
	}
	o.Files = append(o.Files, files...)
	return nil
}

// Addressed reports whether a message of the director begins with the name of an
// employee and a colon, "Иванову: …", or is a reply that begins with such names
// and says nothing more than until when; it gives a task then.
func (r Room) Addressed(ctx context.Context, tx handlers.Tx, req handlers.Request) (bool, error) {
	if !req.Person.May(department.Task.Files) {
		return false, nil
	}
	name, rest, found := strings.Cut(req.Text, ":")
	if found = found && strings.TrimSpace(rest) != "" && len(strings.Fields(name)) <= 2*department.MaxParties; !found && req.ReplyTo == nil {
		return false, nil
	}
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return false, err
	}
	if found {
		if called, _, left := department.NamedAll(name, people); len(called) > 0 && left == "" {
			return true, nil
		}
	}
	called, _, left := department.NamedAll(req.Text, people)
	return req.ReplyTo != nil && len(called) > 0 && r.desk.ReadDeadline(req, left).Rest == "", nil
}

// Give gives the task of a message that is Addressed.
func (r Room) Give(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	return r.command(ctx, tx, req)
}

// fromMatter begins a task that comes of a matter.
func (r Room) fromMatter(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	var o order
	if err := r.comesOf(ctx, tx, req, &o, id); err != nil {
		return handlers.Reply{}, err
	}
	return r.goOn(ctx, tx, req, o)
}

// fromDecision begins a task that carries out a decision.
func (r Room) fromDecision(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	d, err := tx.Decision(ctx, id)
	if errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, department.Refuse("no_decision", "Number", id)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	if d.Over() {
		return handlers.Reply{}, department.Refuse("decision_over")
	}
	o := order{Text: d.Text, Decision: d.ID}
	if d.Due.After(req.At) {
		o.Due = d.Due
	}
	if d.Owner != req.Person.ID {
		o.Owners = []department.PersonID{d.Owner}
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
