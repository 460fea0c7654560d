package when

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
		if t := p.at(j); t.kind == tNumber && t.wa <= 2 && end == j && p.workingDay(j+1) > j+1 && r != bare { // «не позднее 3 рабочего дня месяца»
			if _, stop := p.of(p.workingDay(j + 1)); stop > p.workingDay(j+1) {
				n, end = t.a, j+1
			}
		}
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
