package bot

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// row is a row of the outbox while the sender has it in hand.
type row struct {
	department.Outgoing
	content payload
	manner  manner
	weight  float64 // in ordinary messages
	// faults counts how often the server itself failed on the row, since when.
	faults int
	since  time.Time
}

// long texts and albums count as several messages with Telegram.
const longText = 500

func newRow(o department.Outgoing) (*row, error) {
	r := &row{Outgoing: o, weight: 1}
	if err := json.Unmarshal(o.Payload, &r.content); err != nil {
		return r, fmt.Errorf("read the row: %w", err)
	}
	r.Payload = nil // the content takes its place
	switch {
	case len(r.content.Media) > 1:
		r.weight = float64(len(r.content.Media))
	case len(r.content.Text) > longText && units(plain(string(r.content.Text))) > longText:
		r.weight = 2
	}
	return r, nil
}

// answers reports whether the row is no message: it is not counted by
// Telegram's limits and goes to no chat.
func (r *row) answers() bool { return r.content.Callback != nil || r.content.Inline != nil }

// creates reports whether the row makes a new card.
func (r *row) creates() bool { return r.Card != 0 && !r.Edit }

// edits returns the number of the message that the row changes, 0 if it sends
// a new one.
func (r *row) edits() int64 {
	switch {
	case r.manner.anew:
		return 0
	case r.Edit:
		return r.Message
	}
	return r.content.Message.Edit
}

// waits reports whether the row changes a card whose number is not known.
func (r *row) waits() bool { return r.Edit && r.Message == 0 && !r.manner.anew }

// target names what the row changes, so that of several changes of the same
// only the last is made. It is empty for a new message.
func (r *row) target() target {
	switch {
	case r.Edit:
		return target{card: r.Card}
	case r.content.Message.Edit != 0:
		return target{message: r.content.Message.Edit}
	}
	return target{}
}

type target struct{ card, message int64 }

// worthless reports whether it is too late for the row.
func (r *row) worthless(now time.Time) bool {
	return r.answers() && now.Sub(r.Created) > answerLasts
}

// answerLasts is how long the answer to a tap is worth anything: after that the
// phone has given up.
const answerLasts = 5 * time.Second

// before is the order of rows: what is more urgent first, then as they came.
func (r *row) before(other *row) bool {
	if r.Priority != other.Priority {
		return r.Priority < other.Priority
	}
	return r.ID < other.ID
}
