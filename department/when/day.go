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
	if p.at(i-1).kind == tClock || p.is(i-1, cAM, cPM, cPart) || p.at(i-1).kind == tNumber && p.is(i-2, cAt, cUntil) {
		return true
	}
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
