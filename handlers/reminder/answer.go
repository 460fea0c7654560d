package reminder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var w wish
	if err := json.Unmarshal(req.Dialog.Data, &w); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if rest, again := afterTrigger(req.Text); again { // another reminder instead of an answer
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
		}
		req.Text = rest
		return r.command(ctx, tx, req)
	}
	switch req.Dialog.Step {
	case stepText:
		known := w
		r.readWhen(&w, req.Text, req)
		if known.timed() || known.Day { // the time was said before: now it is all text
			w = known
			w.Text = strings.TrimSpace(req.Text)
		}
	case stepWhen:
		text := w.Text
		r.readWhen(&w, req.Text, req)
		if w.Text = text; w.When.Start.IsZero() && w.Doubt == "" {
			w.Doubt = "none"
		}
	case stepHour:
		if !r.setHour(&w, req.Text, req) {
			return handlers.Reply{}, department.Refuse("remind_hour_unclear")
		}
	case stepKeep:
		text := w.Text
		again := wish{Matter: w.Matter, Payment: w.Payment, Meeting: w.Meeting, Alarm: w.Alarm}
		if r.readWhen(&again, req.Text, req); again.When.Start.IsZero() {
			return handlers.Reply{}, department.Refuse("remind_keep_or_not")
		}
		w, w.Text = again, text
	case stepSnooze:
		return r.snoozeTyped(ctx, tx, req, w)
	case stepChange:
		return r.changed(ctx, tx, req, w)
	}
	return r.goOn(ctx, tx, req, w)
}

// afterTrigger returns what stands behind a word that begins a reminder, and
// false if the text does not begin with one.
func afterTrigger(text string) (string, bool) {
	first, rest := handlers.CutWord(strings.TrimSpace(text))
	return rest, slices.Contains(triggers, first)
}

// changed takes a new time, a new text or both for an alarm.
func (r Room) changed(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish) (handlers.Reply, error) {
	again := wish{Alarm: w.Alarm}
	r.readWhen(&again, req.Text, req)
	if !again.When.Start.IsZero() || again.Doubt != "" {
		return r.goOn(ctx, tx, req, again)
	}
	a, err := r.update(ctx, tx, req, w.Alarm, func(a *department.Alarm) error { return a.Reword(req.Text, req.Person) })
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	text, rows := r.card(a, req.Person, req.At)
	return handlers.Replying(req.Say(text, rows...)), nil
}

// snoozeTyped puts an alarm off until the moment that was typed.
func (r Room) snoozeTyped(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish) (handlers.Reply, error) {
	typed := wish{Alarm: w.Alarm}
	r.readWhen(&typed, req.Text, req)
	switch {
	case typed.When.RRule != "" || typed.When.Start.IsZero() && typed.Doubt == "":
		typed = wish{Alarm: w.Alarm, Doubt: "none"}
		fallthrough
	case typed.Doubt != "":
		text, rows := r.whenQuestion(typed, req)
		return r.ask(ctx, tx, req, typed, stepSnooze, text, rows)
	case typed.Day:
		typed.at(morning, r.words(req.Person))
	}
	return r.snooze(ctx, tx, req, w.Alarm, typed.When.Start)
}

// press handles the buttons of the dialog and of alarms.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	switch what {
	case "about":
		return r.about(ctx, tx, req, choice)
	case "at", "in", "h", "keep":
		return r.chosen(ctx, tx, req, what, choice)
	case "page":
		page, err := strconv.Atoi(choice)
		if err != nil || page < 0 || page > 1000 {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		return r.list(ctx, tx, req, page)
	}
	digits, value, _ := strings.Cut(choice, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	return r.pressAlarm(ctx, tx, req, what, id, value)
}

// chosen goes on with a button of the dialog.
func (r Room) chosen(ctx context.Context, tx handlers.Tx, req handlers.Request, what, choice string) (handlers.Reply, error) {
	dialog, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	if errors.Is(err, department.ErrNone) || err == nil && (dialog.Topic != topicName || !fits(dialog.Step, what)) {
		return handlers.Reply{}, department.Refuse("remind_over")
	}
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the dialog: %w", err)
	}
	var w wish
	if err := json.Unmarshal(dialog.Data, &w); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if err := r.choose(&w, what, choice, req); err != nil {
		return handlers.Reply{}, err
	}
	if dialog.Step == stepSnooze {
		return r.snooze(ctx, tx, req, w.Alarm, w.When.Start)
	}
	return r.goOn(ctx, tx, req, w)
}

// fits reports whether a button belongs to the question that is open.
func fits(step, what string) bool {
	switch what {
	case "h":
		return step == stepHour
	case "keep":
		return step == stepKeep
	}
	return step == stepWhen || step == stepSnooze
}

// choose notes the choice of a button. Anybody can forge a button; the rules
// look at its time as they would at a typed one.
func (r Room) choose(w *wish, what, choice string, req handlers.Request) error {
	zone := req.Person.Location(r.cal.Zone())
	switch what {
	case "at":
		i, err := strconv.Atoi(choice)
		if err != nil || i < 0 || i >= len(w.Choices) {
			return department.Refuse("button_unknown")
		}
		w.When = w.Choices[i]
	case "in":
		at, err := department.Snooze(choice).Until(req.At, zone, r.cal)
		if err != nil {
			return err
		}
		w.When = department.AlarmTime{Start: at, Zone: zone.String()}
	case "h":
		h, err := strconv.Atoi(choice)
		if err != nil || h < 0 || h > 23 {
			return department.Refuse("button_unknown")
		}
		w.at(time.Duration(h)*time.Hour, r.words(req.Person))
	case "keep":
		w.Sure = true
	}
	w.Doubt, w.Choices = "", nil
	return nil
}
