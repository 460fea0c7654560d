package texts

import (
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// signs are the signs of currencies that have a plain one; others are written
// by their code.
var signs = map[department.Currency]string{
	department.RUB: "₽", department.USD: "$", department.EUR: "€", department.GBP: "£", department.KZT: "₸",
}

// Money returns an amount with its currency: 120 000 ₽, 118,50 €, $300. Minor
// units are written only where there are some. An unknown amount is said to be
// unknown.
func (w Words) Money(m department.Money) string {
	if !m.Known() {
		return w.Plain("money_unknown")
	}
	number := w.Number(m.Minor / 100)
	if rest := m.Minor % 100; rest != 0 {
		point := ","
		if w.Lang == "en" {
			point = "."
		}
		number += point + fmt.Sprintf("%02d", max(rest, -rest))
	}
	sign, plain := signs[m.Currency]
	switch {
	case !plain:
		return number + nbsp + string(m.Currency)
	case w.Lang == "en":
		return sign + number
	}
	return number + nbsp + sign
}
