package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// PaymentState is where one payment stands.
type PaymentState string

// The states of a payment. Held means paused with a reason: it is still owed,
// but the clock is silent about it.
const (
	Unpaid PaymentState = "unpaid"
	Held   PaymentState = "held"
	Paid   PaymentState = "paid"
	Void   PaymentState = "void"
)

// Payment is one time that dated money falls due.
type Payment struct {
	ID   int64
	Plan int64
	Occurrence
	Title   string
	Kind    PaymentKind
	Client  string
	Ground  string
	Owner   PersonID
	Hushed  bool // see [PlanStanding]
	Created time.Time
	PaymentStanding
	Version int

	events []PaymentEvent
}

// PaymentStanding is the part of a payment that acts change, and that an undo
// brings back.
type PaymentStanding struct {
	State  PaymentState `json:"state"`
	Amount Money        `json:"amount,omitzero"` // unknown if zero
	Parts  []Part       `json:"parts,omitempty"`
	// Reason is why it is held or was dropped.
	Reason string `json:"reason,omitempty"`
	// Promised is the day for which the client promised the money, Broken says
	// that it passed without it and was followed up.
	Promised workdays.Date `json:"promised,omitzero"`
	Broken   bool          `json:"broken,omitempty"`
	// Contact is the day on which to speak with the client next.
	Contact workdays.Date `json:"contact,omitzero"`
	// Settled is when it was paid in full or dropped.
	Settled time.Time `json:"settled,omitzero"`
}

// Part is a sum that was paid.
type Part struct {
	Sum   Money         `json:"sum,omitzero"` // unknown for a notice
	On    workdays.Date `json:"on"`
	Proof Proof         `json:"proof,omitzero"`
	By    PersonID      `json:"by"`
	At    time.Time     `json:"at"`
}

// Proof shows that money went: the number of a paper, or a file.
type Proof struct {
	Number string      `json:"number,omitempty"`
	File   *Attachment `json:"file,omitempty"`
}

// Given reports whether there is any proof.
func (p Proof) Given() bool { return p.Number != "" || p.File != nil }

// MaxProof is the longest number of a paper, in characters.
const MaxProof = 100

// payment returns one time of the plan.
func (p PaymentPlan) payment(o Occurrence, at time.Time) Payment {
	pay := Payment{
		Plan: p.ID, Occurrence: o, Title: p.Title, Kind: p.Kind, Client: p.Client, Ground: p.Ground,
		Owner: p.Owner, Hushed: p.Hushed, Created: at.UTC(),
		PaymentStanding: PaymentStanding{State: Unpaid, Amount: p.Amount},
	}
	pay.record(PaymentEvent{Act: OpenPayment, At: at, Sum: p.Amount}, nil)
	return pay
}

// Over reports whether nothing more is owed.
func (p Payment) Over() bool { return p.State == Paid || p.State == Void }

// Got returns how much was paid so far, unknown if nothing was.
func (p Payment) Got() Money {
	var sum Money
	for _, part := range p.Parts {
		sum.Minor += part.Sum.Minor
		sum.Currency = part.Sum.Currency
	}
	return sum
}

// Remainder returns how much is still open, unknown if the amount is.
func (p Payment) Remainder() Money {
	if !p.Amount.Known() {
		return Money{}
	}
	return Money{Minor: p.Amount.Minor - p.Got().Minor, Currency: p.Amount.Currency}
}

// Follows reports whether the payment is made anew when its plan changes: it
// lies ahead, and nobody has done anything with it yet. A single payment follows
// even when it is late.
func (p Payment) Follows(plan PaymentPlan, today workdays.Date) bool {
	untouched := p.State == Unpaid && len(p.Parts) == 0 && p.Promised.IsZero()
	return untouched && (p.Nominal.After(today) || plan.Rule.Every == Once)
}

// Reshift moves the payment to the day to which cal moves its nominal day, when
// the days off have become others than they were: a decree for the next year, a
// better table. It reports whether the payment moved. One that is over stays, and
// so does one that an earlier rule of the plan has made.
func (p *Payment) Reshift(plan PaymentPlan, at time.Time, cal workdays.Calendar) bool {
	due := plan.Rule.FallsOn(p.Nominal, cal)
	if p.Over() || due == p.Due || p.Nominal.Before(plan.From) {
		return false
	}
	before := p.PaymentStanding
	p.record(PaymentEvent{Act: MovePayment, At: at, Note: due.String()}, &before)
	p.Due = due
	return true
}

// Events returns what has happened to the payment since it was loaded, oldest
// first.
func (p Payment) Events() []PaymentEvent { return p.events }

func (p *Payment) record(e PaymentEvent, before *PaymentStanding) {
	p.Version++
	e.Plan, e.Payment, e.At, e.Before = p.Plan, p.ID, e.At.UTC(), before
	p.events = append(p.events, e)
}

// May reports whether somebody may do anything with the payment: nil, or the
// refusal that says why not.
func (p Payment) May(by Person) error {
	switch {
	case by.May(Director), by.StandsFor(p.Owner):
		return nil
	}
	return Refuse("not_yours")
}

// Visible reports whether somebody may see the payment: the director's payments
// are nobody else's business, except the supervisor's, to whom they escalate.
func (p Payment) Visible(by Person) bool {
	return by.May(Supervisor) || by.StandsFor(p.Owner)
}

