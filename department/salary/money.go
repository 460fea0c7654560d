package salary

import "slices"

// amount returns the first sum of money that the text names as pay, or nil.
func (r *reading) amount() *Amount {
	list := slices.DeleteFunc(slices.Clone(r.sums), func(q quantity) bool {
		return q.currency == "RUB" && q.from < 1000 || r.is(r.before(q.start), classBonus, classOrder) || q.from <= 0
	})
	for _, b := range r.bare {
		if r.isPay(b) {
			if b.to < 1000 {
				b.from, b.to = b.from*1000, b.to*1000
			}
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b quantity) int { return a.start - b.start })
	q := list[0]
	if offered := slices.IndexFunc(list, r.isOffer); offered > 0 && !r.isOffer(q) {
		q = list[offered]
	}
	a := &Amount{From: q.from, To: q.to, Currency: q.currency, Period: r.period(q)}
	switch {
	case r.anyHas(classGross):
		a.Tax = Gross
	case r.anyHas(classNet):
		a.Tax = Net
	}
	return a
}

// isOffer reports whether the sum is offered or wanted, rather than earned now.
func (r *reading) isOffer(q quantity) bool {
	for i, steps := r.before(q.start), 0; i >= 0 && steps < 4 && r.clause[i] == r.clause[q.start] && r.tokens[i].kind != kindNumber; i, steps = r.before(i), steps+1 {
		if r.is(i, classOffer) {
			return true
		}
	}
	return false
}

// period returns what stretch of time the sum is paid for.
func (r *reading) period(q quantity) Period {
	for i := q.start - 3; i < q.end+4; i++ {
		switch {
		case i < 0 || i >= len(r.tokens) || i >= q.start && i < q.end:
		case r.is(i, classAnnual):
			return PerYear
		case r.is(i, classDaily):
			return PerLess
		case i >= q.end && r.sign(i, "/") && r.is(i+1, classYear):
			return PerYear
		case i >= q.end && r.sign(i, "/") && i+1 < len(r.tokens) && slices.Contains([]string{"час", "день", "нед", "неделю", "смена", "смену", "hour", "day", "week"}, r.tokens[i+1].text):
			return PerLess
		}
	}
	return PerMonth
}

// Bare numbers below a thousand are thousands of roubles, from leastPay on.
const (
	leastPay  = 10
	leastLone = 40 // without any word about pay
	fullPay   = 5000
	mostPay   = 3_000_000 // a month; more is a telephone number
)

// isPay reports whether a bare number is a sum of money: «предлагают 90»,
// «90 на руки», «90000».
func (r *reading) isPay(q quantity) bool {
	prev := r.before(q.start)
	switch {
	case r.is(prev, classOrder, classBonus, classNot) || r.sign(prev, "#") || r.is(r.before(prev), classOrder) && r.tokens[prev].kind == kindSign:
		return false
	case r.is(prev, classBorn) && q.from < 75 && !r.is(q.end, classNet, classGross):
		return false
	case r.is(q.start, classNum) && q.from < 20:
		return false
	case q.from >= fullPay && (q.to <= mostPay || q.to <= 12*mostPay && r.period(q) == PerYear):
		return true
	case q.from < leastPay || q.to >= 1000:
		return false
	case r.is(q.end, classNet, classGross, classMonthly, classAnnual):
		return true
	}
	for i, steps := prev, 0; i >= 0 && steps < 5 && r.clause[i] == r.clause[q.start]; i, steps = r.before(i), steps+1 {
		if r.is(i, classPay) && (r.tokens[i].text != "за" || steps == 0) {
			return true
		}
		if r.tokens[i].kind == kindNumber || r.is(i, classExp) {
			return false
		}
	}
	if r.is(q.end, classPay) && r.tokens[q.end].text != "за" || r.is(q.end, classNot) && r.is(r.after(q.end), classPay) {
		return true
	}
	if q.to > q.from && q.from >= leastLone && r.is(prev, classSince, classMore) {
		return true
	}
	lone := q.end == len(r.tokens) || r.tokens[q.end].kind == kindSign && r.tokens[q.end].text != "-" || r.is(q.end, classAgency, classCompany, classPlace, classPlacePrep)
	return lone && q.from >= leastLone && !r.is(prev, classExp, classSince) && !r.is(q.start, classNum)
}
