package when

// every is a recurrence as the text gives it. What it leaves open (the day of a
// month, the weekday) other elements of the phrase fill in.
type every struct {
	unit     unit // days, weeks, months, years; noUnit: follows from the rest
	interval int
	weekdays []int // 1–7
	work     bool  // working days
	days     []int // of the month
	nth      day   // dayNth, or dayBoundary
	date     day   // dayExact: every year
	clock    clock // «каждое утро»
	anchored bool  // a frequency alone («ежемесячно») counts from today
	weak     bool  // an adjective («еженедельный отчёт») that may belong to the title
	without  []int // weekdays left out: «кроме воскресенья»
	doubtful bool  // «через день» may be the day after tomorrow
	unclear  bool  // something else is left out, which no rule can say
}

// everyRule reads a recurrence or a part of one.
func (p *parser) everyRule(i int) (element, bool) {
	for _, read := range [...]func(p *parser, i int) (every, int){
		(*parser).everySomething, (*parser).everyday, (*parser).onceIn, (*parser).byDays, (*parser).alternate, (*parser).weekRange,
	} {
		if e, end := read(p, i); end > i {
			end = p.except(&e, end)
			return element{kind: eEvery, last: end, every: e}, true
		}
	}
	return element{}, false
}

// except reads «кроме выходных», except Sundays behind a recurrence.
func (p *parser) except(e *every, i int) int {
	j := i
	if p.mark(j, ",") {
		j++
	}
	if !p.is(j, cExcept) {
		return i
	}
	if p.is(j+1, cWeekend) {
		e.without = []int{6, 7}
		return j + 2
	}
	list, end := p.weekdayList(j + 1)
	if end == j+1 {
		e.unclear = true
		return j + 1
	}
	e.without = list
	return end
}

// everySomething reads what follows «каждый», every.
func (p *parser) everySomething(i int) (every, int) {
	j := i
	for p.is(j, cOf, cIn, cInEn, cOn, cAt) {
		j++
	}
	if !p.is(j, cEvery) {
		return every{}, i
	}
	j = p.dot(j + 1)
	if p.is(j, cThe) || p.at(j).text == "single" {
		j++
	}
	if e, end := p.everyDate(j); end > j {
		return e, end
	}
	interval := 1
	k := j
	if p.is(j, cOther) {
		interval, k = 2, j+1
	} else if n, _, end := p.ordinalNumber(j); end > j && n < 100 {
		interval, k = n, end
	} else if n, end := p.integer(j); end > j && n > 0 && n < 1000 && p.at(j).form(cNumber, "a") == nil {
		interval, k = n, end
	}
	if e, end := p.everyUnit(k, interval); end > k {
		e.anchored = e.anchored && !(p.is(j, cOther) && e.unit == days)
		return e, end
	}
	if list, end := p.weekdayList(k); end > k {
		return every{unit: weeks, interval: interval, weekdays: list}, end
	}
	return every{}, i
}

// everyUnit reads «день», «рабочий день», «две недели», «утро» behind «каждый».
func (p *parser) everyUnit(k, interval int) (every, int) {
	switch t := p.at(k); {
	case p.workingDay(k) > k:
		return every{unit: weeks, interval: 1, work: true}, p.workingDay(k)
	case p.is(k, cWorkdays):
		return every{unit: weeks, interval: 1, work: true}, k + 1
	case p.is(k, cWeekend):
		return every{unit: weeks, interval: 1, weekdays: []int{6, 7}}, k + 1
	case t.form(cPart, "n") != nil, t.is(cPart) != nil && p.latin(k):
		return every{unit: days, interval: interval, clock: clock{style: atPart, part: t.is(cPart).part}}, k + 1
	case p.is(k, cHalfOf) && p.unit(k+1) != noUnit:
		return frequency(p.unit(k+1), 0, interval), k + 2
	case t.is(cHalf) != nil:
		return frequency(t.is(cHalf).unit, 0, interval), k + 1
	}
	u := p.unit(k)
	if u == noUnit || p.at(k).form(cUnit, "s") != nil && interval < 2 {
		return every{}, k
	}
	return frequency(u, 1, interval), p.dot(k + 1)
}

// frequency returns the recurrence of every interval units. Halves are 0.
func frequency(u unit, whole, interval int) every {
	e := every{interval: interval, anchored: true}
	switch {
	case u == minutes || u == hours:
		e.unit = hours
	case u == years && whole == 0:
		e.unit, e.interval = months, 6*interval
	case whole == 0:
		e.unit = hours // more often than a day: refused
	case u == days || u == daynights:
		e.unit = days
	case u == weeks:
		e.unit = weeks
	case u == fortnights:
		e.unit, e.interval = weeks, 2*interval
	case u == months:
		e.unit = months
	case u == quarters:
		e.unit, e.interval = months, 3*interval
	case u == halfyears:
		e.unit, e.interval = months, 6*interval
	case u == years:
		e.unit = years
	case u == workingDays:
		e.unit, e.work, e.anchored = weeks, true, false
	}
	return e
}

