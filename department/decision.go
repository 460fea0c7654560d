package department

import (
	"regexp"
	"slices"
	"strconv"
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
	// Patience is for how many working days nothing may come of it before the
	// clock asks; 0 is [DefaultPatience].
	Patience int
	// Rest is until when the clock does not ask why nothing was done: somebody
	// answered. Zero for never.
	Rest time.Time

	events []DecisionEvent
}

// reviewWords begin the part of a line that says when to look at the result.
var reviewWords = regexp.MustCompile(`(?i)[,;.]?\s*(?:проверить|проверка|пересмотреть|review|check)(?:\P{L}|$)`)

// CutReview takes out of what was decided when to look at the result: «…,
// проверить 20.12».
func CutReview(line string) (decided, review string, found bool) {
	all := reviewWords.FindAllStringIndex(line, -1)
	if len(all) == 0 {
		return line, "", false
	}
	at := all[len(all)-1]
	return line[:at[0]], line[at[1]:], true
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

// NewDecision returns a decision. Only the director decides. It refuses a text
// without words or an overlong one, and a due time or a review that has passed.
func NewDecision(d Decision, by Person, at time.Time) (Decision, error) {
	d.Text, d.By, d.Made = strings.TrimSpace(d.Text), by.ID, at.UTC()
	switch {
	case !by.May(Director):
		return Decision{}, Refuse("not_yours")
	case !Says(d.Text):
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
	d.record(Decide, by, at, "")
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

// May refuses whoever has nothing to do with the decision: who is neither the
// director nor its owner, nor stands in for the owner.
func (d Decision) May(by Person) error {
	if by.May(Director) || by.StandsFor(d.Owner) {
		return nil
	}
	return Refuse("not_yours")
}

// Visible reports whether p may read the decision: its owner, and whoever sees the
// whole department.
func (d Decision) Visible(p Person) bool {
	return p.May(Supervisor) || p.May(Employee) && p.StandsFor(d.Owner)
}

// Over reports whether it was checked or taken back: nothing more comes of it.
func (d Decision) Over() bool { return !d.Checked.IsZero() || !d.Dropped.IsZero() }

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
	d.record(ActDecision, by, at, how)
	return nil
}

// Carry notes that a matter carries the decision out.
func (d *Decision) Carry(matter int64, by Person, at time.Time) error {
	if err := d.alive(by); err != nil {
		return err
	}
	if !slices.Contains(d.Matters, matter) {
		d.Matters, d.Last = append(d.Matters, matter), DecisionDeed{} // it is on its way now
		d.record(CarryDecision, by, at, strconv.FormatInt(matter, 10))
	}
	return nil
}

// Postpone gives the decision another due time, until which the clock does not
// ask for it. It refuses a time that has passed.
func (d *Decision) Postpone(due time.Time, by Person, at time.Time) error {
	if err := d.alive(by); err != nil {
		return err
	}
	if !due.After(at) {
		return Refuse("due_past")
	}
	d.deed(by, at)
	d.Due, d.Rest = due.UTC(), due.UTC()
	d.record(PostponeDecision, by, at, momentNote(due))
	return nil
}

// PostponeReview sets when to look at the result; only the director does.
func (d *Decision) PostponeReview(review time.Time, by Person, at time.Time) error {
	if err := d.alive(by); err != nil {
		return err
	}
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case !review.After(at):
		return Refuse("due_past")
	}
	d.deed(by, at)
	d.Review = review.UTC()
	d.record(ReviewLater, by, at, momentNote(review))
	return nil
}

// ProposeDrop notes that the owner finds it needless, and why. The director
// decides that; the clock leaves the owner alone meanwhile.
func (d *Decision) ProposeDrop(reason string, by Person, at time.Time, cal workdays.Calendar) error {
	reason, err := cleanReason(reason)
	if err != nil {
		return err
	}
	if err := d.alive(by); err != nil {
		return err
	}
	d.deed(by, at)
	d.Rest = wallClock(cal.AddDays(cal.Today(at), d.patience()), paymentMorning, cal.Zone())
	d.record(ProposeDrop, by, at, reason)
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
	d.record(CheckDecision, by, at, d.CheckNote)
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
	case d.Over():
		return Refuse("decision_over")
	}
	d.deed(by, at)
	d.Dropped, d.DropNote = at.UTC(), reason
	d.record(DropDecision, by, at, reason)
	return nil
}

func (d Decision) alive(by Person) error {
	if err := d.May(by); err != nil {
		return err
	}
	if d.Over() {
		return Refuse("decision_over")
	}
	return nil
}
