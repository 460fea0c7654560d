package department_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// deeds are all that people and the clock can do to a matter that was filed.
var deeds = []department.Act{
	department.Take, department.Wait, department.Resume, department.Finish, department.Accept, department.Return,
	department.Cancel, department.Undo, department.Amend, department.Proceed, department.Decline, department.Assign, department.Inquire,
	department.Inform, department.Postpone, department.Grant, department.Deny, department.Agree, department.Object,
	department.Later, department.Comment, department.Proceed, department.Reword, department.Lapse, department.HandOver,
}

// TestAnyLifeOfAMatter lets people do anything at any time and checks what
// always holds.
func TestAnyLifeOfAMatter(t *testing.T) {
	cal := office(t)
	start := inMoscow(t, "Mon 23 Nov 2026 10:00")
	people := []department.Person{anna, boris, clara, dora, kim, gleb, olya}
	rapid.Check(t, func(t *rapid.T) {
		kind := department.Kinds()[rapid.IntRange(0, len(department.Kinds())-1).Draw(t, "kind")]
		owner := rapid.SampledFrom([]department.PersonID{0, anna.ID}).Draw(t, "owner")
		m := file(t, kind, owner, start, cal)
		born, now := m.Standing, start
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(30*time.Hour)).Draw(t, "pause")))
			if rapid.Bool().Draw(t, "quick") {
				now = m.Events()[len(m.Events())-1].At.Add(time.Minute)
			}
			p := rapid.SampledFrom(people).Draw(t, "who")
			act := rapid.SampledFrom(deeds).Draw(t, "act")
			before := m
			err := live(&m, act, p, now, cal)
			if err != nil || len(m.Events()) == len(before.Events()) {
				if diff := cmp.Diff(before, m, cmpopts.IgnoreUnexported(m)); diff != "" || len(m.Events()) != len(before.Events()) {
					t.Fatalf("refused %s by %s changed the matter: %s", act, p.Name, diff)
				}
				continue
			}
			if !allowed(before, act, p, now) {
				t.Fatalf("%s may %s a matter that is %s", p.Name, act, before.State)
			}
			checkPlan(t, m, now, cal)
		}
		replay(t, m, born)
		recount(t, m)
	})
}

// fails is what a test and a property have in common.
type fails interface {
	Helper()
	Fatal(...any)
}

