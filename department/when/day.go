package when

// dayKind is how a day is named.
type dayKind uint8

const (
	noDay       dayKind = iota
	dayFromNow          // n days from today: «завтра»
	dayExact            // day and month, perhaps a year
	dayOfMonth          // «25 числа», perhaps of a period
	dayWeekday          // «в пятницу»
	daySpan             // «через 3 дня»
	dayBoundary         // «до конца месяца»
	dayNth              // «первый понедельник месяца»
	dayPeriod           // «на следующей неделе», «в декабре»
	dayWorking          // «следующий рабочий день»
	dayWeekends         // «после выходных»
)

// which says which of several periods or weekdays is meant.
type which uint8

const (
	nearest   which = iota
	this            // «эту», this
	next            // «следующую», next
	last            // «прошлую», last
	coming          // «ближайшую», coming
	that            // «той»: the next or the last
	afterNext       // the Friday after next
	every1          // «каждого месяца»
)

// edge is a place in a period.
type edge uint8

const (
	edgeBegin edge = iota
	edgeMiddle
	edgeEnd
)

// period is a stretch of the calendar: «следующего месяца», «декабря 2026».
type period struct {
	unit    unit // noUnit: none was named
	which   which
	month   int // 1–12: a certain month
	year    int // 0: not said
	quarter int // 1–4: a certain quarter
	weekend bool
	working bool // «рабочей недели», «рабочего дня»
}

// day is a day or a stretch of days as the text names it.
type day struct {
	kind     dayKind
	n        int // dayFromNow, dayNth (-1: the last), dayWorking
	day      int
	month    int
	year     int  // 0: not said
	nextYear bool // «следующего года»
	lastYear bool // «прошлого года»
	weekday  int  // 1–7, also beside a date; 0: not said
	which    which
	weeks    int // whole weeks on: «через неделю в среду»
	edge     edge
	of       period
	of2      unit // dayNth: what is counted: weekdays, workingDays or days
	slash    bool // 10/12: in English the month may stand first
	span     span
	days     []int // «10 и 25 числа»
	slice    slice // dayPeriod: only this part of a month
	nths     []int // «первый и третий понедельник», with n the first of them
	loose    bool  // a bare number that may be something else
}

// day reads a day that stands behind a preposition of role r and returns the
// token behind it. Of several readings the longest wins.
func (p *parser) day(i int, r role) (day, int) {
	var best day
	last := i
	for _, read := range [...]func(p *parser, i int, r role) (day, int){
		(*parser).relativeDay, (*parser).figureDay, (*parser).monthDay, (*parser).numberDay, (*parser).weekday,
		(*parser).edgeDay, (*parser).sliceDay, (*parser).nthDay, (*parser).periodDay, (*parser).bareDay,
	} {
		if d, stop := read(p, i, r); stop > last {
			best, last = d, stop
		}
	}
	return best, last
}

// relativeDay reads «завтра», «завтрашнего дня», the day after tomorrow.
func (p *parser) relativeDay(i int, r role) (day, int) {
	j := i
	if p.is(j, cThe) {
		j++
	}
	if p.unit(j) == days && p.is(j+1, cAfter) && p.is(j+2, cToday) { // day after tomorrow
		return day{kind: dayFromNow, n: int(p.at(j+2).is(cToday).value) + 1}, j + 3
	}
	if p.unit(j) == days && p.is(j+1, cBeforeDate) && p.is(j+2, cToday) {
		return day{kind: dayFromNow, n: int(p.at(j+2).is(cToday).value) - 1}, j + 3
	}
	s := p.at(i).is(cToday)
	if s == nil {
		return day{}, i
	}
	j = i + 1
	if s.form == 'a' { // «завтрашний» wants its noun
		if p.unit(j) != days {
			return day{}, i
		}
		j++
	}
	return day{kind: dayFromNow, n: int(s.value)}, j
}

// figureDay reads 15.12, 25/12/26, 2026-12-15.
func (p *parser) figureDay(i int, r role) (day, int) {
	t := p.at(i)
	switch {
	case t.kind == tDay:
		d := day{kind: dayExact, day: t.a, month: t.b, year: fullYear(t.c, t.wc), slash: t.sep == '/'}
		return p.swapped(d), p.yearWord(p.dot(i + 1))
	case t.kind == tPair && (t.sep == '.' || t.sep == '/') && p.datable(i, r):
		d := day{kind: dayExact, day: t.a, month: t.b, slash: t.sep == '/'}
		return p.swapped(d), p.yearWord(p.dot(i + 1))
	case t.kind == tNumber && t.wa == 2 && p.mark(i+1, "-") && !p.at(i+1).gap && p.at(i+2).kind == tNumber && p.at(i+2).wa == 2 && !p.at(i+2).gap:
		b := p.at(i + 2).a // 25-11 is a day only before a time or as all there is
		if t.a > 12 && t.a <= 31 && b >= 1 && b <= 12 && p.at(i-1).kind != tNumber && (i == 0 && p.startsTime(i+3) && !p.is(i+3, cUntil, cPo) || r.deadline() && t.a > 24) {
			return day{kind: dayExact, day: t.a, month: b}, i + 3
		}
	}
	return day{}, i
}

