package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

// BenchmarkPage measures what a page of a hundred complaints costs until it is
// committed, without a server that would take a share of the machine:
//
//	go test ./cmd/otdel -run '^$' -bench Page
func BenchmarkPage(b *testing.B) {
	const chats = 1000
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	store := benchStore(b, chats, now)
	telegram := httptest.NewServer(&backlog{chats: chats})
	defer telegram.Close()
	client, err := bot.NewClient(bot.Access{Token: "1:a", URL: telegram.URL})
	if err != nil {
		b.Fatal(err)
	}
	o, err := newOffice(workdays.Russia(time.UTC), rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	poller := bot.NewPoller(bot.PollerConfig{
		Client: client, Store: doorOf(store), Me: bot.Me{ID: 1, Username: "otdel_bot"}, Handle: o.mux.Handle, Book: o.book, Calendar: o.calendar,
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }, Strangers: bot.DefaultStrangers(),
	})
	for b.Loop() {
		if n, err := poller.Once(b.Context()); err != nil || n != 100 {
			b.Fatal(n, err)
		}
	}
}

// benchStore returns a store that knows that many employees, numbered from 1.
func benchStore(b *testing.B, people int, now time.Time) *storage.Store {
	store, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "otdel.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	err = store.Write(b.Context(), func(tx *storage.Tx) error {
		for i := range people {
			p := department.NewPerson(department.PersonID(i+1), fmt.Sprintf("Человек%d", i))
			p.Role, p.PhoneLanguage, p.Joined, p.LastSeen = department.Employee, "ru", now, now
			if err := tx.SavePerson(b.Context(), p, time.Time{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return store
}

// backlog answers each call with the next hundred complaints.
type backlog struct{ chats, said int }

func (l *backlog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	var page []map[string]any
	for range 100 {
		l.said++
		id := l.said%l.chats + 1
		page = append(page, map[string]any{"update_id": l.said, "message": map[string]any{
			"message_id": l.said, "date": 1795400000,
			"from": map[string]any{"id": id, "is_bot": false, "first_name": "Человек" + strconv.Itoa(id-1), "language_code": "ru"},
			"chat": map[string]any{"id": id, "type": "private", "first_name": "Человек" + strconv.Itoa(id-1)},
			"text": fmt.Sprintf("жалоба ООО «Ромашка»: случай %d", l.said),
		}})
	}
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": page})
}
