package search

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for: texts that have all its words.
type Query struct {
	// Words are stems, each once.
	Words []string
	// Open says that the last word may be the beginning of a longer one.
	Open bool
	// Number is the number of a matter, if the query is nothing else; 0 if not.
	Number int64
}

// MaxPacked is how long a packed query is at most, in bytes.
const MaxPacked = 48

// shortestOpen is how long the beginning of a word must be to be looked for, in
// characters: shorter ones begin too many words.
const shortestOpen = 3

// Read returns the query that a text means. Of a long text the first words
// count, as many as [Query.Pack] can hold. A text without any word that says
// something is an empty query.
func Read(text string) Query {
	var q Query
	length := 0
	for _, stem := range Stems(text) {
		length += len(packWord(stem)) + 1
		if length > MaxPacked {
			break
		}
		q.Words = append(q.Words, stem)
	}
	q.Number = q.number()
	return q
}

// Empty reports whether nothing is looked for.
func (q Query) Empty() bool { return len(q.Words) == 0 }

// Opened returns the query with its last word taken as the beginning of one. It
// returns false if that word is a number or too short for it.
func (q Query) Opened() (Query, bool) {
	if q.Empty() {
		return q, false
	}
	last := q.Words[len(q.Words)-1]
	if utf8.RuneCountInString(last) < shortestOpen || last[0] >= '0' && last[0] <= '9' {
		return q, false
	}
	q.Open = true
	return q, true
}

func (q Query) number() int64 {
	if len(q.Words) != 1 {
		return 0
	}
	n, err := strconv.ParseInt(q.Words[0], 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// Matches reports whether a stem is one of the words that are looked for.
func (q Query) Matches(stem string) bool {
	for i, word := range q.Words {
		if stem == word || q.Open && i == len(q.Words)-1 && strings.HasPrefix(stem, word) {
			return true
		}
	}
	return false
}

// The letters of the Russian alphabet and the single bytes by which a packed
// query writes them.
const (
	alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
	bytesFor = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!$%&*+"
)

var (
	packer   = pairs(alphabet, bytesFor)
	unpacker = pairs(bytesFor, alphabet)
)

// pairs returns what replaces each letter of from by that of to.
func pairs(from, to string) *strings.Replacer {
	var all []string
	letters := []rune(to)
	for i, r := range []rune(from) {
		all = append(all, string(r), string(letters[i]))
	}
	return strings.NewReplacer(all...)
}

func packWord(stem string) string { return packer.Replace(stem) }

// Pack returns the query in at most [MaxPacked]+1 bytes, without colons.
func (q Query) Pack() string {
	packed := packWord(strings.Join(q.Words, "_"))
	if q.Open {
		packed += "~"
	}
	return packed
}

// Unpack returns the query of a packed one, and false if that is none: anybody
// may have forged it.
func Unpack(packed string) (Query, bool) {
	if len(packed) > MaxPacked+1 {
		return Query{}, false
	}
	body, open := strings.CutSuffix(packed, "~")
	q := Query{Words: strings.Split(unpacker.Replace(body), "_"), Open: open}
	for _, word := range q.Words {
		if word == "" || strings.ContainsFunc(word, func(r rune) bool { return classOf(r, other) == other }) {
			return Query{}, false
		}
	}
	q.Number = q.number()
	return q, true
}
