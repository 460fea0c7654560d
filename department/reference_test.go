package department_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestAReferenceKeepsItsVersions(t *testing.T) {
	at := time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	director := department.Person{ID: 1, Role: department.Director}
	owner := department.Person{ID: 2, Role: department.Employee}
	other := department.Person{ID: 3, Role: department.Employee}
	r, err := department.NewReference(department.Reference{ID: 5, Title: " Скидки  ключевым ", Owner: owner.ID}, "до 5 %", director, at)
	if err != nil {
		t.Fatal(err)
	}
	first := r.ReferenceVersion
	if want := (department.ReferenceVersion{Version: 1, Text: "до 5 %", By: 1, At: at}); r.Title != "Скидки ключевым" || first != want {
		t.Fatalf("it is %q, %+v", r.Title, first)
	}
	if code := refusal(r.Revise("до 9 %", other, at)); code != "not_yours" {
		t.Errorf("another employee revises it: %q", code)
	}
	if code := refusal(r.Revise(" до 5 % ", owner, at)); code != "reference_same" {
		t.Errorf("the same text again: %q", code)
	}
	if code := refusal(r.Revise(strings.Repeat("я", department.MaxText+1), owner, at)); code != "text_too_long" {
		t.Errorf("a text that is too long: %q", code)
	}
	if err := r.Revise("до 7 %", owner, at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if r.Version != 2 || r.Text != "до 7 %" || r.By != owner.ID {
		t.Errorf("the second version is %+v", r.ReferenceVersion)
	}
	if code := refusal(r.Undo([]department.ReferenceVersion{first, r.ReferenceVersion}, director, at.Add(time.Hour))); code != "undo_late" {
		t.Errorf("somebody else takes it back: %q", code)
	}
	if err := r.Undo([]department.ReferenceVersion{first, r.ReferenceVersion}, owner, at.Add(time.Hour+9*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, r.ReferenceVersion); diff != "" {
		t.Errorf("after the undo (-want +got):\n%s", diff)
	}
	if code := refusal(r.Undo(nil, owner, at.Add(time.Hour+9*time.Minute))); code != "undo_late" {
		t.Errorf("a second undo: %q", code)
	}
}

func TestAReferenceIsWithdrawnByTheDirectorOnly(t *testing.T) {
	at := time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	director := department.Person{ID: 1, Role: department.Director}
	owner := department.Person{ID: 2, Role: department.Employee}
	if _, err := department.NewReference(department.Reference{Title: "а"}, "б", owner, at); refusal(err) != "not_yours" {
		t.Errorf("an employee makes one: %v", err)
	}
	if _, err := department.NewReference(department.Reference{Title: "а"}, " ", director, at); refusal(err) != "reference_empty" {
		t.Errorf("one without a text: %v", err)
	}
	r, err := department.NewReference(department.Reference{Title: "а", Owner: owner.ID}, "б", director, at)
	if err != nil {
		t.Fatal(err)
	}
	if code := refusal(r.Withdraw(owner, at)); code != "not_yours" {
		t.Errorf("the owner withdraws it: %q", code)
	}
	if err := r.Withdraw(director, at); err != nil {
		t.Fatal(err)
	}
	if code := refusal(r.Revise("в", director, at)); code != "reference_over" {
		t.Errorf("it is revised afterwards: %q", code)
	}
	if r.CanUndo(director, at.Add(department.UndoFor)) {
		t.Error("it can be taken back after ten minutes")
	}
	if err := r.Undo(nil, director, at.Add(time.Minute)); err != nil || !r.Withdrawn.IsZero() {
		t.Errorf("it is withdrawn after the undo: %v, %v", r.Withdrawn, err)
	}
}

func TestAReferenceIsOfferedToThoseWhoAskForIt(t *testing.T) {
	cases := []struct {
		name         string
		asked, title string
		want         bool
	}{
		{"all words of the title", "какая скидка положена ключевому клиенту", "скидка ключевому", true},
		{"half of the words", "скидка ключевому клиенту", "скидка новому клиенту", true},
		{"one of many", "скидка ключевому клиенту", "отсрочка новому клиенту на неделю", false},
		{"none", "отпуск", "скидка", false},
		{"a title without words", "скидка", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := department.Answers(strings.Fields(c.asked), strings.Fields(c.title)); got != c.want {
				t.Errorf("it is %v, want %v", got, c.want)
			}
		})
	}
}
