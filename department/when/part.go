package when

// partClock reads a part of the day: «утром», «к вечеру», «после обеда»,
// «в полдень», in the morning, tonight.
func (p *parser) partClock(i int, r role) (clock, int) {
	c := clock{style: atPart}
	if s := p.at(i).form(cToday, "a"); s != nil && p.is(i+1, cPart) { // «к завтрашнему утру»
		c.part, c.named, c.ahead = p.at(i+1).is(cPart).part, true, int(s.value)
		return c, i + 2
	}
	if p.is(i, cTonight) {
		c.part, c.today = evening, true
		return c, i + 1
	}
	if p.is(i, cThis) && p.latin(i) && p.is(i+1, cPart) {
		c.part, c.today = p.at(i+1).is(cPart).part, true
		return c, i + 2
	}
	if p.is(i, cInEn) && p.is(i+1, cThe) && p.is(i+2, cPart) {
		c.part = p.at(i + 2).is(cPart).part
		return c, i + 3
	}
	if p.at(i).text == "это" && p.is(i+2, cTime) || p.at(i).text == "то" && p.is(i+2, cTime) { // «в это же время»
		c.part = sameTime
		return c, i + 3
	}
	if p.is(i, cPo) && p.at(i+1).form(cPart, "p") != nil {
		return clock{}, i // «по утрам» repeats
	}
	if r == after && p.is(i, cWorkplace) {
		return clock{style: closing}, i + 1
	}
	s := p.at(i).is(cPart)
	if s == nil {
		return clock{}, i
	}
	if s.part == daytime && s.form == 'a' && p.is(i-1, cFrom) { // «с днём рождения»
		return clock{}, i
	}
	c.part = s.part
	if s.part == evening && p.at(i-1).text == "поздно" {
		c.part = night
	}
	if r == after {
		switch {
		case s.part == lunch && s.form != 'a', s.part == noon:
			c.part = afternoon
		case s.form != 0 && s.form != 'g':
			return clock{}, i
		}
		return c, i + 1
	}
	if !partForm(s, r) {
		return clock{}, i
	}
	if p.latin(i) && r == bare && s.part != noon && s.part != midnight && !p.adjacentDay(i) {
		return clock{}, i // «good morning»
	}
	if s.part == daytime && s.form == 'g' { // «до дня»
		return clock{}, i
	}
	if p.is(i+1, cAdverb) {
		return c, i + 2
	}
	return c, i + 1
}

// partForm reports whether the form of a part of the day agrees with its
// preposition: «утром», «до вечера», «к обеду», «в полдень».
func partForm(s *sense, r role) bool {
	switch r {
	case bare:
		return s.form == 'a' || s.form == 0 || s.form == 'n' && (s.part == noon || s.part == midnight)
	case until, from, near:
		return s.form == 'g' || s.form == 0
	case by:
		return s.form == 'd'
	case at:
		return s.form == 'n' && (s.part == noon || s.part == midnight || s.part == lunch) || s.form == 0 && s.part != night
	case onto:
		return s.form == 'n' || s.form == 0
	case before:
		return s.form == 0
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
