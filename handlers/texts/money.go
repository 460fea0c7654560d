package texts

import (
	"math"
	"strconv"
	"strings"
)

// nbsp keeps a number and what belongs to it on one line.
const nbsp = "\u00a0"

// Number returns n with its thousands set apart: 115 000 with no-break spaces,
// 115,000.
func (w Words) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "−", digits[1:]
	}
	gap := nbsp
	if w.Lang == "en" {
		gap = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + gap + digits[i:]
	}
	return sign + digits
}

// Roubles returns an amount of whole roubles: 115 000 ₽, ₽115,000.
func (w Words) Roubles(n int64) string {
	if w.Lang != "en" {
		return w.Number(n) + nbsp + "₽"
	}
	if s, minus := strings.CutPrefix(w.Number(n), "−"); minus {
		return "−₽" + s
	}
	return "₽" + w.Number(n)
}

// RoubleRange returns a range of whole roubles: 80 000–130 000 ₽,
// ₽80,000–130,000.
func (w Words) RoubleRange(from, to int64) string {
	if w.Lang == "en" {
		return w.Roubles(from) + "–" + w.Number(to)
	}
	return w.Number(from) + "–" + w.Roubles(to)
}

// Change returns a difference in whole roubles with its sign: +5 000 ₽.
func (w Words) Change(n int64) string {
	if n > 0 {
		return "+" + w.Roubles(n)
	}
	return w.Roubles(n)
}

// Percent returns how much part is of whole, rounded to a whole per cent, or to
// a tenth when it is below ten: 12 %, 9,5 %; 12%, 9.5%. A whole of zero has no
// per cent: the result is empty.
func (w Words) Percent(part, whole int64) string {
	if whole == 0 {
		return ""
	}
	value := math.Abs(100 * float64(part) / float64(whole))
	decimals := 0
	if math.Round(value*10) < 100 {
		decimals = 1
	}
	text := strings.TrimSuffix(strconv.FormatFloat(value, 'f', decimals, 64), ".0")
	if (part < 0) != (whole < 0) && part != 0 && text != "0" {
		text = "−" + text
	}
	if w.Lang == "en" {
		return text + "%"
	}
	return strings.Replace(text, ".", ",", 1) + nbsp + "%"
}
