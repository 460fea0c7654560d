package when

// role is what a preposition makes of what follows it.
type role uint8

const (
	bare    role = iota
	at           // «в», «во», at
	onto         // «на», on
	until        // «до», «не позднее», by: the last moment
	by           // «к»: likewise
	through      // «по пятницу», through: likewise, the day itself included
	from         // «с», from
	after        // «после», «не раньше»
	before       // before Friday: the day before
	between      // «между»
	near         // «около»
)

// deadline reports whether the role makes a date the last one.
func (r role) deadline() bool { return r == until || r == by || r == through || r == before }

// role reads a preposition and the words that do not change it («ровно в»,
// «часов в», «где-то к»).
func (p *parser) role(i int) (role, int) {
	start := i
	if p.is(i, cAbout) || p.unit(i) == hours && p.is(i+1, cIn, cTo) {
		i++
	}
	r, j := p.preposition(i)
	if j == start {
		return bare, start
	}
	for p.is(j, cAbout, cThe, cSame) || p.mark(j, "~") || p.unit(j) == hours && p.at(j+1).kind == tNumber {
		j++
	}
	if p.is(j, cIn) && p.is(j+1, cArea) {
		return at, j + 2
	}
	if r == bare {
		r = near
	}
	return r, j
}

// preposition reads the preposition itself.
func (p *parser) preposition(i int) (role, int) {
	switch {
	case p.is(i, cNot) && p.is(i+1, cLater):
		j := i + 2
		if p.is(j, cThan) {
			j++
		}
		if p.is(j, cIn, cOn) {
			j++
		}
		return until, j
	case p.is(i, cSame) && p.is(i+1, cLater) && p.is(i+2, cIn, cOn, cTo):
		return until, i + 3
	case p.is(i, cNot) && p.is(i+1, cEarlier, cBeforeDate):
		if p.is(i+2, cThan) {
			return from, i + 3
		}
		return from, i + 2
	case p.at(i).text == "as" && p.is(i+1, cOf):
		return from, i + 2
	case p.is(i, cIn) && p.is(i+1, cDeadline) && p.is(i+2, cUntil):
		return until, i + 3
	case p.is(i, cIn) && p.is(i+1, cArea):
		return at, i + 2
	case p.is(i, cStarting) && p.is(i+1, cFrom, cOn):
		return from, i + 2
	case p.is(i, cStarting):
		return from, i + 1
	case p.is(i, cIn, cAt):
		return at, i + 1
	case p.is(i, cUntil) && p.mark(i+1, ":"):
		return until, i + 2
	case p.is(i, cUntil):
		return until, i + 1
	case p.is(i, cTo):
		return by, i + 1
	case p.is(i, cPo), p.is(i, cThru):
		return through, i + 1
	case p.is(i, cFrom):
		return from, i + 1
	case p.at(i).text == "over" && p.is(i+1, cThe) && p.is(i+2, cWeekend):
		return at, i + 1
	case p.is(i, cOn), p.is(i, cFor):
		return onto, i + 1
	case p.is(i, cAfter):
		return after, i + 1
	case p.is(i, cUnder):
		return near, i + 1
	case p.is(i, cBeforeDate, cBefore):
		return before, i + 1
	case p.is(i, cBetween):
		return between, i + 1
	}
	return bare, i
}
