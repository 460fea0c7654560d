package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

func newTestSender(t testing.TB, m *memory, server *telegram, rate float64) *Sender {
	t.Helper()
	return NewSender(SenderConfig{
		Client: newTestClient(t, server), Store: m.store(), Book: loadBook(t),
		Log: new(lines).logger(), Now: time.Now, Rate: rate,
	})
}

func TestFlushSendsEverythingOnceInOrder(t *testing.T) {
	m, server := newMemory(), &telegram{}
	sender := newTestSender(t, m, server, 0)
	var want []string
	for i := range 1000 {
		m.owe(t, time.Now(), messageTo(int64(1+i%7), fmt.Sprint(i)))
		if i%7 == 0 {
			want = append(want, fmt.Sprint(i))
		}
	}
	if err := sender.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range server.made("sendMessage") {
		if c.chat() == "1" {
			got = append(got, c.Params.Get("text"))
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("messages to chat 1 (-want +got):\n%s", d)
	}
	if n := len(server.made("")); n != 1000 {
		t.Errorf("%d calls, want 1000", n)
	}
	if s := m.snapshot(); len(s.outbox) != 0 {
		t.Errorf("%d rows are left", len(s.outbox))
	}
}

// running starts a sender in a bubble of fake time and stops it at the end.
func running(t *testing.T, rate float64, server *telegram, f func(m *memory, s *Sender, log *lines)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m, log := newMemory(), new(lines)
		sender := newTestSender(t, m, server, rate)
		sender.Log = log.logger()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- sender.Run(ctx) }()
		synctest.Wait() // it has looked into the empty outbox and waits to be woken
		f(m, sender, log)
		cancel()
		if err := <-ended; err != nil && err != sender.end {
			t.Errorf("Run: %v", err)
		}
	})
}

// outcomes returns what became of the rows, in the order of their numbers.
func (m *memory) outcomes() map[int64]string {
	all := make(map[int64]string)
	for _, f := range m.snapshot().fates {
		all[f.ID] = strings.TrimSpace(string(f.Outcome) + " " + f.Reason)
	}
	return all
}

// tap owes the answer to a tap.
func (m *memory) tap(t *testing.T, id string, at time.Time) {
	t.Helper()
	err := m.store().Write(t.Context(), func(tx Tx) error {
		return enqueue(t.Context(), tx, handlers.Request{Press: &handlers.Press{ID: id}}, handlers.Toasting("ok"), at)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTapsAreAnsweredFirstOrNotAtAll(t *testing.T) {
	server := &telegram{delay: 10 * time.Millisecond}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		for i := range 100 {
			m.owe(t, time.Now(), messageTo(int64(1+i), "hello"))
		}
		m.tap(t, "new", time.Now())
		m.tap(t, "old", time.Now().Add(-6*time.Second))
		began := time.Now()
		s.Wake()
		time.Sleep(time.Minute)
		answered := server.made("answerCallbackQuery")
		if len(answered) != 1 || answered[0].Params.Get("callback_query_id") != "new" {
			t.Fatalf("answered %v", answered)
		}
		if wait := answered[0].At.Sub(began); wait > server.delay {
			t.Errorf("the tap was answered after %v", wait)
		}
		if got := m.outcomes()[102]; !strings.HasPrefix(got, "dropped") {
			t.Errorf("the old tap: %q", got)
		}
	})
}

func TestMemoryHoldsAWindow(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if c.chat() == "1" {
			return -1, "" // this chat is stuck, and has most rows
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		now := time.Now()
		for range 3000 {
			m.state.next++
			m.state.outbox = append(m.state.outbox, department.Outgoing{
				ID: m.state.next, Chat: 1, Priority: department.Answer, Payload: []byte(`{"chat":1,"text":"x"}`), Created: now,
			})
		}
		m.owe(t, now, messageTo(2, "behind them"))
		s.Wake()
		time.Sleep(time.Second)
		if n := len(server.made("")); n < 2 {
			t.Error("a chat behind a stuck one waits")
		}
		synctest.Wait()
		if n := len(s.queue.known); n > laneRows+1 {
			t.Errorf("%d rows are in memory", n)
		}
	})
}

