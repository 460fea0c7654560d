package settings

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// The clocks of the department are set in panels of their own: all of them, those
// of one kind of matter, and the choices for one number. Their buttons carry
// "clock", "clock:KIND", "clock:KIND:NORM" and "clock:KIND:NORM:MINUTES"; the
// number that holds for all kinds has noKind for its kind.
const (
	clocksName = "clock"
	noKind     = "-"
)

// norms are the numbers of a kind, in the order of the panel.
var norms = []department.Norm{department.NormTake, department.NormSolve, department.NormUrgentTake, department.NormUrgentSolve}

// spans are what can be chosen for a number.
var spans = map[department.Norm][]time.Duration{
	department.NormTake:        {workdays.Hour / 2, workdays.Hour, 2 * workdays.Hour, 4 * workdays.Hour, workdays.Day, 2 * workdays.Day},
	department.NormUrgentTake:  {workdays.Hour / 4, workdays.Hour / 2, workdays.Hour, 2 * workdays.Hour, 4 * workdays.Hour, workdays.Day},
	department.NormSolve:       {4 * workdays.Hour, workdays.Day, 2 * workdays.Day, 3 * workdays.Day, 5 * workdays.Day, 10 * workdays.Day},
	department.NormUrgentSolve: {2 * workdays.Hour, 4 * workdays.Hour, workdays.Day, 2 * workdays.Day, 3 * workdays.Day, 5 * workdays.Day},
	department.NormNudge:       {workdays.Day, 2 * workdays.Day, 3 * workdays.Day, 5 * workdays.Day, 10 * workdays.Day, 0},
	department.NormIdle:        {workdays.Day, 2 * workdays.Day, 3 * workdays.Day, 5 * workdays.Day, 10 * workdays.Day},
}

// pressClocks handles the buttons of the clocks.
func (r Room) pressClocks(ctx context.Context, tx handlers.Tx, req handlers.Request, data string) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("command_director")
	}
	set, err := tx.Norms(ctx)
	if err != nil {
		return handlers.Reply{}, err
	}
	kind, rest, _ := strings.Cut(data, ":")
	norm, span, chosen := strings.Cut(rest, ":")
	w := r.words(req.Person)
	var text texts.HTML
	var rows [][]handlers.Button
	toast := ""
	switch {
	case kind == "":
		text, rows = allClocks(w, set)
	case chosen:
		if set, err = r.setNorm(ctx, tx, req, set, kind, department.Norm(norm), span); err != nil {
			return handlers.Reply{}, err
		}
		toast = w.Plain("set_saved")
		if text, rows = allClocks(w, set); kind != noKind {
			text, rows, err = kindClocks(w, set, kind)
		}
	case norm != "":
		text, rows, err = choicesOf(w, set, kind, department.Norm(norm))
	default:
		text, rows, err = kindClocks(w, set, kind)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	reply := handlers.Replying(req.Change(text, rows...))
	reply.Toast = toast
	return reply, nil
}

// setNorm changes one number and keeps it.
func (r Room) setNorm(ctx context.Context, tx handlers.Tx, req handlers.Request, set department.Norms, kind string, norm department.Norm, minutes string) (department.Norms, error) {
	n, err := strconv.Atoi(minutes)
	if err != nil {
		return set, department.Refuse("button_unknown")
	}
	next, err := set.Set(department.KindName(kind), norm, time.Duration(n)*time.Minute, req.Person)
	if err != nil {
		return set, err
	}
	if err := tx.SaveNorms(ctx, next, req.Person.ID, req.At); err != nil {
		return set, fmt.Errorf("set %s of %s: %w", norm, kind, err)
	}
	return next, nil
}

