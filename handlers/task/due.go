package task

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
)

// usualDues are the due times offered as buttons.
var usualDues = []string{"today", "tomorrow", "week", "none"}

// dueButtons returns the usual due times that are still to come.
func (r Room) dueButtons(req handlers.Request) [][]handlers.Button {
	w := r.desk.Words(req.Person)
	var rows [][]handlers.Button
	for _, name := range usualDues {
		due := r.usualDue(name, req.At)
		if due.IsZero() && name != "none" {
			continue
		}
		label := w.Plain("due_"+name, "Due", r.desk.Moment(req.Person, due))
		rows = append(rows, []handlers.Button{{Label: label, Data: "t:due:" + name}})
	}
	return rows
}

// usualDue returns the end of the working day that the name means, or the zero
// time when that is over or the name is none.
func (r Room) usualDue(name string, now time.Time) time.Time {
	cal := r.desk.Calendar()
	today := cal.Today(now)
	var day workdays.Date
	switch name {
	case "today":
		day = today
	case "tomorrow":
		day = cal.AddDays(today, 1)
	case "week":
		day = cal.Shift(today.Add(7), workdays.Previous)
	default:
		return time.Time{}
	}
	at, open := cal.Closing(day)
	if !open || !at.After(now) {
		return time.Time{}
	}
	return at.UTC()
}

// due takes the due time out of a line, and returns the line without it.
func (r Room) due(line string, req handlers.Request) (time.Time, string, error) {
	return time.Time{}, line, nil
}
