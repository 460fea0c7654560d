package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isStyle reports whether entities of the type may be split at the border of
// another entity.
func isStyle(kind string) bool {
	switch kind {
	case "bold", "italic", "underline", "strikethrough", "spoiler":
		return true
	}
	return false
}

// isSolid reports whether the type is one that only a sender makes and that
// cannot be split.
func isSolid(kind string) bool {
	switch kind {
	case "code", "pre", "text_link", "text_mention", "custom_emoji", "blockquote", "expandable_blockquote":
		return true
	}
	return false
}

// isCode reports whether nothing else may be marked inside.
func isCode(kind string) bool { return kind == "code" || kind == "pre" }

func isQuote(kind string) bool { return kind == "blockquote" || kind == "expandable_blockquote" }

// finishEntities adds what Telegram finds by itself in text (addresses, names,
// commands) to what the sender marked, and returns all of it in order and
// properly nested.
func finishEntities(text string, entities []Entity) []Entity {
	for i := range entities {
		if entities[i].Type != "pre" {
			entities[i].Language = ""
		}
	}
	entities = nest(entities)
	found := findEntities(text)
	if len(found) > 0 {
		found = slices.DeleteFunc(found, func(f Entity) bool {
			return slices.ContainsFunc(entities, func(e Entity) bool {
				crosses := f.Offset < e.end() && e.Offset < f.end()
				inside := e.Offset <= f.Offset && f.end() <= e.end()
				return crosses && !isStyle(e.Type) && !(isQuote(e.Type) && inside)
			})
		})
		entities = nest(append(entities, found...))
	}
	if len(entities) > maxMarks {
		entities = entities[:maxMarks]
	}
	return entities
}

// rank orders entities of the same extent, the outer first.
func rank(kind string) int {
	switch {
	case isQuote(kind):
		return 0
	case isCode(kind):
		return 20
	case isStyle(kind):
		return 90
	case kind == "custom_emoji":
		return 99
	}
	return 50
}

func compareEntities(a, b Entity) int {
	return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(rank(a.Type), rank(b.Type)), cmp.Compare(a.Type, b.Type))
}

// nest sorts entities and makes them nested: styles that cross another entity
// are split, other crossing ones are dropped, and so is what stands inside of
// code, inside of the same style or, for quotations, inside of a quotation.
func nest(entities []Entity) []Entity {
	if len(entities) < 2 {
		return entities
	}
	todo := slices.Clone(entities)
	slices.SortStableFunc(todo, compareEntities)
	done := make([]Entity, 0, len(todo))
	var open []int // indexes in done, each inside of the one before
	for len(todo) > 0 {
		e := todo[0]
		todo = todo[1:]
		for len(open) > 0 && done[open[len(open)-1]].end() <= e.Offset {
			open = open[:len(open)-1]
		}
		if forbiddenInside(done, open, e) {
			continue
		}
		if len(open) > 0 {
			if outer := done[open[len(open)-1]]; e.end() > outer.end() {
				if isStyle(e.Type) { // the part that sticks out comes later
					rest := e
					rest.Offset, rest.Length = outer.end(), e.end()-outer.end()
					e.Length -= rest.Length
					todo = insertSorted(todo, rest)
				} else if !splitOuter(done, open, e, &todo) {
					continue
				}
			}
		}
		for len(open) > 0 && done[open[len(open)-1]].end() <= e.Offset {
			open = open[:len(open)-1]
		}
		done = append(done, e)
		open = append(open, len(done)-1)
	}
	slices.SortStableFunc(done, compareEntities)
	return done
}

// splitOuter splits the open styles that end inside of e; it reports false,
// and changes nothing, if one of those is no style.
func splitOuter(done []Entity, open []int, e Entity, todo *[]Entity) bool {
	for _, i := range open {
		if done[i].end() < e.end() && (!isStyle(done[i].Type) || done[i].Offset == e.Offset) {
			return false
		}
	}
	for _, i := range open {
		if done[i].end() < e.end() {
			rest := done[i]
			rest.Offset, rest.Length = e.Offset, done[i].end()-e.Offset
			done[i].Length -= rest.Length
			*todo = insertSorted(*todo, rest)
		}
	}
	return true
}

func forbiddenInside(done []Entity, open []int, e Entity) bool {
	for _, i := range open {
		outer := done[i]
		if isCode(outer.Type) || outer.Type == e.Type && e.end() <= outer.end() || isQuote(outer.Type) && isQuote(e.Type) {
			return true
		}
	}
	return false
}

func insertSorted(list []Entity, e Entity) []Entity {
	at, _ := slices.BinarySearchFunc(list, e, compareEntities)
	return slices.Insert(list, at, e)
}

// findEntities finds names, tags, commands, addresses and telephone numbers.
func findEntities(text string) []Entity {
	if !strings.ContainsAny(text, "@/#$.+") {
		return nil
	}
	var found []Entity
	at := 0 // units before byte i
	prev := rune(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if kind, length := entityAt(text, i, r, prev); length > 0 {
			e := Entity{Type: kind, Offset: at, Length: units(text[i : i+length])}
			found = append(found, e)
			prev, _ = utf8.DecodeLastRuneInString(text[:i+length])
			at += e.Length
			i += length
			continue
		}
		at += runeUnits(r)
		prev = r
		i += size
	}
	return found
}

