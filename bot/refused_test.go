package bot

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

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

func TestAMessageThatTheServerFailsOnDoesNotBlockItsChatForEver(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if c.Params.Get("text") == "poison" {
			return refuse(500, "Internal Server Error")
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		m.owe(t, time.Now(), messageTo(1, "poison"), messageTo(1, "behind it"))
		s.Wake()
		time.Sleep(time.Hour)
		if n := len(m.snapshot().outbox); n != 2 {
			t.Errorf("%d rows are left while nothing is served at all, want 2", n)
		}
		m.owe(t, time.Now(), messageTo(2, "other"))
		s.Wake()
		time.Sleep(time.Hour)
		if got := m.outcomes(); got[1] != "aside 500 Internal Server Error" || got[2] != "sent" {
			t.Errorf("outcomes %v", got)
		}
	})
}

func TestTheSecondTryAvoidsWhatWasRefused(t *testing.T) {
	video := []department.Attachment{{Kind: department.Video, File: "F"}}
	gif := []department.Attachment{{Kind: department.Document, File: "F"}}
	for _, c := range []struct {
		message     handlers.Message
		description string
		want        string // method and the parameters besides the chat's number
	}{
		{handlers.Message{Chat: 1, Text: "a"}, "can't parse entities: x", "sendMessage link_preview_options,text"},
		{handlers.Message{Chat: 1, Thread: 5, Text: "a"}, "message thread not found", "sendMessage link_preview_options,parse_mode,text"},
		{handlers.Message{Chat: 1, Media: video}, "can't use file of type VideoNote as Video", "sendVideoNote video_note"},
		{handlers.Message{Chat: 1, Media: gif}, "type of file mismatch", "sendAnimation animation"},
		{handlers.Message{Chat: 1, Text: "a", Edit: 9}, "message to edit not found", "sendMessage link_preview_options,parse_mode,text"},
	} {
		t.Run(c.description, func(t *testing.T) {
			calls := 0
			server := &telegram{answer: func(madeCall) (int, string) {
				if calls++; calls == 1 {
					return refuse(400, "Bad Request: "+c.description)
				}
				return 0, ""
			}}
			running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
				m.owe(t, time.Now(), c.message)
				s.Wake()
				time.Sleep(time.Minute)
				made := server.made("")
				if len(made) != 2 {
					t.Fatalf("%d calls", len(made))
				}
				made[1].Params.Del("chat_id")
				got := made[1].Method + " " + strings.Join(slices.Sorted(maps.Keys(made[1].Params)), ",")
				if got != c.want {
					t.Errorf("the second try was %s, want %s", got, c.want)
				}
			})
		})
	}
}

func TestAMessageAboutAMatterThatDoesNotArriveIsTold(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if c.chat() == "5" || c.chat() == "6" {
			return refuse(403, "Forbidden: bot was blocked by the user")
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		chief := department.NewPerson(9, "Анна")
		chief.Role = department.Director
		m.state.people[9] = chief
		m.state.people[5], m.state.people[6] = department.NewPerson(5, "Борис"), department.NewPerson(6, "Вера")
		m.owe(t, time.Now(), card(5, "open"), messageTo(6, "nothing is owed to her"))
		s.Wake()
		time.Sleep(time.Minute)
		var told []string
		for _, c := range server.made("") {
			if c.chat() == "9" {
				told = append(told, c.Params.Get("text"))
			}
		}
		if len(told) != 1 || !strings.Contains(told[0], "Борис") || !strings.Contains(told[0], "№118") {
			t.Errorf("the director was told %q", told)
		}
	})
}
