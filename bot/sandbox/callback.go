package sandbox

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"
)

// query is a pressed button waiting for its answer.
type query struct {
	id       string
	by       *account
	at       time.Time
	answer   Answer
	answered chan struct{} // closed with the answer
}

// Answer is what the bot answered to a pressed button.
type Answer struct {
	Text  string // empty: only the button stops glowing
	Alert bool   // shown in a window instead of in passing
	URL   string // opened by the application
	At    time.Time
}

// Tap is a button pressed by a person.
type Tap struct {
	server *Server
	q      *query
}

// ID is the id of the callback query.
func (t *Tap) ID() string { return t.q.id }

// Answer returns what the bot has answered, if it has.
func (t *Tap) Answer() (Answer, bool) {
	t.server.mu.Lock()
	defer t.server.mu.Unlock()
	return t.q.answer, !t.q.answer.At.IsZero()
}

// Wait waits for the answer until ctx ends; it returns the error of ctx.
func (t *Tap) Wait(ctx context.Context) (Answer, error) {
	select {
	case <-t.q.answered:
		a, _ := t.Answer()
		return a, nil
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
}

const queryTooOld = "query is too old and response timeout expired or query ID is invalid"

func answerCallbackQuery(c *call) (any, error) {
	q := c.queries[c.params["callback_query_id"]]
	if q == nil || c.now().Sub(q.at) > c.opts.QueryLife {
		return nil, badRequest(queryTooOld)
	}
	c.record.ChatID = q.by.user.ID
	if utf8.RuneCountInString(c.params["text"]) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if !q.answer.At.IsZero() {
		return true, nil // only the first answer is shown
	}
	q.answer = Answer{Text: c.params["text"], Alert: c.bool("show_alert"), URL: c.params["url"], At: c.now()}
	close(q.answered)
	c.tellPerson(EventAnswer, q.by.user.ID, q.answer)
	return true, nil
}

// newQuery makes a query. It forgets those that expired whenever their number
// has doubled since it last did.
func (s *Server) newQuery(by *account) *query {
	now := s.now()
	if len(s.queries) >= s.sweepAt {
		for id, q := range s.queries {
			if now.Sub(q.at) > s.opts.QueryLife {
				delete(s.queries, id)
			}
		}
		s.sweepAt = 2*len(s.queries) + 1000
	}
	q := &query{id: strconv.FormatInt(by.user.ID<<24|s.newSerial(), 10), by: by, at: now, answered: make(chan struct{})}
	s.queries[q.id] = q
	return q
}
