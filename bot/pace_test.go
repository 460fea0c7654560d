package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

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

// TestLostTimeIsMadeGood has the machine stand still now and then, as one does
// that writes to a slow disk: the rate stays, and no second has more than 30.
func TestLostTimeIsMadeGood(t *testing.T) {
	p := newPace(DefaultRate)
	began := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	now, sent := began, []time.Time(nil)
	for len(sent) < 3000 {
		now = latest(now, p.allowed())
		if len(sent)%50 == 49 {
			now = now.Add(45 * time.Millisecond)
		}
		p.spend(now, 1, began)
		sent = append(sent, now)
		if n := len(sent); n > 30 {
			if gap := now.Sub(sent[n-31]); gap < time.Second {
				t.Fatalf("31 messages within %v", gap)
			}
		}
	}
	if rate := float64(len(sent)-1) / now.Sub(began).Seconds(); rate < 29.2 || rate > DefaultRate+0.1 {
		t.Errorf("%.2f messages a second, want %v", rate, DefaultRate)
	}
}

// TestNoBurstFollowsRefusals is told to wait twice, the second time for longer.
func TestNoBurstFollowsRefusals(t *testing.T) {
	p := newPace(DefaultRate)
	began := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	p.spend(began, 1, began)
	p.refused(began, time.Second)
	p.refused(began.Add(10*time.Millisecond), 5*time.Second)
	now := p.gate
	for i := range 10 {
		now = latest(now, p.allowed())
		if want := p.gate.Add(time.Duration(i-1) * p.interval()); now.Before(want) {
			t.Errorf("message %d goes %v after the gate opened", i, now.Sub(p.gate))
		}
		p.spend(now, 1, began)
	}
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
