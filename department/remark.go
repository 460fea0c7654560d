package department

import "encoding/json"

// Marked is how much a matter weighs.
type Marked struct {
	Marks
	Priority Priority `json:"priority,omitempty"`
}

// Remark is what became of the marks of a matter, by one [Marking] or by several
// in a row. It is the note of their event in the ledger.
type Remark struct {
	From Marked `json:"from"`
	To   Marked `json:"to"`
}

func (r Remark) note() string {
	note, _ := json.Marshal(r) // texts and numbers only: it cannot fail
	return string(note)
}

// Remark returns what a [Marking] changed; false for any other event and for one
// whose note does not say it.
func (e Event) Remark() (Remark, bool) {
	var r Remark
	known := e.Act == Marking && json.Unmarshal([]byte(e.Note), &r) == nil
	return r, known
}

// Following returns e, a [Marking], as one with an earlier one that no other came
// between: it says what the two changed together. If the note of either does not
// say what it changed, e is returned unchanged.
func (e Event) Following(earlier Event) Event {
	later, known := e.Remark()
	first, too := earlier.Remark()
	if known && too {
		e.Note = Remark{From: first.From, To: later.To}.note()
	}
	return e
}
