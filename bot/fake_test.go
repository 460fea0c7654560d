package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// memory is a store in memory: enough of the doors for this package. State is
// copied for each transaction and savepoint, so that rolling back is putting
// the copy back.
type memory struct {
	mu     sync.Mutex
	state  state
	broken error // what every write fails with, nil for none
	commit int
}

type state struct {
	handled map[int64]bool
	failed  []department.FailedUpdate
	people  map[department.PersonID]department.Person
	outbox  []department.Outgoing
	keys    map[string]bool
	cards   map[int64]department.Card
	fates   []department.Fate
	moved   map[int64]int64
	owned   map[department.PersonID]int
	next    int64
	card    int64
}

func newMemory() *memory {
	return &memory{state: state{
		handled: map[int64]bool{}, people: map[department.PersonID]department.Person{}, keys: map[string]bool{},
		cards: map[int64]department.Card{}, moved: map[int64]int64{}, owned: map[department.PersonID]int{},
	}}
}

func (s state) copy() state {
	s.handled, s.people, s.keys = maps.Clone(s.handled), maps.Clone(s.people), maps.Clone(s.keys)
	s.cards, s.moved, s.owned = maps.Clone(s.cards), maps.Clone(s.moved), maps.Clone(s.owned)
	s.failed, s.outbox, s.fates = slices.Clone(s.failed), slices.Clone(s.outbox), slices.Clone(s.fates)
	return s
}

func (m *memory) store() Store {
	return Store{
		Write: func(ctx context.Context, f func(Tx) error) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			before := m.state.copy()
			err := f(&memoryTx{state: &m.state})
			if err == nil {
				err = m.broken
			}
			if err != nil {
				m.state = before
				return err
			}
			m.commit++
			return nil
		},
		Read: func(ctx context.Context, f func(Reader) error) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			return f(&memoryTx{state: &m.state})
		},
	}
}

