package department

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

func TestSignsAreNoWords(t *testing.T) {
	cal := moscowCalendar(t)
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	m, err := Task.New(Filing{Text: "отчёт", By: boss, At: at}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Reword("🙂", boss, at); codeOf(err) != "reword_empty" || m.Text != "отчёт" {
		t.Errorf("reworded to %q: %v", m.Text, err)
	}
	rule := AlarmTime{Start: at.Add(72 * time.Hour), Zone: "Europe/Moscow", RRule: "FREQ=WEEKLY"}
	if _, err := NewRoutine("???", []PersonID{anna.ID}, rule, boss, at, cal); codeOf(err) != "task_empty" {
		t.Errorf("a recurring task of signs: %v", err)
	}
	if r, err := NewRoutine("отчёт", []PersonID{anna.ID}, rule, boss, at, cal); err != nil || r.Time.Shift != workdays.Next {
		t.Errorf("a recurring task: %+v, %v", r, err)
	}
}
