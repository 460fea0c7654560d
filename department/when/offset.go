package when

// offsetRule reads a time counted from now: «через 2 часа», «минут через 20»,
// «в течение недели», in two weeks, 3 days from now.
func (p *parser) offsetRule(i int) (element, bool) {
	if p.is(i, cNow) {
		return element{kind: eIn, last: i + 1}, true
	}
	if p.is(i, cNowOnly, cRight) && p.is(i+1, cNow) {
		return element{kind: eIn, last: i + 2}, true
	}
	if e, ok := p.during(i); ok {
		return e, true
	}
	e, j := p.offsetOpening(i)
	if j == i {
		return p.offsetInverted(i)
	}
	for p.is(j, cAbout) {
		j++
	}
	if p.unit(j) != noUnit && p.at(j+1).kind != tMark && !p.accusative(j) { // «через часа два»
		if n, k := p.number(j + 1); k > j+1 && p.unit(k) == noUnit && n < 100 && p.boundary(k) {
			e.span.add(n, p.unit(j))
			e.last = k
			return e, true
		}
	}
	if a, b, end := p.spanRange(j); end > j {
		e.kind, e.span, e.span2, e.last = eBetween, a, b, end
		return e, !p.otherStart(end)
	}
	s, end := p.duration(j)
	if end == j {
		return e, false
	}
	if p.mark(end, "'") && p.is(end+1, cTime) { // in two weeks' time
		end += 2
	} else if p.is(end, cTime) && p.latin(end) {
		end++
	}
	e.span, e.last = s, end
	return e, !p.otherStart(end)
}

// during reads «в течение» before what is no length of time from now: the day,
// this week, tomorrow.
func (p *parser) during(i int) (element, bool) {
	j := i + 2
	switch {
	case p.is(i, cIn) && p.is(i+1, cCourse), p.is(i, cWithin) && p.is(i+1, cThe):
	case p.is(i, cWithin) && p.is(i+1, cThis):
		j = i + 1
	default:
		return element{}, false
	}
	if p.unit(j) == days && p.at(j).form(cUnit, "q") == nil {
		today := day{kind: dayBoundary, edge: edgeEnd, of: period{unit: days}}
		return element{kind: eDay, role: until, day: today, last: j + 1}, true
	}
	if d, end := p.relativeDay(j, until); end > j {
		return element{kind: eDay, role: until, day: d, last: end}, true
	}
	of, end := p.period(j, j)
	if end > j && (of.working && of.unit == weeks || of.which == this || of.which == next || of.month > 0) {
		return element{kind: eDay, role: through, day: day{kind: dayPeriod, of: of}, last: end}, true
	}
	return element{}, false
}

// offsetOpening reads the words before a length of time from now: «через», «в
// течение», «в ближайшие», in, within. It returns i if there are none.
func (p *parser) offsetOpening(i int) (element, int) {
	e := element{kind: eIn}
	j := i
	for p.is(j, cAbout) {
		j++
	}
	switch {
	case p.is(j, cNot) && p.is(j+1, cLater) && p.is(j+2, cThan) && p.is(j+3, cThrough):
		e.within, j = true, j+4
	case p.is(j, cThrough), p.is(j, cInEn) && p.at(j+1).gap && !p.is(j+1, cThe):
		j++
	case p.is(j, cFor):
		e.within, e.bound, j = true, true, j+1
	case p.is(j, cIn) && p.is(j+1, cCourse):
		e.within, j = true, j+2
		if p.is(j, cComing, cNext) {
			j = p.dot(j + 1)
		}
		if p.is(j, cWork) {
			return e, i // «рабочего дня»: a time
		}
	case p.is(j, cIn) && p.is(j+1, cComing, cNext), p.is(j, cComing):
		e.within, j = true, j+1
		if p.is(j, cComing, cNext) {
			j++
		}
		if j = p.dot(j); !p.countAhead(j) && p.at(j).text != "час" {
			return e, i
		}
	case p.is(j, cWithin), (p.is(j, cInEn) || p.at(j).text == "over") && p.is(j+1, cThe) && p.is(j+2, cNext):
		e.within, j = true, j+1
		for p.is(j, cThe, cNext) {
			j++
		}
		if !p.countAhead(j) && !p.is(j, cHalfOf, cWork) && p.unit(j) == noUnit {
			return e, i
		}
	default:
		return e, i
	}
	return e, j
}

