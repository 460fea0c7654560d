package team

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
)

// datesShown is how many periods are offered for an absence.
const datesShown = 6

// likelyDates returns the periods that may be meant when the dates of an absence
// are not clear: those that were read, then today, tomorrow, the rest of this
// week and the next week.
func (r Room) likelyDates(req handlers.Request, read []when.Choice) []noted {
	var all []noted
	add := func(from, until time.Time) {
		n := noted{from: from.Truncate(time.Minute), until: until.Truncate(time.Minute)}
		known := func(o noted) bool { return o.from.Equal(n.from) && o.until.Equal(n.until) }
		if until.After(req.At) && until.After(from) && len(all) < datesShown && !slices.ContainsFunc(all, known) {
			all = append(all, n)
		}
	}
	for _, c := range read {
		if from, until, ok := period(when.Result{Choice: c}, req.At); ok {
			add(from, until)
		}
	}
	zone := req.Person.Location(r.cal.Zone())
	today := workdays.DateOf(req.At.In(zone))
	day := func(d workdays.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone) }
	monday := today.Add(7 - (int(day(today).Weekday())+6)%7)
	add(day(today), day(today.Add(1)))
	add(day(today.Add(1)), day(today.Add(2)))
	add(day(today), day(monday))
	add(day(monday), day(monday.Add(7)))
	return all
}

// names are what the question for the dates remembers of what was typed before.
type names struct {
	Who    department.PersonID `json:"who,omitempty"`
	Deputy department.PersonID `json:"deputy,omitempty"`
}

// askDates asks when somebody is away, with likely periods as buttons. The names
// that were typed are kept, for the buttons and for an answer.
func (r Room) askDates(ctx context.Context, tx handlers.Tx, req handlers.Request, typed noted, choices []noted) (handlers.Reply, error) {
	memory, err := json.Marshal(names{typed.who.ID, typed.deputy.ID})
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember who is away: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: name, Step: stepAway, Data: memory, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the dates of an absence: %w", err)
	}
	w, key := r.words(req.Person), "away_when"
	switch {
	case typed.past:
		key = "away_past"
	case typed.impossible:
		key = "away_impossible"
	}
	var rows [][]handlers.Button
	for _, c := range choices {
		a := department.Absence{From: c.from, Until: c.until}
		data := fmt.Sprintf("%s:aday:%d:%d:%d:%d", name, c.from.Unix()/60, c.until.Unix()/60, typed.who.ID, typed.deputy.ID)
		rows = append(rows, []handlers.Button{{Label: r.period(req.Person, a), Data: data}})
	}
	return handlers.Replying(req.Say(w.Say(key), rows...)), nil
}

// remembered adds the names that were typed before the dates to those that come
// with them.
func (r Room) remembered(ctx context.Context, tx handlers.Tx, req handlers.Request, typed noted) (noted, error) {
	var had names
	if req.Dialog == nil || req.Dialog.Topic != name || req.Dialog.Step != stepAway || req.Command != "" ||
		len(req.Dialog.Data) == 0 || json.Unmarshal(req.Dialog.Data, &had) != nil {
		return typed, nil
	}
	return r.withNames(ctx, tx, typed, had)
}

// withNames adds names to those of n that are missing.
func (r Room) withNames(ctx context.Context, tx handlers.Tx, n noted, had names) (noted, error) {
	for _, one := range []struct {
		id department.PersonID
		to *department.Person
	}{{had.Who, &n.who}, {had.Deputy, &n.deputy}} {
		if one.id == 0 || one.to.ID != 0 {
			continue
		}
		p, err := tx.Person(ctx, one.id)
		if errors.Is(err, department.ErrNone) {
			return n, department.Refuse("deputy_gone")
		}
		if err != nil {
			return n, fmt.Errorf("find who is away: %w", err)
		}
		*one.to = p
	}
	return n, nil
}

// pickDates notes the absence of a button: FROM:UNTIL in minutes, WHO:DEPUTY, 0
// for whoever presses it and for nobody.
func (r Room) pickDates(ctx context.Context, tx handlers.Tx, req handlers.Request, args []int64) (handlers.Reply, error) {
	if len(args) != 4 || !req.Person.May(department.Employee) || args[0] < 0 || args[1] < 0 || args[1] > 1<<32 || args[0] > 1<<32 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	zone := req.Person.Location(r.cal.Zone())
	n := noted{from: time.Unix(args[0]*60, 0).In(zone), until: time.Unix(args[1]*60, 0).In(zone)}
	n, err := r.withNames(ctx, tx, n, names{department.PersonID(args[2]), department.PersonID(args[3])})
	if err != nil {
		return handlers.Reply{}, err
	}
	reply, err := r.keep(ctx, tx, req, n)
	if err != nil {
		return handlers.Reply{}, err
	}
	// The question has its answer: the screen of the absence takes its place.
	reply.Messages[0] = req.Change(reply.Messages[0].Text, reply.Messages[0].Buttons...)
	return reply, nil
}
