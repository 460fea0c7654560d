package task

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// file makes the task, or one for each person and their common parent. The
// owners are looked up now: whoever left meanwhile gets no task.
func (r Room) file(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	for _, id := range o.Owners {
		if _, err := r.desk.Employee(ctx, tx, id); err != nil {
			return handlers.Reply{}, err
		}
	}
	if err := r.refresh(ctx, tx, req, &o); err != nil {
		return handlers.Reply{}, err
	}
	o.Text = r.desk.SeeFiles(req.Person, o.Text, o.Files)
	f := department.Filing{Text: o.Text, By: req.Person, At: req.At, Due: o.Due, Parent: o.Parent}
	m, reply, err := r.desk.Give(ctx, tx, req, f, o.Owners, o.Files)
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
	if o.Decision != 0 {
		if err := r.carriesOut(ctx, tx, req, o.Decision, m.ID); err != nil {
			return handlers.Reply{}, err
		}
		others, err := r.desk.Follow(ctx, tx, m, req.At)
		if err != nil {
			return handlers.Reply{}, err
		}
		reply.Messages = append(reply.Messages, others...)
	}
	if req.Press != nil && !onCard(req) { // the question has its answer: its buttons go
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

// refresh takes the text from the draft as it is now: its message may have been
// changed while the questions were asked. Who and until when stay as answered.
func (r Room) refresh(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order) error {
	if o.Draft == 0 {
		return nil
	}
	d, err := tx.Draft(ctx, o.Draft)
	if err != nil {
		return fmt.Errorf("find draft %d: %w", o.Draft, err)
	}
	var fresh order
	if err := r.read(ctx, tx, req, &fresh, d.Text); err != nil {
		return err
	}
	if department.Says(fresh.Text) {
		o.Text = fresh.Text
	}
	return nil
}

// carriesOut notes that a matter carries out a decision.
func (r Room) carriesOut(ctx context.Context, tx handlers.Tx, req handlers.Request, decision, matter int64) error {
	_, err := tx.UpdateDecision(ctx, decision, req.At, r.desk.Calendar(), func(d *department.Decision) error {
		return d.Carry(matter, req.Person, req.At)
	})
	return err
}
