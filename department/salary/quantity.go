package salary

import "slices"

// unit is what a quantity counts.
type unit uint8

const (
	unitBare  unit = iota // not said
	unitYears             // length of time, in years
	unitMoney
	unitOther // people, per cent, hours and the like
)

// quantity is a number, or a range of numbers, with its unit.
type quantity struct {
	from, to   float64
	start, end int // tokens
	unit       unit
	currency   string // ISO 4217 of money, RUB also when unsaid
	head       bool   // time that was certainly spent as head
	dated      bool   // time since a date
}

// quantities finds all numbers with their units and sorts them into sums of
// money, stretches of time and bare numbers.
func (r *reading) quantities() {
	for i := 0; i < len(r.tokens); {
		q, ok := r.quantity(i)
		if !ok {
			i++
			continue
		}
		switch q.unit {
		case unitMoney:
			r.sums = append(r.sums, q)
		case unitYears:
			r.spans = append(r.spans, q)
		case unitBare:
			r.bare = append(r.bare, q)
		}
		i = q.end
	}
	r.lendUnits()
	r.timed = make([]bool, len(r.tokens))
	for _, s := range r.spans {
		for i := s.start; i < s.end; i++ {
			r.timed[i] = true
		}
	}
}

// lendUnits makes years of bare numbers that are joined to years: «2 или 3
// года», «между 1 и 3 годами».
func (r *reading) lendUnits() {
	for i, b := range r.bare {
		for _, s := range r.spans {
			if r.is(b.end, classOr, classAnd) && s.start == r.after(b.end) && b.to <= 25 && s.from >= 1 {
				b.unit = unitYears
				r.spans = append(r.spans, b)
				r.bare[i].unit = unitOther
				break
			}
		}
	}
	r.bare = slices.DeleteFunc(r.bare, func(q quantity) bool { return q.unit != unitBare })
}

// quantity reads the quantity that begins at token i.
func (r *reading) quantity(i int) (quantity, bool) {
	t := &r.tokens[i]
	if t.covered {
		return quantity{}, false
	}
	if q, ok := r.calendar(i); ok {
		return q, true
	}
	if q, ok := r.worded(i); ok {
		return r.compound(q), true
	}
	from, next, ok := r.number(i)
	if !ok {
		return quantity{}, false
	}
	q := quantity{from: from, to: from, start: i, end: next, currency: "RUB"}
	if r.sign(next, "/") && next+1 < len(r.tokens) && r.tokens[next+1].kind == kindNumber && r.tokens[next+1].value < 10 {
		q.unit, q.end = unitOther, next+2 // a rota like 5/2
		return q, true
	}
	if r.sign(next, ")") && r.tokens[next].glued && r.find(0, i, classExp) < 0 {
		q.unit = unitOther // the number of a point: 1)
		return q, true
	}
	if end := r.clockEnd(i); end > 0 {
		q.unit, q.end = unitOther, end
		return q, true
	}
	q = r.unit(q)
	q = r.upperEnd(q)
	if r.ordinalDigit(i) && q.unit == unitYears {
		q.from, q.to = q.from-1, q.from-1 // «3-й год»: two are over
	}
	return r.compound(q), true
}

// currencies are the codes of the currencies by their class.
var currencies = map[class]string{classRub: "RUB", classUSD: "USD", classEUR: "EUR", classKZT: "KZT", classBYN: "BYN", classUAH: "UAH", classGBP: "GBP"}

// currency returns the currency that token i names.
func (r *reading) currency(i int) (string, bool) {
	for c, code := range currencies {
		if r.is(i, c) {
			return code, true
		}
	}
	return "", false
}

// unit reads the unit after the number q.
func (r *reading) unit(q quantity) quantity {
	i := q.end
	if r.sign(i, "+") {
		i++
	}
	for r.is(i, classTail, classFill) {
		i = r.after(i)
	}
	if r.sign(i, "-") && r.is(i+1, classYear, classMonth, classThousand) && r.tokens[i].glued {
		i++ // 2-летний
	}
	switch {
	case r.is(i, classCount):
		q.unit = unitOther
	case r.is(i, classThousand) && (r.tokens[i].text != "к" || r.tokens[i].glued || q.from >= 15):
		q = scaled(q, 1000)
	case r.is(i, classHundred) && !r.is(i, classNum):
		q = scaled(q, 100_000)
	case r.is(i, classMillion):
		q = scaled(q, 1_000_000)
	case r.is(i, classYear) && q.from < 100:
		q.unit = unitYears
	case r.is(i, classYear) && q.from >= 2101:
		q.unit = unitOther
	case r.is(i, classMonth) && !r.is(i, classMonthly) || r.is(i, classMonth) && q.from < 40:
		q.unit, q.from, q.to = unitYears, q.from/12, q.to/12
	case r.is(i, classWeek):
		q.unit, q.from, q.to = unitYears, q.from/52, q.to/52
	case q.from < 40 && r.almostYears(i):
		q.unit = unitYears
	default:
		return r.tag(q, i)
	}
	i = r.after(i)
	if q.unit == unitMoney {
		return r.tag(q, i)
	}
	if r.sign(i, ".") && r.tokens[i].glued {
		i++
	}
	q.end = min(i, len(r.tokens))
	return q
}

// almostYears reports whether the unknown word at token i is «год», «года» or
// «лет» with a typo.
func (r *reading) almostYears(i int) bool {
	if i >= len(r.tokens) || r.tokens[i].kind != kindWord || !r.tokens[i].means.empty() || r.tokens[i].covered {
		return false
	}
	word := []rune(r.tokens[i].key)
	for _, w := range []string{"года", "лет", "год", "years", "year"} {
		if len(word) >= 3 && typos(word, []rune(w), 1) <= 1 && word[0] == []rune(w)[0] {
			return true
		}
	}
	return false
}

