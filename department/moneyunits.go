package department

import "strconv"

// units reads what stands behind the number n: thousands, the currency, and
// smaller parts of the same amount («1 млн 200 тыс», «100 руб 50 коп»). before
// is the currency that stood in front. It returns the value in minor units.
func (s moneyScan) units(n moneyNumber, before Currency) (value int64, c Currency, marked bool, next int, problem string) {
	scale, next := s.multiplier(n.next, before)
	c, next, problem = s.currency(next, before)
	marked = scale > 1 || c != ""
	if minor, after := s.minorUnit(n.next); scale == 1 && c == "" && minor != "" {
		value, ok := n.minor(1)
		if n.fraction != "" || !ok {
			problem = moneyUnclear
		}
		return value / 100, minor, true, after, problem
	}
	value, ok := n.minor(scale)
	switch {
	case problem != "":
	case !ok, scale > 1 && n.three:
		problem = moneyUnclear
	case scale > 1 && c == "":
		value, c, next, problem = s.rest(value, scale, next)
	case scale == 1 && c != "" && n.fraction == "":
		value, next = s.minorRest(value, c, next)
	}
	if c == "" {
		c = RUB
	}
	return value, c, marked, next, problem
}

// multiplier returns by how much the number before token i counts, and the
// token behind the word that says so.
func (s moneyScan) multiplier(i int, before Currency) (int64, int) {
	t := s.at(i)
	if scale := gluedMultipliers[t.text]; scale > 0 && t.kind == wordToken {
		return scale, i + 1
	}
	if t.kind == wordToken && t.text == "m" && before != "" {
		return million, i + 1
	}
	j := s.skipSpace(i)
	t = s.at(j)
	if t.kind != wordToken {
		return 1, i
	}
	if t.text == "т" && s.is(j+1, ".") { // т.р.
		if r := s.skipSpace(j + 2); s.at(r).text == "р" {
			return thousand, r // the «р» is read as the currency
		}
	}
	scale := multipliers[t.text]
	if scale == 0 {
		return 1, i
	}
	if j++; s.is(j, ".") {
		j++
	}
	return scale, j
}

// currency returns the currency behind token i, or the one that stood before
// the number, and the token behind it.
func (s moneyScan) currency(i int, before Currency) (Currency, int, string) {
	j := s.skipSpace(i)
	t := s.at(j)
	known := currencyOf[t.text]
	switch {
	case t.kind == signToken && known == "", t.kind == wordToken && otherCurrencies[t.text]:
		return "", j + 1, moneyCurrency
	case t.kind != signToken && t.kind != wordToken:
		return before, i, ""
	case known == "" && t.kind == wordToken && s.adjective(j):
		return "", j + 2, moneyCurrency // «300 белорусских рублей»
	case known == "":
		return before, i, ""
	case before != "" && before != known:
		return "", j + 1, moneyUnclear
	}
	if j++; s.is(j, ".") && (t.text == "р" || t.text == "руб" || t.text == "долл") {
		j++
	}
	return known, j, ""
}

// adjective reports whether the word at i tells what currency the word behind
// it means: «бел. руб».
func (s moneyScan) adjective(i int) bool {
	j := i + 1
	if s.is(j, ".") {
		j++
	}
	j = s.skipSpace(j)
	return s.at(j).kind == wordToken && currencyOf[s.at(j).text] != "" && len([]rune(s.at(j).text)) > 2
}

// minorUnit returns the currency whose hundredth part is named behind token i.
func (s moneyScan) minorUnit(i int) (Currency, int) {
	j := s.skipSpace(i)
	c := minorUnits[s.at(j).text]
	if j++; c != "" && s.is(j, ".") {
		j++
	}
	return c, j
}

// minorRest adds the kopecks that follow whole roubles.
func (s moneyScan) minorRest(value int64, c Currency, next int) (int64, int) {
	i := s.skipSpace(next)
	if s.at(i).kind != digitsToken || len(s.at(i).text) > 2 {
		return value, next
	}
	if unit, after := s.minorUnit(i + 1); unit == c {
		part, _ := strconv.ParseInt(s.at(i).text, 10, 64)
		return value + part, after
	}
	return value, next
}

// rest adds the smaller part that follows thousands or millions: «1 млн 200
// тыс», «120 тыс 500 руб». A number whose part is not plain is unclear.
func (s moneyScan) rest(value, scale int64, next int) (int64, Currency, int, string) {
	i := s.skipSpace(next)
	if s.at(i).kind != digitsToken {
		return value, "", next, ""
	}
	n := s.number(i)
	part, after := s.multiplier(n.next, "")
	c, after, problem := s.currency(after, "")
	more, ok := n.minor(part)
	digits := len(strconv.FormatInt(scale, 10)) - 1
	plain := part > 1 && part < scale || part == 1 && c != "" && len(n.whole) == digits
	if problem == "" && (!ok || !plain || n.unclear || n.odd || n.three || more >= 100*scale) {
		problem = moneyUnclear
	}
	return value + more, c, after, problem
}

// minor returns the number times scale in minor units, and false if that is no
// whole number of them. More than can be counted comes back as more than
// [MaxMoney].
func (n moneyNumber) minor(scale int64) (int64, bool) {
	const enough = 16 // digits, more than MaxMoney has
	if len(n.whole) > enough {
		return MaxMoney + 1, true
	}
	whole, err := strconv.ParseInt(n.whole, 10, 64)
	if err != nil || whole > MaxMoney/(100*scale) {
		return MaxMoney + 1, err == nil
	}
	value := whole * 100 * scale
	part := 100 * scale
	for _, digit := range n.fraction {
		if part%10 != 0 && digit != '0' {
			return value, false
		}
		part /= 10
		value += int64(digit-'0') * part
	}
	return value, true
}
