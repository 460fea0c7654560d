package when

// phrase is what the elements of a text say together.
type phrase struct {
	toks   []token
	used   []element // in the order of the text
	days   []element // eDay
	span   *element  // eDays, eBetween
	clocks []element // eClock
	hours  *element  // eClocks
	in     *element  // eIn within the day
	every  []element
	count  int
	zone   *element
	refuse *element
	mark   *element
	or     bool
	more   []element // what contradicts: a second range, a second span from now
}

// gather sorts the elements by what they say. Those that say nothing where they
// stand are left to the text.
func gather(toks []token, found []element) *phrase {
	ph := &phrase{toks: toks}
	for i := range found {
		e := found[i]
		if e.kind == eMark && e.n >= 0 {
			ph.mark = &e
		}
		if ph.idle(found, i) {
			continue
		}
		ph.sort(&e)
		ph.used = append(ph.used, e)
	}
	return ph
}

// sort puts an element where it belongs.
func (ph *phrase) sort(e *element) {
	switch e.kind {
	case eZone:
		ph.zone = e
	case eOr:
		ph.or = true
	case eCount:
		ph.count = e.n
	case eRefused:
		ph.refuse = e
	case eEvery:
		ph.every = append(ph.every, *e)
	case eIn:
		if !e.span.whole {
			ph.keep(&ph.in, e)
			return
		}
		e.kind, e.day = eDay, day{kind: daySpan, span: e.span}
		ph.days = append(ph.days, *e)
	case eDay:
		ph.days = append(ph.days, *e)
	case eDays, eBetween:
		ph.keep(&ph.span, e)
	case eClock:
		if e.clock.named {
			ph.days = append(ph.days, element{kind: eDay, first: e.first, last: e.last, day: day{kind: dayFromNow, n: e.clock.ahead}})
			e.clock.named = false
		}
		ph.clocks = append(ph.clocks, *e)
	case eClocks:
		ph.keep(&ph.hours, e)
	}
}

// idle reports whether element i says nothing where it stands: «5 раз» without a
// recurrence, a zone without a time, «срок» within a title.
func (ph *phrase) idle(found []element, i int) bool {
	e := found[i]
	switch e.kind {
	case eMark:
		begins := e.first == 0 || ph.toks[e.first].text == "due" || ph.toks[e.first-1].kind == tMark
		return e.n < 0 || !begins || !ph.beside(e.last, found, i+1)
	case eZone:
		return !ph.behindTime(found, i)
	case eOr:
		return i == 0 || i+1 == len(found) || found[i-1].last != e.first || found[i+1].first != e.last
	case eCount:
		return !hasEvery(found)
	case eIn:
		return e.bound && !hasEvery(found)
	case eDay: // «на третий день»: from when?
		return e.day.kind == dayNth && e.day.of2 == days && e.day.of.unit == noUnit && !hasEvery(found)
	}
	return false
}

// keep stores e in the slot, or notes that the slot is taken.
func (ph *phrase) keep(slot **element, e *element) {
	if *slot != nil {
		ph.more = append(ph.more, *e)
		return
	}
	*slot = e
}

func hasEvery(found []element) bool {
	for _, e := range found {
		if e.kind == eEvery {
			return true
		}
	}
	return false
}

// beside reports whether element n begins at token i, marks between aside.
func (ph *phrase) beside(i int, found []element, n int) bool {
	if n >= len(found) || i > found[n].first {
		return false
	}
	for ; i < found[n].first; i++ {
		if ph.toks[i].kind != tMark {
			return false
		}
	}
	return true
}

// behindTime reports whether the zone element i stands right behind a time.
func (ph *phrase) behindTime(found []element, i int) bool {
	if i == 0 || !ph.beside(found[i-1].last, found, i) {
		return false
	}
	switch e := found[i-1]; e.kind {
	case eClock, eClocks, eEvery:
		return true
	case eDay, eDays:
		return i > 1 && (found[i-2].kind == eClock || found[i-2].kind == eClocks)
	}
	return false
}

// joinDays makes one day of what belongs together: «в среду» and «на следующей
// неделе», «вторник» and «15 декабря», «через месяц» and «15 числа». What
// remains more than one contradicts itself.
func (ph *phrase) joinDays() {
	ph.shareWeek()
	if len(ph.days) < 2 {
		return
	}
	out := ph.days[:1]
	for _, e := range ph.days[1:] {
		prev := &out[len(out)-1]
		if joined, ok := joinDay(prev.day, e.day); ok && !ph.or {
			if e.role.deadline() || prev.role == bare || prev.role == at {
				prev.role = e.role.over(prev.role)
			}
			prev.within = prev.within || endsToday(prev.day) || endsToday(e.day)
			prev.day, prev.last = joined, e.last
			continue
		}
		out = append(out, e)
	}
	ph.days = out
}

