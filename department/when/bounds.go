package when

// bound is one end of a range: a bare number, a time or a day, or several of
// these when the words leave it open.
type bound struct {
	num     int // a plain number; -1: none
	ordinal bool
	day     day
	isDay   bool
	clock   clock
	isClock bool
	timed   bool // a day with a time behind it
	last    int
	dayLast int // isClock: the token behind a day that follows; 0: none
}

// bound reads an end of a range.
func (p *parser) bound(i int, r role) (bound, bool) {
	b := bound{num: -1, last: i}
	d, dayEnd := p.day(i, r)
	c, clockEnd := p.clock(i, r)
	t := p.at(i)
	if n, _, end := p.ordinalNumber(i); end > i && end >= dayEnd {
		b.num, b.ordinal, b.last = n, true, end
		if p.is(end, cNumber0) {
			b.last = end + 1
		}
		return b, true
	}
	if r == from && p.minuteDash(i) { // «с 10-00 до 11-30»
		m := p.at(i + 2)
		b.clock, b.isClock, b.last = clock{style: written, h: t.a, m: m.a, bad: t.a > 24}, true, i+3
		if t.wa == 2 || t.a > 12 {
			b.clock.style = exact
		}
		return b, true
	}
	if t.text == "часу" || t.text == "часа" { // «с часу до двух»
		return bound{num: 1, last: i + 1}, true
	}
	switch {
	case dayEnd > i && dayEnd >= clockEnd && !d.loose:
		b.day, b.isDay, b.last = d, true, dayEnd
		if p.rangeWord(dayEnd) {
			return b, true
		}
		role, j := p.role(dayEnd)
		if role == from {
			return b, true
		}
		if c, end := p.clock(j, at); end > j && (c.style != spoken || j > dayEnd) && !c.plain {
			b.clock, b.timed, b.last = c, true, end
		}
	case t.kind == tNumber && t.wa <= 2 && clockEnd <= i+1 && p.unit(i+1) != days:
		b.num, b.last = t.a, i+1
		if p.is(i+1, cNumber0) {
			b.ordinal, b.last = true, i+2
		}
		if t.wa == 2 && t.a < 10 {
			b.clock.style = exact
		}
	case clockEnd > i:
		b.clock, b.isClock, b.last = c, true, clockEnd
		p.dayBehind(&b)
	case t.is(cNumber) != nil && t.form(cNumber, "ac") == nil:
		if n, end := p.integer(i); end > i && n <= 24 && p.numberStands(end, n) {
			b.num, b.last = n, end
		}
	case t.is(cPart) != nil:
		b.clock, b.isClock, b.last = clock{style: atPart, part: t.is(cPart).part}, true, i+1
		p.dayBehind(&b)
	}
	return b, b.last > i
}

// dayBehind looks for a day behind the time of a bound: «10:00 27 ноября».
func (p *parser) dayBehind(b *bound) {
	_, j := p.role(b.last)
	if d, end := p.day(j, at); end > j && (d.kind == dayExact || d.kind == dayFromNow || d.kind == dayWeekday) {
		b.day, b.dayLast = d, end
	}
}

// minuteDash reports whether hours and minutes with a dash stand at i, with the
// second end of a range behind them.
func (p *parser) minuteDash(i int) bool {
	t, m := p.at(i), p.at(i+2)
	return t.kind == tNumber && t.wa <= 2 && p.mark(i+1, "-") && !p.at(i+1).gap && m.kind == tNumber && m.wa == 2 && !m.gap &&
		m.a <= 59 && (p.is(i+3, cUntil, cPo) || p.mark(i+3, "-"))
}

func (p *parser) rangeWord(i int) bool {
	return p.mark(i, "-") || p.is(i, cUntil, cPo, cToEn, cThru, cAnd)
}

// rangeRule reads «с 14 до 15», «15–17 декабря», «с понедельника по среду»,
// between 2 and 3pm.
func (p *parser) rangeRule(i int) (element, bool) {
	j, opened, ands, role := i, false, false, bare
	switch {
	case p.is(i, cStarting) && p.is(i+1, cFrom):
		j, opened = i+2, true
	case p.is(i, cFrom):
		j, opened = i+1, true
	case p.is(i, cOf) && !p.latin(i): // «от 15 до 17 часов»
		j, opened = i+1, true
	case p.is(i, cBetween):
		j, opened, ands = i+1, true, true
	case p.is(i, cOn, cIn, cAt, cPo):
		j = i + 1
	case p.is(i, cUntil, cTo) && p.at(i+1).kind == tNumber && p.mark(i+2, "-"): // «до 20-21 декабря»
		j, role = i+1, until
	}
	for p.is(j, cThe, cSame) {
		j++
	}
	opening := from
	if ands {
		opening = between
	}
	a, ok := p.bound(j, opening)
	if !ok {
		return element{}, false
	}
	k, dash, until := a.last, false, false
	if a.dayLast > 0 && p.is(a.dayLast, cUntil, cPo) {
		k = a.dayLast
	}
	switch {
	case p.mark(k, "-"):
		k, dash = k+1, true
	case ands && p.is(k, cAnd):
		k++
	case p.is(k, cUntil) && (opened || p.latin(k) && (a.isDay || a.isClock) || a.isClock && a.clock.style != atPart) && p.at(k).text != "by":
		k, until = k+1, true
	case p.is(k, cToEn):
		k, until = k+1, true
	case p.is(k, cPo, cThru) && (opened || a.isDay):
		k++
	default:
		return element{}, false
	}
	for p.is(k, cThe, cSame) {
		k++
	}
	if !opened && !dash && !a.isDay && !a.isClock && !p.is(k-1, cToEn) {
		return element{}, false
	}
	b, ok := p.bound(k, through)
	if !ok {
		return element{}, false
	}
	e, ok := p.span2(a, b, i, opened, dash, until)
	if p.is(e.last, cInclusive) {
		e.last++
	}
	if p.is(i, cOf) && (e.kind != eClocks || !a.isClock && !b.isClock && p.unit(e.last-1) != hours && p.unit(b.last) != hours) {
		return e, false // «от 10 до 15 штук»
	}
	e.dash, e.role = dash, role
	return e, ok && (role == bare || e.kind == eDays)
}

