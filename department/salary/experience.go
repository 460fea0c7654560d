package salary

import (
	"slices"
	"strings"
)

// role is what somebody did during a stretch of time.
type role uint8

const (
	roleUnsaid role = iota
	roleHead
	roleRanks // worked, but not as head
	roleNone  // did not work, or the number is an age or a future
)

// roleAt returns the role that the phrase at token i speaks of.
func (r *reading) roleAt(i int) role {
	switch {
	case r.is(i, classPlain, classDeputy, classTotal), r.is(i, classOther) && !r.is(i, classHead):
		return roleRanks
	case r.is(i, classHead, classHeadVerb, classHeadClient):
		if r.complement(i) == classOtherDept {
			return roleRanks // head of another department, which the survey does not count
		}
		return roleHead
	case r.is(i, classIdle, classBorn):
		return roleNone
	}
	return roleUnsaid
}

// bands returns the bands of the experience as head that the text speaks of.
func (r *reading) bands() []Band {
	if named := r.namedBands(); len(named) > 0 {
		return named
	}
	var headed, free []quantity
	ranks := false
	for _, s := range r.experiences() {
		switch r.roleOf(s) {
		case roleHead:
			headed = append(headed, s)
		case roleUnsaid:
			free = append(free, s)
		case roleRanks:
			ranks = true
		}
	}
	none, denied := r.noExperience()
	switch {
	case none >= 0 && len(headed)+len(free) > 0 && r.alternative(none, append(headed, free...)):
		return inOrder(none, append(headed, free...), r)
	case len(headed) > 0:
		return r.bandsOf(headed, true)
	case denied, none >= 0 && (len(free) == 0 || !r.elsewhere(none)):
		return []Band{BandI}
	case len(free) > 0:
		return r.bandsOf(free, false)
	case r.newInOffice(), ranks && r.anyHas(classBecame):
		return []Band{BandI}
	}
	return nil
}

// experiences returns the stretches of time, and the bare numbers that can only
// be one: «опыт 2», «казань агентство 1,5».
func (r *reading) experiences() []quantity {
	list := slices.Clone(r.spans)
	for _, b := range r.bare {
		if !r.isPay(b) && r.isYears(b) {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b quantity) int { return a.start - b.start })
	return slices.DeleteFunc(list, func(q quantity) bool { return r.isAge(q) || !q.dated && r.recurs(q.start) })
}

// recurs reports whether the stretch at token i is an interval or lies ahead:
// «раз в 2 недели», «через год».
func (r *reading) recurs(i int) bool {
	prev := r.before(i)
	if prev < 0 || prev != i-1 {
		return false
	}
	switch r.tokens[prev].text {
	case "в", "через", "спустя", "in", "every", "within":
		return !r.tokens[i].means.has(classOrdinal)
	}
	return false
}

// isAge reports whether so many years are rather an age.
func (r *reading) isAge(q quantity) bool {
	if q.from <= 20 {
		return false
	}
	for i := q.start - 4; i < q.end+3; i++ {
		if r.is(i, classExp, classHeadVerb) && r.clause[i] == r.clause[q.start] {
			return q.from > 60
		}
	}
	return true
}

// isYears reports whether a bare number is years of experience.
func (r *reading) isYears(q quantity) bool {
	prev := r.before(q.start)
	if q.to > 25 || r.dayAndMonth(q) || q.end < len(r.tokens) && r.tokens[q.end].text == "из" && !r.ofThem(q) || r.is(prev, classOrder, classBorn, classBonus, classNot) {
		return false
	}
	if r.ofThem(q) || r.is(q.end, classExp, classHeadVerb) {
		return true
	}
	ends := q.end == len(r.tokens) || r.tokens[q.end].kind == kindSign || r.is(q.end, classAgency, classCompany, classPlace, classPlacePrep, classOr, classOffer)
	fraction := q.from != float64(int(q.from)) && q.from < 10
	ends = ends || fraction && !r.is(q.end, classPay) || q.end < len(r.tokens) && r.tokens[q.end].means.empty() && r.is(q.end+1, classAgency, classCompany)
	if r.find(q.start-3, q.start, classExp, classHeadVerb) >= 0 {
		return ends || r.is(q.end, classHead, classAnd, classPlacePrep, classBut, classAdverb)
	}
	begins := prev < 0 || r.tokens[prev].kind == kindSign && !r.tokens[q.start].glued || r.sign(prev, ",") || r.sign(prev, "/") || r.sign(prev, ";") ||
		r.is(prev, classAgency, classCompany, classPlace, classHead, classOr, classMore, classDept)
	return ends && begins && q.from <= 15 && !(prev < 0 && r.is(q.start, classNum) && q.end == len(r.tokens))
}