// swapped turns 12/15 into 15 December: only one reading exists.
func (p *parser) swapped(d day) day {
	if d.slash && d.month > 12 && d.day <= 12 && (d.year > 0 || p.o.Language == "en") {
		d.day, d.month, d.slash = d.month, d.day, false
	}
	return d
}

// datable reports whether the two numbers at i can be a day and a month rather
// than a time, a price, a version or a share.
func (p *parser) datable(i int, r role) bool {
	t := p.at(i)
	switch {
	case p.measured(i + 1):
		return false
	case t.sep == '/' && t.b > 12 && (t.a > 12 || t.b > 31 || p.o.Language != "en"), t.a > 39:
		return false
	case r == bare && !p.adjacentDay(i) && p.foreign(i-1): // «Python 3.12»
		return false
	case t.sep == '.' && (t.b > 12 || t.b == 0 || t.a == 0):
		return t.wb == 2 && t.a >= 24 && t.b == 13 // 24.13 is nothing else either
	case t.wb < 2 && t.sep == '/':
		return p.o.Language == "en" && t.a > 0 && t.b > 0 && (r != bare || len(p.toks) == 1)
	case t.wb < 2: // «5.3» could be anything: only when nothing else is said
		return t.a > 0 && t.b > 0 && t.sep == '.' && r.deadline() && p.wholeText(i)
	case t.a == 0 || t.b == 0:
		return false
	case r == at && t.sep == '.': // «в 10.12» is asked by the clock
		return false
	case p.adjacentDay(i) && t.sep == '.' && t.a <= 23 && !p.hasWeekdayBefore(i):
		return false // «завтра 10.12»: a time
	}
	return true
}

// foreign reports whether token i is a Latin word that the lexicon does not know,
// as names of products are.
func (p *parser) foreign(i int) bool {
	t := p.at(i)
	return t.kind == tWord && len(t.senses) == 0 && p.latin(i) && (p.o.Language != "en" || p.at(i+1).wa == 1)
}

func (p *parser) hasWeekdayBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if p.is(j, cWeekday) {
			return true
		}
	}
	return false
}

// wholeText reports whether token i is the last, a closing mark aside.
func (p *parser) wholeText(i int) bool {
	return i+1 >= len(p.toks) || i+2 == len(p.toks) && p.mark(i+1, ".!?")
}

// measured reports whether what stands at i is a unit of something counted, so
// that the number before it is an amount.
func (p *parser) measured(i int) bool {
	if p.mark(i, "%₽$€°") {
		return true
	}
	t := p.at(i)
	return t.is(cCounted) != nil && t.is(cMonth) == nil
}

// fullYear returns the four-digit year of a year written with w digits.
func fullYear(y, w int) int {
	if w <= 2 {
		return 2000 + y
	}
	return y
}

// yearWord skips «г.», «года».
func (p *parser) yearWord(i int) int {
	if p.unit(i) == years && !p.is(i+1, cWork) {
		return p.dot(i + 1)
	}
	return i
}

// month reads the name of a month at i.
func (p *parser) month(i int) (int, int) {
	if s := p.at(i).is(cMonth); s != nil {
		return int(s.value), p.dot(i + 1)
	}
	return 0, i
}

// monthDay reads «15 декабря», December 15, «15 числа декабря», with a year.
func (p *parser) monthDay(i int, r role) (day, int) {
	n, j := p.dayNumber(i)
	if j > i {
		for p.is(j, cOf, cNumber0) && p.at(j).text != "числах" {
			j++
		}
		j = p.dot(j)
		m, k := p.month(j)
		if k == j {
			return day{}, i
		}
		d := day{kind: dayExact, day: n, month: m}
		return d, p.year(k, &d).set(&d)
	}
	m, j := p.month(i)
	if j == i {
		return day{}, i
	}
	if p.is(j, cThe) {
		j++
	}
	n, k := p.dayNumber(j)
	if k == j || p.at(j).kind == tNumber && p.measured(k) || p.unit(k) != noUnit {
		return day{}, i
	}
	if t := p.at(k); t.kind == tMark && t.sep == ':' {
		return day{}, i
	}
	d := day{kind: dayExact, day: n, month: m}
	return d, p.year(k, &d).set(&d)
}

// yearFound is what [parser.year] read.
type yearFound struct {
	year, end int
	next      bool
	last      bool
}

// set stores the year in d and returns the token behind it.
func (y yearFound) set(d *day) int {
	if y.year != 0 {
		d.year = y.year
	}
	d.nextYear, d.lastYear = y.next, y.last
	return y.end
}

