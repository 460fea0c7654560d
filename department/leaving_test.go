package department_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestRolesAreChangedByADirectorInTheirOwnRight(t *testing.T) {
	acting := clara
	acting.Stands = []department.Stand{{For: dora.ID, Role: department.Director}}
	for _, c := range []struct {
		name       string
		p          department.Person
		role, seen department.Role
		by         department.Person
		want       string
	}{
		{"an employee becomes a director", anna, department.Director, department.Employee, dora, ""},
		{"by an employee", anna, department.Director, department.Employee, boris, "role_not_yours"},
		{"by a deputy", anna, department.Director, department.Employee, acting, "role_not_yours"},
		{"by oneself", dora, department.Employee, department.Director, dora, "role_self"},
		{"twice", anna, department.Employee, department.Employee, dora, "team_changed"},
		{"after another director did", anna, department.Director, department.Supervisor, dora, "team_changed"},
		{"of a candidate", kim, department.Employee, department.Candidate, dora, "team_changed"},
		{"to a candidate", anna, department.Candidate, department.Employee, dora, "team_changed"},
	} {
		p := c.p
		if got := refusal(p.Become(c.role, c.seen, c.by)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.want != "" && p.Role != c.p.Role {
			t.Errorf("%s: refused, and done all the same", c.name)
		}
	}
}

func TestWhoeverLeavesIsACandidateAndCanBeTakenBack(t *testing.T) {
	now := inMoscow(t, "Mon 23 Nov 2026 10:00")
	p := anna
	p.Stands = []department.Stand{{For: dora.ID, Role: department.Director, Until: now.Add(time.Hour)}}
	d, err := p.Leave(dora, now)
	if err != nil || p.May(department.Employee) || d.Role != department.Employee {
		t.Fatalf("%v: %+v, %+v", err, p, d)
	}
	if _, err := p.Leave(dora, now); refusal(err) != "team_changed" {
		t.Errorf("left twice: %v", err)
	}
	if err := d.Undo(&p, boris, now); refusal(err) != "undo_late" {
		t.Errorf("taken back by an employee: %v", err)
	}
	if err := d.Undo(&p, dora, now.Add(department.UndoFor)); refusal(err) != "undo_late" {
		t.Errorf("taken back too late: %v", err)
	}
	if err := d.Undo(&p, dora, now.Add(time.Minute)); err != nil || !p.May(department.Employee) {
		t.Errorf("not taken back: %v", err)
	}
	if err := d.Undo(&p, dora, now.Add(time.Minute)); refusal(err) != "undo_late" {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestAMatterHandedOverIsTakenAnew(t *testing.T) {
	now := inMoscow(t, "Mon 23 Nov 2026 10:00")
	m, err := department.Task.New(department.Filing{Text: "КП", By: dora, Owner: anna.ID, At: now}, office(t))
	if err != nil {
		t.Fatal(err)
	}
	due := m.Due
	if err := m.Do(department.Move{Act: department.Take, By: anna, At: now}, office(t)); err != nil {
		t.Fatal(err)
	}
	later := now.Add(5 * time.Hour)
	if err := m.HandOver(boris, clara, later, office(t)); refusal(err) != "not_yours" {
		t.Errorf("by an employee: %v", err)
	}
	if err := m.HandOver(kim, dora, later, office(t)); refusal(err) != "deputy_gone" {
		t.Errorf("to a candidate: %v", err)
	}
	if err := m.HandOver(boris, dora, later, office(t)); err != nil {
		t.Fatal(err)
	}
	if m.Owner != boris.ID || m.State != department.Open || !m.TakeBy.After(later) || !m.Due.Equal(due) {
		t.Errorf("%+v", m.Standing)
	}
	last := m.Events()[len(m.Events())-1]
	if err := m.Undo(dora, last, later, office(t)); err != nil || m.Owner != anna.ID || m.State != department.Taken {
		t.Errorf("%v: %+v", err, m.Standing)
	}
}

func TestMattersAreSharedEvenly(t *testing.T) {
	for _, c := range []struct {
		n     int
		loads []int
		want  []int
	}{
		{0, []int{1}, []int{}},
		{3, []int{7}, []int{0, 0, 0}},
		{4, []int{0, 0}, []int{0, 1, 0, 1}},
		{4, []int{3, 0}, []int{1, 1, 1, 0}},
	} {
		if diff := cmp.Diff(c.want, department.Shares(c.n, c.loads)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestARecurringTaskTakenBackStaysWithWhoHadItBefore(t *testing.T) {
	const anna, petr, vera = 1, 2, 3
	for name, c := range map[string]struct {
		owners []department.PersonID
		want   []department.PersonID
	}{
		"only hers":             {[]department.PersonID{anna}, []department.PersonID{anna}},
		"hers and of the heir":  {[]department.PersonID{anna, petr}, []department.PersonID{petr, anna}},
		"hers and of a third":   {[]department.PersonID{vera, anna}, []department.PersonID{vera, anna}},
		"of all three together": {[]department.PersonID{anna, petr, vera}, []department.PersonID{petr, vera, anna}},
	} {
		r := department.Routine{Owners: c.owners}
		move := department.RoutineMove{To: petr, Had: slices.Contains(c.owners, petr)}
		if !r.HandOver(anna, petr) || slices.Contains(r.Owners, anna) {
			t.Errorf("%s: handed over to %v", name, r.Owners)
		}
		if !r.TakeBack(move, anna) {
			t.Errorf("%s: not taken back", name)
		}
		if diff := cmp.Diff(c.want, r.Owners); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		r.Owners = []department.PersonID{vera}
		if r.TakeBack(move, anna) {
			t.Errorf("%s: taken back from somebody who had not got it", name)
		}
	}
}
