package handlers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/handlers"
)

func TestNumbersWithinATextAreFound(t *testing.T) {
	for text, want := range map[string][]int64{
		"что с №118?":              {118},
		"№ 7 и №8, ещё раз №7":     {7, 8},
		"посмотри /12 (и #13)":     {12, 13},
		"заказ 118":                nil,
		"дробь 12/118, ссылка a/5": nil,
		"№0":                       nil,
		"№99999999999999999999":    {999999999999},
		"":                         nil,
	} {
		got, _ := handlers.Numbers(text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("что с №118 и /12?")
	f.Add("№№1 #")
	f.Fuzz(func(t *testing.T, text string) {
		numbers, _ := handlers.Numbers(text)
		if n, ok := handlers.ReadNumber(text); ok && n <= 0 {
			t.Errorf("%q: %d", text, n)
		}
		for _, n := range numbers {
			if n <= 0 {
				t.Errorf("%q: %d", text, n)
			}
		}
	})
}
