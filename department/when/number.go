package when

// number reads a quantity in figures or words: «3», «1,5», «двадцать пять»,
// «полтора», «два с половиной», «пару», a couple of, one and a half.
func (p *parser) number(i int) (float64, int) {
	t := p.at(i)
	switch {
	case t.kind == tNumber && t.wa <= 9:
		return float64(t.a), i + 1
	case t.kind == tPair && (t.sep == ',' || t.sep == '.') && t.wb <= 2:
		part := float64(t.b) / 10
		if t.wb == 2 {
			part /= 10
		}
		return float64(t.a) + part, i + 1
	}
	n, end := p.numeral(i)
	if end == i {
		return 0, i
	}
	switch {
	case p.is(end, cFrom) && p.is(end+1, cHalfOf): // «два с половиной»
		return n + 0.5, end + 2
	case p.is(end, cAnd) && p.at(end+1).form(cNumber, "a") != nil && p.is(end+2, cHalfOf): // two and a half
		return n + 0.5, end + 3
	case p.at(i).form(cNumber, "a") != nil && p.at(i+1).form(cNumber, "c") != nil: // a couple of
		end = i + 2
		n = 2
	}
	if p.at(end-1).form(cNumber, "c") != nil && p.is(end, cOf) {
		end++
	}
	return n, end
}

// numeral reads a number below a thousand written in words.
func (p *parser) numeral(i int) (float64, int) {
	sum, last := 0.0, 1000.0
	j := i
	for {
		k := j
		if j > i && p.mark(k, "-") && !p.at(k).gap {
			k++
		}
		s := p.at(k).is(cNumber)
		if s == nil || s.value >= last || j > i && (s.form == 'a' || s.form == 'c') {
			break
		}
		if j > i && (last < 20 || last < 100 && s.value >= 10) {
			break // «двадцать десять» are two numbers
		}
		sum, last = sum+s.value, s.value
		j = k + 1
		if s.value < 10 || s.form != 0 {
			break
		}
	}
	return sum, j
}

// integer reads a whole number.
func (p *parser) integer(i int) (int, int) {
	n, end := p.number(i)
	if n != float64(int(n)) {
		return 0, i
	}
	return int(n), end
}

// ordinalNumber reads «25-го», «25th», «двадцать пятого», «третий», and the form
// of its ending. A plain number is none.
func (p *parser) ordinalNumber(i int) (n int, form byte, end int) {
	t := p.at(i)
	if t.kind == tNumber && t.wa <= 2 {
		j := i + 1
		if p.mark(j, "-") && !p.at(j).gap {
			j++
		}
		if s := p.at(j).is(cSuffix); s != nil && !p.at(j).gap {
			return t.a, s.form, j + 1
		}
		return 0, 0, i
	}
	tens := 0
	j := i
	if s := t.is(cNumber); s != nil && s.value >= 20 && s.value <= 90 {
		tens = int(s.value)
		j++
		if p.mark(j, "-") {
			j++
		}
	}
	s := p.at(j).is(cOrdinal)
	if s == nil || tens > 0 && s.value >= 10 {
		return 0, 0, i
	}
	return tens + int(s.value), s.form, j + 1
}

// dayNumber reads the number of a day: «25», «25-го», «двадцать пятого».
func (p *parser) dayNumber(i int) (int, int) {
	if p.is(i, cThe) {
		if n, end := p.dayNumber(i + 1); end > i+1 {
			return n, end
		}
	}
	if n, _, end := p.ordinalNumber(i); end > i {
		return n, end
	}
	if t := p.at(i); t.kind == tNumber && t.wa <= 2 {
		return t.a, i + 1
	}
	return 0, i
}
