package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

const (
	routinesShown = 7  // recurring tasks of a page
	shownText     = 60 // characters of the text of one
)

// pressRoutines handles the buttons of recurring tasks: list:PAGE, show:ID,
// who:ID, swap:ID:PERSON and end:ID.
func (r Room) pressRoutines(ctx context.Context, tx handlers.Tx, req handlers.Request, data string) (handlers.Reply, error) {
	verb, rest, _ := strings.Cut(data, ":")
	number, person, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id < 0 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if verb == "list" {
		return r.listRoutines(ctx, tx, req, int(min(id, 1_000)))
	}
	routine, err := r.routine(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch verb {
	case "show":
		return r.showRoutine(ctx, tx, req, routine)
	case "who":
		return r.askRoutineOwners(ctx, tx, req, routine)
	case "swap":
		return r.swapRoutineOwner(ctx, tx, req, routine, person)
	case "end":
		if err := r.endRoutine(ctx, tx, req, routine); err != nil {
			return handlers.Reply{}, err
		}
		return r.listRoutines(ctx, tx, req, 0)
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// routine returns a recurring task that has not ended.
func (r Room) routine(ctx context.Context, tx handlers.Tx, id int64) (department.Routine, error) {
	routine, err := tx.Routine(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && routine.Due.IsZero() {
		return routine, department.Refuse("routine_over")
	}
	return routine, err
}

// listRoutines shows a page of the recurring tasks in the place of the message,
// the next one first.
func (r Room) listRoutines(ctx context.Context, tx handlers.Tx, req handlers.Request, page int) (handlers.Reply, error) {
	found, err := tx.Routines(ctx, page*routinesShown, routinesShown+1)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	back := []handlers.Button{{Label: w.Plain("routines_back"), Data: "m:all::0"}}
	if len(found) == 0 && page > 0 { // it has become shorter meanwhile
		return r.listRoutines(ctx, tx, req, 0)
	}
	if len(found) == 0 {
		return handlers.Replying(req.Change(w.Say("routines_none"), back)), nil
	}
	more := len(found) > routinesShown
	lines := []texts.HTML{w.Say("routines_head")}
	var buttons []handlers.Button
	for i, routine := range found[:min(len(found), routinesShown)] {
		names, err := r.namesOf(ctx, tx, routine.Owners)
		if err != nil {
			return handlers.Reply{}, err
		}
		n := page*routinesShown + i + 1
		lines = append(lines, w.Say("routines_line", "Number", n, "Text", texts.Short(routine.Text, shownText), "Owners", w.List(names), "Due", r.desk.Moment(req.Person, routine.Due)))
		buttons = append(buttons, handlers.Button{Label: strconv.Itoa(n), Data: fmt.Sprintf("t:routines:show:%d", routine.ID)})
	}
	rows := handlers.Grid(4, buttons...)
	leaf := func(page int) string { return fmt.Sprintf("t:routines:list:%d", page) }
	rows = append(rows, matter.Pager(w, page, more, leaf)...)
	return handlers.Replying(req.Change(texts.Join(lines...), append(rows, back)...)), nil
}

func (r Room) namesOf(ctx context.Context, tx handlers.Tx, people []department.PersonID) ([]string, error) {
	var names []string
	for _, id := range people {
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return nil, fmt.Errorf("find whose recurring task it is: %w", err)
		}
		names = append(names, p.Name)
	}
	return names, nil
}

// showRoutine shows one recurring task with its next dates.
func (r Room) showRoutine(ctx context.Context, tx handlers.Tx, req handlers.Request, routine department.Routine) (handlers.Reply, error) {
	names, err := r.namesOf(ctx, tx, routine.Owners)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	lines := []texts.HTML{w.Say("routine_card", "Text", texts.Short(routine.Text, shownText), "Owner", w.List(names))}
	for _, due := range routine.Coming(shownDates, r.desk.Calendar()) {
		lines = append(lines, w.Say("routine_date", "Due", r.desk.Moment(req.Person, due)))
	}
	button := func(label, verb string) []handlers.Button {
		return []handlers.Button{{Label: w.Plain(label), Data: fmt.Sprintf("t:routines:%s:%d", verb, routine.ID)}}
	}
	return handlers.Replying(req.Change(texts.Join(lines...), button("routine_whom", "who"), button("button_routine", "end"),
		[]handlers.Button{{Label: w.Plain("routines_list"), Data: "t:routines:list:0"}})), nil
}

// askRoutineOwners offers everybody; whoever gets the task is ticked.
func (r Room) askRoutineOwners(ctx context.Context, tx handlers.Tx, req handlers.Request, routine department.Routine) (handlers.Reply, error) {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return handlers.Reply{}, err
	}
	rows, err := r.desk.LoadButtons(ctx, tx, req, people, func(id department.PersonID) string {
		return fmt.Sprintf("t:routines:swap:%d:%d", routine.ID, id)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	for i := range rows {
		if slices.Contains(routine.Owners, people[i].ID) {
			rows[i][0].Label = "✓ " + rows[i][0].Label
		}
	}
	w := r.desk.Words(req.Person)
	rows = append(rows, []handlers.Button{{Label: w.Plain("routine_ready"), Data: fmt.Sprintf("t:routines:show:%d", routine.ID)}})
	return handlers.Replying(req.Change(w.Say("routine_ask_whom", "Text", texts.Short(routine.Text, shownText)), rows...)), nil
}

// swapRoutineOwner adds a person to those who get the task, or leaves one out.
func (r Room) swapRoutineOwner(ctx context.Context, tx handlers.Tx, req handlers.Request, routine department.Routine, person string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(person, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	whom, err := r.desk.Employee(ctx, tx, department.PersonID(id))
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := routine.Swap(whom.ID, req.Person); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SaveRoutine(ctx, routine, routine.At(r.desk.Calendar())); err != nil {
		return handlers.Reply{}, err
	}
	return r.askRoutineOwners(ctx, tx, req, routine)
}

func (r Room) endRoutine(ctx context.Context, tx handlers.Tx, req handlers.Request, routine department.Routine) error {
	if err := routine.Stop(req.Person); err != nil {
		return err
	}
	return tx.SaveRoutine(ctx, routine, routine.At(r.desk.Calendar()))
}
