package meeting

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Replied takes what was written in reply to the card of Request.Meeting: until
// the meeting begins plain lines and matters are for its agenda; everything else,
// and everything from then on, is for its minutes. A message of the minutes that
// was changed takes its old place.
func (r Room) Replied(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	m, err := tx.Meeting(ctx, req.Meeting)
	if errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, department.Refuse("meet_gone")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := m.MayWrite(req.Person); err != nil {
		return handlers.Reply{}, err
	}
	if !req.Edited && req.At.Before(m.Start) {
		people, err := r.desk.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		line := department.ReadMinute(req.Text, people, r.due(req, req.At))
		if line.Kind == department.NoteLine {
			return r.addPoint(ctx, tx, req, m)
		}
	}
	return r.write(ctx, tx, req, m)
}

// write takes a message into the minutes; a changed one takes its old place.
func (r Room) write(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	if err := m.MayWrite(req.Person); err != nil {
		return handlers.Reply{}, err
	}
	ms, err := tx.Minutes(ctx, m.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	e := department.MinuteEntry{Chat: req.Chat.ID, Message: req.Message, By: req.Person.ID, At: req.At, Text: req.Text}
	if err := ms.Put(e); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SaveMinutes(ctx, m.ID, e); err != nil {
		return handlers.Reply{}, err
	}
	ms.Entries = []department.MinuteEntry{e}
	lines, err := r.lines(ctx, tx, req, ms)
	if err != nil {
		return handlers.Reply{}, err
	}
	said, err := r.said(ctx, tx, req, lines)
	if err != nil {
		return handlers.Reply{}, err
	}
	if m.Organiser == req.Person.ID || req.Person.May(department.Director) {
		return handlers.Replying(req.Say(said, r.finish(req, m.ID)...)), nil
	}
	return handlers.Replying(req.Say(texts.Join(r.words(req.Person).Say("meet_noted", "Title", m.Title), said))), nil
}

// writeOn goes on with the open minutes.
func (r Room) writeOn(ctx context.Context, tx handlers.Tx, req handlers.Request, meeting int64) (handlers.Reply, error) {
	m, err := tx.Meeting(ctx, meeting)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the meeting of the minutes: %w", err)
	}
	return r.write(ctx, tx, req, m)
}