// owe puts messages into the outbox, without a sender knowing.
func (m *memory) owe(t testing.TB, at time.Time, messages ...handlers.Message) {
	t.Helper()
	err := m.store().Write(t.Context(), func(tx Tx) error {
		for _, message := range messages {
			row, err := message.Outgoing(at)
			if err != nil {
				return err
			}
			if err := tx.Enqueue(t.Context(), row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// breakWith lets every write fail from now on, none if err is nil.
func (m *memory) breakWith(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}

func (m *memory) snapshot() state {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state.copy()
}

// memoryTx answers the doors; what this package does not use is missing.
type memoryTx struct {
	handlers.Tx
	state *state
}

func (tx *memoryTx) Savepoint(_ context.Context, f func() error) (err error) {
	before := tx.state.copy()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
		if err != nil {
			*tx.state = before
		}
	}()
	return f()
}

func (tx *memoryTx) Handle(_ context.Context, update int64, _ time.Time) (bool, error) {
	fresh := !tx.state.handled[update]
	tx.state.handled[update] = true
	return fresh, nil
}

func (tx *memoryTx) KeepFailed(_ context.Context, f department.FailedUpdate) (int64, error) {
	tx.state.failed = append(tx.state.failed, f)
	return int64(len(tx.state.failed)), nil
}

func (tx *memoryTx) Enqueue(_ context.Context, o department.Outgoing) error {
	s := tx.state
	if o.Key != "" && s.keys[o.Key] {
		return nil
	}
	s.keys[o.Key] = true
	s.next++
	o.ID = s.next
	switch {
	case o.Edit:
		s.outbox = slices.DeleteFunc(s.outbox, func(w department.Outgoing) bool { return w.Edit && w.Card == o.Card })
	case o.Matter != 0:
		s.card++
		o.Card = s.card
		s.cards[o.Card] = department.Card{ID: o.Card, Matter: o.Matter, Chat: o.Chat}
	}
	s.outbox = append(s.outbox, o)
	return nil
}

func (tx *memoryTx) Settle(_ context.Context, fates []department.Fate) error {
	for _, f := range fates {
		tx.state.fates = append(tx.state.fates, f)
		tx.state.outbox = slices.DeleteFunc(tx.state.outbox, func(o department.Outgoing) bool { return o.ID == f.ID })
		if f.Card != 0 {
			c := tx.state.cards[f.Card]
			c.Message = f.Message
			tx.state.cards[f.Card] = c
		}
	}
	return nil
}

func (tx *memoryTx) Unreachable(_ context.Context, chat int64, since time.Time) (bool, error) {
	p, ok := tx.state.people[department.PersonID(chat)]
	if !ok || p.Unreachable.IsZero() == since.IsZero() {
		return false, nil
	}
	p.Unreachable = since
	tx.state.people[p.ID] = p
	return true, nil
}

func (tx *memoryTx) MigrateChat(_ context.Context, old, new int64) error {
	tx.state.moved[old] = new
	for i := range tx.state.outbox {
		if tx.state.outbox[i].Chat == old {
			tx.state.outbox[i].Chat = new
		}
	}
	return nil
}

func (tx *memoryTx) Person(_ context.Context, id department.PersonID) (department.Person, error) {
	p, ok := tx.state.people[id]
	if !ok {
		return p, department.ErrNone
	}
	return p, nil
}

func (tx *memoryTx) FindPeople(_ context.Context, least department.Role) ([]department.Person, error) {
	var found []department.Person
	for _, id := range slices.Sorted(maps.Keys(tx.state.people)) {
		if p := tx.state.people[id]; p.May(least) {
			found = append(found, p)
		}
	}
	return found, nil
}

func (tx *memoryTx) SavePerson(_ context.Context, p department.Person, _ time.Time) error {
	tx.state.people[p.ID] = p
	return nil
}

func (tx *memoryTx) CountMatters(_ context.Context, f department.MatterFilter) (int, error) {
	return tx.state.owned[f.Owner], nil
}

func (tx *memoryTx) Pending(_ context.Context, priority int, after int64, limit int) ([]department.Outgoing, error) {
	var found []department.Outgoing
	for _, o := range tx.state.outbox {
		if o.Priority == priority && o.ID > after && len(found) < limit {
			o.Message = tx.state.cards[o.Card].Message
			found = append(found, o)
		}
	}
	return found, nil
}

// telegram is a server in memory. Each call goes through answer, which returns
// the status and the body; nil takes what a good day gives.
type telegram struct {
	mu     sync.Mutex
	calls  []madeCall
	number int
	answer func(c madeCall) (status int, body string)
	delay  time.Duration
}

type madeCall struct {
	At     time.Time
	Method string
	Params url.Values
}

func (c madeCall) chat() string { return c.Params.Get("chat_id") }

const testToken = "123456:SECRET-token"

func (s *telegram) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(req.URL.Path, "/bot"+testToken+"/") {
		return nil, errors.New("no token in the path")
	}
	raw, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(string(raw))
	if err != nil {
		return nil, err
	}
	if s.delay > 0 {
		select {
		case <-time.After(s.delay):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	c := madeCall{time.Now(), strings.TrimPrefix(req.URL.Path, "/bot"+testToken+"/"), params}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	status, body := 0, ""
	if s.answer != nil {
		status, body = s.answer(c)
	}
	if status == -1 {
		return nil, errors.New("connection reset by " + req.URL.Host)
	}
	if body == "" {
		s.number++
		status, body = 200, fmt.Sprintf(`{"ok":true,"result":{"message_id":%d}}`, s.number)
		if c.Method == "getUpdates" {
			body = `{"ok":true,"result":[]}`
		}
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: req,
	}, nil
}

// made returns the calls of a method, all for "".
func (s *telegram) made(method string) []madeCall {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []madeCall
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			found = append(found, c)
		}
	}
	return found
}

func refuse(code int, description string) (int, string) {
	return refuseWith(code, description, "")
}

func refuseWith(code int, description, parameters string) (int, string) {
	if parameters != "" {
		parameters = `,"parameters":` + parameters
	}
	words, _ := json.Marshal(description)
	return code, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%s%s}`, code, words, parameters)
}

func newTestClient(t testing.TB, over http.RoundTripper) *Client {
	t.Helper()
	client, err := NewClient(Access{Token: testToken, URL: "http://telegram.test", Transport: over})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func loadBook(t testing.TB) *texts.Book {
	t.Helper()
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// lines collects what is logged.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func moscow(t testing.TB) workdays.Calendar {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return workdays.Russia(zone)
}

func messageTo(chat int64, text string) handlers.Message {
	return handlers.Message{Chat: chat, Text: texts.Escape(text)}
}
