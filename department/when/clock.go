package when

// style is how a time is written, which decides what a small hour may mean.
type style uint8

const (
	noTime  style = iota
	spoken        // «в 5», «полпятого»: the half of the day is open
	written       // 5:30: twenty-four hours, though people slip
	exact         // 17:00, 05:30, «5 вечера», 5pm
	atPart        // «утром»: the hour comes from the options
	closing       // the end of the working day
)

// clock is a time of day as the text gives it.
type clock struct {
	style  style
	h, m   int
	part   part
	orDay  int  // the same number may be a day of the month: «до 5»
	orDate bool // the same pair may be a date: «в 10.12»
	plain  bool // a number alone: it means an hour only beside something else
	bad    bool // no such time: 25:00
	within bool // «в течение» makes it a deadline
	named  bool // «завтрашним утром» names the day as well
	ahead  int  // that day, counted from today
	today  bool // this morning, tonight
}

// clock reads a time of day behind a preposition of role r.
func (p *parser) clock(i int, r role) (clock, int) {
	var best clock
	last := i
	for _, read := range [...]func(p *parser, i int, r role) (clock, int){
		(*parser).writtenClock, (*parser).hourClock, (*parser).wordClock, (*parser).fractionClock, (*parser).minutesClock, (*parser).partClock, (*parser).closingClock,
	} {
		if c, stop := read(p, i, r); stop > last {
			best, last = c, stop
		}
	}
	if last > i {
		best, last = p.halfOfDay(best, last)
	}
	return best, last
}

// halfOfDay takes «утра», «часа ночи», p.m., in the evening behind a time.
func (p *parser) halfOfDay(c clock, i int) (clock, int) {
	if c.style != spoken && c.style != written && c.style != exact {
		return c, i
	}
	pt, j := p.partAfter(i)
	if j == i {
		return c, i
	}
	if pt != noPart {
		c.part, c.plain, c.orDay, c.orDate = pt, false, 0, false
		c.h, c.bad = hourIn(c.h, pt, c.bad)
		c.style = exact
		if c.h == 24 && c.m > 0 {
			c.h = 0 // «полпервого ночи»
		}
		if pt == midnight || c.h == 24 {
			c.style, c.part, c.h = atPart, midnight, 0
		}
	}
	return c, j
}

// partAfter reads the half of the day at i.
func (p *parser) partAfter(i int) (part, int) {
	t := p.at(i)
	switch {
	case p.mark(i, "ap") || t.kind == tWord && (t.text == "a" || t.text == "p") && p.mark(i+1, ".") && p.at(i+2).text == "m":
		if t.text == "p" {
			return afterNoon, p.dot(i + 3)
		}
		return beforeNoon, p.dot(i + 3)
	case t.is(cAM) != nil:
		return beforeNoon, i + 1
	case t.is(cPM) != nil:
		return afterNoon, i + 1
	case t.is(cOClock) != nil:
		if pt, j := p.partAfter(i + 1); j > i+1 {
			return pt, j
		}
		return noPart, i + 1
	case p.is(i, cInEn) && p.is(i+1, cThe) && p.is(i+2, cPart):
		return p.at(i + 2).is(cPart).part, i + 3
	case p.is(i, cAt) && p.at(i+1).text == "night":
		return night, i + 2
	}
	if s := t.form(cPart, "g"); s != nil && s.part != lunch && s.part != noon && s.part != midnight {
		return s.part, i + 1
	}
	return noPart, i
}

// hourIn returns the hour h of a part of the day on the 24-hour clock.
func hourIn(h int, pt part, bad bool) (int, bool) {
	switch pt {
	case morning, beforeNoon:
		if h == 12 && pt == beforeNoon {
			return 24, bad
		}
		return h, bad || h > 12
	case daytime, afterNoon, afternoon:
		if h < 12 && !(h >= 9 && pt == daytime) {
			h += 12
		}
		return h, bad || h > 23
	case evening:
		if h == 12 {
			return 24, bad
		}
		if h < 12 {
			h += 12
		}
		return h, bad || h > 23
	case night:
		switch {
		case h == 12 || h == 24:
			return 24, bad
		case h >= 9 && h < 12:
			h += 12
		}
		return h, bad || h > 5 && h < 21
	}
	return h, bad
}

// writtenClock reads 15:30, 15.30 and 15-30.
func (p *parser) writtenClock(i int, r role) (clock, int) {
	t := p.at(i)
	c := clock{style: written, h: t.a, m: t.b}
	j := i + 1
	switch {
	case t.kind == tClock:
	case t.kind == tNumber && t.wa == 4 && (r == at || r.deadline()) && p.numberStands(i+1, t.a%100) && (t.a < 1900 || t.a > 2100) && t.a/100 <= 23 && t.a%100 <= 59 && t.a%5 == 0: // at 1530
		return clock{style: exact, h: t.a / 100, m: t.a % 100}, i + 1
	case t.kind == tPair && t.sep == ',' && t.wb == 2 && t.wa <= 2 && t.a >= 7 && r == at && p.timable(i, r):
	case t.kind == tPair && t.sep == '.' && t.wb == 2 && p.timable(i, r):
		c.orDate = r == at && !p.adjacentDay(i) && t.b >= 1 && t.b <= 12 && t.b%5 != 0 && t.a >= 1
	case t.kind == tNumber && t.wa <= 2 && p.mark(i+1, "-") && p.at(i+2).kind == tNumber && p.at(i+2).wa == 2 && !p.at(i+2).gap && !p.at(i+1).gap:
		b := p.at(i + 2)
		if r == bare && (!p.adjacentDay(i) && !p.dayAhead(i+3) || b.a > t.a && b.a <= 24) || b.a > 59 || p.is(i+3, cMonth, cNumber0) || r == from || !p.numberStands(i+3, b.a) {
			return clock{}, i
		}
		c.m, j = b.a, i+3
	default:
		return clock{}, i
	}
	if p.unit(j) == hours {
		j = p.dot(j + 1)
	}
	if t.wa == 2 && t.a < 10 || t.a == 0 || t.a > 12 {
		c.style = exact
	}
	c.bad = c.h > 24 || c.m > 59 || c.h == 24 && c.m > 0
	if c.h == 24 {
		c = clock{style: atPart, part: midnight}
	}
	return c, j
}

