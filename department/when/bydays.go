package when

// byDays reads «по понедельникам и средам», «по будням», «по утрам», «по 25-м
// числам», Mondays, on weekdays.
func (p *parser) byDays(i int) (every, int) {
	j, po := i, false
	if p.is(j, cPo, cOn, cIn, cAt) {
		po = p.is(j, cPo) || p.latin(j)
		j++
	}
	switch t := p.at(j); {
	case p.is(j, cWorkdays):
		return every{unit: weeks, interval: 1, work: true}, p.dot(j + 1)
	case j > i && p.is(j, cWork) && p.at(p.dot(j+1)).form(cUnit, "q") != nil && p.workingDay(j) > j:
		return every{unit: weeks, interval: 1, work: true}, p.workingDay(j)
	case po && p.is(j, cWeekend) && (p.at(j).text == "выходным" || p.at(j).text == "weekends"), p.at(j).text == "weekends":
		return every{unit: weeks, interval: 1, weekdays: []int{6, 7}}, j + 1
	case po && t.form(cPart, "p") != nil:
		return every{unit: days, interval: 1, clock: clock{style: atPart, part: t.is(cPart).part}}, j + 1
	case p.is(j, cWeekday0) && p.is(j+1, cMornings): // weekday mornings
		return every{unit: weeks, interval: 1, work: true, clock: clock{style: atPart, part: p.at(j + 1).is(cMornings).part}}, j + 2
	case t.is(cMornings) != nil:
		return every{unit: days, interval: 1, clock: clock{style: atPart, part: t.is(cMornings).part}}, j + 1
	}
	if e, end := p.byNth(i, j); end > j {
		return e, end
	}
	if list, end := p.weekdayList(j); end > j {
		if p.is(j, cWeekdays) || po && p.is(i, cPo) && !p.caseForm(j) {
			return every{unit: weeks, interval: 1, weekdays: list}, end
		}
		return every{}, i
	}
	if p.is(i, cPo) {
		if list, end, _ := p.dayList(j); len(list) > 0 && p.at(end).text == "числам" {
			return every{unit: months, interval: 1, days: list}, end + 1
		}
		if t := p.at(j); t.kind == tNumber && t.wa <= 2 && p.at(j+1).text == "числам" {
			return every{unit: months, interval: 1, days: []int{t.a}}, j + 2
		}
	}
	return every{}, i
}

// byNth reads «по последним пятницам месяца».
func (p *parser) byNth(i, j int) (every, int) {
	d := day{kind: dayNth, of2: weeks, n: -1}
	k := j + 1
	if !p.is(j, cFinal) {
		n, _, end := p.ordinalNumber(j)
		if end == j {
			return every{}, j
		}
		d.n, k = n, end
	}
	s := p.at(k).is(cWeekdays)
	if s == nil || !p.is(i, cPo, cOn) {
		return every{}, j
	}
	d.weekday = int(s.value)
	if of, end := p.of(k + 1); end > k+1 && of.unit != weeks && of.unit != days {
		return p.everyNth(d), end
	}
	return p.everyNth(d), k + 1
}

// caseForm reports whether the weekday at j is written out, so that «по пятницу»
// is a bound and only «по пт» repeats.
func (p *parser) caseForm(j int) bool { return len(p.at(j).text) > 6 }

// weekdayList reads one or several weekdays: «понедельник, среду и пятницу».
func (p *parser) weekdayList(i int) ([]int, int) {
	var list []int
	end := i
	for j := i; len(list) < 7; {
		s := p.at(j).is(cWeekday)
		if s == nil {
			s = p.at(j).is(cWeekdays)
		}
		if s == nil {
			break
		}
		list = append(list, int(s.value))
		end = p.dot(j + 1)
		j = end
		for p.mark(j, ",/") || p.is(j, cAnd) || j > end && p.is(j, cPo, cEvery, cOn, cIn) {
			j++
		}
		if j == end {
			break
		}
	}
	return list, end
}

// alternate reads «через день» and «через неделю по вторникам».
func (p *parser) alternate(i int) (every, int) {
	if !p.is(i, cThrough) {
		return every{}, i
	}
	switch p.at(i + 1).text {
	case "день":
		if p.mark(i+2, "-") || p.is(i+2, cAfter) {
			return every{}, i
		}
		return every{unit: days, interval: 2, doubtful: true}, i + 2
	case "неделю":
		if e, end := p.byDays(i + 2); end > i+2 && len(e.weekdays) > 0 {
			e.interval = 2
			return e, end
		}
	}
	return every{}, i
}

// weekRange reads «пн-пт» as the working week where it cannot be a stretch of
// days: all five of them.
func (p *parser) weekRange(i int) (every, int) {
	j := i
	if p.is(j, cFrom) {
		j++
	}
	a := p.at(j).is(cWeekday)
	k := p.dot(j + 1)
	if a == nil || a.value != 1 || !p.mark(k, "-") && !p.is(k, cPo, cToEn, cThru, cUntil) {
		return every{}, i
	}
	if b := p.at(k + 1).is(cWeekday); b != nil && b.value == 5 {
		return every{unit: weeks, interval: 1, work: true}, p.dot(k + 2)
	}
	return every{}, i
}