// countAhead reports whether a number or a half of something stands at i.
func (p *parser) countAhead(i int) bool { return p.at(i).kind == tNumber || p.is(i, cNumber, cHalf) }

// otherStart reports whether the length of time before token i is counted from
// something that happens later: «через 3 дня после оплаты».
func (p *parser) otherStart(i int) bool {
	if p.at(i).text == "с" && p.at(i+1).kind == tWord && len(p.at(i+1).senses) == 0 {
		return p.at(i+1).text == "момента" || p.at(i+1).text == "даты"
	}
	return p.is(i, cAfter) && (p.at(i+1).kind == tWord && len(p.at(i+1).senses) == 0 || p.is(i+1, cEvent, cThe, cHoliday, cNewYear))
}

// accusative reports whether a unit stands in the singular that «через» asks
// for, so that no number belongs to it: «через месяц 15 числа».
func (p *parser) accusative(i int) bool {
	switch p.at(i).text {
	case "час", "день", "неделю", "месяц", "квартал", "год", "минуту":
		return true
	}
	return p.latin(i)
}

// offsetInverted reads the forms where the length stands first.
func (p *parser) offsetInverted(i int) (element, bool) {
	e := element{kind: eIn}
	if u := p.unit(i); u != noUnit && p.is(i+1, cThrough) { // «минут через 20»
		if n, end := p.number(i + 2); end > i+2 && p.mark(end, "-") {
			if m, k := p.number(end + 1); k > end+1 && p.unit(k) == noUnit {
				e.kind, e.last = eBetween, k
				e.span.add(n, u)
				e.span2.add(m, u)
				return e, true
			}
		}
		if n, end := p.number(i + 2); end > i+2 && p.unit(end) == noUnit {
			e.span.add(n, u)
			e.last = end
			return e, true
		}
	}
	if p.is(i, cIn) {
		if n, end := p.term(i + 1); end > i+1 {
			e.span.add(float64(n), days)
			e.within, e.last = true, end
			return e, true
		}
	}
	if s, end := p.duration(i); end > i && s.days > 0 && s.days%7 == 0 && p.is(end, cFrom, cOn) && p.is(end+1, cWeekday) { // a week from Friday
		e.kind, e.day = eDay, day{kind: dayWeekday, weekday: int(p.at(end + 1).is(cWeekday).value), weeks: s.days / 7}
		e.last = end + 2
		return e, true
	}
	if s, end := p.duration(i); end > i && p.at(end).text == "спустя" {
		e.span, e.last = s, end+1
		return e, true
	}
	if s, end := p.duration(i); end > i && s.whole && p.is(end, cAfter) && p.is(end+1, cToday) { // two days after tomorrow
		e.span, e.last = s, end+2
		e.span.days += int(p.at(end + 1).is(cToday).value)
		return e, true
	}
	if s, end := p.duration(i); end > i && p.is(end, cFrom) && (p.is(end+1, cNow) || p.at(end+1).is(cToday) != nil) {
		e.span, e.last = s, end+2
		if t := p.at(end + 1).is(cToday); t != nil {
			e.span.days += int(t.value)
		}
		return e, true
	}
	return e, false
}

// term reads «трёхдневный срок», «3-дневный срок», «недельный срок».
func (p *parser) term(i int) (int, int) {
	n, j := 0, i
	switch t := p.at(i); {
	case t.is(cTermN) != nil:
		n, j = int(t.is(cTermN).value), i+1
	case t.is(cTermWeek) != nil:
		n, j = 7, i+1
	case t.kind == tNumber:
		n, j = t.a, i+1
		for p.mark(j, "-") || p.is(j, cSuffix) {
			j++
		}
		if !p.is(j, cTerm, cTermWeek) {
			return 0, i
		}
		if p.is(j, cTermWeek) {
			n *= 7
		}
		j++
	}
	if j > i && p.is(j, cDeadline) {
		return n, j + 1
	}
	return 0, i
}