// year reads a year behind a month: «2026», «2026 г.», «26 года», «следующего года».
func (p *parser) year(i int, _ *day) yearFound {
	j := i
	if p.mark(j, ",") {
		j++
	}
	t := p.at(j)
	switch {
	case t.kind == tNumber && t.wa == 4 && t.a >= 1900 && t.a < 2200 && (!p.measured(j+1) || p.unit(j+1) == years):
		return yearFound{year: t.a, end: p.yearWord(j + 1)}
	case t.kind == tNumber && t.wa == 2 && j > 0 && !t.gap && !p.mark(j-1, ","): // 15дек26
		return yearFound{year: 2000 + t.a, end: j + 1}
	case p.mark(j, "'") && p.at(j+1).kind == tNumber && p.at(j+1).wa == 2 && !p.at(j+1).gap:
		return yearFound{year: 2000 + p.at(j+1).a, end: j + 2}
	case t.kind == tNumber && t.wa == 2 && p.unit(j+1) == years:
		return yearFound{year: 2000 + t.a, end: p.yearWord(j + 1)}
	case p.is(j, cNext) && p.unit(j+1) == years:
		return yearFound{end: j + 2, next: true}
	case p.is(j, cNext) && p.mark(j+1, ".") && p.unit(j+2) == years:
		return yearFound{end: p.dot(j + 3), next: true}
	case p.is(j, cLast, cPrevious) && p.unit(j+1) == years:
		return yearFound{end: j + 2, last: true}
	case p.is(j, cThis) && p.unit(j+1) == years:
		return yearFound{end: j + 2}
	}
	return yearFound{end: i}
}

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

// boundary reports whether a number before token i stands for itself: the text
// or the clause ends, or a word of the grammar follows.
func (p *parser) boundary(i int) bool {
	t := p.at(i)
	switch {
	case i >= len(p.toks):
		return true
	case t.kind == tMark:
		return !p.mark(i, "%₽$€°№")
	case t.kind != tWord:
		return true
	case p.measured(i):
		return false
	case p.unit(i) != noUnit:
		return false
	}
	for _, s := range t.senses {
		if s.class != cOrdinal && s.class != cKeeper && s.class != cWork && s.class != cNumber && s.class != cNext && s.class != cThis {
			return true
		}
	}
	return p.verb(i)
}

// startsTime reports whether a time of day begins at i.
func (p *parser) startsTime(i int) bool {
	_, j := p.role(i)
	_, end := p.clock(j, at)
	return end > j
}

// weekday reads «пятницу», «следующий вторник», «среду следующей недели».
func (p *parser) weekday(i int, r role) (day, int) {
	d := day{kind: dayWeekday}
	w, j := p.which(i)
	s := p.at(j).is(cWeekday)
	if s == nil || w == every1 {
		return day{}, i
	}
	d.weekday, d.which = int(s.value), w
	k := p.dot(j + 1)
	if s.form == 'w' && w == nearest && r == bare && !p.shortDayStands(i, k) {
		return day{}, i
	}
	if p.at(j).text == "среде" && r != by {
		return day{}, i // «в среде разработки»
	}
	if p.is(k, cAfter) && p.is(k+1, cNext) { // the Friday after next
		d.which = afterNext
		return d, k + 2
	}
	of, stop := p.of(k)
	if w == last && stop > k && of.which == every1 {
		return day{}, i // last Friday of every month
	}
	if end := stop; end > k && of.unit == weeks && of.which != nearest && of.which != every1 {
		d.which = of.which
		return d, end
	}
	if p.is(k, cThrough) { // «в среду через неделю»
		if sp, end := p.duration(k + 1); end > k+1 && sp.days > 0 && sp.days%7 == 0 && sp.minutes == 0 && sp.months == 0 {
			d.weeks = sp.days / 7
			return d, end
		}
	}
	return d, k
}

// shortDayStands reports whether «sun», «sat», «wed» at i is a weekday: other
// words of a date stand beside it, or nothing.
func (p *parser) shortDayStands(i, k int) bool {
	if i == 0 && k >= len(p.toks) || p.startsTime(k) || p.adjacentDay(i) {
		return true
	}
	if p.mark(k, ",") {
		k++
	}
	_, j := p.monthDay(k, bare)
	_, l := p.figureDay(k, bare)
	return j > k || l > k || p.is(k, cWeekday) || p.is(k+1, cWeekday) && p.is(k, cAnd) || p.mark(k, "-") && p.is(k+1, cWeekday)
}

// which reads «следующий», «эту», next and the like.
func (p *parser) which(i int) (which, int) {
	j := i
	if p.is(j, cThe) {
		j++
	}
	switch t := p.at(j); {
	case t.is(cNext) != nil:
		return next, p.dot(j + 1)
	case t.is(cThis) != nil && p.is(j+1, cComing):
		return coming, p.dot(j + 2)
	case t.is(cThis) != nil:
		return this, p.dot(j + 1)
	case t.is(cComing) != nil:
		return coming, p.dot(j + 1)
	case t.is(cThat) != nil:
		return that, j + 1
	case t.is(cLast) != nil, t.is(cPrevious) != nil:
		return last, j + 1
	case t.is(cEvery) != nil:
		return every1, p.dot(j + 1)
	}
	return nearest, i
}
