package department_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// TestAnyLifeOfAMatter lets people do anything at any time and checks what
// always holds.
func TestAnyLifeOfAMatter(t *testing.T) {
	cal := office(t)
	start := inMoscow(t, "Mon 23 Nov 2026 10:00")
	people := []department.Person{anna, boris, clara, dora, kim}
	acts := []department.Act{department.Take, department.Wait, department.Resume, department.Finish,
		department.Accept, department.Return, department.Cancel, department.Undo, department.Amend, department.Proceed}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(department.Kinds()).Draw(t, "kind")
		by := boris
		if kind.Files == department.Director {
			by = dora
		}
		owner := rapid.SampledFrom([]department.PersonID{0, anna.ID}).Draw(t, "owner")
		m, err := kind.New(department.Filing{Text: "дело", By: by, At: start, Owner: owner}, cal)
		if err != nil {
			t.Fatal(err)
		}
		born, now := m.Standing, start
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(30*time.Hour)).Draw(t, "pause")))
			if rapid.Bool().Draw(t, "quick") {
				now = m.Events()[len(m.Events())-1].At.Add(time.Minute)
			}
			p := rapid.SampledFrom(people).Draw(t, "who")
			act := rapid.SampledFrom(acts).Draw(t, "act")
			before := m
			err := live(&m, act, p, now, cal)
			if err != nil {
				if diff := cmp.Diff(before, m, cmpopts.IgnoreUnexported(m)); diff != "" || len(m.Events()) != len(before.Events()) {
					t.Fatalf("refused %s by %s changed the matter: %s", act, p.Name, diff)
				}
				continue
			}
			if !allowed(before, act, p) {
				t.Fatalf("%s may %s a matter that is %s", p.Name, act, before.State)
			}
			checkPlan(t, m, now, cal)
		}
		replay(t, m, born)
	})
}

// live lets p act.
func live(m *department.Matter, act department.Act, p department.Person, now time.Time, cal workdays.Calendar) error {
	switch act {
	case department.Undo:
		return m.Undo(p, m.Events()[len(m.Events())-1], now, cal)
	case department.Amend:
		return m.NameClient("Ромашка", p, now)
	}
	return m.Do(department.Move{Act: act, By: p, At: now, Note: "так"}, cal)
}

// allowed says in other words than the rules what nobody may do.
func allowed(m department.Matter, act department.Act, p department.Person) bool {
	mine := m.Owner == p.ID
	last := m.Events()[len(m.Events())-1]
	switch act {
	case department.Undo:
		return p.ID == last.By && last.Act != department.Undo
	case department.Amend:
		return p.ID != kim.ID && m.State != department.Closed && m.State != department.Cancelled
	case department.Take:
		return m.State == department.Open && p.ID != kim.ID && (mine || m.Owner == 0 || p.ID == dora.ID)
	case department.Proceed, department.Wait:
		return m.State == department.Taken && mine
	case department.Resume:
		return m.State == department.Waiting && mine
	case department.Finish:
		return (m.State == department.Taken || m.State == department.Waiting) && mine
	case department.Accept, department.Return:
		return m.State == department.Done && (p.ID == m.Reporter || p.ID == dora.ID)
	case department.Cancel:
		return m.State == department.Open && (p.ID == m.Reporter || p.ID == dora.ID) ||
			m.State == department.Taken && p.ID == dora.ID
	}
	return false
}

// checkPlan checks what the clock does next after something was done at now.
func checkPlan(t *rapid.T, m department.Matter, now time.Time, cal workdays.Calendar) {
	t.Helper()
	r, planned := m.Planned()
	last := m.Events()[len(m.Events())-1]
	switch {
	case m.State.Over() && planned:
		t.Fatalf("the clock has still to say %v", r)
	case planned && !m.Applies(r):
		t.Fatalf("%v does not apply in state %s", r, m.State)
	case planned && last.Act != department.Amend && r.Due.Before(now):
		t.Fatalf("%v is due before %v", r, now)
	case (m.State == department.Waiting || m.State == department.Done) && !planned:
		t.Fatalf("nobody is reminded of a matter that is %s", m.State)
	}
	for planned {
		next, more := m.Next(r.Rung, time.Time{}, cal)
		if more && (next.Rung <= r.Rung || next.Due.Before(r.Due)) {
			t.Fatalf("after %v comes %v", r, next)
		}
		r, planned = next, more
	}
}

// replay goes through the ledger and arrives at the present.
func replay(t *rapid.T, m department.Matter, born department.Standing) {
	t.Helper()
	events := m.Events()
	if m.Version != len(events) {
		t.Fatalf("version %d after %d events", m.Version, len(events))
	}
	// What an event left behind is what the next one found.
	var after []department.Standing
	for _, e := range events[1:] {
		after = append(after, *e.Before)
	}
	after = append(after, m.Standing)
	if after[0] != born {
		t.Fatalf("the first event found %+v, not what was born", after[0])
	}
	for i, e := range events {
		if e.State != after[i].State || e.Owner != after[i].Owner {
			t.Fatalf("event %d says %s of %d, but left %+v", i, e.State, e.Owner, after[i])
		}
		if e.Act == department.Undo && events[i-1].Before != nil && after[i] != *events[i-1].Before {
			t.Fatalf("undo of %s left %+v, not %+v", e.Note, after[i], *events[i-1].Before)
		}
		if after[i].State == department.Taken && after[i].Owner == 0 {
			t.Fatalf("event %d left a taken matter without an owner", i)
		}
	}
}
