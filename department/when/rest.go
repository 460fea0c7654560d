package when

import (
	"strings"
	"unicode"
)

// cut returns the spans of the text that the phrase was read from, and the text
// without them.
func cut(text string, ph *phrase) ([]Span, string) {
	var spans []Span
	for i := range ph.used {
		first, last := ph.used[i].first, ph.used[i].last
		if i > 0 && joins(ph.toks, ph.used[i-1].last, first, ph.used[i-1].kind == eDay && ph.used[i].kind == eDay) {
			spans[len(spans)-1].End = ph.toks[last-1].end
			continue
		}
		spans = append(spans, Span{ph.toks[first].start, ph.toks[last-1].end})
	}
	pieces := make([]string, 0, len(spans)+1)
	at := 0
	for _, s := range spans {
		pieces = append(pieces, text[at:s.Start])
		at = s.End
	}
	return spans, tidy(append(pieces, text[at:]))
}

// joins reports whether only marks stand between two elements, so that they go
// with them. Between days an «и» goes as well.
func joins(toks []token, from, to int, days bool) bool {
	for i := from; i < to; i++ {
		if days && toks[i].is(cAnd) != nil {
			continue
		}
		if toks[i].kind != tMark || !strings.ContainsRune(",-:()@;.", toks[i].sep) {
			return false
		}
	}
	return true
}

// tidy joins the pieces of a title, between which something was taken out, and
// removes the marks and spaces that it leaves behind.
func tidy(pieces []string) string {
	out := strings.TrimRight(pieces[0], " \t")
	for _, piece := range pieces[1:] {
		piece = strings.TrimLeft(piece, " \t")
		out = join(strings.TrimRight(out, " \t\u00a0"), piece)
		out = strings.TrimRight(out, " \t")
	}
	out = strings.TrimRight(strings.TrimSpace(out), " ,;:–—-\u00a0")
	out = strings.TrimLeft(out, " ,;:.–—-!?)\u00a0")
	if strings.IndexFunc(out, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	return out
}

// join puts two pieces together where a date stood between them.
func join(left, right string) string {
	if left == "" || right == "" {
		return left + right
	}
	for _, pair := range [...]struct{ open, shut string }{{"(", ")"}, {"[", "]"}, {"«", "»"}, {"\"", "\""}} {
		if strings.HasSuffix(left, pair.open) && strings.HasPrefix(right, pair.shut) {
			left, right = strings.TrimRight(strings.TrimSuffix(left, pair.open), " "), strings.TrimLeft(strings.TrimPrefix(right, pair.shut), " ")
			break
		}
	}
	if right == "" || left == "" {
		return left + right
	}
	first := []rune(right)[0]
	if strings.ContainsRune(",;:–—-", first) { // the mark stood behind the date
		left = strings.TrimRight(left, " ,;:–—-")
		if after := strings.TrimLeft(right, ",; "); strings.HasPrefix(after, "и ") || strings.HasPrefix(after, "and ") {
			right = after
		}
	}
	if strings.ContainsRune(",.;:!?)", first) && !strings.HasPrefix(right, "и ") && !strings.HasPrefix(right, "and ") {
		return left + right
	}
	return left + " " + right
}
