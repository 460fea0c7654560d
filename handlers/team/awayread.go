package team

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/handlers"
)

// noted is an absence as somebody typed it.
type noted struct {
	who, deputy department.Person // zero if not named
	from, until time.Time
	past        bool // the dates that were typed are over
	impossible  bool // there are no such dates
}

// readAway reads who is away, when, and who stands in. A name before the dates is
// that of the absent, if the director writes it; one behind them is the deputy's.
// Dates that are missing, over or not clear come back as what may be meant.
func (r Room) readAway(req handlers.Request, people []department.Person) (noted, []noted, error) {
	result, err := when.Parse(req.Text, req.At, when.Options{
		Calendar: r.cal, Zone: req.Person.Location(r.cal.Zone()), Language: req.Person.Lang(),
	})
	problem, doubtful := errors.AsType[*when.Problem](err)
	if err != nil && !doubtful {
		return noted{}, nil, fmt.Errorf("read the dates of an absence: %w", err)
	}
	from, until, ok := period(result, req.At)
	first, last := req.Text, ""
	if len(result.Spans) > 0 {
		first, last = req.Text[:result.Spans[0].Start], req.Text[result.Spans[len(result.Spans)-1].End:]
	}
	n := noted{from: from, until: until}
	before, after := named(first, people), named(last, people)
	switch {
	case len(before) > 1 || len(after) > 1:
		return noted{}, nil, department.Refuse("away_whom")
	case len(before) == 1 && before[0].ID != req.Person.ID && req.Person.May(department.Director) && len(result.Spans) > 0:
		n.who = before[0]
	case len(before) == 1 && before[0].ID != req.Person.ID:
		n.deputy = before[0]
	}
	if len(after) == 1 {
		n.deputy = after[0]
	}
	if err == nil && ok && until.After(req.At) {
		return n, nil, nil
	}
	var likely []when.Choice
	if n.past = err == nil && ok || doubtful && problem.Code == when.Past; n.past {
		return n, r.likelyDates(req, nil), nil
	}
	n.impossible = doubtful && problem.Code == when.Impossible
	if doubtful && problem.Suggestion.Kind != when.None {
		likely = append(likely, problem.Suggestion)
	}
	return n, r.likelyDates(req, append(likely, result.Candidates...)), nil
}

// period returns the first moment of an absence and the first one after it.
func period(r when.Result, now time.Time) (from, until time.Time, ok bool) {
	switch r.Kind {
	case when.Range:
		from, until = r.From, r.To
		if r.Whole {
			until = until.AddDate(0, 0, 1)
		}
	case when.Date:
		from, until = r.At, r.At.AddDate(0, 0, 1)
	case when.Moment:
		day := r.At
		from, until = r.At, time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, day.Location())
		if r.Deadline {
			until = r.At
		}
	default:
		return from, until, false
	}
	if r.Deadline && r.Kind != when.Range {
		from = now
	}
	return from, until, true
}

// named returns the first person whom a text names anywhere, or all whom the name
// fits.
func named(text string, people []department.Person) []department.Person {
	for words := strings.Fields(text); len(words) > 0; words = words[1:] {
		if called, _ := department.Named(strings.Join(words, " "), people); len(called) > 0 {
			return called
		}
	}
	return nil
}
