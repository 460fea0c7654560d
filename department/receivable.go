package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Age is how long a receivable has been overdue.
type Age int

// The ages, in days after the due day: not yet, 0–30, 31–60, 61–90, more than
// 90. The due day itself is not yet.
const (
	NotYet Age = iota
	UpTo30
	UpTo60
	UpTo90
	Over90
)

// Age returns in which class the payment is on today.
func (p Payment) Age(today workdays.Date) Age {
	switch days := today.Sub(p.Due); {
	case days <= 0:
		return NotYet
	case days <= 30:
		return UpTo30
	case days <= 60:
		return UpTo60
	case days <= 90:
		return UpTo90
	}
	return Over90
}

// Promise notes the day for which the client promised the money. A new promise
// replaces a broken one and may be broken again.
func (p *Payment) Promise(day workdays.Date, by Person, at time.Time, cal workdays.Calendar) error {
	switch {
	case p.Kind != Receivable:
		return Refuse("no_receivable")
	case day.Before(cal.Today(at)):
		return Refuse("promise_past")
	}
	return p.change(PaymentEvent{Act: TakePromise, Note: day.String()}, by, at, func(s *PaymentStanding) { s.Promised, s.Broken = day, false })
}

// ContactOn notes the day on which to speak with the client next; the zero date
// takes it back.
func (p *Payment) ContactOn(day workdays.Date, by Person, at time.Time, cal workdays.Calendar) error {
	note := ""
	switch {
	case p.Kind != Receivable:
		return Refuse("no_receivable")
	case !day.IsZero() && day.Before(cal.Today(at)):
		return Refuse("promise_past")
	case !day.IsZero():
		note = day.String()
	}
	return p.change(PaymentEvent{Act: SetContact, Note: note}, by, at, func(s *PaymentStanding) { s.Contact = day })
}

// PromiseBroken reports whether the promised day has passed without the money,
// and nothing was made of it yet.
func (p Payment) PromiseBroken(today workdays.Date) bool {
	return p.Kind == Receivable && p.State == Unpaid && !p.Promised.IsZero() && !p.Broken && p.Promised.Before(today)
}

// FollowUp makes a task of a broken promise, once: it marks the promise as
// broken and returns what the owner is to be given. It returns false when no
// promise is broken.
func (p *Payment) FollowUp(at time.Time, cal workdays.Calendar) (Filing, bool) {
	if !p.PromiseBroken(cal.Today(at)) {
		return Filing{}, false
	}
	before := p.PaymentStanding
	p.Broken = true
	p.record(PaymentEvent{Act: BreakPromise, At: at, Note: p.Promised.String(), Sum: p.Remainder()}, &before)
	return Filing{Text: p.Title, Client: p.Client, Priority: Important, At: at, Owner: p.Owner}, true
}

// PaymentTotal is what the payments of one kind and currency add up to.
type PaymentTotal struct {
	Kind     PaymentKind
	Currency Currency // empty for those whose amount is not known
	Open     int64    // in minor units
	Count    int
}

// Totals adds up what of the payments is still open, by kind in the usual order
// and by currency in the order in which it comes first. Payments without a known
// amount are counted in a line of their own.
func Totals(payments []Payment) []PaymentTotal {
	var totals []PaymentTotal
	for _, kind := range PaymentKinds() {
		line := map[Currency]int{}
		for _, p := range payments {
			if p.Kind != kind || p.Over() {
				continue
			}
			open := p.Remainder()
			i, ok := line[open.Currency]
			if !ok {
				i = len(totals)
				line[open.Currency] = i
				totals = append(totals, PaymentTotal{Kind: kind, Currency: open.Currency})
			}
			totals[i].Count++
			totals[i].Open += open.Minor
		}
	}
	return totals
}
