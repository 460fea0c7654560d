package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

var (
	ann  = person(1, "Анна", department.Employee)
	bob  = person(2, "Борис", department.Employee)
	dora = person(9, "Дора", department.Director)
)

// of files a matter of any kind.
func of(t testing.TB, s *storage.Store, kind department.Kind, f department.Filing) department.Matter {
	t.Helper()
	f.Text, f.At = "дело", monday
	m, err := kind.New(f, cal)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		m, err = tx.CreateMatter(ctx, m, nil)
		return err
	})
	return m
}

func TestAMatterOfAnyKindComesBackAsItWasStored(t *testing.T) {
	s := openNew(t)
	parent := of(t, s, department.Task, department.Filing{By: dora, Owner: ann.ID, Routine: 0})
	want := of(t, s, department.Approval, department.Filing{
		By: ann, Parties: []department.PersonID{bob.ID, dora.ID}, Silence: department.Agreed, Parent: parent.ID, Proposed: monday.Add(90 * time.Hour),
	})
	for _, step := range []struct {
		act department.Act
		by  department.Person
	}{{department.Later, bob}, {department.Agree, dora}, {department.Object, bob}} {
		want = do(t, s, want.ID, step.act, step.by, monday.Add(time.Hour))
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, want.ID) })
		if diff := cmp.Diff(want, got, sameMatter); diff != "" {
			t.Errorf("after %s: %s", step.act, diff)
		}
	}
	task := do(t, s, parent.ID, department.Inquire, ann, monday.Add(time.Hour))
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, task.ID) })
	if diff := cmp.Diff(task, got, sameMatter); diff != "" || !got.Inquired {
		t.Errorf("inquired %v: %s", got.Inquired, diff)
	}
	parts := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Matter, error) {
		return tx.Parts(ctx, parent.ID, 5)
	})
	if len(parts) != 1 || parts[0].ID != want.ID {
		t.Errorf("the parts of %d are %v", parent.ID, parts)
	}
}

func TestWhoOwesAnAnswerFindsIt(t *testing.T) {
	s := openNew(t)
	owed := func(p department.Person) int {
		t.Helper()
		return len(read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Matter, error) {
			return tx.OwedAnswers(ctx, p.ID, 10)
		}))
	}
	ask := department.Filing{By: ann, Parties: []department.PersonID{bob.ID, dora.ID}}
	first, second := of(t, s, department.Approval, ask), of(t, s, department.Approval, ask)
	check := func(when string, bobs, doras int) {
		t.Helper()
		if owed(bob) != bobs || owed(dora) != doras || owed(ann) != 0 {
			t.Errorf("%s: %d, %d, %d", when, owed(bob), owed(dora), owed(ann))
		}
	}
	check("at first", 2, 2)
	do(t, s, first.ID, department.Later, bob, monday)
	check("put off", 2, 2)
	do(t, s, first.ID, department.Agree, dora, monday)
	check("agreed", 2, 1)
	do(t, s, second.ID, department.Object, bob, monday)
	check("over", 1, 0)
}

func TestWhatAMessageBecameIsFound(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.NoteSource(ctx, -7, 70, m.ID); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, department.Outgoing{Chat: 1, Matter: m.ID, Created: monday}); err != nil {
			return err
		}
		rows, err := tx.Pending(ctx, department.Callback, 0, 10)
		if err != nil {
			return err
		}
		return tx.Settle(ctx, []department.Fate{{ID: rows[0].ID, Card: rows[0].Card, Message: 500, At: monday, Outcome: department.Sent}})
	})
	for _, c := range []struct {
		name string
		find func(ctx context.Context, tx *storage.Tx) (int64, error)
		want int64
	}{
		{"its source", func(ctx context.Context, tx *storage.Tx) (int64, error) { return tx.SourceMatter(ctx, -7, 70) }, m.ID},
		{"another message", func(ctx context.Context, tx *storage.Tx) (int64, error) { return tx.SourceMatter(ctx, -7, 71) }, 0},
		{"its card", func(ctx context.Context, tx *storage.Tx) (int64, error) { return tx.CardMatter(ctx, 1, 500) }, m.ID},
		{"a card that was not sent", func(ctx context.Context, tx *storage.Tx) (int64, error) { return tx.CardMatter(ctx, 1, 0) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := s.Read(t.Context(), func(tx *storage.Tx) error {
				got, err := c.find(t.Context(), tx)
				if got != c.want {
					t.Errorf("found %d, want %d", got, c.want)
				}
				return err
			})
			if (c.want == 0) != errors.Is(err, department.ErrNone) {
				t.Error(err)
			}
		})
	}
}

