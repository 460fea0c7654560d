package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

// sameMatter leaves out of a comparison what is only known while it changes.
var sameMatter = cmpopts.IgnoreUnexported(department.Matter{})

func filed(t testing.TB, f department.Filing) department.Matter {
	t.Helper()
	if f.By.ID == 0 {
		f.By = person(1, "Анна", department.Employee)
	}
	if f.Text == "" {
		f.Text = "не отгрузили"
	}
	if f.At.IsZero() {
		f.At = monday
	}
	m, err := department.Complaint.New(f, cal)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// create stores a new matter.
func create(t testing.TB, s *storage.Store, f department.Filing, with ...department.Attachment) department.Matter {
	t.Helper()
	m := filed(t, f)
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		m, err = tx.CreateMatter(ctx, m, with)
		return err
	})
	return m
}

// do lets p take a step.
func do(t testing.TB, s *storage.Store, id int64, act department.Act, p department.Person, at time.Time) department.Matter {
	t.Helper()
	var m department.Matter
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		m, err = tx.UpdateMatter(ctx, id, func(m *department.Matter) error {
			return m.Do(department.Move{Act: act, By: p, At: at, Note: "так надо"}, cal)
		})
		return err
	})
	return m
}

func TestAMatterComesBackAsItWasStored(t *testing.T) {
	s := openNew(t)
	files := []department.Attachment{{Kind: department.Photo, File: "f1"}, {Kind: department.Voice, File: "f2", Name: "речь.ogg"}}
	want := create(t, s, department.Filing{Text: "не отгрузили 📦 <b>", Client: "ООО «Ромашка»", Priority: department.Critical}, files...)
	anna := person(1, "Анна", department.Employee)
	for _, act := range []department.Act{department.Take, department.Wait, department.Finish, department.Return} {
		by := anna
		if act == department.Return {
			by = person(9, "Дора", department.Director)
		}
		want = do(t, s, want.ID, act, by, monday.Add(time.Hour))
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, want.ID) })
		if diff := cmp.Diff(want, got, sameMatter); diff != "" {
			t.Errorf("after %s: %s", act, diff)
		}
	}
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Attachment, error) {
		return tx.Attachments(ctx, want.ID)
	})
	if diff := cmp.Diff(files, got); diff != "" {
		t.Error(diff)
	}
}

func TestARefusedChangeStoresNothing(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	refusal := department.Refuse("no_step")
	err := s.Write(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.UpdateMatter(t.Context(), m.ID, func(m *department.Matter) error {
			m.Text = "другое"
			return refusal
		})
		if got, ok := errors.AsType[department.Refusal](err); !ok || got.Code != refusal.Code {
			t.Errorf("got %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, m.ID) })
	if diff := cmp.Diff(m, got, sameMatter); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersOfMattersAreOneSeries(t *testing.T) {
	s := openNew(t)
	first := create(t, s, department.Filing{})
	// One that is taken back leaves no gap.
	failed := errors.New("no")
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		err := tx.Savepoint(ctx, func() error {
			if _, err := tx.CreateMatter(ctx, filed(t, department.Filing{}), nil); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Errorf("got %v", err)
		}
		return nil
	})
	second := create(t, s, department.Filing{})
	if first.ID != 1 || second.ID != 2 {
		t.Errorf("№%d and №%d", first.ID, second.ID)
	}
}

func TestRemindersComeByTime(t *testing.T) {
	s := openNew(t)
	urgent := create(t, s, department.Filing{Priority: department.Important, At: monday.Add(time.Minute)})
	usual := create(t, s, department.Filing{})
	due := func(at time.Time, limit int) []department.Reminder {
		t.Helper()
		return read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Reminder, error) {
			return tx.DueReminders(ctx, at, limit)
		})
	}
	planned := func(m department.Matter) department.Reminder {
		r, _ := m.Planned()
		r.Matter = m.ID
		return r
	}
	day := monday.AddDate(0, 0, 1)
	if diff := cmp.Diff([]department.Reminder{planned(urgent), planned(usual)}, due(day, 10)); diff != "" {
		t.Error(diff)
	}
	if got := due(urgent.TakeBy.Add(-time.Microsecond), 10); len(got) > 0 {
		t.Errorf("too early: %v", got)
	}
	if got := due(day, 1); len(got) != 1 {
		t.Errorf("with limit 1: %v", got)
	}
	later := planned(usual)
	later.At, later.Told = monday, []department.PersonID{1, 1 << 51}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.SaveReminder(ctx, later), tx.EndReminder(ctx, urgent.ID))
	})
	if diff := cmp.Diff([]department.Reminder{later}, due(day, 10)); diff != "" {
		t.Error(diff)
	}
	do(t, s, usual.ID, department.Cancel, person(1, "Анна", department.Employee), monday)
	if got := due(day.AddDate(1, 0, 0), 10); len(got) > 0 {
		t.Errorf("of a cancelled matter: %v", got)
	}
}