// dayAndMonth reports whether the number looks like a date: 05.12.
func (r *reading) dayAndMonth(q quantity) bool {
	_, fraction, _ := strings.Cut(r.tokens[q.start].text, ".")
	return len(fraction) == 2 && r.tokens[q.start].kind == kindNumber
}

// ofThem reports whether the number is a part of a stretch of time named before:
// «из них 3 руководил», «3 из них».
func (r *reading) ofThem(q quantity) bool {
	text := func(i int) string {
		if i < 0 || i >= len(r.tokens) {
			return ""
		}
		return r.tokens[i].text
	}
	switch text(q.start - 1) {
	case "них", "которых", "числе", "them", "which":
		return true
	}
	return text(q.end) == "из" && text(q.end+1) == "них" || text(q.end) == "of" && text(q.end+1) == "them"
}

// roleOf returns the role that belongs to a stretch of time: that of the phrase
// next to it, or in a row of both, by turns.
func (r *reading) roleOf(q quantity) role {
	if q.head || q.unit == unitBare && r.ofThem(q) {
		return roleHead
	}
	clause := r.clause[q.start]
	prev, next := -1, -1 // the nearest phrases with a role on either side
	crossed := false     // another stretch of time lies between
	for i := q.start - 1; i >= 0 && r.clause[i] == clause; i-- {
		if r.timed[i] {
			crossed = true
			break
		}
		if role := r.roleAt(i); role != roleUnsaid && !(role == roleNone && q.start-i > 4) {
			prev = i
			break
		}
	}
	for i := q.end; i < len(r.tokens) && r.clause[i] == clause && !r.timed[i]; i++ {
		if role := r.roleAt(i); role != roleUnsaid && !(role == roleNone && i-q.end > 3) {
			next = i
			break
		}
	}
	switch {
	case prev < 0 && next < 0 && r.ranksBefore(clause):
		return roleRanks
	case prev < 0 && next < 0:
		return roleUnsaid
	case prev < 0:
		return r.roleAt(next)
	case next < 0:
		return r.roleAt(prev)
	case r.roleAt(prev) == roleNone && q.start-r.after(prev) <= 1:
		return roleNone
	case crossed, q.start-r.after(prev) > next-q.end:
		return r.roleAt(next)
	}
	return r.roleAt(prev)
}

// ranksBefore reports whether the clause before this one tells of work in the
// ranks, which a length of time then continues: «работал менеджером, 4 года».
func (r *reading) ranksBefore(clause int) bool {
	plain, been := false, false
	for i := range r.tokens {
		if r.clause[i] == clause-1 {
			plain = plain || r.is(i, classPlain)
			been = been || r.is(i, classBeen)
		}
	}
	return plain && been
}

// years returns how long the stretch is in years as head: its lower end, and
// just short of it when the text says «менее» or «до».
func (r *reading) years(q quantity) float64 {
	prev := r.before(q.start)
	if prev >= 0 && r.tokens[prev].text == "чем" {
		prev = r.before(prev)
	}
	if r.is(prev, classLess, classTill) {
		return q.from - 0.01
	}
	return q.from + 1e-9
}

// bandsOf returns the bands of several stretches. Alternatives stay apart;
// stretches as head add up; others cannot be told, which gives none.
func (r *reading) bandsOf(list []quantity, headed bool) []Band {
	bands := []Band{BandOf(r.years(list[0]))}
	sum := r.years(list[0])
	for i := 1; i < len(list); i++ {
		apart := r.find(list[i-1].end, list[i].start, classOr, classCompare, classAnd) >= 0 || list[i].start-list[i-1].end <= 1
		sum += r.years(list[i])
		switch {
		case apart || r.anyHas(classCompare):
			bands = appendNew(bands, BandOf(r.years(list[i])))
		case headed:
			bands = []Band{BandOf(sum)}
		case BandOf(r.years(list[i])) != bands[0]:
			return nil
		}
	}
	return bands
}

// namedBands reads bands that the text names by number: «диапазон III».
func (r *reading) namedBands() []Band {
	numerals := map[string]Band{"i": BandI, "ii": BandII, "iii": BandIII, "iv": BandIV, "1": BandI, "2": BandII, "3": BandIII, "4": BandIV}
	var bands []Band
	for i := range r.tokens {
		if !r.is(i, classBand) {
			continue
		}
		for _, j := range []int{i + 1, i - 1} {
			if j < 0 || j >= len(r.tokens) {
				continue
			}
			if b, ok := numerals[r.tokens[j].text]; ok {
				bands = appendNew(bands, b)
			} else if r.is(j, classOrdinal) && r.tokens[j].meaning <= 4 {
				bands = appendNew(bands, Band(r.tokens[j].meaning))
			}
		}
	}
	return bands
}
