package meeting

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
	"github.com/otdel-bot/otdel/handlers/texts"
)

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if err := json.Unmarshal(req.Dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	switch req.Dialog.Step {
	case stepMinutes:
		return r.write(ctx, tx, req, o)
	case stepMove, stepPlace, stepPoint, stepLadder:
		return r.changeAnswered(ctx, tx, req, o)
	case stepTitle:
		if err := r.read(ctx, tx, &o, req.Text, req); err != nil {
			return handlers.Reply{}, err
		}
	case stepWhen, stepKeep:
		again := order{Title: o.Title, People: o.People, Who: o.Who, Place: o.Place}
		if r.readWhen(&again, req.Text, req); again.Start.IsZero() && again.Doubt == "" {
			again.Doubt = "remind_doubt_none"
		}
		o = again
	case stepHour:
		if !o.setHour(req.Text, req.Person.Location(r.cal.Zone())) {
			return handlers.Reply{}, department.Refuse("remind_hour_unclear")
		}
	case stepWho:
		if _, err := r.readPeople(ctx, tx, &o, req.Text); err != nil {
			return handlers.Reply{}, err
		}
		if !o.Who {
			return handlers.Reply{}, department.Refuse("meet_who_unclear")
		}
	}
	return r.goOn(ctx, tx, req, o)
}

// press handles the buttons.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	if what == "all" {
		return r.exportAll(ctx, tx, req)
	}
	if what == "hour" || what == "who" || what == "keep" {
		return r.chosen(ctx, tx, req, what, choice)
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

// chosen goes on with a button of the dialog.
func (r Room) chosen(ctx context.Context, tx handlers.Tx, req handlers.Request, what, choice string) (handlers.Reply, error) {
	o, err := r.dialog(ctx, tx, req, what)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch {
	case what == "hour":
		if !o.setHour(choice, req.Person.Location(r.cal.Zone())) {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
	case what == "keep":
		o.Sure = true
	case choice == "done" && len(o.People) > 0:
		o.Who = true
	case choice == "all":
		people, err := tx.FindPeople(ctx, department.Employee)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find the employees: %w", err)
		}
		o.Who, o.People = true, nil
		for _, p := range people {
			o.People = append(o.People, p.ID)
		}
	default:
		id, err := strconv.ParseInt(choice, 10, 64)
		if err != nil {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		o.toggle(department.PersonID(id))
	}
	if o.Meeting != 0 && o.Who {
		return r.invite(ctx, tx, req, o)
	}
	if o.Meeting != 0 {
		text, rows, err := r.whoQuestion(ctx, tx, req, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		reply, err := r.ask(ctx, tx, req, o, stepWho, text, rows)
		reply.Messages = []handlers.Message{req.Change(text, rows...)}
		return reply, err
	}
	return r.goOn(ctx, tx, req, o)
}

// toggle adds a person to those chosen, or takes the person out.
func (o *order) toggle(id department.PersonID) {
	if i := slices.Index(o.People, id); i >= 0 {
		o.People = slices.Delete(o.People, i, i+1)
		return
	}
	o.People = append(o.People, id)
}

// dialog returns what is known in the open dialog of the room, if it is at that
// step.
func (r Room) dialog(ctx context.Context, tx handlers.Tx, req handlers.Request, step string) (o order, err error) {
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if errors.Is(err, department.ErrNone) || err == nil && (d.Topic != topicName || d.Step != step) {
		return o, department.Refuse("meet_over")
	}
	if err != nil {
		return o, fmt.Errorf("find the dialog: %w", err)
	}
	if err := json.Unmarshal(d.Data, &o); err != nil {
		return o, fmt.Errorf("read the dialog: %w", err)
	}
	return o, nil
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
		return handlers.Replying(r.calendar(req, []department.Meeting{m})), nil
	case "point":
		return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepPoint, w.Say("meet_ask_point"), nil)
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
		o := order{Meeting: m.ID, Title: m.Title, People: m.Attends()[1:]}
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
		return r.close(ctx, tx, req, m)
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

// list shows the meetings of the person from today on.
func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	const shown, ahead = 10, 60
	w := r.words(req.Person)
	meetings, err := tx.MeetingsOf(ctx, req.Person.ID, req.At.Add(-department.MaxLength), req.At.AddDate(0, 0, ahead), shown)
	if err != nil {
		return handlers.Reply{}, err
	}
	meetings = slices.DeleteFunc(meetings, func(m department.Meeting) bool { return !m.End().After(req.At) && m.Organiser != req.Person.ID })
	if len(meetings) == 0 {
		return handlers.Replying(req.Say(w.Say("meet_none"))), nil
	}
	lines := []texts.HTML{w.Say("meet_list")}
	var buttons []handlers.Button
	for i, m := range meetings {
		lines = append(lines, w.Say("meet_line", "Number", i+1, "When", r.span(req.Person, m), "Title", m.Title))
		buttons = append(buttons, handlers.Button{Label: fmt.Sprint(i + 1), Data: fmt.Sprintf("%s:show:%d", topicName, m.ID)})
	}
	rows := append(handlers.Grid(5, buttons...), []handlers.Button{{Label: w.Plain("meet_do_ics"), Data: topicName + ":all"}})
	return handlers.Replying(req.Say(texts.Join(lines...), rows...)), nil
}
