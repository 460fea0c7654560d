package texts

import (
	"strings"
	"unicode"
)

// latin are the letters that stand for Russian ones in names, as English maps
// write them.
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
}

// Name returns a Russian name in the letters of the language: Томск, Tomsk.
func (w Words) Name(russian string) string {
	if w.Lang != "en" {
		return russian
	}
	var b strings.Builder
	for _, c := range russian {
		letters, ok := latin[unicode.ToLower(c)]
		switch {
		case !ok:
			b.WriteRune(c)
		case unicode.IsUpper(c) && letters != "":
			b.WriteString(strings.ToUpper(letters[:1]) + letters[1:])
		default:
			b.WriteString(letters)
		}
	}
	return b.String()
}