// entityAt returns the type and the length in bytes of the entity that starts
// at byte i of text, where r stands after prev.
func entityAt(text string, i int, r, prev rune) (string, int) {
	rest := text[i:]
	switch {
	case r == '@' && !isWord(prev):
		if n := wordLength(rest[1:]); n >= 4 && n <= 32 {
			return "mention", 1 + n
		}
	case r == '/' && !isWord(prev) && prev != '/' && prev != '<' && prev != '>':
		return "bot_command", commandLength(rest)
	case r == '#' && !isWord(prev):
		return "hashtag", hashtagLength(rest)
	case r == '$' && !isWord(prev):
		return "cashtag", cashtagLength(rest)
	case r == '+' && !isWord(prev):
		return "phone_number", phoneLength(rest)
	case isWord(r) && !isWord(prev) && prev != '@' && prev != '.' && prev != '-':
		return addressAt(rest)
	}
	return "", 0
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordLength is the number of leading ASCII letters, digits and underscores,
// or 0 if another letter follows at once.
func wordLength(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || isNameToken(s[n]) && s[n] != '.' && s[n] != '-') {
		n++
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && isWord(next) {
		return 0
	}
	return n
}

// commandLength is the length of "/name" or "/name@bot".
func commandLength(s string) int {
	n := wordLength(s[1:])
	if n == 0 || n > 64 {
		return 0
	}
	end := 1 + n
	if end < len(s) && s[end] == '@' {
		if name := wordLength(s[end+1:]); name >= 3 && name <= 32 {
			end += 1 + name
		}
	}
	if end < len(s) && strings.IndexByte("/<>", s[end]) >= 0 {
		return 0
	}
	return end
}

// hashtagLength is the length of "#word" with a letter in it.
func hashtagLength(s string) int {
	end, letters := 1, false
	for i, r := range s[1:] {
		if !isWord(r) {
			break
		}
		letters = letters || unicode.IsLetter(r)
		end = 1 + i + utf8.RuneLen(r)
	}
	if !letters || utf8.RuneCountInString(s[1:end]) > 256 {
		return 0
	}
	return end
}

// cashtagLength is the length of "$" and one to eight capital letters.
func cashtagLength(s string) int {
	n := wordLength(s[1:])
	if n < 1 || n > 8 || strings.ToUpper(s[1:1+n]) != s[1:1+n] || strings.ContainsAny(s[1:1+n], "0123456789_") {
		return 0
	}
	return 1 + n
}

// phoneLength is the length of "+" and ten to fifteen digits with spaces,
// hyphens and brackets between them.
func phoneLength(s string) int {
	end, digits := 0, 0
	for i := 1; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
			end = i + 1
		} else if strings.IndexByte(" -()", s[i]) < 0 {
			break
		}
	}
	if digits < 10 || digits > 15 {
		return 0
	}
	return end
}

// addressAt finds an e-mail address or a web address at the start of s.
func addressAt(s string) (string, int) {
	lower := strings.ToLower(s[:min(len(s), 8)])
	for _, scheme := range []string{"http://", "https://", "tg://", "ftp://"} {
		if strings.HasPrefix(lower, scheme) {
			host := hostLength(s[len(scheme):])
			if host == 0 || scheme != "tg://" && !strings.Contains(s[len(scheme):len(scheme)+host], ".") {
				return "", 0
			}
			return "url", len(scheme) + host + tailLength(s[len(scheme)+host:])
		}
	}
	n := hostLength(s)
	if n == 0 {
		return "", 0
	}
	if n < len(s) && s[n] == '@' {
		if host := hostLength(s[n+1:]); host > 0 && knownDomain(s[n+1:n+1+host]) {
			return "email", n + 1 + host
		}
		return "", 0
	}
	if !knownDomain(s[:n]) {
		return "", 0
	}
	return "url", n + tailLength(s[n:])
}

// hostLength is the length of letters, digits, dots and hyphens, without a dot
// or hyphen at the end.
func hostLength(s string) int {
	end := 0
	for i, r := range s {
		if isWord(r) {
			end = i + utf8.RuneLen(r)
		} else if r != '.' && r != '-' {
			break
		}
	}
	return end
}

// tailLength is the length of a port, path, query and fragment.
func tailLength(s string) int {
	if s == "" || strings.IndexByte("/?#:", s[0]) < 0 {
		return 0
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>\"«»`{}|^", r)
	})
	if end < 0 {
		end = len(s)
	}
	tail := strings.TrimRight(s[:end], ".,:;!?'")
	if strings.HasSuffix(tail, ")") && !strings.Contains(tail, "(") {
		tail = strings.TrimRight(tail, ")")
	}
	return len(tail)
}

// knownDomain reports whether host ends in a top-level domain of the short
// list that people here write without a scheme.
func knownDomain(host string) bool {
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || strings.Contains(host, "..") || strings.Contains(host, "_") {
		return false
	}
	switch strings.ToLower(host[dot+1:]) {
	case "ru", "рф", "su", "com", "org", "net", "io", "me", "dev", "info", "biz", "by", "kz", "ua", "uz", "de", "uk", "eu", "us", "pro", "online", "site", "app", "ai", "moscow", "москва":
		return true
	}
	return false
}
