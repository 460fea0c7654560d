package salary

import (
	"slices"
	"unicode/utf8"
)

// target is a word that is found with typos as well.
type target struct {
	key     string
	runes   []rune
	letters uint32
	place   *place // nil for other words
}

// Words must have so many letters before typos are looked for.
const (
	fuzzyLength      = 5 // of cities of the survey and of keywords
	fuzzyPlaceLength = 6 // of other places
)

func (x *lexicon) addFuzzy(key string, p *place) {
	n := utf8.RuneCountInString(key)
	if n < fuzzyLength || p != nil && (p.shy || p.group != ownGroup && n < fuzzyPlaceLength) || letters(key) == 0 {
		return
	}
	if slices.Contains(x.mendable[key], p) {
		return
	}
	x.mendable[key] = append(x.mendable[key], p)
	x.fuzzy = append(x.fuzzy, target{key, []rune(key), letters(key), p})
}

// mend returns the word of the lexicon that key is a slip of the finger of, and
// false when there is none or there are several as near.
func (x *lexicon) mend(key string) (target, bool) {
	runes := []rune(key)
	limit := 1
	switch {
	case len(runes) < fuzzyLength || len(runes) > longestWord:
		return target{}, false
	case len(runes) >= 8:
		limit = 2
	}
	set := letters(key)
	var best target
	found, tied := limit+1, false
	for i := range x.fuzzy {
		t := &x.fuzzy[i]
		foreign := t.place != nil && t.place.group != ownGroup
		if farApart(set, t.letters, limit) || foreign && (len(runes) < fuzzyPlaceLength || t.runes[0] != runes[0]) {
			continue
		}
		d := typos(runes, t.runes, limit)
		if foreign && d > 1 && len(runes) < 10 || d > 1 && t.runes[0] != runes[0] {
			continue
		}
		switch {
		case d < found:
			best, found, tied = *t, d, false
		case d == found && d <= limit && t.place != best.place:
			tied = true
			if best.place != nil && best.place.group != ownGroup && !foreign {
				best, tied = *t, false
			} else if foreign && (best.place == nil || best.place.group == ownGroup) {
				tied = false
			}
		}
	}
	return best, found <= limit && !tied
}
