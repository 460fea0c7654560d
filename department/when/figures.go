package when

// figures takes what begins with a digit: a number, a clock, a date in figures,
// two numbers joined by a dash, or something opaque. Letters written straight
// behind are a token of their own when they may be («25декабря», «15ч», «3pm»).
func (l *lexer) figures() {
	begin := l.pos
	var nums, widths []int
	var seps []rune
	var buf [8]int
	nums, widths = buf[:0:4], buf[4:4:8]
	end := begin
	for {
		n, w := 0, 0
		for ; end < len(l.in) && isDigit(l.in[end].r); end++ {
			n, w = min(n*10+int(l.in[end].r-'0'), 1<<30), w+1
		}
		nums, widths = append(nums, n), append(widths, w)
		if end+1 >= len(l.in) || !isSeparator(l.in[end].r) || !isDigit(l.in[end+1].r) {
			break
		}
		seps = append(seps, l.in[end].r)
		end++
	}
	pieces, ok := shapes(nums, widths, seps)
	if !ok || !l.suffixFits(end) {
		l.pos = end
		l.opaque(begin)
		return
	}
	l.emitPieces(pieces, begin, end)
	l.isoTail()
}

func isSeparator(r rune) bool { return r == '.' || r == ':' || r == '/' || r == '-' || r == ',' }

// suffixFits reports whether the letters at from may stand straight behind
// figures: a unit, a month, an ending («25го», «25-го»), or what opens the next
// number («с15до16»).
func (l *lexer) suffixFits(from int) bool {
	if from >= len(l.in) {
		return true
	}
	r := l.in[from].r
	if r == '.' && from+1 < len(l.in) && isLetter(l.in[from+1].r) { // 2026-11-30.pdf
		end := from + 1
		for end < len(l.in) && isLetter(l.in[end].r) {
			end++
		}
		return len(l.look(l.text(from+1, end))) > 0
	}
	if r == '%' || r == '°' || r == '₽' || r == '$' || r == '€' || r == '@' {
		return false
	}
	hyphen := r == '-' && from+1 < len(l.in) && isLetter(l.in[from+1].r)
	if hyphen {
		from++
	} else if !isLetter(r) {
		return true
	}
	end := from
	for end < len(l.in) && isLetter(l.in[end].r) {
		end++
	}
	text := l.text(from, end)
	if text == "t" && end < len(l.in) && isDigit(l.in[end].r) || text == "z" {
		return true
	}
	for _, s := range l.look(text) {
		switch s.class {
		case cSuffix, cTerm, cTermWeek:
			return true
		case cUnit, cAM, cPM, cMonth, cNumber0, cPart, cOClock:
			return !hyphen || s.class == cUnit || s.class == cMonth
		case cUntil, cTo, cPo, cIn, cAt:
			return !hyphen && end < len(l.in) && isDigit(l.in[end].r)
		case cWork, cEvent, cZone:
			return !hyphen && len(text) > 2
		}
	}
	return false
}

// isoTail takes the T between an ISO date and its time, and the zone behind it.
func (l *lexer) isoTail() {
	last := l.out[len(l.out)-1]
	switch r := l.peek(0); {
	case last.kind == tDay && (r == 't' || r == 'т') && isDigit(l.peek(1)):
		l.pos++
	case last.kind == tClock && r == 'z':
		l.emit(token{kind: tZone}, l.pos, l.pos+1)
	case last.kind == tClock && (r == '+' || r == '-') && isDigit(l.peek(1)) && isDigit(l.peek(2)) && l.peek(3) == ':' && len(l.out) > 1 && l.out[len(l.out)-2].kind == tDay:
		h, m := l.two(1), l.two(4)
		offset := h*60 + m
		if r == '-' {
			offset = -offset
		}
		l.emit(token{kind: tZone, a: offset}, l.pos, min(l.pos+6, len(l.in)))
	}
}

