package salary

import (
	"fmt"
	"slices"
	"time"
)

// MaxText is how much of a question is read, in characters (Unicode code
// points). The rest is ignored.
const MaxText = 1000

// Parser understands salary questions. It never changes, so any number of
// goroutines may use it; building one takes some milliseconds.
type Parser struct {
	lexicon *lexicon
}

// NewParser returns a parser for the cities that the lexicon knows and for those
// given, which are usually [Survey.Cities] of a survey that covers more.
func NewParser(cities ...string) Parser {
	x, err := newLexicon(cities)
	if err != nil {
		panic(fmt.Sprintf("salary: the embedded lexicon is broken: %v", err)) // a test builds one
	}
	return Parser{x}
}

// Understand returns what the text asks. The time tells how long «с 2022 года»
// is; its zone does not matter. Any text is accepted; of one that is no question
// about salaries the [Question] is [Question.Empty].
func (p Parser) Understand(text string, now time.Time) Question {
	if runes := []rune(text); len(runes) > MaxText {
		text = string(runes[:MaxText])
	}
	r := reading{tokens: tokenize(p.lexicon.fixLayout(text)), now: now}
	p.lexicon.recognise(r.tokens)
	r.clauses()
	r.quantities()
	var q Question
	q.Cities, q.Ambiguous = r.places(p.lexicon)
	q.AnyCity = len(q.Cities) == 0 && r.anyHas(classAllCities)
	q.Segments = r.segments()
	q.Bands = r.bands()
	q.Position = r.position()
	q.Amount = r.amount()
	return q
}

// reading is the state of understanding one text.
type reading struct {
	tokens []token
	clause []int  // of each token
	timed  []bool // whether a token belongs to a stretch of time
	sums   []quantity
	spans  []quantity
	bare   []quantity // numbers without a unit, not yet explained
	now    time.Time
}

// clauses numbers the clauses of the text.
func (r *reading) clauses() {
	r.clause = make([]int, len(r.tokens))
	n := 0
	for i := range r.tokens {
		t := &r.tokens[i]
		ends := t.kind == kindSign && slices.Contains([]string{",", ";", "?", "!", "(", ")", ":", "/", "\n", "."}, t.text)
		if t.text == "." && i > 0 {
			before := r.tokens[i-1].means
			ends = !before.hasAny(classYear, classMonth, classThousand, classRub, classHead, classCity) || i+1 < len(r.tokens) && r.tokens[i+1].capital
		}
		if ends || !t.covered && t.means.has(classBut) {
			n++
		}
		r.clause[i] = n
	}
}

// is reports whether the phrase that begins at token i means one of the classes.
// Tokens outside the text mean nothing.
func (r *reading) is(i int, list ...class) bool {
	return i >= 0 && i < len(r.tokens) && !r.tokens[i].covered && r.tokens[i].means.hasAny(list...)
}

// sign reports whether token i is that sign.
func (r *reading) sign(i int, text string) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].kind == kindSign && r.tokens[i].text == text
}

// start returns where the phrase begins that token i is a part of.
func (r *reading) start(i int) int {
	for i > 0 && r.tokens[i].covered {
		i--
	}
	return i
}

// before returns the beginning of the phrase before token i, or -1.
func (r *reading) before(i int) int {
	if i <= 0 {
		return -1
	}
	return r.start(i - 1)
}

// after returns the token after the phrase that begins at i.
func (r *reading) after(i int) int { return i + r.tokens[i].span }

// anyHas reports whether any phrase of the text means one of the classes.
func (r *reading) anyHas(list ...class) bool { return r.find(0, len(r.tokens), list...) >= 0 }

// find returns the first phrase from token i to token end that means one of the
// classes, or -1.
func (r *reading) find(i, end int, list ...class) int {
	for i = max(i, 0); i < min(end, len(r.tokens)); i++ {
		if r.is(i, list...) {
			return i
		}
	}
	return -1
}

// appendNew appends v unless it is there.
func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}
