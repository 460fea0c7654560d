package salary

import (
	"math"
	"slices"
	"unicode/utf8"
)

// target is a word that is found with typos as well.
type target struct {
	key   string // its skeleton
	forms [2]spelled
	place *place // nil for other words
}

// spelled is a word as it is compared: in full, or its skeleton.
type spelled struct {
	runes   []rune
	letters uint32
}

func spell(word string) spelled { return spelled{[]rune(word), letters(word)} }

// Words must have so many letters before typos are looked for.
const (
	fuzzyLength      = 5 // of cities of the survey and of keywords
	fuzzyPlaceLength = 6 // of other places
)

// addFuzzy lets the word, folded, be found with typos.
func (x *lexicon) addFuzzy(word string, p *place) {
	n := utf8.RuneCountInString(word)
	if n < fuzzyLength || p != nil && (p.shy || p.group != ownGroup && n < fuzzyPlaceLength) || letters(word) == 0 {
		return
	}
	if slices.Contains(x.mendable[word], p) {
		return
	}
	x.mendable[word] = append(x.mendable[word], p)
	key := skeleton(word)
	t := target{key, [2]spelled{spell(word), spell(key)}, p}
	x.fuzzy = append(x.fuzzy, t)
	x.masks = append(x.masks, [2]uint32{t.forms[0].letters, t.forms[1].letters})
}

// mend returns the word of the lexicon that the folded word is a slip of the
// finger of, and false when there is none or there are several as near. Of
// equally near ones those go first that begin with the same letter, and words
// and cities of the survey before other places.
func (x *lexicon) mend(word string) (target, bool) {
	n := utf8.RuneCountInString(word)
	if n < fuzzyLength || n > longestWord {
		return target{}, false
	}
	limit := 1
	if n >= 8 {
		limit = 2
	}
	forms := [2]spelled{spell(word), spell(skeleton(word))}
	var best *target
	lowest, tied := 4*(limit+1), false
	for i, mask := range x.masks {
		if farApart(mask[0], forms[0].letters, limit) && farApart(mask[1], forms[1].letters, limit) {
			continue
		}
		t := &x.fuzzy[i]
		rank := t.rank(&forms, limit)
		switch {
		case rank < lowest:
			best, lowest, tied = t, rank, false
		case best != nil && rank == lowest && t.place != best.place:
			tied = true
		}
	}
	if best == nil || tied {
		return target{}, false
	}
	return *best, true
}

// rank tells how far the word in these forms is from the target, less being
// nearer: four for each typo, and a little for another first letter and for
// places beside the survey's. Beyond the limit it is as far as can be.
func (t *target) rank(word *[2]spelled, limit int) int {
	n := len(word[0].runes)
	foreign := t.place != nil && t.place.group != ownGroup
	alike := startsAlike(t.forms[0].runes, word[0].runes)
	if foreign && (n < fuzzyPlaceLength || !alike) {
		return math.MaxInt
	}
	d := min(distance(&word[0], &t.forms[0], limit), distance(&word[1], &t.forms[1], limit))
	if d > limit || d > 1 && (!alike || foreign && n < 10) {
		return math.MaxInt
	}
	rank := 4 * d
	if foreign {
		rank += 2
	}
	if !alike {
		rank++
	}
	return rank
}

// startsAlike reports whether two words begin with the same letter, or with the
// same two swapped.
func startsAlike(a, b []rune) bool {
	return a[0] == b[0] || a[0] == b[1] && a[1] == b[0]
}

// distance counts the typos between two words up to limit.
func distance(a, b *spelled, limit int) int {
	if farApart(a.letters, b.letters, limit) {
		return limit + 1
	}
	return typos(a.runes, b.runes, limit)
}
