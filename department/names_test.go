package department

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPeopleAreCalledInAnyCase(t *testing.T) {
	people := map[string]Person{
		"Пётр Иванов":       {ID: 1, Name: "Пётр Иванов", Username: "ivanov"},
		"Анна Петрова":      {ID: 2, Name: "Анна Петрова"},
		"Дмитрий Горький":   {ID: 3, Name: "Дмитрий Горький"},
		"Павел Заяц":        {ID: 4, Name: "Павел Заяц"},
		"Наталья Соловьёва": {ID: 5, Name: "Наталья Соловьёва"},
	}
	tests := []struct {
		who, word string
		want      bool
	}{
		{"Пётр Иванов", "Иванову", true},
		{"Пётр Иванов", "Ивановым", true},
		{"Пётр Иванов", "Петру", true},
		{"Пётр Иванов", "петр", true},
		{"Пётр Иванов", "@Ivanov", true},
		{"Пётр Иванов", "@ivan", false},
		{"Пётр Иванов", "Ивановский", false},
		{"Пётр Иванов", "Иван", false},
		{"Анна Петрова", "Анне", true},
		{"Анна Петрова", "Петровой", true},
		{"Анна Петрова", "Петру", false},
		{"Дмитрий Горький", "Дмитрию", true},
		{"Дмитрий Горький", "Горькому", true},
		{"Павел Заяц", "Павлу", true},
		{"Наталья Соловьёва", "Наталье", true},
		{"Наталья Соловьёва", "Соловьевой:", true},
		{"Пётр Иванов", "п", false},
	}
	for _, tt := range tests {
		t.Run(tt.word+" is "+tt.who, func(t *testing.T) {
			if got := people[tt.who].Called(tt.word); got != tt.want {
				t.Errorf("Called(%q) = %v, want %v", tt.word, got, tt.want)
			}
		})
	}
}

func TestNamedTakesTheNameOffTheText(t *testing.T) {
	people := []Person{{ID: 1, Name: "Пётр Иванов", Username: "ivanov"}, {ID: 2, Name: "Анна Петрова"}, {ID: 3, Name: "Анна Белова"}}
	tests := []struct {
		text string
		ids  []PersonID
		rest string
	}{
		{"@ivanov подготовить КП", []PersonID{1}, "подготовить КП"},
		{"Иванову: подготовить КП", []PersonID{1}, "подготовить КП"},
		{"Петру Иванову подготовить КП", []PersonID{1}, "подготовить КП"},
		{"Анне позвонить", []PersonID{2, 3}, "позвонить"},
		{"Анне Беловой – позвонить", []PersonID{3}, "позвонить"},
		{"подготовить КП", nil, "подготовить КП"},
		{"", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			called, rest := Named(tt.text, people)
			var ids []PersonID
			for _, p := range called {
				ids = append(ids, p.ID)
			}
			if diff := cmp.Diff(tt.ids, ids); diff != "" || rest != tt.rest {
				t.Errorf("Named(%q): rest %q, want %q; people (-want +got):\n%s", tt.text, rest, tt.rest, diff)
			}
		})
	}
}

func TestSeveralPeopleAreCalled(t *testing.T) {
	people := []Person{
		{ID: 1, Name: "Анна Смирнова", Username: "anna"}, {ID: 2, Name: "Пётр Иванов", Username: "ivanov"},
		{ID: 3, Name: "Мария Петрова"}, {ID: 4, Name: "Анна Котова"},
	}
	for _, c := range []struct{ text, called, among, rest string }{
		{"Иванову отчёт", "2", "", "отчёт"},
		{"Иванову и Петровой: отчёт", "2 3", "", "отчёт"},
		{"Иванову, Петровой отчёт", "2 3", "", "отчёт"},
		{"@anna @ivanov отчёт", "1 2", "", "отчёт"},
		{"Анне Котовой и Петру Иванову до пятницы", "4 2", "", "до пятницы"},
		{"Иванову Петровой документы отдать", "2", "", "Петровой документы отдать"},
		{"Иванову и позвонить", "2", "", "и позвонить"},
		{"Иванову: Петровой позвонить", "2", "", "Петровой позвонить"},
		{"Анне и Петру отчёт", "2", "1 4", "отчёт"},
		{"Иванову и Иванову отчёт", "2", "", "отчёт"},
		{"никому", "", "", "никому"},
	} {
		called, among, rest := NamedAll(c.text, people)
		got := []string{ids(called), ids(among), rest}
		if diff := cmp.Diff([]string{c.called, c.among, c.rest}, got); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
	for _, c := range []struct{ text, called, rest string }{
		{"скидка 12 % для Ромашки @anna @ivanov до пятницы", "1 2", "скидка 12 % для Ромашки до пятницы"},
		{"перенос срока с Петровой и Ивановым", "3 2", "перенос срока"},
		{"Иванов просит скидку", "", "Иванов просит скидку"},
		{"встреча с клиентом", "", "встреча с клиентом"},
		{"скидка с Анной", "", "скидка с Анной"},
	} {
		called, rest := Mentioned(c.text, people)
		if diff := cmp.Diff([]string{c.called, c.rest}, []string{ids(called), rest}); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

func ids(people []Person) string {
	var all []string
	for _, p := range people {
		all = append(all, fmt.Sprint(p.ID))
	}
	return strings.Join(all, " ")
}

func FuzzNamedAll(f *testing.F) {
	for _, line := range []string{"Иванову и Анне: отчёт", "@anna, @ivanov отчёт", "и и и", "скидка с Петровой", "с с @"} {
		f.Add(line)
	}
	people := []Person{{ID: 1, Name: "Анна Смирнова", Username: "anna"}, {ID: 2, Name: "Пётр Иванов", Username: "ivanov"}, {ID: 3, Name: "Анна Котова"}}
	f.Fuzz(func(t *testing.T, line string) {
		called, among, rest := NamedAll(line, people)
		if len(called) > len(people) || !strings.HasSuffix(strings.TrimSpace(line), rest) {
			t.Errorf("%q: %v %v %q", line, called, among, rest)
		}
		if called, rest := Mentioned(line, people); len(called) == 0 && strings.Join(strings.Fields(line), " ") != strings.Join(strings.Fields(rest), " ") {
			t.Errorf("%q lost words: %q", line, rest)
		}
	})
}