// change lets act alter the standing of a payment that is still owed, and
// records it.
func (p *Payment) change(e PaymentEvent, by Person, at time.Time, act func(*PaymentStanding)) error {
	if err := p.May(by); err != nil {
		return err
	}
	if p.Over() {
		return Refuse("payment_over", "State", string(p.State))
	}
	before := p.PaymentStanding
	before.Parts = before.Parts[:len(before.Parts):len(before.Parts)]
	act(&p.PaymentStanding)
	e.By, e.At = by.ID, at
	p.record(e, &before)
	return nil
}

// Pay notes that money went, or came. A part without a sum is all that was
// open; with the last of it the payment is over. When the amount was not known,
// any sum is all of it.
//
// It refuses a sum above the remainder ("sum_too_big") or in another currency
// ("sum_currency"), no sum where none is known ("sum_missing"), a day that has
// not come ("paid_ahead"), and payments of ours without a proof
// ("proof_missing").
func (p *Payment) Pay(part Part, by Person, at time.Time, cal workdays.Calendar) error {
	if part.On.IsZero() {
		part.On = cal.Today(at)
	}
	part.Proof.Number = strings.TrimSpace(part.Proof.Number)
	open := p.Remainder()
	if !part.Sum.Known() {
		part.Sum = open
	}
	switch {
	case p.Kind != NoticePayment && !part.Sum.Known():
		return Refuse("sum_missing")
	case part.Sum.Known() && part.Sum.Minor <= 0:
		return Refuse("money_zero", "Text", part.Sum.String())
	case open.Known() && part.Sum.Currency != open.Currency:
		return Refuse("sum_currency", "Currency", string(open.Currency))
	case open.Known() && part.Sum.Minor > open.Minor:
		return Refuse("sum_too_big", "Open", open)
	case part.On.After(cal.Today(at)):
		return Refuse("paid_ahead")
	case p.Kind != Receivable && !part.Proof.Given():
		return Refuse("proof_missing")
	case utf8.RuneCountInString(part.Proof.Number) > MaxProof:
		return Refuse("proof_too_long", "Max", MaxProof)
	}
	part.By, part.At = by.ID, at.UTC()
	all := !open.Known() || part.Sum.Minor == open.Minor
	e := PaymentEvent{Act: PayPart, Sum: part.Sum, Note: part.Proof.Number}
	if all {
		e.Act = PayAll
	}
	return p.change(e, by, at, func(s *PaymentStanding) {
		s.Parts = append(s.Parts, part)
		if all {
			s.Amount, s.State, s.Settled = p.Got(), Paid, at.UTC()
		}
	})
}

// SetAmount says how much it is this time. What was paid already stays paid: an
// amount below it, or in another currency, is refused.
func (p *Payment) SetAmount(amount Money, by Person, at time.Time) error {
	got := p.Got()
	switch {
	case !amount.Known() || amount.Minor <= 0 || p.Kind == NoticePayment:
		return Refuse("sum_missing")
	case got.Known() && got.Currency != amount.Currency:
		return Refuse("sum_currency", "Currency", string(got.Currency))
	case got.Known() && amount.Minor <= got.Minor:
		return Refuse("sum_too_small", "Got", got)
	}
	return p.change(PaymentEvent{Act: SetAmount, Sum: amount}, by, at, func(s *PaymentStanding) { s.Amount = amount })
}

// Hold silences the clock about the payment, for a reason.
func (p *Payment) Hold(reason string, by Person, at time.Time) error {
	reason, err := cleanReason(reason)
	switch {
	case err != nil:
		return err
	case p.State == Held:
		return Refuse("payment_held")
	}
	return p.change(PaymentEvent{Act: HoldPayment, Note: reason}, by, at, func(s *PaymentStanding) { s.State, s.Reason = Held, reason })
}

// Release lets the clock speak again about a held payment.
func (p *Payment) Release(by Person, at time.Time) error {
	if p.State != Held {
		return Refuse("payment_not_held")
	}
	return p.change(PaymentEvent{Act: ReleasePayment}, by, at, func(s *PaymentStanding) { s.State, s.Reason = Unpaid, "" })
}

// Drop says that the payment is not owed after all, for a reason.
func (p *Payment) Drop(reason string, by Person, at time.Time) error {
	reason, err := cleanReason(reason)
	if err != nil {
		return err
	}
	return p.change(PaymentEvent{Act: DropPayment, Note: reason}, by, at, func(s *PaymentStanding) {
		s.State, s.Reason, s.Settled = Void, reason, at.UTC()
	})
}

func cleanReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return "", Refuse("note_missing")
	case utf8.RuneCountInString(reason) > MaxNote:
		return "", Refuse("note_too_long", "Max", MaxNote)
	}
	return reason, nil
}

// CanUndo reports whether p may still take back last, the latest event of the
// payment.
func (p Payment) CanUndo(by Person, last PaymentEvent, now time.Time) bool {
	return p.May(by) == nil && last.By == by.ID && last.Before != nil && last.Act != UndoPayment && now.Sub(last.At) < UndoFor
}

// Undo takes back last, the latest event of the payment. It refuses with
// "undo_late" what [Payment.CanUndo] does not allow.
func (p *Payment) Undo(by Person, last PaymentEvent, at time.Time) error {
	if !p.CanUndo(by, last, at) {
		return Refuse("undo_late")
	}
	before := p.PaymentStanding
	p.PaymentStanding = *last.Before
	p.record(PaymentEvent{Act: UndoPayment, By: by.ID, At: at, Note: string(last.Act)}, &before)
	return nil
}
