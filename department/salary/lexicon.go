package salary

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	//go:embed words.txt
	wordsFile string
	//go:embed places.txt
	placesFile string
)

// class is what a word may mean in a salary question. The names before the
// colons of words.txt are listed in classNames.
type class uint8

const (
	classStop class = iota
	classAgency
	classDigital // an adjective that makes any firm an agency
	classNotAgency
	classCompany
	classBoth
	classHead       // a noun for somebody who heads
	classHeadVerb   // heading as an activity
	classClient     // says that it is the client department that is headed
	classHeadClient // head and client in one word
	classDept
	classOtherDept  // another department, after a word for the head
	classOtherTitle // another kind of director, before the word
	classOther      // another position
	classDeputy
	classExp
	classNone // no experience as head
	classLack
	classBecame // became or wants to become head
	classAspire
	classRecent
	classTotal // experience in all, not as head
	classPlain // experience in the ranks
	classIdle  // time that is not experience at all
	classYear
	classMonth
	classWeek
	classHalf
	classYearAndHalf
	classHalfMore
	classTail
	classLess
	classMore
	classAbout
	classAgo
	classSince
	classTill
	classVague
	classBorn
	classNotYear
	classAnnual
	classDaily
	classMonthly
	classLastYear
	classBeforeLastYear
	classThisYear
	classNow
	classThousand
	classMillion
	classRub
	classUSD
	classEUR
	classKZT
	classBYN
	classUAH
	classGBP
	classHundred
	classFifty
	classHalfMillion
	classPay
	classBonus
	classNet
	classGross
	classOrder
	classCount
	classNeg
	classNot
	classOr
	classCompare
	classFromTo
	classAnd
	classBut
	classBeen
	classAdverb
	classPlacePrep
	classCity
	classAllCities
	classBand
	classMonthName
	classSeason
	classYearsBack // a calendar year, by how far back it lies
	classNum
	classOrdinal
	classAdjective // двухлетний: so many years
	classPlace
	lastClass // how many there are
)

// classes is a set of classes. The zero value is the empty set.
type classes [2]uint64

func (s *classes) add(c class)     { s[c/64] |= 1 << (c % 64) }
func (s classes) has(c class) bool { return s[c/64]&(1<<(c%64)) != 0 }
func (s classes) empty() bool      { return s == classes{} }

// hasAny reports whether s holds one of them.
func (s classes) hasAny(list ...class) bool {
	for _, c := range list {
		if s.has(c) {
			return true
		}
	}
	return false
}

var classNames = map[string]class{
	"stop": classStop, "agency": classAgency, "digital": classDigital, "notagency": classNotAgency, "company": classCompany, "both": classBoth,
	"head": classHead, "headverb": classHeadVerb, "client": classClient, "headclient": classHeadClient, "dept": classDept,
	"otherdept": classOtherDept, "othertitle": classOtherTitle, "other": classOther, "deputy": classDeputy,
	"exp": classExp, "none": classNone, "lack": classLack, "became": classBecame, "aspire": classAspire, "recent": classRecent, "total": classTotal, "plain": classPlain, "idle": classIdle,
	"year": classYear, "month": classMonth, "week": classWeek, "half": classHalf, "yearandhalf": classYearAndHalf, "halfmore": classHalfMore, "tail": classTail,
	"less": classLess, "more": classMore, "about": classAbout, "ago": classAgo, "since": classSince, "till": classTill, "vague": classVague,
	"born": classBorn, "notyear": classNotYear, "annual": classAnnual, "daily": classDaily, "monthly": classMonthly,
	"lastyear": classLastYear, "beforelastyear": classBeforeLastYear, "thisyear": classThisYear, "now": classNow,
	"thousand": classThousand, "million": classMillion, "rub": classRub, "usd": classUSD, "eur": classEUR, "kzt": classKZT, "byn": classBYN, "uah": classUAH, "gbp": classGBP,
	"hundred": classHundred, "fifty": classFifty, "halfmillion": classHalfMillion, "pay": classPay, "bonus": classBonus, "net": classNet, "gross": classGross,
	"order": classOrder, "count": classCount, "neg": classNeg, "not": classNot, "or": classOr, "compare": classCompare, "fromto": classFromTo, "and": classAnd,
	"butnot": classBut, "been": classBeen, "adverb": classAdverb, "placeprep": classPlacePrep, "city": classCity, "allcities": classAllCities, "bandword": classBand,
}

// numbered are the classes whose name ends in a number, which is the word's
// value.
var numbered = map[string]class{"month": classMonthName, "season": classSeason, "yearsback": classYearsBack, "num": classNum, "ord": classOrdinal, "adj": classAdjective}

// word is one word of a phrase as the dictionary writes it.
type word struct {
	forms []string // skeletons, any of which fits
	stem  bool     // any ending fits
}

// fits reports whether the word with that skeleton is w.
func (w word) fits(key string) bool {
	for _, f := range w.forms {
		if key == f || w.stem && strings.HasPrefix(key, f) {
			return true
		}
	}
	return false
}

// phrase is an entry of the dictionary: one or more words and what they mean.
// The first word is the key that it is found by.
type phrase struct {
	rest  []word
	class class
	value float64 // of numerals, month names and the like
	place *place  // of classPlace
}

// place is a place that the lexicon knows.
type place struct {
	name    string
	group   string
	shy     bool     // means something else too, needs a preposition
	choices []string // the name fits these places; name is empty then
}

// ownGroup holds the cities that are found with more typos than others.
const ownGroup = "own"

