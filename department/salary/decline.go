package salary

import (
	"strings"
	"unicode/utf8"
)

// declension is one pattern of case forms: words that end so lose cut letters
// and take each of the endings.
type declension struct {
	ends    string // alternatives, separated by spaces
	cut     int
	endings string // separated by spaces; a lone - is no ending
}

// declensions are the patterns of the names of places, the special before the
// general. Words that fit none stay as they are.
var declensions = []declension{
	{"ний", 2, "его ему им ем"},                 // Нижний
	{"кий хий гий ший жий", 2, "ого ому им ом"}, // Великий
	{"ый ой", 2, "ого ому ым ом"},               // Старый, Грозный
	{"ое", 2, "ого ому ым ом"},                  // Раменское
	{"ая", 2, "ой ую"},                          // Московская
	{"яя", 2, "ей юю"},                          // Верхняя
	{"ые", 2, "ых ым ыми"},                      // Набережные
	{"ие", 2, "их им ими"},                      // Великие
	{"поль вль", 1, "я ю ем е"},                 // Ставрополь, Ярославль
	{"ец", 2, "ца цу цом це"},                   // Череповец
	{"ье", 1, "я ю ем"},                         // Подмосковье
	{"ия", 1, "и ю ей"},                         // Башкирия
	{"ь", 1, "и ью"},                            // Казань
	{"а", 1, "ы и е у ой"},                      // Москва
	{"я", 1, "и е ю ей"},
	{"о", 1, "а у ом е"}, // Иваново
	{"й", 1, "я ю ем е"},
	{"ы и", 1, "- ов ам ами ах"}, // Чебоксары
	{"б в г д ж з к л м н п р с т ф х ц ч ш щ", 0, "а у ом ым е"}, // Томск, Ростов
}

// declined returns the case forms of one word of a place's name, folded, the
// nominative first: Казань gives казань, казани, казанью. It may give too many,
// never one that is another word; what it misses stands in places.txt.
func declined(name string) []string {
	word := strings.Map(fold, name)
	forms := []string{word}
	if utf8.RuneCountInString(word) < 3 {
		return forms
	}
	for _, d := range declensions {
		for end := range strings.FieldsSeq(d.ends) {
			if !strings.HasSuffix(word, end) {
				continue
			}
			stem := []rune(word)
			stem = stem[:len(stem)-d.cut]
			for ending := range strings.FieldsSeq(d.endings) {
				form := string(stem) + strings.TrimPrefix(ending, "-")
				if utf8.RuneCountInString(form) > 3 || len(form) >= len(word) {
					forms = append(forms, form)
				}
			}
			return forms
		}
	}
	return forms
}
