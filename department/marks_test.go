package department_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

func TestAComplaintIsMarkedByThoseWhoHaveAPartInIt(t *testing.T) {
	at := inMoscow(t, "Mon 23 Nov 2026 12:00")
	key := department.Marks{Subject: department.Quality, KeyClient: true, Claim: department.Roubles(115_000)}
	for _, c := range []struct {
		name  string
		by    department.Person
		marks department.Marks
		p     department.Priority
		want  string
	}{
		{"by the reporter", boris, key, department.Critical, ""},
		{"by the director", dora, key, department.Normal, ""},
		{"by a colleague", clara, key, department.Normal, "not_yours"},
		{"by a candidate", kim, key, department.Normal, "not_yours"},
		{"with a forged subject", boris, department.Marks{Subject: "weather"}, department.Normal, "button_unknown"},
		{"with a forged priority", boris, key, 7, "button_unknown"},
	} {
		m, err := department.Complaint.New(filing(t, nil), office(t))
		if err != nil {
			t.Fatal(err)
		}
		if got := refusal(m.Mark(department.Complaint, c.marks, c.p, c.by, at, office(t))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && (m.Marks != c.marks || m.Priority != c.p || !m.Rings()) {
			t.Errorf("%s: %+v", c.name, m.Standing)
		}
	}
}

func TestMoreUrgencyBringsTheDeadlinesForwardAndUndoBringsThemBack(t *testing.T) {
	m, err := department.Complaint.New(filing(t, nil), office(t))
	if err != nil {
		t.Fatal(err)
	}
	at := inMoscow(t, "Mon 23 Nov 2026 12:00")
	if err := m.Mark(department.Complaint, department.Marks{}, department.Important, boris, at, office(t)); err != nil {
		t.Fatal(err)
	}
	if !m.TakeBy.Equal(at.Add(time.Hour)) || !m.Due.Equal(at.AddDate(0, 0, 1)) || !m.FirstDue.After(m.Due) {
		t.Errorf("%v, %v", m.TakeBy, m.Due)
	}
	due := m.Due
	if err := m.Mark(department.Complaint, department.Marks{}, department.Normal, boris, at, office(t)); err != nil || !m.Due.Equal(due) {
		t.Errorf("%v: less urgency moved the deadline to %v", err, m.Due)
	}
	events := m.Events()
	if err := m.Undo(boris, events[len(events)-1], at, office(t)); err != nil || m.Priority != department.Important {
		t.Errorf("%v: %+v", err, m.Standing)
	}
	task, err := department.Task.New(department.Filing{Text: "КП", By: dora, Owner: anna.ID, At: at}, office(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := refusal(task.Mark(department.Task, department.Marks{}, department.Critical, dora, at, office(t))); got != "no_step" {
		t.Errorf("a task is marked: %q", got)
	}
}

func TestTheLedgerSaysWhichMarksCameAndWent(t *testing.T) {
	m, err := department.Complaint.New(filing(t, nil), office(t))
	if err != nil {
		t.Fatal(err)
	}
	at := inMoscow(t, "Mon 23 Nov 2026 12:00")
	states := []department.Marked{
		{},
		{Marks: department.Marks{Subject: department.Quality}},
		{Marks: department.Marks{Subject: department.Supply, Claim: department.Roubles(115_000)}, Priority: department.Important},
		{},
	}
	for _, to := range states[1:] {
		if err := m.Mark(department.Complaint, to.Marks, to.Priority, boris, at, office(t)); err != nil {
			t.Fatal(err)
		}
	}
	events := m.Events()[1:]
	for i, e := range events {
		want := department.Remark{From: states[i], To: states[i+1]}
		if got, known := e.Remark(); !known || got != want {
			t.Errorf("tap %d: %+v, want %+v", i, got, want)
		}
	}
	both := department.Remark{From: states[0], To: states[2]}
	if got, known := events[1].Following(events[0]).Remark(); !known || got != both {
		t.Errorf("two taps: %+v, want %+v", got, both)
	}
	silent := department.Event{Act: department.Marking}
	if _, known := silent.Remark(); known {
		t.Error("a line without a note says what it changed")
	}
	for name, e := range map[string]department.Event{"a silent one": silent.Following(events[0]), "after a silent one": events[1].Following(silent)} {
		if e.Note != "" && e.Note != events[1].Note {
			t.Errorf("%s: %s", name, e.Note)
		}
	}
	if _, known := (department.Event{Act: department.Comment, Note: events[0].Note}).Remark(); known {
		t.Error("a comment is read as marks")
	}
}

func TestAClaimOfMoneyIsTheWorstOfWhatIsOverdue(t *testing.T) {
	var overdue []department.Matter
	for id := range int64(7) {
		overdue = append(overdue, department.Matter{ID: id})
	}
	overdue[6].Claim = department.Roubles(115_000)
	var numbers []int64
	for _, m := range department.WorstOf(overdue) {
		numbers = append(numbers, m.ID)
	}
	if diff := cmp.Diff([]int64{6, 0, 1, 2, 3}, numbers); diff != "" {
		t.Error(diff)
	}
	marked := department.Matter{ID: 9, Kind: department.Complaint.Name, Text: "брак", Standing: department.Standing{State: department.Open, Marks: department.Marks{Claim: department.Roubles(500)}}}
	got := department.Propose(department.AgendaFacts{Matters: []department.Matter{marked}}, nil, workdays.Date{})
	if len(got) != 1 || got[0].Reason != department.ClaimPoint || got[0].Sum != department.Roubles(500) {
		t.Errorf("the agenda proposes %+v", got)
	}
}
