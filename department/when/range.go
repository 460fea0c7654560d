package when

// joint is how the two ends of a range are joined.
type joint struct {
	start   int  // the token that the range begins with
	opened  bool // by «с», «между», «от», from, between
	between bool
	shared  bool // «от … до» is for times only: other things have an «от» as well
	dash    bool
	until   bool // «до», to: of two numbers, these are hours
	role    role // of the whole: «до 20–21 декабря»
}

// rangeRule reads «с 14 до 15», «15–17 декабря», «с понедельника по среду»,
// between 2 and 3pm.
func (p *parser) rangeRule(i int) (element, bool) {
	g, j := p.rangeOpening(i)
	opening := from
	if g.between {
		opening = between
	}
	a, ok := p.bound(j, opening)
	if !ok {
		return element{}, false
	}
	k := p.rangeMiddle(&g, a)
	if k == a.last {
		return element{}, false
	}
	b, ok := p.bound(k, through)
	if !ok {
		return element{}, false
	}
	e, ok := p.ends(a, b, g)
	if p.is(e.last, cInclusive) {
		e.last++
	}
	if g.shared && (e.kind != eClocks || !a.isClock && !b.isClock && p.unit(e.last-1) != hours && p.unit(b.last) != hours) {
		return e, false // «от 10 до 15 штук»
	}
	e.dash, e.role = g.dash, g.role
	return e, ok && (g.role == bare || e.kind == eDays)
}

// rangeOpening reads what stands before the first end.
func (p *parser) rangeOpening(i int) (joint, int) {
	g, j := joint{start: i}, i
	switch {
	case p.is(i, cStarting) && p.is(i+1, cFrom):
		j, g.opened = i+2, true
	case p.is(i, cFrom):
		j, g.opened = i+1, true
	case p.is(i, cOf) && !p.latin(i): // «от 15 до 17 часов»
		j, g.opened, g.shared = i+1, true, true
	case p.is(i, cBetween):
		j, g.opened, g.between = i+1, true, true
	case p.is(i, cOn, cIn, cAt, cPo):
		j = i + 1
	case p.is(i, cUntil, cTo) && p.at(i+1).kind == tNumber && p.mark(i+2, "-"): // «до 20–21 декабря»
		j, g.role = i+1, until
	}
	for p.is(j, cThe, cSame) {
		j++
	}
	return g, j
}

// rangeMiddle reads what stands between the ends and returns where the second
// begins, or a.last if nothing joins them.
func (p *parser) rangeMiddle(g *joint, a bound) int {
	k := a.last
	if a.dayLast > 0 && p.is(a.dayLast, cUntil, cPo) {
		k = a.dayLast
	}
	whole := a.isDay || a.isClock
	switch {
	case p.mark(k, "-"):
		g.dash = true
	case g.between && p.is(k, cAnd):
	case p.is(k, cUntil) && (g.opened || p.latin(k) && whole || a.isClock && a.clock.style != atPart) && p.at(k).text != "by":
		g.until = true
	case p.is(k, cToEn):
		g.until = true
	case p.is(k, cPo, cThru) && (g.opened || a.isDay):
	default:
		return a.last
	}
	if !g.opened && !g.dash && !whole && !p.is(k, cToEn) {
		return a.last
	}
	k++
	for p.is(k, cThe, cSame) {
		k++
	}
	return k
}

