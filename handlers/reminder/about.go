package reminder

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// about asks when to remind the person of what a card shows: "m" with the number
// of a matter, "pay" of a payment, "meet" of a meeting. The card stays as it
// is: the reminder is the business of that person alone.
func (r Room) about(ctx context.Context, tx handlers.Tx, req handlers.Request, what string) (handlers.Reply, error) {
	topic, digits, _ := strings.Cut(what, ":")
	ref, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || req.Chat.Group {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	wanted, err := r.subject(ctx, tx, req.Person, topic, ref)
	switch {
	case errors.Is(err, department.ErrNone):
		return handlers.Reply{}, department.Refuse("remind_nothing")
	case err != nil:
		return handlers.Reply{}, err
	}
	if letters := []rune(wanted.Text); len(letters) > department.MaxAlarm {
		wanted.Text = string(letters[:department.MaxAlarm])
	}
	req.Press = nil // the question is a message of its own
	return r.goOn(ctx, tx, req, wanted)
}

// subject returns what a reminder about a card would say, [department.ErrNone] if
// there is nothing that the person may see.
func (r Room) subject(ctx context.Context, tx handlers.Tx, p department.Person, topic string, ref int64) (wish, error) {
	visible, w := false, wish{}
	switch topic {
	case "m":
		m, err := tx.Matter(ctx, ref)
		if err != nil {
			return wish{}, err
		}
		visible, w = m.Visible(p), wish{Text: m.Text, Matter: ref}
	case "pay":
		pay, err := tx.Payment(ctx, ref)
		if err != nil {
			return wish{}, err
		}
		visible, w = pay.Visible(p), wish{Text: pay.Title, Payment: ref}
	case "meet":
		m, err := tx.Meeting(ctx, ref)
		if err != nil {
			return wish{}, err
		}
		visible, w = m.Concerns(p.ID), wish{Text: m.Title, Meeting: ref}
	}
	if !visible {
		return wish{}, department.ErrNone
	}
	return w, nil
}

// opener returns the button that opens the card of what an alarm is about, none
// if it is about nothing but its text.
func (r Room) opener(a department.Alarm, p department.Person) []handlers.Button {
	w := r.words(p)
	switch {
	case a.Matter != 0:
		return []handlers.Button{{Label: w.Plain("remind_do_matter", "Number", a.Matter), Data: fmt.Sprintf("m:%d:open", a.Matter)}}
	case a.Payment != 0:
		return []handlers.Button{{Label: w.Plain("remind_do_payment"), Data: fmt.Sprintf("pay:open:%d", a.Payment)}}
	case a.Meeting != 0:
		return []handlers.Button{{Label: w.Plain("remind_do_meeting"), Data: fmt.Sprintf("meet:show:%d", a.Meeting)}}
	}
	return nil
}
