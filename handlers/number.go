package handlers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ReadNumber reads a message that is nothing but the number of a matter: №118,
// # 118, n118.
func ReadNumber(text string) (int64, bool) {
	text = strings.TrimSpace(text)
	for _, sign := range []string{"№", "#", "N", "n"} {
		if digits, ok := strings.CutPrefix(text, sign); ok {
			n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
			return n, err == nil && n > 0
		}
	}
	return 0, false
}

// named finds the number of a matter within a text: №118, /118, #118.
var named = regexp.MustCompile(`(?:№\s?|(?:^|[\s(«"])[/#])(\d{1,12})`)

// Numbers returns the numbers of matters that a text names, each once, and the
// text without them.
func Numbers(text string) (numbers []int64, rest string) {
	for _, found := range named.FindAllStringSubmatch(text, -1) {
		n, err := strconv.ParseInt(found[1], 10, 64)
		if err == nil && n > 0 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers, named.ReplaceAllString(text, " ")
}
