package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

var broadcastPeople = flag.Int("broadcast.people", 300, "how many people are told something in BenchmarkBroadcast; 10000 for a release")

// BenchmarkBroadcast tells many people something at the rate that Telegram
// allows, under both models of its limits, while somebody else asks for help
// every two seconds.
func BenchmarkBroadcast(b *testing.B) {
	for _, model := range []sandbox.Model{sandbox.Bucket, sandbox.Strict} {
		b.Run(map[sandbox.Model]string{sandbox.Bucket: "bucket", sandbox.Strict: "strict"}[model], func(b *testing.B) {
			for b.Loop() {
				l := newLimitedLoad(b, *broadcastPeople+askers, sandbox.Limits{Model: model})
				l.greet()
				l.owe(*broadcastPeople)
				l.start(l.program("."), "run")
				took, waits := l.listen(b.Context(), *broadcastPeople)
				b.ReportMetric(float64(*broadcastPeople+len(waits))/took.Seconds()/30*100, "%-of-30/s")
				b.ReportMetric(float64(l.telegram.Refused()[http.StatusTooManyRequests]), "refused")
				b.ReportMetric(waits[len(waits)*99/100].Seconds()*1000, "answer-p99-ms")
			}
		})
	}
}

// askers are those who ask for help in turn, and how long after each other.
const (
	askers   = 20
	askEvery = 2 * time.Second
)

// listen waits until the first n people were told something, each once, and
// returns how long that took from the first to the last, and how long others
// waited for an answer meanwhile, the shortest first.
func (l *load) listen(ctx context.Context, n int) (took time.Duration, waits []time.Duration) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := l.telegram.Watch(ctx, l.telegram.LastEvent())
	ask := time.NewTicker(askEvery)
	defer ask.Stop()
	asked, next := make(map[int64]time.Time), n
	told := make(map[int64]bool)
	var first time.Time
	for len(told) < n || len(asked) > 0 {
		select {
		case <-ask.C:
			if len(told) < n {
				p := l.people[next]
				asked[p.Chat().ID()] = time.Now()
				l.say(next, "/help")
				next = n + (next+1-n)%askers
			}
		case e := <-events:
			m, ok := l.telegram.ChatByID(e.ChatID).Message(e.MessageID)
			if e.Kind != sandbox.EventMessage || !ok || !m.FromBot {
				continue
			}
			if at, ok := asked[e.ChatID]; ok {
				waits = append(waits, e.At.Sub(at))
				delete(asked, e.ChatID)
				continue
			}
			if told[e.ChatID] {
				l.Errorf("%d was told twice", e.ChatID)
			}
			if told[e.ChatID] = true; first.IsZero() {
				first = e.At
			}
			took = e.At.Sub(first)
		}
	}
	slices.Sort(waits)
	return took, waits
}

// greet lets everybody write to the bot, so that it may write to them, and
// forgets what they wrote.
func (l *load) greet() {
	for i := range l.people {
		l.say(i, "/start")
	}
	resp, err := http.Post(l.url+"/bot"+l.telegram.Token()+"/deleteWebhook?drop_pending_updates=true", "", nil)
	if err != nil {
		l.Fatal(err)
	}
	resp.Body.Close()
}

// owe owes the first n people a message.
func (l *load) owe(n int) {
	store, err := storage.Open(l.Context(), l.db)
	if err != nil {
		l.Fatal(err)
	}
	defer store.Close()
	err = store.Write(l.Context(), func(tx *storage.Tx) error {
		for _, p := range l.people[:n] {
			payload, err := json.Marshal(map[string]any{"chat": p.Chat().ID(), "text": "Завтра короткий день."})
			if err != nil {
				return err
			}
			err = tx.Enqueue(l.Context(), department.Outgoing{
				Chat: p.Chat().ID(), Priority: department.Broadcast, Payload: payload, Created: time.Now(),
			})
			if err != nil {
				return fmt.Errorf("owe a message: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		l.Fatal(err)
	}
}
