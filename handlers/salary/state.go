package salary

import (
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department/salary"
)

// state is a question as buttons carry it: all that is known so far. Whatever a
// button asks is answered from its state alone, so nothing is stored about the
// person who presses it.
type state struct {
	cities   []string // of the survey
	anyCity  bool
	segments []salary.Segment
	bands    []salary.Band
	amount   int // an offer in roubles a month, 0 for none
	// instead says that the city was offered in place of one that the survey does
	// not have.
	instead bool
}

// maxAmount bounds an offer; more is a slip of the finger.
const maxAmount = 1_000_000_000

// letters stand for cities, by their place in the survey.
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// stateOf returns what of a question a button can carry: not the cities that the
// survey does not have.
func stateOf(q salary.Question, survey salary.Survey) state {
	s := state{anyCity: q.AnyCity, segments: q.Segments, bands: q.Bands}
	for _, c := range q.Cities {
		if survey.Covers(c.Name) {
			s.cities = append(s.cities, c.Name)
		}
	}
	if q.Amount != nil {
		if from, to, ok := q.Amount.Monthly(); ok && from > 0 && to < maxAmount {
			s.amount = (from + to) / 2
		}
	}
	return s
}

// question returns the question that the state stands for.
func (s state) question() salary.Question {
	q := salary.Question{AnyCity: s.anyCity, Segments: s.segments, Bands: s.bands, Position: salary.Ours}
	for _, c := range s.cities {
		q.Cities = append(q.Cities, salary.Place{Name: c})
	}
	if s.amount > 0 {
		q.Amount = &salary.Amount{From: float64(s.amount), To: float64(s.amount), Currency: "RUB"}
	}
	return q
}

// encode writes the state as cities.segments.bands.amount, each empty if
// unknown: "e.a.3.90000" is Kazan, agencies, band III, an offer of 90,000.
func (s state) encode(cities []string) string {
	var b strings.Builder
	if s.instead {
		b.WriteByte('~')
	}
	if s.anyCity {
		b.WriteByte('*')
	}
	for _, c := range s.cities {
		if i := slices.Index(cities, c); i >= 0 && i < len(letters) {
			b.WriteByte(letters[i])
		}
	}
	b.WriteByte('.')
	for _, seg := range s.segments {
		b.WriteByte(segmentLetters[seg])
	}
	b.WriteByte('.')
	for _, band := range s.bands {
		b.WriteByte('0' + byte(band))
	}
	b.WriteByte('.')
	if s.amount > 0 {
		b.WriteString(strconv.Itoa(s.amount))
	}
	return b.String()
}

var segmentLetters = map[salary.Segment]byte{salary.Agencies: 'a', salary.Companies: 'c'}

// decode reads what encode wrote; anybody may have written it. It reports false
// for what no button of ours carries.
func decode(text string, cities []string) (state, bool) {
	var s state
	if text == "" {
		return s, true
	}
	parts := strings.Split(text, ".")
	if len(parts) != 4 {
		return s, false
	}
	places, instead := strings.CutPrefix(parts[0], "~")
	s.instead = instead
	if places, s.anyCity = strings.CutPrefix(places, "*"); s.anyCity && places != "" {
		return s, false
	}
	var known [3]bool
	s.cities, known[0] = readEach(places, func(c rune) (string, bool) {
		i := strings.IndexRune(letters, c)
		if i < 0 || i >= len(cities) {
			return "", false
		}
		return cities[i], true
	})
	s.segments, known[1] = readEach(parts[1], func(c rune) (salary.Segment, bool) {
		if c == 'a' {
			return salary.Agencies, true
		}
		return salary.Companies, c == 'c'
	})
	s.bands, known[2] = readEach(parts[2], func(c rune) (salary.Band, bool) {
		return salary.Band(c - '0'), c >= '1' && c <= '4'
	})
	if known != [3]bool{true, true, true} {
		return s, false
	}
	if parts[3] == "" {
		return s, true
	}
	amount, err := strconv.Atoi(parts[3])
	s.amount = amount
	return s, err == nil && amount > 0 && amount < maxAmount
}

// readEach reads a letter for each value. It reports false if one stands for
// nothing or comes twice.
func readEach[T comparable](text string, read func(rune) (T, bool)) ([]T, bool) {
	var values []T
	for _, c := range text {
		v, ok := read(c)
		if !ok || slices.Contains(values, v) {
			return nil, false
		}
		values = append(values, v)
	}
	return values, true
}
