package department

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// DefaultPatience is for how many working days nothing may come of a decision
// before the clock asks, and then again and again.
const DefaultPatience = 3

func (d Decision) patience() int {
	if d.Patience > 0 {
		return d.Patience
	}
	return DefaultPatience
}

// idleFrom returns the first day on which the clock asks why nothing was done.
func (d Decision) idleFrom(cal workdays.Calendar) workdays.Date {
	first := cal.AddDays(cal.Today(d.Made), d.patience())
	if rest := cal.Today(d.Rest); !d.Rest.IsZero() && first.Before(rest) {
		return rest
	}
	return first
}

// Next returns when the clock has to look at the decision next: on working
// mornings, as often as its patience says while nobody said that it was carried
// out, and every morning once its review has come. What there is to ask then,
// [Decision.Asks] says: matters may be cancelled, so a decision that is in work
// is looked at too.
func (d Decision) Next(after time.Time, cal workdays.Calendar) (Bell, bool) {
	if d.Over() {
		return Bell{}, false
	}
	var idle, review Bell
	if d.Acted.IsZero() {
		idle = Bell{What: DecisionBell, Ref: d.ID, Cause: DecisionIdle, Due: mornings(d.idleFrom(cal), d.patience(), after, cal)}
	}
	if !d.Review.IsZero() {
		review = Bell{What: DecisionBell, Ref: d.ID, Cause: DecisionReview, Due: mornings(cal.Today(d.Review), 1, after, cal)}
	}
	return earliest(review, idle)
}

// Asks returns what the clock has to ask at now, and whom: the directors about a
// review that has come; why nothing was done first the owner, and the directors
// too from the second time on. It returns false when there is nothing to ask.
func (d Decision) Asks(matters []Matter, now time.Time, cal workdays.Calendar) (Cause, Who, bool) {
	state, today := d.State(matters), cal.Today(now)
	switch {
	case state == DecisionVoid || state == DecisionChecked:
		return "", 0, false
	case !d.Review.IsZero() && !today.Before(cal.Today(d.Review)):
		return DecisionReview, Directors, true
	case state != DecisionNoAction || today.Before(d.idleFrom(cal)):
		return "", 0, false
	case today.Before(cal.AddDays(cal.Shift(d.idleFrom(cal), workdays.Next), d.patience())):
		return DecisionIdle, Owners, true
	}
	return DecisionIdle, Owners | Directors, true
}