func TestListsFindWhatPeopleOwe(t *testing.T) {
	s := openNew(t)
	anna, boris := person(1, "Анна", department.Employee), person(2, "Борис", department.Employee)
	in := func(d time.Duration) time.Time { return monday.Add(d * workdays.Day / 9) }
	a := create(t, s, department.Filing{Owner: 1, By: boris, Client: "Ромашка", Due: in(30)})
	b := create(t, s, department.Filing{Owner: 1, By: boris, Client: "Лютик", Due: in(10)})
	c := create(t, s, department.Filing{By: boris, Client: "Ромашка", Due: in(20)})
	w := create(t, s, department.Filing{Owner: 1, By: boris, Due: in(5)})
	do(t, s, w.ID, department.Take, anna, monday)
	do(t, s, w.ID, department.Wait, anna, monday)
	d := create(t, s, department.Filing{Owner: 1, By: boris, Due: in(1)})
	do(t, s, d.ID, department.Take, anna, monday)
	do(t, s, d.ID, department.Finish, anna, monday)
	e := create(t, s, department.Filing{Owner: 1, By: boris, Due: in(1)})
	do(t, s, e.ID, department.Cancel, boris, monday)
	late := in(25)
	for _, test := range []struct {
		name   string
		filter department.MatterFilter
		want   []int64
	}{
		{"everything, by due time", department.MatterFilter{}, []int64{d.ID, w.ID, b.ID, c.ID, a.ID}},
		{"of Anna", department.MatterFilter{Owner: 1}, []int64{w.ID, b.ID, a.ID}},
		{"of nobody known", department.MatterFilter{Owner: 5}, nil},
		{"that Boris has to accept", department.MatterFilter{Reporter: 2}, []int64{d.ID}},
		{"of Anna, a kind that she has not", department.MatterFilter{Owner: 1, Kind: "task"}, nil},
		{"overdue, not those that wait or are done", department.MatterFilter{OverdueAt: late}, []int64{b.ID, c.ID}},
		{"overdue of Anna", department.MatterFilter{Owner: 1, OverdueAt: late}, []int64{b.ID}},
		{"overdue complaints", department.MatterFilter{Kind: "complaint", OverdueAt: late}, []int64{b.ID, c.ID}},
		{"of a client", department.MatterFilter{Client: "Ромашка"}, []int64{c.ID, a.ID}},
		{"of a client and of Anna", department.MatterFilter{Client: "Ромашка", Owner: 1}, []int64{a.ID}},
		{"that nobody took", department.MatterFilter{Unowned: true}, []int64{c.ID}},
		{"in a state", department.MatterFilter{State: department.Waiting}, []int64{w.ID}},
		{"of Anna in a state", department.MatterFilter{Owner: 1, State: department.Done}, []int64{d.ID}},
		{"overdue in a state", department.MatterFilter{State: department.Taken, OverdueAt: late}, nil},
		{"over", department.MatterFilter{Over: true}, []int64{e.ID}},
		{"over of Anna", department.MatterFilter{Over: true, Owner: 1}, []int64{e.ID}},
		{"over of a client", department.MatterFilter{Over: true, Client: "Ромашка"}, nil},
		{"a page", department.MatterFilter{Offset: 1, Limit: 2}, []int64{w.ID, b.ID}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []int64
			for _, m := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Matter, error) {
				return tx.FindMatters(ctx, test.filter)
			}) {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			n := read(t, s, func(ctx context.Context, tx *storage.Tx) (int, error) {
				if test.filter.Over {
					return 0, nil
				}
				return tx.CountMatters(ctx, test.filter)
			})
			if test.filter.Limit == 0 && !test.filter.Over && n != len(test.want) {
				t.Errorf("counted %d", n)
			}
		})
	}
	clients := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]string, error) { return tx.RecentClients(ctx, 2) })
	if diff := cmp.Diff([]string{"Ромашка", "Лютик"}, clients); diff != "" {
		t.Error(diff)
	}
	open := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.ClientLoad, error) {
		return tx.OpenClients(ctx, 2)
	})
	if diff := cmp.Diff([]department.ClientLoad{{Client: "Ромашка", Latest: c.ID, Open: 2}, {Client: "Лютик", Latest: b.ID, Open: 1}}, open); diff != "" {
		t.Error(diff)
	}
	loads := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Load, error) { return tx.Standings(ctx, late) })
	want := []department.Load{{Person: 0, Kind: "complaint", Open: 1, Overdue: 1}, {Person: 1, Kind: "complaint", Open: 4, Overdue: 1}}
	if diff := cmp.Diff(want, loads); diff != "" {
		t.Error(diff)
	}
}

func TestTheLedgerKeepsWhatHappened(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	before := m.Standing
	anna := person(1, "Анна", department.Employee)
	do(t, s, m.ID, department.Take, anna, monday.Add(time.Hour))
	last := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Event, error) { return tx.LastEvent(ctx, m.ID) })
	want := department.Event{ID: 2, Matter: m.ID, Kind: "complaint", At: monday.Add(time.Hour), By: 1, Act: department.Take,
		Note: "так надо", State: department.Taken, Owner: 1, Before: &before}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Error(diff)
	}
	count := func(after, until time.Time) []department.Count {
		return read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Count, error) {
			return tx.Counts(ctx, after, until)
		})
	}
	taken := department.Count{Kind: "complaint", Act: department.Take, Times: 1}
	if diff := cmp.Diff([]department.Count{taken}, count(monday, monday.Add(time.Hour))); diff != "" {
		t.Error(diff)
	}
	if got := count(monday.Add(time.Hour), monday.Add(2*time.Hour)); len(got) > 0 {
		t.Errorf("counted twice: %v", got)
	}
}
