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
	var homes []Place // where the person lives, of no account when another is named
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.covered || t.place == nil || !r.meansPlace(i) || r.negated(i) {
			continue
		}
		if len(t.place.choices) > 0 {
			ambiguous = t.place.choices
			continue
		}
		p := Place{Name: t.place.name, Guess: t.mended, Nearby: x.nearby(t.place.group)}
		prev := r.before(i)
		p.Origin = prev >= 0 && (r.tokens[prev].text == "из" || r.tokens[prev].text == "from")
		if r.home(prev) {
			homes = append(homes, p)
			continue
		}
		known := func(other Place) bool { return other.Name == p.Name }
		if at := slices.IndexFunc(found, known); at < 0 {
			found = append(found, p)
		} else if !p.Origin {
			found[at].Origin = false
		}
	}
	if len(found) == 0 {
		found = homes
	}
	if slices.ContainsFunc(found, func(p Place) bool { return slices.Contains(ambiguous, p.Name) }) {
		ambiguous = nil
	}
	if len(found) == 0 && len(ambiguous) == 0 {
		found = r.strangers()
	}
	return found, ambiguous
}

// home reports whether the preposition at token i leads to where a person lives:
// «живу в», «я из».
func (r *reading) home(i int) bool {
	prev := r.before(i)
	if prev < 0 {
		return false
	}
	switch r.tokens[prev].text {
	case "живу", "проживаю", "живем", "родом", "прописан", "прописана", "live", "living", "я", "мы", "сам", "сама", "am", "m":
		return r.tokens[i].text != "на"
	}
	return false
}

// nearby returns the cities that may be offered instead of one of the group.
func (x *lexicon) nearby(group string) []string { return x.groups[group] }

// meansPlace reports whether the name at token i is meant as a place. Names that
// are other words too, and far-off names behind typos, need a word like «в»
// before them or must stand alone.
func (r *reading) meansPlace(i int) bool {
	t := &r.tokens[i]
	if r.is(r.before(i), classOrder) && !strings.HasPrefix(r.tokens[r.before(i)].text, "ваканс") {
		return false // «улица Московская»
	}
	length := utf8.RuneCountInString(t.key)
	foreign := t.place.group != ownGroup && (t.mended && (!t.capital || i > 0) && length < 8 || t.key == t.russian && length < 5)
	if !t.place.shy && !foreign {
		return true
	}
	prev := r.before(i)
	if t.place.shy && prev >= 0 && (r.tokens[prev].text == "на" || r.tokens[prev].text == "для" || r.tokens[prev].text == "по") {
		return false // «на свободном английском»
	}
	if r.is(prev, classPlacePrep, classFromTo, classCity) || r.sign(prev, ".") && r.is(r.before(prev), classCity) {
		return true
	}
	next := r.after(i)
	return i == 0 && t.place.shy && (next >= len(r.tokens) || r.tokens[next].kind != kindWord || r.is(next, classAgency, classDigital, classCompany, classNum, classNone, classExp))
}

// Endings of the names of places after «в», and by themselves.
var (
	placeEndings = []string{"ске", "цке", "граде", "бурге", "поле", "ово", "ево", "ино", "ыно"}
	nameEndings  = []string{"ск", "цк", "град", "бург", "поль"}
)

// strangers returns a place that the lexicon does not know, judged by its looks:
// an unknown word after «город», or with the ending of a place; in English one
// with a capital letter after in.
func (r *reading) strangers() []Place {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.kind != kindWord || t.covered || !t.means.empty() || t.mended || utf8.RuneCountInString(t.text) < 4 {
			continue
		}
		prev := r.before(i)
		if r.sign(prev, ".") || r.sign(prev, ":") {
			prev = r.before(prev)
		}
		word := ""
		if prev >= 0 {
			word = r.tokens[prev].text
		}
		ends := func(e string) bool { return strings.HasSuffix(t.text, e) }
		named := r.is(prev, classCity) && word != "г" || word == "г" && r.sign(i-1, ".")
		in := (word == "в" || word == "во") && slices.ContainsFunc(placeEndings, ends)
		abroad := word == "in" && t.capital && isLatin(rune(t.text[0]))
		alone := utf8.RuneCountInString(t.text) >= 6 && slices.ContainsFunc(nameEndings, ends)
		if named || in || abroad || alone {
			return []Place{{Name: nominative(t.text), Guess: true}}
		}
	}
	return nil
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
