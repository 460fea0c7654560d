package when

// elementKind is what an element of a phrase says.
type elementKind uint8

const (
	eDay     elementKind = iota // day
	eDays                       // day to day2, perhaps with clocks
	eClock                      // clock
	eClocks                     // clock to clock2
	eIn                         // span from now
	eBetween                    // span to span2 from now
	eEvery                      // every
	eCount                      // n times
	eZone                       // zone
	eMark                       // «срок», deadline
	eRefused                    // code says why: «каждый час», «2 часа назад»
	eOr                         // «или» between two dates
)

// element is one piece of a phrase: the tokens from first to last, exclusive.
type element struct {
	kind        elementKind
	first, last int
	role        role
	day, day2   day
	clock       clock
	clock2      clock
	timed       bool // eDays: the clocks count
	span, span2 span
	within      bool // eIn: «в течение» makes it a deadline
	bound       bool // eIn: for two weeks, which only a recurrence has use for
	every       every
	n           int
	zone        token
	code        Code
	dash        bool // joined by a dash, without «с» and «по»
}

// parser walks over the tokens of one text. It never goes back further than one
// element, and no rule looks further ahead than a few words, so the time is
// linear in the length of the text.
type parser struct {
	toks    []token
	o       *Options
	nextDay int  // the token behind the last day element; 0 before there is one
	timed   bool // a time of day was found: «на 2 часа» is how long
	depth   int  // of dayAhead within itself
	shouted bool // the whole text is in capitals: they mean nothing
}

var noToken = token{kind: tMark}

func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &noToken
	}
	return &p.toks[i]
}

// is reports whether token i has one of the classes.
func (p *parser) is(i int, classes ...class) bool {
	t := p.at(i)
	for _, c := range classes {
		if t.is(c) != nil {
			return true
		}
	}
	return false
}

// mark reports whether token i is one of the punctuation marks.
func (p *parser) mark(i int, marks string) bool {
	t := p.at(i)
	if t.kind != tMark || t.sep == 0 {
		return false
	}
	for _, m := range marks {
		if m == t.sep {
			return true
		}
	}
	return false
}

// dot skips the full stop of an abbreviation.
func (p *parser) dot(i int) int {
	if p.mark(i, ".") && !p.at(i).gap {
		return i + 1
	}
	return i
}

// workingDay returns the token behind «рабочий день», «раб. дням», business day
// at i, or i.
func (p *parser) workingDay(i int) int {
	if p.is(i, cWork) && p.unit(p.dot(i+1)) == days {
		return p.dot(p.dot(i+1) + 1)
	}
	if p.is(i, cWeekday0) {
		return i + 1
	}
	return i
}

// unit returns the unit that token i names, or noUnit.
func (p *parser) unit(i int) unit {
	if s := p.at(i).is(cUnit); s != nil {
		return s.unit
	}
	return noUnit
}

// maxElements bounds how many elements of a text are read; nobody says when in
// more words.
const maxElements = 24

// elements finds the elements of the text.
func (p *parser) elements() []element {
	var found []element
	for i := 0; i < len(p.toks) && len(found) < maxElements; {
		e, ok := p.element(i)
		if !ok {
			i = p.skip(i)
			continue
		}
		e.first = i
		if e.kind == eDay || e.kind == eDays || e.kind == eEvery {
			p.nextDay = e.last
		} else if p.adjacentDay(i) {
			p.nextDay = e.last // «завтра в 10 30»: still beside the day
		}
		p.timed = p.timed || e.kind == eClock || e.kind == eClocks
		found = append(found, e)
		i = e.last
	}
	return found
}

// skip goes over token i, and over what a word like «заказ» or «от» keeps for
// itself: a number or a date in figures.
func (p *parser) skip(i int) int {
	if p.is(i, cNot) { // «не завтра, а послезавтра»
		if e, ok := p.element(i + 1); ok && e.kind == eDay {
			return e.last
		}
		return i + 1
	}
	if p.is(i, cThrough, cInEn, cFor) { // «через неделю после Нового года»
		if _, end := p.duration(i + 1); end > i+1 && p.otherStart(end) {
			_, stop := p.day(end+1, after)
			return max(stop, end)
		}
	}
	if !p.is(i, cKeeper, cOf, cSince) {
		return i + 1
	}
	j := i + 1
	if p.mark(j, ".№#") {
		j++
	}
	if p.is(i, cOf, cSince) { // «от 12 ноября», «от 12.11»
		if _, end := p.day(j, bare); end > j {
			return end
		}
	}
	if _, end := p.dayNumber(j); end > j && p.is(end, cMonth) && !p.is(i, cOf) {
		if p.at(j).kind == tNumber && !p.is(i, cOf) && p.street(i) {
			return end + 1 // «ул. 8 Марта»
		}
		return i + 1 // «отчёт 15 декабря»
	}
	if _, _, end := p.ordinalNumber(j); end > j {
		return i + 1
	}
	if k := p.at(j).kind; k == tNumber || k == tPair {
		if k == tNumber && (p.is(j+1, cNumber0, cSuffix, cPart) || p.unit(j+1) == hours) {
			return i + 1
		}
		j++
		if p.mark(j, "-") && p.at(j+1).kind == tNumber && !p.at(j).gap {
			j += 2
		}
		return j
	}
	return i + 1
}