// everyDate reads «25 число», «последний рабочий день месяца», «первый
// понедельник», «1 марта» behind «каждый».
func (p *parser) everyDate(j int) (every, int) {
	if d, end := p.monthDay(j, bare); end > j {
		return every{unit: years, interval: 1, date: d}, end
	}
	d, end := p.nthDay(j, bare)
	if end > j && d.kind == dayNth && (d.of.unit != noUnit || d.n < 0 || d.n == 1) && !(d.n == 1 && d.of2 != weeks && d.of.unit == noUnit) {
		return p.everyNth(d), end
	}
	list, k, sure := p.dayList(j)
	if len(list) == 0 {
		if t := p.at(j); t.kind == tNumber && t.wa <= 2 && p.is(j+1, cNumber0) {
			return every{unit: months, interval: 1, days: []int{t.a}}, p.dot(j + 2)
		}
		return every{}, j
	}
	if p.is(k, cNumber0) {
		k = p.dot(k + 1)
		if p.unit(k) == months {
			k++
		}
		return every{unit: months, interval: 1, days: list}, k
	}
	if sure && (p.english(k-1) && p.is(k, cWeekday, cUnit, cWork) || p.unit(k) != noUnit || p.is(k, cWeekday, cWork)) {
		return every{}, j // «каждый 2-й вторник», every 3rd day
	}
	if sure {
		return every{unit: months, interval: 1, days: list}, k
	}
	return every{}, j
}

// everyNth returns the recurrence of the nth day of each period.
func (p *parser) everyNth(d day) every {
	e := every{unit: months, interval: 1, nth: d}
	switch d.of.unit {
	case quarters:
		e.interval = 3
	case years:
		e.unit = years
	}
	return e
}

// everyday reads «ежедневно», «еженедельно», weekly, biweekly.
func (p *parser) everyday(i int) (every, int) {
	s := p.at(i).is(cEveryday)
	if s == nil {
		return every{}, i
	}
	e := frequency(s.unit, 1, 1)
	e.weak = s.form == 'j' && (!p.latin(i) || p.at(i+1).kind == tWord && len(p.at(i+1).senses) == 0 && !p.verb(i+1) || p.is(i+1, cEvent))
	return e, p.dot(i + 1)
}

// onceIn reads «раз в две недели», «один раз в месяц», once a week, once every
// two weeks.
func (p *parser) onceIn(i int) (every, int) {
	j := i
	if n, end := p.integer(j); end > j && n == 1 && p.is(end, cTimes) {
		j = end
	}
	switch {
	case p.is(j, cTimes) && (p.is(j+1, cIn) || p.mark(j+1, "/")):
		j += 2
	case p.is(j, cOnce) && p.is(j+1, cEvery), p.is(j, cOnce) && p.is(j+1, cInEn):
		j += 2
	case p.is(j, cOnce) && p.at(j+1).form(cNumber, "a") != nil:
		j++
	default:
		return every{}, i
	}
	n, k := p.integer(j)
	if k == j {
		n = 1
	}
	if e, end := p.everyUnit(k, max(n, 1)); end > k && n < 1000 {
		return e, end
	}
	return every{}, i
}

// refusedRule reads what is understood but never answered: lengths of time ago,
// several times a week.
func (p *parser) refusedRule(i int) (element, bool) {
	if s, end := p.duration(i); end > i && p.is(end, cAgo) {
		return element{kind: eRefused, code: Past, last: end + 1, span: s}, true
	}
	if p.is(i, cThrough) && p.is(i+1, cWeekday) { // «через пятницу»: every second one, or the one after next?
		return element{kind: eRefused, code: Unclear, last: i + 2}, true
	}
	n, j := 0, i
	if t := p.at(i).is(cTwice); t != nil {
		n, j = int(t.value), i+1
	} else if m, end := p.integer(i); end > i && p.is(end, cTimes) {
		n, j = m, end+1
	}
	if n < 2 || !p.is(j, cIn, cPo) && p.at(j).form(cNumber, "a") == nil {
		return element{}, false
	}
	if u := p.unit(j + 1); u != noUnit && u != minutes {
		return element{kind: eRefused, code: Unclear, last: j + 2, n: n, every: every{unit: u}}, true
	}
	return element{}, false
}
