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
	switch n, _, end := p.ordinalNumber(i); {
	case end > i && end >= dayEnd:
		b.num, b.ordinal, b.last = n, true, end
		if p.is(end, cNumber0) {
			b.last++
		}
	case r == from && p.minuteDash(i): // «с 10-00 до 11-30»
		m := p.at(i + 2)
		b.clock, b.isClock, b.last = clock{style: written, h: t.a, m: m.a, bad: t.a > 24}, true, i+3
		if t.wa == 2 || t.a > 12 {
			b.clock.style = exact
		}
	case t.text == "часу" || t.text == "часа": // «с часу до двух»
		b.num, b.last = 1, i+1
	case dayEnd > i && dayEnd >= clockEnd && !d.loose:
		b.day, b.isDay, b.last = d, true, dayEnd
		p.clockBehind(&b)
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

// clockBehind looks for a time behind the day of a bound: «15 декабря 10:00».
func (p *parser) clockBehind(b *bound) {
	if p.rangeWord(b.last) {
		return
	}
	role, j := p.role(b.last)
	if role == from {
		return
	}
	if c, end := p.clock(j, at); end > j && (c.style != spoken || j > b.last) && !c.plain {
		b.clock, b.timed, b.last = c, true, end
	}
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
