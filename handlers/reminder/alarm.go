package reminder

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// card shows an alarm to its owner: what, when next, and what can be done.
func (r Room) card(a department.Alarm, p department.Person, now time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	lines := []texts.HTML{w.Say("remind_card", "Text", a.Text)}
	if a.Matter != 0 {
		lines = append(lines, w.Say("remind_matter", "Number", a.Matter))
	}
	lines = append(lines, r.standing(a, p))
	var rows [][]handlers.Button
	if open := r.opener(a, p); open != nil {
		rows = append(rows, open)
	}
	switch {
	case !a.Stopped.IsZero() && now.Sub(a.Stopped) < department.UndoFor:
		return texts.Join(lines...), [][]handlers.Button{{button(w, "remind_do_restore", "restore", a.ID, "")}}
	case a.Over():
		return texts.Join(lines...), rows
	}
	return texts.Join(lines...), append(rows, []handlers.Button{button(w, "remind_do_change", "change", a.ID, ""), button(w, "remind_do_stop", "stop", a.ID, "")})
}

// standing says when the alarm rings next, and that it does not if it does not.
func (r Room) standing(a department.Alarm, p department.Person) texts.HTML {
	w := r.words(p)
	var lines []texts.HTML
	if !a.Snoozed.IsZero() {
		lines = append(lines, w.Say("remind_snoozed", "At", r.moment(p, a.Snoozed)))
	}
	switch {
	case !a.Stopped.IsZero():
		lines = append(lines, w.Say("remind_stopped"))
	case a.Next.IsZero() && a.Snoozed.IsZero():
		lines = append(lines, w.Say("remind_done"))
	case a.Next.IsZero():
	case a.RRule != "":
		lines = append(lines, w.Say("remind_recurs", "Said", a.Said, "At", r.moment(p, a.Next)))
	default:
		lines = append(lines, texts.Escape(r.moment(p, a.Next)))
	}
	return texts.Join(lines...)
}

// button returns a button that does something with an alarm.
func button(w texts.Words, label, what string, id int64, value string) handlers.Button {
	data := fmt.Sprintf("%s:%s:%d", topicName, what, id)
	if value != "" {
		data += ":" + value
	}
	return handlers.Button{Label: w.Plain(label), Data: data}
}

