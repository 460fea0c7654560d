package salary

import "strings"

// worded reads quantities that are no number and unit: полгода, трёхлетний,
// сотка, лет пять, второй год, and a lone год.
func (r *reading) worded(i int) (quantity, bool) {
	t := &r.tokens[i]
	q := quantity{start: i, end: r.after(i), unit: unitYears, currency: "RUB"}
	set := func(v float64) (quantity, bool) {
		q.from, q.to = v, v
		return q, true
	}
	money := func(v float64) (quantity, bool) {
		q.unit = unitMoney
		return set(v)
	}
	switch {
	case r.is(i, classHalf):
		return set(0.5)
	case r.is(i, classYearAndHalf):
		return set(1.5)
	case r.is(i, classAdjective):
		return set(t.meaning)
	case r.is(i, classHundred) && !r.is(i, classNum):
		return money(100_000)
	case r.is(i, classFifty):
		return money(50_000)
	case r.is(i, classHalfMillion):
		return money(500_000)
	case r.is(i, classOrdinal) && r.is(q.end, classYear):
		q.end = r.after(q.end)
		return set(t.meaning - 1)
	case t.text == "тысяча" || t.text == "тысячу":
		return money(1000)
	case t.text == "миллион" || t.text == "лям" || t.text == "million":
		return money(1_000_000)
	}
	return r.loneYear(i, q)
}

// loneYear reads год, года and лет without a number before them.
func (r *reading) loneYear(i int, q quantity) (quantity, bool) {
	t := &r.tokens[i]
	if t.text == "a" && r.is(i, classAnnual) && !r.afterSum(i) && !r.recurs(i) { // less than a year
		q.from, q.to = 1, 1
		return q, true
	}
	if r.is(i, classWeek) && r.is(r.before(i), classHeadVerb) {
		q.from, q.to = 1.0/52, 1.0/52
		return q, true
	}
	if !r.is(i, classYear, classMonth) || r.is(i, classNotYear) {
		return q, false
	}
	length := 1.0
	if r.is(i, classMonth) {
		length = 1.0 / 12
	}
	prev := r.before(i)
	switch t.key {
	case "лет", "года", "годика", "месяца", "месяцев":
		n, next, ok := r.number(q.end)
		if ok && n < 50 && r.unit(quantity{from: n, start: q.end, end: next}).unit == unitBare {
			upper := r.upperEnd(quantity{from: n, to: n, start: q.end, end: next})
			q.from, q.to, q.end = n*length, upper.to*length, upper.end // лет пять
			return q, true
		}
		if t.key == "года" && (r.is(prev, classLess, classMore, classAbout, classTill) || prev >= 0 && r.tokens[prev].text == "и") || t.key == "месяца" && r.is(prev, classLess, classMore, classTill) {
			q.from, q.to = length, length
			return q, true
		}
		return q, false
	case "год", "годик", "годом", "месяц":
		near := r.is(prev, classHeadVerb, classLess, classMore, classAbout, classAdverb, classExp) || r.is(q.end, classHeadVerb, classAgo)
		if t.key == "месяц" && !near || r.afterSum(i) || prev >= 0 && (r.tokens[prev].kind == kindNumber || r.tokens[prev].kind == kindDate) {
			return q, false
		}
		if prev >= 0 && strings.HasPrefix(r.tokens[prev].text, "как") {
			return q, false // «за какой год»
		}
		q.from, q.to = length, length
		return q, true
	}
	return q, false
}

// afterSum reports whether a sum of money ends shortly before token i.
func (r *reading) afterSum(i int) bool {
	for _, s := range r.sums {
		if i == s.end || i == s.end+1 && r.tokens[s.end].kind == kindSign {
			return true
		}
	}
	for _, b := range r.bare {
		if b.end == i && b.from >= 40 {
			return true
		}
	}
	return false
}
