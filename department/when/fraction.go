package when

// fractionClock reads «половине пятого», «полпятого», «четверть шестого», «без
// четверти три», half past four, quarter to five.
func (p *parser) fractionClock(i int, r role) (clock, int) {
	j := i
	if s := p.at(j).is(cHalfTo); s != nil {
		return clock{style: spoken, h: before12(int(s.value)), m: 30}, j + 1
	}
	if p.is(j, cHalf0) {
		if p.mark(j+1, "-") {
			j++
		}
		if n, form, k := p.ordinalNumber(j + 1); k > j+1 && form == 'g' && n <= 12 {
			return clock{style: spoken, h: before12(n), m: 30}, k
		}
		return clock{}, i
	}
	if p.is(j, cWithout) { // «без пяти десять»
		m, k := p.quarterOrMinutes(j + 1)
		if k == j+1 {
			return clock{}, i
		}
		if p.unit(k) == minutes {
			k++
		}
		n, l := p.hourNumber(k)
		if l == k {
			return clock{}, i
		}
		return clock{style: spoken, h: before12(n), m: 60 - m}, l
	}
	if p.at(j).form(cNumber, "a") != nil {
		j++
	}
	if p.is(j, cHalfOf, cQuarterOf) {
		m := 30
		if p.is(j, cQuarterOf) {
			m = 15
		}
		if n, form, k := p.ordinalNumber(j + 1); k > j+1 && form == 'g' && n <= 12 {
			return clock{style: spoken, h: before12(n), m: m}, k
		}
		return p.pastOrTo(i, j+1, m)
	}
	return clock{}, i
}

// before12 returns the hour before h on a clock face.
func before12(h int) int { return (h+10)%12 + 1 }

// quarterOrMinutes reads «четверти», «пяти», «15».
func (p *parser) quarterOrMinutes(i int) (int, int) {
	if p.is(i, cQuarterOf) {
		return 15, i + 1
	}
	if s := p.at(i).is(cNumber); s != nil && s.value == 20 && p.is(i+1, cNumber) && p.unit(i+2) != minutes && !p.is(i+2, cNumber) {
		return 20, i + 1 // «без двадцати семь»
	}
	if n, j := p.integer(i); j > i && n > 0 && n < 60 {
		return n, j
	}
	return 0, i
}

// hourNumber reads the hour of a clock face in figures or words.
func (p *parser) hourNumber(i int) (int, int) {
	if p.at(i).text == "час" {
		return 1, i + 1
	}
	if n, j := p.integer(i); j > i && n >= 1 && n <= 12 {
		return n, j
	}
	return 0, i
}

// pastOrTo reads past four, to five behind m minutes.
func (p *parser) pastOrTo(i, j, m int) (clock, int) {
	to := p.is(j, cToEn) || p.at(j).text == "before"
	if !to && p.at(j).text != "past" && p.at(j).text != "after" || !p.latin(j) {
		return clock{}, i
	}
	n, k := p.hourNumber(j + 1)
	if k == j+1 {
		return clock{}, i
	}
	if to {
		return clock{style: spoken, h: before12(n), m: 60 - m}, k
	}
	return clock{style: spoken, h: n, m: m}, k
}

// minutesClock reads «десять минут пятого» and ten to five.
func (p *parser) minutesClock(i int, r role) (clock, int) {
	m, j := p.integer(i)
	if j == i || m < 1 || m > 59 {
		return clock{}, i
	}
	if p.unit(j) == minutes {
		if n, form, k := p.ordinalNumber(j + 1); k > j+1 && form == 'g' && n <= 12 {
			return clock{style: spoken, h: before12(n), m: m}, k
		}
		if p.latin(j) {
			return p.pastOrTo(i, j+1, m)
		}
		return clock{}, i
	}
	if m%5 == 0 && m <= 25 && (p.at(i).kind == tWord || r == at) {
		return p.pastOrTo(i, j, m)
	}
	return clock{}, i
}