// span2 makes a range of its two ends, each of which says what the other is.
func (p *parser) span2(a, b bound, i int, opened, dash, until bool) (element, bool) {
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
		return e, dash || !until
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
		return p.numbers(a, b, i, opened, dash, until)
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
func (p *parser) numbers(a, b bound, i int, opened, dash, until bool) (element, bool) {
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
	if asDays || opened && !until && !dash && !beside && !p.is(i, cBetween) {
		if !asDays && !p.numberStands(j, b.num) {
			return e, false
		}
		d := day{kind: dayOfMonth}
		if of, k := p.of(j); k > j && of.unit == months {
			d.of, e.last = of, k
		}
		e.kind, e.day, e.day2 = eDays, d, d
		e.day.day, e.day2.day = a.num, b.num
		return e, opened || asDays && (beside || p.is(j-1, cSuffix, cNumber0))
	}
	if a.num > 24 || b.num > 24 || !p.numberStands(j, b.num) && p.unit(j) != hours || !opened && !beside {
		return e, false
	}
	if dash && !opened && p.at(b.last-1).wa == 2 && b.num == 0 {
		return e, false // 12-00
	}
	if p.is(i, cIn, cAt) && dash && !p.at(b.last-1).gap {
		return e, false // «в 15-30»
	}
	if p.unit(j) == hours { // «между 10 и 14 часами»
		e.last = p.dot(j + 1)
	}
	e.kind = eClocks
	e.clock = clock{style: openStyle(a), h: a.num}
	e.clock2 = clock{style: openStyle(b), h: b.num}
	if opened && !until && !dash && beside && !p.is(i, cBetween) {
		e.clock.orDay, e.clock2.orDay = a.num, b.num // «завтра с 14 по 15»
	}
	return e, true
}

// zoneRule reads a zone beside a time: «по мск», «(МСК)», UTC+5, «по
// Екатеринбургу», Moscow time.
func (p *parser) zoneRule(i int) (element, bool) {
	t := p.at(i)
	if z := p.at(i + 1); p.mark(i, "+-") && z.kind == tNumber && z.wa == 4 && !z.gap && z.a/100 <= 14 && z.a%100 < 60 {
		n := z.a/100*60 + z.a%100
		if t.sep == '-' {
			n = -n
		}
		return element{kind: eZone, last: i + 2, zone: token{kind: tZone}, n: n}, true
	}
	if t.kind == tZone {
		return element{kind: eZone, last: i + 1, zone: *t, n: t.a}, true
	}
	j := i
	if p.mark(j, "(") {
		j++
	}
	if p.is(j, cPo) {
		j++
	}
	if p.is(j, cLocal) && p.is(j+1, cTime) {
		return element{kind: eZone, last: j + 2, n: -1}, true
	}
	s := p.at(j).is(cZone)
	if s == nil || s.form == 'w' && !p.at(j).upper {
		return element{}, false
	}
	name := p.at(j)
	end := j + 1
	if p.is(end, cTime) {
		end++
	}
	shift, end := p.offset(end)
	if p.mark(i, "(") && p.mark(end, ")") {
		end++
	}
	return element{kind: eZone, last: end, zone: *name, n: shift}, true
}

// offset reads «+5», «-3», «+05:30» behind the name of a zone, in minutes.
func (p *parser) offset(i int) (int, int) {
	if !p.mark(i, "+-") || p.at(i).gap {
		return 0, i
	}
	t := p.at(i + 1)
	n := 0
	switch {
	case t.kind == tNumber && t.wa <= 2 && t.a <= 14:
		n = t.a * 60
	case t.kind == tClock && t.a <= 14:
		n = t.a*60 + t.b
	default:
		return 0, i
	}
	if p.mark(i, "-") {
		n = -n
	}
	return n, i + 2
}
