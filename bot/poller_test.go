package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// house is a poller with everything around it in memory.
type house struct {
	memory *memory
	server *telegram
	log    *lines
	now    time.Time
	pages  []string // what getUpdates answers, one after another
	seen   []handlers.Request
	poller *Poller
}

var testMe = Me{ID: 999, Username: "OtdelBot"}

func newHouse(t *testing.T, pages ...string) *house {
	t.Helper()
	h := &house{
		memory: newMemory(), log: new(lines), pages: pages,
		now: time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC),
	}
	h.server = &telegram{answer: func(c madeCall) (int, string) {
		if c.Method != "getUpdates" || len(h.pages) == 0 {
			return 0, ""
		}
		page := h.pages[0]
		h.pages = h.pages[1:]
		return 200, `{"ok":true,"result":[` + page + `]}`
	}}
	h.poller = NewPoller(PollerConfig{
		Client: newTestClient(t, h.server), Store: h.memory.store(), Me: testMe, Handle: h.echo,
		Book: loadBook(t), Calendar: moscow(t), Log: h.log.logger(), Now: func() time.Time { return h.now },
	})
	return h
}

// echo answers with the text, and does as some texts say.
func (h *house) echo(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	h.seen = append(h.seen, req)
	if !req.Addressed && req.Press == nil {
		return handlers.Reply{}, nil
	}
	switch req.Text {
	case "write and fail", "write and refuse", "write and panic":
		p := department.NewPerson(77, "nobody")
		if err := tx.SavePerson(ctx, p, time.Time{}); err != nil {
			return handlers.Reply{}, err
		}
	}
	switch req.Text {
	case "write and fail":
		return handlers.Reply{}, errors.New(`parse "write and fail": it broke`)
	case "write and refuse":
		return handlers.Replying(req.Say("refused")), department.Refuse("not_yours")
	case "write and panic":
		panic("write and panic: it broke")
	}
	return handlers.Replying(req.Say(texts.Escape("you said " + req.Text))), nil
}

func said(id int, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":{"id":7,"type":"private"},`+
		`"from":{"id":7,"is_bot":false,"first_name":"Анна","language_code":"ru"},"text":%q}}`, id, id, text)
}

func (h *house) owed() []string {
	var all []string
	for _, o := range h.memory.snapshot().outbox {
		r, err := newRow(o)
		if err != nil {
			all = append(all, err.Error())
			continue
		}
		switch {
		case r.content.Callback != nil:
			all = append(all, "callback "+r.content.Callback.ID+" "+r.content.Callback.Text)
		case r.content.Inline != nil:
			all = append(all, "inline "+r.content.Inline.ID)
		default:
			all = append(all, string(r.content.Text))
		}
	}
	return all
}

func TestOnceAnswersAndMovesTheOffset(t *testing.T) {
	h := newHouse(t, said(5, "a")+","+said(6, "b"))
	if n, err := h.poller.Once(t.Context()); n != 2 || err != nil {
		t.Fatalf("Once: %d, %v", n, err)
	}
	if n, err := h.poller.Once(t.Context()); n != 0 || err != nil {
		t.Fatalf("Once: %d, %v", n, err)
	}
	if d := cmp.Diff([]string{"you said a", "you said b"}, h.owed()); d != "" {
		t.Error(d)
	}
	calls := h.server.made("getUpdates")
	if got := calls[0].Params.Get("offset") + "|" + calls[1].Params.Get("offset"); got != "|7" {
		t.Errorf("offsets %s, want none and 7", got)
	}
	if h.memory.commit != 1 {
		t.Errorf("%d commits for one page", h.memory.commit)
	}
}

func TestUpdatesThatFailHarmNoOthers(t *testing.T) {
	for _, how := range []string{"fail", "panic"} {
		t.Run(how, func(t *testing.T) {
			h := newHouse(t, said(5, "a")+","+said(6, "write and "+how)+`,{"update_id":7,"message":"odd"},`+said(8, "b"))
			if _, err := h.poller.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
			owed := h.owed()
			if len(owed) != 3 || owed[0] != "you said a" || !strings.Contains(owed[1], "номер 1") || owed[2] != "you said b" {
				t.Errorf("owed %q", owed)
			}
			s := h.memory.snapshot()
			if _, ok := s.people[77]; ok {
				t.Error("what the failed handler wrote was kept")
			}
			if len(s.failed) != 2 || s.failed[0].Update != 6 || s.failed[1].Update != 7 {
				t.Errorf("kept %+v", s.failed)
			}
			if log := h.log.String(); strings.Count(log, "level=ERROR") != 2 || strings.Contains(log, "write and") {
				t.Errorf("log:\n%s", log)
			}
		})
	}
}

func TestARefusalIsSaidAndTakesBackWhatWasWritten(t *testing.T) {
	h := newHouse(t, said(5, "write and refuse"))
	if _, err := h.poller.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"refused"}, h.owed()); d != "" {
		t.Error(d)
	}
	s := h.memory.snapshot()
	if len(s.people) != 0 || len(s.failed) != 0 {
		t.Errorf("people %v, failed %v", s.people, s.failed)
	}
}
