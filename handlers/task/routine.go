package task

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// shownDates is how many of the next dates are shown before a recurring task is
// kept.
const shownDates = 3

// routineOf returns the recurring task of an order.
func (r Room) routineOf(req handlers.Request, o order) (department.Routine, error) {
	return department.NewRoutine(o.Text, o.Owners, *o.Rule, req.Person, req.At, r.desk.Calendar())
}

// askRule shows the next dates of a recurring task and asks whether to keep it.
func (r Room) askRule(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	routine, err := r.routineOf(req, o)
	if err != nil {
		return handlers.Reply{}, err
	}
	var names []string
	for _, id := range routine.Owners {
		owner, err := r.desk.Employee(ctx, tx, id)
		if err != nil {
			return handlers.Reply{}, err
		}
		names = append(names, owner.Name)
	}
	w := r.desk.Words(req.Person)
	lines := []texts.HTML{w.Say("routine_ask", "Text", routine.Text, "Owner", w.List(names))}
	for _, due := range routine.Coming(shownDates, r.desk.Calendar()) {
		lines = append(lines, w.Say("routine_date", "Due", r.desk.Moment(req.Person, due)))
	}
	lines = append(lines, w.Say("routine_ahead"))
	return r.ask(ctx, tx, req, o, stepRule, texts.Join(lines...), [][]handlers.Button{{
		{Label: w.Plain("routine_keep"), Data: "t:rule:keep"},
		{Label: w.Plain("routine_once"), Data: "t:rule:once"},
	}})
}

// keepRule keeps the recurring task, or makes its first time a task of its own.
func (r Room) keepRule(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, choice string) (handlers.Reply, error) {
	routine, err := r.routineOf(req, o)
	if err != nil {
		return handlers.Reply{}, err
	}
	if choice == "once" {
		o.Rule, o.Due = nil, routine.Due
		return r.goOn(ctx, tx, req, o)
	}
	cal := r.desk.Calendar()
	if routine, err = tx.CreateRoutine(ctx, routine, routine.At(cal)); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	w := r.desk.Words(req.Person)
	said := w.Say("routine_kept", "Text", routine.Text, "At", r.desk.Moment(req.Person, later(routine.At(cal), req.At)), "Due", r.desk.Moment(req.Person, routine.Due))
	return handlers.Replying(req.Change(said, []handlers.Button{
		{Label: w.Plain("button_undo"), Data: fmt.Sprintf("t:routine:%d", routine.ID)},
	})), nil
}

// stop ends a recurring task.
func (r Room) stop(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	routine, err := r.routine(ctx, tx, id)
	if err == nil {
		err = r.endRoutine(ctx, tx, req, routine)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(r.desk.Words(req.Person).Say("routine_stopped", "Text", routine.Text))), nil
}

// later returns the later of two moments.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
