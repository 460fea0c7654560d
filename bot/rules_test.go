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
)

// once polls as often as there are pages, and fails on an error.
func (h *house) once(t *testing.T) {
	t.Helper()
	for len(h.pages) > 0 {
		if _, err := h.poller.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDuplicatesAreHandledOnce(t *testing.T) {
	h := newHouse(t, said(5, "a"), said(5, "a")+","+said(6, "b")+","+said(6, "b"))
	h.once(t)
	if d := cmp.Diff([]string{"you said a", "you said b"}, h.owed()); d != "" {
		t.Error(d)
	}
}

func TestNumbersMayBeginAnewAndHaveGaps(t *testing.T) {
	h := newHouse(t, said(900000, "a"), said(5, "b")+","+said(4, "c"), said(70, "d"), "")
	h.once(t)
	if d := cmp.Diff([]string{"you said a", "you said b", "you said c", "you said d"}, h.owed()); d != "" {
		t.Error(d)
	}
	var offsets []string
	for _, c := range h.server.made("getUpdates") {
		offsets = append(offsets, c.Params.Get("offset"))
	}
	if d := cmp.Diff([]string{"", "900001", "5", "71"}, offsets); d != "" {
		t.Error(d)
	}
}

func TestNothingIsConfirmedThatWasNotStored(t *testing.T) {
	h := newHouse(t, said(5, "a"), said(5, "a"))
	h.memory.breakWith(errors.New("disk full"))
	if n, err := h.poller.Once(t.Context()); n != 0 || err == nil {
		t.Fatalf("Once: %d, %v", n, err)
	}
	h.memory.breakWith(nil)
	h.once(t)
	if calls := h.server.made("getUpdates"); calls[1].Params.Has("offset") {
		t.Error("the second question confirms what was not stored")
	}
	if d := cmp.Diff([]string{"you said a"}, h.owed()); d != "" {
		t.Error(d)
	}
}

// failing is a store in which handling one update is impossible.
func (h *house) failing(update int64) Store {
	s := h.memory.store()
	write := s.Write
	s.Write = func(ctx context.Context, f func(Tx) error) error {
		return write(ctx, func(tx Tx) error { return f(failingTx{tx.(*memoryTx), update, new(int64)}) })
	}
	return s
}

type failingTx struct {
	*memoryTx
	update int64
	now    *int64 // the update that is being handled
}

func (tx failingTx) Handle(ctx context.Context, update int64, at time.Time) (bool, error) {
	*tx.now = update
	return tx.memoryTx.Handle(ctx, update, at)
}

func (tx failingTx) Person(ctx context.Context, id department.PersonID) (department.Person, error) {
	if *tx.now == tx.update {
		return department.Person{}, errors.New("this row cannot be read")
	}
	return tx.memoryTx.Person(ctx, id)
}

func TestAnUpdateThatFailsTheBatchThreeTimesIsSetAside(t *testing.T) {
	page := said(5, "a") + "," + said(6, "b") + "," + said(7, "c")
	h := newHouse(t, page, page, page, page)
	h.poller.Store = h.failing(6)
	for range 3 {
		if _, err := h.poller.Once(t.Context()); err == nil {
			t.Fatal("no error")
		}
	}
	if owed := h.owed(); len(owed) != 0 {
		t.Fatalf("owed %q by batches that failed", owed)
	}
	h.once(t)
	s := h.memory.snapshot()
	owed := h.owed()
	if len(owed) != 3 || owed[0] != "you said a" || !strings.Contains(owed[1], "номер 1") || owed[2] != "you said c" {
		t.Errorf("owed %q", owed)
	}
	if len(s.failed) != 1 || s.failed[0].Update != 6 || h.poller.offset != 8 {
		t.Errorf("kept %v, offset %d", s.failed, h.poller.offset)
	}
}

func TestAnOutageSetsNobodyAside(t *testing.T) {
	page := said(5, "a") + "," + said(6, "b")
	h := newHouse(t, page, page, page, page, page, page)
	h.memory.breakWith(errors.New("disk full"))
	for range 5 {
		if _, err := h.poller.Once(t.Context()); err == nil {
			t.Fatal("no error")
		}
	}
	h.memory.breakWith(nil)
	h.once(t)
	if d := cmp.Diff([]string{"you said a", "you said b"}, h.owed()); d != "" {
		t.Error(d)
	}
	if n := len(h.memory.snapshot().failed); n != 0 {
		t.Errorf("%d updates were set aside", n)
	}
}

func tapped(id int, data string) string {
	return fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"tap%d","data":%q,"from":{"id":7,"first_name":"Анна"},`+
		`"message":{"message_id":3,"chat":{"id":7,"type":"private"}}}}`, id, id, data)
}

func TestEveryTapIsAnswered(t *testing.T) {
	h := newHouse(t, tapped(1, "a")+","+tapped(2, "b")+","+tapped(3, "c"))
	h.poller.Handle = func(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		switch req.Press.Data {
		case "a":
			return handlers.Replying(req.Change("done")), nil
		case "b":
			return handlers.Toasting(strings.Repeat("я", 300)), nil
		}
		return handlers.Reply{}, errors.New("broken")
	}
	h.once(t)
	owed := h.owed()
	want := []string{"callback tap1 ", "done", "callback tap2 " + strings.Repeat("я", 200)}
	if d := cmp.Diff(want, owed[:3]); d != "" {
		t.Error(d)
	}
	if len(owed) != 4 || !strings.HasPrefix(owed[3], "callback tap3 Не получилось") {
		t.Errorf("a tap that failed is answered %q", owed[3:])
	}
}

func TestPeopleAreBroughtUpToDate(t *testing.T) {
	h := newHouse(t, said(1, "a"), said(2, "b"), said(3, "c"))
	known := department.NewPerson(7, "Анна Прежняя")
	known.Role, known.Zone, known.Joined, known.Unreachable = department.Director, "Asia/Omsk", h.now, h.now
	h.memory.state.people[7] = known
	h.once(t)
	got := h.memory.snapshot().people[7]
	want := known
	// The name is the one under which the department knows the person.
	want.PhoneLanguage, want.LastSeen, want.Unreachable = "ru", h.now, time.Time{}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	seen := h.now
	for _, c := range []struct {
		after time.Duration
		want  time.Time
	}{{4 * time.Minute, seen}, {6 * time.Minute, seen.Add(6 * time.Minute)}} {
		h.now = seen.Add(c.after)
		h.pages = []string{said(10+int(c.after), "x")}
		h.once(t)
		if got := h.memory.snapshot().people[7].LastSeen; !got.Equal(c.want) {
			t.Errorf("%v later: last seen %v, want %v", c.after, got, c.want)
		}
	}
}

func TestStrangersAreCandidatesAndNotStored(t *testing.T) {
	h := newHouse(t, said(1, "a"))
	h.once(t)
	if n := len(h.memory.snapshot().people); n != 0 {
		t.Errorf("%d people were stored", n)
	}
	p := h.seen[0].Person
	if p.ID != 7 || p.Name != "Анна" || p.Role != department.Candidate || p.Lang() != "ru" || p.Quiet != department.DefaultQuiet {
		t.Errorf("handled as %+v", p)
	}
}

func TestAnAnonymousAdministratorHasNoRights(t *testing.T) {
	h := newHouse(t, `{"update_id":1,"message":{"message_id":1,"chat":{"id":-5,"type":"supergroup","title":"Отдел"},`+
		`"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-5,"type":"supergroup","title":"Отдел"},`+
		`"text":"/team","entities":[{"type":"bot_command","offset":0,"length":5}]}}`)
	h.memory.state.people[0] = department.Person{Role: department.Director} // must not be looked up
	h.once(t)
	if p := h.seen[0].Person; p.ID != 0 || p.Role != department.Candidate {
		t.Errorf("handled as %+v", p)
	}
}

func blocked(id int, from, to string) string {
	return fmt.Sprintf(`{"update_id":%d,"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"Анна"},`+
		`"old_chat_member":{"status":%q},"new_chat_member":{"status":%q}}}`, id, from, to)
}

func TestWhoBlocksTheBotIsMarkedAndTheDirectorTold(t *testing.T) {
	h := newHouse(t, blocked(1, "member", "kicked"))
	h.memory.state.people[7] = department.NewPerson(7, "Анна")
	h.memory.state.people[9] = department.Person{ID: 9, Role: department.Director}
	h.memory.state.owned[7] = 5
	h.once(t)
	if h.memory.snapshot().people[7].Unreachable.IsZero() {
		t.Error("not marked")
	}
	if owed := h.owed(); len(owed) != 1 || !strings.Contains(owed[0], "5 дел") {
		t.Errorf("owed %q", owed)
	}
	if h.seen[0].Membership != handlers.Unwelcome {
		t.Error("the handler did not learn of it")
	}
	h.pages = []string{blocked(2, "kicked", "member")}
	h.once(t)
	if !h.memory.snapshot().people[7].Unreachable.IsZero() {
		t.Error("still marked after coming back")
	}
}

func TestAGroupThatMovesTakesItsRowsAlong(t *testing.T) {
	h := newHouse(t, `{"update_id":1,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},"from":{"id":7},"migrate_to_chat_id":-1005}}`)
	h.once(t)
	if to := h.memory.snapshot().moved[-5]; to != -1005 {
		t.Errorf("moved to %d", to)
	}
}
