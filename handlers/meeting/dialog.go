package meeting

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if err := json.Unmarshal(req.Dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	switch req.Dialog.Step {
	case stepMinutes:
		return r.writeOn(ctx, tx, req, o.Meeting)
	case stepMove, stepPlace, stepPoint, stepLadder:
		return r.changeAnswered(ctx, tx, req, o)
	case stepTitle:
		if err := r.read(ctx, tx, &o, req.Text, req); err != nil {
			return handlers.Reply{}, err
		}
	case stepWhen, stepKeep:
		again := order{Title: o.Title, People: o.People, Who: o.Who, Place: o.Place, Matter: o.Matter}
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
		people, err := r.desk.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
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
		people, err := r.desk.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		if !slices.ContainsFunc(people, func(p department.Person) bool { return p.ID == department.PersonID(id) }) {
			return handlers.Reply{}, department.Refuse("deputy_gone")
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

// endQuestion ends the open question about a meeting.
func (r Room) endQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, meeting int64) error {
	return handlers.EndQuestion(ctx, tx, req, topicName, func(_ string, o order) bool { return o.Meeting == meeting })
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
