package salary

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// kind is what a token looks like.
type kind uint8

const (
	kindWord kind = iota
	kindNumber
	kindDate // 24.11.2026 and other runs of digits that are no number
	kindSign
)

// token is a word, a number or a sign of the question, with what the lexicon
// knows of it.
type token struct {
	text    string // folded
	key     string // what it is looked up by; other than text after mending
	russian string // of a Latin word: the key of the Russian word it may spell
	kind    kind
	glued   bool    // no space before it
	capital bool    // begins with a capital letter
	mended  bool    // a typo was mended
	value   float64 // of a number, in digits or in words
	year    int     // of a date
	month   int

	means   classes
	meaning float64 // of a month name, ordinal or adjective
	place   *place
	span    int  // tokens of the phrase that begins here, 1 for a lone word
	covered bool // inside a phrase that began earlier
}

// tokenize cuts the text, of which case is kept, into tokens.
func tokenize(text string) []token {
	tokens := make([]token, 0, 32)
	runes := []rune(text)
	glued := false
	for i := 0; i < len(runes); {
		r := fold(runes[i])
		if r == ' ' {
			i, glued = i+1, false
			continue
		}
		t := token{glued: glued, span: 1, capital: runes[i] != r && (isCyrillic(r) || isLatin(r))}
		start := i
		switch {
		case isDigit(r):
			i = scanNumber(runes, i, &t)
		case isCyrillic(r) || isLatin(r):
			for i < len(runes) && isLetter(fold(runes[i])) {
				i++
			}
			t.text = strings.Map(fold, string(runes[start:i]))
			if t.key = wordKey(&t); isLatin(rune(t.key[0])) {
				t.russian = transliterate(t.key)
			}
		default:
			t.kind, t.text = kindSign, string(r)
			t.key = t.text
			i++
		}
		tokens = append(tokens, t)
		glued = true
	}
	return tokens
}

func isLetter(r rune) bool { return isCyrillic(r) || isLatin(r) }

// wordKey returns the key of a word; Latin lookalikes in a Russian word become
// Cyrillic.
func wordKey(t *token) string {
	cyrillic, latin := false, false
	for _, r := range t.text {
		cyrillic = cyrillic || isCyrillic(r)
		latin = latin || isLatin(r)
	}
	if cyrillic && latin {
		t.text = lookalikes.Replace(t.text)
	}
	if key := skeleton(t.text); cyrillic && key != "" { // a lone ь has none
		return key
	}
	return t.text
}

// scanNumber reads a number or a date that begins at runes[i] and returns where
// it ends. Groups of three digits after a space, point or comma belong to it.
func scanNumber(runes []rune, i int, t *token) int {
	digits := func(from int) int {
		for from < len(runes) && isDigit(runes[from]) {
			from++
		}
		return from
	}
	start := i
	i = digits(i)
	t.kind = kindNumber
	whole, fraction := string(runes[start:i]), ""
	separators, shape := 0, []int{i - start}
	for i+1 < len(runes) && isDigit(runes[i+1]) {
		sep, end := fold(runes[i]), digits(i+1)
		part := string(runes[i+1 : end])
		thousands := len(part) == 3 && len(shape) >= 1 && shape[0] <= 3 && whole[0] != '0'
		switch {
		case (sep == ' ' || sep == '\'') && thousands && fraction == "":
			whole += part
		case (sep == '.' || sep == ',') && thousands && fraction == "":
			whole += part
			separators++
		case (sep == '.' || sep == ',') && fraction == "" && separators == 0 && len(shape) == 1:
			fraction = part
			separators++
		case sep == '.' && separators > 0:
			separators += 2 // 24.11.2026
			fraction = part
		default:
			return finishNumber(t, whole, fraction, separators, i)
		}
		shape = append(shape, len(part))
		i = end
	}
	return finishNumber(t, whole, fraction, separators, i)
}

func finishNumber(t *token, whole, fraction string, separators, end int) int {
	t.text = whole
	if fraction != "" {
		t.text += "." + fraction
	}
	t.key = t.text
	if len(fraction) == 4 { // 03.2024, 24.11.2026
		t.kind = kindDate
		t.year, _ = strconv.Atoi(fraction)
		if separators == 1 {
			t.month, _ = strconv.Atoi(whole)
		}
		return end
	}
	if separators > 2 || len(whole) > 9 {
		t.kind = kindDate
		return end
	}
	t.value, _ = strconv.ParseFloat(t.text, 64)
	return end
}

