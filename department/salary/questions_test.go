package salary

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// asked is when all questions of the tests are asked.
func asked() time.Time { return time.Date(2026, time.November, 23, 14, 30, 0, 0, time.UTC) }

// summary writes a result as testdata/questions.txt does.
func summary(q Question, r Result) string {
	head := []string{string(r.Outcome)}
	switch r.Outcome {
	case Asks:
		for _, m := range r.Missing {
			head = append(head, string(m))
		}
	case NoData:
		head = append(head, string(r.Reason))
	case Compares:
		for _, m := range r.Missing {
			head = append(head, "?"+string(m))
		}
	}
	text := strings.Join(head, " ")
	cities := []string{}
	for _, c := range q.Cities {
		if !c.Origin || len(q.Cities) == 1 || Survey2015().Covers(c.Name) {
			cities = append(cities, c.Name)
		}
	}
	parts := []string{strings.Join(cities, " + "), join(q.Segments), join(q.Bands)}
	if q.Amount != nil {
		if from, to, ok := q.Amount.Monthly(); ok && from == to {
			parts = append(parts, fmt.Sprint(from))
		} else if ok {
			parts = append(parts, fmt.Sprintf("%d..%d", from, to))
		}
	}
	if q.AnyCity {
		parts[0] = "*"
	}
	separator := ": "
	for _, p := range parts {
		if p != "" {
			text += separator + p
			separator = ", "
		}
	}
	return text
}

func join[T any](list []T) string {
	var words []string
	for _, v := range list {
		words = append(words, fmt.Sprint(v))
	}
	return strings.Join(words, " + ")
}

func TestQuestions(t *testing.T) {
	data, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	parser, survey := NewParser(), Survey2015()
	asks := 0
	for n, line := range strings.Split(string(data), "\n") {
		text, want, ok := strings.Cut(line, " => ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		asks++
		q := parser.Understand(text, asked())
		if got := summary(q, survey.Answer(q)); got != want {
			t.Errorf("line %d: %s\n got %s\nwant %s", n+1, text, got, want)
		}
	}
	if asks < 300 {
		t.Errorf("only %d questions were read", asks)
	}
}
