package main

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department/salary"
)

// explainSalaryCmd explains salary questions.
type explainSalaryCmd struct {
	Now string `placeholder:"2006-01-02T15:04" help:"When the questions are asked, for those like «с 2022 года». The present by default."`
}

// salaryExplained is what is printed for a question. City, Segment and Band are
// there when exactly one was understood, From, To and Median in an answer. The
// amounts are roubles a month; an amount in another currency, or by the day, is
// only named in Currency and Period.
type salaryExplained struct {
	Text      string           `json:"text"`
	Outcome   salary.Outcome   `json:"outcome"`
	City      string           `json:"city,omitempty"`
	Segment   salary.Segment   `json:"segment,omitempty"`
	Band      salary.Band      `json:"band,omitempty"`
	From      int              `json:"from,omitempty"`
	To        int              `json:"to,omitempty"`
	Median    int              `json:"median,omitempty"`
	Missing   []salary.Missing `json:"missing,omitempty"`
	Reason    salary.Reason    `json:"reason,omitempty"`
	Amount    int              `json:"amount,omitempty"`
	AmountTo  int              `json:"amount_to,omitempty"` // the upper end of a range
	Currency  string           `json:"currency,omitempty"`  // unless roubles
	Period    string           `json:"period,omitempty"`    // of an amount that is not one a month
	Tax       string           `json:"tax,omitempty"`
	Guess     bool             `json:"guess,omitempty"` // the city was found behind a typo
	Ambiguous []string         `json:"ambiguous,omitempty"`
	Nearby    []string         `json:"nearby,omitempty"` // cities that may be offered instead
	Items     []salaryItem     `json:"items,omitempty"`  // the alternatives of a comparison
}

// salaryItem is one alternative. Without figures NoData is true. Above is the
// median less that of the first alternative with figures.
type salaryItem struct {
	City     string         `json:"city,omitempty"`
	Segment  salary.Segment `json:"segment,omitempty"`
	Band     salary.Band    `json:"band,omitempty"`
	From     int            `json:"from,omitempty"`
	To       int            `json:"to,omitempty"`
	Median   int            `json:"median,omitempty"`
	Above    int            `json:"above,omitempty"`
	AbovePct float64        `json:"above_percent,omitempty"`
	NoData   bool           `json:"no_data,omitempty"`
}

// Run explains questions until the input ends.
func (c explainSalaryCmd) Run(ctx context.Context, p process) error {
	now := p.now()
	if c.Now != "" {
		var err error
		if now, err = time.Parse("2006-01-02T15:04", c.Now); err != nil {
			return usageError{fmt.Errorf("--now %q is not written like 2026-11-23T14:30", c.Now)}
		}
	}
	survey := salary.Survey2015()
	parser := salary.NewParser(survey.Cities()...)
	return explainLines(ctx, p, func(line string) any {
		q := parser.Understand(line, now)
		return explainSalary(line, q, survey.Answer(q))
	})
}

func explainSalary(line string, q salary.Question, r salary.Result) salaryExplained {
	e := salaryExplained{
		Text: line, Outcome: r.Outcome, Missing: r.Missing, Reason: r.Reason,
		Ambiguous: q.Ambiguous, Nearby: r.Nearby,
	}
	if len(q.Cities) == 1 {
		e.City, e.Guess = q.Cities[0].Name, q.Cities[0].Guess
	}
	if len(q.Segments) == 1 {
		e.Segment = q.Segments[0]
	}
	if len(q.Bands) == 1 {
		e.Band = q.Bands[0]
	}
	if q.Amount != nil {
		e.explainAmount(*q.Amount)
	}
	switch r.Outcome {
	case salary.Answered:
		item := r.Items[0]
		e.City = item.City
		e.From, e.To, e.Median = item.Range.From, item.Range.To, item.Median
	case salary.NoData:
		e.Missing = nil // nothing is worth asking
		if len(r.Absent) == 1 {
			e.City = r.Absent[0]
		}
	case salary.Compares:
		for _, i := range r.Items {
			e.Items = append(e.Items, salaryItem{
				City: i.City, Segment: i.Segment, Band: i.Band, From: i.Range.From, To: i.Range.To,
				Median: i.Median, Above: i.Above, AbovePct: i.AbovePct, NoData: !i.Known,
			})
		}
	}
	return e
}

// explainAmount shows the amount of money that a question names.
func (e *salaryExplained) explainAmount(a salary.Amount) {
	if from, to, ok := a.Monthly(); ok {
		e.Amount = from
		if to != from {
			e.AmountTo = to
		}
	}
	if a.Currency != "RUB" {
		e.Currency = a.Currency
	}
	e.Period = map[salary.Period]string{salary.PerYear: "year", salary.PerLess: "less"}[a.Period]
	e.Tax = map[salary.Tax]string{salary.Net: "net", salary.Gross: "gross"}[a.Tax]
}
