package when

import "strings"

// tokenKind is what a token looks like.
type tokenKind uint8

const (
	tWord   tokenKind = iota // letters; senses says what is known of it
	tNumber                  // plain figures
	tClock                   // 15:30, also with seconds
	tPair                    // 15.12, 25/12, 1,5: what it is, the rules decide
	tDay                     // 15.12.2026, 2026-12-15
	tMark                    // one punctuation mark
	tZone                    // the zone behind an ISO time, in minutes
	tOpaque                  // figures and letters that are no date: 8-800-555-35-35, А4
)

// token is a piece of the folded text.
type token struct {
	kind       tokenKind
	start, end int  // bytes of the original
	gap        bool // white space stands before it
	upper      bool // begins with a capital
	sep        rune // tMark: the mark; tPair: what separates the two numbers
	a, b, c    int  // numbers; tDay: day, month, year; tClock: hour, minute, second
	wa, wb, wc int  // their widths in digits
	text       string
	senses     []sense
}

// is returns the sense of the class that the token has, or nil.
func (t *token) is(c class) *sense {
	for i := range t.senses {
		if t.senses[i].class == c {
			return &t.senses[i]
		}
	}
	return nil
}

// form returns the sense of the class with one of the forms, or nil.
func (t *token) form(c class, forms string) *sense {
	for i := range t.senses {
		if s := &t.senses[i]; s.class == c && strings.IndexByte(forms, s.form) >= 0 {
			return s
		}
	}
	return nil
}

// lexer cuts a folded text into tokens, in one pass.
type lexer struct {
	in  []letter
	pos int
	out []token
	lex *lexicon
	gap bool
}

// tokens returns the tokens of the text.
func tokens(text string) []token {
	in := fold(text)
	l := lexer{in: in, lex: words(), out: make([]token, 0, len(in)/4+4), gap: true}
	for l.pos < len(l.in) {
		switch r := l.in[l.pos].r; {
		case r == ' ' || r == '\n':
			l.pos++
			l.gap = true
		case isDigit(r):
			l.figures()
		case isLetter(r):
			l.letters()
		default:
			l.mark()
		}
	}
	return grouped(l.out)
}

// peek returns the character n places on, or 0.
func (l *lexer) peek(n int) rune {
	if i := l.pos + n; i >= 0 && i < len(l.in) {
		return l.in[i].r
	}
	return 0
}

// emit appends t, which covers the characters from begin to end.
func (l *lexer) emit(t token, begin, end int) {
	t.start, t.end, t.gap, t.upper = l.in[begin].start, l.in[end-1].end, l.gap, l.in[begin].upper
	l.gap = false
	l.out = append(l.out, t)
	l.pos = end
}

// opaque takes everything up to the next space as one token without a meaning.
func (l *lexer) opaque(begin int) {
	end := l.pos
	for end < len(l.in) && (isLetter(l.in[end].r) || isDigit(l.in[end].r) || strings.ContainsRune("-_/@#&=?%", l.in[end].r) ||
		strings.ContainsRune(".:,", l.in[end].r) && end+1 < len(l.in) && (isLetter(l.in[end+1].r) || isDigit(l.in[end+1].r))) {
		end++
	}
	l.emit(token{kind: tOpaque}, begin, max(end, begin+1))
}

// mark takes a punctuation mark. What № # @ $ + and the like begin is opaque.
func (l *lexer) mark() {
	r := l.peek(0)
	next := l.peek(1)
	if strings.ContainsRune("№#@$€/\\=&", r) && (isLetter(next) || isDigit(next)) && !(r == '/' && l.knownBefore()) {
		begin := l.pos
		l.pos++
		l.opaque(begin)
		return
	}
	if strings.ContainsRune("№#", r) && next == ' ' && isDigit(l.peek(2)) {
		begin := l.pos
		l.pos += 2
		l.opaque(begin)
		return
	}
	l.emit(token{kind: tMark, sep: r}, l.pos, l.pos+1)
}

// knownBefore reports whether a word of the lexicon stands right before, so that
// a stroke only joins it to the next: «пн/ср».
func (l *lexer) knownBefore() bool {
	n := len(l.out)
	return n > 0 && !l.gap && len(l.out[n-1].senses) > 0
}

