package salary

import (
	_ "embed"
	"fmt"
	"strings"
)

var (
	//go:embed words.txt
	wordsFile string
	//go:embed places.txt
	placesFile string
)

// word is one word of a phrase as the dictionary writes it.
type word struct {
	forms []string // skeletons, any of which fits
	stem  bool     // any ending fits
}

// fits reports whether the word with that skeleton is w.
func (w word) fits(key string) bool {
	for _, f := range w.forms {
		if key == f || w.stem && strings.HasPrefix(key, f) {
			return true
		}
	}
	return false
}

// phrase is an entry of the dictionary: one or more words and what they mean.
// The first word is the key that it is found by.
type phrase struct {
	rest  []word
	class class
	value float64 // of numerals, month names and the like
	place *place  // of classPlace
}

// place is a place that the lexicon knows.
type place struct {
	name    string
	group   string
	shy     bool     // means something else too, needs a preposition
	choices []string // the name fits these places; name is empty then
}

// ownGroup holds the cities that are found with more typos than others.
const ownGroup = "own"

// lexicon is the dictionary of [Parser]. It never changes once built.
type lexicon struct {
	exact  map[string][]*phrase
	stems  map[string][]*phrase
	vocab  map[string]bool // all words but stems
	lone   map[string]bool // stems that mean something by themselves
	names  map[string]bool // stems of places, which take only some endings
	inner  map[string]bool // stems that do so with other words only
	groups map[string][]string
	fuzzy  []target
	masks  [][2]uint32 // the letters of fuzzy, side by side to be scanned quickly

	mendable map[string][]*place // the targets of fuzzy by key
}

// newLexicon reads the dictionary, and the names of cities that it may lack.
func newLexicon(cities []string) (*lexicon, error) {
	x := &lexicon{exact: map[string][]*phrase{}, stems: map[string][]*phrase{}, vocab: map[string]bool{}, lone: map[string]bool{}, names: map[string]bool{}, inner: map[string]bool{}, groups: map[string][]string{}, mendable: map[string][]*place{}}
	if err := x.readWords(wordsFile); err != nil {
		return nil, err
	}
	known, err := x.readPlaces(placesFile)
	if err != nil {
		return nil, err
	}
	for _, name := range cities {
		if !known[name] {
			x.addPlace(&place{name: name, group: ownGroup}, "")
		}
	}
	return x, nil
}

func (x *lexicon) readWords(text string) error {
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(line, ":")
		name, catchTypos := strings.CutSuffix(name, "~")
		c, value, err := parseClass(name)
		if !ok || err != nil {
			return fmt.Errorf("words.txt line %d: %w", n+1, err)
		}
		for text := range strings.FieldsSeq(list) {
			x.add(text, phrase{class: c, value: value})
			if catchTypos {
				x.addFuzzy(strings.Map(fold, text), nil)
			}
		}
	}
	return nil
}

// add enters a phrase as the dictionary writes it.
func (x *lexicon) add(text string, p phrase) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '_' || r == '-' })
	var words []word
	for _, part := range parts {
		part, stem := strings.CutSuffix(strings.Map(fold, part), "*")
		words = append(words, word{[]string{skeleton(part)}, stem})
	}
	x.enter(words, p)
}

// enter files the phrase of these words under each form of the first.
func (x *lexicon) enter(words []word, p phrase) {
	p.rest = words[1:]
	for _, key := range words[0].forms {
		if words[0].stem {
			x.stems[key] = append(x.stems[key], &p)
		} else {
			x.exact[key] = append(x.exact[key], &p)
		}
	}
	for _, w := range words {
		for _, key := range w.forms {
			switch {
			case !w.stem:
				x.vocab[key] = true
			case len(words) == 1 && p.class == classPlace:
				x.names[key] = true
			case len(words) == 1:
				x.lone[key] = true
			default:
				x.inner[key] = true
			}
		}
	}
}

// readPlaces returns the names that it read.
func (x *lexicon) readPlaces(text string) (map[string]bool, error) {
	known := map[string]bool{}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "|")
		name := strings.TrimSpace(columns[0])
		switch {
		case len(columns) < 2:
			return nil, fmt.Errorf("places.txt line %d: %q has no group", n+1, name)
		case name[0] == '@':
			x.groups[name[1:]] = splitNames(columns[1])
			continue
		case name[0] == '?':
			forms := name[1:]
			p := &place{choices: splitNames(columns[1])}
			for text := range strings.FieldsSeq(forms) {
				x.add(text, phrase{class: classPlace, place: p})
			}
			continue
		}
		name, shy := strings.CutPrefix(name, "!")
		more := ""
		if len(columns) > 2 {
			more = columns[2]
		}
		x.addPlace(&place{name: name, group: strings.TrimSpace(columns[1]), shy: shy}, more)
		known[name] = true
	}
	return known, nil
}

func splitNames(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// addPlace enters a place with the case forms of its name and with more forms.
func (x *lexicon) addPlace(p *place, more string) {
	entry := phrase{class: classPlace, place: p}
	var words []word
	for _, part := range strings.FieldsFunc(p.name, func(r rune) bool { return r == ' ' || r == '-' }) {
		var w word
		for _, form := range declined(part) {
			w.forms = append(w.forms, skeleton(form))
			x.addFuzzy(form, p)
		}
		words = append(words, w)
	}
	x.enter(words, entry)
	for text := range strings.FieldsSeq(more) {
		x.add(text, entry)
		if p.group == ownGroup && !strings.ContainsAny(text, "_*") {
			x.addFuzzy(strings.Map(fold, text), p)
		}
	}
}

// knows reports whether the word with that key has a meaning of its own or is a
// whole word of some phrase.
func (x *lexicon) knows(key string) bool {
	if x.vocab[key] {
		return true
	}
	for i := range key {
		if i > 0 && (x.lone[key[:i]] || x.names[key[:i]] && endings[key[i:]]) {
			return true
		}
	}
	return x.lone[key] || x.names[key]
}

// mayKnow reports whether the word is known or begins like a word of a phrase.
func (x *lexicon) mayKnow(key string) bool {
	for i := range key {
		if i > 0 && x.inner[key[:i]] {
			return true
		}
	}
	return x.inner[key] || x.knows(key)
}
