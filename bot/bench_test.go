package bot

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// BenchmarkTranslate takes an update apart, as often as one comes.
func BenchmarkTranslate(b *testing.B) {
	raw := []byte(said(5, "жалоба ООО «Ромашка»: не отгрузили заказ 118 !"))
	for b.Loop() {
		if _, err := translate(raw, testMe); err != nil || updateID(raw) != 5 {
			b.Fatal(err)
		}
	}
}

// loopback is a Bot API that agrees to everything, over a real socket.
func loopback(b *testing.B) *Client {
	b.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"ok":true,"result":{"message_id":118,"date":1764000000,"chat":{"id":7,"type":"private"},"text":"x"}}`)
	}))
	b.Cleanup(server.Close)
	client, err := NewClient(Access{Token: testToken, URL: server.URL})
	if err != nil {
		b.Fatal(err)
	}
	return client
}

func benchRow(b *testing.B) department.Outgoing {
	b.Helper()
	m := messageTo(7, "№118 · Жалоба · ООО «Ромашка» · важно\nне отгрузили заказ 118\nВзять до пн 23.11 15:00")
	m.Buttons = [][]handlers.Button{{{Label: "Взять", Data: "c:take:118"}, {Label: "Отменить", Data: "c:cancel:118"}}}
	row, err := m.Outgoing(time.Now())
	if err != nil {
		b.Fatal(err)
	}
	return row
}

// BenchmarkCall encodes a card and sends it over a socket of this machine; the
// other side takes its share of the time.
func BenchmarkCall(b *testing.B) {
	client, row := loopback(b), benchRow(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, err := newRow(row)
			if err != nil {
				b.Error(err)
			}
			call, err := encode(r)
			if err != nil {
				b.Error(err)
			}
			if _, err := client.call(b.Context(), call.method, call.params); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkSender sends rows of a thousand chats from an outbox that costs
// nothing: what the sender itself needs, without a socket.
func BenchmarkSender(b *testing.B) {
	row := benchRow(b)
	var sent atomic.Int64
	client := newBenchClient(b, &sent)
	outbox := &endless{row: row, rows: int64(b.N)}
	sender := NewSender(SenderConfig{
		Client: client, Store: outbox.store(), Book: loadBook(b), Log: new(lines).logger(), Now: time.Now,
	})
	b.ResetTimer()
	if err := sender.Flush(b.Context()); err != nil {
		b.Fatal(err)
	}
	if sent.Load() != int64(b.N) {
		b.Fatalf("%d sent, want %d", sent.Load(), b.N)
	}
}

// newBenchClient counts calls instead of making them.
func newBenchClient(b *testing.B, sent *atomic.Int64) *Client {
	answer := answering(200, "application/json", `{"ok":true,"result":{"message_id":118}}`)
	return newTestClient(b, tripper(func(r *http.Request) (*http.Response, error) {
		sent.Add(1)
		return answer(r)
	}))
}

// endless is an outbox whose rows are made when they are read.
type endless struct {
	row  department.Outgoing
	rows int64
}

type endlessTx struct {
	Tx
	*endless
}

// Settle forgets the rows.
func (endlessTx) Settle(context.Context, []department.Fate) error { return nil }

// Pending makes rows of a thousand chats.
func (e *endless) Owed(context.Context, int64) (bool, error) { return true, nil }

func (e *endless) Pending(_ context.Context, priority int, after int64, limit int) ([]department.Outgoing, error) {
	var found []department.Outgoing
	for id := after + 1; id <= e.rows && len(found) < limit && priority == e.row.Priority; id++ {
		row := e.row
		row.ID, row.Chat = id, 1+id%1000
		found = append(found, row)
	}
	return found, nil
}

func (e *endless) store() Store {
	return Store{
		Write: func(ctx context.Context, f func(Tx) error) error { return f(endlessTx{endless: e}) },
		Read:  func(ctx context.Context, f func(Reader) error) error { return f(e) },
	}
}