// maxRepairs bounds the words of a question that are looked at for typos.
const maxRepairs = 24

// recognise gives the tokens their meaning: it mends what was typed with slips
// and finds the longest phrases of the lexicon.
func (x *lexicon) recognise(tokens []token) {
	repairs := 0
	for i := range tokens {
		if t := &tokens[i]; t.kind == kindWord && !x.knows(t.key) && repairs < maxRepairs {
			x.repair(t)
			repairs++
		}
	}
	for i := 0; i < len(tokens); i += tokens[i].span {
		x.read(tokens, i)
	}
}

// repair looks for another reading of a word that the lexicon does not know.
func (x *lexicon) repair(t *token) {
	latin := isLatin(rune(t.text[0]))
	if latin {
		key := t.russian
		if x.knows(key) && utf8.RuneCountInString(key) > 1 {
			t.key = key
			return
		}
		if best, ok := x.mend(key); ok {
			t.key, t.mended = best.key, true
		}
		return
	}
	if len(t.text) >= 8 { // an English word on the Russian layout
		if key := swapLayout(t.text, cyrillicKeys, latinKeys); x.vocab[key] {
			t.key = key
			return
		}
	}
	if best, ok := x.mend(t.text); ok {
		t.key, t.mended = best.key, true
	}
}

// read finds the longest phrase that begins at token i and marks its tokens.
func (x *lexicon) read(tokens []token, i int) {
	t := &tokens[i]
	longest := 0
	for _, p := range x.exact[t.key] {
		longest = t.consider(p, match(tokens[i:], p.rest), longest)
	}
	if t.kind == kindWord {
		longest = x.readStems(tokens, i, longest)
	}
	if t.russian != "" && t.russian != t.key {
		for _, p := range x.exact[t.russian] { // Nizhny is a name by itself, Nizhny Tagil another
			if length := match(tokens[i:], p.rest); p.class == classPlace && length > longest {
				longest = t.consider(p, length, longest)
			}
		}
	}
	t.span = max(longest, 1)
	for j := i + 1; j < i+t.span; j++ {
		tokens[j].covered = true
	}
}

// readStems tries the phrases whose first word is a stem of token i, and returns
// the length of the longest found so far.
func (x *lexicon) readStems(tokens []token, i, longest int) int {
	t := &tokens[i]
	for j := 1; j <= len(t.key); j++ {
		rest := t.key[j:]
		for _, p := range x.stems[t.key[:j]] {
			length := match(tokens[i:], p.rest)
			if length == 1 && p.class == classPlace && rest != "" && !endings[rest] {
				continue // «омсква» is not Омск
			}
			longest = t.consider(p, length, longest)
		}
	}
	return longest
}

// consider takes on the meaning of a phrase of that length that begins at the
// token, unless a longer one was found, and returns the length of the longest.
func (t *token) consider(p *phrase, length, longest int) int {
	if length == 0 || length < longest {
		return longest
	}
	if length > longest {
		t.means, t.place = classes{}, nil
	}
	t.means.add(p.class)
	switch p.class {
	case classPlace:
		if t.place == nil {
			t.place = p.place
		}
	case classNum:
		t.value = p.value
	case classMonthName, classSeason, classYearsBack, classOrdinal, classAdjective:
		t.meaning = p.value
	}
	return length
}

// endings are the skeletons of what may follow the stem of a place's name: the
// endings of adjectives, nouns and of the people who live there.
var endings = set("а у е о ом ем ов ам ами ах я ю ею ою и ия ие их им ими ая ое ои ого ому ую ец ца цу цем ци цев чи чеи ка ку ки к с ск ского ское ском ская скои ских с")

func set(list string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		words[word] = true
	}
	return words
}

// match returns how many tokens the phrase takes whose first word is tokens[0],
// zero if the rest does not fit. Hyphens and the points of abbreviations may
// stand between the words.
func match(tokens []token, rest []word) int {
	n := 1
	for _, w := range rest {
		for n < len(tokens) && tokens[n].kind == kindSign && (tokens[n].text == "-" || tokens[n].text == "'" || tokens[n].text == "(" ||
			tokens[n].text == "." && tokens[n].glued && utf8.RuneCountInString(tokens[n-1].text) <= 4) {
			n++
		}
		if n >= len(tokens) || !w.fits(tokens[n].key) && (tokens[n].russian == "" || !w.fits(tokens[n].russian)) {
			return 0
		}
		n++
	}
	return n
}
