package department

import "time"

// MatterFilter says which matters to find. Zero fields do not narrow it down.
// Matters are ordered by due time, those without one last.
type MatterFilter struct {
	// Owner finds what a person has to do; Reporter what a person has to say
	// the last word on: matters that are done and not yet accepted.
	Owner    PersonID
	Reporter PersonID
	Kind     KindName
	// OverdueAt finds only what should have been solved before then.
	OverdueAt time.Time
	Offset    int
	Limit     int // 0 is 10
}
