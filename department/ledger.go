package department

import "time"

// Event is one line of the ledger: what happened to a matter. Lines are only
// ever added; the history on a card, the digest and undo are derived from them.
type Event struct {
	ID     int64
	Matter int64
	Kind   KindName
	At     time.Time
	By     PersonID // 0: the clock
	Act    Act
	Note   string
	State  State    // after the event
	Owner  PersonID // after the event
	// Before is how the matter stood before, nil for its creation.
	Before *Standing
}
