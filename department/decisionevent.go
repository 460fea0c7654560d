package department

import "time"

// DecisionAct is what can be done with a decision.
type DecisionAct string

// The acts.
const (
	Decide           DecisionAct = "decide"
	CarryDecision    DecisionAct = "carry" // a matter carries it out; its number is the note
	ActDecision      DecisionAct = "act"
	PostponeDecision DecisionAct = "postpone" // the note is the moment
	ReviewLater      DecisionAct = "review"   // the same
	ProposeDrop      DecisionAct = "propose_drop"
	CheckDecision    DecisionAct = "check"
	DropDecision     DecisionAct = "drop"
	UndoDecision     DecisionAct = "undo" // the line before it is taken back
)

// DecisionEvent is one line of the history of a decision. Lines are only ever
// added.
type DecisionEvent struct {
	At   time.Time
	By   PersonID
	Act  DecisionAct
	Note string
}

// Until returns the moment that the event set, zero if it set none.
func (e DecisionEvent) Until() time.Time {
	if e.Act != PostponeDecision && e.Act != ReviewLater {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, e.Note)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Events returns what has happened to the decision since it was loaded, oldest
// first.
func (d Decision) Events() []DecisionEvent { return d.events }

func (d *Decision) record(act DecisionAct, by Person, at time.Time, note string) {
	d.events = append(d.events, DecisionEvent{At: at.UTC(), By: by.ID, Act: act, Note: note})
}
