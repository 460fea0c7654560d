package digest

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/storage"
)

// office is a database file with a director and an employee.
type office struct {
	t     *testing.T
	store *storage.Store
	room  Room
	boris department.Person
	anna  department.Person
	// log is what happened, as an outsider writes it down.
	log []department.Event
}

func newOffice(t *testing.T) *office {
	t.Helper()
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "otdel.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	o := &office{
		t: t, store: store, room: New(book, workdays.Russia(moscow)),
		boris: department.NewPerson(1, "Борис <Орлов>"), anna: department.NewPerson(2, "Анна Смирнова"),
	}
	o.boris.Role, o.anna.Role = department.Director, department.Employee
	for _, p := range []department.Person{o.boris, o.anna} {
		o.write(func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, p, time.Time{}) })
	}
	return o
}

func (o *office) write(f func(context.Context, *storage.Tx) error) {
	o.t.Helper()
	ctx := context.WithoutCancel(o.t.Context())
	if err := o.store.Write(ctx, func(tx *storage.Tx) error { return f(ctx, tx) }); err != nil {
		o.t.Fatal(err)
	}
}

// file hands over a complaint or gives a task.
func (o *office) file(kind department.Kind, text string, at time.Time) (m department.Matter) {
	o.t.Helper()
	o.write(func(ctx context.Context, tx *storage.Tx) error {
		filing := department.Filing{Text: text, By: o.boris, At: at}
		if kind.Asks {
			filing.Parties = []department.PersonID{o.boris.ID + 1}
		}
		filed, err := kind.New(filing, o.room.cal)
		if err != nil {
			return err
		}
		m, err = tx.CreateMatter(ctx, filed, nil)
		o.note(m, filed.Events())
		return err
	})
	return m
}

// step does what the rules allow and reports whether they did.
func (o *office) step(id int64, change func(*department.Matter, department.Event) error) (done bool) {
	o.t.Helper()
	o.write(func(ctx context.Context, tx *storage.Tx) error {
		last, err := tx.LastEvent(ctx, id)
		if err != nil {
			return err
		}
		m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return change(m, last) })
		if done = err == nil; done {
			o.note(m, m.Events())
		}
		return nil
	})
	return done
}

func (o *office) note(m department.Matter, events []department.Event) {
	for _, e := range events {
		e.Matter = m.ID
		o.log = append(o.log, e)
	}
}

// open counts the matters of a kind that were not over at that moment, by
// walking through everything that happened until then.
func (o *office) open(kind department.KindName, at time.Time) int {
	state := make(map[int64]department.State)
	for _, e := range o.log {
		if e.Kind == kind && !e.At.After(at) {
			state[e.Matter] = e.State
		}
	}
	n := 0
	for _, s := range state {
		if !s.Over() {
			n++
		}
	}
	return n
}

// Every number of a digest equals a recount of what happened, whatever people
// did and took back.
func TestNumbersEqualARecount(t *testing.T) {
	o := newOffice(t)
	random := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, time.November, 9, 6, 0, 0, 0, time.UTC)
	var numbers []int64
	acts := []department.Act{department.Take, department.Wait, department.Resume, department.Finish, department.Accept, department.Return, department.Cancel}
	for range 400 {
		now = now.Add(time.Duration(random.IntN(90)) * time.Minute)
		switch random.IntN(5) {
		case 0:
			kinds := department.Kinds()
			numbers = append(numbers, o.file(kinds[random.IntN(len(kinds))], "дело", now).ID)
		case 1:
			if len(numbers) > 0 {
				o.step(numbers[random.IntN(len(numbers))], func(m *department.Matter, last department.Event) error {
					return m.Undo(o.boris, last, last.At.Add(time.Minute), o.room.cal)
				})
			}
		default:
			if len(numbers) > 0 {
				move := department.Move{Act: acts[random.IntN(len(acts))], By: o.boris, At: now, Note: "так"}
				o.step(numbers[random.IntN(len(numbers))], func(m *department.Matter, _ department.Event) error { return m.Do(move, o.room.cal) })
			}
		}
	}
	// An undo above is written down a minute after the act, so the order of the
	// log is not that of time; what counts is the last of each matter.
	for _, back := range []time.Duration{time.Hour, 24 * time.Hour, 72 * time.Hour, 30 * 24 * time.Hour} {
		from := now.Add(-back)
		s := o.screen(o.boris, from, now)
		for _, tally := range s.digest.Tallies {
			got := [3]int{tally.Open, tally.Before, tally.WeekAgo}
			want := [3]int{o.open(tally.Kind, now), o.open(tally.Kind, from), o.open(tally.Kind, now.Add(-week))}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s over %v: open, before, a week ago (-recount +digest):\n%s", tally.Kind, back, diff)
			}
		}
	}
}

