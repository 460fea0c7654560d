package department

import (
	"strings"
	"unicode"
)

// Client is a client of the company, as complaints name it.
type Client struct {
	ID   int64
	Name string // as it was written first: ООО «Ромашка»
	// Key is the same for all spellings of the name, see [ClientKey].
	Key string
}

// legalForms are what stands before or behind a name and does not belong to it.
var legalForms = map[string]bool{
	"ооо": true, "оао": true, "зао": true, "пао": true, "нао": true, "ао": true, "ип": true, "тоо": true, "оо": true, "чп": true,
	"гк": true, "тк": true, "тд": true, "фгуп": true, "гуп": true, "муп": true, "нко": true, "ано": true,
	"llc": true, "ltd": true, "limited": true, "inc": true, "corp": true, "gmbh": true, "ag": true, "plc": true, "co": true, "jsc": true, "ooo": true,
}

// ClientKey returns the form of a client's name that is the same for all its
// spellings: without the legal form, quotation marks, punctuation and case, with е
// for ё. «Ромашка» and ООО "Ромашка" have the same key. A name that is nothing but
// a legal form is its own key.
func ClientKey(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "ё", "е")
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var kept []string
	for _, w := range words {
		if !legalForms[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// AuthorKey returns the form of a person's name that is the same for all its
// spellings: in lower case, with single spaces, е for ё. Two people may have the
// same.
func AuthorKey(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(name), " ")), "ё", "е")
}

// SimilarClients returns those of known whose name may be meant by a name with a
// slip or two in it, the nearest first, at most limit. A client with that very key
// is not similar but the same, and is left out.
func SimilarClients(name string, known []Client, limit int) []Client {
	key := []rune(ClientKey(name))
	slips := 0
	switch n := len(key); {
	case n >= 9:
		slips = 2
	case n >= 5:
		slips = 1
	}
	var found []Client
	for far := 1; far <= slips; far++ {
		for _, c := range known {
			if len(found) < limit && distance(key, []rune(c.Key), slips) == far {
				found = append(found, c)
			}
		}
	}
	return found
}

// distance returns how many letters have to be changed, added, left out or
// exchanged with their neighbour to make b of a, or more than most if that is more
// than most.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
