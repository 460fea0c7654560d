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
	"github.com/otdel-bot/otdel/handlers/texts"
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

func TestMessagesAreSpacedEvenlyAndFast(t *testing.T) {
	server := &telegram{delay: 50 * time.Millisecond}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		const many = 1500
		for i := range many {
			m.owe(t, time.Now(), messageTo(int64(1000+i), "hello"))
		}
		began := time.Now()
		s.Wake()
		time.Sleep(many * time.Second / 28)
		calls := server.made("sendMessage")
		if len(calls) != many {
			t.Fatalf("%d messages in %v, want %d", len(calls), time.Since(began), many)
		}
		took := calls[many-1].At.Sub(calls[0].At).Seconds()
		if rate := (many - 1) / took; rate < 28.5 || rate > 29.5 {
			t.Errorf("%.2f messages a second, want 28.5 to 29.5", rate)
		}
		for i := 30; i < many; i++ {
			if gap := calls[i].At.Sub(calls[i-30].At); gap < time.Second {
				t.Fatalf("31 messages within %v", gap)
			}
		}
	})
}

func TestAGateStopsEverythingAndTheRateIsLearned(t *testing.T) {
	refused := false
	var at time.Time
	server := &telegram{}
	server.answer = func(c madeCall) (int, string) {
		if !refused && len(server.calls) == 20 {
			refused, at = true, c.At
			return refuseWith(429, "Too Many Requests: retry after 35", `{"retry_after":35}`)
		}
		return 0, ""
	}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		for i := range 200 {
			m.owe(t, time.Now(), messageTo(int64(1+i), fmt.Sprint(i)))
		}
		s.Wake()
		time.Sleep(2 * time.Minute)
		if n := len(m.snapshot().outbox); n != 0 {
			t.Errorf("%d rows are left", n)
		}
		calls := server.made("sendMessage")
		if len(calls) != 201 {
			t.Fatalf("%d calls, want each message once and the refused one twice", len(calls))
		}
		if wait := calls[20].At.Sub(at); wait < 35*time.Second {
			t.Errorf("the next call came %v after the refusal", wait)
		}
		if rate := 100 / calls[150].At.Sub(calls[50].At).Seconds(); rate > 27 {
			t.Errorf("still %.1f messages a second after a refusal", rate)
		}
	})
}

func TestOneChatGetsABurstThenAMessageASecond(t *testing.T) {
	for _, c := range []struct {
		name  string
		chat  int64
		count int
		least time.Duration
	}{
		{"a person", 7, 13, 10 * time.Second},
		{"a group: twenty a minute", -7, 21, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &telegram{}
			running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
				for i := range c.count {
					m.owe(t, time.Now(), messageTo(c.chat, fmt.Sprint(i)))
				}
				s.Wake()
				time.Sleep(5 * time.Minute)
				calls := server.made("")
				if len(calls) != c.count {
					t.Fatalf("%d calls, want %d", len(calls), c.count)
				}
				if took := calls[c.count-1].At.Sub(calls[0].At); took < c.least || took > c.least*3/2 {
					t.Errorf("%d messages took %v, want about %v", c.count, took, c.least)
				}
				if burst := calls[2].At.Sub(calls[0].At); burst > time.Second/4 {
					t.Errorf("the first three took %v", burst)
				}
			})
		})
	}
}

func TestAnswersGoBeforeRemindersBeforeBroadcasts(t *testing.T) {
	server := &telegram{delay: 20 * time.Millisecond}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		for i := range 3000 {
			b := messageTo(int64(1000+i), "broadcast")
			b.Priority = department.Broadcast
			m.owe(t, time.Now(), b)
		}
		s.Wake()
		time.Sleep(10 * time.Second)
		r := messageTo(2, "reminder")
		r.Priority = department.Reminding
		m.owe(t, time.Now(), r, messageTo(1, "answer"), messageTo(1000+2999, "answer"))
		asked := time.Now()
		s.Wake()
		time.Sleep(5 * time.Second)
		var got []string
		for _, c := range server.made("") {
			if text := c.Params.Get("text"); text != "broadcast" {
				got = append(got, text)
				if wait := c.At.Sub(asked); wait > 300*time.Millisecond {
					t.Errorf("%s came after %v", text, wait)
				}
			}
		}
		if d := cmp.Diff([]string{"answer", "answer", "reminder"}, got); d != "" {
			t.Error(d)
		}
	})
}

