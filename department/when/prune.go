package when

// prune leaves to the text what speaks of another time than the one asked for,
// where something else remains: «клиент ждёт с пятницы, ответить завтра»,
// «два дня назад отгрузили, перезвонить утром», «еженедельный отчёт до среды».
func (ph *phrase) prune() {
	if ph.titled() {
		ph.drop(func(e element) bool { return e.kind == eEvery && e.every.weak })
	}
	if len(ph.every) > 0 { // every month on the last Friday
		for i := range ph.days {
			ph.days[i].day = ph.days[i].day.ofEach()
		}
		for i := range ph.used {
			ph.used[i].day = ph.used[i].day.ofEach()
		}
	}
	rest := 0
	for i, e := range ph.used {
		beside := i > 0 && ph.used[i-1].over() && ph.used[i-1].last == e.first
		if ph.names(e) && !e.over() && !(e.kind == eClock && beside) { // «вчера в 10» is over as a whole
			rest++
		}
	}
	if rest == 0 {
		return
	}
	ph.drop(func(e element) bool { return e.over() })
	since, other := 0, 0
	for i, e := range ph.days {
		switch {
		case e.role == from:
			since++
		case e.role == onto && i > 0 && ph.days[i-1].role == from && ph.days[i-1].last == e.first: // «с пятницы на понедельник»
			return
		default:
			other++
		}
	}
	if since > 0 && other > 0 && len(ph.every) == 0 {
		ph.drop(func(e element) bool { return e.kind == eDay && e.role == from })
	}
	ph.keepNames()
	ph.several()
}

// keepNames leaves the weekday that ends a name to the text, «20.02.2027 в 10:00
// Рабочая суббота»: one behind a word that says no time and before nothing that
// does. The date beside it still has to agree with it.
func (ph *phrase) keepNames() {
	for _, e := range ph.used {
		if !ph.endsName(e) {
			continue
		}
		for i := range ph.days {
			if d := &ph.days[i].day; (d.kind == dayExact || d.kind == dayOfMonth) && d.weekday == 0 {
				d.weekday = e.day.weekday
				ph.drop(func(other element) bool { return other.kind == eDay && other.first == e.first })
				return
			}
		}
	}
}

func (ph *phrase) endsName(e element) bool {
	if e.kind != eDay || e.day.kind != dayWeekday || e.role != bare || e.day.which != nearest || e.first == 0 || ph.toks[e.first-1].kind != tWord {
		return false
	}
	for i, other := range ph.used {
		if other.last == e.first || other.first != e.first && ph.beside(e.last, ph.used, i) {
			return false
		}
	}
	return true
}

// ofEach returns d, or the last such weekday of each month where the past one
// would make no sense.
func (d day) ofEach() day {
	if d.kind == dayWeekday && d.which == last {
		return day{kind: dayNth, n: -1, of2: weeks, weekday: d.weekday}
	}
	return d
}

// names reports whether e names a time by itself.
func (ph *phrase) names(e element) bool {
	switch e.kind {
	case eDay, eDays, eIn, eBetween, eEvery, eClock, eClocks:
		return true
	}
	return false
}

// over reports whether e can only be in the past.
func (e element) over() bool {
	switch e.kind {
	case eRefused:
		return e.code == Past
	case eDay:
		return e.day.kind == dayFromNow && e.day.n < 0 || (e.day.kind == dayWeekday || e.day.kind == dayPeriod) && (e.day.which == last || e.day.of.which == last)
	}
	return false
}

// titled reports whether «еженедельный» and the like belong to the title: nothing
// says when, or what says it is a single day.
func (ph *phrase) titled() bool {
	weak := false
	for _, e := range ph.every {
		if !e.every.weak {
			return false
		}
		weak = true
	}
	if !weak {
		return false
	}
	if ph.span != nil || ph.in != nil || ph.refuse != nil || len(ph.days) == 0 && len(ph.clocks) == 0 && ph.hours == nil {
		return true
	}
	for _, e := range ph.days {
		if e.role.deadline() || e.day.kind != dayOfMonth && e.day.kind != dayWeekday && e.day.kind != dayNth {
			return true
		}
	}
	return false
}

// drop removes elements from the phrase.
func (ph *phrase) drop(gone func(e element) bool) {
	filter := func(in []element) []element {
		var out []element
		for _, e := range in {
			if !gone(e) {
				out = append(out, e)
			}
		}
		return out
	}
	ph.used, ph.days, ph.every = filter(ph.used), filter(ph.days), filter(ph.every)
	if ph.refuse != nil && gone(*ph.refuse) {
		ph.refuse = nil
	}
}

// several takes «два раза в месяц 10 и 25 числа» for what it says: the number of
// times only counts the days.
func (ph *phrase) several() {
	r := ph.refuse
	if r == nil || r.n < 2 {
		return
	}
	if r.every.unit == weeks && len(ph.every) == 1 && len(ph.every[0].every.weekdays) == r.n {
		ph.refuse = nil
		return
	}
	if r.every.unit == weeks && len(ph.every) == 0 && len(ph.days) == r.n { // «три раза в неделю: пн, ср, пт»
		e := *r
		e.kind, e.every = eEvery, every{unit: weeks, interval: 1, anchored: true}
		ph.every, ph.refuse = []element{e}, nil
		return
	}
	if r.every.unit == months && len(ph.every) == 0 && len(ph.days) == 1 && len(ph.days[0].day.days) == r.n {
		e := *r
		e.kind, e.every = eEvery, every{unit: months, interval: 1, anchored: true}
		ph.every, ph.refuse = []element{e}, nil
	}
}
