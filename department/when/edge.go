package when

// edgeDay reads the begin, middle or end of a period: «конца месяца», «начале
// следующей недели», end of day, EOM, early next week.
func (p *parser) edgeDay(i int, r role) (day, int) {
	j := i
	if p.is(j, cInEn) {
		j++
	}
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
