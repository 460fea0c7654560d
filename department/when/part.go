package when

// partClock reads a part of the day: «утром», «к вечеру», «после обеда»,
// «в полдень», in the morning, tonight.
func (p *parser) partClock(i int, r role) (clock, int) {
	if c, end := p.fixedPart(i, r); end > i {
		return c, end
	}
	s := p.at(i).is(cPart)
	if s == nil || s.part == daytime && s.form == 'a' && p.is(i-1, cFrom) { // «с днём рождения»
		return clock{}, i
	}
	c := clock{style: atPart, part: s.part}
	if s.part == evening && p.at(i-1).text == "поздно" {
		c.part = night
	}
	if r == after {
		if s.part == lunch && s.form != 'a' || s.part == noon {
			c.part = afternoon
		}
		return p.behind(c, i, c.part == afternoon || s.form == 0 || s.form == 'g')
	}
	greeting := p.latin(i) && r == bare && s.part != noon && s.part != midnight && !p.adjacentDay(i) // good morning
	ofDay := s.form == 'n' && r == bare && (p.adjacentDay(i) || p.is(i+1, cWeekday))                 // «вечер пятницы»
	return p.behind(c, i, (partForm(s, r) || ofDay) && !greeting && !(s.part == daytime && s.form == 'g'))
}

// behind returns c and the token behind it and «пораньше», if it fits.
func (p *parser) behind(c clock, i int, fits bool) (clock, int) {
	if !fits {
		return clock{}, i
	}
	if p.is(i+1, cAdverb) {
		return c, i + 2
	}
	return c, i + 1
}

// fixedPart reads the parts of the day of several words.
func (p *parser) fixedPart(i int, r role) (clock, int) {
	c := clock{style: atPart}
	t := p.at(i)
	switch {
	case t.form(cToday, "a") != nil && p.is(i+1, cPart): // «к завтрашнему утру»
		c.part, c.named, c.ahead = p.at(i+1).is(cPart).part, true, int(t.is(cToday).value)
		return c, i + 2
	case p.is(i, cTonight):
		c.part, c.today = evening, true
		return c, i + 1
	case p.is(i, cThis) && p.is(i+1, cPart) && (p.latin(i) || p.at(i+1).form(cPart, "a") != nil):
		c.part, c.today = p.at(i+1).is(cPart).part, true
		return c, i + 2
	case p.is(i, cInEn) && p.is(i+1, cThe) && p.is(i+2, cPart):
		c.part = p.at(i + 2).is(cPart).part
		return c, i + 3
	case (t.text == "это" || t.text == "то") && p.is(i+2, cTime): // «в это же время»
		c.part = sameTime
		return c, i + 3
	case r == after && p.is(i, cWorkplace):
		return clock{style: closing}, i + 1
	}
	return clock{}, i
}

// partForm reports whether the form of a part of the day agrees with its
// preposition: «утром», «до вечера», «к обеду», «в полдень».
func partForm(s *sense, r role) bool {
	switch r {
	case bare:
		return s.form == 'a' || s.form == 0 || s.form == 'n' && (s.part == noon || s.part == midnight)
	case near:
		return s.form == 'g' || s.form == 0 || s.form == 'n'
	case until, from:
		return s.form == 'g' || s.form == 0
	case by:
		return s.form == 'd'
	case at:
		return s.form == 'n' && (s.part == noon || s.part == midnight || s.part == lunch) || s.form == 0 && s.part != night
	case onto:
		return s.form == 'n' || s.form == 0
	case before:
		return s.form == 0 || s.form == 'a' && s.part == lunch
	}
	return false
}

// closingClock reads the end of the working day: «конца рабочего дня», COB,
// close of business.
func (p *parser) closingClock(i int, r role) (clock, int) {
	j := i
	if p.is(j, cThe) {
		j++
	}
	if p.is(j, cCOB) {
		return clock{style: closing}, j + 1
	}
	if p.is(j, cCourse) && p.is(j+1, cWork) && p.unit(j+2) == days {
		return clock{style: closing, within: true}, j + 3
	}
	if p.is(j, cBegin) && p.workingDay(j+1) > j+1 { // «в начале рабочего дня»
		return clock{style: atPart, part: opening}, p.workingDay(j + 1)
	}
	if !p.is(j, cEnd) {
		return clock{}, i
	}
	j++
	for p.is(j, cOf, cThe) {
		j++
	}
	if !p.is(j, cWork, cBusiness) {
		return clock{}, i
	}
	if p.unit(j+1) == days {
		return clock{style: closing}, j + 2
	}
	if p.at(j).text == "business" {
		return clock{style: closing}, j + 1
	}
	return clock{}, i
}

// halfDay reads «в первой половине дня».
func (p *parser) halfDay(i int) (clock, clock, int) {
	j := i
	if p.is(j, cIn, cOn, cInEn) {
		j++
	}
	if p.is(j, cThe) {
		j++
	}
	n, _, k := p.ordinalNumber(j)
	if k == j || n > 2 || !p.is(k, cHalfOf) {
		return clock{}, clock{}, i
	}
	k++
	for p.is(k, cOf, cThe) {
		k++
	}
	if p.unit(k) != days {
		return clock{}, clock{}, i
	}
	if n == 1 {
		return clock{style: atPart, part: morning}, clock{style: atPart, part: lunch}, k + 1
	}
	return clock{style: atPart, part: afternoon}, clock{style: atPart, part: evening}, k + 1
}
