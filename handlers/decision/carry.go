package decision

import (
	"context"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// take makes a task of a decision that its owner takes in hand at once.
func (r Room) take(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.find(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	matters, err := r.matters(ctx, tx, d)
	if err != nil {
		return handlers.Reply{}, err
	}
	if d.State(matters) != department.DecisionNoAction {
		return handlers.Reply{}, department.Refuse("decision_moved")
	}
	by, err := r.director(ctx, tx, d)
	if err != nil {
		return handlers.Reply{}, err
	}
	f := department.Filing{Text: d.Text, Owner: req.Person.ID, By: by, At: req.At}
	if d.Due.After(req.At) {
		f.Due = d.Due
	}
	m, err := r.desk.New(ctx, tx, department.Task, f)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := m.Do(department.Move{Act: department.Take, By: req.Person, At: req.At}, r.desk.Calendar()); err != nil {
		return handlers.Reply{}, err
	}
	asked := handlers.Request{At: req.At, Person: by, Chat: handlers.Chat{ID: int64(by.ID)}}
	m, cards, err := r.desk.File(ctx, tx, asked, m, nil)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply, err := r.change(ctx, tx, req, id, department.CarryDecision, func(d *department.Decision) error {
		d.Carry(m.ID, req.Person, req.At)
		return nil
	})
	reply.Messages = append(reply.Messages, cards.Messages...)
	return reply, err
}

// Carry notes that a matter carries decision id out, and returns the changes of
// its cards.
func (r Room) Carry(ctx context.Context, tx handlers.Tx, req handlers.Request, id, matter int64) ([]handlers.Message, error) {
	d, err := tx.UpdateDecision(ctx, id, req.At, r.desk.Calendar(), func(d *department.Decision) error {
		d.Carry(matter, req.Person, req.At)
		return nil
	})
	if err != nil {
		return nil, err
	}
	req.Press = nil // its button may be on a copy of the card, which stays
	return r.spread(ctx, tx, req, d)
}
