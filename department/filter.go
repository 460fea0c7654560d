package department

import "time"

// MatterFilter says which matters to find. Zero fields do not narrow it down.
// Matters are ordered by due time, those without one last; those that are over
// are ordered by number, the latest first.
type MatterFilter struct {
	// Owner finds what a person has to do; Reporter what a person has to say
	// the last word on: matters that are done and not yet accepted. Unowned finds
	// what nobody has taken.
	Owner    PersonID
	Reporter PersonID
	Unowned  bool
	Kind     KindName
	State    State
	Client   string // as it is written
	// OverdueAt finds only what should have been solved before then.
	OverdueAt time.Time
	// Over finds what is closed or cancelled instead of what is not. Unowned,
	// State and OverdueAt mean nothing then.
	Over   bool
	Offset int
	Limit  int // 0 is 10
}

// ClientLoad is how many matters of a client are not over.
type ClientLoad struct {
	Client string
	Latest int64 // the number of the latest of them
	Open   int
}
