package when

// edgeDay reads the begin, middle or end of a period: «конца месяца», «начале
// следующей недели», end of day, EOM, early next week.
func (p *parser) edgeDay(i int, r role) (day, int) {
	j := i
	for p.is(j, cInEn, cThe) {
		j++
	}
	if d, k := p.shortEdge(j); k > j {
		return d, k
	}
	if d, k := p.newYear(j, r); k > j {
		return d, k
	}
	if p.unit(j) != noUnit && p.is(j+1, cEnd) && p.latin(j) { // month end
		return day{kind: dayBoundary, edge: edgeEnd, of: period{unit: p.unit(j)}}, j + 2
	}
	d := day{kind: dayBoundary}
	vague := p.is(j, cEarly, cLate)
	switch {
	case p.is(j, cEnd, cLate):
		d.edge = edgeEnd
	case p.is(j, cBegin, cEarly):
		d.edge = edgeBegin
	case p.is(j, cMid):
		d.edge = edgeMiddle
	default:
		return day{}, i
	}
	k := p.dot(j + 1)
	if p.mark(k, "-") { // mid-December
		k++
	}
	of, stop := p.of(k)
	switch {
	case stop == k && d.edge == edgeEnd && !vague:
		return p.endOfDay(k, i)
	case stop == k, of.unit == days && (d.edge != edgeEnd || of.working || vague):
		return day{}, i
	case of.which == every1: // «в конце каждого месяца»: the rest repeats
		of.which, stop = nearest, k
	}
	d.of = of
	return d, stop
}

// endOfDay reads the day of «конца завтрашнего дня», the end of Friday, or
// returns the token fail.
func (p *parser) endOfDay(k, fail int) (day, int) {
	if p.is(k, cOf) && p.is(k+1, cBusiness) || p.is(k, cBusiness) && p.unit(k+1) == noUnit {
		return day{}, fail // close of business: a time
	}
	for p.is(k, cOf, cThe) {
		k++
	}
	if d, end := p.relativeDay(k, bare); end > k {
		return d, end
	}
	if d, end := p.weekday(k, until); end > k {
		return d, end
	}
	return day{}, fail
}

// newYear reads «Нового года», New Year's Eve: the last day of the year, unless
// something begins with it.
func (p *parser) newYear(j int, r role) (day, int) {
	if p.at(j).form(cNewYear, "a") == nil || p.unit(j+1) != years {
		return day{}, j
	}
	first, last := day{kind: dayExact, day: 1, month: 1}, day{kind: dayExact, day: 31, month: 12}
	switch {
	case p.at(j+2).text == "day":
		return first, j + 3
	case p.at(j+2).text == "eve":
		return last, j + 3
	case r == from || r == after || r == before && !p.latin(j):
		return first, j + 2
	}
	return last, j + 2
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
