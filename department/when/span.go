package when

// span is a length of time. Minutes are counted on the clock, days and months
// on the calendar, working days on the working calendar.
type span struct {
	minutes, days, months, working int
	whole                          bool // of days or longer: the result is a date
	vast                           bool // larger than anybody means
}

func (s *span) add(n float64, u unit) {
	if n > 1e6 {
		s.vast = true
		return
	}
	whole := int(n)
	switch u {
	case minutes:
		s.minutes += int(n + 0.5)
	case hours:
		s.minutes += int(n*60 + 0.5)
	case daynights:
		s.minutes += int(n*24*60 + 0.5)
	case days:
		s.days += whole
		s.minutes += int((n-float64(whole))*24*60 + 0.5)
	case weeks:
		s.days += int(n * 7)
	case fortnights:
		s.days += int(n * 14)
	case months:
		s.months += whole
		s.days += int((n - float64(whole)) * 30)
	case quarters:
		s.months += int(n * 3)
	case halfyears:
		s.months += int(n * 6)
	case years:
		s.months += int(n * 12)
	case workingDays:
		s.working += whole
	}
	s.whole = s.minutes == 0
}

// duration reads a length of time: «2 часа», «час двадцать», «полтора месяца»,
// «3 рабочих дня», half an hour, 1h 30m.
func (p *parser) duration(i int) (span, int) {
	var s span
	j := p.piece(i, &s, true)
	if j == i {
		return s, i
	}
	hour := p.hourPiece(j - 1)
	for n := 0; n < 3; n++ {
		k := j
		if p.is(k, cAnd) || p.mark(k, ",") && p.at(k+1).kind == tNumber {
			k++
		}
		end := p.piece(k, &s, false)
		if end == k {
			break
		}
		j, hour = end, false
	}
	if hour { // «час двадцать»
		if n, end := p.integer(j); end > j && n >= 5 && n < 60 && p.at(j).kind == tWord && p.boundary(end) {
			s.add(float64(n), minutes)
			j = end
		}
	}
	return s, j
}

func (p *parser) hourPiece(i int) bool { return p.unit(i) == hours || p.unit(i-1) == hours }

// piece reads one number with its unit. Only the first piece may go without the
// number («час»).
func (p *parser) piece(i int, s *span, first bool) int {
	if h := p.at(i).is(cHalf); h != nil && first && h.unit != days { // «полчаса»; «полдня» is no certain time
		s.add(0.5, h.unit)
		return i + 1
	}
	if p.is(i, cHalf0) && p.unit(i+1) != noUnit && p.unit(i+1) != days { // «пол часа»
		s.add(0.5, p.unit(i+1))
		return i + 2
	}
	if p.is(i, cHalf0) && p.mark(i+1, "-") && p.unit(i+2) != noUnit {
		s.add(0.5, p.unit(i+2))
		return i + 3
	}
	if j := p.fraction(i, s); j > i {
		return j
	}
	n, j := p.number(i)
	if j == i {
		n = 1
		if !first || p.at(i).is(cUnit) == nil && !p.is(i, cWork) || p.at(i).form(cUnit, "s") != nil {
			return i
		}
	}
	u, end := p.measure(j, j > i)
	if end == j {
		return i
	}
	if p.is(end, cFrom) && p.is(end+1, cQuarterOf) {
		n, end = n+0.25, end+2
	} else if p.is(end, cFrom) && p.is(end+1, cHalfOf) { // «час с половиной»
		n, end = n+0.5, end+2
	} else if p.is(end, cAnd) && p.at(end+1).form(cNumber, "a") != nil && p.is(end+2, cHalfOf) { // an hour and a half
		n, end = n+0.5, end+3
	}
	s.add(n, u)
	return end
}

// fraction reads «четверть часа», «три четверти часа», half an hour.
func (p *parser) fraction(i int, s *span) int {
	n, j := 1.0, i
	if p.at(j).form(cNumber, "a") != nil {
		j++
	} else if m := p.at(j).is(cNumber); m != nil && p.is(j+1, cQuarterOf) {
		n, j = m.value, j+1
	}
	switch {
	case p.is(j, cQuarterOf):
		n *= 0.25
	case p.is(j, cHalfOf):
		n *= 0.5
	default:
		return i
	}
	j++
	for p.is(j, cOf) || p.at(j).form(cNumber, "a") != nil {
		j++
	}
	u := p.unit(j)
	if u == noUnit || u == quarters {
		return i
	}
	s.add(n, u)
	return j + 1
}

// measure reads the unit behind a number: «дня», «рабочих дня», «р.д.»,
// business days. Short units (м, ч, h) need the number.
func (p *parser) measure(i int, counted bool) (unit, int) {
	switch {
	case p.is(i, cWork):
		j := p.dot(i + 1)
		if p.unit(j) == days {
			return workingDays, p.dot(j + 1)
		}
		return noUnit, i
	case p.is(i, cCalendar) && p.unit(i+1) != noUnit:
		return p.unit(i + 1), p.dot(i + 2)
	case p.is(i, cWeekday0):
		return workingDays, i + 1
	case p.at(i).text == "р" && p.mark(i+1, ".") && p.at(i+2).text == "д":
		return workingDays, p.dot(i + 3)
	}
	if u := p.unit(i); u != noUnit && (counted || p.at(i).form(cUnit, "s") == nil) {
		return u, p.dot(i + 1)
	}
	return noUnit, i
}

