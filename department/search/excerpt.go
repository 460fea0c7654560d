package search

import (
	"strings"
	"unicode/utf8"
)

// Piece is a part of an excerpt.
type Piece struct {
	Text string
	Hit  bool // it is a word that was looked for
}

// Hits returns how many of the words that are looked for are in the text.
func (q Query) Hits(text string) int {
	found := make(map[string]bool)
	for word := range Words(text) {
		if q.Matches(word.Stem) {
			found[word.Stem] = true
		}
	}
	return len(found)
}

// Excerpt returns about width characters of the text, on one line: from a little
// before the first word that is looked for, with every such word marked. Where
// something was left out stands an ellipsis.
func (q Query) Excerpt(text string, width int) []Piece {
	text = strings.Join(strings.Fields(text), " ")
	var hits []Word
	for word := range Words(text) {
		if q.Matches(word.Stem) {
			hits = append(hits, word)
		}
	}
	from := 0
	if len(hits) > 0 {
		from = backTo(text, hits[0].From, width/4)
	}
	to := forthTo(text, from, width)
	if to == len(text) { // the end is near: what is before it fits too
		from = min(from, backTo(text, len(text), width))
	}
	return cut(text, from, to, hits)
}

// cut returns text[from:to] in pieces.
func cut(text string, from, to int, hits []Word) []Piece {
	var pieces []Piece
	add := func(s string, hit bool) {
		if s != "" {
			pieces = append(pieces, Piece{s, hit})
		}
	}
	if from > 0 {
		add("…", false)
	}
	at := from
	for _, h := range hits {
		if h.From < from || h.To > to {
			continue
		}
		add(text[at:h.From], false)
		add(text[h.From:h.To], true)
		at = h.To
	}
	add(text[at:to], false)
	if to < len(text) {
		add("…", false)
	}
	return pieces
}

// backTo returns the beginning of a word at most n characters before i.
func backTo(text string, i, n int) int {
	begin, whole := i, i
	for ; n > 0 && begin > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:begin])
		begin -= size
		if begin == 0 || text[begin-1] == ' ' {
			whole = begin
		}
	}
	return whole
}

// forthTo returns the end of a word at most n characters behind i, or that many
// characters if they are all one word.
func forthTo(text string, i, n int) int {
	end, whole := i, i
	for ; n > 0 && end < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		if end == len(text) || text[end] == ' ' {
			whole = end
		}
	}
	if whole == i {
		return end
	}
	return whole
}
