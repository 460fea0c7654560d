package department_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// The people of these tests.
var (
	anna  = department.Person{ID: 1, Name: "Анна", Role: department.Employee}    // owns
	boris = department.Person{ID: 2, Name: "Борис", Role: department.Employee}   // files
	clara = department.Person{ID: 3, Name: "Клара", Role: department.Employee}   // has no part
	dora  = department.Person{ID: 9, Name: "Дора", Role: department.Director}    // directs
	kim   = department.Person{ID: 10, Name: "Ким", Role: department.Candidate}   // came by
	gleb  = department.Person{ID: 11, Name: "Глеб", Role: department.Supervisor} // looks on
	// olya is the deputy of Anna, whatever that is due to.
	olya = department.Person{ID: 12, Name: "Оля", Role: department.Employee, Stands: []department.Stand{{For: 1, Role: department.Employee}}}
)

func filing(t testing.TB, change func(*department.Filing)) department.Filing {
	f := department.Filing{Text: "не отгрузили", By: boris, At: inMoscow(t, "Mon 23 Nov 2026 10:00")}
	if change != nil {
		change(&f)
	}
	return f
}

func refusal(err error) string {
	if err == nil {
		return ""
	}
	return strings.TrimPrefix(err.Error(), "refused: ")
}

func TestANewMatterHasItsClocks(t *testing.T) {
	for _, c := range []struct {
		name        string
		change      func(*department.Filing)
		takeBy, due string
	}{
		{"usual", nil, "Mon 23 Nov 2026 14:00", "Thu 26 Nov 2026 10:00"},
		{"important", func(f *department.Filing) { f.Priority = department.Important }, "Mon 23 Nov 2026 11:00", "Tue 24 Nov 2026 10:00"},
		{"critical", func(f *department.Filing) { f.Priority = department.Critical }, "Mon 23 Nov 2026 11:00", "Tue 24 Nov 2026 10:00"},
		{"on a Friday evening", func(f *department.Filing) { f.At = inMoscow(t, "Fri 27 Nov 2026 17:00") }, "Mon 30 Nov 2026 12:00", "Wed 2 Dec 2026 17:00"},
		{"at night", func(f *department.Filing) { f.At = inMoscow(t, "Mon 23 Nov 2026 03:00") }, "Mon 23 Nov 2026 13:00", "Wed 25 Nov 2026 18:00"},
		{"with a due time of its own", func(f *department.Filing) { f.Due = inMoscow(t, "Tue 24 Nov 2026 12:00") }, "Mon 23 Nov 2026 14:00", "Tue 24 Nov 2026 12:00"},
		{"with one before it had to be taken", func(f *department.Filing) { f.Due = inMoscow(t, "Mon 23 Nov 2026 11:00") }, "Mon 23 Nov 2026 11:00", "Mon 23 Nov 2026 11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := department.Complaint.New(filing(t, c.change), office(t))
			if err != nil {
				t.Fatal(err)
			}
			zone := place(t, "Europe/Moscow")
			got := []string{m.TakeBy.In(zone).Format(form), m.Due.In(zone).Format(form), m.FirstDue.In(zone).Format(form)}
			if diff := cmp.Diff([]string{c.takeBy, c.due, c.due}, got); diff != "" {
				t.Error(diff)
			}
			if m.State != department.Open || m.Version != 1 || len(m.Events()) != 1 || m.Events()[0].Act != department.Create {
				t.Errorf("got %+v with %v", m, m.Events())
			}
		})
	}
}

func TestAFilingIsRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   department.Kind
		change func(*department.Filing)
		want   string
	}{
		{"of a candidate", department.Complaint, func(f *department.Filing) { f.By = kim }, "not_yours"},
		{"of an employee who is not the director", department.Task, nil, "not_yours"},
		{"without text", department.Complaint, func(f *department.Filing) { f.Text = " \n" }, "complaint_empty"},
		{"with too much text", department.Complaint, func(f *department.Filing) { f.Text = strings.Repeat("ё", department.MaxText+1) }, "text_too_long"},
		{"with as much text as there may be", department.Complaint, func(f *department.Filing) { f.Text = strings.Repeat("ё", department.MaxText) }, ""},
		{"with too long a client", department.Complaint, func(f *department.Filing) { f.Client = strings.Repeat("ё", department.MaxClient+1) }, "client_too_long"},
		{"with a due time that has passed", department.Complaint, func(f *department.Filing) { f.Due = f.At }, "due_past"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.kind.New(filing(t, c.change), office(t))
			if got := refusal(err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// life is a matter with a clock.
type life struct {
	*testing.T
	department.Matter
	cal workdays.Calendar
	now time.Time
}

func born(t *testing.T, kind department.Kind, change func(*department.Filing)) *life {
	t.Helper()
	f := filing(t, change)
	m, err := kind.New(f, office(t))
	if err != nil {
		t.Fatal(err)
	}
	return &life{T: t, Matter: m, cal: office(t), now: f.At}
}

// try lets p take a step and returns the refusal.
func (l *life) try(act department.Act, p department.Person) string {
	return refusal(l.Do(department.Move{Act: act, By: p, At: l.now, Note: "потому что"}, l.cal))
}

// must lets p take a step that is allowed, at a moment, "" for now.
func (l *life) must(act department.Act, p department.Person, at string) {
	l.Helper()
	if at != "" {
		l.now = inMoscow(l, at)
	}
	if r := l.try(act, p); r != "" {
		l.Fatalf("%s by %s: %s", act, p.Name, r)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	owned := func(l *life) { l.must(department.Take, anna, "") }
	waiting := func(l *life) { owned(l); l.must(department.Wait, anna, "") }
	done := func(l *life) { owned(l); l.must(department.Finish, anna, "") }
	closed := func(l *life) { done(l); l.must(department.Accept, boris, "") }
	all := []department.Person{anna, boris, clara, dora}
	for _, c := range []struct {
		name  string
		reach func(*life)
		act   department.Act
		may   []department.Person
	}{
		{"take what nobody owns", func(*life) {}, department.Take, all},
		{"cancel what nobody took", func(*life) {}, department.Cancel, []department.Person{boris, dora}},
		{"finish what nobody took", func(*life) {}, department.Finish, nil},
		{"let it wait", owned, department.Wait, []department.Person{anna}},
		{"finish", owned, department.Finish, []department.Person{anna}},
		{"cancel what somebody took", owned, department.Cancel, []department.Person{dora}},
		{"take what somebody took", owned, department.Take, nil},
		{"resume", waiting, department.Resume, []department.Person{anna}},
		{"finish what waits", waiting, department.Finish, []department.Person{anna}},
		{"accept", done, department.Accept, []department.Person{boris, dora}},
		{"return", done, department.Return, []department.Person{boris, dora}},
		{"accept what is closed", closed, department.Accept, nil},
		{"return what is closed", closed, department.Return, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, p := range append(all, kim) {
				l := born(t, department.Complaint, nil)
				c.reach(l)
				offered := false
				for _, s := range l.Steps(p) {
					offered = offered || s.Do == c.act
				}
				may := false
				for _, q := range c.may {
					may = may || q.ID == p.ID
				}
				before := l.Matter
				r := l.try(c.act, p)
				if (r == "") != may || offered != may {
					t.Errorf("%s: offered %v, refused with %q", p.Name, offered, r)
				}
				if r != "" && (!cmp.Equal(before.Standing, l.Standing) || before.Version != l.Version) {
					t.Errorf("%s was refused, but the matter changed", p.Name)
				}
			}
		})
	}
}

func TestAStepIsRefused(t *testing.T) {
	l := born(t, department.Complaint, nil)
	l.must(department.Take, anna, "")
	for _, c := range []struct {
		name string
		move department.Move
		want string
	}{
		{"when the card shows another state", department.Move{Act: department.Take, By: clara, Seen: department.Open}, "stale"},
		{"without the note that it needs", department.Move{Act: department.Finish, By: anna, Note: " "}, "note_missing"},
		{"with too long a note", department.Move{Act: department.Finish, By: anna, Note: strings.Repeat("ё", department.MaxNote+1)}, "note_too_long"},
		{"that does not exist", department.Move{Act: "burn", By: dora}, "no_step"},
		{"to a candidate, whatever the state", department.Move{Act: department.Take, By: kim, Seen: department.Open}, "not_yours"},
	} {
		if got := refusal(l.Do(c.move, l.cal)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWaitingMovesTheDueTime(t *testing.T) {
	l := born(t, department.Complaint, nil) // due Thu 10:00
	l.must(department.Take, anna, "")
	l.must(department.Wait, anna, "Mon 23 Nov 2026 17:00")
	if want := inMoscow(t, "Tue 24 Nov 2026 17:00"); !l.WaitUntil.Equal(want) {
		t.Errorf("waits until %v", l.WaitUntil)
	}
	l.must(department.Resume, anna, "Tue 24 Nov 2026 11:00") // after three working hours
	if want := inMoscow(t, "Thu 26 Nov 2026 13:00"); !l.Due.Equal(want) || !l.FirstDue.Equal(inMoscow(t, "Thu 26 Nov 2026 10:00")) {
		t.Errorf("due %v, at first %v", l.Due, l.FirstDue)
	}
	if l.WaitingFor != "" || !l.WaitUntil.IsZero() {
		t.Errorf("still waits: %+v", l.Standing)
	}
}

func TestAMatterThatComesBackLateGetsANewDay(t *testing.T) {
	l := born(t, department.Complaint, nil)
	l.must(department.Take, anna, "")
	l.must(department.Finish, anna, "")
	l.must(department.Return, boris, "Mon 30 Nov 2026 12:00")
	if want := inMoscow(t, "Tue 1 Dec 2026 12:00"); !l.Due.Equal(want) || l.Returns != 1 || l.Owner != anna.ID || !l.Done.IsZero() {
		t.Errorf("got %+v", l.Standing)
	}
	early := born(t, department.Complaint, nil)
	early.must(department.Take, anna, "")
	early.must(department.Finish, anna, "")
	early.must(department.Return, boris, "")
	if !early.Due.Equal(early.FirstDue) {
		t.Errorf("one that comes back early is due %v", early.Due)
	}
}

func TestUndo(t *testing.T) {
	after := func(d time.Duration) func(*life, department.Event) time.Time {
		return func(_ *life, e department.Event) time.Time { return e.At.Add(d) }
	}
	for _, c := range []struct {
		name string
		by   department.Person
		at   func(*life, department.Event) time.Time
		want string
	}{
		{"at once", anna, after(0), ""},
		{"just in time", anna, after(department.UndoFor - time.Second), ""},
		{"too late", anna, after(department.UndoFor), "undo_late"},
		{"of what somebody else did", dora, after(0), "undo_late"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := born(t, department.Complaint, nil)
			before := l.Standing
			l.must(department.Take, anna, "")
			last := l.Events()[1]
			err := l.Undo(c.by, last, c.at(l, last), l.cal)
			if got := refusal(err); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			if err != nil {
				return
			}
			if !cmp.Equal(l.Standing, before) {
				t.Error(cmp.Diff(before, l.Standing))
			}
			undone := l.Events()[2]
			if undone.Act != department.Undo || undone.Note != string(department.Take) || l.Version != 3 {
				t.Errorf("recorded %+v", undone)
			}
			if r := refusal(l.Undo(anna, undone, l.now, l.cal)); r != "undo_late" {
				t.Errorf("an undo was undone: %q", r)
			}
		})
	}
	t.Run("of a creation cancels", func(t *testing.T) {
		l := born(t, department.Complaint, nil)
		if err := l.Undo(boris, l.Events()[0], l.now.Add(time.Minute), l.cal); err != nil {
			t.Fatal(err)
		}
		if _, planned := l.Planned(); l.State != department.Cancelled || planned {
			t.Errorf("state %s, planned %v", l.State, planned)
		}
	})
	t.Run("of one who was dismissed", func(t *testing.T) {
		l := born(t, department.Complaint, nil)
		l.must(department.Take, anna, "")
		gone := anna
		gone.Role = department.Candidate
		if r := refusal(l.Undo(gone, l.Events()[1], l.now, l.cal)); r != "undo_late" {
			t.Errorf("got %q", r)
		}
	})
}

// climb tells the whole ladder of the matter while nobody acts.
func (l *life) climb() (rungs []string) {
	l.Helper()
	r, more := l.Planned()
	for more {
		rungs = append(rungs, r.Due.In(place(l, "Europe/Moscow")).Format(form)+" "+string(r.Cause)+" "+told(r.Tell))
		if !l.Applies(r) {
			l.Errorf("%v does not apply", r)
		}
		r, more = l.Next(r.Rung, time.Time{}, l.cal)
	}
	return rungs
}

func told(who department.Who) string {
	var names []string
	for _, w := range []struct {
		who  department.Who
		name string
	}{{department.Owners, "owner"}, {department.Reporters, "reporter"}, {department.Directors, "director"}, {department.Deputies, "stand-in"}} {
		if who&w.who != 0 {
			names = append(names, w.name)
		}
	}
	return strings.Join(names, "+")
}

func TestTheLadder(t *testing.T) {
	assigned := func(f *department.Filing) { f.Owner = anna.ID }
	for _, c := range []struct {
		name   string
		change func(*department.Filing)
		act    func(*life)
		want   []string
	}{
		{"of what nobody takes", nil, func(*life) {}, []string{
			"Mon 23 Nov 2026 14:00 untaken director", "Tue 24 Nov 2026 14:00 untaken stand-in",
			"Thu 26 Nov 2026 10:00 overdue director", "Fri 27 Nov 2026 10:00 overdue stand-in"}},
		{"of what was given to somebody", assigned, func(*life) {}, []string{
			"Mon 23 Nov 2026 14:00 untaken owner", "Mon 23 Nov 2026 16:00 untaken director", "Tue 24 Nov 2026 14:00 untaken stand-in",
			"Thu 26 Nov 2026 10:00 overdue owner+director", "Fri 27 Nov 2026 10:00 overdue stand-in"}},
		{"of what is due before the director would hear that it was not taken", func(f *department.Filing) { assigned(f); f.Due = f.At.Add(time.Hour) },
			func(*life) {}, []string{"Mon 23 Nov 2026 11:00 overdue owner+director", "Tue 24 Nov 2026 11:00 overdue stand-in"}},
		{"of what was taken", nil, func(l *life) { l.must(department.Take, anna, "") }, []string{
			"Thu 26 Nov 2026 09:00 soon owner", "Thu 26 Nov 2026 10:00 due owner", "Thu 26 Nov 2026 12:00 overdue owner+director",
			"Fri 27 Nov 2026 10:00 overdue stand-in", "Tue 1 Dec 2026 10:00 idle owner"}},
		{"of what was taken an hour before it is due", nil, func(l *life) { l.must(department.Take, anna, "Thu 26 Nov 2026 09:30") }, []string{
			"Thu 26 Nov 2026 10:00 due owner", "Thu 26 Nov 2026 12:00 overdue owner+director",
			"Fri 27 Nov 2026 10:00 overdue stand-in", "Tue 1 Dec 2026 10:00 idle owner"}},
		{"of what was taken long overdue", nil, func(l *life) { l.must(department.Take, anna, "Fri 27 Nov 2026 12:00") }, []string{"Wed 2 Dec 2026 12:00 idle owner"}},
		{"of what waits", nil, func(l *life) { l.must(department.Take, anna, ""); l.must(department.Wait, anna, "") }, []string{"Tue 24 Nov 2026 10:00 wait_over owner", "Fri 27 Nov 2026 10:00 wait_over owner"}},
		{"of what is done", nil, func(l *life) { l.must(department.Take, anna, ""); l.must(department.Finish, anna, "") }, []string{"Tue 24 Nov 2026 10:00 unaccepted reporter", "Thu 26 Nov 2026 10:00 unaccepted director"}},
		{"of what has time, but nobody touches it", func(f *department.Filing) { f.Due = f.At.AddDate(0, 0, 14) }, func(l *life) { l.must(department.Take, anna, "") }, []string{
			"Thu 26 Nov 2026 10:00 idle owner", "Mon 7 Dec 2026 09:00 soon owner", "Mon 7 Dec 2026 10:00 due owner", "Mon 7 Dec 2026 12:00 overdue owner+director",
			"Tue 8 Dec 2026 10:00 overdue stand-in", "Thu 10 Dec 2026 10:00 idle owner"}},
		{"of what is cancelled", nil, func(l *life) { l.must(department.Cancel, boris, "") }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := born(t, department.Complaint, c.change)
			c.act(l)
			if diff := cmp.Diff(c.want, l.climb()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNamingTheClientStopsNoClock(t *testing.T) {
	l := born(t, department.Complaint, nil)
	loaded := department.Matter{ID: 1, Kind: l.Kind, Reporter: l.Reporter, Standing: l.Standing, Version: 1}
	if err := loaded.NameClient(" ООО  «Ромашка» ", boris, l.now); err != nil {
		t.Fatal(err)
	}
	if loaded.Replanned() || loaded.Client != "ООО «Ромашка»" || loaded.Version != 2 {
		t.Errorf("replanned %v, client %q", loaded.Replanned(), loaded.Client)
	}
}

func TestOnlyTheLastRungThatHasComeIsWorthSaying(t *testing.T) {
	l := born(t, department.Complaint, nil)
	l.must(department.Take, anna, "")
	first, _ := l.Planned()
	for at, want := range map[string]string{
		"Thu 26 Nov 2026 09:00": "soon, then due",
		"Thu 26 Nov 2026 10:30": "soon due, then overdue",
		"Mon 30 Nov 2026 10:00": "soon due overdue overdue, then idle",
	} {
		come, next, more := l.Climb(first, inMoscow(t, at), l.cal)
		var got []string
		for _, r := range come {
			got = append(got, string(r.Cause))
		}
		text := strings.Join(got, " ")
		if more {
			text += ", then " + string(next.Cause)
		}
		if text != want {
			t.Errorf("%s: got %q, want %q", at, text, want)
		}
	}
}
