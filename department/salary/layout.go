package salary

import (
	"strings"
	"unicode"
)

// fixLayout turns what was typed on the Latin keyboard layout by mistake into
// Russian: «rfpfym» into «казань». It looks at one stretch between spaces after
// the other, since letters like б and ю lie on the keys of punctuation. When most
// of the question was typed so, words that it does not know are turned as well.
func (x *lexicon) fixLayout(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return isLatin(fold(r)) }) < 0 {
		return text
	}
	chunks := strings.FieldsFunc(text, unicode.IsSpace)
	fixed := make([]string, len(chunks))
	wrong, right := 0, 0
	for i, chunk := range chunks {
		low := strings.Map(fold, chunk)
		switch {
		case !isLatinChunk(low):
			continue
		case x.readsAsLatin(low):
			right++
		default:
			if fixed[i] = x.readsAsRussian(low); fixed[i] != "" {
				wrong++
			}
		}
	}
	if wrong == 0 {
		return text
	}
	for i, chunk := range chunks {
		low := strings.Map(fold, chunk)
		switch {
		case fixed[i] != "":
			chunks[i] = fixed[i]
		case wrong > right && isLatinChunk(low):
			chunks[i] = swapLayout(low, latinKeys, cyrillicKeys)
		}
	}
	return strings.Join(chunks, " ")
}

func isLatinChunk(low string) bool {
	return strings.IndexFunc(low, isLatin) >= 0 && strings.IndexFunc(low, isCyrillic) < 0
}

// readsAsLatin reports whether all words of the chunk mean something as they
// are: in English, or as Russian in Latin letters.
func (x *lexicon) readsAsLatin(low string) bool {
	for word := range strings.FieldsFuncSeq(low, func(r rune) bool { return !isLatin(r) }) {
		if !x.mayKnow(word) && (len(word) < 3 || !x.mayKnow(transliterate(word))) {
			return false
		}
	}
	return true
}

// readsAsRussian returns the chunk on the Russian layout if all its words then
// mean something, if need be after mending typos, else nothing. Punctuation at
// the end may be meant as such.
func (x *lexicon) readsAsRussian(low string) string {
	for _, knows := range []func(string) bool{
		func(word string) bool { return x.knows(skeleton(word)) },
		func(word string) bool { return x.mayKnow(skeleton(word)) },
		x.canMend,
	} {
		for part := low; part != ""; part = part[:len(part)-1] {
			russian := swapLayout(part, latinKeys, cyrillicKeys)
			if allWords(russian, knows) {
				return russian + low[len(part):]
			}
			if !strings.ContainsRune(",.;:!?')]", rune(part[len(part)-1])) {
				break
			}
		}
	}
	return ""
}

// canMend reports whether the word is known or can be mended.
func (x *lexicon) canMend(word string) bool {
	if x.mayKnow(skeleton(word)) {
		return true
	}
	_, ok := x.mend(word)
	return ok
}

// allWords reports whether there are words in the Russian text and the condition
// holds for all of them.
func allWords(text string, holds func(word string) bool) bool {
	words := 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isCyrillic(r) }) {
		words++
		if !holds(word) {
			return false
		}
	}
	return words > 0
}