// ends makes a range of its two ends, each of which says what the other is.
func (p *parser) ends(a, b bound, g joint) (element, bool) {
	e := element{last: b.last}
	switch {
	case a.isDay && b.isDay:
		e.kind, e.day, e.day2 = eDays, a.day, b.day
		e.clock, e.clock2, e.timed = a.clock, b.clock, a.timed && b.timed
		if a.timed != b.timed || a.day.kind == dayPeriod || b.day.kind == dayPeriod || p.slips(a.day, b.day) {
			return e, false
		}
		return e, true
	case a.num >= 0 && b.isDay && b.day.kind == dayExact: // «15–17 декабря»
		e.kind, e.day, e.day2 = eDays, b.day, b.day
		e.day.day = a.num
		return e, !b.timed
	case a.num >= 0 && b.isDay && b.day.kind == dayOfMonth:
		e.kind, e.day, e.day2 = eDays, b.day, b.day
		e.day.day = a.num
		return e, true
	case a.isDay && a.day.kind == dayExact && b.num > 0 && !a.timed && p.at(b.last-1).kind != tWord: // December 15-17
		e.kind, e.day, e.day2 = eDays, a.day, a.day
		e.day2.day = b.num
		return e, g.dash || !g.until
	case a.isClock && b.isClock && a.dayLast > 0 && b.dayLast > 0: // «с 10:00 27 ноября до 18:00 28 ноября»
		e.kind, e.day, e.day2, e.last = eDays, a.day, b.day, b.dayLast
		e.clock, e.clock2, e.timed = a.clock, b.clock, true
		return e, true
	case a.isClock && b.isClock && a.dayLast > 0: // «с 10:00 27 ноября до 18:00»
		e.kind, e.day, e.day2 = eDays, a.day, a.day
		e.clock, e.clock2, e.timed = a.clock, b.clock, true
		return e, true
	case a.isClock && b.isClock:
		e.kind, e.clock, e.clock2 = eClocks, a.clock, b.clock
		return p.clockPair(e)
	case a.num >= 0 && b.isClock:
		e.kind, e.clock2 = eClocks, b.clock
		e.clock = clock{style: openStyle(a), h: a.num, bad: a.num > 24}
		return p.clockPair(e)
	case a.isClock && b.num >= 0 && !b.ordinal:
		e.kind, e.clock = eClocks, a.clock
		e.clock2 = clock{style: openStyle(b), h: b.num, bad: b.num > 24}
		return p.clockPair(e)
	case a.num >= 0 && b.num >= 0:
		return p.numbers(a, b, g)
	}
	return e, false
}

// slips reports whether «с пятницы на …» cannot be a range of days at all.
func (p *parser) slips(a, b day) bool { return a.kind == dayNth || b.kind == dayNth }

// openStyle returns how exact the number of a range is as an hour.
func openStyle(b bound) style {
	if b.clock.style == exact || b.num > 12 || b.num == 0 {
		return exact
	}
	return spoken
}

// clockPair takes «вечера» behind the second time for the first as well.
func (p *parser) clockPair(e element) (element, bool) {
	if e.clock.style == spoken && e.clock2.part != noPart && e.clock2.style == exact {
		if h, bad := hourIn(e.clock.h, e.clock2.part, e.clock.bad); !bad {
			second := e.clock2.h*60 + e.clock2.m
			if h*60+e.clock.m < second {
				e.clock.h, e.clock.style = h, exact
			}
		}
	}
	return e, true
}

// numbers makes a range of two plain numbers: days behind «по» and with «число»,
// hours behind «до» and beside a day.
func (p *parser) numbers(a, b bound, g joint) (element, bool) {
	i := g.start
	e := element{last: b.last}
	asDays := a.ordinal || b.ordinal
	j := b.last
	if m, k := p.month(j); k > j {
		d := day{kind: dayExact, month: m}
		e.last = p.year(k, &d).set(&d)
		e.kind, e.day, e.day2 = eDays, d, d
		e.day.day, e.day2.day = a.num, b.num
		return e, true
	}
	beside := p.adjacentDay(i) || p.dayAhead(b.last)
	if asDays || g.opened && !g.until && !g.dash && !beside && !g.between {
		if !asDays && !p.numberStands(j, b.num) {
			return e, false
		}
		d := day{kind: dayOfMonth}
		if of, k := p.of(j); k > j && of.unit == months {
			d.of, e.last = of, k
		}
		e.kind, e.day, e.day2 = eDays, d, d
		e.day.day, e.day2.day = a.num, b.num
		return e, g.opened || asDays && (beside || p.is(j-1, cSuffix, cNumber0))
	}
	if a.num > 24 || b.num > 24 || !p.numberStands(j, b.num) && p.unit(j) != hours || !g.opened && !beside {
		return e, false
	}
	if g.dash && !g.opened && p.at(b.last-1).wa == 2 && b.num == 0 {
		return e, false // 12-00
	}
	if p.is(i, cIn, cAt) && g.dash && !p.at(b.last-1).gap {
		return e, false // «в 15-30»
	}
	if p.unit(j) == hours { // «между 10 и 14 часами»
		e.last = p.dot(j + 1)
	}
	e.kind = eClocks
	e.clock = clock{style: openStyle(a), h: a.num}
	e.clock2 = clock{style: openStyle(b), h: b.num}
	if g.opened && !g.until && !g.dash && beside && !g.between {
		e.clock.orDay, e.clock2.orDay = a.num, b.num // «завтра с 14 по 15»
	}
	return e, true
}
