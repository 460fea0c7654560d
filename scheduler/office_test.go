package scheduler_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

var (
	moscow, _ = time.LoadLocation("Europe/Moscow")
	cal       = workdays.Russia(moscow)
)

// The people of these tests.
const (
	anna  department.PersonID = 1 // an employee
	boris department.PersonID = 2 // another
	dora  department.PersonID = 9 // the director
)

// office is a department with its own clock.
type office struct {
	*testing.T
	store *storage.Store
	clock *scheduler.Scheduler[*storage.Tx]
	words *plainWords
	now   time.Time
}

// open makes an office with its three people at a moment written as
// "Mon 23 Nov 2026 10:00".
func open(t *testing.T, at string) *office {
	t.Helper()
	store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "otdel.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	words := &plainWords{}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	o := &office{T: t, store: store, words: words, now: moment(t, at), clock: scheduler.New(store, words, cal, log)}
	o.person(anna, "Анна", department.Employee)
	o.person(boris, "Борис", department.Employee)
	o.person(dora, "Дора", department.Director)
	return o
}

func moment(t *testing.T, at string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("Mon 2 Jan 2006 15:04", at, moscow)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Format("Mon"); !strings.HasPrefix(at, got) {
		t.Fatalf("%s is a %s", at, got)
	}
	return m.UTC()
}

func (o *office) write(f func(tx *storage.Tx) error) {
	o.Helper()
	if err := o.store.Write(context.Background(), f); err != nil {
		o.Fatal(err)
	}
}

func (o *office) person(id department.PersonID, name string, role department.Role, changes ...func(*department.Person)) {
	o.Helper()
	p := department.NewPerson(id, name)
	p.Role, p.DigestAt, p.MorningAt = role, department.NoDigest, department.NoDigest
	for _, change := range changes {
		change(&p)
	}
	o.write(func(tx *storage.Tx) error {
		return tx.SavePerson(context.Background(), p, department.NextDigest(p, o.now, cal))
	})
}

// complain files a complaint of Boris and returns its number.
func (o *office) complain(changes ...func(*department.Filing)) int64 {
	o.Helper()
	filing := department.Filing{Text: "не отгрузили", By: department.Person{ID: boris, Role: department.Employee}, At: o.now}
	for _, change := range changes {
		change(&filing)
	}
	m, err := department.Complaint.New(filing, cal)
	if err != nil {
		o.Fatal(err)
	}
	o.write(func(tx *storage.Tx) (err error) {
		m, err = tx.CreateMatter(context.Background(), m, nil)
		return err
	})
	return m.ID
}

// do lets somebody take a step.
func (o *office) do(id int64, act department.Act, by department.PersonID) {
	o.Helper()
	o.write(func(tx *storage.Tx) error {
		p, err := tx.Person(context.Background(), by)
		if err != nil {
			return err
		}
		_, err = tx.UpdateMatter(context.Background(), id, func(m *department.Matter) error {
			return m.Do(department.Move{Act: act, By: p, At: o.now, Note: "так"}, cal)
		})
		return err
	})
}

// at moves the clock, ticks, and checks what is said: lines of "whom: what".
func (o *office) at(when string, want ...string) {
	o.Helper()
	o.now = moment(o.T, when)
	if err := o.clock.Tick(context.Background(), o.now); err != nil {
		o.Fatal(err)
	}
	if diff := cmp.Diff(want, o.said()); diff != "" {
		o.Errorf("%s: %s", when, diff)
	}
}

