package when

// wordClock reads an hour in words: «десять», «десять тридцать», «час дня»,
// «два часа», ten fifteen.
func (p *parser) wordClock(i int, r role) (clock, int) {
	if p.unit(i) == hours && !p.latin(i) {
		return p.oneOClock(i, r)
	}
	n, j := p.numeral(i)
	if j == i || n != float64(int(n)) || n > 24 || p.at(i).form(cNumber, "ac") != nil {
		return clock{}, i
	}
	c := clock{style: spoken, h: int(n)}
	if n > 12 || n == 0 {
		c.style = exact
	}
	if p.unit(j) == hours {
		return p.hourWord(c, j+1, r, i)
	}
	if _, k := p.partAfter(j); k > j && (r != bare || p.latin(i) || p.adjacentDay(i)) {
		return c, j
	}
	if r == bare && !p.adjacentDay(i) || r == from || r == between {
		return clock{}, i
	}
	m, k := p.numeral(j)
	zero := k > j && m == 0 && p.is(j, cNumber) // «ноль пять», «ноль ноль»
	if zero {
		if m2, l := p.numeral(k); l > k && m2 < 10 {
			m, k = m2, l
		}
	}
	if k > j && (zero || m >= 10) && m < 60 && p.boundary(k) {
		c.m = int(m)
		return c, k
	}
	if !p.numberStands(j, int(n)) || r == onto && !p.adjacentDay(i) {
		return clock{}, i
	}
	if r != at && r != until && r != by && r != after && r != near && !p.adjacentDay(i) {
		return clock{}, i
	}
	return c, j
}

// oneOClock reads «час» as one o'clock: «завтра в час», «в час дня», but not
// «10 звонков в час».
func (p *parser) oneOClock(i int, r role) (clock, int) {
	c := clock{style: spoken, h: 1}
	if pt, j := p.partAfter(i + 1); j > i+1 && pt != noPart && (oneForm(p.at(i).text, r) || r == onto && p.at(i).text == "час" || r == bare && p.adjacentDay(i)) {
		return c, i + 1
	}
	if !oneForm(p.at(i).text, r) || r == near { // «около часа» is how long
		return clock{}, i
	}
	if m, k := p.numeral(i + 1); k > i+1 && m >= 10 && m < 60 && p.boundary(k) {
		c.m = int(m)
		return c, k
	}
	free := i <= 1 || p.adjacentDay(i) || p.dayAhead(i+1) || p.is(i-2, cEvent, cAction) || p.verb(i-2)
	if !free || !p.numberStands(i+1, 1) && !p.is(i+1, cEvent) || p.at(i+1).text == "пик" {
		return clock{}, i
	}
	return c, i + 1
}

// oneForm reports whether «час» has the form that its preposition asks for: «в
// час», «к часу», «до часа».
func oneForm(word string, r role) bool {
	switch r {
	case at:
		return word == "час"
	case by:
		return word == "часу"
	case until, after, near:
		return word == "часу" || word == "часа"
	}
	return false
}
