package payment

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
)

// kindWords are the words that name a kind, folded.
var kindWords = map[string]department.PaymentKind{
	"налог": department.StatePayment, "налоги": department.StatePayment, "взнос": department.StatePayment, "взносы": department.StatePayment, "tax": department.StatePayment,
	"зарплата": department.SalaryPayment, "зп": department.SalaryPayment, "аванс": department.SalaryPayment, "salary": department.SalaryPayment, "payroll": department.SalaryPayment,
	"аренда": department.RentPayment, "rent": department.RentPayment,
	"дебиторка": department.Receivable, "должны": department.Receivable, "должен": department.Receivable, "должна": department.Receivable, "долг": department.Receivable, "receivable": department.Receivable, "owes": department.Receivable,
	"прочее": department.OtherPayment, "other": department.OtherPayment,
}

// labels are the kind words that only name the kind and are no part of a title.
var labels = map[string]bool{"налог": true, "tax": true, "дебиторка": true, "receivable": true, "прочее": true, "other": true}

// read takes out of a line what it says about a payment; what stays is its
// title.
func (r Room) read(o *order, line string, req handlers.Request) {
	rest := r.readDate(o, line, req)
	rest = r.readSum(o, rest)
	rest = readKind(o, rest)
	if o.Kind == department.Receivable {
		rest = readClient(o, rest)
	}
	if o.Rule != nil && o.Kind != "" {
		o.Rule.Shift = o.Kind.UsualShift()
	}
	if o.Title == "" {
		o.Title = strings.Trim(rest, " ,.;:–—-")
	}
}

// readDate takes the day or the rule out of a line.
func (r Room) readDate(o *order, line string, req handlers.Request) (rest string) {
	o.Doubt, o.Rather = "", nil
	result, err := when.Parse(line, req.At, when.Options{Calendar: r.cal, Language: req.Person.Lang(), Purpose: when.Payment})
	if problem, refused := errors.AsType[*when.Problem](err); refused {
		o.Doubt = "remind_doubt_" + problem.Code.String()
		o.Rather = r.meant(result, problem, req.At)
		return result.Rest
	}
	switch result.Kind {
	case when.None:
		return line
	case when.Recurrence:
		var said []string
		for _, s := range result.Spans {
			said = append(said, strings.TrimSpace(line[s.Start:s.End]))
		}
		rule := department.RuleOf(result.Rule, strings.Join(said, " "), r.cal.Today(result.At))
		rule.Shift = result.Shift
		o.Rule = &rule
	default:
		at := result.At
		if result.Kind == when.Range {
			at = result.To
		}
		o.Rule = &department.DateRule{Every: department.Once, Start: r.cal.Today(at)}
	}
	return result.Rest
}

// meant returns the days that a date that cannot be taken may have meant, from
// today on, at most three, each once.
func (r Room) meant(result when.Result, problem *when.Problem, now time.Time) []workdays.Date {
	var days []workdays.Date
	for _, c := range append(slices.Clip(result.Candidates), problem.Suggestion) {
		if c.Kind != when.Date && c.Kind != when.Moment {
			continue
		}
		if day := r.cal.Today(c.At); !day.Before(r.cal.Today(now)) && len(days) < 3 && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	return days
}

// readSum takes the sum out of a line. One that can be read in two ways stays in
// the line and is asked for.
func (r Room) readSum(o *order, line string) (rest string) {
	m, err := department.ReadMoney(line)
	if refusal, refused := errors.AsType[department.Refusal](err); refused {
		if o.Doubt == "" {
			o.Doubt = "pay_" + refusal.Code
		}
		return line
	}
	if m.Known() {
		o.Amount = m.Money
	}
	return m.Without(line)
}

// leads are the words behind which a kind word is part of a title: «налог на
// имущество».
var leads = map[string]bool{"на": true, "с": true, "за": true, "по": true, "on": true, "for": true}

// readKind finds the word that names the kind: the last one of the line, or else
// the first that does. It is taken out where it only names the kind.
func readKind(o *order, line string) (rest string) {
	words := strings.Fields(line)
	kindAt := func(i int) (department.PaymentKind, bool) {
		kind, ok := kindWords[handlers.Fold(strings.Trim(words[i], ",.:;()"))]
		return kind, ok
	}
	last := len(words) - 1
	if last > 0 {
		if kind, ok := kindAt(last); ok && kind != department.Receivable && (o.Kind == "" || o.Kind == kind) {
			o.Kind = kind
			return strings.Join(words[:last], " ")
		}
	}
	for i, word := range words {
		kind, ok := kindAt(i)
		if !ok {
			continue
		}
		if o.Kind == "" {
			o.Kind = kind
		}
		if labels[handlers.Fold(word)] && (i == last || !leads[handlers.Fold(words[i+1])]) {
			words = append(words[:i:i], words[i+1:]...)
		}
		break
	}
	return strings.Join(words, " ")
}

// readClient takes the client out of the title of a receivable: what stands
// before a colon, or before «должен».
func readClient(o *order, line string) (rest string) {
	if o.Client != "" {
		return line
	}
	if before, after, found := strings.Cut(line, ": "); found {
		o.Client = strings.TrimSpace(before)
		return after
	}
	words := strings.Fields(line)
	for i, word := range words {
		if w := handlers.Fold(word); i > 0 && (strings.HasPrefix(w, "долж") || w == "owes") {
			o.Client = strings.Join(words[:i], " ")
			rest = strings.Join(words[i+1:], " ")
			if strings.TrimSpace(rest) == "" || strings.EqualFold(rest, "us") {
				rest = o.Client
			}
			return rest
		}
	}
	return line
}

// readDay reads a single day, for a promise or a contact. A day that does not
// exist is refused with the one that may be meant.
func (r Room) readDay(text string, req handlers.Request) (workdays.Date, error) {
	result, err := when.Parse(text, req.At, when.Options{Calendar: r.cal, Language: req.Person.Lang(), Purpose: when.Deadline})
	if problem, refused := errors.AsType[*when.Problem](err); refused {
		if days := r.meant(result, problem, req.At); len(days) > 0 {
			code := "pay_day_which"
			if problem.Code == when.Impossible {
				code = "pay_day_rather"
			}
			return workdays.Date{}, department.Refuse(code, "Day", r.words(req).Date(days[0]))
		}
	}
	switch {
	case err != nil || result.Kind == when.None || result.Kind == when.Recurrence:
		return workdays.Date{}, department.Refuse("pay_day_unclear")
	case result.Kind == when.Range:
		return r.cal.Today(result.To), nil
	}
	return r.cal.Today(result.At), nil
}
