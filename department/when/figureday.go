package when

// figureDay reads 15.12, 25/12/26, 2026-12-15.
func (p *parser) figureDay(i int, r role) (day, int) {
	t := p.at(i)
	switch {
	case t.kind == tDay:
		d := day{kind: dayExact, day: t.a, month: t.b, year: fullYear(t.c, t.wc), slash: t.sep == '/'}
		return p.swapped(d), p.yearWord(p.dot(i + 1))
	case t.kind == tPair && (t.sep == '.' || t.sep == '/') && p.datable(i, r):
		d := day{kind: dayExact, day: t.a, month: t.b, slash: t.sep == '/'}
		return p.swapped(d), p.yearWord(p.dot(i + 1))
	case t.kind == tNumber && t.wa == 2 && p.mark(i+1, "-") && !p.at(i+1).gap && p.at(i+2).kind == tNumber && p.at(i+2).wa == 2 && !p.at(i+2).gap:
		b := p.at(i + 2).a // 25-11 is a day only before a time or as all there is
		if t.a > 12 && t.a <= 31 && b >= 1 && b <= 12 && p.at(i-1).kind != tNumber && (i == 0 && p.startsTime(i+3) && !p.is(i+3, cUntil, cPo) || r.deadline() && t.a > 24) {
			return day{kind: dayExact, day: t.a, month: b}, i + 3
		}
	}
	return day{}, i
}

// swapped turns 12/15 into 15 December: only one reading exists.
func (p *parser) swapped(d day) day {
	if d.slash && d.month > 12 && d.day <= 12 && (d.year > 0 || p.o.Language == "en") {
		d.day, d.month, d.slash = d.month, d.day, false
	}
	return d
}

// datable reports whether the two numbers at i can be a day and a month rather
// than a time, a price, a version or a share.
func (p *parser) datable(i int, r role) bool {
	t := p.at(i)
	switch {
	case p.measured(i + 1):
		return false
	case t.sep == '/' && t.b > 12 && (t.a > 12 || t.b > 31 || p.o.Language != "en"), t.a > 39:
		return false
	case r == bare && !p.adjacentDay(i) && p.foreign(i-1): // «Python 3.12»
		return false
	case t.sep == '.' && (t.b > 12 || t.b == 0 || t.a == 0):
		return t.wb == 2 && t.a >= 24 && t.b == 13 // 24.13 is nothing else either
	case t.wb < 2 && t.sep == '/':
		return p.o.Language == "en" && t.a > 0 && t.b > 0 && (r != bare || len(p.toks) == 1)
	case t.wb < 2: // «5.3» could be anything: only when nothing else is said
		return t.a > 0 && t.b > 0 && t.sep == '.' && r.deadline() && p.wholeText(i)
	case t.a == 0 || t.b == 0:
		return false
	case r == at && t.sep == '.': // «в 10.12» is asked by the clock
		return false
	case p.adjacentDay(i) && t.sep == '.' && t.a <= 23 && !p.hasWeekdayBefore(i):
		return false // «завтра 10.12»: a time
	}
	return true
}

// foreign reports whether token i is a Latin word that the lexicon does not know,
// as names of products are.
func (p *parser) foreign(i int) bool {
	t := p.at(i)
	return t.kind == tWord && len(t.senses) == 0 && p.latin(i) && (p.o.Language != "en" || p.at(i+1).wa == 1)
}

func (p *parser) hasWeekdayBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if p.is(j, cWeekday) {
			return true
		}
	}
	return false
}

// wholeText reports whether token i is the last, a closing mark aside.
func (p *parser) wholeText(i int) bool {
	return i+1 >= len(p.toks) || i+2 == len(p.toks) && p.mark(i+1, ".!?")
}

// measured reports whether what stands at i is a unit of something counted, so
// that the number before it is an amount.
func (p *parser) measured(i int) bool {
	if p.mark(i, "%₽$€°") {
		return true
	}
	t := p.at(i)
	return t.is(cCounted) != nil && t.is(cMonth) == nil
}

// fullYear returns the four-digit year of a year written with w digits.
func fullYear(y, w int) int {
	if w <= 2 {
		return 2000 + y
	}
	return y
}

