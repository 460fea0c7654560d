package when

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department/workdays"
)

// zones are where the properties are tried: without summer time, with it, and
// far from Greenwich on both sides.
func zones(t testing.TB) []*time.Location {
	t.Helper()
	var out []*time.Location
	for _, name := range []string{"Europe/Moscow", "Europe/Berlin", "Asia/Kamchatka", "America/New_York", "Africa/Cairo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, zone)
	}
	return out
}

func anyNow(zones []*time.Location) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		minute := rapid.Int64Range(1767225600/60, 1893456000/60).Draw(t, "minute") // 2026–2029
		return time.Unix(minute*60, 0).In(rapid.SampledFrom(zones).Draw(t, "zone"))
	})
}

// TestWrittenDatesReadBack writes moments in the ways people do and reads them.
func TestWrittenDatesReadBack(t *testing.T) {
	all := zones(t)
	ru := []string{"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	en := []string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	layouts := []func(y, m, d int) string{
		func(y, m, d int) string { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) },
		func(y, m, d int) string { return fmt.Sprintf("%02d.%02d.%04d", d, m, y) },
		func(y, m, d int) string { return fmt.Sprintf("%d.%d.%04d", d, m, y) },
		func(y, m, d int) string { return fmt.Sprintf("до %02d.%02d.%02d", d, m, y%100) },
		func(y, m, d int) string { return fmt.Sprintf("%d %s %d", d, ru[m], y) },
		func(y, m, d int) string { return fmt.Sprintf("к %d-му %s %d года", d, ru[m], y) },
		func(y, m, d int) string { return fmt.Sprintf("%s %d, %d", en[m], d, y) },
		func(y, m, d int) string { return fmt.Sprintf("by %d %s %d", d, en[m][:3], y) },
	}
	rapid.Check(t, func(t *rapid.T) {
		now := anyNow(all).Draw(t, "now")
		y, m, d := now.AddDate(0, 0, rapid.IntRange(1, 3000).Draw(t, "days")).Date()
		hour, minute := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		text := rapid.SampledFrom(layouts).Draw(t, "layout")(y, int(m), d)
		o := Options{Zone: now.Location(), Calendar: workdays.Russia(now.Location())}
		r, err := Parse(text, now, o)
		if err != nil || r.Kind != Date || workdays.DateOf(r.At) != (workdays.Date{Year: y, Month: m, Day: d}) || r.Rest != "" {
			t.Fatalf("%q: %v %v, rest %q, %v", text, r.Kind, r.At, r.Rest, err)
		}
		timed := fmt.Sprintf("%s в %02d:%02d", text, hour, minute)
		r, err = Parse(timed, now, o)
		if want := wall(workdays.Date{Year: y, Month: m, Day: d}, time.Duration(hour*60+minute)*time.Minute, now.Location()); err != nil || r.Kind != Moment || !r.At.Equal(want) {
			t.Fatalf("%q: %v %v instead of %v, %v", timed, r.Kind, r.At, want, err)
		}
	})
}

