package when

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones of the lexicon must load anywhere
	"unicode/utf8"
)

//go:embed lexicon/ru.txt
var russianWords string

//go:embed lexicon/en.txt
var englishWords string

// sense is one meaning of a word: its class, a value and a grammatical form.
// The forms are explained beside the words that have them; no form is 0.
type sense struct {
	class class
	form  byte
	value float64
	unit  unit
	part  part
	zone  *time.Location
}

// lexicon is what is known about words. It never changes.
type lexicon struct {
	senses map[string][]sense
	// slips maps a long word, and what remains of it without one letter, to the
	// word: two words that differ by one edit have a key in common.
	slips map[string][]string
}

// words returns the lexicon, read once.
var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{senses: map[string][]sense{}, slips: map[string][]string{}}
	for _, source := range []string{russianWords, englishWords} {
		for line := range strings.Lines(source) {
			if err := l.read(strings.TrimSpace(line)); err != nil {
				panic(fmt.Sprintf("when: the embedded lexicon is broken: %v", err)) // a test reads it
			}
		}
	}
	return l
})

// read takes in a line of «class value: words».
func (l *lexicon) read(line string) error {
	if line == "" || line[0] == '#' {
		return nil
	}
	head, list, found := strings.Cut(line, ": ")
	name, value, valued := strings.Cut(head, " ")
	name, typos := strings.CutSuffix(name, "~")
	c, known := classNames[name]
	if !found || !valued || !known {
		return fmt.Errorf("line %q: not «class value: words»", line)
	}
	s := sense{class: c}
	if err := s.setValue(value); err != nil {
		return fmt.Errorf("line %q: %w", line, err)
	}
	for _, word := range strings.Fields(list) {
		for text, form := range expand(word) {
			s.form = form
			l.senses[text] = append(l.senses[text], s)
			if typos && utf8.RuneCountInString(text) >= minTypo {
				l.addSlips(text)
			}
		}
	}
	return nil
}

// setValue reads the value of a class: a unit, a part of the day, a zone or a number.
func (s *sense) setValue(text string) (err error) {
	switch s.class {
	case cUnit, cHalf, cEveryday:
		s.unit, err = named(unitNames, text)
	case cPart, cMornings:
		s.part, err = named(partNames, text)
	case cZone:
		s.zone, err = time.LoadLocation(text)
	default:
		s.value, err = strconv.ParseFloat(text, 64)
	}
	return err
}

func named[T any](names map[string]T, text string) (T, error) {
	v, known := names[text]
	if !known {
		return v, fmt.Errorf("unknown value %q", text)
	}
	return v, nil
}

// expand yields the forms of «стем(а|у:d|)», each with its form letter.
func expand(word string) func(yield func(string, byte) bool) {
	return func(yield func(string, byte) bool) {
		stem, endings, inflected := strings.Cut(strings.TrimSuffix(word, ")"), "(")
		outer := byte(0)
		if i := strings.LastIndex(word, "):"); i >= 0 { // one form for all endings
			outer = word[i+2]
			stem, endings, inflected = strings.Cut(word[:i], "(")
		}
		if !inflected {
			endings, stem = stem, ""
		}
		for _, ending := range strings.Split(endings, "|") {
			ending, form, _ := strings.Cut(ending, ":")
			f := outer
			if form != "" {
				f = form[0]
			}
			if !yield(stem+ending, f) {
				return
			}
		}
	}
}

// minTypo is the length in letters from which a word may have a slip in it.
// In shorter ones another word is too near: «среды» and «следы».
const minTypo = 6

func (l *lexicon) addSlips(word string) {
	l.slips[word] = append(l.slips[word], word)
	for rest := range withoutOne(word) {
		l.slips[rest] = append(l.slips[rest], word)
	}
}

// withoutOne yields word without each of its letters in turn.
func withoutOne(word string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i, r := range word {
			if !yield(word[:i] + word[i+utf8.RuneLen(r):]) {
				return
			}
		}
	}
}

// realWords are words one slip away from a word of the lexicon that are none.
var realWords = map[string]bool{
	"завтрак": true, "начали": true, "начата": true, "начаты": true, "начато": true,
}

// guess returns the senses of the word that differs from text by one letter
// left out, put in, changed or swapped with its neighbour. The first letter
// must agree.
func (l *lexicon) guess(text string) []sense {
	n := utf8.RuneCountInString(text)
	if n < minTypo-1 || n > 24 || realWords[text] || strings.Contains(text, "'") {
		return nil
	}
	for _, word := range l.slips[text] { // a letter is missing
		if oneSlip(text, word) {
			return l.senses[word]
		}
	}
	if n < minTypo {
		return nil
	}
	for rest := range withoutOne(text) { // one too many, changed or swapped
		for _, word := range l.slips[rest] {
			if oneSlip(text, word) {
				return l.senses[word]
			}
		}
	}
	return nil
}

// oneSlip reports whether a and b begin alike and differ by one edit.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if x[0] != y[0] || len(x)-len(y) > 1 || len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	tail := func(p, q int) bool { return p <= len(x) && q <= len(y) && string(x[p:]) == string(y[q:]) }
	swapped := i+1 < len(x) && i+1 < len(y) && x[i] == y[i+1] && x[i+1] == y[i]
	return tail(i+1, i) || tail(i, i+1) || tail(i+1, i+1) || swapped && tail(i+2, i+2)
}
