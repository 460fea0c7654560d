package phones_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestActsDoWhatTheySay(t *testing.T) {
	r := newRoom(t, nil)
	r.done("say", r.anna, map[string]any{"text": "товар намок"})
	first := r.anna.Chat().Last().ID
	r.done("edit", r.anna, map[string]any{"message": first, "text": "товар сухой"})
	r.done("react", r.anna, map[string]any{"message": first, "text": "👍"})
	r.done("say", r.anna, map[string]any{"text": "да", "reply": first})
	r.done("forward", r.anna, map[string]any{"message": first, "to": r.boris.ID()})
	r.done("forward", r.anna, map[string]any{"message": first, "to": r.group.ID()})
	r.done("say", r.boris, map[string]any{"chat": r.group.ID(), "text": "всем привет"})
	r.done("open", r.boris, map[string]any{"text": "code"})
	r.done("block", r.boris, nil)
	r.done("language", r.anna, map[string]any{"text": "en"})
	r.done("say", r.anna, map[string]any{"text": "лишнее"})
	r.done("delete", r.anna, map[string]any{"message": r.anna.Chat().Last().ID})

	if diff := cmp.Diff([]string{"товар сухой", "да"}, r.texts(r.anna.Chat())); diff != "" {
		t.Error("chat of Anna (-want +got):\n" + diff)
	}
	if diff := cmp.Diff([]string{"«Анна»:\nтовар сухой", "/start code"}, r.texts(r.boris.Chat())); diff != "" {
		t.Error("chat of Boris (-want +got):\n" + diff)
	}
	if diff := cmp.Diff([]string{"«Анна»:\nтовар сухой", "всем привет"}, r.texts(r.group)); diff != "" {
		t.Error("the group (-want +got):\n" + diff)
	}
	m, _ := r.anna.Chat().Message(first)
	if len(m.Reactions) != 1 || r.anna.Chat().Last().ReplyTo != first || r.anna.User().LanguageCode != "en" || !r.boris.Chat().Blocked() {
		t.Errorf("reactions %v, answers %d, language %q", m.Reactions, r.anna.Chat().Last().ReplyTo, r.anna.User().LanguageCode)
	}
}

func TestActsThatCannotBeDoneAreRefused(t *testing.T) {
	r := newRoom(t, nil)
	r.done("say", r.anna, map[string]any{"text": "привет"})
	hello := r.anna.Chat().Last().ID
	for _, c := range []struct {
		what, name string
		who        *sandbox.Person
		more       map[string]any
		want       int
	}{
		{"an act that there is not", "dance", r.anna, nil, 404},
		{"speaking in a chat of somebody else", "say", r.anna, map[string]any{"chat": r.boris.ID(), "text": "я"}, 400},
		{"speaking as nobody", "say", r.anna, map[string]any{"person": 1, "text": "я"}, 400},
		{"saying nothing", "say", r.anna, nil, 409},
		{"answering what is not there", "say", r.anna, map[string]any{"text": "я", "reply": 99}, 400},
		{"a button that is not there", "press", r.anna, map[string]any{"message": hello}, 409},
		{"forwarding to a chat that is not on the page", "forward", r.anna, map[string]any{"message": hello, "to": 5}, 400},
		{"choosing without a question", "choose", r.anna, map[string]any{"query": 1}, 400},
		{"an unknown fault", "fault", r.anna, map[string]any{"fault": "war"}, 409},
		{"moving a clock that stands", "advance", r.anna, map[string]any{"seconds": 60}, 400},
		{"killing a bot that was not started here", "restart", r.anna, nil, 400},
	} {
		if got, body := r.act(c.name, c.who, c.more); got != c.want {
			t.Errorf("%s: %d, want %d: %s", c.what, got, c.want, body)
		}
	}
	if status, _ := r.ask("POST", "/api/act/say", "not json"); status != 400 {
		t.Errorf("an act that is no JSON: %d", status)
	}
}
