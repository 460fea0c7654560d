package salary

import "time"

// calendar reads a moment since when somebody heads a department, and makes a
// length of time of it: с 2022 года, с марта 2024, с 2020 по 2022, since last
// year. A year without a month begins in January.
func (r *reading) calendar(i int) (quantity, bool) {
	q := quantity{start: i, unit: unitYears, dated: true}
	year, month := r.now.Year(), int(r.now.Month())
	switch {
	case r.is(i, classLastYear):
		return r.lasting(q, year-1, 1, r.after(i)), true
	case r.is(i, classBeforeLastYear):
		return r.lasting(q, year-2, 1, r.after(i)), true
	case r.is(i, classThisYear):
		return r.lasting(q, year, 1, r.after(i)), true
	}
	from, fromMonth, next, ok := r.date(i)
	if !ok {
		return q, false
	}
	q.end = next
	prev := r.before(i)
	since := r.is(prev, classSince) || r.is(prev, classFromTo) && r.tokens[prev].text == "from"
	// «в 2022 стал руководителем», «руководитель 2020-2022»
	became := r.is(prev, classPlacePrep) && r.find(i-8, i+8, classBecame, classHead, classHeadVerb) >= 0
	if r.is(i, classYearsBack) {
		became = r.find(i-6, i+6, classBecame) >= 0
	}
	q.head = became && r.find(i-8, i+8, classBecame) >= 0
	if to, toMonth, end, ok := r.until(next); ok && from > 0 {
		if !since && !became && r.find(i-8, i+8, classHead, classHeadVerb, classExp) < 0 {
			q.unit, q.end = unitOther, end
			return q, true
		}
		q.end = end
		q.from = float64(to-from) + float64(toMonth-fromMonth)/12
		q.to = q.from
		return q, q.from >= 0
	}
	switch {
	case !since && !became:
		q.unit = unitOther // a date that says nothing about experience
		return q, from > 0
	case from == 0 && fromMonth <= month:
		from = year
	case from == 0:
		from = year - 1
	}
	return r.lasting(q, from, fromMonth, next), true
}

// lasting completes q with the time from the first of a month till now.
func (r *reading) lasting(q quantity, year, month, end int) quantity {
	months := (r.now.Year()-year)*12 + int(r.now.Month()) - month
	q.from = max(float64(months)/12, 0)
	q.to, q.end = q.from, end
	return q
}

// date reads a year, a month with or without a year, or a date in digits. The
// year is zero when it is not said; the month is January then.
func (r *reading) date(i int) (year, month, next int, ok bool) {
	if i >= len(r.tokens) || r.tokens[i].covered {
		return 0, 0, i, false
	}
	t := &r.tokens[i]
	switch {
	case t.kind == kindDate && t.year >= 1990 && t.year <= 2100:
		return t.year, min(max(t.month, 1), 12), i + 1, true
	case t.kind == kindNumber && t.value >= 1 && t.value <= 31 && r.is(i+1, classMonthName):
		return r.date(i + 1) // the day of the month does not matter
	case r.shortYear(i) > 0:
		_, next, _ := r.number(i)
		for r.is(next, classYear, classOrdinal) {
			next = r.after(next)
		}
		return r.shortYear(i), 1, next, true
	case r.is(i, classMonthName, classSeason) && t.kind == kindWord:
		year, _, next, ok := r.yearAt(r.after(i))
		if !ok {
			year, next = 0, r.after(i)
		}
		return year, int(t.meaning), next, true
	}
	year, _, next, ok = r.yearAt(i)
	return year, int(time.January), next, ok
}

// shortYear reads a year without its century: «с 22 года», «с двадцать второго
// года», «с '22». It is zero when the number is no such year.
func (r *reading) shortYear(i int) int {
	prev := r.before(i)
	if r.sign(prev, "'") {
		if r.is(r.before(prev), classSince) && r.tokens[i].kind == kindNumber && r.tokens[i].value < 100 {
			return 2000 + int(r.tokens[i].value)
		}
		return 0
	}
	if prev < 0 || !r.is(prev, classSince) {
		return 0
	}
	value, next, ok := r.number(i)
	if r.is(i, classNum) && r.is(next, classOrdinal) {
		value, next = value+r.tokens[next].meaning, r.after(next)
	}
	if !ok || value < 10 || int(value) > r.now.Year()%100 || value != float64(int(value)) || !r.is(next, classYear) || r.tokens[next].key == "лет" || r.tokens[next].key == "годами" {
		return 0
	}
	return 2000 + int(value)
}

// yearAt reads a calendar year in four digits, with or without «года».
func (r *reading) yearAt(i int) (year, month, next int, ok bool) {
	if r.is(i, classYearsBack) {
		return r.now.Year() - int(r.tokens[i].meaning), 1, r.after(i), true
	}
	if i >= len(r.tokens) || r.tokens[i].kind != kindNumber || len(r.tokens[i].text) != 4 || r.tokens[i].value < 1990 || r.tokens[i].value > 2100 {
		return 0, 0, i, false
	}
	_, next, _ = r.number(i)
	if r.is(next, classYear) {
		next = r.after(next)
	} else if r.is(next, classThousand, classMillion, classRub, classUSD, classEUR) {
		return 0, 0, i, false
	}
	return int(r.tokens[i].value), 1, next, true
}

// until reads the end of a stretch of years: «по 2024», «-2024», «по настоящее
// время».
func (r *reading) until(i int) (year, month, next int, ok bool) {
	if i >= len(r.tokens) {
		return 0, 0, i, false
	}
	switch text := r.tokens[i].text; text {
	case "по", "до", "-", "to", "till", "until":
	default:
		return 0, 0, i, false
	}
	if r.is(i+1, classNow) {
		return r.now.Year(), int(r.now.Month()), r.after(i + 1), true
	}
	year, month, next, ok = r.date(i + 1)
	return year, month, next, ok && year > 0
}
