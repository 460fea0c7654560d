package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/storage"
)

// oddUpdates have shapes that nobody knows yet: the first ones cannot be read and
// are kept aside, the others have nothing in them for us.
func oddUpdates() (unreadable, strange []string) {
	unreadable = []string{
		`{"update_id":%d,"message":{"message_id":"one","date":1,"chat":{"id":1,"type":"private"}}}`,
		`{"update_id":%d,"message":"a text"}`,
		`{"update_id":%d,"message":{"message_id":1,"date":1e99,"chat":{"id":1,"type":"private"},"from":{"id":[]}}}`,
		`{"update_id":%d,"callback_query":[1,2,3]}`,
	}
	strange = []string{
		`{"update_id":%d}`,
		`{"update_id":%d,"telepathy":{"from":{"id":7},"thought":"привет"}}`,
		`{"update_id":%d,"message":null}`,
	}
	return unreadable, strange
}

func TestOddUpdatesHarmNobody(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	c := p.crowd(20, 5)
	unreadable, strange := oddUpdates()
	c.rounds = 2
	c.complain(0)
	for i, form := range append(unreadable, strange...) {
		if err := p.telegram.InjectRaw(fmt.Sprintf(form, 900_000+i)); err != nil {
			t.Fatal(err)
		}
	}
	p.start("OTDEL_RATE=0")
	p.until("everybody is answered", c.answered)
	// Now and then Telegram gives what was confirmed once more, and after a quiet
	// week it numbers anew, perhaps lower.
	p.telegram.Replay(40)
	p.until("what came before is confirmed again", func() bool { return p.telegram.Pending() == 0 })
	p.telegram.RestartUpdateIDs(17)
	for n, person := range c.people {
		if _, err := person.Say("жалоба ООО «Ромашка»: " + c.complaint(n, 2)); err != nil {
			t.Fatal(err)
		}
	}
	c.rounds = 3
	p.until("everybody is answered again", c.answered)
	p.stop()
	c.examine(0, p.db)
	if n := again(c.told()); n > 0 {
		t.Errorf("%d answers came twice", n)
	}
	c.write(p.db, func(tx *storage.Tx) error {
		kept, err := tx.FailedUpdates(t.Context(), 100)
		if len(kept) != len(unreadable) {
			t.Errorf("%d updates are kept aside, want %d", len(kept), len(unreadable))
		}
		return err
	})
	if n := strings.Count(p.logs[0], "level=ERROR"); n != len(unreadable) {
		t.Errorf("%d alarms for %d updates:\n%s", n, len(unreadable), p.logs[0])
	}
}

func TestAPanicInAHandlerHarmsNobodyElse(t *testing.T) {
	w := newWorld(t, time.Date(2026, time.November, 23, 11, 0, 0, 0, time.UTC))
	c := newCrowd(t, w.telegram, 10, 2, w.now)
	w.must(w.store.Write(t.Context(), func(tx *storage.Tx) error { return c.join(tx, w.now) }))
	handle := w.poller.Handle
	w.poller.Handle = func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		reply, err := handle(ctx, tx, req)
		if strings.Contains(req.Text, "мина") {
			panic("boom") // after the complaint was written
		}
		return reply, err
	}
	victim := c.people[3]
	for range 2 {
		if _, err := victim.Say("жалоба ООО «Ромашка»: мина"); err != nil {
			t.Fatal(err)
		}
	}
	c.complain(0)
	w.settle()
	if left := missing(c.told()); len(left) > 0 {
		t.Errorf("not answered: %q", left)
	}
	apologies := 0
	for _, m := range victim.Chat().Messages() {
		if m.FromBot && strings.Contains(m.Text, "номер") {
			apologies++
		}
	}
	if apologies != 2 {
		t.Errorf("%d apologies with a number, want 2", apologies)
	}
	w.must(w.store.Close())
	w.store = nil
	c.examine(0, w.db)
}