// lexicon is the dictionary of [Parser]. It never changes once built.
type lexicon struct {
	exact  map[string][]*phrase
	stems  map[string][]*phrase
	vocab  map[string]bool // all words but stems
	lone   map[string]bool // stems that mean something by themselves
	inner  map[string]bool // stems that do so with other words only
	groups map[string][]string
	fuzzy  []target

	mendable map[string][]*place // the targets of fuzzy by key
}

// target is a word that is found with typos as well.
type target struct {
	key     string
	runes   []rune
	letters uint32
	place   *place // nil for other words
}

// newLexicon reads the dictionary, and the names of cities that it may lack.
func newLexicon(cities []string) (*lexicon, error) {
	x := &lexicon{exact: map[string][]*phrase{}, stems: map[string][]*phrase{}, vocab: map[string]bool{}, lone: map[string]bool{}, inner: map[string]bool{}, groups: map[string][]string{}, mendable: map[string][]*place{}}
	if err := x.readWords(wordsFile); err != nil {
		return nil, err
	}
	known, err := x.readPlaces(placesFile)
	if err != nil {
		return nil, err
	}
	for _, name := range cities {
		if !known[name] {
			x.addPlace(&place{name: name, group: ownGroup}, "")
		}
	}
	return x, nil
}

func (x *lexicon) readWords(text string) error {
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(line, ":")
		name, catchTypos := strings.CutSuffix(name, "~")
		c, value, err := parseClass(name)
		if !ok || err != nil {
			return fmt.Errorf("words.txt line %d: %w", n+1, err)
		}
		for text := range strings.FieldsSeq(list) {
			key := x.add(text, phrase{class: c, value: value})
			if catchTypos {
				x.addFuzzy(key, nil)
			}
		}
	}
	return nil
}

func parseClass(name string) (class, float64, error) {
	if c, ok := classNames[name]; ok {
		return c, 0, nil
	}
	digits := strings.IndexAny(name, "0123456789")
	if digits > 0 {
		c, ok := numbered[name[:digits]]
		value, err := strconv.ParseFloat(name[digits:], 64)
		if ok && err == nil {
			return c, value, nil
		}
	}
	return 0, 0, fmt.Errorf("no class is named %q", name)
}

// add enters a phrase as the dictionary writes it and returns its first word's
// skeleton.
func (x *lexicon) add(text string, p phrase) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '_' || r == '-' })
	if len(parts) == 0 {
		return ""
	}
	var words []word
	for _, part := range parts {
		part, stem := strings.CutSuffix(strings.Map(fold, part), "*")
		words = append(words, word{[]string{skeleton(part)}, stem})
	}
	x.enter(words, p)
	return words[0].forms[0]
}

// enter files the phrase of these words under each form of the first.
func (x *lexicon) enter(words []word, p phrase) {
	p.rest = words[1:]
	for _, key := range words[0].forms {
		if words[0].stem {
			x.stems[key] = append(x.stems[key], &p)
		} else {
			x.exact[key] = append(x.exact[key], &p)
		}
	}
	for _, w := range words {
		for _, key := range w.forms {
			switch {
			case !w.stem:
				x.vocab[key] = true
			case len(words) == 1:
				x.lone[key] = true
			default:
				x.inner[key] = true
			}
		}
	}
}

// readPlaces returns the names that it read.
func (x *lexicon) readPlaces(text string) (map[string]bool, error) {
	known := map[string]bool{}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "|")
		name := strings.TrimSpace(columns[0])
		switch {
		case len(columns) < 2:
			return nil, fmt.Errorf("places.txt line %d: %q has no group", n+1, name)
		case name[0] == '@':
			x.groups[name[1:]] = splitNames(columns[1])
			continue
		case name[0] == '?':
			forms := name[1:]
			p := &place{choices: splitNames(columns[1])}
			for text := range strings.FieldsSeq(forms) {
				x.add(text, phrase{class: classPlace, place: p})
			}
			continue
		}
		name, shy := strings.CutPrefix(name, "!")
		more := ""
		if len(columns) > 2 {
			more = columns[2]
		}
		x.addPlace(&place{name: name, group: strings.TrimSpace(columns[1]), shy: shy}, more)
		known[name] = true
	}
	return known, nil
}

func splitNames(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// addPlace enters a place with the case forms of its name and with more forms.
func (x *lexicon) addPlace(p *place, more string) {
	entry := phrase{class: classPlace, place: p}
	var words []word
	for _, part := range strings.FieldsFunc(p.name, func(r rune) bool { return r == ' ' || r == '-' }) {
		var w word
		for _, form := range declined(part) {
			w.forms = append(w.forms, skeleton(form))
		}
		words = append(words, w)
	}
	x.enter(words, entry)
	for _, w := range words {
		for _, key := range w.forms {
			x.addFuzzy(key, p)
		}
	}
	for text := range strings.FieldsSeq(more) {
		key := x.add(text, entry)
		if p.group == ownGroup && !strings.ContainsAny(text, "_*") {
			x.addFuzzy(key, p)
		}
	}
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

// knows reports whether the word with that key has a meaning of its own or is a
// whole word of some phrase.
func (x *lexicon) knows(key string) bool {
	if x.vocab[key] {
		return true
	}
	for i := range key {
		if i > 0 && x.lone[key[:i]] {
			return true
		}
	}
	return x.lone[key]
}

// mayKnow reports whether the word is known or begins like a word of a phrase.
func (x *lexicon) mayKnow(key string) bool {
	for i := range key {
		if i > 0 && x.inner[key[:i]] {
			return true
		}
	}
	return x.inner[key] || x.knows(key)
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
