package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// changeAnswered takes another time or place, or a line for the agenda.
func (r Room) changeAnswered(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	m, err := tx.Meeting(ctx, o.Meeting)
	if err != nil {
		return handlers.Reply{}, err
	}
	if req.Dialog.Step == stepPoint {
		reply, err := r.addPoint(ctx, tx, req, m)
		if err != nil {
			return handlers.Reply{}, err
		}
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		return reply, nil
	}
	change, err := r.wanted(req, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.change(ctx, tx, req, m, change)
}

// wanted reads what the answer to the open question wants otherwise.
func (r Room) wanted(req handlers.Request, m department.Meeting) (department.MeetingChange, error) {
	switch req.Dialog.Step {
	case stepPlace:
		place := strings.TrimSpace(req.Text)
		return department.MeetingChange{Place: &place}, nil
	case stepLadder:
		ladder := readLadder(req.Text)
		if len(ladder) == 0 {
			return department.MeetingChange{}, department.Refuse("meet_ladder_unclear")
		}
		return department.MeetingChange{Ladder: ladder}, nil
	}
	again := order{}
	r.readWhen(&again, readLength(&again, req.Text), req)
	switch {
	case again.Doubt != "":
		return department.MeetingChange{}, department.Refuse(again.Doubt)
	case again.Start.IsZero() || again.RRule != "":
		return department.MeetingChange{}, department.Refuse("meet_move_unclear")
	case again.Day: // the day changes, the hour stays
		clock := m.Start.In(req.Person.Location(r.cal.Zone()))
		again.Start = again.at(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
	}
	change := department.MeetingChange{Start: &again.Start}
	if again.Length > 0 {
		change.Length = &again.Length
	}
	return change, nil
}

// invite changes who belongs to a meeting.
func (r Room) invite(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	m, err := tx.Meeting(ctx, o.Meeting)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.change(ctx, tx, req, m, department.MeetingChange{People: o.People})
}

// change changes a meeting and tells those concerned, each once.
func (r Room) change(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, c department.MeetingChange) (handlers.Reply, error) {
	var told department.Told
	before := m
	m, err := tx.UpdateMeeting(ctx, m.ID, req.At, r.cal, func(m *department.Meeting) (err error) {
		told, err = m.Change(c, req.Person, req.At)
		return err
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.endQuestion(ctx, tx, req, m.ID); err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.spread(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	invited, err := r.send(ctx, tx, m, told.Invited, "meet_invited")
	if err != nil {
		return handlers.Reply{}, err
	}
	changed, err := r.send(ctx, tx, m, told.Changed, "meet_changed")
	if err != nil {
		return handlers.Reply{}, err
	}
	gone, err := r.tell(ctx, tx, told.Uninvited, before, "meet_uninvited")
	if err != nil {
		return handlers.Reply{}, err
	}
	var clash texts.HTML
	if c.Start != nil || c.Length != nil || c.People != nil {
		if clash, err = r.clash(ctx, tx, req, m); err != nil {
			return handlers.Reply{}, err
		}
	}
	w := r.words(req.Person)
	done := w.Say("meet_done")
	if n := len(invited) + len(changed) + len(gone); n > 0 {
		done = w.Say("meet_told", "N", n)
	}
	said := req.Say(texts.Join(done, clash))
	if req.Press != nil {
		said = req.Change(said.Text)
	}
	return handlers.Replying(slices.Concat([]handlers.Message{said}, messages, invited, changed, gone)...), nil
}

// callOff cancels a meeting and tells those who would have come.
func (r Room) callOff(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	var told []department.PersonID
	m, err := tx.UpdateMeeting(ctx, m.ID, req.At, r.cal, func(m *department.Meeting) (err error) {
		told, err = m.CallOff("", req.Person, req.At)
		return err
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	rolled, err := r.rollOver(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.spread(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	gone, err := r.tell(ctx, tx, told, m, "meet_called_off")
	return handlers.Replying(slices.Concat(messages, rolled, gone)...), err
}

// endSeries lets a series end with the meeting that is planned.
func (r Room) endSeries(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	if m.Series == 0 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	s, err := tx.Series(ctx, m.Series)
	if err != nil {
		return handlers.Reply{}, err
	}
	s.Ended = req.At.UTC()
	if err := tx.SaveSeries(ctx, s, time.Time{}); err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Toasting(r.words(req.Person).Plain("meet_no_more")), nil
}

// tell returns one line about a meeting for each of the people.
func (r Room) tell(ctx context.Context, tx handlers.Tx, people []department.PersonID, m department.Meeting, key string) ([]handlers.Message, error) {
	var messages []handlers.Message
	for _, id := range people {
		p, err := tx.Person(ctx, id)
		if errors.Is(err, department.ErrNone) || err == nil && !p.May(department.Employee) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find person %d: %w", id, err)
		}
		messages = append(messages, handlers.Message{Chat: int64(id), Text: r.words(p).Say(key, "Title", m.Title, "When", r.span(p, m))})
	}
	return messages, nil
}
