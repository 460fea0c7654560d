package department

import (
	"fmt"
	"strings"
)

// Currency is the ISO 4217 code of a currency. Empty means that no amount is
// known.
type Currency string

// The currencies that amounts may be in. All of them have a hundred minor units.
const (
	RUB Currency = "RUB"
	USD Currency = "USD"
	EUR Currency = "EUR"
	GBP Currency = "GBP"
	CNY Currency = "CNY"
	KZT Currency = "KZT"
	BYN Currency = "BYN"
)

// Money is an amount in minor units: kopecks, cents. The zero Money means that
// the amount is not known.
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency,omitempty"`
}

// MaxMoney is the largest amount that is believed, in minor units: ten trillion
// of the currency. It leaves room for sums of thousands of amounts.
const MaxMoney = 1_000_000_000_000_000

// Roubles returns that many whole roubles.
func Roubles(n int64) Money { return Money{Minor: 100 * n, Currency: RUB} }

// Known reports whether there is an amount.
func (m Money) Known() bool { return m.Currency != "" }

// String returns the amount for the log: 120000.50 RUB.
func (m Money) String() string {
	if !m.Known() {
		return "unknown"
	}
	sign, minor := "", m.Minor
	if minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%d.%02d %s", sign, minor/100, minor%100, m.Currency)
}

// FoundMoney is an amount as it stood in a text.
type FoundMoney struct {
	Money
	Start, End int // in bytes
	// Marked says that the text itself called it money, by a currency or by «тыс»,
	// «млн» and the like. Other numbers may be anything.
	Marked bool
}

// FindMoney returns the amounts in a text, in order. What is marked as money
// but can be read in two ways («12.500 ₽», «1 млн 200») is refused with
// "money_unclear", a currency that is not kept with "money_currency", nothing
// and less with "money_zero", more than [MaxMoney] with "money_too_big". All of
// them name the place as "Text". A doubtful number that is not marked is refused
// only where no other amount is marked.
//
// Dates and times are not known here: whoever reads a line takes them out
// before.
func FindMoney(text string) ([]FoundMoney, error) {
	s := moneyScan{text: text, tokens: moneyTokens(text)}
	var found []FoundMoney
	var doubt error // about a number that may be no money at all
	marked := false
	for i := 0; i < len(s.tokens); {
		if s.tokens[i].kind != digitsToken {
			i++
			continue
		}
		m, next, problem := s.amount(i)
		switch {
		case problem != "" && (m.Marked || problem == moneyCurrency):
			return nil, Refuse(problem, "Text", strings.TrimSpace(text[m.Start:m.End]))
		case problem != "":
			doubt = Refuse(problem, "Text", strings.TrimSpace(text[m.Start:m.End]))
		case m.Known():
			found, marked = append(found, m), marked || m.Marked
		}
		i = max(next, i+1)
	}
	if doubt != nil && !marked {
		return nil, doubt
	}
	return found, nil
}

// ReadMoney returns the one amount of which a text speaks: the one that is
// marked as money, else the only number that could be one. A text without any
// returns the zero FoundMoney. It refuses what [FindMoney] refuses, and with
// "money_two" a text in which one would have to guess which amount is meant.
func ReadMoney(text string) (FoundMoney, error) {
	found, err := FindMoney(text)
	if err != nil {
		return FoundMoney{}, err
	}
	var marked []FoundMoney
	for _, m := range found {
		if m.Marked {
			marked = append(marked, m)
		}
	}
	if len(marked) > 0 {
		found = marked
	}
	switch len(found) {
	case 0:
		return FoundMoney{}, nil
	case 1:
		return found[0], nil
	}
	one, two := found[0], found[1]
	return FoundMoney{}, Refuse("money_two", "One", text[one.Start:one.End], "Two", text[two.Start:two.End])
}

// Without returns text without the amount, for what is left to be a title.
func (m FoundMoney) Without(text string) string {
	if m.End == 0 {
		return strings.TrimSpace(text)
	}
	return strings.Join(strings.Fields(text[:m.Start]+" "+text[m.End:]), " ")
}
