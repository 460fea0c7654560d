package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
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

func (tx *memoryTx) Owed(_ context.Context, row int64) (bool, error) {
	return slices.ContainsFunc(tx.state.outbox, func(o department.Outgoing) bool { return o.ID == row }), nil
}

func (tx *memoryTx) Dialog(context.Context, int64, department.PersonID) (department.Dialog, error) {
	return department.Dialog{}, department.ErrNone
}
