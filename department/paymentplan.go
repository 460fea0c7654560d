package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// PaymentKind says what dated money is for.
type PaymentKind string

// The kinds. A notice is a paper without a sum that goes with a state payment;
// a receivable is money that a client owes us.
const (
	StatePayment  PaymentKind = "tax"
	NoticePayment PaymentKind = "notice"
	SalaryPayment PaymentKind = "salary"
	RentPayment   PaymentKind = "rent"
	OtherPayment  PaymentKind = "other"
	Receivable    PaymentKind = "receivable"
)

// PaymentKinds returns all kinds, in the order in which they are listed.
func PaymentKinds() []PaymentKind {
	return []PaymentKind{StatePayment, NoticePayment, SalaryPayment, RentPayment, OtherPayment, Receivable}
}

// UsualShift is where a payment of the kind goes from a day off, unless somebody
// says otherwise: taxes to the next working day (Tax Code art. 6.1 p. 7),
// salaries to the previous one (Labour Code art. 136), others stay.
func (k PaymentKind) UsualShift() workdays.Rule {
	switch k {
	case StatePayment, NoticePayment:
		return workdays.Next
	case SalaryPayment:
		return workdays.Previous
	}
	return workdays.None
}

// MaxTitle is the longest title of a payment or a meeting, in characters.
const MaxTitle = 200

// PaymentPlan is the schedule of dated money: what is paid, for how much, by
// which rule. Each time that it comes round is a [Payment] of its own.
type PaymentPlan struct {
	ID     int64
	Owner  PersonID // who sees to it
	Client string   // of a receivable
	// Ground is why it is owed: an article, a contract. Template is the code of
	// the template that the plan was confirmed from; Paired is the code of the
	// other half of the pair, Checked when the template was checked.
	Ground   string
	Template string
	Paired   string
	Checked  workdays.Date
	Created  time.Time
	PlanStanding
	Version int

	events []PaymentEvent
}

// PlanStanding is the part of a plan that changes.
type PlanStanding struct {
	Title  string      `json:"title"`
	Kind   PaymentKind `json:"kind"`
	Amount Money       `json:"amount,omitzero"` // of each time, unknown if zero
	Rule   DateRule    `json:"rule"`
	// Opened is the nominal day of the last payment that was made of the plan,
	// zero if none was.
	Opened workdays.Date `json:"opened,omitzero"`
	// From is the first day on which the present rule decides; zero is its start.
	From workdays.Date `json:"from,omitzero"`
	// Hushed keeps to quiet hours even on the day itself. By default a payment
	// that is due today rings through them.
	Hushed bool `json:"hushed,omitempty"`
	// Paused is since when the plan makes no payments, PauseReason why.
	Paused      time.Time `json:"paused,omitzero"`
	PauseReason string    `json:"pause_reason,omitempty"`
	Ended       time.Time `json:"ended,omitzero"`
}

// PlanFiling is what somebody hands over to make a plan of.
type PlanFiling struct {
	Title  string
	Kind   PaymentKind
	Amount Money
	Rule   DateRule
	Client string
	Ground string
	Owner  PersonID // 0: whoever files it
	By     Person
	At     time.Time
}

// New returns the plan. Only the director may make one; a receivable may be
// filed by every employee. It refuses a blank or overlong title, a receivable
// without a client or a sum, and what [DateRule.Check] refuses.
func (f PlanFiling) New() (PaymentPlan, error) { return f.plan(PaymentTemplate{}) }

