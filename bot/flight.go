package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// callbackCalls are kept free for answers to taps, which are worthless after
// seconds.
const callbackCalls = 8

// dispatch starts the calls for all rows that may go now, the most urgent
// first.
func (s *Sender) dispatch(ctx context.Context, now time.Time) {
	for l := s.queue.ready.first(); l != nil; l = s.queue.ready.first() {
		r := l.rows[0]
		if r.worthless(now) {
			s.queue.take(now)
			s.discard(discarded{r, department.Dropped, "too late for the phone that waited"}, now)
			s.queue.landed(l, now)
			continue
		}
		if !s.room(r) || s.due(r).After(now) {
			return
		}
		if !r.answers() {
			s.pace.spend(now, r.weight, latest(l.at, latest(r.Created, r.NotBefore)))
		}
		s.queue.take(now)
		call, err := encode(r)
		if err != nil {
			s.discard(discarded{r, department.Aside, err.Error()}, now)
			s.queue.landed(l, now)
			continue
		}
		s.flying++
		go func() {
			if s.withdrawn(ctx, r) {
				s.landed <- landing{l, r, nil, errWithdrawn}
				return
			}
			result, err := s.Client.make(ctx, call)
			s.landed <- landing{l, r, result, err}
		}()
	}
}

// errWithdrawn says that the row is not owed any more.
var errWithdrawn = errors.New("what it was about has changed meanwhile")

// withdrawn reports whether the row is one of those that are taken back when
// somebody acts before they were sent: what the clock has to say about a matter,
// and what was left of its card. It looks just before the row goes. A row that
// cannot be looked for is sent.
func (s *Sender) withdrawn(ctx context.Context, r *row) bool {
	if !(r.Priority == department.Reminding && r.Matter != 0 || r.Edit && r.manner.anew) {
		return false
	}
	owed := true
	err := s.Store.Read(ctx, func(reader Reader) (err error) {
		owed, err = reader.Owed(ctx, r.ID)
		return err
	})
	return err == nil && !owed
}

// room reports whether there is a call free for the row. What is not urgent
// leaves some to what is, and nothing goes while too much is not noted.
func (s *Sender) room(r *row) bool {
	calls, unnoted := s.Calls, max(s.Calls, maxCalls)
	switch {
	case r.Priority == department.Callback:
		calls, unnoted = calls+callbackCalls, unnoted+callbackCalls
	case r.Priority >= department.Reminding:
		calls = (calls*3 + 3) / 4
	}
	return s.flying < calls && s.flying+len(s.marks)+s.noting < unnoted
}

// due returns from when the row may go, as far as the whole bot is concerned.
func (s *Sender) due(r *row) time.Time {
	if r.answers() {
		return s.pace.gate
	}
	return latest(s.pace.gate, s.pace.allowed())
}

// land draws the consequences of a call that ended.
func (s *Sender) land(c landing) {
	s.flying--
	now := s.Now()
	r, l := c.row, c.lane
	s.Passed(Delivered)
	if c.err == nil {
		l.pauses = pauses{}
		s.served = now
		s.sent(l, r, numberIn(c.result), now)
		s.queue.landed(l, now)
		return
	}
	if c.err == errWithdrawn {
		s.discard(discarded{r, department.Dropped, c.err.Error()}, now)
		s.queue.landed(l, now)
		return
	}
	what, how := judge(c.err, r)
	if what == later && s.hopeless(r, c.err, now) {
		what = impossible
	}
	switch what {
	case unchanged:
		s.sent(l, r, r.edits(), now)
	case lost:
		s.settle(mark{row: r, unreachable: r.Chat != 0}, department.Aside, reasonOf(c.err), now)
	case impossible:
		s.Log.Warn("a message was not accepted and is set aside", "row", r.ID, "error", c.err)
		s.settle(mark{row: r, unsent: len(r.content.Media) > 0}, department.Aside, reasonOf(c.err), now)
	case tooLate:
		s.discard(discarded{r, department.Dropped, reasonOf(c.err)}, now)
	case moved:
		s.move(l, r, c.err, now)
	default:
		s.resend(l, r, what, how, c.err, now)
	}
	s.queue.landed(l, now)
}

// faultsBorne is how often the server may fail on one row, while it serves
// others, before the row is taken for the cause: about a quarter of an hour.
const faultsBorne = 30

// hopeless reports whether the row itself makes the server fail. It must not
// keep the chat closed for ever.
func (s *Sender) hopeless(r *row, err error, now time.Time) bool {
	if api, ok := err.(*APIError); !ok || api.Code < 500 {
		return false
	}
	if r.faults++; r.faults == 1 {
		r.since = now
	}
	return r.faults >= faultsBorne && s.served.After(r.since)
}

// resend puts the row back to be sent again, at once or later.
func (s *Sender) resend(l *lane, r *row, what verdict, how manner, err error, now time.Time) {
	r.manner = how
	switch what {
	case everybody:
		wait := time.Second
		if api, ok := err.(*APIError); ok && api.RetryAfter > 0 {
			wait = api.RetryAfter
		}
		s.pace.refused(now, wait)
		s.Log.Warn("Telegram wants fewer messages", "wait", wait, "rate", s.pace.rate)
	case revokedToken:
		s.Log.Error(ErrUnauthorized.Error(), "error", err)
		s.end = ErrUnauthorized
	case later:
		wait := l.pauses.next(maxPause)
		l.from = now.Add(wait)
		if now.Sub(s.complained) >= time.Minute {
			s.complained = now
			s.Log.Warn("messages cannot be sent, trying again", "error", err, "in", wait)
		}
	}
	if old := l.insert(r); old != nil {
		s.discard(discarded{old, department.Dropped, superseded}, now)
	}
}

// sent notes that the row arrived as the message of that number.
func (s *Sender) sent(l *lane, r *row, number int64, now time.Time) {
	m := mark{row: r}
	if r.creates() || r.Edit && r.manner.anew {
		m.fate.Card, m.fate.Message = r.Card, number
		s.queue.learned[r.Card] = number
		for _, other := range l.rows {
			if other.Edit && other.Card == r.Card {
				other.Message, other.manner.anew = number, false
			}
		}
	}
	s.settle(m, department.Sent, "", now)
}

// numberIn reads the number of the message that a call made: the first one of
// an album, 0 if it made none.
func numberIn(result json.RawMessage) int64 {
	var made struct {
		Number int64 `json:"message_id"`
	}
	if len(result) > 0 && result[0] == '[' {
		var album []json.RawMessage
		if json.Unmarshal(result, &album) != nil || len(album) == 0 {
			return 0
		}
		result = album[0]
	}
	if len(result) == 0 || result[0] != '{' || json.Unmarshal(result, &made) != nil {
		return 0
	}
	return made.Number
}

// move gives everything in hand for a chat to the one that took its place.
func (s *Sender) move(l *lane, r *row, err error, now time.Time) {
	to := err.(*APIError).MigrateTo
	s.mark(mark{moved: &movedChat{r.Chat, to}}, now)
	rows := append([]*row{r}, l.rows...)
	l.rows = nil
	into := s.queue.lane(laneKey{chat: to})
	for _, each := range rows {
		each.Chat = to
		if old := s.queue.add(into, each, now); old != nil {
			s.discard(discarded{old, department.Dropped, superseded}, now)
		}
	}
	for _, each := range s.queue.parked {
		if each.Chat == l.key.chat {
			each.Chat = to
		}
	}
}

func reasonOf(err error) string {
	if api, ok := err.(*APIError); ok {
		return fmt.Sprintf("%d %s", api.Code, api.Description)
	}
	return err.Error()
}
