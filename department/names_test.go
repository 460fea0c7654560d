package department

import (
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