// letters takes a word, or several joined by hyphens when all are known.
func (l *lexer) letters() {
	begin, end := l.pos, l.pos
	for end < len(l.in) && (isLetter(l.in[end].r) || l.in[end].r == '\'' && end+1 < len(l.in) && isLetter(l.in[end+1].r)) {
		end++
	}
	text := l.text(begin, end)
	senses := l.look(text)
	next, after := rune(0), rune(0)
	if end < len(l.in) {
		next = l.in[end].r
	}
	if end+1 < len(l.in) {
		after = l.in[end+1].r
	}
	switch {
	case isDigit(next) && !opens(senses), (next == '_' || next == '*') && (isLetter(after) || isDigit(after)), next == '@', next == ':' && after == '/', next == '&',
		next == '.' && isLetter(after) && (len(senses) == 0 || len(text) > 1 && text[0] < 0x80 && after < 0x80):
		l.pos = end
		l.opaque(begin)
		return
	case next == '-' && (isLetter(after) || isDigit(after)):
		if whole, stop := l.hyphenated(begin); whole != nil {
			l.emit(token{kind: tWord, text: l.text(begin, stop), senses: whole}, begin, stop)
			return
		}
		if !l.knownBehindHyphen(senses, end+1) {
			l.pos = end
			l.opaque(begin)
			return
		}
	case next == '/' && isLetter(after):
		if whole, stop := l.joined(begin, '/'); whole != nil {
			l.emit(token{kind: tWord, text: l.text(begin, stop), senses: whole}, begin, stop)
			return
		}
	}
	l.emit(token{kind: tWord, text: text, senses: senses}, begin, end)
}

// opens reports whether a word may be written together with the number after
// it: «в10», «до18».
func opens(senses []sense) bool {
	for _, s := range senses {
		switch s.class {
		case cIn, cAt, cUntil, cTo, cFrom, cThrough, cOn, cMonth, cUnit, cAfter, cPo, cQuarterQ:
			return true
		}
	}
	return false
}

// hyphenated returns the senses of the word with its hyphens at begin, if the
// lexicon has it as a whole.
func (l *lexer) hyphenated(begin int) ([]sense, int) { return l.joined(begin, '-') }

func (l *lexer) joined(begin int, by rune) ([]sense, int) {
	end := begin
	for end < len(l.in) && (isLetter(l.in[end].r) || l.in[end].r == by) {
		end++
	}
	return l.lex.senses[l.text(begin, end)], end
}

// knownBehindHyphen reports whether both sides of a hyphen may be words of a
// date: «час-полтора», «пн-пт», «мск-2».
func (l *lexer) knownBehindHyphen(left []sense, from int) bool {
	if len(left) == 0 || left[0].class == cPo || left[0].class == cIn || left[0].class == cKeeper {
		return false
	}
	if isDigit(l.in[from].r) {
		return true
	}
	end := from
	for end < len(l.in) && isLetter(l.in[end].r) {
		end++
	}
	return len(l.look(l.text(from, end))) > 0
}

func (l *lexer) text(begin, end int) string {
	var b strings.Builder
	b.Grow(2 * (end - begin))
	for _, c := range l.in[begin:end] {
		b.WriteRune(c.r)
	}
	return b.String()
}

// look finds a word in the lexicon: as written, with Latin letters taken for the
// Cyrillic ones they look like, or with one slip.
func (l *lexer) look(text string) []sense {
	if senses := l.lex.senses[text]; senses != nil {
		return senses
	}
	if twin, ok := cyrillic(text); ok && twin != text {
		if senses := l.lex.senses[twin]; senses != nil {
			return senses
		}
	}
	return l.lex.guess(text)
}

// grouped joins «120 000» to one opaque amount.
func grouped(in []token) []token {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		t := in[i]
		j := i + 1
		if t.kind == tNumber && t.wa <= 3 {
			for j < len(in) && groupOf3(in[j]) {
				j++
			}
		}
		if j > i+1 {
			t = token{kind: tOpaque, start: t.start, end: in[j-1].end, gap: t.gap}
			i = j - 1
		}
		out = append(out, t)
	}
	return out
}

// groupOf3 reports whether t may be the continuation of a large number.
func groupOf3(t token) bool {
	return t.gap && t.wa == 3 && (t.kind == tNumber || t.kind == tPair && t.sep == ',')
}