// allClocks shows the clocks of all kinds.
func allClocks(w texts.Words, set department.Norms) (texts.HTML, [][]handlers.Button) {
	lines := []texts.HTML{w.Say("clocks_head")}
	var kinds []handlers.Button
	for _, kind := range department.Kinds() {
		if kind.Gathers {
			continue // its parts have the clocks
		}
		c := set.Of(kind).Clocks
		name := w.Plain("kind_" + string(kind.Name))
		lines = append(lines, w.Say(w.Of(kind.Name, "clocks_line"), "Kind", name,
			"Take", w.WorkingTime(c.Take), "Solve", w.WorkingTime(c.Solve),
			"UrgentTake", w.WorkingTime(c.UrgentTake), "UrgentSolve", w.WorkingTime(c.UrgentSolve)))
		kinds = append(kinds, handlers.Button{Label: name, Data: data(clocksName, string(kind.Name))})
	}
	nudge := numberButton(w, department.KindName(noKind), department.NormNudge, set.Of(department.Complaint).Clocks.Nudge)
	idle := numberButton(w, department.KindName(noKind), department.NormIdle, patience(set))
	rows := append(handlers.Grid(2, kinds...), []handlers.Button{nudge}, []handlers.Button{idle}, []handlers.Button{back(w)})
	return texts.Join(append(lines, w.Say("clocks_foot"))...), rows
}

// patience is after how much working time a decision without action is asked
// about.
func patience(set department.Norms) time.Duration {
	return time.Duration(set.Patience()) * workdays.Day
}

// numberButton returns the button to the choices for a number.
func numberButton(w texts.Words, kind department.KindName, norm department.Norm, span time.Duration) handlers.Button {
	label := w.Plain(w.Of(kind, "clocks_"+string(norm)), "Span", spanName(w, span))
	return handlers.Button{Label: label, Data: data(clocksName, string(kind), string(norm))}
}

func spanName(w texts.Words, span time.Duration) string {
	if span == 0 {
		return w.Plain("clocks_never")
	}
	return w.WorkingTime(span)
}

// kindClocks shows the clocks of one kind.
func kindClocks(w texts.Words, set department.Norms, name string) (texts.HTML, [][]handlers.Button, error) {
	kind, ok := department.KindOf(department.KindName(name))
	if !ok {
		return "", nil, department.Refuse("button_unknown")
	}
	var rows [][]handlers.Button
	for _, norm := range norms {
		if kind.Asks && (norm == department.NormTake || norm == department.NormUrgentTake) {
			continue
		}
		rows = append(rows, []handlers.Button{numberButton(w, kind.Name, norm, numberOf(set.Of(kind).Clocks, norm))})
	}
	rows = append(rows, []handlers.Button{{Label: w.Plain("clocks_back"), Data: data(clocksName)}})
	return w.Say("clocks_of", "Kind", w.Plain("kind_"+name)), rows, nil
}

func numberOf(c department.Clocks, norm department.Norm) time.Duration {
	switch norm {
	case department.NormTake:
		return c.Take
	case department.NormSolve:
		return c.Solve
	case department.NormUrgentTake:
		return c.UrgentTake
	case department.NormUrgentSolve:
		return c.UrgentSolve
	}
	return c.Nudge
}

// choicesOf shows what can be chosen for a number.
func choicesOf(w texts.Words, set department.Norms, name string, norm department.Norm) (texts.HTML, [][]handlers.Button, error) {
	kind, ok := department.KindOf(department.KindName(name))
	home := data(clocksName, name)
	forAll := norm == department.NormNudge || norm == department.NormIdle
	if forAll && name == noKind {
		kind, ok, home = department.Complaint, true, data(clocksName)
	}
	if !ok || spans[norm] == nil || forAll != (name == noKind) {
		return "", nil, department.Refuse("button_unknown")
	}
	present := numberOf(set.Of(kind).Clocks, norm)
	if norm == department.NormIdle {
		present = patience(set)
	}
	var buttons []handlers.Button
	for _, span := range choosable(norm, present) {
		minutes := strconv.Itoa(int(span / time.Minute))
		label := spanName(w, span)
		if span == 0 {
			label = w.Plain("clocks_never_ask")
		}
		buttons = append(buttons, choice(label, clocksName, strings.Join([]string{name, string(norm), minutes}, ":"), span == present))
	}
	rows := append(handlers.Grid(2, buttons...), []handlers.Button{{Label: w.Plain("page_back"), Data: home}})
	key := w.Of(kind.Name, "clocks_which_"+string(norm))
	return w.Say(key, "Kind", w.Plain("kind_"+string(kind.Name))), rows, nil
}

// choosable are the usual spans for a number, and the present one among them.
func choosable(norm department.Norm, present time.Duration) []time.Duration {
	usual := slices.Clone(spans[norm])
	if slices.Contains(usual, present) {
		return usual
	}
	return append([]time.Duration{present}, usual...)
}
