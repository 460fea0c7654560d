package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// PaymentAct is what can be done with a payment or its plan.
type PaymentAct string

// The acts. PlanPayment, ConfirmTemplate, ChangePlan, PausePlan, ResumePlan and
// EndPlan are done with a plan, the others with one payment of it.
const (
	PlanPayment     PaymentAct = "plan"
	ConfirmTemplate PaymentAct = "confirm"
	ChangePlan      PaymentAct = "change"
	PausePlan       PaymentAct = "pause"
	ResumePlan      PaymentAct = "resume"
	EndPlan         PaymentAct = "end"

	OpenPayment    PaymentAct = "open"
	PayPart        PaymentAct = "part"
	PayAll         PaymentAct = "paid"
	SetAmount      PaymentAct = "amount"
	HoldPayment    PaymentAct = "hold"
	ReleasePayment PaymentAct = "release"
	DropPayment    PaymentAct = "drop"
	TakePromise    PaymentAct = "promise"
	BreakPromise   PaymentAct = "broken"
	SetContact     PaymentAct = "contact"
	UndoPayment    PaymentAct = "undo"
	MovePayment    PaymentAct = "moved" // the days off have changed
)

// PaymentEvent is one line of the history of payments: who did or confirmed
// what. Lines are only ever added.
type PaymentEvent struct {
	ID      int64
	Plan    int64
	Payment int64 // 0 for what was done with the plan
	At      time.Time
	By      PersonID // 0: the clock
	Act     PaymentAct
	Note    string
	Sum     Money
	// PlanBefore or Before is how the plan or the payment stood before, both nil
	// for its creation.
	PlanBefore *PlanStanding
	Before     *PaymentStanding
}

// Events returns what has happened to the plan since it was loaded, oldest first.
func (p PaymentPlan) Events() []PaymentEvent { return p.events }

func (p *PaymentPlan) record(e PaymentEvent, before *PlanStanding) {
	p.Version++
	e.Plan, e.At, e.PlanBefore = p.ID, e.At.UTC(), before
	p.events = append(p.events, e)
}

func (p PaymentPlan) may(by Person) error {
	switch {
	case !p.Ended.IsZero():
		return Refuse("plan_ended")
	case by.May(Director), p.Kind == Receivable && by.May(Employee) && by.ID == p.Owner:
		return nil
	}
	return Refuse("not_yours")
}

// Pause makes the plan rest, for a reason. The payments that were made of it
// stay as they are; none are made until [PaymentPlan.Resume].
func (p *PaymentPlan) Pause(reason string, by Person, at time.Time) error {
	reason = strings.TrimSpace(reason)
	switch err := p.may(by); {
	case err != nil:
		return err
	case !p.Paused.IsZero():
		return Refuse("plan_paused")
	case reason == "":
		return Refuse("note_missing")
	case utf8.RuneCountInString(reason) > MaxNote:
		return Refuse("note_too_long", "Max", MaxNote)
	}
	before := p.PlanStanding
	p.Paused, p.PauseReason = at.UTC(), reason
	p.record(PaymentEvent{Act: PausePlan, By: by.ID, At: at, Note: reason}, &before)
	return nil
}

// Resume ends a pause. What came round meanwhile is left out: the plan goes on
// with the first day after the resumption.
func (p *PaymentPlan) Resume(by Person, at time.Time, cal workdays.Calendar) error {
	switch err := p.may(by); {
	case err != nil:
		return err
	case p.Paused.IsZero():
		return Refuse("plan_not_paused")
	}
	before := p.PlanStanding
	p.Paused, p.PauseReason = time.Time{}, ""
	if today := cal.Today(at); p.Opened.Before(today) {
		p.Opened = today.Add(-1)
	}
	p.record(PaymentEvent{Act: ResumePlan, By: by.ID, At: at}, &before)
	return nil
}

// End ends the plan for good. What was made of it stays.
func (p *PaymentPlan) End(by Person, at time.Time) error {
	if err := p.may(by); err != nil {
		return err
	}
	before := p.PlanStanding
	p.Ended = at.UTC()
	p.record(PaymentEvent{Act: EndPlan, By: by.ID, At: at}, &before)
	return nil
}
