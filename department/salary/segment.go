package salary

// segments returns the segments that the text names, in its order.
func (r *reading) segments() []Segment {
	var named []Segment
	var denied Segment
	for i := range r.tokens {
		var s Segment
		switch {
		case r.is(i, classBoth):
			return []Segment{Agencies, Companies}
		case r.is(i, classAgency, classDigital) && !r.is(i, classNotAgency):
			s = Agencies
		case r.is(i, classCompany) && !r.beside(i):
			s = Companies
		default:
			continue
		}
		if r.negated(i) {
			denied = s
			continue
		}
		named = appendNew(named, s)
	}
	switch {
	case len(named) > 0 || denied == "":
		return named
	case denied == Agencies:
		return []Segment{Companies}
	}
	return []Segment{Agencies}
}

// beside reports whether an adjective next to the company at token i makes it an
// agency: «агентская компания», or its name does: «бренд-агентство».
func (r *reading) beside(i int) bool {
	prev, next := r.before(i), r.after(i)
	if r.sign(prev, "-") {
		prev = r.before(prev)
	}
	if r.sign(next, "-") {
		next++
	}
	return r.is(prev, classDigital) || r.is(next, classDigital) || r.is(i, classCompany) && r.is(next, classAgency) && r.sign(next-1, "-")
}

// negated reports whether «не» stands before the phrase at token i.
func (r *reading) negated(i int) bool {
	prev := r.before(i)
	if r.is(prev, classPlacePrep) {
		prev = r.before(prev)
	}
	return r.is(prev, classNot) || prev >= 0 && (r.tokens[prev].text == "кроме" || r.tokens[prev].text == "вместо" || r.tokens[prev].text == "ни")
}
