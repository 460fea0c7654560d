package department

import (
	"errors"
	"testing"
)

// Whoever looks on reads a matter and does nothing to it, but with a part in it.
func TestRightsOfThoseWhoLookOn(t *testing.T) {
	gleb := Person{ID: 9, Role: Supervisor}
	acting := gleb
	acting.Stands = []Stand{{For: 3, Role: Director}}
	inPlace := gleb
	inPlace.Stands = []Stand{{For: 1, Role: Employee}}
	open := Matter{ID: 1, Kind: Complaint.Name, Reporter: 1, Standing: Standing{State: Open}}
	own, owned, asked := open, open, open
	own.Reporter, owned.Owner = gleb.ID, gleb.ID
	asked.Kind, asked.Parties = Approval.Name, []Party{{Person: gleb.ID, Answer: Agreed}}

	tests := map[string]struct {
		m    Matter
		p    Person
		may  bool
		code string // of the refusal
	}{
		"a supervisor, the complaint of somebody else":   {open, gleb, false, "looks_on"},
		"a supervisor in the place of the director":      {open, acting, true, ""},
		"a supervisor in the place of who brought it up": {open, inPlace, true, ""},
		"a supervisor who brought it up":                 {own, gleb, true, ""},
		"a supervisor who owns it":                       {owned, gleb, true, ""},
		"a supervisor who was asked and has answered":    {asked, gleb, true, ""},
		"an employee, a complaint":                       {open, Person{ID: 2, Role: Employee}, true, ""},
		"an employee, the approval of others":            {asked, Person{ID: 2, Role: Employee}, false, "not_yours"},
		"somebody who left":                              {own, Person{ID: 9}, false, "not_yours"},
		"a group":                                        {open, Person{Role: Employee}, false, "not_yours"},
	}
	for name, tt := range tests {
		for _, act := range []Act{Comment, Amend, Consult, Table} {
			err := tt.m.Lets(act, tt.p)
			refusal, _ := errors.AsType[Refusal](err)
			if (err == nil) != tt.may || refusal.Code != tt.code {
				t.Errorf("%s, %s: %v", name, act, err)
			}
		}
	}
	if open.Lets(Marking, acting) != nil || open.Lets(Marking, gleb) == nil || own.Lets(Marking, gleb) != nil {
		t.Error("marks: the director and who brought it up")
	}
	if err := open.Lets("conquer", acting); err == nil {
		t.Error("what is not in the table is allowed")
	}
	for _, s := range open.Steps(gleb) {
		t.Errorf("a supervisor is offered %s", s.Do)
	}
}
