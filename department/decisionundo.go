package department

import "time"

// DecisionStanding is the part of a decision that changes, and that an undo brings
// back.
type DecisionStanding struct {
	Owner     PersonID  `json:"owner,omitempty"`
	Due       time.Time `json:"due,omitzero"`
	Review    time.Time `json:"review,omitzero"`
	Acted     time.Time `json:"acted,omitzero"`
	ActedHow  string    `json:"acted_how,omitempty"`
	Checked   time.Time `json:"checked,omitzero"`
	CheckNote string    `json:"check_note,omitempty"`
	Dropped   time.Time `json:"dropped,omitzero"`
	DropNote  string    `json:"drop_note,omitempty"`
	Rest      time.Time `json:"rest,omitzero"`
}

// DecisionDeed is what was done with a decision last: by whom, when, and how it
// stood before. Before is nil when it was made, the zero value is nothing that
// could be taken back.
type DecisionDeed struct {
	By     PersonID          `json:"by,omitempty"`
	At     time.Time         `json:"at,omitzero"`
	Before *DecisionStanding `json:"before,omitempty"`
}

// deed notes that somebody is about to change the decision.
func (d *Decision) deed(by Person, at time.Time) {
	d.Last = DecisionDeed{By: by.ID, At: at.UTC(), Before: &DecisionStanding{
		Owner: d.Owner, Due: d.Due, Review: d.Review, Acted: d.Acted, ActedHow: d.ActedHow,
		Checked: d.Checked, CheckNote: d.CheckNote, Dropped: d.Dropped, DropNote: d.DropNote, Rest: d.Rest,
	}}
}

// CanUndo reports whether p may still take back what was done last: only whoever
// did it, and only within [UndoFor].
func (d Decision) CanUndo(p Person, now time.Time) bool {
	return d.Last.By != 0 && d.Last.By == p.ID && p.May(Employee) && now.Sub(d.Last.At) < UndoFor
}

// Undo takes back what was done last. A decision that was only just made is taken
// back itself, without a reason. It refuses with "undo_late" what
// [Decision.CanUndo] does not allow.
func (d *Decision) Undo(by Person, at time.Time) error {
	if !d.CanUndo(by, at) {
		return Refuse("undo_late")
	}
	if b := d.Last.Before; b == nil {
		d.Dropped, d.DropNote = at.UTC(), ""
	} else {
		d.Owner, d.Due, d.Review, d.Acted, d.ActedHow = b.Owner, b.Due, b.Review, b.Acted, b.ActedHow
		d.Checked, d.CheckNote, d.Dropped, d.DropNote = b.Checked, b.CheckNote, b.Dropped, b.DropNote
		d.Rest = b.Rest
	}
	d.Last = DecisionDeed{}
	d.record(UndoDecision, by, at, "")
	return nil
}