func TestTheHistoryIsReadBackwardsInPages(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	do(t, s, m.ID, department.Take, ann, monday)
	do(t, s, m.ID, department.Finish, ann, monday)
	page := func(limit, offset int) (acts []department.Act) {
		for _, e := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Event, error) {
			return tx.History(ctx, m.ID, limit, offset)
		}) {
			acts = append(acts, e.Act)
		}
		return acts
	}
	if diff := cmp.Diff([][]department.Act{{department.Finish, department.Take}, {department.Create}}, [][]department.Act{page(2, 0), page(2, 2)}); diff != "" {
		t.Error(diff)
	}
}

func TestTheLoadOfAPersonIsCounted(t *testing.T) {
	s := openNew(t)
	for range 3 {
		m := of(t, s, department.Task, department.Filing{By: dora, Owner: ann.ID})
		do(t, s, m.ID, department.Take, ann, monday)
		if m.ID == 2 {
			do(t, s, m.ID, department.Wait, ann, monday)
		}
		if m.ID == 3 {
			do(t, s, m.ID, department.Finish, ann, monday)
		}
	}
	for who, want := range map[department.PersonID]department.Load{
		ann.ID: {Person: ann.ID, Open: 2, Overdue: 1, Waiting: 1}, bob.ID: {Person: bob.ID},
	} {
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Load, error) {
			return tx.LoadOf(ctx, who, monday.Add(14*24*time.Hour))
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRecurringTasksComeBackWhenTheyAreDue(t *testing.T) {
	s := openNew(t)
	rule := department.AlarmTime{Start: monday.Add(24 * time.Hour), Zone: "Europe/Moscow", RRule: "FREQ=WEEKLY"}
	want, err := department.NewRoutine("отчёт", []department.PersonID{ann.ID}, rule, dora, monday, cal)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		want, err = tx.CreateRoutine(ctx, want, want.At(cal))
		return err
	})
	due := func(now time.Time) []department.Routine {
		return read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Routine, error) {
			return tx.DueRoutines(ctx, now, 10)
		})
	}
	if found := due(want.At(cal).Add(-time.Second)); len(found) != 0 {
		t.Errorf("%v is given too early", found)
	}
	if diff := cmp.Diff([]department.Routine{want}, due(want.At(cal))); diff != "" {
		t.Error(diff)
	}
	if err := want.Stop(dora); err != nil {
		t.Fatal(err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SaveRoutine(ctx, want, want.At(cal)) })
	if found := due(monday.Add(1000 * time.Hour)); len(found) != 0 {
		t.Errorf("%v goes on after its end", found)
	}
}

func TestDecisionsAreKeptWithTheirMatters(t *testing.T) {
	s := openNew(t)
	task := of(t, s, department.Task, department.Filing{By: dora, Owner: ann.ID})
	idle := func() int {
		return read(t, s, func(ctx context.Context, tx *storage.Tx) (int, error) { return tx.IdleDecisions(ctx) })
	}
	want, err := department.NewDecision(department.Decision{Text: "предоплата", Owner: ann.ID, Due: monday.Add(time.Hour)}, dora, monday)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		want, err = tx.CreateDecision(ctx, want, cal)
		return err
	})
	if idle() != 1 {
		t.Errorf("%d decisions are without action", idle())
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		want, err = tx.UpdateDecision(ctx, want.ID, monday, cal, func(d *department.Decision) error {
			if err := d.Carry(task.ID, dora, monday); err != nil {
				return err
			}
			return d.Postpone(monday.Add(2*time.Hour), dora, monday)
		})
		return err
	})
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Decision, error) {
		return tx.Decision(ctx, want.ID)
	})
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(want)); diff != "" || idle() != 0 {
		t.Errorf("%d are without action; %s", idle(), diff)
	}
	do(t, s, task.ID, department.Cancel, dora, monday)
	if idle() != 1 {
		t.Error("a cancelled matter counts as action")
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdateDecision(ctx, want.ID, monday, cal, func(d *department.Decision) error { return d.Check("", dora, monday) })
		return err
	})
	var acts []department.DecisionAct
	for _, e := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.DecisionEvent, error) {
		return tx.DecisionEvents(ctx, want.ID, 10)
	}) {
		acts = append(acts, e.Act)
	}
	if diff := cmp.Diff([]department.DecisionAct{"check", "postpone", "carry", "decide"}, acts); diff != "" {
		t.Errorf("the history (-want +got):\n%s", diff)
	}
	live := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Decision, error) {
		return tx.LiveDecisions(ctx, 10)
	})
	if len(live) != 0 || idle() != 0 {
		t.Errorf("%v is alive", live)
	}
}
