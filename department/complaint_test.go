package department

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadComplaint(t *testing.T) {
	tests := []struct {
		line, client, text string
		priority           Priority
	}{
		{"ООО «Ромашка»: не отгрузили заказ 118 !", "ООО «Ромашка»", "не отгрузили заказ 118", Important},
		{"Лютик: брак !!", "Лютик", "брак", Critical},
		{"Лютик: брак!!!", "Лютик", "брак", Critical},
		{"Лютик: сколько можно!", "Лютик", "сколько можно!", Normal},
		{"не отгрузили заказ 118", "", "не отгрузили заказ 118", Normal},
		{"встреча в 15:30 сорвалась", "", "встреча в 15:30 сорвалась", Normal},
		{"Не отгрузили. Цитирую: позор", "", "Не отгрузили. Цитирую: позор", Normal},
		{"https://example.org сломан", "", "https://example.org сломан", Normal},
		{": без клиента", "", ": без клиента", Normal},
		{"Лютик:", "", "Лютик:", Normal},
		{"Лютик:\nбрак", "Лютик", "брак", Normal},
		{"первая строка\nвторая: с двоеточием", "", "первая строка\nвторая: с двоеточием", Normal},
		{"!", "", "", Important},
		{" !! ", "", "", Critical},
		{"", "", "", Normal},
		{"   ", "", "", Normal},
	}
	for _, tt := range tests {
		client, text, priority := ReadComplaint(tt.line)
		if client != tt.client || text != tt.text || priority != tt.priority {
			t.Errorf("%q: %q, %q, %d, want %q, %q, %d", tt.line, client, text, priority, tt.client, tt.text, tt.priority)
		}
	}
}

// Whatever somebody types, nothing of it is lost but marks, space and a colon.
func FuzzReadComplaint(f *testing.F) {
	for _, line := range []string{"ООО «Ромашка»: не отгрузили !", "!!", "а: б: в", "\u202eабв: \xff !", strings.Repeat("к", 101) + ": т"} {
		f.Add(line)
	}
	bare := func(s string) string {
		return strings.Join(strings.Fields(strings.NewReplacer(":", " ", "!", " ").Replace(s)), " ")
	}
	f.Fuzz(func(t *testing.T, line string) {
		client, text, priority := ReadComplaint(line)
		if got, want := bare(client+" "+text), bare(line); got != want {
			t.Errorf("%q became %q and %q", line, client, text)
		}
		if n := utf8.RuneCountInString(client); n > MaxClient || priority < Normal || priority > Critical {
			t.Errorf("%q: a client of %d characters, priority %d", line, n, priority)
		}
	})
}

// Whoever is called, what is left is the end of what was typed.
func FuzzNamed(f *testing.F) {
	for _, line := range []string{"Иванову подготовить КП", "@ivanov: x", "Анне Петровой, y", "", "\xff", "Пётр", "ль"} {
		f.Add(line)
	}
	people := []Person{{ID: 1, Name: "Пётр Иванов", Username: "ivanov"}, {ID: 2, Name: "Анна Петрова"}, {ID: 3, Name: "Анна"}, {ID: 4, Name: "<b>"}}
	f.Fuzz(func(t *testing.T, line string) {
		called, rest := Named(line, people)
		if !strings.HasSuffix(strings.TrimSpace(line), strings.TrimSpace(rest)) {
			t.Errorf("%q left %q", line, rest)
		}
		if len(called) > len(people) {
			t.Errorf("%q calls %d people", line, len(called))
		}
	})
}