// said takes the messages out of the outbox.
func (o *office) said() (lines []string) {
	o.Helper()
	o.write(func(tx *storage.Tx) error {
		for priority := department.Callback; priority <= department.Broadcast; priority++ {
			rows, err := tx.Pending(context.Background(), priority, 0, 1_000_000)
			if err != nil {
				return err
			}
			for _, row := range rows {
				lines = append(lines, fmt.Sprintf("%s: %s", map[int64]string{1: "anna", 2: "boris", 9: "dora", -7: "group"}[row.Chat], row.Payload))
				if err := tx.Settle(context.Background(), []department.Fate{{ID: row.ID, Outcome: department.Sent, At: o.now}}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return lines
}

// plainWords say everything of one person in one line.
type plainWords struct {
	poison     int64 // a matter of which they cannot speak, a bell that has no room
	stuck      int64 // an absence that cannot begin or end
	speechless int64 // a bell that has no words
	mute       bool  // they cannot tell a digest
}

func (w *plainWords) Remind(_ context.Context, _ *storage.Tx, to department.Person, notices []department.Notice, now time.Time) ([]department.Outgoing, error) {
	var said []string
	for _, n := range notices {
		if n.Matter.ID == w.poison {
			panic("no words for that")
		}
		late := ""
		if n.Late {
			late = " late"
		}
		said = append(said, fmt.Sprintf("№%d %s%s", n.Matter.ID, n.Reminder.Cause, late))
	}
	return message(to, strings.Join(said, ", ")), nil
}

func (w *plainWords) Lapse(ctx context.Context, tx *storage.Tx, matter int64, now time.Time) ([]department.Outgoing, error) {
	if matter == w.poison {
		panic("no words for that")
	}
	m, err := tx.UpdateMatter(ctx, matter, func(m *department.Matter) error { return m.Lapse(now, cal) })
	return message(department.Person{ID: m.Reporter}, fmt.Sprintf("№%d %s", m.ID, m.Outcome)), err
}

func (w *plainWords) Routine(ctx context.Context, tx *storage.Tx, r department.Routine, now time.Time) ([]department.Outgoing, error) {
	if w.mute {
		return nil, errors.New("no words")
	}
	return message(department.Person{ID: r.Owners[0]}, fmt.Sprintf("%s due %s", r.Text, r.Due.In(moscow).Format("Mon 15:04"))), nil
}

func (w *plainWords) Digest(_ context.Context, _ *storage.Tx, to department.Person, from, now time.Time) ([]department.Outgoing, error) {
	if w.mute {
		return nil, errors.New("no words")
	}
	const form = "Mon 15:04"
	return message(to, fmt.Sprintf("digest %s to %s", from.In(moscow).Format(form), now.In(moscow).Format(form))), nil
}

func (w *plainWords) Totals(_ context.Context, _ *storage.Tx, g department.Group, now time.Time) ([]department.Outgoing, error) {
	if w.mute {
		return nil, errors.New("no words")
	}
	return []department.Outgoing{{Chat: g.Chat, Payload: []byte("totals"), Created: now}}, nil
}

// Ringing gives a bell to everybody whom its number names.
func (w *plainWords) Ringing(_ context.Context, _ *storage.Tx, b department.Bell, _ time.Time) (department.Ringing, error) {
	r := department.Ringing{Bell: b}
	switch {
	case b.Ref == w.poison:
		panic("no room for that")
	case b.Person != 0:
		r.To = []department.Listener{{Person: b.Person}}
	default:
		r.To = []department.Listener{{Person: anna, Through: b.Through}, {Person: boris}}
	}
	return r, nil
}

// Ring says all bells of one person in one line.
func (w *plainWords) Ring(_ context.Context, _ *storage.Tx, to department.Person, rings []department.Ringing, _ time.Time) ([]department.Outgoing, error) {
	var said []string
	for _, r := range rings {
		if r.Bell.Ref == w.speechless {
			return nil, errors.New("no words")
		}
		late := ""
		if r.Late {
			late = " late"
		}
		said = append(said, fmt.Sprintf("bell %d%s", r.Bell.Ref, late))
	}
	return message(to, strings.Join(said, ", ")), nil
}

func message(to department.Person, text string) []department.Outgoing {
	return []department.Outgoing{{Chat: int64(to.ID), Priority: department.Reminding, Payload: json.RawMessage(text)}}
}

func (w *plainWords) Turn(ctx context.Context, tx *storage.Tx, a department.Absence, now time.Time) ([]department.Outgoing, error) {
	a.Turn(now)
	if err := tx.SaveAbsence(ctx, a); err != nil || a.ID == w.stuck {
		return nil, errors.Join(err, errors.New("no words"))
	}
	return nil, nil
}
