package meeting

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// press handles the buttons.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	switch what {
	case "all":
		return r.exportAll(ctx, tx, req)
	case "hour", "who", "keep":
		return r.chosen(ctx, tx, req, what, choice)
	case "about":
		return r.about(ctx, tx, req, choice)
	case "put":
		return r.offer(ctx, tx, req, choice)
	}
	digits, value, _ := strings.Cut(choice, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	m, err := tx.Meeting(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && !m.Concerns(req.Person.ID) && !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("meet_gone")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.act(ctx, tx, req, m, what, value)
}

// act does what a button of a card says.
func (r Room) act(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, what, value string) (handlers.Reply, error) {
	w := r.words(req.Person)
	switch what {
	case "will", "cant", "late":
		return r.update(ctx, tx, req, m, "meet_answered", func(m *department.Meeting) error { return m.Reply(department.Coming(what), req.Person, req.At) })
	case "read":
		return r.update(ctx, tx, req, m, "meet_read", func(m *department.Meeting) error { return m.Acknowledge(req.Person, req.At) })
	case "show":
		messages, err := r.send(ctx, tx, m, []department.PersonID{req.Person.ID}, "")
		return handlers.Replying(messages...), err
	case "ics":
		return r.calendar(ctx, tx, req, m)
	case "point":
		return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepPoint, w.Say("meet_ask_point"), nil)
	case "into":
		return r.into(ctx, tx, req, m, value)
	case "take":
		return r.takeProposal(ctx, tx, req, m, value)
	case "tick":
		return r.tick(ctx, tx, req, m, value)
	}
	if m.Organiser != req.Person.ID && !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	switch what {
	case "propose":
		return r.propose(ctx, tx, req, m)
	case "move":
		return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepMove, w.Say("meet_ask_move", "When", r.span(req.Person, m)), nil)
	case "place":
		return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepPlace, w.Say("meet_ask_place"), nil)
	case "ladder":
		return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepLadder, w.Say("meet_ask_ladder"), nil)
	case "people":
		guests, err := r.still(ctx, tx, m)
		if err != nil {
			return handlers.Reply{}, err
		}
		o := order{Meeting: m.ID, Title: m.Title, People: guests}
		text, rows, err := r.whoQuestion(ctx, tx, req, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepWho, text, rows)
	case "off":
		return r.callOff(ctx, tx, req, m)
	case "nomore":
		return r.endSeries(ctx, tx, req, m)
	case "minutes":
		return r.open(ctx, tx, req, m)
	case "preview":
		return r.preview(ctx, tx, req, m)
	case "close":
		return r.close(ctx, tx, req, m, value)
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// update changes a meeting, shows it on every copy of the card and says toast.
func (r Room) update(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, toast string, change func(*department.Meeting) error) (handlers.Reply, error) {
	m, err := tx.UpdateMeeting(ctx, m.ID, req.At, r.cal, change)
	if err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.spread(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply := handlers.Replying(messages...)
	reply.Toast = r.words(req.Person).Plain(toast)
	return reply, nil
}
