package reminder

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// FuzzLine lets any line set a reminder: whatever is taken from it must be a
// reminder that the rules accept or refuse, never a fault.
func FuzzLine(f *testing.F) {
	book, err := texts.Load()
	if err != nil {
		f.Fatal(err)
	}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		f.Fatal(err)
	}
	r := New(book, workdays.Russia(moscow))
	req := handlers.Request{At: time.Date(2026, time.November, 24, 10, 0, 0, 0, moscow), Person: department.Person{ID: 1, Role: department.Employee}}
	for _, seed := range []string{"завтра в 11 позвонить", "каждый рабочий день в 9:15 планёрка", "в последний рабочий день месяца", "31 ноября", "мне через 2 часа", "\xff в 10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		var w wish
		r.readWhen(&w, line, req)
		for _, c := range w.Choices {
			if !c.Start.After(req.At) {
				t.Errorf("%q offers %v, which has passed", line, c.Start)
			}
		}
		if !w.timed() || w.Text == "" {
			return
		}
		a, err := department.NewAlarm(w.Text, w.When, req.Person, req.At, r.cal)
		if _, refused := err.(department.Refusal); err != nil && !refused {
			t.Errorf("%q: %v", line, err)
		}
		if err == nil && !a.Next.After(req.At) {
			t.Errorf("%q rings at %v", line, a.Next)
		}
	})
}
