package workdays

import (
	"fmt"
	"strings"
	"time"
)

// AddDays returns the nth working day after d, or the -nth before it. Zero
// returns d itself, worked or not. From a day off the first working day counts
// as one: Saturday and 1 make Monday.
func (c Calendar) AddDays(d Date, n int) Date {
	start := d.number()
	switch {
	case n > 0:
		goal := c.workedBefore(start+1) + n
		return dateAt(start + gallop(func(i int) bool { return c.workedBefore(start+i+1) >= goal }))
	case n < 0:
		goal := c.workedBefore(start) + n
		return dateAt(start - gallop(func(i int) bool { return c.workedBefore(start-i) <= goal }))
	}
	return d
}

// DaysBetween returns how many working days come after a up to b, b included.
// It is what [Calendar.AddDays] must add to a working day a to reach a working
// day b; negative when b is earlier.
func (c Calendar) DaysBetween(a, b Date) int {
	if b.Before(a) {
		return -(c.workedBefore(a.number()) - c.workedBefore(b.number()))
	}
	return c.workedBefore(b.number()+1) - c.workedBefore(a.number()+1)
}

// workedBefore counts the working days before the day with that number.
func (c Calendar) workedBefore(number int) int {
	worked, _ := c.table.before(number)
	return worked
}

// Rule says where a day off moves to.
type Rule uint8

// The rules for days off.
const (
	None     Rule = iota // stays where it is
	Next                 // moves to the next working day, as taxes do
	Previous             // moves to the previous working day, as salaries do
)

// ParseRule reads next, previous (or prev) or none, in any case.
func ParseRule(word string) (Rule, error) {
	switch strings.ToLower(word) {
	case "none":
		return None, nil
	case "next":
		return Next, nil
	case "previous", "prev":
		return Previous, nil
	}
	return None, fmt.Errorf("rule %q is not next, previous or none", word)
}

// String returns the word that [ParseRule] reads.
func (r Rule) String() string {
	switch r {
	case None:
		return "none"
	case Next:
		return "next"
	case Previous:
		return "previous"
	}
	return fmt.Sprintf("Rule(%d)", uint8(r))
}

// Shift returns d if it is worked, else the working day that the rule moves it
// to. With [None] it returns d.
func (c Calendar) Shift(d Date, r Rule) Date {
	switch {
	case c.IsWorkday(d):
		return d
	case r == Next:
		return c.AddDays(d, 1)
	case r == Previous:
		return c.AddDays(d, -1)
	}
	return d
}

// Due returns when a payment falls due whose nominal day is given: that day of
// the month, or the month's last where it has no such day, shifted by the rule.
func (c Calendar) Due(year int, month time.Month, day int, r Rule) Date {
	return c.Shift(Clamp(year, month, day), r)
}

// Period is a stretch of the calendar that begins and ends with whole days.
type Period uint8

// The periods. A week begins on Monday.
const (
	Week Period = iota
	Month
	Quarter
	Year
)

// Around returns the first and the last day of the period that d lies in.
func (p Period) Around(d Date) (first, last Date) {
	switch p {
	case Week:
		first = d.Add(-(int(d.Weekday()) + 6) % 7)
		return first, first.Add(6)
	case Month:
		return Date{d.Year, d.Month, 1}, Clamp(d.Year, d.Month, 31)
	case Quarter:
		m := (d.Month-1)/3*3 + 1
		return Date{d.Year, m, 1}, Clamp(d.Year, m+2, 31)
	}
	return Date{d.Year, time.January, 1}, Date{d.Year, time.December, 31}
}

// FirstOf returns the first working day of the period that d lies in, and false
// when the period has none, as the first week of a year may.
func (c Calendar) FirstOf(p Period, d Date) (Date, bool) {
	first, last := p.Around(d)
	found := c.Shift(first, Next)
	return found, !found.After(last)
}

// LastOf returns the last working day of the period that d lies in, and false
// when the period has none.
func (c Calendar) LastOf(p Period, d Date) (Date, bool) {
	first, last := p.Around(d)
	found := c.Shift(last, Previous)
	return found, !found.Before(first)
}
