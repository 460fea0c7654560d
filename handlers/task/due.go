package task

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// readDue takes the due time out of a line into the order and returns the line
// without it. What cannot be taken as it stands becomes a doubt, to be asked
// about with the readings that would make sense: nothing typed is lost.
func (r Room) readDue(o *order, line string, req handlers.Request) (rest string) {
	cal := r.desk.Calendar()
	result, err := when.Parse(line, req.At, when.Options{
		Calendar: cal, Zone: req.Person.Location(cal.Zone()), Language: req.Person.Lang(), Purpose: when.Deadline,
	})
	choices := result.Candidates
	problem, refused := errors.AsType[*when.Problem](err)
	switch {
	case refused:
		o.Doubt = problem.Code.String()
		if problem.Suggestion.Kind != when.None {
			choices = append(choices, problem.Suggestion)
		}
	case result.Kind == when.None:
		return line
	case result.Kind == when.Recurrence:
		o.Doubt = "recurrence"
		choices = append(choices, when.Choice{Kind: when.Date, At: result.At})
	default:
		o.Due = result.Due(cal).UTC()
	}
	if o.Due.IsZero() || !o.Due.After(req.At) {
		o.Due, o.Choices = time.Time{}, moments(choices, cal, req.At)
		if o.Doubt == "" {
			o.Doubt = when.Past.String()
		}
	}
	return result.Rest
}

// moments returns the due times of the readings that are still to come, at most
// three, each once.
func moments(choices []when.Choice, cal workdays.Calendar, now time.Time) []time.Time {
	var all []time.Time
	for _, c := range choices {
		due := when.Result{Choice: c}.Due(cal).UTC()
		if due.After(now) && len(all) < 3 && (len(all) == 0 || !all[len(all)-1].Equal(due)) {
			all = append(all, due)
		}
	}
	return all
}

// dueQuestion returns the question for the due time: what is in doubt, and the
// likely and the usual times as buttons.
func (r Room) dueQuestion(o order, req handlers.Request) (texts.HTML, [][]handlers.Button) {
	w := r.desk.Words(req.Person)
	var doubt texts.HTML
	if o.Doubt != "" {
		doubt = w.Say("task_due_" + o.Doubt)
	}
	var rows [][]handlers.Button
	for _, due := range o.Choices {
		rows = append(rows, []handlers.Button{{Label: r.desk.Moment(req.Person, due), Data: fmt.Sprintf("t:due:at%d", due.Unix())}})
	}
	for _, name := range usualDues {
		due := r.usualDue(name, req.At)
		if due.IsZero() && name != "none" || slices.ContainsFunc(o.Choices, due.Equal) {
			continue
		}
		label := w.Plain("due_"+name, "Due", r.desk.Moment(req.Person, due))
		rows = append(rows, []handlers.Button{{Label: label, Data: "t:due:" + name}})
	}
	return texts.Join(doubt, w.Say("task_ask_due")), rows
}

// usualDues are the due times offered as buttons.
var usualDues = []string{"today", "tomorrow", "week", "none"}

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

// chosenDue notes the due time of a button. Anybody can forge a button, and no
// harm is in it: the rules look at the time as they would at a typed one.
func (r Room) chosenDue(o *order, choice string, now time.Time) {
	o.Doubt, o.Choices = "", nil
	if digits, ok := strings.CutPrefix(choice, "at"); ok {
		if seconds, err := strconv.ParseInt(digits, 10, 64); err == nil {
			o.Due = time.Unix(seconds, 0).UTC()
			return
		}
	}
	o.Due = r.usualDue(choice, now)
	o.NoDue = o.Due.IsZero()
}
