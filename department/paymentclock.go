package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// paymentRung is one step of the ladder of a payment.
type paymentRung struct {
	Before int           // working days before the due day
	Clock  time.Duration // on the clock of the office
	Cause  Cause
	Tell   Who
}

// The hours of the ladder. The last one leaves the supervisor an hour of an
// ordinary working day, and the bank its evening.
const (
	paymentMorning = 9 * time.Hour
	paymentNoon    = 12 * time.Hour
	paymentEvening = 16 * time.Hour
	paymentUp      = 17 * time.Hour
)

// paymentLadder is what the clock says until a payment of ours is made: 7, 3
// and 1 working days before, three times on the day, and then the supervisor
// learns of it too. Afterwards it speaks every working morning.
var paymentLadder = []paymentRung{
	{Before: 7, Clock: paymentMorning, Cause: PaymentAhead, Tell: Owners},
	{Before: 3, Clock: paymentMorning, Cause: PaymentAhead, Tell: Owners},
	{Before: 1, Clock: paymentMorning, Cause: PaymentAhead, Tell: Owners},
	{Clock: paymentMorning, Cause: PaymentToday, Tell: Owners},
	{Clock: paymentNoon, Cause: PaymentToday, Tell: Owners},
	{Clock: paymentEvening, Cause: PaymentToday, Tell: Owners},
	{Clock: paymentUp, Cause: PaymentEscalated, Tell: Owners | Supervisors},
}

// receivableEvery is after how many working days the clock speaks again of money
// that a client owes.
const receivableEvery = 5

// Next returns the first bell of the payment after the given moment, and false
// when it is silent: paid, dropped or held.
func (p Payment) Next(after time.Time, cal workdays.Calendar) (Bell, bool) {
	if p.State != Unpaid {
		return Bell{}, false
	}
	if p.Kind == Receivable {
		return earliest(p.duesAfter(after, cal), p.promiseAfter(after, cal), p.contactAfter(after, cal))
	}
	for _, r := range paymentLadder {
		day := p.Due
		if r.Before > 0 {
			day = cal.AddDays(p.Due, -r.Before)
		}
		if at := wallClock(day, r.Clock, cal.Zone()); at.After(after) {
			through := r.Before == 0 && !p.Hushed
			return Bell{What: PaymentBell, Ref: p.ID, Due: at, Cause: r.Cause, Tell: r.Tell, Through: through}, true
		}
	}
	at := mornings(cal.AddDays(p.Due, 1), 1, after, cal)
	return Bell{What: PaymentBell, Ref: p.ID, Due: at, Cause: PaymentLate, Tell: Owners}, true
}

// duesAfter rings on the due day of a receivable, on the working day after it,
// and then once a week of working days; not while a promise stands.
func (p Payment) duesAfter(after time.Time, cal workdays.Calendar) Bell {
	if over := p.Promised.Add(1).In(cal.Zone()); !p.Promised.IsZero() && !p.Broken && over.After(after) {
		after = over
	}
	b := Bell{What: PaymentBell, Ref: p.ID, Cause: PaymentToday, Tell: Owners, Due: wallClock(p.Due, paymentMorning, cal.Zone())}
	if !b.Due.After(after) {
		b.Cause, b.Due = PaymentLate, mornings(cal.AddDays(p.Due, 1), receivableEvery, after, cal)
	}
	return b
}

// promiseAfter rings on the first working morning after the promised day.
func (p Payment) promiseAfter(after time.Time, cal workdays.Calendar) Bell {
	if p.Promised.IsZero() || p.Broken {
		return Bell{}
	}
	at := wallClock(cal.AddDays(p.Promised, 1), paymentMorning, cal.Zone())
	if !at.After(after) {
		at = mornings(cal.Today(after), 1, after, cal) // it was not followed up: never lose it
	}
	return Bell{What: PaymentBell, Ref: p.ID, Due: at, Cause: PromisePassed, Tell: Owners}
}

// contactAfter rings on the morning of the next contact.
func (p Payment) contactAfter(after time.Time, cal workdays.Calendar) Bell {
	if p.Contact.IsZero() {
		return Bell{}
	}
	at := wallClock(cal.Shift(p.Contact, workdays.Next), paymentMorning, cal.Zone())
	if !at.After(after) {
		return Bell{}
	}
	return Bell{What: PaymentBell, Ref: p.ID, Due: at, Cause: ContactToday, Tell: Owners}
}

// mornings returns the first morning after the given moment among first and
// every nth working day behind it.
func mornings(first workdays.Date, n int, after time.Time, cal workdays.Calendar) time.Time {
	first = cal.Shift(first, workdays.Next)
	if at := wallClock(first, paymentMorning, cal.Zone()); at.After(after) {
		return at
	}
	gone := cal.DaysBetween(first, cal.Today(after)) / n * n
	for {
		if at := wallClock(cal.AddDays(first, gone), paymentMorning, cal.Zone()); at.After(after) {
			return at
		}
		gone += n
	}
}

// wallClock returns the moment when the clock shows that time of the day.
func wallClock(d workdays.Date, clock time.Duration, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(clock/time.Minute), 0, 0, zone).UTC()
}

// Catch returns the bell that is to be rung at now instead of b, which was due
// before: the last of those that have come since, telling everybody whom the
// others would have told. So a stop of the program makes one message of several
// and forgets nobody.
func (p Payment) Catch(b Bell, now time.Time, cal workdays.Calendar) Bell {
	for {
		next, ok := p.Next(b.Due, cal)
		if !ok || next.Due.After(now) {
			return b
		}
		next.Tell |= b.Tell
		b = next
	}
}
