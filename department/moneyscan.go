package department

import (
	"strconv"
	"strings"
)

// Codes of the refusals of amounts.
const (
	moneyUnclear  = "money_unclear"
	moneyCurrency = "money_currency"
	moneyZero     = "money_zero"
	moneyTooBig   = "money_too_big"
)

// moneyScan reads amounts off the tokens of a text.
type moneyScan struct {
	text   string
	tokens []moneyToken
}

// at returns token i; before the beginning and behind the end there is a line
// break.
func (s moneyScan) at(i int) moneyToken {
	if i < 0 || i >= len(s.tokens) {
		return moneyToken{kind: breakToken}
	}
	return s.tokens[i]
}

func (s moneyScan) is(i int, text string) bool {
	t := s.at(i)
	return t.kind == otherToken && t.text == text
}

// skipSpace returns i, or the token behind the space that stands there.
func (s moneyScan) skipSpace(i int) int {
	if s.at(i).kind == spaceToken {
		return i + 1
	}
	return i
}

// amount reads the number at token i. It returns the amount, or an unknown one
// when the number is none, and the token behind it. A problem is the code of a
// refusal; the amount then only tells the place.
func (s moneyScan) amount(i int) (m FoundMoney, next int, problem string) {
	if s.named(i) {
		return m, i + 1, ""
	}
	before, start := s.currencyBefore(i)
	n := s.number(i)
	value, c, marked, next, problem := s.units(n, before)
	m = FoundMoney{Money: Money{Currency: c}, Start: s.at(start).start, End: s.at(next - 1).end, Marked: marked}
	switch {
	case !marked && problem == "" && (n.odd || n.datelike || n.fraction != "" && len(n.fraction) != 2 || s.gluedBefore(i) || s.gluedAfter(n.next)):
		m.Money = Money{}
		return m, next, "" // a date, a share, a part of a name: no amount
	case problem != "":
		return m, next, problem
	case n.odd, n.unclear, s.gluedBefore(start), s.numberBefore(start), s.split(i, n):
		return m, next, moneyUnclear
	case value > MaxMoney:
		return m, next, moneyTooBig
	case value <= 0 && marked:
		return m, next, moneyZero
	case value <= 0:
		m.Money = Money{}
		return m, next, ""
	}
	m.Minor = value
	return m, next, ""
}

// named reports whether the digits at i are the number of something: №118.
func (s moneyScan) named(i int) bool {
	before := i - 1
	if s.at(before).kind == spaceToken {
		before--
	}
	return s.is(before, "№") || s.is(before, "#")
}

// currencyBefore returns the currency in front of the digits at i, and the
// token at which the amount begins.
func (s moneyScan) currencyBefore(i int) (Currency, int) {
	j := i - 1
	if s.at(j).kind == spaceToken {
		j--
	}
	t := s.at(j)
	c := currencyOf[t.text]
	if c == "" || t.kind == wordToken && (len(t.text) != 3 || t.text[0] >= 0x80) {
		return "", i
	}
	// «500 $ 300»: the sign belongs to the number before.
	if k := j - 1; s.at(k).kind == digitsToken || s.at(k).kind == spaceToken && s.at(k-1).kind == digitsToken {
		return "", i
	}
	return c, j
}

// gluedBefore reports whether something clings to the front of the token that
// makes it a part of something else: «А118», «-500», «18:00».
func (s moneyScan) gluedBefore(start int) bool {
	t := s.at(start - 1)
	switch {
	case t.kind == otherToken && strings.Contains(":/.,", t.text):
		return s.at(start-2).kind == digitsToken
	case t.kind == otherToken:
		return strings.Contains("-−–+_'’*", t.text)
	}
	return t.kind == wordToken || t.kind == signToken && currencyOf[t.text] == ""
}

