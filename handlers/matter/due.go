package matter

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Deadline is what a line says about until when something is wanted. At most one
// of Due, Doubt and Rule is set.
type Deadline struct {
	Due time.Time
	// Doubt says why the time that was typed could not be taken, and Choices what
	// may have been meant.
	Doubt   string
	Choices []time.Time
	// Rule is a recurrence: «каждый понедельник».
	Rule *department.AlarmTime
	// Until says that the line has a word for it: «до», «к», "by".
	Until bool
	// Rest is the line without it.
	Rest string
}

// ReadDeadline takes the due time out of a line. What cannot be taken as it
// stands becomes a doubt, to be asked about with the readings that would make
// sense: nothing typed is lost.
func (d Desk) ReadDeadline(req handlers.Request, line string) Deadline {
	result, err := when.Parse(line, req.At, when.Options{
		Calendar: d.cal, Zone: req.Person.Location(d.cal.Zone()), Language: req.Person.Lang(), Purpose: when.Deadline,
	})
	choices := result.Candidates
	said := Deadline{Rest: result.Rest, Until: result.Deadline}
	problem, refused := errors.AsType[*when.Problem](err)
	switch {
	case refused:
		said.Doubt = problem.Code.String()
		if problem.Suggestion.Kind != when.None {
			choices = append(choices, problem.Suggestion)
		}
	case result.Kind == when.None:
		return Deadline{Rest: line}
	case result.Kind == when.Recurrence:
		rule := d.rule(result)
		said.Rule = &rule
		return said
	default:
		said.Due = result.Due(d.cal).UTC()
	}
	if said.Due.IsZero() || !said.Due.After(req.At) {
		said.Due, said.Choices = time.Time{}, d.moments(choices, req.At)
		if said.Doubt == "" {
			said.Doubt = when.Past.String()
		}
	}
	return said
}

// rule returns the recurrence that was read. Without a time it means the end of
// the working day.
func (d Desk) rule(result when.Result) department.AlarmTime {
	start := result.At
	if !result.Timed {
		y, m, day := start.Date()
		start = time.Date(y, m, day, 0, int(d.cal.Hours().Close/time.Minute), 0, 0, start.Location())
	}
	return department.AlarmTime{
		Start: start, Zone: result.Zone.String(), RRule: result.Rule, Workdays: result.Workdays, Shift: result.Shift,
	}
}

// moments returns the due times of the readings that are still to come, at most
// three, each once.
func (d Desk) moments(choices []when.Choice, now time.Time) []time.Time {
	var all []time.Time
	for _, c := range choices {
		due := when.Result{Choice: c}.Due(d.cal).UTC()
		if due.After(now) && len(all) < 3 && (len(all) == 0 || !all[len(all)-1].Equal(due)) {
			all = append(all, due)
		}
	}
	return all
}

// Usual due times, by which buttons name them. DueUsual leaves it to the clock
// of the kind.
const (
	dueToday    = "today"
	dueTomorrow = "tomorrow"
	dueWeek     = "week"
	DueUsual    = "none"
)

// DeadlineQuestion returns the question for a due time: what is in doubt, and
// the likely and the usual times as buttons, whose data are prefix, the choice
// for [Desk.PickDeadline], and suffix. DueUsual among them only if usual is true.
func (d Desk) DeadlineQuestion(req handlers.Request, doubt string, choices []time.Time, usual bool, prefix, suffix string) (texts.HTML, [][]handlers.Button) {
	w := d.Words(req.Person)
	var why texts.HTML
	if doubt != "" {
		why = w.Say("doubt_" + doubt)
	}
	var rows [][]handlers.Button
	for _, due := range choices {
		rows = append(rows, []handlers.Button{{Label: d.Moment(req.Person, due), Data: fmt.Sprintf("%sat%d%s", prefix, due.Unix(), suffix)}})
	}
	for _, name := range []string{dueToday, dueTomorrow, dueWeek, DueUsual} {
		due := d.usualDue(name, req.At)
		if due.IsZero() && (name != DueUsual || !usual) || slices.ContainsFunc(choices, due.Equal) {
			continue
		}
		label := w.Plain("due_"+name, "Due", d.Moment(req.Person, due))
		rows = append(rows, []handlers.Button{{Label: label, Data: prefix + name + suffix}})
	}
	return why, rows
}

// usualDue returns the end of the working day that the name means, or the zero
// time when that is over or the name is another.
func (d Desk) usualDue(name string, now time.Time) time.Time {
	today := d.cal.Today(now)
	var day workdays.Date
	switch name {
	case dueToday:
		day = today
	case dueTomorrow:
		day = d.cal.AddDays(today, 1)
	case dueWeek:
		day = d.cal.Shift(today.Add(7), workdays.Previous)
	default:
		return time.Time{}
	}
	at, open := d.cal.Closing(day)
	if !open || !at.After(now) {
		return time.Time{}
	}
	return at.UTC()
}

// PickDeadline returns the due time of a button, zero for [DueUsual]. Anybody
// can forge a button, and no harm is in it: the rules look at the time as they
// would at a typed one.
func (d Desk) PickDeadline(choice string, now time.Time) time.Time {
	if digits, ok := strings.CutPrefix(choice, "at"); ok {
		if seconds, err := strconv.ParseInt(digits, 10, 64); err == nil {
			return time.Unix(seconds, 0).UTC()
		}
	}
	return d.usualDue(choice, now)
}
