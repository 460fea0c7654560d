package department_test

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func TestOnlyWhoMayCarriesOutADecisionThatIsAlive(t *testing.T) {
	at := time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	director := department.Person{ID: 1, Role: department.Director}
	owner := department.Person{ID: 2, Role: department.Employee}
	made, err := department.NewDecision(department.Decision{Text: "возим сами", Owner: owner.ID}, director, at)
	if err != nil {
		t.Fatal(err)
	}
	checked := made
	if err := checked.Check("", director, at); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name     string
		decision department.Decision
		by       department.Person
		want     string
	}{
		{"the director", made, director, ""},
		{"its owner", made, owner, ""},
		{"another employee", made, department.Person{ID: 3, Role: department.Employee}, "not_yours"},
		{"the supervisor, who only reads", made, department.Person{ID: 4, Role: department.Supervisor}, "not_yours"},
		{"its owner, when it is checked", checked, owner, "decision_over"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := c.decision
			if got := refusal(d.Carry(118, c.by, at)); got != c.want {
				t.Errorf("it is refused with %q, want %q", got, c.want)
			}
			if carried := len(d.Matters) == 1; carried != (c.want == "") {
				t.Errorf("it is carried out: %v", carried)
			}
		})
	}
}
