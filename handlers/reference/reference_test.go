package reference

import (
	"strings"
	"testing"
)

func TestALineIsATitleAndAText(t *testing.T) {
	cases := []struct {
		name, line, title, text string
		ok                      bool
	}{
		{"title and text", "Скидки: до 5 %", "Скидки", "до 5 %", true},
		{"the text goes on below", "Скидки: до 5 %\nбольше – директор", "Скидки", "до 5 %\nбольше – директор", true},
		{"a title on a line of its own", "Скидки\nдо 5 %", "Скидки", "до 5 %", true},
		{"a title with a colon on a line of its own", "Скидки:\nдо 5 %", "Скидки", "до 5 %", true},
		{"a colon later on", "Скидки\nменеджер: до 5 %", "Скидки", "менеджер: до 5 %", true},
		{"only words", "скидки ключевым", "скидки ключевым", "", false},
		{"no title", ": до 5 %", "", "до 5 %", false},
		{"no text", "Скидки:", "Скидки", "", false},
		{"nothing", "", "", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			title, text, ok := split(c.line)
			if title != c.title || text != c.text || ok != c.ok {
				t.Errorf("it is %q, %q, %v", title, text, ok)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"Скидки: до 5 %", "Скидки\nдо 5 %", ":\n:", "\n\n", "a:\n\n b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		title, text, ok := split(line)
		if ok && (strings.TrimSpace(title) == "" || strings.TrimSpace(text) == "") {
			t.Errorf("%q is title %q and text %q", line, title, text)
		}
		if !strings.Contains(line, title) {
			t.Errorf("the title %q is not in %q", title, line)
		}
	})
}
