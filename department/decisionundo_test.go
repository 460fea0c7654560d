package department_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/otdel-bot/otdel/department"
)

func TestWhatWasDoneWithADecisionCanBeTakenBack(t *testing.T) {
	at := time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	director := department.Person{ID: 1, Role: department.Director}
	owner := department.Person{ID: 2, Role: department.Employee}
	made, err := department.NewDecision(department.Decision{Text: "возим сами", Owner: owner.ID, Due: at.Add(time.Hour)}, director, at)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		by   department.Person
		do   func(d *department.Decision, by department.Person, at time.Time) error
	}{
		{"carried out", owner, func(d *department.Decision, by department.Person, at time.Time) error {
			return d.Act("наняли", by, at)
		}},
		{"checked", director, func(d *department.Decision, by department.Person, at time.Time) error { return d.Check("", by, at) }},
		{"dropped", director, func(d *department.Decision, by department.Person, at time.Time) error {
			return d.Drop("дорого", by, at)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, later := made, at.Add(24*time.Hour)
			if err := c.do(&d, c.by, later); err != nil {
				t.Fatal(err)
			}
			for _, p := range []department.Person{director, owner} {
				if got := d.CanUndo(p, later.Add(9*time.Minute)); got != (p.ID == c.by.ID) {
					t.Errorf("%d may take it back: %v", p.ID, got)
				}
			}
			if late := d; refusal(late.Undo(c.by, later.Add(department.UndoFor))) != "undo_late" {
				t.Error("it was taken back after ten minutes")
			}
			if err := d.Undo(c.by, later.Add(9*time.Minute)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(made, d, cmpopts.IgnoreUnexported(department.Decision{}), cmpopts.IgnoreFields(department.Decision{}, "Last")); diff != "" {
				t.Errorf("it is not as before (-before +after):\n%s", diff)
			}
			if refusal(d.Undo(c.by, later.Add(9*time.Minute))) != "undo_late" {
				t.Error("it was taken back twice")
			}
		})
	}
}

func TestADecisionJustMadeIsTakenBackItself(t *testing.T) {
	at := time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	director := department.Person{ID: 1, Role: department.Director}
	d, err := department.NewDecision(department.Decision{Text: "возим сами"}, director, at)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Undo(director, at.Add(time.Minute)); err != nil || d.State(nil) != department.DecisionVoid {
		t.Errorf("it is %s, %v", d.State(nil), err)
	}
}
