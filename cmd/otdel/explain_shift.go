package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// explainShiftCmd explains how a day off shifts to a working day.
type explainShiftCmd struct{}

// shiftExplained is what is printed for a line like «2026-02-28 next». Day is
// the kind of the date that was asked about, which is the reason of the shift.
// Guess is set when the table has no data for a year that mattered, so that only
// weekends were taken for days off.
type shiftExplained struct {
	Text    string `json:"text,omitempty"` // only beside a problem
	Date    string `json:"date,omitempty"`
	Rule    string `json:"rule,omitempty"`
	Due     string `json:"due,omitempty"`
	Day     string `json:"day,omitempty"`
	Guess   bool   `json:"guess,omitempty"`
	Problem string `json:"problem,omitempty"`
}

// Run explains lines until the input ends.
func (explainShiftCmd) Run(ctx context.Context, p process) error {
	cal := workdays.Russia(time.UTC) // no zone matters to whole days
	return explainLines(ctx, p, func(line string) any {
		explained, err := explainShift(cal, line)
		if err != nil {
			return shiftExplained{Text: line, Problem: err.Error()}
		}
		return explained
	})
}

func explainShift(cal workdays.Calendar, line string) (shiftExplained, error) {
	words := strings.Fields(line)
	if len(words) != 2 {
		return shiftExplained{}, fmt.Errorf("%d words instead of a date and a rule, like 2026-02-28 next", len(words))
	}
	day, err := workdays.ParseDate(words[0])
	if err != nil {
		return shiftExplained{}, err
	}
	rule, err := workdays.ParseRule(words[1])
	if err != nil {
		return shiftExplained{}, err
	}
	due := cal.Shift(day, rule)
	return shiftExplained{
		Date:  day.String(),
		Rule:  rule.String(),
		Due:   due.String(),
		Day:   cal.Kind(day).String(),
		Guess: !cal.Known(day.Year) || !cal.Known(due.Year),
	}, nil
}