func (o *office) screen(reader department.Person, from, now time.Time) (s screen) {
	o.t.Helper()
	o.write(func(ctx context.Context, tx *storage.Tx) (err error) {
		s, err = o.room.screen(ctx, tx, reader, from, now)
		return err
	})
	return s
}

// The worst are the longest overdue, five at most, and fit a message whatever
// their texts are.
func TestWorstAreFewAndFit(t *testing.T) {
	o := newOffice(t)
	filed := time.Date(2026, time.November, 9, 8, 0, 0, 0, time.UTC)
	for range 8 {
		filed = filed.Add(time.Hour)
		o.file(department.Complaint, strings.Repeat("<b>&", 1000), filed)
	}
	now := filed.Add(20 * 24 * time.Hour)
	s := o.screen(o.boris, now.Add(-24*time.Hour), now)
	text := string(s.text())
	if got := strings.Count(text, "\n/"); got != department.WorstShown {
		t.Errorf("%d matters are named:\n%s", got, text)
	}
	if !strings.Contains(text, "\n/1 ") || strings.Contains(text, "\n/8 ") {
		t.Errorf("the worst are others than the oldest:\n%s", text)
	}
	if n := len([]rune(text)); n > 2000 {
		t.Errorf("%d characters", n)
	}
	if strings.Contains(text, "<b>&") {
		t.Error("what people typed became markup")
	}
	s.totals = true
	if text := string(s.text()); strings.Contains(text, "\n/") || strings.Contains(text, "Орлов") {
		t.Errorf("a group sees more than totals:\n%s", text)
	}
}

// The scheduler gets one message, to which it gives the key of the occurrence.
func TestDigestIsOneMessage(t *testing.T) {
	o := newOffice(t)
	now := time.Date(2026, time.November, 23, 15, 0, 0, 0, time.UTC)
	var owed []department.Outgoing
	o.write(func(ctx context.Context, tx *storage.Tx) (err error) {
		owed, err = o.room.Digest(ctx, tx, o.boris, time.Time{}, now)
		return err
	})
	if len(owed) != 1 || owed[0].Key != "" || owed[0].Chat != 1 || owed[0].Priority != department.Reminding {
		t.Fatalf("%+v", owed)
	}
	var m handlers.Message
	if err := json.Unmarshal(owed[0].Payload, &m); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(m.Text), "Спокойно: с пт 20.11 18:00") {
		t.Errorf("%s", m.Text)
	}
}

// The totals of a group go to its topic, in its language, without names.
func TestTotalsGoToTheTopicOfTheGroup(t *testing.T) {
	o := newOffice(t)
	now := time.Date(2026, time.November, 23, 15, 0, 0, 0, time.UTC)
	o.file(department.Complaint, "не отгрузили", now.Add(-20*24*time.Hour))
	var owed []department.Outgoing
	o.write(func(ctx context.Context, tx *storage.Tx) (err error) {
		owed, err = o.room.Totals(ctx, tx, department.Group{Chat: -7, Thread: 5, Language: "en", DigestAt: 18 * time.Hour}, now)
		return err
	})
	var m handlers.Message
	if len(owed) != 1 || json.Unmarshal(owed[0].Payload, &m) != nil || m.Chat != -7 || m.Thread != 5 {
		t.Fatalf("%+v", owed)
	}
	if text := string(m.Text); !strings.Contains(text, "1 overdue") || strings.Contains(text, "\n/1") || strings.Contains(text, "Орлов") {
		t.Errorf("%s", text)
	}
}
