package salary

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

var monday = time.Date(2026, time.November, 23, 11, 30, 0, 0, time.UTC)

func room(tb testing.TB) Room {
	tb.Helper()
	book, err := texts.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return New(book, salary.Survey2015())
}

// What the messenger takes: characters of a message, and what of it fits a
// phone's screen without much scrolling.
const (
	maxMessage = 4096
	maxScreen  = 1800
)

// Every screen that buttons lead to fits the messenger, and names its source
// when it has figures.
func TestEveryScreenFits(t *testing.T) {
	r := room(t)
	for _, lang := range texts.Languages() {
		s := r.screen(r.book.In(lang), monday)
		seen := make(map[string]bool)
		queue := []string{"...", "~h.a.2.90000", "abcdefghijkl.ac.1234.999999999"}
		for len(queue) > 0 && len(seen) < 3000 {
			data := queue[0]
			queue = queue[1:]
			if seen[data] {
				continue
			}
			seen[data] = true
			st, ok := decode(data, r.cities)
			if !ok {
				t.Fatalf("button data %q cannot be read", data)
			}
			said := s.of(st.question(), st.instead)
			if n := utf8.RuneCountInString(string(said.text)); n == 0 || n > maxMessage || n > maxScreen && !st.anyCity && len(st.cities) < 2 {
				t.Errorf("%s in %s: a text of %d characters", data, lang, n)
			}
			if strings.Contains(string(said.text), "₽") && st.amount == 0 && !strings.Contains(string(said.text), "superjob.ru") {
				t.Errorf("%s in %s: figures without their source: %s", data, lang, said.text)
			}
			for _, row := range said.buttons {
				for _, b := range row {
					if b.Label == "" || len(b.Data) > handlers.MaxData {
						t.Errorf("%s in %s: button %+v", data, lang, b)
					}
					queue = append(queue, strings.TrimPrefix(b.Data, name+":"))
				}
			}
		}
	}
}

func TestAgeOfTheSurvey(t *testing.T) {
	r := room(t)
	if got := r.months(monday); got != 139 {
		t.Errorf("%d months from April 2015 to November 2026", got)
	}
}

func TestInline(t *testing.T) {
	r := room(t)
	tests := []struct {
		query, lang string
		titles      []string
	}{
		{"казань компания 3 года", "ru", []string{"Казань · компания · опыт от 3 лет"}},
		{"kazan company 3 years", "en", []string{"Kazan · company · from 3 years as head"}},
		{"уфа агентство", "ru", []string{
			"Уфа · агентство · без опыта руководителя", "Уфа · агентство · опыт от 1 года",
			"Уфа · агентство · опыт от 2 лет", "Уфа · агентство · опыт от 3 лет",
		}},
		{"москва или казань, компания, 3 года", "ru", []string{"Сравнение", "Москва · компания · опыт от 3 лет", "Казань · компания · опыт от 3 лет"}},
		{"томск агентство", "ru", []string{"Данных нет"}},
		{"бухгалтер казань", "ru", []string{"Данных нет"}},
		{"", "ru", []string{"Спросите о зарплате"}},
		{"привет", "en", []string{"Ask about a salary"}},
	}
	for _, tt := range tests {
		req := handlers.Request{At: monday, Person: department.Person{ID: 5, Language: tt.lang}, Inline: &handlers.Inline{ID: "1", Query: tt.query}}
		reply, err := r.Inline(t.Context(), nil, req)
		if err != nil {
			t.Errorf("%q: %v", tt.query, err)
			continue
		}
		var titles []string
		ids := make(map[string]bool)
		for _, res := range reply.Results {
			titles = append(titles, res.Title)
			if res.ID == "" || len(res.ID) > 64 || ids[res.ID] || res.Text == "" {
				t.Errorf("%q: result %q has a number %q that is empty, long or taken, or no text", tt.query, res.Title, res.ID)
			}
			ids[res.ID] = true
		}
		if diff := cmp.Diff(tt.titles, titles); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.query, diff)
		}
	}
}

// Any text is answered, in messages that the messenger accepts.
func FuzzUnknown(f *testing.F) {
	for _, s := range []string{"казань", "90к в питере", "<b>", "новгород", strings.Repeat("москва ", 500)} {
		f.Add(s)
	}
	r := room(f)
	f.Fuzz(func(t *testing.T, text string) {
		req := handlers.Request{At: monday, Person: department.NewPerson(5, "Вера"), Chat: handlers.Chat{ID: 5}, Text: text, Addressed: true}
		reply, err := r.Unknown(t.Context(), nil, req)
		if err != nil || len(reply.Messages) != 1 || reply.Messages[0].Text == "" {
			t.Fatalf("%q: %+v, %v", text, reply, err)
		}
		if n := utf8.RuneCountInString(string(reply.Messages[0].Text)); n > maxMessage {
			t.Errorf("%q: %d characters", text, n)
		}
		for _, row := range reply.Messages[0].Buttons {
			for _, b := range row {
				if len(b.Data) > handlers.MaxData {
					t.Errorf("%q: button %+v", text, b)
				}
			}
		}
	})
}
