package search_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/search"
)

func TestWordsInAnyFormAreOne(t *testing.T) {
	tests := []struct{ typed, written string }{
		{"жалоба", "ЖАЛОБЫ"},
		{"отгрузка", "отгрузку"},
		{"счет", "счёт"},
		{"елки", "Ёлкой"},
		{"Ромашка", "«Ромашкой»"},
		{"ёлка", "елок"},
		{"звонок", "звонки"},
		{"скидок", "скидкой"},
		{"продавец", "продавцу"},
		{"срок", "сроки"},
		{"shipped", "Shipping"},
		{"orders", "order"},
		{"4471", "№4471,"},
		{"118", "заказ118"},
		{"118 шт", "118шт"},
		{"йогурт", "и\u0306огурт"},
		{"счет", "сче\u0308т"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(search.Stems(tt.typed), search.Stems(tt.written)[len(search.Stems(tt.written))-len(search.Stems(tt.typed)):]); diff != "" {
			t.Errorf("%q and %q: %s", tt.typed, tt.written, diff)
		}
	}
}

func TestWordsThatAreEverywhereAreLeftOut(t *testing.T) {
	for _, text := range []string{"", "и на", "В ОТ ещё", "the of", "!?… — 😀", "я"} {
		if stems := search.Stems(text); len(stems) > 0 {
			t.Errorf("%q: %q", text, stems)
		}
	}
}

// same reports whether both queries look for the same.
func same(a, b search.Query) bool {
	if len(a.Words) != len(b.Words) || a.Number != b.Number {
		return false
	}
	for i := range a.Words {
		termA, openA := a.Term(i)
		termB, openB := b.Term(i)
		if termA != termB || openA != openB {
			return false
		}
	}
	return true
}

func TestQueriesSurviveAButton(t *testing.T) {
	tests := []struct {
		text   string
		packed int // bytes at most
	}{
		{"отгрузка ёлок Ромашке", 22},
		{"118", 3},
		{"delivery of заказ 4471", 25},
		{strings.Repeat("договор поставка реализация ", 20), search.MaxPacked},
		{"съёмка объектов вьюга эхо щит", 40},
		{"日本語", 20},
	}
	for _, tt := range tests {
		q := search.Read(tt.text)
		if len(q.Pack()) > tt.packed || strings.Contains(q.Pack(), ":") {
			t.Errorf("%q is packed as %q", tt.text, q.Pack())
		}
		if got, ok := search.Unpack(q.Pack()); !ok || !same(q, got) {
			t.Errorf("%q: %v became %v, %v", tt.text, q, got, ok)
		}
		for broader, ok := q.Broader(); ok; broader, ok = broader.Broader() {
			if got, ok := search.Unpack(broader.Pack()); !ok || !same(broader, got) {
				t.Errorf("%q made broader: %v became %v, %v", tt.text, broader, got, ok)
			}
		}
	}
}

func TestForgedQueriesAreRefused(t *testing.T) {
	for _, packed := range []string{"", "~", "_", "a__b", `a" OR "b`, "a b", "@all", "a~~~", "~~", strings.Repeat("A", 51), "-"} {
		if q, ok := search.Unpack(packed); ok {
			t.Errorf("%q was read as %v", packed, q)
		}
	}
}

func TestOnlyANumberIsTheNumberOfAMatter(t *testing.T) {
	for text, number := range map[string]int64{"118": 118, "№118": 118, " # 118 ": 118, "заказ 118": 0, "11 8": 0, "99999999999999999999": 0} {
		if q := search.Read(text); q.Number != number {
			t.Errorf("%q: %d", text, q.Number)
		}
	}
}

func TestQueriesBecomeBroader(t *testing.T) {
	for _, tt := range []struct {
		text, stem string
		want       search.Breadth
	}{
		{"скидка ромаш", "ромашк", search.Open},
		{"скидка рома", "ромашк", search.Open},
		{"отгрузка", "отгруз", search.Loose},
		{"задержка ромашки", "задержа", search.Loose},
	} {
		q, ok := search.Read(tt.text), true
		for ok && !q.Matches(tt.stem) {
			q, ok = q.Broader()
		}
		if !ok || q.Breadth != tt.want {
			t.Errorf("%q finds %q with breadth %d", tt.text, tt.stem, q.Breadth)
		}
	}
	for _, text := range []string{"", "1184", "ст", "рой"} {
		if q, ok := search.Read(text).Broader(); ok {
			t.Errorf("%q became broader: %v", text, q)
		}
	}
}

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("слово ", 40) + "не отгрузили ёлки,\nклиент ждёт " + strings.Repeat("дальше ", 40)
	tests := []struct {
		query, text string
		width       int
		want        string
	}{
		{"елка", "не отгрузили ёлки", 80, "не отгрузили [ёлки]"},
		{"ёлка ждёт", long, 40, "…отгрузили [ёлки], клиент [ждёт] дальше…"},
		{"дальше", long, 20, "…ждёт [дальше] [дальше]…"},
		{"трактор", "не отгрузили", 80, "не отгрузили"},
		{"трактор", "раз два три четыре пять", 10, "раз два…"},
		{"слово", strings.Repeat("ы", 30), 10, "ыыыыыыыыыы…"},
		{"конец", "раз два три четыре пять конец", 17, "…четыре пять [конец]"},
	}
	for _, tt := range tests {
		var got strings.Builder
		for _, p := range search.Read(tt.query).Excerpt(tt.text, tt.width) {
			if p.Hit {
				got.WriteString("[" + p.Text + "]")
			} else {
				got.WriteString(p.Text)
			}
		}
		if got.String() != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.query, tt.text, got.String(), tt.want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("ёлки", "Не отгрузили ёлки по №118", 20)
	f.Add("a~~", "\xff\u0306 e\u0308", 0)
	f.Add("ОООО", strings.Repeat("и\u0306", 50), 3)
	f.Fuzz(func(t *testing.T, typed, text string, width int) {
		q := search.Read(typed)
		if !q.Empty() {
			got, ok := search.Unpack(q.Pack())
			if !ok || !same(q, got) {
				t.Errorf("%q: %v became %v, %v", typed, q, got, ok)
			}
		}
		if q, ok := search.Unpack(typed); ok && (len(q.Pack()) > search.MaxPacked+2) {
			t.Errorf("%q was unpacked to %v", typed, q)
		}
		for word := range search.Words(text) {
			if word.From >= word.To || word.To > len(text) || word.Stem == "" {
				t.Errorf("%q has the word %v", text, word)
			}
		}
		for broader, ok := q.Broader(); ok; broader, ok = broader.Broader() {
			broader.Hits(text)
		}
		q.Excerpt(text, width%500)
	})
}

// BenchmarkStems is what it costs to make one complaint findable.
func BenchmarkStems(b *testing.B) {
	text := "не отгрузили заказ 118 в срок, который обещали клиенту на прошлой неделе, клиент ждёт счёт и грозит уйти"
	var remembers search.Stemmer
	known := func(texts ...string) []string {
		all, _ := remembers.Stems(texts...)
		return all
	}
	for name, stems := range map[string]func(...string) []string{"new words": search.Stems, "known words": known} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				stems(text)
			}
		})
	}
}

func TestAStemmerFindsTheSameAgain(t *testing.T) {
	var s search.Stemmer
	for _, text := range []string{"Ёлки и ёлка", "ёлки 118", "Ёлки", ""} {
		for i := range 2 {
			all, fresh := s.Stems(text)
			if diff := cmp.Diff(search.Stems(text), all); diff != "" {
				t.Errorf("%q: %s", text, diff)
			}
			if i > 0 && len(fresh) > 0 {
				t.Errorf("%q: %q are new again", text, fresh)
			}
		}
	}
}
