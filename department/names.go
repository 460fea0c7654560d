package department

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// endings are what the cases of Russian put behind the stem of a name:
// "Иванову", "Ивановым", "Анне", "Петрове", "Горьким".
var endings = map[string]bool{
	"": true, "а": true, "я": true, "у": true, "ю": true, "е": true, "и": true, "ы": true, "о": true,
	"й": true, "ь": true, "ой": true, "ей": true, "ом": true, "ем": true, "ым": true, "им": true,
	"ого": true, "его": true, "ому": true, "ему": true, "ий": true, "ый": true, "ая": true, "яя": true,
	"ую": true, "юю": true, "ою": true, "ею": true, "ии": true, "ию": true, "ия": true, "ья": true, "ью": true, "ье": true, "ьи": true, "ьей": true,
}

// Called reports whether word is a part of the person's name in any case of
// Russian ("Иванову", "Анне"), or the username with an @. Case and ё do not
// matter.
func (p Person) Called(word string) bool {
	word = foldName(word)
	if user, ok := strings.CutPrefix(word, "@"); ok {
		return user != "" && user == foldName(p.Username)
	}
	if utf8.RuneCountInString(word) < 2 {
		return false
	}
	for _, name := range strings.Fields(foldName(p.Name)) {
		if sameName(name, word) {
			return true
		}
	}
	return false
}

// sameName reports whether both words are the same stem with endings of a case.
func sameName(name, word string) bool {
	for _, stem := range stems(name) {
		if ending, ok := strings.CutPrefix(word, stem); ok && endings[ending] {
			return true
		}
	}
	return false
}

// stems returns what of a name may stay when it is declined: the name itself,
// without its last vowel, й or ь, without ий and ый, and with the fleeting
// vowel of «Павел», «Лев», «Пётр» gone.
func stems(name string) []string {
	all := []string{name}
	runes := []rune(name)
	n := len(runes)
	if n >= 3 && strings.ContainsRune("аяоеийь", runes[n-1]) {
		all = append(all, string(runes[:n-1]))
	}
	if n >= 4 && (strings.HasSuffix(name, "ий") || strings.HasSuffix(name, "ый") || strings.HasSuffix(name, "ая") || strings.HasSuffix(name, "ой")) {
		all = append(all, string(runes[:n-2]))
	}
	if n >= 3 && strings.ContainsRune("ео", runes[n-2]) && !strings.ContainsRune("аеиоуыэюяй", runes[n-1]) {
		all = append(all, string(runes[:n-2])+string(runes[n-1]))
	}
	return all
}

func foldName(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "ё", "е")
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' && r != '_' })
}

// Named returns those of people whom the beginning of text calls by name, and
// the text behind the name. Two words are tried before one, so that «Анне
// Петровой» is one Anna of several. No one called returns no people and the
// text unchanged.
func Named(text string, people []Person) (called []Person, rest string) {
	text = strings.TrimSpace(text)
	first, after := cutWord(text)
	for _, p := range people {
		if p.Called(first) {
			called = append(called, p)
		}
	}
	if len(called) == 0 {
		return nil, text
	}
	second, afterBoth := cutWord(after)
	var both []Person
	for _, p := range called {
		if strings.Contains(strings.TrimSpace(p.Name), " ") && p.Called(second) && !strings.HasSuffix(first, ":") && !strings.HasSuffix(first, ",") {
			both = append(both, p)
		}
	}
	if len(both) > 0 {
		return both, trimAddress(afterBoth)
	}
	return called, trimAddress(after)
}

func cutWord(text string) (word, rest string) {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	i := strings.IndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i:]
}

// trimAddress drops what separates a name from what the person is told.
func trimAddress(text string) string { return strings.TrimLeft(text, " \t\n:,–—-") }

// NamedAll returns all people whom the beginning of text calls by name, one after
// the other: "Иванову и Анне Петровой, @sidorov: …". A name that follows without
// a comma, «и» or @ is part of what is said. Among are those of whom one is meant,
// when a name fits several people; rest is the text behind the names.
func NamedAll(text string, people []Person) (called, among []Person, rest string) {
	rest = strings.TrimSpace(text)
	for {
		found, after := Named(rest, people)
		switch {
		case len(found) == 0:
			return called, among, rest
		case len(found) > 1:
			among = append(among, found...)
		case !slices.ContainsFunc(called, func(p Person) bool { return p.ID == found[0].ID }):
			called = append(called, found[0])
		}
		address := strings.TrimSuffix(rest, after)
		rest = strings.TrimSpace(after)
		word, behind := cutWord(rest)
		next, _ := Named(behind, people)
		switch and := foldName(word) == "и" || foldName(word) == "and"; {
		case strings.Contains(address, ":"):
			return called, among, rest
		case and && len(next) > 0:
			rest = strings.TrimSpace(behind)
		case !strings.Contains(address, ",") && !strings.HasPrefix(rest, "@"):
			return called, among, rest
		}
	}
}

// Mentioned returns the people whom any word of text calls by name and whom no
// other person shares that name with, and the text without these words. Only
// names with an @ and those behind «с», «у» or "with" count.
func Mentioned(text string, people []Person) (called []Person, rest string) {
	var kept []string
	for rest := strings.TrimSpace(text); rest != ""; {
		word, after := cutWord(rest)
		from := rest
		if f := foldName(word); f == "с" || f == "со" || f == "у" || f == "with" {
			from = strings.TrimSpace(after)
		} else if !strings.HasPrefix(word, "@") {
			kept, rest = append(kept, word), strings.TrimSpace(after)
			continue
		}
		found, among, behind := NamedAll(from, people)
		if len(found) == 0 || len(among) > 0 {
			kept, rest = append(kept, word), strings.TrimSpace(after)
			continue
		}
		for _, p := range found {
			if !slices.ContainsFunc(called, func(q Person) bool { return q.ID == p.ID }) {
				called = append(called, p)
			}
		}
		rest = behind
	}
	return called, strings.Join(kept, " ")
}