func scaled(q quantity, by float64) quantity {
	q.unit, q.from, q.to = unitMoney, q.from*by, q.to*by
	return q
}

// tag reads the currency around a sum whose scale ends before token i.
func (r *reading) tag(q quantity, i int) quantity {
	after := i
	for r.sign(after, ".") && r.tokens[after].glued || r.is(after, classThousand) && q.unit == unitMoney && after > i && r.sign(after-1, ".") {
		after++
	}
	if code, ok := r.currency(after); ok {
		if q.unit != unitMoney && q.from < 1000 && code == "RUB" && r.tokens[after].text == "р" && !r.tokens[after].glued {
			return q
		}
		q.unit, q.currency, q.end = unitMoney, code, r.after(after)
		if r.sign(q.end, ".") && r.tokens[q.end].glued {
			q.end++
		}
		if r.is(q.end, classThousand) && r.tokens[q.end].glued { // 2$к
			q = scaled(q, 1000)
			q.end++
		}
		return q
	}
	if code, ok := r.currency(q.start - 1); ok {
		q.unit, q.currency = unitMoney, code
	}
	if q.unit == unitMoney {
		q.end = max(q.end, i)
		if r.sign(q.end, ".") && r.tokens[q.end].glued && q.end+1 < len(r.tokens) && !r.tokens[q.end+1].capital {
			q.end++
		}
	}
	return q
}

// upperEnd reads the upper end of a range, which lends its unit to the lower:
// 80-100к, от 80 до 100 тысяч, два-три года.
func (r *reading) upperEnd(q quantity) quantity {
	i := q.end
	switch {
	case r.sign(i, "-"), r.sign(i, "/"):
		i++
	case r.is(i, classTill), i < len(r.tokens) && r.tokens[i].text == "to":
		i = r.after(i)
	case r.is(i, classAnd) && r.between(q.start):
		i = r.after(i)
	case r.is(i, classNum) && q.unit == unitBare && r.is(q.start, classNum) && r.tokens[i].value > q.from && r.tokens[i].value < 12: // два три года
	default:
		return q
	}
	to, next, ok := r.number(i)
	if !ok || to >= 1990 && to <= 2100 {
		return q
	}
	upper := r.unit(quantity{from: to, to: to, start: i, end: next, currency: "RUB"})
	switch {
	case upper.unit == q.unit && upper.from > q.from:
	case q.unit == unitBare && upper.unit == unitMoney && upper.from >= 1000:
		if q.from*upper.from/to <= upper.from && q.from < 1000 {
			q.from *= upper.from / to
		}
	case q.unit == unitBare && upper.unit == unitYears && r.between(q.start) && r.comparing():
		return q // two stretches to compare
	case q.unit == unitBare && upper.unit == unitYears:
		q.from *= upper.from / to
	case q.unit == unitBare && upper.unit == unitOther:
	case q.unit == unitMoney && upper.unit == unitBare && upper.from < 1000 && upper.from*1000 > q.from:
		upper.from *= 1000
	default:
		return q
	}
	q.to, q.unit, q.end = upper.from, upper.unit, upper.end
	if upper.unit == unitMoney {
		q.currency = upper.currency
	}
	return q
}

// between reports whether «между» stands before token i.
func (r *reading) between(i int) bool {
	prev := r.before(i)
	return prev >= 0 && (r.tokens[prev].text == "между" || r.tokens[prev].text == "between")
}

// comparing reports whether the text asks for a comparison, other than by
// «между», which may also bound a range.
func (r *reading) comparing() bool {
	for i := range r.tokens {
		if r.is(i, classCompare) && !r.between(i+1) {
			return true
		}
	}
	return false
}

// compound adds the months after years, and thousands after millions.
func (r *reading) compound(q quantity) quantity {
	i := q.end
	if q.unit == unitYears && r.sign(i, "-") { // год-полтора
		if to, next, ok := r.number(i + 1); ok && to > q.from && to < 50 {
			q.to, q.end = to, next
			if r.is(next, classYear) {
				q.end = r.after(next)
			}
			return q
		}
	}
	if q.unit == unitYears && r.is(i, classHalfMore) {
		q.from, q.to, q.end = q.from+0.5, q.to+0.5, r.after(i)
		return q
	}
	if r.is(i, classAnd) || r.sign(i, ",") || r.sign(i, "+") {
		i = r.after(i)
	}
	from, next, ok := r.number(i)
	if !ok {
		if q.unit == unitYears && r.is(i, classHalf) && r.is(q.end, classAnd) {
			q.from, q.to, q.end = q.from+0.5, q.to+0.5, r.after(i)
		}
		return q
	}
	more := r.unit(quantity{from: from, to: from, start: i, end: next, currency: q.currency})
	switch {
	case q.unit == unitYears && more.unit == unitYears && r.is(more.end-1, classMonth) || q.unit == unitYears && more.unit == unitYears && more.from < 1 && q.from >= 1:
		q.from, q.to, q.end = q.from+more.from, q.to+more.from, more.end
	case q.unit == unitMoney && more.unit == unitMoney && q.from >= 1_000_000 && more.from < 1_000_000 && q.from == q.to && i == q.end:
		q.from, q.to, q.end = q.from+more.from, q.to+more.from, more.end
	case q.unit == unitMoney && more.unit == unitBare && q.from >= 1_000_000 && more.from >= 100 && more.from < 1000 && q.from == q.to && i == q.end:
		q.from, q.to, q.end = q.from+more.from*1000, q.to+more.from*1000, more.end // миллион двести
	}
	return q
}
