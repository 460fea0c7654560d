package search

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// Word is one word of a text.
type Word struct {
	Stem string
	// From and To are where it stands in the text, in bytes.
	From, To int
}

// longest is how much of a word counts, in characters.
const longest = 32

// Words returns the words of a text in order, without those that are in every
// text.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		for from, to := range runs(text) {
			stem := stemOf(text[from:to])
			if stem != "" && !yield(Word{Stem: stem, From: from, To: to}) {
				return
			}
		}
	}
}

// Stems returns the stems of the words of texts, each once, in the order in
// which they first appear.
func Stems(texts ...string) []string { return stems(stemOf, texts) }

func stems(stemOf func(string) string, texts []string) []string {
	var all []string
	seen := make(map[string]bool)
	for _, text := range texts {
		for from, to := range runs(text) {
			if stem := stemOf(text[from:to]); stem != "" && !seen[stem] {
				seen[stem] = true
				all = append(all, stem)
			}
		}
	}
	return all
}

// runs returns where runs of letters and runs of digits begin and end.
func runs(text string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		from, was := 0, other
		for i, r := range text {
			is := classOf(r, was)
			if is == was {
				continue
			}
			if was != other && !yield(from, i) {
				return
			}
			from, was = i, is
		}
		if was != other {
			yield(from, len(text))
		}
	}
}

// class is what kind of character something is.
type class int

const (
	other class = iota
	letter
	digit
)

// classOf returns the class of r. An accent belongs to the letter before it.
func classOf(r rune, before class) class {
	switch {
	case unicode.IsLetter(r), before == letter && unicode.Is(unicode.Mn, r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return other
}

// stemOf returns the stem of a word, empty for a word that is in every text.
func stemOf(word string) string {
	folded, cyrillic, latin := fold(word)
	switch {
	case everywhere[folded]:
		return ""
	case cyrillic && !latin:
		return withoutFleeting(russian.Stem(folded, true))
	case latin && !cyrillic:
		return english.Stem(folded, true)
	}
	return folded
}

// withoutFleeting drops the vowel that comes and goes before the last consonant
// of a stem: звонок and звонки, ёлка and ёлок, продавец and продавцы.
func withoutFleeting(stem string) string {
	letters := []rune(stem)
	n := len(letters)
	if n < 4 || !strings.ContainsRune("кц", letters[n-1]) || !strings.ContainsRune("ео", letters[n-2]) ||
		strings.ContainsRune("аеиоуыэюя", letters[n-3]) {
		return stem
	}
	return string(letters[:n-2]) + string(letters[n-1])
}

// decomposed are letters that some phones send in two pieces.
var decomposed = strings.NewReplacer("и\u0306", "й", "И\u0306", "й", "е\u0308", "е", "Е\u0308", "е")

// fold returns the word in lower case, with е for ё and without accents, cut to
// the length that counts, and which letters are in it.
func fold(word string) (folded string, cyrillic, latin bool) {
	if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) {
		word = decomposed.Replace(word)
	}
	var b strings.Builder
	b.Grow(len(word))
	n := 0
	for _, r := range word {
		switch r = unicode.ToLower(r); {
		case r == 'ё':
			r, cyrillic = 'е', true
		case r >= 'а' && r <= 'я':
			cyrillic = true
		case r >= 'a' && r <= 'z':
			latin = true
		case r == utf8.RuneError || unicode.Is(unicode.Mn, r):
			continue
		}
		b.WriteRune(r)
		if n++; n == longest {
			break
		}
	}
	return b.String(), cyrillic, latin
}

// everywhere are words that say nothing about what a text is about. Letters that
// stand alone are among them.
var everywhere = wordSet(`
	а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ э ю я
	без бы был была были было вам вас весь во вот все всё вы да для до его ее её если есть еще ещё же за из или им их
	как ко кто ли либо мне мы на над нам нас не него нее неё нет ни но об от по под при про с со так то того тоже той
	только тот ты у уже чем что чтобы эта эти это этот
	a an and are as at be been but by for from had has have he her his i if in into is it its me my not of on or our
	she so than that the their them then they this to was we were what which who will with you your`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		set[strings.ReplaceAll(word, "ё", "е")] = true
	}
	return set
}