// shareWeek gives the week of «на следующей неделе в понедельник или вторник» to
// all weekdays.
func (ph *phrase) shareWeek() {
	if n := len(ph.days); n > 1 && ph.or && ph.days[n-1].day.kind == dayWeekday {
		for i := range ph.days[:n-1] {
			if d := &ph.days[i].day; d.kind == dayWeekday && d.which == nearest {
				d.which = ph.days[n-1].day.which
			}
		}
	}
	week := -1
	for i, e := range ph.days {
		switch {
		case e.day.kind == dayPeriod && e.day.of.unit == weeks && !e.day.of.weekend && week < 0:
			week = i
		case e.day.kind != dayWeekday || e.day.which != nearest:
			return
		}
	}
	if week < 0 || len(ph.days) < 3 {
		return
	}
	which := ph.days[week].day.of.which
	var out []element
	for i, e := range ph.days {
		if i != week {
			e.day.which = which
			out = append(out, e)
		}
	}
	ph.days = out
}

// endsToday reports whether d is «конец дня», which makes a deadline of the day
// beside it.
func endsToday(d day) bool { return d.kind == dayBoundary && d.of.unit == days }

// over returns the stronger of two roles.
func (r role) over(other role) role {
	if r == bare || r == at && other != bare {
		return other
	}
	return r
}

// joinDay makes one day of two, if they belong together.
func joinDay(a, b day) (day, bool) {
	if d, ok := joinInOrder(a, b); ok {
		return d, true
	}
	return joinInOrder(b, a)
}

func joinInOrder(a, b day) (day, bool) {
	switch {
	case a.kind == dayWeekday && b.kind == dayPeriod && b.of.unit == weeks && !b.of.weekend && a.which == nearest:
		a.which = b.of.which
		return a, true
	case a.kind == dayWeekday && b.kind == daySpan && b.span.days > 0 && b.span.days%7 == 0 && b.span.months == 0 && a.which == nearest:
		a.weeks = b.span.days / 7
		return a, true
	case a.kind == dayWeekday && (b.kind == dayExact || b.kind == dayOfMonth) && b.weekday == 0 && a.weeks == 0:
		b.weekday = a.weekday
		return b, true
	case a.kind == dayOfMonth && b.kind == daySpan && b.span.months > 0 && b.span.days == 0 && a.of.unit == noUnit:
		a.span = b.span
		return a, true
	case a.kind == dayOfMonth && b.kind == dayPeriod && b.of.unit == months && a.of.unit == noUnit:
		a.of = b.of
		return a, true
	case a.kind == dayBoundary && a.edge == edgeEnd && a.of.unit == days:
		return b, true
	case a.kind == dayNth && a.of.unit == noUnit && b.kind == dayPeriod && b.of.unit != weeks:
		a.of = b.of
		return a, true
	case a.kind == dayBoundary && b.kind == dayBoundary && a.edge == b.edge && a.of == b.of:
		return a, true
	}
	return a, false
}

// joinClocks makes one time of «вечером» and «в 8».
func (ph *phrase) joinClocks() {
	if len(ph.clocks) < 2 {
		return
	}
	out := ph.clocks[:1]
	for _, e := range ph.clocks[1:] {
		prev := &out[len(out)-1]
		if c, ok := joinClock(prev.clock, e.clock); ok {
			prev.clock, prev.last, prev.role = c, e.last, e.role.over(prev.role)
			continue
		}
		out = append(out, e)
	}
	ph.clocks = out
}

// joinClock makes one time of a part of the day and an hour in it.
func joinClock(a, b clock) (clock, bool) {
	if b.style == atPart && a.style != atPart {
		a, b = b, a
	}
	if a.style != atPart || b.style == closing || a.part == noon || a.part == midnight {
		return a, a == b
	}
	switch b.style {
	case spoken, written, exact:
	default:
		return a, a == b
	}
	h, bad := hourIn(b.h, a.part, false)
	if b.style == exact && b.part == noPart {
		h, bad = b.h, b.bad
	}
	if b.style == exact && b.part != noPart { // tonight at 9pm
		b.today = a.today
		return b, a.part == morning == (b.h < 12) || a.part == night
	}
	if bad {
		return a, false
	}
	b.h, b.style, b.part, b.orDay, b.orDate, b.plain, b.today = h, exact, a.part, 0, false, false, a.today
	if a.part == lunch && h < 9 {
		b.h += 12
	}
	if h == 24 {
		return clock{style: atPart, part: midnight}, true
	}
	return b, true
}
