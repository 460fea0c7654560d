package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
)

// explainWhenCmd explains what the program understands of dates and times.
type explainWhenCmd struct {
	Now  string `help:"The moment the phrases are typed, as 2026-11-23T14:30 in the zone; now by default."`
	Zone string `default:"Europe/Moscow" help:"The time zone of who types."`
	Lang string `default:"ru" enum:"ru,en" help:"The language of who types, ru or en; both are understood."`
}

// whenExplained is what is printed for a phrase: local time to the minute, days
// without a time as days. An ambiguous phrase has its likeliest reading and all
// of them as candidates, a refused one its suggestion as the only candidate.
type whenExplained struct {
	Text       string   `json:"text"`
	Kind       string   `json:"kind"`
	At         string   `json:"at,omitempty"`
	From       string   `json:"from,omitempty"`
	To         string   `json:"to,omitempty"`
	Rule       string   `json:"rule,omitempty"`
	Next       []string `json:"next,omitempty"`
	Rest       string   `json:"rest"`
	Deadline   bool     `json:"deadline,omitempty"`
	Zone       string   `json:"zone,omitempty"` // only when the phrase names one
	Candidates []string `json:"candidates,omitempty"`
	Problem    string   `json:"problem,omitempty"`
}

// Run explains lines until the input ends.
func (c explainWhenCmd) Run(ctx context.Context, p process) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return usageError{fmt.Errorf("zone %q: not a name like Europe/Moscow", c.Zone)}
	}
	now := p.now().In(zone)
	if c.Now != "" {
		if now, err = parseNow(c.Now, zone); err != nil {
			return usageError{err}
		}
	}
	o := when.Options{Calendar: workdays.Russia(zone), Zone: zone, Language: c.Lang}
	return explainLines(ctx, p, func(line string) any { return explainWhen(line, now, o) })
}

// parseNow reads a moment with or without seconds, or a date alone.
func parseNow(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", time.DateTime, "2006-01-02T15:04:05", time.RFC3339, time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.In(zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("now %q: not a moment like 2026-11-23T14:30", text)
}

// explainWhen describes what is understood of a phrase.
func explainWhen(line string, now time.Time, o when.Options) whenExplained {
	r, err := when.Parse(line, now, o)
	out := whenExplained{Text: line, Rest: r.Rest, Deadline: r.Deadline}
	if r.ZoneNamed {
		out.Zone = r.Zone.String()
	}
	for _, c := range r.Candidates {
		out.Candidates = append(out.Candidates, writeChoice(c, o.Zone))
	}
	c := r.Choice
	if problem, ok := errors.AsType[*when.Problem](err); ok {
		out.Problem = problem.Code.String()
		switch {
		case problem.Code == when.Ambiguous && len(r.Candidates) > 0:
			c = r.Candidates[0]
		case problem.Suggestion.Kind != when.None && len(out.Candidates) == 0:
			out.Candidates = []string{writeChoice(problem.Suggestion, o.Zone)}
		}
	}
	out.Kind = c.Kind.String()
	switch c.Kind {
	case when.Date:
		out.At = c.At.In(o.Zone).Format(time.DateOnly)
	case when.Moment:
		out.Kind, out.At = "datetime", c.At.In(o.Zone).Format(minuteLayout)
	case when.Range:
		out.From, out.To = writeEnd(c.From, c.Whole, o.Zone), writeEnd(c.To, c.Whole, o.Zone)
	case when.Recurrence:
		out.Rule = c.Rule
		for _, at := range r.Next {
			out.Next = append(out.Next, writeEnd(at, !r.Timed, o.Zone))
		}
	}
	return out
}

const minuteLayout = "2006-01-02T15:04"

func writeEnd(t time.Time, whole bool, zone *time.Location) string {
	if whole {
		return t.In(zone).Format(time.DateOnly)
	}
	return t.In(zone).Format(minuteLayout)
}

// writeChoice writes a reading on one line: a date, a moment, a range as from/to,
// a rule.
func writeChoice(c when.Choice, zone *time.Location) string {
	switch c.Kind {
	case when.Range:
		return writeEnd(c.From, c.Whole, zone) + "/" + writeEnd(c.To, c.Whole, zone)
	case when.Recurrence:
		return c.Rule
	}
	return writeEnd(c.At, c.Kind == when.Date, zone)
}
