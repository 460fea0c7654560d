package texts

import "testing"

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 20: "20th", 21: "21st", 22: "22nd", 23: "23rd", 28: "28th", 31: "31st"} {
		if got := words(t, "en").Ordinal(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if got := words(t, "ru").Ordinal(28); got != "28-го" {
		t.Error(got)
	}
}