func TestALongQueueOfOneChatKeepsItsOrder(t *testing.T) {
	m, server := newMemory(), &telegram{}
	sender := newTestSender(t, m, server, 0)
	for i := range 3000 {
		m.state.next++
		m.state.outbox = append(m.state.outbox, department.Outgoing{
			ID: m.state.next, Chat: int64(1 + i%2), Priority: department.Answer, Payload: fmt.Appendf(nil, `{"text":"%d"}`, i),
		})
	}
	if err := sender.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	next := map[string]int{"1": 0, "2": 1}
	for _, c := range server.made("") {
		if want := fmt.Sprint(next[c.chat()]); c.Params.Get("text") != want {
			t.Fatalf("chat %s got %s, want %s", c.chat(), c.Params.Get("text"), want)
		}
		next[c.chat()] += 2
	}
	if n := len(server.made("")); n != 3000 {
		t.Errorf("%d calls", n)
	}
}

func TestWhatIsHeldBackGoesWhenItsTimeHasCome(t *testing.T) {
	server := &telegram{}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		began := time.Now()
		row, err := messageTo(1, "later").Outgoing(began)
		if err != nil {
			t.Fatal(err)
		}
		row.NotBefore = began.Add(time.Hour)
		if err := m.store().Write(t.Context(), func(tx Tx) error { return tx.Enqueue(t.Context(), row) }); err != nil {
			t.Fatal(err)
		}
		m.owe(t, began, messageTo(1, "now"))
		s.Wake()
		time.Sleep(2 * time.Hour)
		calls := server.made("")
		if len(calls) != 2 || calls[0].Params.Get("text") != "now" || calls[1].At.Sub(began) < time.Hour {
			t.Errorf("calls: %v", server.did())
		}
	})
}

func TestWhileNothingCanBeNotedSendingStops(t *testing.T) {
	server := &telegram{}
	running(t, 0, server, func(m *memory, s *Sender, log *lines) {
		for i := range 500 {
			m.owe(t, time.Now(), messageTo(int64(1+i), "hello"))
		}
		m.breakWith(errors.New("disk full"))
		s.Wake()
		time.Sleep(time.Minute)
		if n := len(server.made("")); n > maxCalls {
			t.Errorf("%d messages were sent that nobody noted", n)
		}
		m.breakWith(nil)
		time.Sleep(5 * time.Second)
		if n := len(server.made("")); n != 500 {
			t.Errorf("%d calls within five seconds after the disk had room, want 500", n)
		}
		if n := strings.Count(log.String(), "level=ERROR"); n != 1 {
			t.Errorf("%d errors in the log, want 1:\n%s", n, log)
		}
	})
}

func TestStoppingEndsWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, delay := range []time.Duration{500 * time.Millisecond, time.Hour} {
			m, server := newMemory(), &telegram{delay: delay}
			sender := newTestSender(t, m, server, 0)
			for i := range 200 {
				m.owe(t, time.Now(), messageTo(int64(1+i), "hello"))
			}
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- sender.Run(ctx) }()
			time.Sleep(100 * time.Millisecond)
			cancel()
			stopped := time.Now()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if took := time.Since(stopped); took >= 2*time.Second {
				t.Errorf("stopping took %v", took)
			}
			if sent, left := len(server.made("")), len(m.snapshot().outbox); sent+left != 200 {
				t.Errorf("%d sent and %d left of 200: something was not noted", sent, left)
			}
		}
	})
}

func TestTheWindowDoesNotGrowWithWhatWaits(t *testing.T) {
	server := &telegram{delay: time.Hour} // nothing gets through
	running(t, 0, server, func(m *memory, s *Sender, _ *lines) {
		now := time.Now()
		for id := range int64(20000) {
			m.state.next++
			m.state.outbox = append(m.state.outbox, department.Outgoing{
				ID: id + 1, Chat: id + 1, Priority: department.Broadcast, Payload: []byte(`{"text":"x"}`), Created: now,
			})
		}
		s.Wake()
		time.Sleep(time.Second)
		synctest.Wait()
		if n := len(s.queue.known); n < windowRows/2 || n > windowRows {
			t.Errorf("%d rows are in memory, want at most %d", n, windowRows)
		}
		if n := len(s.queue.lanes); n > windowRows {
			t.Errorf("%d lanes are in memory", n)
		}
	})
}
