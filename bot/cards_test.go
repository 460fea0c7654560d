package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

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

func TestARowThatCannotBeSentIsSetAsideWithoutItsText(t *testing.T) {
	server := &telegram{}
	running(t, DefaultRate, server, func(m *memory, s *Sender, log *lines) {
		bad := messageTo(1, "secret")
		bad.Buttons = [][]handlers.Button{{{Label: "secret", Data: strings.Repeat("x", 65)}}}
		m.owe(t, time.Now(), bad, messageTo(1, "good"))
		s.Wake()
		time.Sleep(time.Minute)
		if got := m.outcomes(); !strings.HasPrefix(got[1], "aside") || got[2] != "sent" {
			t.Errorf("outcomes %v", got)
		}
		if text := log.String(); strings.Count(text, "level=ERROR") != 1 || strings.Contains(text, "secret") {
			t.Errorf("log:\n%s", text)
		}
	})
}
