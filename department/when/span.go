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