func (f PlanFiling) plan(t PaymentTemplate) (PaymentPlan, error) {
	title, client := strings.TrimSpace(f.Title), strings.TrimSpace(f.Client)
	least := Director
	if f.Kind == Receivable {
		least = Employee
	}
	switch {
	case !f.By.May(least):
		return PaymentPlan{}, Refuse("not_yours")
	case title == "":
		return PaymentPlan{}, Refuse("payment_untitled")
	case utf8.RuneCountInString(title) > MaxTitle:
		return PaymentPlan{}, Refuse("title_too_long", "Max", MaxTitle)
	case utf8.RuneCountInString(client) > MaxClient:
		return PaymentPlan{}, Refuse("client_too_long", "Max", MaxClient)
	case f.Kind == Receivable && client == "":
		return PaymentPlan{}, Refuse("client_empty")
	case f.Kind == Receivable && !f.Amount.Known():
		return PaymentPlan{}, Refuse("sum_missing")
	}
	if err := f.Rule.Check(); err != nil {
		return PaymentPlan{}, err
	}
	p := PaymentPlan{
		Owner: f.Owner, Client: client, Ground: strings.TrimSpace(f.Ground), Template: t.Code, Paired: t.Paired, Checked: t.Checked, Created: f.At.UTC(),
		PlanStanding: PlanStanding{Title: title, Kind: f.Kind, Amount: f.Amount, Rule: f.Rule},
	}
	if p.Owner == 0 {
		p.Owner = f.By.ID
	}
	act := PlanPayment
	if t.Code != "" {
		act = ConfirmTemplate
	}
	p.record(PaymentEvent{Act: act, By: f.By.ID, At: f.At, Note: t.Code}, nil)
	return p, nil
}

// Active reports whether the plan makes payments.
func (p PaymentPlan) Active() bool { return p.Paused.IsZero() && p.Ended.IsZero() }

// OpenAhead is how many days before it falls due a payment of a plan is made.
// It is more than the ladder and the longest holidays need.
const OpenAhead = 45

// Open makes the payments whose time has come on today: all that fall due
// within [OpenAhead] days and were not made before, and always at least the
// first one.
func (p *PaymentPlan) Open(today workdays.Date, at time.Time, cal workdays.Calendar) []Payment {
	if !p.Active() {
		return nil
	}
	from := p.Rule.Start
	if !p.Opened.IsZero() {
		from = p.Opened.Add(1)
	}
	var opened []Payment
	for o := range p.Rule.From(from, cal) {
		if o.Due.After(today.Add(OpenAhead)) && !p.Opened.IsZero() {
			break
		}
		p.Opened = o.Nominal
		opened = append(opened, p.payment(o, at))
	}
	return opened
}

// Ahead returns the first day from today on that the present rule may name.
func (p PaymentPlan) Ahead(today workdays.Date) workdays.Date {
	if p.From.After(today) {
		return p.From
	}
	return today
}

// NextOpening returns when [PaymentPlan.Open] has something to do next: at
// midnight of the office. It returns false when it never will.
func (p PaymentPlan) NextOpening(cal workdays.Calendar) (time.Time, bool) {
	if !p.Active() {
		return time.Time{}, false
	}
	if p.Opened.IsZero() {
		return p.Created, true
	}
	next, ok := p.Rule.Next(p.Opened, cal)
	if !ok {
		return time.Time{}, false
	}
	return next.Due.Add(-OpenAhead).In(cal.Zone()).UTC(), true
}

// PlanChange is what somebody wants of a plan from now on; nil fields stay.
type PlanChange struct {
	Title  *string
	Amount *Money
	Rule   *DateRule
	Hushed *bool
}

// Change changes the plan for the future, as [Preview] shows it. Earlier payments stay as they are; of the later ones [Payment.Follows] says
// which are to be dropped, because [PaymentPlan.Open] makes them anew.
func (p *PaymentPlan) Change(c PlanChange, by Person, at time.Time, cal workdays.Calendar) error {
	if err := p.may(by); err != nil {
		return err
	}
	before := p.PlanStanding
	if c.Title != nil {
		p.Title = strings.TrimSpace(*c.Title)
	}
	if c.Amount != nil {
		p.Amount = *c.Amount
	}
	if c.Hushed != nil {
		p.Hushed = *c.Hushed
	}
	if c.Rule != nil {
		if err := c.Rule.Check(); err != nil {
			return err
		}
		p.Rule = *c.Rule
	}
	switch {
	case p.Title == "":
		p.PlanStanding = before
		return Refuse("payment_untitled")
	case utf8.RuneCountInString(p.Title) > MaxTitle:
		p.PlanStanding = before
		return Refuse("title_too_long", "Max", MaxTitle)
	}
	p.Opened = p.Rule.after(before.Rule, cal.Today(at))
	p.From = p.Opened.Add(1)
	p.record(PaymentEvent{Act: ChangePlan, By: by.ID, At: at}, &before)
	return nil
}