// wordsOf are pieces of phrases to throw together.
func wordsOf(t testing.TB) []string {
	var out []string
	for _, c := range lists(t) {
		out = append(out, strings.Fields(c.text)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestAnyPhraseKeepsThePromises throws the words of the lists together and holds
// what comes out to what the package promises.
func TestAnyPhraseKeepsThePromises(t *testing.T) {
	all := zones(t)
	pieces := wordsOf(t)
	rapid.Check(t, func(t *rapid.T) {
		now := anyNow(all).Draw(t, "now")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 9).Draw(t, "words"), " ")
		o := Options{Zone: now.Location(), Calendar: workdays.Russia(now.Location()), Language: rapid.SampledFrom([]string{"ru", "en", ""}).Draw(t, "language")}
		o.Purpose = rapid.SampledFrom([]Purpose{Any, Payment, Meeting}).Draw(t, "purpose")
		r, err := Parse(text, now, o)
		if broken := promise(text, now, r, err); broken != "" {
			t.Fatalf("%q at %v: %s: %+v %v", text, now, broken, r, err)
		}
	})
}

// promise returns which promise a result breaks, or nothing.
func promise(text string, now time.Time, r Result, err error) string {
	p, isProblem := errors.AsType[*Problem](err)
	today := workdays.DateOf(now.In(r.Zone)).In(r.Zone)
	switch {
	case err != nil && !isProblem:
		return "an error that is no Problem"
	case isProblem && r.Kind != None:
		return "an answer beside a problem"
	case isProblem && p.Code == Ambiguous && len(r.Candidates) == 0:
		return "ambiguous without candidates"
	case isProblem && p.Suggestion.Kind == Moment && p.Suggestion.At.Before(now.Truncate(time.Minute)):
		return "the suggestion is over"
	case r.Kind == None && !isProblem && (r.Rest != text || len(r.Spans) > 0):
		return "no date, but something was taken out"
	case (r.Kind != None || isProblem) && len(r.Spans) == 0:
		return "a date without a place"
	}
	for _, c := range append([]Choice{r.Choice}, r.Candidates...) {
		if broken := ahead(c, now, today); broken != "" {
			return broken
		}
	}
	if r.Kind == Recurrence && (len(r.Next) == 0 || !slices.IsSortedFunc(r.Next, time.Time.Compare)) {
		return "occurrences out of order"
	}
	return placed(text, r)
}

// ahead reports whether a choice lies in the past.
func ahead(c Choice, now, today time.Time) string {
	switch c.Kind {
	case Date:
		if c.At.Before(today) {
			return "a date that is over"
		}
	case Moment:
		if c.At.Before(now.Truncate(time.Minute)) {
			return "a moment that is over"
		}
	case Range:
		if c.To.Before(c.From) {
			return "a range that ends before it begins"
		}
		if c.To.Before(today) || !c.Whole && c.To.Before(now) {
			return "a range that is over"
		}
	}
	return ""
}

// placed checks that the spans lie in order within the text and that nothing but
// marks and spaces is missing from them and the rest.
func placed(text string, r Result) string {
	at := 0
	var kept strings.Builder
	for _, s := range r.Spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			return "spans out of place"
		}
		kept.WriteString(text[at:s.Start])
		at = s.End
	}
	kept.WriteString(text[at:])
	if got, want := bones(r.Rest), bones(kept.String()); got != want {
		return fmt.Sprintf("the rest has %q instead of %q", got, want)
	}
	return ""
}

// bones are the letters and figures of a text.
func bones(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// TestRulesGoOn checks that a recurrence seen from its first occurrence
// goes on with the second.
func TestRulesGoOn(t *testing.T) {
	for _, c := range lists(t) {
		r, err := Parse(c.text, c.now, c.o)
		if err != nil || r.Kind != Recurrence || len(r.Next) < 2 || !r.Timed || strings.Contains(r.Rule, "INTERVAL") || strings.Contains(r.Rule, "COUNT") {
			continue
		}
		later, err := Parse(c.text, r.Next[0], c.o)
		if err != nil || !strings.Contains(" "+c.text, " с ") && !later.Next[0].Equal(r.Next[1]) {
			t.Errorf("%s: %s\n\tafter %v comes %v instead of %v (%v)", c.place, c.text, r.Next[0], later.Next, r.Next[1], err)
		}
	}
}

// FuzzParse looks for texts that break a promise or the program.
func FuzzParse(f *testing.F) {
	now := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	for i, c := range lists(f) {
		if i%40 == 0 {
			f.Add(c.text)
		}
	}
	f.Add("\xff\xfe завтра\x00в 10 ́й")
	f.Add("2026-12-15T14:00+99:99")
	f.Add("999999999999999999999999 числа каждого 0-го месяца")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = Parse(text, now, Options{Language: "en"}) // whatever bytes come, it must not panic
		text = strings.ToValidUTF8(text, "?")
		r, err := Parse(text, now, Options{})
		if broken := promise(text, now, r, err); broken != "" {
			t.Errorf("%q: %s: %+v %v", text, broken, r, err)
		}
	})
}