// file files a matter of that kind.
func file(t fails, kind department.Kind, owner department.PersonID, at time.Time, cal workdays.Calendar) department.Matter {
	t.Helper()
	by := boris
	if kind.Files == department.Director {
		by = dora
	}
	f := department.Filing{Text: "дело", By: by, At: at, Owner: owner}
	if kind.Asks {
		f.Parties, f.Silence = []department.PersonID{anna.ID, clara.ID}, department.Agreed
	}
	m, err := kind.New(f, cal)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// live lets p act.
func live(m *department.Matter, act department.Act, p department.Person, now time.Time, cal workdays.Calendar) error {
	switch act {
	case department.Undo:
		return m.Undo(p, m.Events()[len(m.Events())-1], now, cal)
	case department.Amend:
		return m.NameClient("Ромашка", p, now)
	case department.Comment:
		return m.Comment("так", p, now)
	case department.Reword:
		_, err := m.Reword(m.Text+"!", p, now)
		return err
	case department.Lapse:
		return m.Lapse(now, cal)
	case department.HandOver:
		return m.HandOver(clara, p, now, cal)
	}
	return m.Do(department.Move{Act: act, By: p, At: now, Note: "так", Whom: clara, Until: now.Add(50 * time.Hour)}, cal)
}

// allowed says in other words than the rules what nobody may do.
func allowed(m department.Matter, act department.Act, p department.Person, now time.Time) bool {
	is := func(id department.PersonID) bool { return p.ID == id || p.ID == olya.ID && id == anna.ID }
	mine, reported, directs := is(m.Owner), is(m.Reporter), p.ID == dora.ID
	last := m.Events()[len(m.Events())-1]
	in := func(states ...department.State) bool { return slices.Contains(states, m.State) }
	asked := m.State == department.Open && slices.ContainsFunc(m.Owing(department.Asked), is)
	part := p.ID != kim.ID && (m.Kind == "complaint" || mine || reported || directs || p.ID == gleb.ID ||
		slices.ContainsFunc(m.Parties, func(q department.Party) bool { return is(q.Person) }))
	switch act {
	case department.Undo:
		return p.ID == last.By && last.Act != department.Undo && last.Act != department.Lapse
	case department.Amend:
		return part && !in(department.Closed, department.Cancelled)
	case department.Comment:
		return part
	case department.Reword:
		return p.ID == m.Reporter && !in(department.Closed, department.Cancelled)
	case department.Take:
		return in(department.Open) && part && (mine || m.Owner == 0 && p.ID != gleb.ID || directs)
	case department.Decline:
		return mine && (m.Kind == "task" && in(department.Open, department.Taken) || m.Kind == "complaint" && in(department.Taken))
	case department.Assign:
		return in(department.Open, department.Taken, department.Waiting) && directs
	case department.Postpone:
		return in(department.Open, department.Taken, department.Waiting) && mine
	case department.Grant, department.Deny:
		return in(department.Open, department.Taken, department.Waiting) && !m.Proposed.IsZero() && (reported && m.Kind == "task" || directs)
	case department.Inquire:
		return m.Kind == "task" && in(department.Open, department.Taken) && mine
	case department.Inform:
		return in(department.Waiting) && m.Inquired && (reported || directs)
	case department.Proceed:
		return in(department.Taken) && mine && (m.Kind == "task" || m.Kind == "complaint")
	case department.Wait:
		return in(department.Taken) && mine || m.Kind == "question" && in(department.Open, department.Taken) && (mine || directs)
	case department.Resume:
		return in(department.Waiting) && mine
	case department.Finish:
		return in(department.Taken, department.Waiting) && mine ||
			m.Kind == "question" && in(department.Open, department.Taken, department.Waiting) && (mine || directs)
	case department.Accept, department.Return:
		return in(department.Done) && (reported || directs && m.Kind != "question")
	case department.Cancel:
		return in(department.Open) && (reported || directs) || in(department.Taken) && directs
	case department.Agree, department.Object:
		return asked
	case department.Later:
		return asked && slices.ContainsFunc(m.Owing(department.Unheard), is)
	case department.HandOver:
		return directs && !in(department.Closed, department.Cancelled)
	case department.Lapse:
		return m.Kind == "approval" && in(department.Open) && !now.Before(m.Due)
	}
	return false
}

// checkPlan checks what the clock does next after something was done at now.
func checkPlan(t *rapid.T, m department.Matter, now time.Time, cal workdays.Calendar) {
	t.Helper()
	r, planned := m.Planned()
	last := m.Events()[len(m.Events())-1].Act
	told := last == department.Amend || last == department.Comment || last == department.Reword
	switch {
	case m.State.Over() && planned:
		t.Fatalf("the clock has still to say %v", r)
	case planned && !m.Applies(r):
		t.Fatalf("%v does not apply in state %s", r, m.State)
	case planned && !told && r.Due.Before(now) && !r.Lapses():
		t.Fatalf("%v is due before %v", r, now)
	case (m.State == department.Waiting || m.State == department.Done || m.Kind == "approval" && m.State == department.Open) && !planned:
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
	if diff := cmp.Diff(born, after[0]); diff != "" {
		t.Fatalf("the first event found something else than what was born: %s", diff)
	}
	for i, e := range events {
		if e.State != after[i].State || e.Owner != after[i].Owner {
			t.Fatalf("event %d says %s of %d, but left %+v", i, e.State, e.Owner, after[i])
		}
		if e.Act == department.Undo && events[i-1].Before != nil {
			if diff := cmp.Diff(*events[i-1].Before, after[i]); diff != "" {
				t.Fatalf("undo of %s left something else: %s", e.Note, diff)
			}
		}
		if after[i].State == department.Taken && after[i].Owner == 0 {
			t.Fatalf("event %d left a taken matter without an owner", i)
		}
	}
}

// recount counts the events as the ledger does: before its birth the matter was
// not open.
func recount(t *rapid.T, m department.Matter) {
	t.Helper()
	var counts []department.Count
	for _, e := range m.Events() {
		c := department.Count{Kind: m.Kind, Act: e.Act, Times: 1}
		if e.Act == department.Undo {
			c.Undone = department.Act(e.Note)
		}
		counts = append(counts, c)
	}
	var loads []department.Load
	if !m.State.Over() {
		loads = append(loads, department.Load{Person: m.Owner, Kind: m.Kind, Open: 1})
	}
	tally := department.TallyOf(m.Kind, counts, loads)
	if slices.Contains(department.DigestKinds(), m.Kind) && (tally.Before != 0 || tally.Returned != m.Returns) {
		t.Fatalf("the digest counts %+v for a matter that is %s and came back %d times", tally, m.State, m.Returns)
	}
}

// TestEveryStepCanBeReached goes every way that the declarations open and misses
// none of their steps and states.
func TestEveryStepCanBeReached(t *testing.T) {
	cal := office(t)
	at := inMoscow(t, "Mon 23 Nov 2026 10:00")
	for _, kind := range department.Kinds() {
		taken := make(map[[2]string]bool)
		seen := make(map[string]bool)
		queue := []department.Matter{file(t, kind, 0, at, cal)}
		if !kind.Asks {
			queue = append(queue, file(t, kind, anna.ID, at, cal))
		}
		for len(queue) > 0 {
			m := queue[0]
			queue = queue[1:]
			key := cmp.Diff(nil, []any{m.State, m.Owner, m.Inquired, m.Proposed.IsZero(), m.Owing(department.Unheard), m.Owing(department.Asked)})
			if seen[key] {
				continue
			}
			seen[key] = true
			for _, p := range []department.Person{anna, boris, clara, dora} {
				for _, s := range m.Steps(p) {
					next := m
					if err := live(&next, s.Do, p, at, cal); err != nil {
						t.Errorf("%s is offered to %s and refused: %v", s.Do, p.Name, err)
					}
					taken[[2]string{string(s.Do), string(s.From)}] = true
					queue = append(queue, next)
				}
			}
		}
		for _, s := range kind.Steps {
			if !taken[[2]string{string(s.Do), string(s.From)}] {
				t.Errorf("%s: nobody ever gets to %s from %s", kind.Name, s.Do, s.From)
			}
		}
	}
}
