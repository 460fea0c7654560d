package department

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Decision is what was decided, in a meeting, in an answer or alone. Whether
// anything came of it is computed from the matters that carry it out.
type Decision struct {
	ID      int64
	Text    string
	Owner   PersonID // who answers for it
	Due     time.Time
	Review  time.Time // when to look at the result, zero for never
	Matters []int64   // that carry it out
	Meeting int64     // in which it was made, 0 for none
	By      PersonID
	Made    time.Time
	// Acted is when the owner said that it was carried out without a matter,
	// and how.
	Acted     time.Time
	ActedHow  string
	Checked   time.Time // when somebody looked at the result
	CheckNote string
	Dropped   time.Time // when it was taken back
	DropNote  string
	Last      DecisionDeed
}

// DecisionState is what came of a decision.
type DecisionState string

// The states, in the order of its life. Void is a decision that was taken back.
const (
	DecisionNoAction DecisionState = "no_action"
	DecisionInWork   DecisionState = "in_work"
	DecisionActed    DecisionState = "acted"
	DecisionChecked  DecisionState = "checked"
	DecisionVoid     DecisionState = "void"
)

// NewDecision returns a decision. Only the director decides. It refuses a blank
// or overlong text and a due time or a review that has passed.
func NewDecision(d Decision, by Person, at time.Time) (Decision, error) {
	d.Text, d.By, d.Made = strings.TrimSpace(d.Text), by.ID, at.UTC()
	switch {
	case !by.May(Director):
		return Decision{}, Refuse("not_yours")
	case d.Text == "":
		return Decision{}, Refuse("decision_empty")
	case utf8.RuneCountInString(d.Text) > MaxText:
		return Decision{}, Refuse("text_too_long", "Max", MaxText)
	case !d.Due.IsZero() && !d.Due.After(at), !d.Review.IsZero() && !d.Review.After(at):
		return Decision{}, Refuse("due_past")
	}
	if d.Owner == 0 {
		d.Owner = by.ID
	}
	d.Last = DecisionDeed{By: by.ID, At: at.UTC()}
	return d, nil
}

// State computes what came of the decision. matters may hold others than the
// linked ones. Matters that were cancelled are no action.
func (d Decision) State(matters []Matter) DecisionState {
	open, done := 0, 0
	for _, m := range matters {
		switch {
		case !slices.Contains(d.Matters, m.ID):
		case !m.State.Over():
			open++
		case m.State == Closed:
			done++
		}
	}
	switch {
	case !d.Dropped.IsZero():
		return DecisionVoid
	case !d.Checked.IsZero():
		return DecisionChecked
	case open > 0:
		return DecisionInWork
	case done > 0 || !d.Acted.IsZero():
		return DecisionActed
	}
	return DecisionNoAction
}

// May refuses whoever has nothing to do with the decision.
func (d Decision) May(by Person) error {
	if by.May(Director) || by.May(Employee) && by.ID == d.Owner {
		return nil
	}
	return Refuse("not_yours")
}

// Act notes that the decision was carried out, and how.
func (d *Decision) Act(how string, by Person, at time.Time) error {
	how, err := cleanReason(how)
	if err != nil {
		return err
	}
	if err := d.alive(by); err != nil {
		return err
	}
	d.deed(by, at)
	d.Acted, d.ActedHow = at.UTC(), how
	return nil
}

// Check notes that somebody looked at the result; only the director does.
func (d *Decision) Check(note string, by Person, at time.Time) error {
	if err := d.alive(by); err != nil {
		return err
	}
	if !by.May(Director) {
		return Refuse("not_yours")
	}
	d.deed(by, at)
	d.Checked, d.CheckNote = at.UTC(), strings.TrimSpace(note)
	return nil
}

// Drop takes the decision back, for a reason; only the director may.
func (d *Decision) Drop(reason string, by Person, at time.Time) error {
	reason, err := cleanReason(reason)
	switch {
	case err != nil:
		return err
	case !by.May(Director):
		return Refuse("not_yours")
	case !d.Dropped.IsZero():
		return Refuse("decision_over")
	}
	d.deed(by, at)
	d.Dropped, d.DropNote = at.UTC(), reason
	return nil
}

func (d Decision) alive(by Person) error {
	if err := d.May(by); err != nil {
		return err
	}
	if !d.Dropped.IsZero() || !d.Checked.IsZero() {
		return Refuse("decision_over")
	}
	return nil
}

// idleFor is after how many working days a decision without action is asked
// about, and then again and again.
const idleFor = 3

// Next returns when the clock has to ask about the decision next: every third
// working morning while nothing was done, and every working morning once its
// review has come, until somebody answers.
func (d Decision) Next(after time.Time, matters []Matter, cal workdays.Calendar) (Bell, bool) {
	var idle, review Bell
	state := d.State(matters)
	if state == DecisionVoid || state == DecisionChecked {
		return Bell{}, false
	}
	if state == DecisionNoAction {
		first := cal.AddDays(cal.Today(d.Made), idleFor)
		idle = Bell{What: DecisionBell, Ref: d.ID, Cause: DecisionIdle, Tell: Owners | Directors, Due: mornings(first, idleFor, after, cal)}
	}
	if !d.Review.IsZero() {
		review = Bell{What: DecisionBell, Ref: d.ID, Cause: DecisionReview, Tell: Directors, Due: mornings(cal.Today(d.Review), 1, after, cal)}
	}
	return earliest(review, idle)
}
