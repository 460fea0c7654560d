package when

// of reads the period that a day belongs to: «месяца», «следующей недели»,
// «на этой неделе», «декабря 2026 года», «каждого квартала», of next month.
func (p *parser) of(i int) (period, int) {
	j := i
	for p.is(j, cOf, cThe) || p.is(j, cOn, cIn, cInEn) && p.periodAhead(j+1) {
		j++
	}
	return p.period(j, i)
}

// periodAhead reports whether a period stands at i, so that a preposition before
// it belongs to it.
func (p *parser) periodAhead(i int) bool {
	if p.is(i, cThe) {
		i++
	}
	_, j := p.which(i)
	u := p.unit(p.dot(j))
	return j > i && (u == weeks || u == months || u == quarters || u == years) || p.is(i, cMonth)
}

// period reads the period itself at j, or returns the token fail.
func (p *parser) period(j, fail int) (period, int) {
	var of period
	if m, k := p.month(j); k > j {
		of.unit, of.month = months, m
		if y := p.year(k, nil); y.end > k {
			of.year = y.year
			of.which = y.which()
			return of, y.end
		}
		return of, k
	}
	if t := p.at(j); t.kind == tNumber && t.wa == 4 && p.unit(j+1) == years {
		of.unit, of.year = years, t.a
		return of, p.yearWord(j + 1)
	}
	if q, k := p.quarter(j); k > j {
		return q, k
	}
	of.which, j = p.which(j)
	if p.is(j, cWork) && (p.unit(j+1) == weeks || p.unit(j+1) == days) {
		of.working = true
		j++
	}
	if p.is(j, cWeekend) {
		of.unit, of.weekend = weeks, true
		return of, j + 1
	}
	u := p.unit(j)
	switch {
	case of.which == every1 && u != noUnit:
	case p.is(j, cMonth) && of.which != nearest: // «следующего декабря»
		m, k := p.month(j)
		of.unit, of.month = months, m
		return of, k
	case u == days && of.which == nearest, u == weeks, u == months, u == quarters, u == halfyears, u == years:
	default:
		return of, fail
	}
	if p.at(j).form(cUnit, "sq") != nil {
		return of, fail
	}
	of.unit = u
	return of, p.dot(j + 1)
}

// which says whether the year is the next or the last.
func (y yearFound) which() which {
	switch {
	case y.next:
		return next
	case y.last:
		return last
	}
	return nearest
}

// quarter reads «1 квартала», «первого квартала 2027», «I кв.», Q1.
func (p *parser) quarter(j int) (period, int) {
	n, k := 0, j
	if s := p.at(j).is(cQuarterRoman); s != nil {
		n, k = int(s.value), j+1
	} else if m, _, end := p.ordinalNumber(j); end > j {
		n, k = m, end
	} else if t := p.at(j); t.kind == tNumber && t.wa == 1 {
		n, k = t.a, j+1
	}
	q1 := p.is(j, cQuarterQ) && p.at(j+1).kind == tNumber && !p.at(j+1).gap
	if q1 {
		n, k = p.at(j+1).a, j+1
	}
	if k == j || !q1 && p.unit(k) != quarters || n < 1 || n > 4 {
		return period{}, j
	}
	of := period{unit: quarters, quarter: n}
	y := p.year(p.dot(k+1), nil)
	of.year = y.year
	of.which = y.which()
	return of, y.end
}

// slice is a part of a month: its first and last day, counted from the end when
// negative.
type slice struct{ from, to int }

// periodDay reads a whole period: «следующей неделе», «выходные», «декабре»,
// «2027 году». What must stand before it depends on the language.
func (p *parser) periodDay(i int, r role) (day, int) {
	if p.latin(i) && !p.is(i, cQuarterRoman) || p.is(i, cInEn) {
		return p.englishPeriod(i, r)
	}
	of, k := p.period(i, i)
	if k == i || of.which == every1 || of.unit == days {
		return day{}, i
	}
	switch {
	case of.weekend:
		if r == bare && of.which == nearest {
			return day{}, i
		}
		if r == after {
			return day{kind: dayWeekends}, k
		}
	case of.month > 0 && (of.year == 0 || r != bare):
		if !p.monthAlone(i, r, of.which) {
			return day{}, i
		}
	case of.month > 0 && of.year > 0 && r == bare:
	case of.year > 0, of.quarter > 0:
		if r != at && r != until && r != by && r != through {
			return day{}, i
		}
	case of.which == nearest || r == bare && of.which != next && of.which != this:
		return day{}, i
	case r == bare && of.unit != weeks && of.unit != months:
		return day{}, i
	}
	return day{kind: dayPeriod, of: of}, k
}

// monthAlone reports whether a month without a day is one: its case must agree
// with the preposition, and it must not be a name («к Маю Ивановичу»).
func (p *parser) monthAlone(i int, r role, w which) bool {
	t := p.at(i)
	if w != nearest {
		t = p.at(i + 1)
	}
	if t.upper && i > 1 && !p.shouted {
		return false
	}
	switch r {
	case at:
		return t.form(cMonth, "p") != nil
	case until, after, from:
		return t.form(cMonth, "gp") != nil
	case by:
		return t.form(cMonth, "d") != nil
	}
	return false
}

// englishPeriod reads next week, this month, in December, the weekend, in Q1.
func (p *parser) englishPeriod(i int, r role) (day, int) {
	j, prep := i, r == until || r == before || r == after
	if p.is(j, cInEn) {
		j, prep = j+1, true
	}
	of, k := p.of(j)
	if k == j || of.which == every1 || of.unit == days {
		return day{}, i
	}
	if of.unit == weeks && of.weekend {
		if r == after {
			return day{kind: dayWeekends}, k
		}
		if of.which == nearest && r == bare && !p.is(j, cThe) || p.at(k-1).text == "weekends" {
			return day{}, i
		}
		return day{kind: dayPeriod, of: of}, k
	}
	if (of.month > 0 || of.quarter > 0) && prep {
		return day{kind: dayPeriod, of: of}, k
	}
	if of.which == nearest || of.month > 0 {
		return day{}, i
	}
	return day{kind: dayPeriod, of: of}, k
}

// bareDay reads a number alone as a day of the month where it cannot be an
// hour: «до 30», or after a payment «до 5».
func (p *parser) bareDay(i int, r role) (day, int) {
	t := p.at(i)
	if t.kind != tNumber || t.wa > 2 || t.a < 1 || t.a > 31 || !(r == until || r == by) || !p.numberStands(i+1, t.a) {
		return day{}, i
	}
	if t.a <= 24 && p.o.Purpose != Payment {
		return day{}, i
	}
	if p.at(i-1).kind == tWord && p.latin(i-1) && p.o.Purpose != Payment {
		return day{}, i
	}
	return day{kind: dayOfMonth, day: t.a, loose: true}, i + 1
}