// spanRange reads two lengths with a dash or «или» between: «час-полтора»,
// «2–3 дня», «пару-тройку дней», an hour or two.
func (p *parser) spanRange(i int) (a, b span, end int) {
	if p.is(i, cCouple) {
		if u, j := p.measure(i+1, true); j > i+1 {
			a.add(2, u)
			b.add(3, u)
			return a, b, j
		}
	}
	n, j := p.number(i)
	u := noUnit
	if j == i {
		n = 1
		if u := p.unit(i); u != noUnit && p.mark(i+1, "-") && p.is(i+2, cAnother) { // «неделю-другую»
			a.add(1, u)
			b.add(2, u)
			return a, b, i + 3
		}
	}
	if unit, k := p.measure(j, j > i); k > j {
		u, j = unit, k
	}
	if j == i || !p.mark(j, "-") && !p.is(j, cOr, cToEn) {
		return a, b, i
	}
	m, k := p.number(j + 1)
	if k == j+1 {
		return p.spanHalf(i, j, n, u)
	}
	if u2, l := p.measure(k, true); l > k {
		k = l
		if u == noUnit || p.at(i).is(cNumber) == nil && p.unit(i) == noUnit {
			u = u2
		}
		a.add(n, u)
		b.add(m, u2)
		return a, b, k
	}
	if u == noUnit {
		return a, b, i
	}
	a.add(n, u)
	b.add(m, u)
	return a, b, k
}

// spanHalf reads the rest of «полчаса-час».
func (p *parser) spanHalf(i, j int, n float64, u unit) (a, b span, end int) {
	k := p.piece(j+1, &b, true)
	if k == j+1 || u == noUnit {
		return a, b, i
	}
	a.add(n, u)
	return a, b, k
}

// offsetRule reads a time counted from now: «через 2 часа», «минут через 20»,
// «в течение недели», in two weeks, 3 days from now.
func (p *parser) offsetRule(i int) (element, bool) {
	e := element{kind: eIn}
	j := i
	for p.is(j, cAbout) {
		j++
	}
	switch {
	case p.is(j, cNot) && p.is(j+1, cLater) && p.is(j+2, cThan) && p.is(j+3, cThrough):
		e.within, j = true, j+4
	case p.is(j, cThrough):
		j++
	case p.is(j, cInEn) && p.at(j+1).gap && !p.is(j+1, cThe):
		j++
	case p.is(j, cIn) && p.is(j+1, cCourse):
		e.within, j = true, j+2
		if of, end := p.period(j, j); end > j && (of.working && of.unit == weeks || of.which == this || of.which == next || of.month > 0) {
			return element{kind: eDay, role: through, day: day{kind: dayPeriod, of: of}, last: end}, true
		}
		if d, end := p.relativeDay(j, until); end > j {
			return element{kind: eDay, role: until, day: d, last: end}, true
		}
		if p.is(j, cComing, cNext) {
			j = p.dot(j + 1)
		}
	case p.is(j, cIn) && p.is(j+1, cComing, cNext), p.is(j, cComing):
		e.within = true
		if p.is(j, cIn) {
			j++
		}
		j = p.dot(j + 1)
		if p.at(j).kind != tNumber && p.at(j).is(cNumber) == nil && p.at(j).is(cHalf) == nil && !(p.unit(j) == hours && p.at(j).text == "час") {
			return e, false
		}
	case p.is(j, cFor) && p.latin(j):
		e.within, e.bound, j = true, true, j+1
	case p.is(j, cWithin), (p.is(j, cInEn) || p.at(j).text == "over") && p.is(j+1, cThe) && p.is(j+2, cNext):
		e.within, j = true, j+1
		for p.is(j, cThe, cNext) {
			j++
		}
		if p.at(j).kind != tNumber && p.at(j).is(cNumber) == nil && !p.is(j, cHalfOf, cWork) && p.unit(j) == noUnit {
			return e, false
		}
	case p.is(j, cNow), p.is(j, cNowOnly, cRight) && p.is(j+1, cNow):
		for !p.is(j, cNow) {
			j++
		}
		e.last = j + 1
		return e, true
	default:
		return p.offsetInverted(i)
	}
	for p.is(j, cAbout) {
		j++
	}
	if e.within && p.unit(j) == days { // «в течение дня»: today
		return element{kind: eDay, role: until, day: day{kind: dayBoundary, edge: edgeEnd, of: period{unit: days}}, last: j + 1}, true
	}
	if e.within && p.is(j, cWork) {
		return e, false
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
		return e, true
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
	if p.otherStart(end) {
		return e, false
	}
	e.span, e.last = s, end
	return e, true
}

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