func TestTroubleOnTheWayIsSatOutChatByChat(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		body string
	}{
		{"connection cut", -1, ""},
		{"502 with a page", 502, "<html>Bad Gateway</html>"},
		{"200 with a page", 200, "<html>Welcome</html>"},
		{"half an answer", 200, `{"ok":tr`},
		{"not ok", 200, `{}`},
		{"an empty answer", 200, " "},
		{"a fault of the server", 500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := 0
			server := &telegram{}
			server.answer = func(call madeCall) (int, string) {
				if call.chat() == "1" && bad < 5 {
					bad++
					return c.code, c.body
				}
				return 0, ""
			}
			running(t, DefaultRate, server, func(m *memory, s *Sender, log *lines) {
				m.owe(t, time.Now(), messageTo(1, "first"), messageTo(1, "second"), messageTo(2, "other"))
				s.Wake()
				time.Sleep(time.Second / 4)
				if n := len(server.made("")); n < 2 {
					t.Errorf("the other chat waits too: %d calls", n)
				}
				time.Sleep(2 * time.Minute)
				if n := len(m.snapshot().outbox); n != 0 {
					t.Errorf("%d rows are left", n)
				}
				var texts []string
				for _, call := range server.made("") {
					if call.chat() == "1" {
						texts = append(texts, call.Params.Get("text"))
					}
				}
				if d := cmp.Diff([]string{"first", "first", "first", "first", "first", "first", "second"}, texts); d != "" {
					t.Error(d)
				}
				if strings.Contains(log.String(), "SECRET") || strings.Contains(log.String(), "first") {
					t.Errorf("log:\n%s", log)
				}
			})
		})
	}
}

func TestWhatTelegramRefuses(t *testing.T) {
	for _, c := range []struct {
		name        string
		code        int
		description string
		want        string // the outcome
		calls       int
	}{
		{"blocked", 403, "Forbidden: bot was blocked by the user", "aside 403 Forbidden: bot was blocked by the user", 1},
		{"gone", 400, "Bad Request: chat not found", "aside 400 Bad Request: chat not found", 1},
		{"deactivated", 403, "Forbidden: user is deactivated", "aside 403 Forbidden: user is deactivated", 1},
		{"not modified", 400, "Bad Request: message is not modified: specified new message content…", "sent", 1},
		{"markup", 400, "Bad Request: can't parse entities: Unsupported start tag", "aside 400 Bad Request: can't parse entities: Unsupported start tag", 2},
		{"another reason", 400, "Bad Request: BUTTON_DATA_INVALID", "aside 400 Bad Request: BUTTON_DATA_INVALID", 1},
		{"too large", 413, "Request Entity Too Large", "aside 413 Request Entity Too Large", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &telegram{answer: func(madeCall) (int, string) { return refuse(c.code, c.description) }}
			running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
				m.owe(t, time.Now(), messageTo(1, "a & b"))
				s.Wake()
				time.Sleep(time.Hour)
				if got := m.outcomes()[1]; got != c.want {
					t.Errorf("outcome %q, want %q", got, c.want)
				}
				calls := server.made("")
				if len(calls) != c.calls {
					t.Errorf("%d calls, want %d", len(calls), c.calls)
				}
				if last := calls[len(calls)-1]; c.calls == 2 && (last.Params.Get("text") != "a & b" || last.Params.Has("parse_mode")) {
					t.Errorf("the second try is not plain: %v", last.Params)
				}
			})
		})
	}
}

func TestTheDirectorLearnsWhoIsUnreachable(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if c.chat() == "5" {
			return refuse(403, "Forbidden: bot was blocked by the user")
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		boris := department.NewPerson(5, "Борис <Б>")
		chief := department.NewPerson(9, "Анна")
		chief.Role = department.Director
		m.state.people[5], m.state.people[9], m.state.owned[5] = boris, chief, 2
		m.owe(t, time.Now(), messageTo(5, "one"), messageTo(5, "two"))
		s.Wake()
		time.Sleep(time.Minute)
		var told []string
		for _, c := range server.made("") {
			if c.chat() == "9" {
				told = append(told, c.Params.Get("text"))
			}
		}
		if len(told) != 1 || !strings.Contains(told[0], "Борис &lt;Б&gt;") || !strings.Contains(told[0], "2 дела") {
			t.Errorf("the director was told %q", told)
		}
		if m.snapshot().people[5].Unreachable.IsZero() {
			t.Error("Борис is not marked")
		}
	})
}

func TestAGroupThatMovedIsFollowed(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if c.chat() == "-5" {
			return refuseWith(400, "Bad Request: group chat was upgraded to a supergroup chat", `{"migrate_to_chat_id":-1005}`)
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		m.owe(t, time.Now(), messageTo(-5, "1"), messageTo(-5, "2"), messageTo(-5, "3"))
		s.Wake()
		time.Sleep(time.Minute)
		var got []string
		for _, c := range server.made("") {
			got = append(got, c.chat()+" "+c.Params.Get("text"))
		}
		if d := cmp.Diff([]string{"-5 1", "-1005 1", "-1005 2", "-1005 3"}, got); d != "" {
			t.Error(d)
		}
		if to := m.snapshot().moved[-5]; to != -1005 {
			t.Errorf("moved to %d", to)
		}
	})
}

func card(chat int64, text string) handlers.Message {
	m := messageTo(chat, text)
	m.Matter = 118
	return m
}

func edit(chat, card int64, text string) handlers.Message {
	m := messageTo(chat, text)
	m.Matter, m.Card = 118, card
	return m
}

// did puts the calls in short: method, number of the message to change, text.
func (s *telegram) did() []string {
	var all []string
	for _, c := range s.made("") {
		all = append(all, strings.Join(strings.Fields(c.Method+" "+c.Params.Get("message_id")+" "+c.Params.Get("text")), " "))
	}
	return all
}

