package department

import "time"

// Urgency of delivery: answers to people go before what the clock has to say,
// that before what is told to many.
const (
	Callback  = iota // the answer to a tap, worthless after seconds
	Answer           // what somebody is waiting for
	Reminding        // what the clock says
	Broadcast        // what many are told
)

// Outgoing is something the bot owes a chat: a message, the edit of one, the
// answer to a tap. It is a row before it is sent and until it is known to have
// arrived.
type Outgoing struct {
	ID       int64
	Chat     int64 // 0 when it goes to no chat, as the answer to an inline query
	Priority int
	// Payload is the message itself in the form its sender understands.
	Payload []byte
	// Key makes it unique: a second one with the same key is not kept. Empty
	// means no key.
	Key string
	// Card is the copy of a matter's card that this message creates or edits,
	// 0 for any other message. Matter is that card's matter.
	Card   int64
	Matter int64
	// Meeting is the meeting whose card a new message is, 0 for any other; Decision
	// the same for a decision.
	Meeting  int64
	Decision int64
	// Edit says that the message changes the card instead of creating it.
	Edit bool
	// Created is when it was owed; NotBefore holds it back until then.
	Created   time.Time
	NotBefore time.Time
	Tries     int
	// Message is the messenger's number of the card's message, 0 until it was
	// sent.
	Message int64
}

// Card is one copy of a matter's card in a chat.
type Card struct {
	ID      int64
	Matter  int64
	Chat    int64
	Message int64 // 0 until it was sent
}
