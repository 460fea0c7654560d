package department

import "time"

// BellKind says what a bell rings for.
type BellKind string

// The kinds of things other than matters about which the clock speaks.
const (
	AlarmBell    BellKind = "alarm"
	PaymentBell  BellKind = "payment"
	PlanBell     BellKind = "plan"
	MeetingBell  BellKind = "meeting"
	SeriesBell   BellKind = "series"
	DecisionBell BellKind = "decision"
)

// Bell is the next moment at which the clock has to look at something: an own
// reminder, a payment, a meeting, a decision. Each thing has at most one of its
// own, which is replaced whenever the thing changes.
type Bell struct {
	What BellKind
	Ref  int64 // the number of the thing
	// Person is 0 for the bell of the thing itself. A bell of a person is what
	// that person is still owed: it came in quiet hours, or was put off by a tap.
	Person PersonID
	// At is when to ring it, zero for Due.
	At time.Time
	// Due is the moment that the rule of the thing names. The next bell is
	// computed from it, so a late tick skips nothing and repeats nothing.
	Due   time.Time
	Cause Cause
	Tell  Who
	// Through says that it may ring in quiet hours and on days off: somebody
	// asked for this very moment.
	Through bool
}

// RingAt returns when the bell is to ring.
func (b Bell) RingAt() time.Time {
	if b.At.IsZero() {
		return b.Due
	}
	return b.At
}

// PutOff returns what a person is owed of the bell at a later moment.
func (b Bell) PutOff(person PersonID, at time.Time) Bell {
	b.Person, b.At = person, at.UTC()
	return b
}

// Ringing is a bell whose time has come, and who hears it.
type Ringing struct {
	Bell Bell // the last of those that have come
	To   []Listener
	Late bool // it should have rung earlier: the program was stopped
}

// Listener is somebody who hears a bell. Through says that it rings for this
// person in quiet hours and on days off too.
type Listener struct {
	Person  PersonID
	Through bool
}

// Supervisors are told what escalates above the director.
const Supervisors Who = 1 << 7

// Causes of bells.
const (
	PaymentAhead     Cause = "payment_ahead"     // some working days are left
	PaymentToday     Cause = "payment_today"     // it falls due today
	PaymentEscalated Cause = "payment_escalated" // the day ends, and it is not paid
	PaymentLate      Cause = "payment_late"      // the day is over
	PromisePassed    Cause = "promise_passed"    // the money was promised for yesterday
	ContactToday     Cause = "contact_today"     // the client is to be called
	PaymentSnoozed   Cause = "payment_snoozed"   // somebody wanted to hear of it again
	MeetingTomorrow  Cause = "meeting_tomorrow"  // the evening before
	MeetingSoon      Cause = "meeting_soon"      // it begins
	AlarmRings       Cause = "alarm"             // somebody asked for it
	DecisionIdle     Cause = "decision_idle"     // nothing was done about it
	DecisionReview   Cause = "decision_review"   // its result is to be looked at
)

// earliest returns the bell that is due first; those without a moment do not
// count. It returns false when there is none.
func earliest(bells ...Bell) (Bell, bool) {
	var first Bell
	for _, b := range bells {
		if !b.Due.IsZero() && (first.Due.IsZero() || b.Due.Before(first.Due)) {
			first = b
		}
	}
	return first, !first.Due.IsZero()
}