// gluedAfter reports whether something clings to the end of a bare number:
// «5шт», «12 %», «18:00».
func (s moneyScan) gluedAfter(next int) bool {
	t := s.at(next)
	if t.kind == otherToken && strings.Contains("-−–:/'’*", t.text) && s.at(next+1).kind == digitsToken {
		return true
	}
	return t.kind == wordToken || s.is(s.skipSpace(next), "%")
}

// numberBefore reports whether another number or a numeral stands right before
// the amount, so that it may belong to it: «1 20 000 ₽», «сто 20 тысяч».
func (s moneyScan) numberBefore(start int) bool {
	j := start - 1
	if s.at(j).kind != spaceToken {
		return false
	}
	t := s.at(j - 1)
	return t.kind == digitsToken && !s.named(j-1) || t.kind == wordToken && numerals[t.text]
}

// split reports whether the first group of digits may be the number of
// something and only the rest the amount: «заказ 118 120 000 ₽».
func (s moneyScan) split(i int, n moneyNumber) bool {
	return n.groups > 0 && s.at(i-1).kind == spaceToken && references[s.at(i-2).text] && s.at(i + 2).text[0] != '0'
}

// moneyNumber is a number as it is written, before its units.
type moneyNumber struct {
	whole, fraction string // digits
	groups          int    // of three, set apart by spaces
	next            int
	three           bool // three digits behind the only comma or point
	unclear         bool // it has two readings
	odd             bool // it is no number at all: 15.12.2026, 100–120
	datelike        bool // it is a day and a month unless it is called money: 15.12
}

// number reads digits with their groups and their fraction from token i on.
func (s moneyScan) number(i int) moneyNumber {
	n := moneyNumber{whole: s.at(i).text, next: i + 1}
	for s.at(n.next).kind == spaceToken && s.at(n.next+1).kind == digitsToken && len(s.at(n.next+1).text) == 3 {
		if len(s.at(i).text) > 3 || s.at(i).text[0] == '0' {
			n.unclear = true
		}
		n.whole += s.at(n.next + 1).text
		n.groups++
		n.next += 2
	}
	var parts, marks []string
	for s.at(n.next).kind == otherToken && s.at(n.next+1).kind == digitsToken && strings.Contains(".,-−–:/", s.at(n.next).text) {
		marks = append(marks, s.at(n.next).text)
		parts = append(parts, s.at(n.next+1).text)
		n.next += 2
	}
	n.take(marks, parts)
	return n
}

// take makes sense of the parts behind the first, each after its mark.
func (n *moneyNumber) take(marks, parts []string) {
	if len(parts) == 0 {
		return
	}
	last := len(parts) - 1
	point := marks[last] == "." || marks[last] == ","
	switch {
	case !point:
		n.odd = true
	case last == 0 && len(parts[0]) == 3 && n.groups == 0 && len(n.whole) <= 3:
		// «120,000» can only be thousands, money has no thousandths; «12.500» is
		// written for both.
		n.three, n.unclear = true, n.unclear || marks[0] == "." || n.whole[0] == '0'
		n.whole += parts[0]
	case last == 0 && len(parts[0]) <= 2:
		n.fraction = parts[0]
		day, _ := strconv.Atoi(n.whole)
		month, _ := strconv.Atoi(parts[0])
		n.datelike = marks[0] == "." && n.groups == 0 && 0 < day && day <= 31 && 0 < month && month <= 12 && len(parts[0]) == 2
	case last == 0:
		n.fraction, n.unclear = parts[0], true
	default:
		n.thousands(marks, parts)
	}
}

// thousands reads 1,234,567 and 1.234.567,50; everything else is odd.
func (n *moneyNumber) thousands(marks, parts []string) {
	last := len(parts) - 1
	if marks[last] != marks[0] && len(parts[last]) <= 2 {
		n.fraction, parts, marks = parts[last], parts[:last], marks[:last]
	}
	if n.groups > 0 || len(n.whole) > 3 || n.whole[0] == '0' {
		n.odd = true
	}
	for i, p := range parts {
		if marks[i] != marks[0] || len(p) != 3 {
			n.odd = true
		}
		n.whole += p
	}
}
