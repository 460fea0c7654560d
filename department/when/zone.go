package when

// zoneRule reads a zone beside a time: «по мск», «(МСК)», UTC+5, «по
// Екатеринбургу», Moscow time.
func (p *parser) zoneRule(i int) (element, bool) {
	t := p.at(i)
	if z := p.at(i + 1); p.mark(i, "+-") && z.kind == tNumber && z.wa == 4 && !z.gap && z.a/100 <= 14 && z.a%100 < 60 {
		n := z.a/100*60 + z.a%100
		if t.sep == '-' {
			n = -n
		}
		return element{kind: eZone, last: i + 2, zone: token{kind: tZone}, n: n}, true
	}
	if t.kind == tZone {
		return element{kind: eZone, last: i + 1, zone: *t, n: t.a}, true
	}
	j := i
	if p.mark(j, "(") {
		j++
	}
	if p.is(j, cPo) {
		j++
	}
	if p.is(j, cLocal) && p.is(j+1, cTime) {
		return element{kind: eZone, last: j + 2, n: -1}, true
	}
	s := p.at(j).is(cZone)
	if s == nil || s.form == 'w' && !p.at(j).upper {
		return element{}, false
	}
	name := p.at(j)
	end := j + 1
	if p.is(end, cTime) {
		end++
	}
	shift, end := p.offset(end)
	if p.mark(i, "(") && p.mark(end, ")") {
		end++
	}
	return element{kind: eZone, last: end, zone: *name, n: shift}, true
}

// offset reads «+5», «-3», «+05:30» behind the name of a zone, in minutes.
func (p *parser) offset(i int) (int, int) {
	if !p.mark(i, "+-") || p.at(i).gap {
		return 0, i
	}
	t := p.at(i + 1)
	n := 0
	switch {
	case t.kind == tNumber && t.wa <= 2 && t.a <= 14:
		n = t.a * 60
	case t.kind == tClock && t.a <= 14:
		n = t.a*60 + t.b
	default:
		return 0, i
	}
	if p.mark(i, "-") {
		n = -n
	}
	return n, i + 2
}
