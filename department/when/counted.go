package when

import (
	"strings"
	"unicode/utf8"
)

// numberStands reports whether a number n before token i stands for itself, as
// an hour does, and is not the number of what follows: «в 15 созвон», but
// «в 15 городах». Russian shows it by the case of the noun; where that is not
// enough, the number is left alone.
func (p *parser) numberStands(i, n int) bool {
	t := p.at(i)
	switch {
	case p.measured(i), t.text == "из":
		return false
	case i >= len(p.toks), t.kind != tWord:
		return i >= len(p.toks) || !p.mark(i, "№%₽$€°")
	case t.is(cEvent) != nil, t.is(cAction) != nil, t.upper && !p.shouted, p.verb(i):
		return true
	case len(t.senses) > 0:
		return p.boundary(i) || p.is(i, cNext, cThis, cComing, cThe, cOrdinal, cFinal) && p.dayAhead(i)
	}
	if p.latin(i) {
		return !strings.HasSuffix(t.text, "s") && n > 1
	}
	return !countForm(t.text, n)
}

// verb reports whether token i is an infinitive or «чтобы» and the like, which
// a number never counts.
func (p *parser) verb(i int) bool {
	t := p.at(i)
	if t.kind != tWord {
		return false
	}
	if t.is(cAction) != nil {
		return true
	}
	switch t.text {
	case "чтобы", "надо", "нужно", "можно", "я", "мы", "он", "она", "они", "вы", "ты", "у", "для", "про", "об", "о", "при", "под",
		"мне", "нам", "им", "ему", "ей", "вам", "всем", "сам", "сделаю", "пожалуйста", "плиз", "там", "тут", "здесь", "обязательно", "лично",
		"please", "with", "for", "we", "i", "you", "the", "my", "our", "he", "she", "they", "if", "via":
		return true
	}
	if utf8.RuneCountInString(t.text) < 4 {
		return false
	}
	for _, ending := range []string{"ть", "ти", "чь", "ться", "тись"} {
		if strings.HasSuffix(t.text, ending) && !strings.HasSuffix(t.text, "сть") {
			return true
		}
	}
	return false
}

// countForm reports whether a noun or adjective has an ending that it gets
// behind the number n, or behind «в» and a number.
func countForm(word string, n int) bool {
	endings := []string{"ов", "ев", "ей", "ий", "ых", "их", "ах", "ях", "ам", "ям", "ек", "ок", "ин", "иц", "ыш", "ств", "тв", "нт", "ым", "им"}
	few := n%10 >= 2 && n%10 <= 4 && (n < 12 || n > 14)
	switch {
	case n%10 == 1 && n != 11:
		return true // «в 1 магазин»
	case few:
		endings = append(endings, "а", "я", "и", "ы")
	case strings.HasSuffix(word, "нт"):
		return false
	}
	for _, ending := range endings {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}
