package salary

// noExperience returns the phrase that says that there is no experience, or -1;
// and whether the text denies having been head.
func (r *reading) noExperience() (none int, denied bool) {
	none = r.find(0, len(r.tokens), classNone)
	for i := range r.tokens {
		if none < 0 && r.is(i, classExp) && r.lacking(i) {
			none = i
		}
		if !r.is(i, classNeg, classNot) {
			continue
		}
		j := r.after(i)
		for r.is(j, classAdverb, classNeg, classBeen) {
			j = r.after(j)
		}
		if r.is(j, classHeadVerb) {
			return none, true
		}
		if r.is(i, classNot) && r.is(j, classHead) && r.clause[j] == r.clause[i] {
			return none, true
		}
		been := r.find(i, i+4, classBeen)
		head := r.find(i-4, i+6, classHead, classHeadVerb)
		if been >= 0 && head >= 0 && r.clause[been] == r.clause[i] && r.clause[head] == r.clause[i] {
			return none, true
		}
	}
	return none, false
}

// lacking reports whether the clause says that the experience at token i is not
// there: «опыта как руководителя нет».
func (r *reading) lacking(i int) bool {
	found := false
	for j := max(i-4, 0); j < min(i+6, len(r.tokens)); j++ {
		if r.clause[j] != r.clause[i] {
			continue
		}
		if r.timed[j] {
			return false
		}
		found = found || r.is(j, classLack) && !r.is(r.before(j), classOr)
	}
	return found
}

// elsewhere reports whether «без опыта» is restricted to something: «без опыта в
// агентстве».
func (r *reading) elsewhere(none int) bool {
	i := r.after(none)
	return i+1 < len(r.tokens) && (r.tokens[i].text == "в" || r.tokens[i].text == "in") && r.tokens[none].span > 1 && r.is(i+1, classAgency, classCompany)
}

// alternative reports whether having no experience is named beside having some,
// to compare both.
func (r *reading) alternative(none int, others []quantity) bool {
	for _, q := range others {
		from, to := r.after(none), q.start
		if q.start < none {
			from, to = q.end, none
		}
		if r.find(from, to, classOr, classAnd, classCompare) >= 0 && r.clause[none] == r.clause[q.start] && r.find(from, to, classBut) < 0 {
			return true
		}
	}
	return false
}

// inOrder returns band I and those of the stretches as they are named.
func inOrder(none int, list []quantity, r *reading) []Band {
	bands := r.bandsOf(list, false)
	if none < list[0].start {
		bands = append([]Band{BandI}, bands...)
	} else {
		bands = append(bands, BandI)
	}
	var distinct []Band
	for _, b := range bands {
		distinct = appendNew(distinct, b)
	}
	return distinct
}

// newInOffice reports whether the person has just become head or wants to.
func (r *reading) newInOffice() bool {
	for i := range r.tokens {
		if !r.is(i, classBecame) {
			continue
		}
		head := r.find(i-3, i+6, classHead, classHeadVerb, classHeadClient)
		if head >= 0 && r.clause[head] == r.clause[i] {
			return true
		}
	}
	return false
}
