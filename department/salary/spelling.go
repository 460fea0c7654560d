package salary

import (
	"math/bits"
	"strings"
)

// fold brings a letter to the form in which words are compared: lower case,
// without ё, and one hyphen, space and apostrophe for all their kinds.
func fold(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	}
	switch r {
	case 'ё', 'Ё':
		return 'е'
	case '–', '—', '‑', '‐', '−':
		return '-'
	case '\u00a0', '\u202f', '\u2009', '\t', '\r':
		return ' '
	case '’', '‘', 'ʼ', '`', '´', '"', '«', '»', '“', '”', '„':
		return '\''
	case '\\', '|':
		return '/'
	}
	return r
}

func isCyrillic(r rune) bool { return r >= 'а' && r <= 'я' }
func isLatin(r rune) bool    { return r >= 'a' && r <= 'z' }
func isDigit(r rune) bool    { return r >= '0' && r <= '9' }

// skeleton reduces a folded Russian word to what people hear in it, so that
// spellings that sound alike are equal: э is е; й and ы are и; signs are
// dropped; a doubled letter counts once. Words of up to three letters keep their
// doubles («НН»). Other scripts come back unchanged.
func skeleton(word string) string {
	var buf [64]rune
	out := buf[:0]
	double := len(word) <= 6 // three Cyrillic letters
	for _, r := range word {
		switch r {
		case 'э', 'ё':
			r = 'е'
		case 'й', 'ы':
			r = 'и'
		case 'ь', 'ъ', '\'':
			continue
		}
		if n := len(out); n > 0 && isCyrillic(r) {
			if out[n-1] == r && !double {
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// transliterations maps Latin spellings of Russian sounds, the longest first.
var transliterations = []struct{ latin, russian string }{
	{"shch", "щ"}, {"sch", "щ"},
	{"sh", "ш"}, {"ch", "ч"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"}, {"yo", "е"}, {"jo", "е"}, {"ye", "е"}, {"je", "е"},
	{"ya", "я"}, {"ja", "я"}, {"ia", "ия"}, {"yu", "ю"}, {"ju", "ю"}, {"iu", "ию"}, {"ck", "к"}, {"ph", "ф"}, {"x", "кс"},
	{"a", "а"}, {"b", "б"}, {"c", "к"}, {"d", "д"}, {"e", "е"}, {"f", "ф"}, {"g", "г"}, {"h", "х"}, {"i", "и"}, {"j", "и"},
	{"k", "к"}, {"l", "л"}, {"m", "м"}, {"n", "н"}, {"o", "о"}, {"p", "п"}, {"q", "к"}, {"r", "р"}, {"s", "с"}, {"t", "т"},
	{"u", "у"}, {"v", "в"}, {"w", "в"}, {"y", "и"}, {"z", "з"},
}

// transliterate returns the skeleton of a Russian word in Latin letters.
func transliterate(word string) string {
	var out strings.Builder
next:
	for len(word) > 0 {
		for _, t := range transliterations {
			if strings.HasPrefix(word, t.latin) {
				out.WriteString(t.russian)
				word = word[len(t.latin):]
				continue next
			}
		}
		word = word[1:] // an apostrophe that stands for a soft sign
	}
	return skeleton(out.String())
}

// The keys of a keyboard, in the same order on both layouts.
const (
	latinKeys    = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
	cyrillicKeys = "йцукенгшщзхъфывапролджэячсмитьбюе"
)

// swapLayout returns what the same keys write on the other layout. Other
// characters stay.
func swapLayout(text string, from, to string) string {
	keys, values := []rune(from), []rune(to)
	return strings.Map(func(r rune) rune {
		for i, k := range keys {
			if k == r {
				return values[i]
			}
		}
		return r
	}, text)
}

// lookalikes maps Latin letters that people type inside Russian words.
var lookalikes = strings.NewReplacer("a", "а", "e", "е", "o", "о", "p", "р", "c", "с", "y", "у", "x", "х", "k", "к", "m", "м", "t", "т", "b", "в", "h", "н")

// letters is the set of Cyrillic letters in a word, a bit for each.
func letters(word string) uint32 {
	var set uint32
	for _, r := range word {
		if isCyrillic(r) {
			set |= 1 << (r - 'а')
		}
	}
	return set
}

// farApart reports that two words with these letters differ by more than limit
// typos. It is cheap, and it may say no of words that differ by more.
func farApart(a, b uint32, limit int) bool { return bits.OnesCount32(a^b) > 2*limit }

// longestWord bounds the words that are compared for typos, in letters.
const longestWord = 24

// typos counts the letters that must be inserted, dropped, replaced or swapped
// with their neighbour to make b of a (optimal string alignment). More than
// limit may be reported as limit+1.
func typos(a, b []rune, limit int) int {
	if len(a) > longestWord || len(b) > longestWord || max(len(a), len(b))-min(len(a), len(b)) > limit {
		return limit + 1
	}
	var rows [3][longestWord + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		last[j+1] = j + 1
	}
	for i, x := range a {
		row[0] = i + 1
		best := row[0]
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			d := min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
