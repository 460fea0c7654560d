package team

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// period returns from when until when an absence lasts, as p reads it: in days,
// or to the minute if it does not begin and end with a day.
func (r Room) period(p department.Person, a department.Absence) string {
	w, zone := r.words(p), p.Location(r.cal.Zone())
	from, until := a.From.In(zone), a.Until.In(zone)
	if !midnight(until) {
		return w.MomentFrom(a.From, zone, r.cal.Zone()) + " – " + w.MomentFrom(a.Until, zone, r.cal.Zone())
	}
	first, last := workdays.DateOf(from), workdays.DateOf(until).Add(-1)
	if first == last {
		return w.Date(first)
	}
	return w.Date(first) + " – " + w.Date(last)
}

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }

// lastDay returns the last day or the last moment of an absence, as p reads it.
func (r Room) lastDay(p department.Person, until time.Time) string {
	w, zone := r.words(p), p.Location(r.cal.Zone())
	if midnight(until.In(zone)) {
		return w.Date(workdays.DateOf(until.In(zone)).Add(-1))
	}
	return w.MomentFrom(until, zone, r.cal.Zone())
}

// nameOf returns the name of a person, empty for nobody.
func nameOf(ctx context.Context, tx handlers.Tx, id department.PersonID) (string, error) {
	if id == 0 {
		return "", nil
	}
	p, err := tx.Person(ctx, id)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return "", fmt.Errorf("find person %d: %w", id, err)
	}
	return p.Name, nil
}

// deputiesShown is how many people one screen offers as deputies.
const deputiesShown = 20

// absence returns the screen of one absence for a reader, with the question for
// the deputy if asked.
func (r Room) absence(ctx context.Context, tx handlers.Tx, reader department.Person, a department.Absence, asked bool) (texts.HTML, [][]handlers.Button, error) {
	who, err := nameOf(ctx, tx, a.Person)
	if err != nil {
		return "", nil, err
	}
	deputy, err := nameOf(ctx, tx, a.Deputy)
	if err != nil {
		return "", nil, err
	}
	w := r.words(reader)
	key := "away_theirs"
	if a.Person == reader.ID {
		key = "away_mine"
	}
	head := w.Say(key, "Name", who, "Period", r.period(reader, a))
	off := handlers.Button{Label: w.Plain("button_away_off"), Data: data("aoff", a.ID)}
	if !asked {
		said := w.Say("away_nobody")
		if a.Deputy != 0 {
			said = w.Say("away_deputy", "Deputy", deputy)
		}
		change := handlers.Button{Label: w.Plain("button_deputy"), Data: data("awho", a.ID)}
		return texts.Join(head, said), [][]handlers.Button{{change}, {off}}, nil
	}
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return "", nil, fmt.Errorf("find deputies: %w", err)
	}
	var choices []handlers.Button
	for _, p := range people {
		if p.ID != a.Person && len(choices) < deputiesShown {
			choices = append(choices, handlers.Button{Label: p.Name, Data: fmt.Sprintf("%s:adep:%d:%d", name, a.ID, p.ID)})
		}
	}
	buttons := handlers.Grid(2, choices...)
	buttons = append(buttons, []handlers.Button{{Label: w.Plain("button_deputy_none"), Data: fmt.Sprintf("%s:adep:%d:0", name, a.ID)}}, []handlers.Button{off})
	return texts.Join(head, w.Say("away_ask_deputy")), buttons, nil
}

// absencesShown is how many absences one screen lists.
const absencesShown = 8

// absences returns the screen of /away: what is noted, the reader's own or for
// the director everybody's, and how to note more.
func (r Room) absences(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	all, err := tx.Absences(ctx, req.At)
	if err != nil {
		return "", nil, err
	}
	w := r.words(req.Person)
	var lines []texts.HTML
	var buttons [][]handlers.Button
	for _, a := range all {
		if a.Person != req.Person.ID && !req.Person.May(department.Director) || len(lines) == absencesShown {
			continue
		}
		who, err := nameOf(ctx, tx, a.Person)
		if err != nil {
			return "", nil, err
		}
		deputy, err := nameOf(ctx, tx, a.Deputy)
		if err != nil {
			return "", nil, err
		}
		key := "away_line"
		if a.Deputy != 0 {
			key = "away_line_deputy"
		}
		lines = append(lines, w.Say(key, "Name", who, "Period", r.period(req.Person, a), "Deputy", deputy))
		label := w.Plain("button_away_change", "Name", who, "Day", w.Day(workdays.DateOf(a.From.In(req.Person.Location(r.cal.Zone())))))
		buttons = append(buttons, []handlers.Button{{Label: label, Data: data("awho", a.ID)}})
	}
	ask := w.Say("away_ask")
	if req.Person.May(department.Director) {
		ask = texts.Join(ask, w.Say("away_ask_director"))
	}
	if len(lines) == 0 {
		return ask, nil, nil
	}
	return texts.Join(append(lines, "\n"+ask)...), buttons, nil
}