func TestCardsAndTheirChanges(t *testing.T) {
	for _, c := range []struct {
		name string
		owe  []handlers.Message
		then []handlers.Message // owed once the first have been sent
		fail map[int]string     // what Telegram says to the call of that position
		want []string
	}{
		{
			name: "a change owed together with its card waits for the number",
			owe:  []handlers.Message{card(1, "open"), edit(1, 1, "taken")},
			want: []string{"sendMessage open", "editMessageText 1 taken"},
		}, {
			name: "so it does when it is more urgent than the card",
			owe:  []handlers.Message{{Chat: 1, Text: "open", Matter: 118, Priority: department.Reminding}, edit(1, 1, "taken")},
			want: []string{"sendMessage open", "editMessageText 1 taken"},
		}, {
			name: "of several changes the last is made",
			owe:  []handlers.Message{card(1, "open"), edit(1, 1, "a"), edit(1, 1, "b"), edit(1, 1, "c")},
			want: []string{"sendMessage open", "editMessageText 1 c"},
		}, {
			name: "of several changes of a pressed message too",
			owe:  []handlers.Message{{Chat: 1, Text: "a", Edit: 33}, {Chat: 1, Text: "b", Edit: 33}, {Chat: 1, Text: "c", Edit: 34}},
			want: []string{"editMessageText 33 b", "editMessageText 34 c"},
		}, {
			name: "a card that was deleted is sent anew and changed under its new number",
			owe:  []handlers.Message{card(1, "open")},
			then: []handlers.Message{edit(1, 1, "taken")},
			fail: map[int]string{2: "Bad Request: message to edit not found"},
			want: []string{"sendMessage open", "editMessageText 1 taken", "sendMessage taken"},
		}, {
			name: "a change of a card that could not be sent becomes the card",
			owe:  []handlers.Message{card(1, "open"), edit(1, 1, "taken")},
			fail: map[int]string{1: "Bad Request: something odd"},
			want: []string{"sendMessage open", "sendMessage taken"},
		}, {
			name: "a file is changed by its caption",
			owe:  []handlers.Message{{Chat: 1, Text: "taken", Edit: 33}},
			fail: map[int]string{1: "Bad Request: there is no text in the message to edit"},
			want: []string{"editMessageText 33 taken", "editMessageCaption 33"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			calls := 0
			server := &telegram{answer: func(madeCall) (int, string) {
				calls++
				if words := c.fail[calls]; words != "" {
					return refuse(400, words)
				}
				return 0, ""
			}}
			running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
				m.owe(t, time.Now(), c.owe...)
				s.Wake()
				time.Sleep(time.Minute)
				if c.then != nil {
					m.owe(t, time.Now(), c.then...)
					s.Wake()
					time.Sleep(time.Minute)
				}
				if d := cmp.Diff(c.want, server.did()); d != "" {
					t.Error(d)
				}
				if n := len(m.snapshot().outbox); n != 0 {
					t.Errorf("%d rows are left", n)
				}
			})
		})
	}
}

func TestACardSentAnewHasItsNewNumber(t *testing.T) {
	gone := false
	server := &telegram{number: 40}
	server.answer = func(c madeCall) (int, string) {
		if c.Method == "editMessageText" && !gone {
			gone = true
			return refuse(400, "Bad Request: message can't be edited")
		}
		return 0, ""
	}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		for _, message := range []handlers.Message{card(1, "a"), edit(1, 1, "b"), edit(1, 1, "c")} {
			m.owe(t, time.Now(), message)
			s.Wake()
			time.Sleep(10 * time.Second)
		}
		if d := cmp.Diff([]string{"sendMessage a", "editMessageText 41 b", "sendMessage b", "editMessageText 42 c"}, server.did()); d != "" {
			t.Error(d)
		}
		if number := m.snapshot().cards[1].Message; number != 42 {
			t.Errorf("the card is message %d, want 42", number)
		}
	})
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

func TestARevokedTokenEndsTheSender(t *testing.T) {
	server := &telegram{answer: func(madeCall) (int, string) { return refuse(401, "Unauthorized") }}
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		m.owe(t, time.Now(), messageTo(1, "hello"))
		if err := newTestSender(t, m, server, DefaultRate).Run(t.Context()); err != ErrUnauthorized {
			t.Errorf("Run: %v", err)
		}
		if n := len(m.snapshot().outbox); n != 1 {
			t.Errorf("%d rows are left, want 1", n)
		}
	})
}

func TestLongTextsTakeTheirTime(t *testing.T) {
	server := &telegram{}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		for i := range 290 {
			m.owe(t, time.Now(), handlers.Message{Chat: int64(1 + i), Text: texts.HTML(strings.Repeat("я", 600))})
		}
		s.Wake()
		time.Sleep(time.Minute)
		calls := server.made("")
		if took := calls[289].At.Sub(calls[0].At); took < 18*time.Second {
			t.Errorf("290 long messages took %v", took)
		}
	})
}
