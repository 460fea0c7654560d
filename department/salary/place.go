package salary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// places returns the places that the text names, and the candidates when a name
// fits several and nothing says which.
func (r *reading) places(x *lexicon) (found []Place, ambiguous []string) {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.covered || t.place == nil || !r.meansPlace(i) {
			continue
		}
		if len(t.place.choices) > 0 {
			ambiguous = t.place.choices
			continue
		}
		p := Place{Name: t.place.name, Guess: t.mended, Nearby: x.nearby(t.place.group)}
		prev := r.before(i)
		p.Origin = prev >= 0 && (r.tokens[prev].text == "из" || r.tokens[prev].text == "from")
		known := func(other Place) bool { return other.Name == p.Name }
		if at := slices.IndexFunc(found, known); at < 0 {
			found = append(found, p)
		} else if !p.Origin {
			found[at].Origin = false
		}
	}
	if slices.ContainsFunc(found, func(p Place) bool { return slices.Contains(ambiguous, p.Name) }) {
		ambiguous = nil
	}
	if len(found) == 0 && len(ambiguous) == 0 {
		found = r.strangers()
	}
	return found, ambiguous
}

// nearby returns the cities that may be offered instead of one of the group.
func (x *lexicon) nearby(group string) []string { return x.groups[group] }

// meansPlace reports whether the name at token i is meant as a place. Names that
// are other words too, and far-off names behind typos, need a word like «в»
// before them or must stand alone.
func (r *reading) meansPlace(i int) bool {
	t := &r.tokens[i]
	foreign := t.place.group != ownGroup && t.mended && utf8.RuneCountInString(t.key) < 7
	if !t.place.shy && !foreign {
		return true
	}
	prev := r.before(i)
	if r.is(prev, classPlacePrep, classFromTo, classCity) || r.sign(prev, ".") && r.is(r.before(prev), classCity) {
		return true
	}
	alone := (prev < 0 || r.clause[prev] != r.clause[i] || r.tokens[prev].kind == kindSign) && (r.after(i) >= len(r.tokens) || r.tokens[r.after(i)].kind == kindSign)
	return alone && t.place.shy && i == 0
}

// placeEndings are what names of places end in after «в».
var placeEndings = []string{"ске", "цке", "граде", "бурге", "поле", "горске", "ово", "ево", "ино", "ыно", "бурге"}

// strangers returns a place that the lexicon does not know, judged by its looks:
// an unknown word after «в», with a capital letter or the ending of a place.
func (r *reading) strangers() []Place {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.kind != kindWord || t.covered || !t.means.empty() || t.mended || utf8.RuneCountInString(t.text) < 4 {
			continue
		}
		prev := r.before(i)
		if r.sign(prev, ".") {
			prev = r.before(prev)
		}
		if prev < 0 {
			continue
		}
		word := r.tokens[prev].text
		city := r.is(prev, classCity) && word != "г" || word == "г" && r.sign(i-1, ".")
		in := word == "в" || word == "во" || word == "in"
		ends := slices.ContainsFunc(placeEndings, func(e string) bool { return strings.HasSuffix(t.text, e) })
		if city || in && (ends || t.capital && !r.shouting()) {
			return []Place{{Name: nominative(t.text), Guess: true}}
		}
	}
	return nil
}

// shouting reports whether the text is mostly in capitals, so that they say
// nothing.
func (r *reading) shouting() bool {
	words, capitals := 0, 0
	for _, t := range r.tokens {
		if t.kind == kindWord {
			words++
			if t.capital {
				capitals++
			}
		}
	}
	return words > 2 && capitals*2 > words
}

// nominative guesses the name of a place from its form after «в».
func nominative(word string) string {
	for _, end := range []string{"ске", "цке", "граде", "бурге"} {
		if strings.HasSuffix(word, end) {
			word = strings.TrimSuffix(word, "е")
			break
		}
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}
