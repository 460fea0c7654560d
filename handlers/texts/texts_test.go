package texts

import (
	"html"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// words returns the words of a language.
func words(tb testing.TB, lang string) Words {
	tb.Helper()
	book, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return book.In(lang)
}

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func TestSaidInBothLanguages(t *testing.T) {
	ru, en := words(t, "ru"), words(t, "en")
	moscow, ural := zone(t, "Europe/Moscow"), zone(t, "Asia/Yekaterinburg")
	at := time.Date(2026, 11, 27, 15, 0, 0, 0, time.UTC)
	day := workdays.Date{Year: 2026, Month: time.November, Day: 7}
	tests := []struct {
		what   string
		say    func(Words) string
		ru, en string
	}{
		{"a moment", func(w Words) string { return w.Moment(at, moscow) }, "пт 27.11.2026 18:00", "Fri 27 Nov 2026 18:00"},
		{"a moment at home", func(w Words) string { return w.MomentFrom(at, moscow, moscow) }, "пт 27.11.2026 18:00", "Fri 27 Nov 2026 18:00"},
		{"a moment elsewhere", func(w Words) string { return w.MomentFrom(at, ural, moscow) }, "пт 27.11.2026 20:00 (Екатеринбург)", "Fri 27 Nov 2026 20:00 (Yekaterinburg)"},
		{"a moment where the clock is the same", func(w Words) string { return w.MomentFrom(at, zone(t, "Europe/Simferopol"), moscow) }, "пт 27.11.2026 18:00", "Fri 27 Nov 2026 18:00"},
		{"a short moment", func(w Words) string { return w.Short(at, moscow) }, "пт 27.11 18:00", "Fri 27 Nov 18:00"},
		{"a short moment elsewhere", func(w Words) string { return w.ShortFrom(at, zone(t, "Asia/Ho_Chi_Minh"), moscow) }, "пт 27.11 22:00 (Ho Chi Minh)", "Fri 27 Nov 22:00 (Ho Chi Minh)"},
		{"a date", func(w Words) string { return w.Date(day) }, "сб 07.11.2026", "Sat 7 Nov 2026"},
		{"a day", func(w Words) string { return w.Day(day) }, "07.11", "7 Nov"},
		{"a time", func(w Words) string { return w.Clock(at, ural) }, "20:00", "20:00"},
		{"a time of day", func(w Words) string { return w.TimeOfDay(9*time.Hour + 5*time.Minute) }, "9:05", "9:05"},
		{"a month", func(w Words) string { return w.MonthOf(2015, time.April) }, "апрель 2015", "April 2015"},
		{"a weekday", func(w Words) string { return w.Weekday(time.Sunday) }, "воскресенье", "Sunday"},
		{"an offset", func(w Words) string { return w.Offset(at, ural) }, "UTC+5", "UTC+5"},
		{"a half-hour offset", func(w Words) string { return w.Offset(at, zone(t, "Asia/Kolkata")) }, "UTC+5:30", "UTC+5:30"},

		{"a small number", func(w Words) string { return w.Number(999) }, "999", "999"},
		{"a large number", func(w Words) string { return w.Number(-1234567) }, "−1 234 567", "−1,234,567"},
		{"an amount", func(w Words) string { return w.Roubles(115000) }, "115 000 ₽", "₽115,000"},
		{"nothing", func(w Words) string { return w.Roubles(0) }, "0 ₽", "₽0"},
		{"a range", func(w Words) string { return w.RoubleRange(80000, 130000) }, "80 000–130 000 ₽", "₽80,000–130,000"},
		{"a rise", func(w Words) string { return w.Change(10000) }, "+10 000 ₽", "+₽10,000"},
		{"a fall", func(w Words) string { return w.Change(-10000) }, "−10 000 ₽", "−₽10,000"},
		{"per cent", func(w Words) string { return w.Percent(47, 115) }, "41 %", "41%"},
		{"few per cent", func(w Words) string { return w.Percent(-10, 105) }, "−9,5 %", "−9.5%"},
		{"no per cent", func(w Words) string { return w.Percent(0, 105) }, "0 %", "0%"},
		{"per cent of nothing", func(w Words) string { return w.Percent(1, 0) }, "", ""},

		{"1 complaint", func(w Words) string { return w.Matters("complaint", 1) }, "1 жалоба", "1 complaint"},
		{"2 complaints", func(w Words) string { return w.Matters("complaint", 2) }, "2 жалобы", "2 complaints"},
		{"5 complaints", func(w Words) string { return w.Matters("complaint", 5) }, "5 жалоб", "5 complaints"},
		{"11 complaints", func(w Words) string { return w.Matters("complaint", 11) }, "11 жалоб", "11 complaints"},
		{"21 complaints", func(w Words) string { return w.Matters("complaint", 21) }, "21 жалоба", "21 complaints"},
		{"no task", func(w Words) string { return w.Matters("task", 0) }, "0 поручений", "0 tasks"},

		{"minutes", func(w Words) string { return w.Span(40 * time.Minute) }, "40 мин", "40 min"},
		{"an instant", func(w Words) string { return w.Span(time.Second) }, "1 мин", "1 min"},
		{"hours", func(w Words) string { return w.Span(2 * time.Hour) }, "2 ч", "2 h"},
		{"hours and minutes", func(w Words) string { return w.Span(150 * time.Minute) }, "2 ч 30 мин", "2 h 30 min"},
		{"days", func(w Words) string { return w.Span(73 * time.Hour) }, "3 дня", "3 days"},
		{"working days", func(w Words) string { return w.WorkingTime(3 * workdays.Day) }, "3 рабочих дня", "3 working days"},
		{"working hours", func(w Words) string { return w.WorkingTime(4 * workdays.Hour) }, "4 рабочих часа", "4 working hours"},
		{"years", func(w Words) string { return w.Years(139) }, "11 лет 7 месяцев", "11 years 7 months"},
		{"a year", func(w Words) string { return w.Years(12) }, "1 год", "1 year"},
		{"less than a month", func(w Words) string { return w.Years(0) }, "1 месяц", "1 month"},

		{"a name", func(w Words) string { return w.Name("Ханты-Мансийск") }, "Ханты-Мансийск", "Khanty-Mansiysk"},
		{"a Latin name", func(w Words) string { return w.Name("Paris") }, "Paris", "Paris"},

		{"nobody", func(w Words) string { return w.List(nil) }, "", ""},
		{"one", func(w Words) string { return w.List([]string{"a"}) }, "a", "a"},
		{"two", func(w Words) string { return w.List([]string{"a", "b"}) }, "a и b", "a and b"},
		{"three", func(w Words) string { return w.List([]string{"a", "b", "c"}) }, "a, b и c", "a, b and c"},
		{"a quotation", func(w Words) string { return w.Quote("Ромашка") }, "«Ромашка»", "“Ромашка”"},
	}
	// Spaces inside numbers must not break; here they are written as usual ones.
	plain := strings.NewReplacer(nbsp, " ")
	for _, tt := range tests {
		if got := plain.Replace(tt.say(ru)); got != tt.ru {
			t.Errorf("%s in Russian: %q, want %q", tt.what, got, tt.ru)
		}
		if got := plain.Replace(tt.say(en)); got != tt.en {
			t.Errorf("%s in English: %q, want %q", tt.what, got, tt.en)
		}
	}
	if got := ru.Roubles(115000); strings.Contains(got, " ") {
		t.Errorf("%q can break inside", got)
	}
}

func TestUnknownLanguageIsRussian(t *testing.T) {
	if got := words(t, "de").Plain("and"); got != "и" {
		t.Errorf("German: %q", got)
	}
}

func TestMissingTextIsVisible(t *testing.T) {
	w := words(t, "en")
	if w.Has("no_such_text") {
		t.Error("a text that nobody wrote is there")
	}
	if got := w.Plain("no_such_text"); got != "no_such_text" {
		t.Errorf("a missing text shows as %q", got)
	}
}

// What people typed is shown exactly and never becomes markup.
func FuzzSay(f *testing.F) {
	for _, s := range []string{"", "Ромашка", "<b>bold</b>", "a & b", `" onclick="x`, "&lt;", "{{.Ref}}", "\u202eabc\x00", "<a href=tg://user?id=1>x</a>", "\xff\xfe"} {
		f.Add(s)
	}
	w := words(f, "ru")
	empty := w.Say("apology", "Ref", "")
	f.Fuzz(func(t *testing.T, s string) {
		said := string(w.Say("apology", "Ref", s))
		for _, mark := range []string{"<", ">", `"`} {
			if got, want := strings.Count(said, mark), strings.Count(string(empty), mark); got != want {
				t.Errorf("%q adds %d of %s", s, got-want, mark)
			}
		}
		if got := html.UnescapeString(string(Escape(s))); got != s {
			t.Errorf("%q is shown as %q", s, got)
		}
		if !strings.Contains(said, string(Escape(s))) {
			t.Errorf("%q is not in %q", s, said)
		}
	})
}

func BenchmarkSay(b *testing.B) {
	w := words(b, "ru")
	for b.Loop() {
		w.Say("n_complaint", "N", 5)
	}
}

func TestShortCutsCharactersNotBytes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		n          int
		want       string
	}{
		{"as long as may be", "жалоба", 6, "жалоба"},
		{"longer", "жалобы", 5, "жалоб…"},
		{"nothing", "", 5, ""},
		{"broken characters", "ж\xffб", 2, "ж\xff…"},
	} {
		if got := Short(c.text, c.n); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestPiecesFollowTheGrammarOfTheLanguage(t *testing.T) {
	tests := []struct {
		what, got, want string
	}{
		{"since a Monday", piece("пн 23.11").From(), "с пн 23.11"},
		{"since a Tuesday", piece("вт 24.11").From(), "со вт 24.11"},
		{"since a Wednesday", piece("ср 25.11").From(), "со ср 25.11"},
		{"the first", piece("1").Nth(), "1st"},
		{"the eleventh", piece("11").Nth(), "11th"},
		{"the twenty-second", piece("22").Nth(), "22nd"},
		{"the thirteenth", piece("13").Nth(), "13th"},
		{"the twenty-third", piece("23").Nth(), "23rd"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.what, test.got, test.want)
		}
	}
}