// yearWord skips «г.», «года».
func (p *parser) yearWord(i int) int {
	if p.unit(i) == years && !p.is(i+1, cWork) {
		return p.dot(i + 1)
	}
	return i
}

// month reads the name of a month at i.
func (p *parser) month(i int) (int, int) {
	if s := p.at(i).is(cMonth); s != nil {
		return int(s.value), p.dot(i + 1)
	}
	return 0, i
}

// monthDay reads «15 декабря», December 15, «15 числа декабря», with a year.
func (p *parser) monthDay(i int, r role) (day, int) {
	n, j := p.dayNumber(i)
	if j > i && p.is(i-1, cAt) && p.at(i).kind == tNumber && j == i+1 {
		return day{}, i // at 10 March 8
	}
	if j > i {
		for p.is(j, cOf, cNumber0) && p.at(j).text != "числах" {
			j++
		}
		j = p.dot(j)
		if p.mark(j, "-") && !p.at(j).gap && p.is(j+1, cMonth) { // 27-Nov-2026
			j++
		}
		m, k := p.month(j)
		if k == j {
			return day{}, i
		}
		d := day{kind: dayExact, day: n, month: m}
		return d, p.year(k, &d).set(&d)
	}
	m, j := p.month(i)
	if j == i {
		return day{}, i
	}
	if p.is(j, cThe) {
		j++
	}
	n, k := p.dayNumber(j)
	if k == j || p.at(j).kind == tNumber && p.measured(k) || p.unit(k) != noUnit {
		return day{}, i
	}
	if t := p.at(k); t.kind == tMark && t.sep == ':' {
		return day{}, i
	}
	d := day{kind: dayExact, day: n, month: m}
	return d, p.year(k, &d).set(&d)
}

// yearFound is what [parser.year] read.
type yearFound struct {
	year, end int
	next      bool
	last      bool
}

// set stores the year in d and returns the token behind it.
func (y yearFound) set(d *day) int {
	if y.year != 0 {
		d.year = y.year
	}
	d.nextYear, d.lastYear = y.next, y.last
	return y.end
}

// year reads a year behind a month: «2026», «2026 г.», «26 года», «следующего года».
func (p *parser) year(i int, _ *day) yearFound {
	j := i
	if p.mark(j, ",") || p.mark(j, "-") && !p.at(j).gap && !p.at(j+1).gap && p.at(j-2).sep == '-' {
		j++
	}
	t := p.at(j)
	switch {
	case t.kind == tNumber && t.wa == 4 && t.a >= 1900 && t.a < 2200 && (!p.measured(j+1) || p.unit(j+1) == years):
		return yearFound{year: t.a, end: p.yearWord(j + 1)}
	case t.kind == tNumber && t.wa == 2 && j > 0 && !t.gap && !p.mark(j-1, ","): // 15дек26
		return yearFound{year: 2000 + t.a, end: j + 1}
	case p.mark(j, "'") && p.at(j+1).kind == tNumber && p.at(j+1).wa == 2 && !p.at(j+1).gap:
		return yearFound{year: 2000 + p.at(j+1).a, end: j + 2}
	case t.kind == tNumber && t.wa == 2 && p.unit(j+1) == years:
		return yearFound{year: 2000 + t.a, end: p.yearWord(j + 1)}
	case p.is(j, cNumber) && p.is(j+1, cThousand): // «две тысячи двадцать шестого года»
		if n, _, end := p.ordinalNumber(j + 2); end > j+2 && p.at(j).is(cNumber).value == 2 {
			return yearFound{year: 2000 + n, end: p.yearWord(end)}
		}
	case p.is(j, cNext) && p.unit(j+1) == years:
		return yearFound{end: j + 2, next: true}
	case p.is(j, cNext) && p.mark(j+1, ".") && p.unit(j+2) == years:
		return yearFound{end: p.dot(j + 3), next: true}
	case p.is(j, cLast, cPrevious) && p.unit(j+1) == years:
		return yearFound{end: j + 2, last: true}
	case p.is(j, cThis) && p.unit(j+1) == years:
		return yearFound{end: j + 2}
	}
	return yearFound{end: i}
}
