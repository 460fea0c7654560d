package main

import (
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

// world is a department with its bot, wired as in production but driven step by
// step: the real Mux, database, scheduler and sender talk to the stand-in for
// Telegram, and time passes only when a test says so.
type world struct {
	t        *testing.T
	now      time.Time
	calendar workdays.Calendar
	telegram *sandbox.Server
	people   map[string]*sandbox.Person
	groups   map[string]*sandbox.Chat
	db       string

	store  *storage.Store // nil while the program is down
	poller *bot.Poller
	sender *bot.Sender
	clock  *scheduler.Scheduler[*storage.Tx]
}

// newWorld returns an empty department at that moment, with the bot running.
func newWorld(t *testing.T, now time.Time) *world {
	w := &world{
		t: t, now: now, people: make(map[string]*sandbox.Person), groups: make(map[string]*sandbox.Chat),
		calendar: workdays.Russia(now.Location()), db: filepath.Join(t.TempDir(), "otdel.db"),
	}
	w.telegram = sandbox.New(sandbox.Options{Now: func() time.Time { return w.now }, QueryLife: 24 * time.Hour})
	t.Cleanup(func() { w.telegram.Close() })
	w.start()
	t.Cleanup(w.stop)
	return w
}

// start starts the program on its database.
func (w *world) start() {
	ctx, now := w.t.Context(), func() time.Time { return w.now }
	store, err := storage.Open(ctx, w.db)
	w.must(err)
	o, err := newOffice(w.calendar, &countingReader{})
	w.must(err)
	client, err := bot.NewClient(bot.Access{Token: w.telegram.Token(), URL: "http://telegram.test", Transport: w.telegram.Transport()})
	w.must(err)
	log := slog.New(slog.NewTextHandler(testWriter{w.t}, nil))
	me, err := bot.Connect(ctx, client, log)
	w.must(err)
	o.botName.Store(&me.Username)
	w.store = store
	w.must(reshift(ctx, o, store, w.now, log))
	w.sender = bot.NewSender(bot.SenderConfig{Client: client, Store: doorOf(store), Book: o.book, Log: log, Now: now, Calls: 1, Lost: o.desk.Lost})
	w.poller = bot.NewPoller(bot.PollerConfig{
		Client: client, Store: doorOf(store), Me: me, Handle: o.mux.Handle, Book: o.book, Calendar: o.calendar, Log: log, Now: now, Strangers: bot.DefaultStrangers(),
	})
	w.clock = scheduler.New(store, o.words(), o.calendar, log)
}

// stop ends the program; what Telegram and the people do goes on.
func (w *world) stop() {
	if w.store == nil {
		return
	}
	w.must(w.store.Close())
	w.store = nil
}

// settle lets the bot handle and send everything that waits.
func (w *world) settle() {
	if w.store == nil {
		return
	}
	for {
		n, err := w.poller.Once(w.t.Context())
		w.must(err)
		w.must(w.sender.Flush(w.t.Context()))
		if n == 0 {
			return
		}
	}
}

// pass lets time pass until then. The clock is looked at once a minute, but not
// in the minutes in which it has nothing to do.
func (w *world) pass(then time.Time) {
	for w.now.Before(then) {
		w.now = w.look(then)
		if w.store != nil {
			w.must(w.clock.Tick(w.t.Context(), w.now))
			w.must(w.sender.Flush(w.t.Context()))
		}
	}
}

// look returns the next moment at which a clock that is looked at once a minute
// would have something to do, then at the latest.
func (w *world) look(then time.Time) time.Time {
	if w.store == nil {
		return then
	}
	var due time.Time
	var waiting storage.Waiting
	w.must(w.store.Read(w.t.Context(), func(tx *storage.Tx) (err error) {
		if due, err = tx.NextDue(w.t.Context()); err == nil {
			waiting, err = tx.Waiting(w.t.Context())
		}
		return err
	}))
	switch {
	case waiting.Outbox > 0: // it may be time to try again
		due = w.now
	case due.IsZero():
		return then
	}
	minutes := max(1, math.Ceil(due.Sub(w.now).Minutes()))
	return minTime(w.now.Add(time.Duration(minutes)*time.Minute), then)
}

// set sets the clock, forward or back, without what lies between: as somebody
// does at the machine.
func (w *world) set(then time.Time) {
	w.now = then
	if w.store != nil {
		w.must(w.clock.Tick(w.t.Context(), w.now))
		w.must(w.sender.Flush(w.t.Context()))
	}
}

// join makes a person of the department of somebody on Telegram.
func (w *world) join(key string, profile sandbox.Profile, role department.Role) {
	w.people[key] = w.telegram.Person(profile)
	if role == department.Candidate {
		return
	}
	p := department.NewPerson(department.PersonID(w.people[key].ID()), strings.TrimSpace(profile.FirstName+" "+profile.LastName))
	p.Username, p.Role, p.PhoneLanguage, p.Joined = profile.Username, role, profile.Language, w.now
	w.must(w.store.Write(w.t.Context(), func(tx *storage.Tx) error {
		return tx.SavePerson(w.t.Context(), p, department.NextDigest(p, w.now, w.calendar))
	}))
	// Only somebody who has written to the bot can be written to.
	_, err := w.people[key].Say("/help")
	w.must(err)
	w.settle()
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// testWriter writes the log of the program into that of the test.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimRight(string(p), "\n"))
	return len(p), nil
}

// countingReader gives bytes that are the same in each run.
type countingReader struct{ n byte }

func (r *countingReader) Read(p []byte) (int, error) {
	for i := range p {
		r.n++
		p[i] = r.n
	}
	return len(p), nil
}

// moment reads "Mon 23.11.2026 14:00" in the zone of the department.
func moment(text string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation("Mon 02.01.2006 15:04", text, zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("moment %q: %w", text, err)
	}
	return t, nil
}