func (p *parser) street(i int) bool {
	switch p.at(i).text {
	case "ул", "улица", "улице", "проспект", "пр", "пер", "площадь", "площади":
		return true
	}
	return false
}

// adjacentDay reports whether the last day element ends right before token i,
// punctuation and «ровно» aside.
func (p *parser) adjacentDay(i int) bool {
	if p.nextDay == 0 || i-p.nextDay > 6 {
		return false
	}
	for j := p.nextDay; j < i; j++ {
		if !p.mark(j, ",-:()@.;") && !p.is(j, cAbout, cOn, cAt, cIn) {
			return false
		}
	}
	return true
}

// element returns the longest element that begins at token i, of equal ones that
// of the first rule.
func (p *parser) element(i int) (element, bool) {
	if p.is(i, cZa) { // «за неделю до», «за 15 ноября» speak of other dates
		if end := p.past(i); end > i {
			return element{kind: eMark, last: end, n: -1}, true
		}
		return element{}, false
	}
	if t := p.at(i); t.kind == tOpaque || t.kind == tWord && len(t.senses) == 0 || t.kind == tMark && !p.mark(i, "(+-~") {
		return element{}, false
	}
	var best element
	for _, rule := range [...]func(p *parser, i int) (element, bool){
		(*parser).everyRule, (*parser).refusedRule, (*parser).rangeRule, (*parser).offsetRule, (*parser).dayRule, (*parser).clockRule,
		(*parser).countRule, (*parser).zoneRule, (*parser).markRule,
	} {
		if e, ok := rule(p, i); ok && e.last > best.last {
			best = e
		}
	}
	return best, best.last > i
}

// past skips what «за» speaks of: «за неделю до 15 декабря», «за 15 ноября».
func (p *parser) past(i int) int {
	if _, end := p.duration(i + 1); end > i+1 {
		if !p.is(end, cUntil) {
			return end
		}
		_, a := p.day(end+1, until)
		_, b := p.clock(end+1, until)
		if stop := max(a, b); stop > end+1 {
			return stop
		}
		return end
	}
	if _, end := p.day(i+1, bare); end > i+1 {
		return end
	}
	if p.is(i+1, cMonth) {
		return i + 2
	}
	return i
}

// dayRule reads a day with its preposition: «до пятницы», «15 декабря».
func (p *parser) dayRule(i int) (element, bool) {
	r, j := p.role(i)
	d, end := p.day(j, r)
	if end == j {
		return element{}, false
	}
	if r == through && d.kind == dayPeriod {
		return element{}, false
	}
	if p.is(end, cInclusive) {
		end = p.dot(end + 1)
	} else if p.mark(end, ",(") && p.is(end+1, cInclusive) {
		end += 2
		if p.mark(end, ")") {
			end++
		}
	}
	return element{kind: eDay, last: end, role: r, day: d}, true
}

// clockRule reads a time with its preposition: «в 15:30», «к обеду».
func (p *parser) clockRule(i int) (element, bool) {
	r, j := p.role(i)
	if c, c2, end := p.halfDay(i); end > i {
		return element{kind: eClocks, last: end, clock: c, clock2: c2}, true
	}
	c, end := p.clock(j, r)
	if end == j {
		return element{}, false
	}
	if p.is(end, cAdverb) {
		end++
	}
	return element{kind: eClock, last: end, role: r, clock: c}, true
}

// countRule reads «5 раз», «3 times»; only a recurrence has use for it.
func (p *parser) countRule(i int) (element, bool) {
	n, end := p.integer(i)
	if end == i || n < 2 || n > 999 || !p.is(end, cTimes) || p.is(end+1, cIn, cPo) && p.unit(end+2) != noUnit {
		return element{}, false
	}
	return element{kind: eCount, last: end + 1, n: n}, true
}

// markRule reads a word that makes a deadline of the date it stands beside.
func (p *parser) markRule(i int) (element, bool) {
	switch {
	case p.is(i, cDeadline) && p.is(i+1, cDeadline):
		return element{kind: eMark, last: i + 2}, true
	case p.is(i, cDeadline):
		return element{kind: eMark, last: i + 1}, true
	case p.is(i, cOr):
		return element{kind: eOr, last: i + 1}, true
	}
	return element{}, false
}
