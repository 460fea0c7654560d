package salary

// clockEnd returns where a time like 10:00 or a date like 01/12/2026 ends that
// begins at token i, or 0.
func (r *reading) clockEnd(i int) int {
	end := 0
	for j := i + 1; j+1 < len(r.tokens) && r.tokens[j].glued && r.tokens[j+1].glued && r.tokens[j+1].kind != kindWord; j += 2 {
		slash := r.sign(j, "/") && j+3 < len(r.tokens) && r.sign(j+2, "/") || r.sign(j, "/") && end > 0
		if r.tokens[i].kind != kindNumber || r.tokens[j+1].kind != kindNumber || !r.sign(j, ":") && !slash {
			break
		}
		end = j + 2
	}
	return end
}

// suffixes are what follows a number in digits with or without a hyphen: 2-х.
var suffixes = map[string]bool{"х": true, "ух": true, "ех": true, "ти": true, "и": true, "ми": true, "го": true, "ому": true, "е": true, "я": true, "ои": true, "ст": true, "nd": true, "rd": true, "th": true, "st": true}

// number reads a number in digits or words and returns the token after it.
func (r *reading) number(i int) (value float64, next int, ok bool) {
	if i >= len(r.tokens) || r.tokens[i].covered {
		return 0, i, false
	}
	t := &r.tokens[i]
	switch {
	case t.kind == kindNumber:
		value, next = t.value, i+1
		j := next
		if r.sign(j, "-") {
			j++
		}
		if j < len(r.tokens) && r.tokens[j].glued && r.tokens[j].kind == kindWord && suffixes[r.tokens[j].key] {
			next = j + 1
		}
		if r.sign(next, "½") {
			value, next = value+0.5, next+1
		}
	case r.is(i, classNum):
		value, next = r.words(i)
		if next < len(r.tokens) && r.tokens[next].text == "of" { // a couple of
			next++
		}
	default:
		return 0, i, false
	}
	if r.is(next, classHalfMore) {
		value, next = value+0.5, r.after(next)
	}
	return value, next, true
}

// words adds up numerals of falling size: сто двадцать пять.
func (r *reading) words(i int) (value float64, next int) {
	value, next = r.tokens[i].value, r.after(i)
	least := value
	for r.is(next, classNum) {
		v := r.tokens[next].value
		fits := least >= 100 && v < 100 || least >= 20 && least < 100 && v < 10 && v >= 1
		if !fits && !(v == 100 && value < 10 && r.tokens[next].text == "hundred") {
			break
		}
		if v == 100 {
			value *= 100
		} else {
			value += v
		}
		least, next = v, r.after(next)
	}
	return value, next
}

// ordinalDigit reports whether the number at token i is written as 3-й.
func (r *reading) ordinalDigit(i int) bool {
	j := i + 1
	if r.sign(j, "-") {
		j++
	}
	if j >= len(r.tokens) || !r.tokens[j].glued {
		return false
	}
	switch r.tokens[j].text {
	case "й", "ый", "ий", "ой", "nd", "rd", "th", "st":
		return true
	}
	return false
}
