package department

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

//go:embed ru-state-payments.tsv
var statePayments string

// PaymentTemplate is a recurring state payment or notice as the law knows it. It
// is a suggestion: it counts only after the director confirmed it, see
// [PaymentTemplate.Confirm].
type PaymentTemplate struct {
	Code   string // short and lasting: "vat"
	Title  string // in Russian, as accountants call it
	Notice bool   // a paper that goes before the money, without a sum
	Rule   DateRule
	For    string // the period it belongs to, in English
	Ground string // the article of the law
	Paired string // the code of the notice of a payment or the payment of a notice
	// Checked is when day and shift were last compared with published calendars.
	// Zero means that nobody checked them.
	Checked workdays.Date
}

// StateTemplates returns the templates that the program ships with, in the order
// of the list.
func StateTemplates() []PaymentTemplate {
	templates, err := readTemplates(statePayments)
	if err != nil {
		panic(fmt.Sprintf("department: the embedded list of state payments is broken: %v", err)) // a test reads it
	}
	return templates
}

// StateTemplate returns the template of that code.
func StateTemplate(code string) (PaymentTemplate, bool) {
	for _, t := range StateTemplates() {
		if t.Code == code {
			return t, true
		}
	}
	return PaymentTemplate{}, false
}

// Confirm makes the template a plan that counts from start on. amount may be
// unknown; a notice has none.
//
// It refuses everybody but the director with "not_yours".
func (t PaymentTemplate) Confirm(amount Money, start workdays.Date, by Person, at time.Time) (PaymentPlan, error) {
	f := PlanFiling{Title: t.Title, Kind: StatePayment, Amount: amount, Rule: t.Rule, Ground: t.Ground, By: by, At: at}
	if t.Notice {
		f.Kind, f.Amount = NoticePayment, Money{}
	}
	f.Rule.Start = start
	p, err := f.plan(t)
	if err != nil {
		return PaymentPlan{}, err
	}
	return p, nil
}

// templateColumns are the columns of the list, tab between them.
const templateColumns = "code\ttitle\tkind\tday\tmonths\tfor\tshift\tground\tpaired_with\tchecked\tyear_end"

// readTemplates reads a list of templates; the error names every bad line.
func readTemplates(list string) ([]PaymentTemplate, error) {
	var templates []PaymentTemplate
	var faults []error
	lines := bufio.NewScanner(strings.NewReader(list))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") || line == templateColumns {
			continue
		}
		t, err := readTemplate(strings.Split(line, "\t"))
		if err != nil {
			faults = append(faults, fmt.Errorf("line %d: %w", n, err))
		}
		templates = append(templates, t)
	}
	for _, t := range templates {
		if t.Paired != "" && !slices.ContainsFunc(templates, func(o PaymentTemplate) bool { return o.Code == t.Paired }) {
			faults = append(faults, fmt.Errorf("template %s: nothing has the code %q it is paired with", t.Code, t.Paired))
		}
	}
	return templates, errors.Join(append(faults, lines.Err())...)
}

func readTemplate(cells []string) (t PaymentTemplate, err error) {
	if want := strings.Count(templateColumns, "\t") + 1; len(cells) != want {
		return t, fmt.Errorf("%d cells instead of %d", len(cells), want)
	}
	t = PaymentTemplate{Code: cells[0], Title: cells[1], For: cells[5], Ground: cells[7], Paired: cells[8]}
	t.Notice = cells[2] == "notice"
	t.Rule = DateRule{Every: Monthly, YearEnd: cells[10] == "last-workday"}
	if t.Rule.Day, err = strconv.Atoi(cells[3]); err != nil {
		return t, fmt.Errorf("day %q is no number", cells[3])
	}
	if cells[4] != "*" {
		t.Rule.Every = ByMonths
		for cell := range strings.SplitSeq(cells[4], ",") {
			month, err := strconv.Atoi(cell)
			if err != nil || month < 1 || month > 12 {
				return t, fmt.Errorf("month %q is none of 1 to 12", cell)
			}
			t.Rule.Months = append(t.Rule.Months, time.Month(month))
		}
	}
	if t.Rule.Shift, err = workdays.ParseRule(cells[6]); err != nil {
		return t, err
	}
	if cells[9] != "" {
		t.Checked, err = workdays.ParseDate(cells[9])
	}
	return t, err
}
