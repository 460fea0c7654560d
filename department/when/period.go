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

// edgeDay reads the begin, middle or end of a period: «конца месяца», «начале
// следующей недели», end of day, EOM, early next week.
func (p *parser) edgeDay(i int, r role) (day, int) {
	j := i
	if p.is(j, cThe) {
		j++
	}
	if d, k := p.shortEdge(j); k > j {
		return d, k
	}
	d := day{kind: dayBoundary}
	late := false
	switch {
	case p.is(j, cEnd):
		d.edge = edgeEnd
	case p.is(j, cBegin):
		d.edge = edgeBegin
	case p.is(j, cMid):
		d.edge = edgeMiddle
	case p.is(j, cEarly):
		d.edge, late = edgeBegin, true
	case p.is(j, cLate):
		d.edge, late = edgeEnd, true
	case p.is(j, cNewYear) && p.at(j+1).text == "year's" && p.at(j+2).text == "day":
		return day{kind: dayExact, day: 1, month: 1}, j + 3
	case p.is(j, cNewYear) && p.at(j+1).text == "year's" && p.at(j+2).text == "eve":
		return day{kind: dayExact, day: 31, month: 12}, j + 3
	case p.is(j, cNewYear) && p.unit(j+1) == years && p.at(j).form(cNewYear, "a") != nil: // «до Нового года»
		if r == from || r == after {
			return day{kind: dayExact, day: 1, month: 1}, j + 2
		}
		return day{kind: dayExact, day: 31, month: 12}, j + 2
	case p.unit(j) != noUnit && p.is(j+1, cEnd) && p.latin(j): // month end
		d.edge = edgeEnd
		d.of.unit = p.unit(j)
		return d, j + 2
	default:
		return day{}, i
	}
	k := p.dot(j + 1)
	if p.mark(k, "-") {
		k++
	}
	of, stop := p.of(k)
	if stop == k && p.is(k, cOf) && p.is(k+1, cBusiness) || p.is(k, cBusiness) && p.latin(k) && p.unit(k+1) == noUnit {
		return day{}, i // close of business: a time
	}
	if stop == k {
		for p.is(k, cOf, cThe) {
			k++
		}
		if t, l := p.relativeDay(k, bare); l > k && d.edge == edgeEnd { // «до конца завтрашнего дня»
			return t, l
		}
		if t, l := p.weekday(k, until); l > k && d.edge == edgeEnd && !late {
			return t, l
		}
		return day{}, i
	}
	if of.unit == days && (d.edge != edgeEnd || of.working) || late && of.unit == days {
		return day{}, i
	}
	d.of = of
	if of.which == every1 { // «в конце каждого месяца»: the rest repeats
		d.of.which = nearest
		return d, k
	}
	return d, stop
}

// latin reports whether the word at i is written in Latin letters.
func (p *parser) latin(i int) bool {
	t := p.at(i).text
	return t != "" && t[0] < 0x80
}

// shortEdge reads EOD, EOW, EOM, EOQ, EOY.
func (p *parser) shortEdge(i int) (day, int) {
	u := noUnit
	switch {
	case p.is(i, cEOD):
		u = days
	case p.is(i, cEOW):
		u = weeks
	case p.is(i, cEOM):
		u = months
	case p.is(i, cEOQ):
		u = quarters
	case p.is(i, cEOY):
		u = years
	default:
		return day{}, i
	}
	return day{kind: dayBoundary, edge: edgeEnd, of: period{unit: u}}, i + 1
}

// nthDay reads «первый понедельник месяца», «последний рабочий день квартала»,
// «следующий рабочий день», the last Friday of the month.
func (p *parser) nthDay(i int, r role) (day, int) {
	j := i
	if p.is(j, cThe) {
		j++
	}
	d := day{kind: dayNth}
	w, k := p.which(j)
	switch {
	case p.is(j, cFinal), w == last && p.latin(j):
		d.n, k = -1, p.dot(j+1)
	case p.is(j, cPenultimate):
		d.n, k = -2, j+1
	case w == next || w == coming:
		if end := p.workingDay(k); end > k {
			return day{kind: dayWorking, n: 1}, end
		}
		return day{}, i
	default:
		n, _, end := p.ordinalNumber(j)
		if end == j {
			return day{}, i
		}
		d.n, k = n, end
		for m, l := p.nextNth(k); l > k; m, l = p.nextNth(k) {
			d.nths, k = append(d.nths, m), l
		}
	}
	switch {
	case p.is(k, cWeekday):
		d.of2, d.weekday, k = weeks, int(p.at(k).is(cWeekday).value), k+1
	case p.workingDay(k) > k:
		d.of2, k = workingDays, p.workingDay(k)
	case p.unit(k) == days && p.at(k).form(cUnit, "s") == nil:
		d.of2, k = days, k+1
	default:
		return day{}, i
	}
	of, stop := p.of(k)
	if stop == k || of.which == every1 {
		return d, k
	}
	if of.unit == days || of.unit == weeks && d.of2 == weeks {
		return day{}, i
	}
	d.of = of
	return d, stop
}

// slice is a part of a month: its first and last day, counted from the end when
// negative.
type slice struct{ from, to int }

// sliceDay reads «первых числах декабря», «второй половине месяца», «третьей
// декаде ноября».
func (p *parser) sliceDay(i int, r role) (day, int) {
	n, form, j := p.ordinalNumber(i)
	if p.is(i, cFinal) {
		n, form, j = -1, 'p', i+1
	}
	if j == i {
		return day{}, i
	}
	var s slice
	switch {
	case p.at(j).text == "числах" && form == 'p' && n == 1:
		s = slice{1, 5}
	case p.at(j).text == "числах" && n == -1:
		s = slice{-5, -1}
	case p.is(j, cHalfOf) && n >= 1 && n <= 2:
		s = [...]slice{{1, 15}, {16, -1}}[n-1]
	case p.is(j, cDecade) && n >= 1 && n <= 3:
		s = [...]slice{{1, 10}, {11, 20}, {21, -1}}[n-1]
	default:
		return day{}, i
	}
	of, k := p.of(j + 1)
	if k == j+1 || of.unit != months || of.which == every1 {
		return day{}, i
	}
	return day{kind: dayPeriod, of: of, slice: s}, k
}

// nextNth reads one more ordinal of «первый и третий понедельник».
func (p *parser) nextNth(i int) (int, int) {
	if !p.is(i, cAnd) && !p.mark(i, ",") {
		return 0, i
	}
	if p.is(i+1, cFinal) {
		return -1, i + 2
	}
	if n, _, end := p.ordinalNumber(i + 1); end > i+1 {
		return n, end
	}
	return 0, i
}

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
