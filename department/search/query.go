package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for: texts that have all its words.
type Query struct {
	// Words are stems, each once.
	Words []string
	// Last is the last of them as it was typed, in lower case: the beginning of a
	// word has no stem yet.
	Last string
	// Breadth says how exactly the words have to fit.
	Breadth Breadth
	// Number is the number of a matter, if the query is nothing else; 0 if not.
	Number int64
}

// Breadth is how exactly the words of a query have to fit.
type Breadth int

const (
	// Exact words are found in all their forms.
	Exact Breadth = iota
	// Open takes the last word as the beginning of one.
	Open
	// Loose takes every long word without its last letter as the beginning of
	// one, so that «отгрузка» finds «отгрузили».
	Loose
)

// breadthMarks stand at the end of a packed query.
var breadthMarks = [...]string{Exact: "", Open: "~", Loose: "~~"}

// MaxPacked is how long a packed query is at most, in bytes.
const MaxPacked = 48

// How long the beginning of a word must be to be looked for, in characters:
// shorter ones begin too many words.
const (
	shortestOpen  = 4
	shortestLoose = 5
)

// Read returns the query that a text means. Of a long text the first words
// count, as many as [Query.Pack] can hold. A text without any word that says
// something is an empty query.
func Read(text string) Query {
	var q Query
	length := 0
	for word := range Words(text) {
		if slices.Contains(q.Words, word.Stem) {
			continue
		}
		typed, _, _ := fold(text[word.From:word.To])
		length += len(packWord(typed)) + 1
		if length > MaxPacked {
			break
		}
		q.Words, q.Last = append(q.Words, word.Stem), typed
	}
	q.Number = q.number()
	return q
}

// Empty reports whether nothing is looked for.
func (q Query) Empty() bool { return len(q.Words) == 0 }

// Broader returns the next broader query that finds anything else, and false if
// there is none.
func (q Query) Broader() (Query, bool) {
	for q.Breadth < Loose {
		q.Breadth++
		for i := range q.Words {
			if _, open := q.Term(i); open {
				return q, true
			}
		}
	}
	return q, false
}

// Term returns what has to be looked for instead of word i of the query: a stem,
// or the beginning of stems if open is true.
func (q Query) Term(i int) (term string, open bool) {
	word, final := q.Words[i], i == len(q.Words)-1
	switch {
	case word[0] >= '0' && word[0] <= '9':
	case q.Breadth == Loose && utf8.RuneCountInString(word) > shortestLoose:
		_, last := utf8.DecodeLastRuneInString(word)
		return word[:len(word)-last], true
	case q.Breadth == Open && final && utf8.RuneCountInString(q.Last) >= shortestOpen:
		return q.Last, true
	}
	return word, false
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
	for i := range q.Words {
		if term, open := q.Term(i); stem == term || open && strings.HasPrefix(stem, term) {
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

// Pack returns the query in at most [MaxPacked]+2 bytes, without colons. What it
// does not need any more for the next page is left out.
func (q Query) Pack() string {
	words := q.Words
	if n := len(words) - 1; q.Breadth == Open {
		words = append(slices.Clone(words[:n]), q.Last)
	}
	return packWord(strings.Join(words, "_")) + breadthMarks[q.Breadth]
}

// Unpack returns the query of a packed one, and false if that is none: anybody
// may have forged it.
func Unpack(packed string) (Query, bool) {
	if len(packed) > MaxPacked+len(breadthMarks[Loose]) {
		return Query{}, false
	}
	body := strings.TrimRight(packed, "~")
	breadth := slices.Index(breadthMarks[:], packed[len(body):])
	if breadth < 0 {
		return Query{}, false
	}
	q := Query{Words: strings.Split(unpacker.Replace(body), "_"), Breadth: Breadth(breadth)}
	for _, word := range q.Words {
		if word == "" || strings.ContainsFunc(word, func(r rune) bool { return classOf(r, other) == other }) {
			return Query{}, false
		}
	}
	q.Last, q.Number = q.Words[len(q.Words)-1], q.number()
	return q, true
}
