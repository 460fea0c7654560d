package department

import "time"

// Outcome is what became of a row of the outbox.
type Outcome string

// The outcomes. Aside keeps the row with its reason, so that it can be seen and
// mended; Dropped forgets it, because it is worthless by now.
const (
	Sent    Outcome = "sent"
	Aside   Outcome = "aside"
	Dropped Outcome = "dropped"
)

// Fate is what became of one row of the outbox.
type Fate struct {
	ID      int64
	Card    int64 // the card that the message created, 0 if none
	Message int64 // the number that the messenger gave it
	At      time.Time
	Outcome Outcome
	Reason  string
}

// FailedUpdate is an update that could not be handled, kept as it came.
type FailedUpdate struct {
	ID     int64
	Update int64
	Raw    []byte
	Reason string
	At     time.Time
}

// Notice is what the clock has to say about one matter to one person.
type Notice struct {
	Reminder Reminder
	Matter   Matter
	// Late says that it should have been said earlier: the program was stopped.
	Late bool
}
