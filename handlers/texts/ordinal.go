package texts

import "fmt"

// Ordinal returns the number of a day as it stands before "числа" in Russian:
// «28-го»; in English "28th".
func (w Words) Ordinal(n int) string {
	if w.Lang == "ru" {
		return fmt.Sprintf("%d-го", n)
	}
	ending := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprint(n, ending)
}