// timable reports whether the pair at i is hours and minutes.
func (p *parser) timable(i int, r role) bool {
	t := p.at(i)
	if t.a > 24 || t.b > 59 || p.measured(i+1) || p.unit(i+1) != noUnit && p.unit(i+1) != hours {
		return false
	}
	date := t.b >= 1 && t.b <= 12 && t.a >= 1
	switch {
	case r == at:
		return p.numberStands(i+1, t.b)
	case p.adjacentDay(i), r == bare && !date && t.wb == 2 && p.dayAhead(i+1):
		return true
	case date:
		return false
	case r == bare:
		pt, j := p.partAfter(i + 1)
		return j > i+1 && pt != noPart
	}
	return r != onto
}

// hourClock reads an hour in figures: «10», «10 часов», «10ч 30м», «10 30».
func (p *parser) hourClock(i int, r role) (clock, int) {
	t := p.at(i)
	if t.kind != tNumber || t.wa > 2 {
		return clock{}, i
	}
	c := clock{style: spoken, h: t.a}
	if t.a > 12 || t.a == 0 || t.wa == 2 && t.a < 10 {
		c.style = exact
	}
	c.bad = t.a > 24
	if u := p.unit(i + 1); u == hours {
		return p.hourWord(c, i+2, r, i)
	}
	if pt, j := p.partAfter(i + 1); j > i+1 {
		if (r == bare || r == onto) && !p.adjacentDay(i) && (pt == daytime || pt == night) || r == bare && pt == evening && t.a < 4 {
			return clock{}, i // «3 дня», «2 ночи» are counted without a preposition
		}
		return c, i + 1
	}
	return p.bareHour(c, i, r)
}

// hourWord reads on behind «10 часов»: «30 минут».
func (p *parser) hourWord(c clock, j int, r role, i int) (clock, int) {
	j = p.dot(j)
	_, part := p.partAfter(j)
	if (r == bare || r == onto) && part == j && (!p.adjacentDay(i) || p.timed) {
		return clock{}, i // «2 часа» are a length of time
	}
	if c.h == 24 {
		return clock{style: atPart, part: midnight}, j
	}
	if m, k := p.integer(j); k > j && m < 60 && p.unit(k) == minutes {
		c.m = m
		return c, p.dot(k + 1)
	}
	return c, j
}

// bareHour decides whether a number alone is an hour.
func (p *parser) bareHour(c clock, i int, r role) (clock, int) {
	n := p.at(i).a
	j := i + 1
	beside := p.adjacentDay(i)
	if m := p.at(j); (r != bare || beside) && m.kind == tNumber && m.wa == 2 && m.a < 60 && n <= 24 && p.boundary(j+1) && p.unit(j+1) == noUnit && !p.is(j+1, cMonth, cNumber0, cSuffix) && !p.is(j+2, cSuffix) && !p.is(j+1, cAnd) {
		if r == at || beside { // «в 10 30»
			c.m = m.a
			return c, j + 1
		}
	}
	monthFirst := false // at 10 March 8
	if p.is(i-1, cAt) && p.is(j, cMonth) {
		_, end := p.monthDay(j, bare)
		monthFirst = end > j
	}
	if !p.numberStands(j, n) || p.is(j, cNumber0, cSuffix) || p.is(j, cMonth) && !monthFirst {
		return clock{}, i
	}
	if p.mark(j, "-/") && (p.at(j+1).kind == tNumber || !p.at(j).gap && !p.at(j+1).gap) {
		return clock{}, i
	}
	switch r {
	case at, until, by, after, before, near:
		if n > 24 && !beside || r.deadline() && p.o.Purpose == Payment && n > 0 && n <= 31 && !beside {
			return clock{}, i
		}
		if r.deadline() && n >= 1 && !beside && !p.dayAhead(j) {
			c.orDay = n
		}
		return c, j
	case onto:
		if beside && n <= 24 {
			return c, j
		}
	case bare:
		if beside && n >= 1 && n <= 24 && (j >= len(p.toks) || p.mark(j, ",.;!?)")) && !p.mark(i-1, ",.;:(") {
			c.plain = true
			return c, j
		}
	}
	return clock{}, i
}

// dayAhead reports whether a day begins at i: «в 11 завтра».
func (p *parser) dayAhead(i int) bool {
	if p.depth >= maxDepth {
		return false
	}
	p.depth++
	defer func() { p.depth-- }()
	_, j := p.role(i)
	_, stop := p.day(j, at)
	return stop > j
}

// maxDepth bounds how far rules ask each other what follows.
const maxDepth = 2