// pressAlarm does what a button of an alarm says.
func (r Room) pressAlarm(ctx context.Context, tx handlers.Tx, req handlers.Request, what string, id int64, value string) (handlers.Reply, error) {
	change := map[string]func(*department.Alarm) error{
		"stop":    func(a *department.Alarm) error { return a.Stop(req.Person, req.At) },
		"restore": func(a *department.Alarm) error { return a.Restore(req.Person, req.At, r.cal) },
		"done":    func(a *department.Alarm) error { return a.Done(req.Person) },
		"show":    func(*department.Alarm) error { return nil },
	}[what]
	switch {
	case what == "snooze":
		at, err := department.Snooze(value).Until(req.At, req.Person.Location(r.cal.Zone()), r.cal)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.snooze(ctx, tx, req, id, at)
	case what == "later" || what == "change":
		return r.askAbout(ctx, tx, req, id, what)
	case change == nil:
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	a, err := r.update(ctx, tx, req, id, change)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, rows := r.card(a, req.Person, req.At)
	if what == "done" {
		text = texts.Join(text, r.words(req.Person).Say("remind_seen"))
	}
	return handlers.Replying(req.Change(text, rows...)), nil
}

// askAbout asks for another time or text of an alarm, or until when to put it
// off.
func (r Room) askAbout(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, what string) (handlers.Reply, error) {
	a, err := tx.Alarm(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && a.Owner != req.Person.ID:
		return handlers.Reply{}, department.Refuse("remind_gone")
	case err != nil:
		return handlers.Reply{}, err
	case !a.Stopped.IsZero():
		return handlers.Reply{}, department.Refuse("alarm_stopped")
	}
	if what == "later" {
		return r.ask(ctx, tx, req, wish{Alarm: id}, stepSnooze, r.words(req.Person).Say("remind_ask_later"), nil)
	}
	return r.ask(ctx, tx, req, wish{Alarm: id}, stepChange, r.words(req.Person).Say("remind_ask_change", "Text", a.Text), nil)
}

// snooze puts an alarm off.
func (r Room) snooze(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, until time.Time) (handlers.Reply, error) {
	a, err := r.update(ctx, tx, req, id, func(a *department.Alarm) error { return a.Snooze(until, req.Person, req.At) })
	if err != nil {
		return handlers.Reply{}, err
	}
	text, rows := r.card(a, req.Person, req.At)
	if req.Press != nil {
		return handlers.Replying(req.Change(text, rows...)), nil
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

// pageSize is how many alarms a page of the list shows.
const pageSize = 8

// list shows the alarms of the person, the next one first.
func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request, page int) (handlers.Reply, error) {
	w := r.words(req.Person)
	alarms, n, err := tx.AlarmsOf(ctx, req.Person.ID, page*pageSize, pageSize)
	if err != nil {
		return handlers.Reply{}, err
	}
	if n == 0 {
		return r.goOn(ctx, tx, req, wish{})
	}
	lines := []texts.HTML{w.Say("remind_list", "N", n)}
	var buttons []handlers.Button
	for i, a := range alarms {
		at := a.Next
		if b, ok := a.Bell(); ok {
			at = b.Due
		}
		number := page*pageSize + i + 1
		lines = append(lines, w.Say("remind_line", "Number", number, "At", r.moment(req.Person, at), "Text", short(a.Text), "Said", a.Said))
		label := w.Plain("remind_open", "Number", number, "Text", short(a.Text))
		buttons = append(buttons, handlers.Button{Label: label, Data: fmt.Sprintf("%s:show:%d", topicName, a.ID)})
	}
	lines = append(lines, w.Say("remind_how"))
	rows := handlers.Grid(1, buttons...)
	var turns []handlers.Button
	if page > 0 {
		turns = append(turns, handlers.Button{Label: "‹", Data: fmt.Sprintf("%s:page:%d", topicName, page-1)})
	}
	if (page+1)*pageSize < n {
		turns = append(turns, handlers.Button{Label: "›", Data: fmt.Sprintf("%s:page:%d", topicName, page+1)})
	}
	if len(turns) > 0 {
		rows = append(rows, turns)
	}
	if req.Press != nil {
		return handlers.Replying(req.Change(texts.Join(lines...), rows...)), nil
	}
	return handlers.Replying(req.Say(texts.Join(lines...), rows...)), nil
}

// short returns how a text begins, on one line.
func short(text string) string {
	const shown = 40
	letters := []rune(text)
	for i, c := range letters {
		if c == '\n' || i == shown {
			return string(letters[:i]) + "…"
		}
	}
	return text
}

// Ringing implements bells.Ringer.
func (r Room) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	rung := department.Ringing{Bell: b}
	if b.Person != 0 {
		a, err := tx.Alarm(ctx, b.Ref)
		if err == nil && a.Stopped.IsZero() {
			rung.To = []department.Listener{{Person: b.Person, Through: true}}
		}
		return rung, ignoreNone(err)
	}
	_, err := tx.UpdateAlarm(ctx, b.Ref, func(a *department.Alarm) error {
		if a.Stopped.IsZero() {
			rung.To = []department.Listener{{Person: a.Owner, Through: true}}
		}
		a.Rang(now, r.cal)
		return nil
	})
	return rung, ignoreNone(err)
}

// ignoreNone returns nil for a thing that does not exist: its bell is over.
func ignoreNone(err error) error {
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	return err
}

// Told implements bells.Ringer.
func (r Room) Told(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing, now time.Time) (handlers.Message, error) {
	a, err := tx.Alarm(ctx, rung.Bell.Ref)
	if err != nil {
		return handlers.Message{}, err
	}
	w := r.words(to)
	lines := []texts.HTML{w.Say("remind_rings", "Text", a.Text)}
	if a.Matter != 0 {
		lines = append(lines, w.Say("remind_matter", "Number", a.Matter))
	}
	if rung.Late {
		lines = append(lines, w.Say("clock_late", "Due", r.moment(to, rung.Bell.Due)))
	}
	lines = append(lines, r.standing(a, to))
	var snoozes []handlers.Button
	for _, s := range department.Snoozes(now, to.Location(r.cal.Zone())) {
		snoozes = append(snoozes, button(w, "snooze_short_"+string(s), "snooze", a.ID, string(s)))
	}
	snoozes = append(snoozes, button(w, "snooze_short_other", "later", a.ID, ""))
	last := []handlers.Button{button(w, "remind_do_done", "done", a.ID, "")}
	if a.RRule != "" {
		last = append(last, button(w, "remind_do_stop", "stop", a.ID, ""))
	}
	rows := append(handlers.Grid(2, snoozes...), last)
	if open := r.opener(a, to); open != nil {
		rows = append([][]handlers.Button{open}, rows...)
	}
	return handlers.Message{Text: texts.Join(lines...), Buttons: rows}, nil
}

// Line implements bells.Ringer.
func (r Room) Line(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing) (texts.HTML, error) {
	a, err := tx.Alarm(ctx, rung.Bell.Ref)
	if err != nil {
		return "", err
	}
	return r.words(to).Say("remind_missed", "At", r.moment(to, rung.Bell.Due), "Text", short(a.Text)), nil
}