// two reads the two digits n places on.
func (l *lexer) two(n int) int {
	a, b := l.peek(n), l.peek(n+1)
	if !isDigit(a) || !isDigit(b) {
		return 0
	}
	return int(a-'0')*10 + int(b-'0')
}

// piece is a token of figures and how many numbers it has.
type piece struct {
	t token
	n int
}

// shapes says what numbers with separators between them are. It returns false
// for what is no date: telephone numbers, addresses, versions of three parts.
func shapes(nums, widths []int, seps []rune) ([]piece, bool) {
	if p, ok := shape(nums, widths, seps); ok {
		return []piece{p}, true
	}
	var found []piece
	for i, sep := range seps { // a range: two shapes with one dash between
		if sep != '-' {
			continue
		}
		left, okL := shape(nums[:i+1], widths[:i+1], seps[:i])
		right, okR := shape(nums[i+1:], widths[i+1:], seps[i+1:])
		if okL && okR && found == nil && left.t.sep != ',' {
			found = []piece{left, {t: token{kind: tMark, sep: '-'}}, right}
		}
	}
	if len(found) == 3 && found[0].t.kind == tNumber && found[2].t.kind == tNumber && (widths[0] > 2 || widths[1] > 2) {
		return nil, false
	}
	return found, found != nil
}

// shape says what numbers that belong together are.
func shape(nums, w []int, seps []rune) (piece, bool) {
	switch len(nums) {
	case 1:
		return piece{token{kind: tNumber, a: nums[0], wa: w[0]}, 1}, true
	case 2:
		p := token{kind: tPair, sep: seps[0], a: nums[0], b: nums[1], wa: w[0], wb: w[1]}
		switch {
		case seps[0] == ':' && w[0] <= 2 && w[1] == 2:
			p.kind = tClock
			return piece{p, 2}, true
		case seps[0] == ',', seps[0] == '.' && w[0] <= 2 && w[1] <= 2:
			return piece{p, 2}, true
		case seps[0] == '/' && w[0] <= 2 && w[1] <= 2 && !(nums[0] == 24 && nums[1] == 7):
			return piece{p, 2}, true
		}
	case 4:
		if seps[0] == ':' && seps[1] == ':' && seps[2] == '.' { // 09:00:00.000
			p, ok := shape(nums[:3], w[:3], seps[:2])
			p.n = 4
			return p, ok
		}
	case 3:
		if seps[0] != seps[1] {
			return piece{}, false
		}
		t := token{sep: seps[0], a: nums[0], b: nums[1], c: nums[2], wa: w[0], wb: w[1], wc: w[2]}
		switch {
		case seps[0] == ':' && w[0] <= 2 && w[1] == 2 && w[2] == 2:
			t.kind = tClock
			return piece{t, 3}, true
		case seps[0] == ',' || seps[0] == ':':
			return piece{}, false
		case w[0] == 4 && w[1] <= 2 && w[2] <= 2:
			t.kind, t.a, t.c, t.wa, t.wc = tDay, nums[2], nums[0], w[2], w[0]
			return piece{t, 3}, true
		case w[0] <= 2 && w[1] <= 2 && (w[2] == 4 || w[2] == 2 && seps[0] != '-' && (nums[1] <= 12 || seps[0] == '/' && nums[1] <= 31)):
			t.kind = tDay
			return piece{t, 3}, true
		case w[0] <= 2 && w[1] == 2 && w[2] == 2 && nums[0] <= 31 && nums[1] >= 1 && nums[1] <= 12:
			t.kind = tDay
			return piece{t, 3}, true
		}
	}
	return piece{}, false
}

// emitPieces gives each piece its place in the text.
func (l *lexer) emitPieces(pieces []piece, begin, end int) {
	at := begin
	for _, p := range pieces {
		stop := at
		if p.n == 0 {
			stop++
		}
		for n := p.n; n > 0; {
			for stop < end && isDigit(l.in[stop].r) {
				stop++
			}
			if n--; n > 0 {
				stop++
			}
		}
		l.emit(p.t, at, stop)
		at = stop
	}
}
