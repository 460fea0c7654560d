package storage_test

import (
	"context"
	"errors"
	"path/filepath"
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

func TestSavepointsAreTakenBackAlone(t *testing.T) {
	s := openNew(t)
	handle := func(ctx context.Context, tx *storage.Tx, update int64) {
		if _, err := tx.Handle(ctx, update, monday); err != nil {
			t.Error(err)
		}
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		handle(ctx, tx, 1)
		err := tx.Savepoint(ctx, func() error {
			handle(ctx, tx, 2)
			err := tx.Savepoint(ctx, func() error {
				handle(ctx, tx, 3)
				panic("oops")
			})
			if p, ok := errors.AsType[storage.Panic](err); !ok || p.Value != "oops" || len(p.Stack) == 0 {
				t.Errorf("inner: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("outer: %v", err)
		}
		if err := tx.Savepoint(ctx, func() error { handle(ctx, tx, 4); return errors.New("no") }); err == nil {
			t.Error("the error is gone")
		}
		return nil
	})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for update, want := range []bool{true, false, false, true, true} {
			if fresh, err := tx.Handle(ctx, int64(update), monday); fresh != want || err != nil {
				t.Errorf("update %d: fresh %v, %v", update, fresh, err)
			}
		}
		return nil
	})
}

func TestAContextThatEndsStopsOnlyItsOwnWrite(t *testing.T) {
	s := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Write(ctx, func(tx *storage.Tx) error {
		if _, err := tx.Handle(ctx, 1, monday); err != nil {
			return err
		}
		cancel()
		_, err := tx.Handle(ctx, 2, monday)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := s.Write(ctx, func(*storage.Tx) error { t.Error("ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		fresh, err := tx.Handle(ctx, 1, monday)
		if !fresh {
			t.Error("the write was kept")
		}
		return err
	})
}

func TestAReadSeesOneMoment(t *testing.T) {
	s := openNew(t)
	create(t, s, department.Filing{})
	err := s.Read(t.Context(), func(tx *storage.Tx) error {
		count := func() int {
			n, err := tx.CountMatters(t.Context(), department.MatterFilter{})
			if err != nil {
				t.Error(err)
			}
			return n
		}
		before := count()
		create(t, s, department.Filing{})
		if after := count(); before != 1 || after != 1 {
			t.Errorf("saw %d, then %d", before, after)
		}
		if _, err := tx.Handle(t.Context(), 1, monday); err == nil {
			t.Error("a reader could write")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPersonComesBackAsSaved(t *testing.T) {
	s := openNew(t)
	want := department.Person{
		ID: 1 << 51, Name: "Пётр", Username: "petr", Role: department.Supervisor, Language: "ru", PhoneLanguage: "en-GB",
		Zone: "Asia/Omsk", Quiet: department.Quiet{From: 21 * time.Hour, Until: 8*time.Hour + 30*time.Minute}, DigestAt: -time.Hour,
		Joined: monday, LastSeen: monday.Add(time.Microsecond), Unreachable: monday.Add(time.Hour),
	}
	for range 2 { // inserted, then refreshed
		write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, want, time.Time{}) })
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Person, error) { return tx.Person(ctx, want.ID) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		want.Name = "Павел"
	}
}

func TestPeopleAreFoundByRoleInAlphabeticalOrder(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, p := range []department.Person{
			person(1, "Жанна", department.Director), person(2, "ёлкин", department.Employee),
			person(3, "Егор", department.Supervisor), person(4, "Анна", department.Candidate),
		} {
			if err := tx.SavePerson(ctx, p, time.Time{}); err != nil {
				t.Errorf("person %d: %v", i, err)
			}
		}
		return nil
	})
	for least, want := range map[department.Role][]string{
		department.Candidate: {"Анна", "Егор", "ёлкин", "Жанна"},
		department.Employee:  {"Егор", "ёлкин", "Жанна"},
		department.Director:  {"Жанна"},
	} {
		var names []string
		for _, p := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Person, error) {
			return tx.FindPeople(ctx, least)
		}) {
			names = append(names, p.Name)
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%v: %s", least, diff)
		}
	}
}

func TestUnreachableSaysWhetherItChangedAnything(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.SavePerson(ctx, person(7, "Анна", department.Employee), time.Time{}); err != nil {
			return err
		}
		for i, step := range []struct {
			chat  int64
			since time.Time
			want  bool
		}{{7, monday, true}, {7, monday.Add(time.Hour), false}, {7, time.Time{}, true}, {7, time.Time{}, false}, {-100, monday, false}} {
			if changed, err := tx.Unreachable(ctx, step.chat, step.since); changed != step.want || err != nil {
				t.Errorf("step %d: %v, %v", i, changed, err)
			}
		}
		return nil
	})
}

func TestTheScheduleOfTheDigestFollowsThePerson(t *testing.T) {
	s := openNew(t)
	p := person(7, "Анна", department.Director)
	save := func(p department.Person, next time.Time) {
		t.Helper()
		write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, p, next) })
	}
	next := func() (at []time.Time) {
		t.Helper()
		for _, d := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Schedule, error) {
			return tx.DueSchedules(ctx, monday.AddDate(1, 0, 0), 10)
		}) {
			at = append(at, d.At)
		}
		return at
	}
	save(p, monday)
	save(p, monday.Add(time.Hour)) // nothing has changed: the digest of monday stays due
	if diff := cmp.Diff([]time.Time{monday}, next()); diff != "" {
		t.Error(diff)
	}
	p.DigestAt = 9 * time.Hour
	save(p, monday.Add(2*time.Hour))
	if diff := cmp.Diff([]time.Time{monday.Add(2 * time.Hour)}, next()); diff != "" {
		t.Error(diff)
	}
	p.Role = department.Employee
	save(p, time.Time{})
	if at := next(); len(at) > 0 {
		t.Errorf("digest of an employee at %v", at)
	}
}

