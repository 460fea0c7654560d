package when

import (
	"unicode"
	"unicode/utf8"
)

// MaxText is how much of a text is searched, in bytes; it is more than a
// message can hold. What lies behind stays in the rest.
const MaxText = 16 << 10

// letter is a character of the folded text and where it stood in the original.
type letter struct {
	r          rune
	start, end int
	upper      bool
}

// fold returns the text in the spelling of the lexicon: lower case, е for ё,
// one kind of dash and of space, without what is not seen.
func fold(text string) []letter {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	out := make([]letter, 0, len(text))
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		f, seen := foldRune(r)
		if !seen {
			if n := len(out); n > 0 && out[n-1].end == i {
				out[n-1].end = i + size // an accent belongs to its letter
				if r == breve && out[n-1].r == 'и' {
					out[n-1].r = 'й'
				}
			}
			continue
		}
		out = append(out, letter{r: f, start: i, end: i + size, upper: f != r && unicode.IsUpper(r)})
	}
	return out
}

const breve = '\u0306' // й may come as и and a breve

// foldRune returns the folded r, and false if it is not seen at all.
func foldRune(r rune) (rune, bool) {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A', true
		case r == '\t', r == '\r', r == '\v', r == '\f':
			return ' ', true
		}
		return r, r >= ' ' || r == '\n'
	case 'а' <= r && r <= 'я':
		return r, true
	case 'А' <= r && r <= 'Я':
		return r + 'а' - 'А', true
	case r == 'ё' || r == 'Ё':
		return 'е', true
	case r == '’' || r == 'ʼ':
		return '\'', true
	case r == '\u00ad' || r == '\ufeff' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
		return 0, false
	case r == '−' || unicode.Is(unicode.Pd, r):
		return '-', true
	case unicode.IsSpace(r):
		return ' ', true
	case '０' <= r && r <= '９':
		return r - '０' + '0', true
	}
	return unicode.ToLower(r), true
}

// twins are the Latin letters that look like Cyrillic ones.
var twins = map[rune]rune{
	'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у',
}

// cyrillic returns the word with its Latin twins replaced, and false when a
// letter has none.
func cyrillic(word string) (string, bool) {
	out := make([]rune, 0, len(word))
	for _, r := range word {
		if twin, ok := twins[r]; ok {
			r = twin
		} else if r < utf8.RuneSelf {
			return "", false
		}
		out = append(out, r)
	}
	return string(out), true
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'а' <= r && r <= 'я' || r >= utf8.RuneSelf && unicode.IsLetter(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
