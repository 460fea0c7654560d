package when

// numberDay reads «25 числа», «25-го», «двадцать пятого», the 25th, with the
// month they belong to.
func (p *parser) numberDay(i int, r role) (day, int) {
	if p.at(i).text == "числа" { // «числа 20»
		if n, j := p.dayNumber(i + 1); j > i+1 && n <= 31 && p.boundary(j) {
			if _, k := p.month(j); k == j {
				return day{kind: dayOfMonth, day: n}, j
			}
			return p.monthDay(i+1, r)
		}
	}
	list, j, sure := p.dayList(i)
	if len(list) == 0 || len(list) > 1 && r == between {
		return day{}, i
	}
	d := day{kind: dayOfMonth, day: list[0]}
	if len(list) > 1 {
		d.days = list
	}
	if p.is(j, cNumber0) {
		j, sure = p.dot(j+1), true
	}
	if of, k := p.of(j); k > j && of.which != every1 && (of.unit == months || of.month > 0) {
		d.of = of
		return d, k
	}
	if !sure && !p.ordinalStands(i, j, r) || p.is(j, cWeekday) && !sure || p.unit(j) != noUnit {
		return day{}, i
	}
	return d, j
}

// dayList reads one or several numbers of days: «10 и 25». It reports whether
// they are sure to be days: figures with a day's ending or the article.
func (p *parser) dayList(i int) (list []int, end int, sure bool) {
	j := i
	for {
		n, k := p.dayNumber(j)
		if k == j || n > 99 {
			break
		}
		_, form, l := p.ordinalNumber(j)
		figure := p.at(j).kind == tNumber && l > j && form != 0 && form != 'p'
		english := p.is(j, cThe) && (p.at(k-1).kind != tWord || p.english(k-1) || p.boundary(k) || p.startsTime(k)) || p.at(j).kind == tNumber && l > j && form == 0 && p.english(l-1)
		sure = sure || figure || english
		list, end = append(list, n), k
		j = k
		if (p.is(j, cAnd, cOr) || p.mark(j, ",")) && len(list) < 6 {
			j++
			if p.is(j, cPo) {
				j++
			}
			continue
		}
		break
	}
	if len(list) > 1 && !sure && !p.is(end, cNumber0, cMonth) { // «10, 25 …» are not days
		_, k := p.dayNumber(i)
		list, end = list[:1], k
	}
	if p.is(end, cMonth) && len(list) == 1 {
		return nil, i, false // the month has its own rule
	}
	if len(list) == 1 && !sure && p.at(i).kind == tNumber && end == i+1 && !p.is(end, cNumber0) {
		if of, k := p.of(end); k == end || of.unit != months || of.month > 0 || of.which == nearest {
			return nil, i, false
		}
	}
	return list, end, sure
}

// english reports whether the ordinal ending at token i is an English one.
func (p *parser) english(i int) bool {
	switch p.at(i).text {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// ordinalStands reports whether an ordinal in words is a day on its own:
// «до двадцать пятого», but not «первого клиента».
func (p *parser) ordinalStands(i, j int, r role) bool {
	_, form, end := p.ordinalNumber(i)
	if end == i || form == 0 {
		return false
	}
	if p.is(i-1, cBegin, cEnd, cMid) { // «в начале пятого»
		return false
	}
	switch {
	case form == 'g' && (r == bare || r == until || r == after || r == from):
	case form == 'd' && r == by:
	case form == 'n' && (r == onto || r == through):
	default:
		return false
	}
	return p.boundary(j) || p.startsTime(j)
}