func TestDraftsAndDialogsAndInvitationsComeBack(t *testing.T) {
	s := openNew(t)
	draft := department.Draft{Chat: -5, Person: 1, Text: "вот", Album: "a1", Created: monday, Attachments: []department.Attachment{{Kind: department.Photo, File: "f"}}}
	dialog := department.Dialog{Chat: 1, Person: 2, Topic: "complaint", Step: "client", Data: []byte(`{}`), Started: monday}
	invitation := department.Invitation{Hash: []byte{1, 2}, Role: department.Employee, Name: "Пётр", By: 9, Created: monday, Expires: monday.Add(time.Hour)}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if draft, err = tx.CreateDraft(ctx, draft); err != nil {
			return err
		}
		draft.Matter, draft.Text = 4, "вот и вот"
		if invitation, err = tx.CreateInvitation(ctx, invitation); err != nil {
			return err
		}
		return errors.Join(tx.SaveDraft(ctx, draft), tx.SaveDialog(ctx, department.Dialog{Chat: 1, Person: 2}), tx.SaveDialog(ctx, dialog))
	})
	err := s.Read(t.Context(), func(tx *storage.Tx) error {
		ctx := t.Context()
		byID, err1 := tx.Draft(ctx, draft.ID)
		byAlbum, err2 := tx.DraftOfAlbum(ctx, -5, "a1")
		question, err3 := tx.Dialog(ctx, 1, 2)
		invited, err4 := tx.Invitation(ctx, []byte{1, 2})
		open, err5 := tx.OpenInvitations(ctx, monday)
		closed, err6 := tx.OpenInvitations(ctx, monday.Add(time.Hour))
		got := []any{byID, byAlbum, question, invited, open, closed}
		want := []any{draft, draft, dialog, invitation, []department.Invitation{invitation}, []department.Invitation(nil)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for what, err := range map[string]error{
			"draft": second(tx.Draft(ctx, 99)), "album": second(tx.DraftOfAlbum(ctx, 1, "")), "dialog": second(tx.Dialog(ctx, 1, 3)),
			"invitation": second(tx.Invitation(ctx, []byte{3})), "matter": second(tx.Matter(ctx, 99)), "person": second(tx.Person(ctx, 99)),
			"event": second(tx.LastEvent(ctx, 99)),
		} {
			if !errors.Is(err, department.ErrNone) {
				t.Errorf("%s: %v", what, err)
			}
		}
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	if err != nil {
		t.Fatal(err)
	}
	invitation.Used, invitation.UsedBy = monday, 5
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.SaveInvitation(ctx, invitation), tx.EndDialog(ctx, 1, 2), tx.EndDialog(ctx, 1, 2))
	})
	if open := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Invitation, error) {
		return tx.OpenInvitations(ctx, monday)
	}); len(open) > 0 {
		t.Errorf("open: %v", open)
	}
}

func second[T any](_ T, err error) error { return err }

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
			n := read(t, s, func(ctx context.Context, tx *storage.Tx) (int, error) { return tx.CountMatters(ctx, test.filter) })
			if test.filter.Limit == 0 && n != len(test.want) {
				t.Errorf("counted %d", n)
			}
		})
	}
	clients := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]string, error) { return tx.RecentClients(ctx, 2) })
	if diff := cmp.Diff([]string{"Ромашка", "Лютик"}, clients); diff != "" {
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

func TestPruneRemovesOnlyWhatIsOld(t *testing.T) {
	s := openNew(t)
	long := monday.AddDate(1, 0, 0)
	m := create(t, s, department.Filing{})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, at := range []time.Time{monday, long} {
			if _, err := tx.Handle(ctx, int64(i), at); err != nil {
				return err
			}
			if _, err := tx.CreateDraft(ctx, department.Draft{Created: at}); err != nil {
				return err
			}
			if _, err := tx.KeepFailed(ctx, department.FailedUpdate{At: at}); err != nil {
				return err
			}
		}
		return nil
	})
	var gone []int
	for range 2 {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			n, err := tx.Prune(ctx, long)
			gone = append(gone, n)
			return err
		})
	}
	if diff := cmp.Diff([]int{3, 0}, gone); diff != "" {
		t.Error(diff)
	}
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, m.ID) })
	if diff := cmp.Diff(m, got, sameMatter); diff != "" {
		t.Error(diff)
	}
}

func TestAnUpdateNumberThatComesAgainAfterAWeekIsNew(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, step := range []struct {
			after time.Duration
			fresh bool
		}{{0, true}, {24 * time.Hour, false}, {8 * 24 * time.Hour, true}, {9 * 24 * time.Hour, false}} {
			if fresh, err := tx.Handle(ctx, 7, monday.Add(step.after)); fresh != step.fresh || err != nil {
				t.Errorf("step %d: %v, %v", i, fresh, err)
			}
		}
		return nil
	})
}

func TestABackupIsADatabase(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	path := filepath.Join(t.TempDir(), "копия.db")
	for range 2 { // the second replaces the first
		if err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	restored, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	got := read(t, restored, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, m.ID) })
	if diff := cmp.Diff(m, got, sameMatter); diff != "" {
		t.Error(diff)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
