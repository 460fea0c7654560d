package bot

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
