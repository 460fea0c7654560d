package when

import (
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Parse finds what text says about time, seen from now. A text without a date is
// no error: the Kind is [None] and Rest the text.
//
// The error is a [*Problem] when a date was meant that cannot be taken; the
// Result then still has Spans, Rest, Deadline and, where there are several
// readings, Candidates, but no Kind. Parse reads the first [MaxText] bytes and
// takes time in proportion to them.
func Parse(text string, now time.Time, o Options) (Result, error) {
	toks := tokens(text)
	p := parser{toks: toks, o: &o, shouted: shouted(toks)}
	found := p.elements()
	g := newGround(now, &o)
	in := interpreter{ground: g, text: text, ph: gather(toks, found)}
	return in.result()
}

// newGround prepares what the phrases of a text are resolved against.
func newGround(now time.Time, o *Options) *ground {
	zone := o.Zone
	if zone == nil {
		zone = o.Calendar.Zone()
	}
	g := &ground{o: o, cal: o.Calendar, zone: zone, parts: o.Parts}
	if g.parts == (Parts{}) {
		g.parts = DefaultParts()
	}
	g.setNow(now.In(zone))
	return g
}

func (g *ground) setNow(now time.Time) {
	g.now, g.zone, g.today = now, now.Location(), workdays.DateOf(now)
}

// shouted reports whether all words of the text begin with a capital, as in a
// text typed in capitals.
func shouted(toks []token) bool {
	for _, t := range toks {
		if t.kind == tWord && !t.upper {
			return false
		}
	}
	return true
}

// interpreter turns a phrase into a result.
type interpreter struct {
	*ground
	text string
	ph   *phrase
	out  Result
}

// result answers the phrase.
func (in *interpreter) result() (Result, error) {
	ph := in.ph
	in.out.Zone = in.zone
	in.out.Rest = in.text
	ph.prune()
	if len(ph.every) == 0 {
		ph.joinDays()
	}
	ph.joinClocks()
	ph.dropPlain()
	if !ph.says() {
		return in.out, nil
	}
	in.applyZone()
	in.out.Deadline = ph.deadline()
	in.out.Spans, in.out.Rest = cut(in.text, ph)
	in.out.Precision = Day
	switch {
	case ph.refuse != nil:
		return in.refusal()
	case len(ph.every) > 0:
		return in.recurrence()
	case len(ph.more) > 0:
		return in.ask(nil)
	case ph.span != nil && ph.span.kind == eBetween:
		return in.between(*ph.span)
	case ph.span != nil:
		return in.days2(*ph.span)
	case ph.in != nil:
		return in.fromNow(*ph.in)
	}
	return in.point()
}

// says reports whether anything in the phrase names a time.
func (ph *phrase) says() bool {
	return len(ph.days) > 0 || len(ph.clocks) > 0 || len(ph.every) > 0 || ph.span != nil || ph.hours != nil || ph.in != nil || ph.refuse != nil
}

// dropPlain drops a lone number that was taken for an hour because a day stands
// beside it, when the phrase has a time already.
func (ph *phrase) dropPlain() {
	if len(ph.clocks) < 2 && ph.hours == nil {
		return
	}
	kept := ph.clocks[:0]
	for _, e := range ph.clocks {
		if !e.clock.plain {
			kept = append(kept, e)
		}
	}
	ph.clocks = kept
}

// deadline reports whether the phrase names a last moment.
func (ph *phrase) deadline() bool {
	if ph.mark != nil || ph.span != nil && (ph.span.role.deadline() || ph.span.within) || ph.in != nil && ph.in.within {
		return true
	}
	for _, list := range [][]element{ph.days, ph.clocks} {
		for _, e := range list {
			if e.role.deadline() || e.within || e.clock.within || e.clock.style == closing && e.role != at && e.role != after || e.day.kind == dayBoundary && e.role == bare && e.day.edge == edgeEnd {
				return true
			}
		}
	}
	return false
}

// applyZone takes the zone that the text names for the one to resolve in.
func (in *interpreter) applyZone() {
	z := in.ph.zone
	if z == nil {
		return
	}
	zone := in.zone
	if s := z.zone.is(cZone); s != nil {
		zone = s.zone
	}
	shift := z.n
	switch {
	case z.zone.kind == tZone && z.zone.text == "" && len(z.zone.senses) == 0:
		zone = time.FixedZone("", shift*60)
	case shift > 0 || shift < -1:
		_, base := in.now.In(zone).Zone()
		zone = time.FixedZone("", base+shift*60)
	}
	in.setNow(in.now.In(zone))
	in.out.Zone, in.out.ZoneNamed = zone, true
}

// problem ends with an error of the code about the whole phrase.
func (in *interpreter) problem(code Code, rather Choice) (Result, error) {
	in.out.Choice = Choice{}
	text := ""
	if n := len(in.out.Spans); n > 0 {
		text = in.text[in.out.Spans[0].Start:in.out.Spans[n-1].End]
	}
	return in.out, &Problem{Code: code, Text: text, Suggestion: rather}
}

// ask ends with the readings as candidates; without any the phrase is unclear.
func (in *interpreter) ask(choices []Choice) (Result, error) {
	in.out.Candidates = distinct(choices)
	if len(choices) == 0 {
		return in.problem(Unclear, Choice{})
	}
	return in.problem(Ambiguous, Choice{})
}

func (in *interpreter) dateChoice(d workdays.Date) Choice {
	return Choice{Kind: Date, At: d.In(in.zone)}
}

func (in *interpreter) stretchChoice(s stretch) Choice {
	if !s.several {
		return in.dateChoice(s.from)
	}
	return Choice{Kind: Range, From: s.from.In(in.zone), To: s.to.In(in.zone), Whole: true}
}

// refusal answers «2 часа назад» and «два раза в неделю».
func (in *interpreter) refusal() (Result, error) {
	e := in.ph.refuse
	if e.code != Past {
		return in.problem(e.code, Choice{})
	}
	if e.span.whole {
		return in.problem(Past, in.dateChoice(in.today))
	}
	return in.problem(Past, Choice{Kind: Moment, At: in.now})
}

// between answers «через час-полтора».
func (in *interpreter) between(e element) (Result, error) {
	a, b := in.after(e.span), in.after(e.span2)
	if a.code != 0 || b.code != 0 || e.span.vast || e.span2.vast {
		return in.problem(TooFar, Choice{})
	}
	c := Choice{Kind: Range}
	if e.span.whole && e.span2.whole {
		c.From, c.To, c.Whole = a.choices[0].from.In(in.zone), b.choices[0].from.In(in.zone), true
	} else {
		c.From, c.To = in.later(e.span), in.later(e.span2)
		in.out.Precision = Minute
	}
	if c.To.Before(c.From) {
		c.From, c.To = c.To, c.From
	}
	in.out.Choice = c
	return in.out, nil
}

// later returns now and a span, on the minute.
func (in *interpreter) later(s span) time.Time {
	t := in.now.Truncate(time.Minute)
	if s.months != 0 || s.days != 0 {
		d := monthsOn(in.today, s.months).Add(s.days)
		t = wall(d, time.Duration(t.Hour())*time.Hour+time.Duration(t.Minute())*time.Minute, in.zone)
	}
	return t.Add(time.Duration(s.minutes) * time.Minute)
}

// fromNow answers «через 2 часа».
func (in *interpreter) fromNow(e element) (Result, error) {
	v := in.after(e.span)
	if v.code != 0 || e.span.minutes > horizon*366*24*60 {
		return in.problem(TooFar, Choice{})
	}
	if len(in.ph.days) > 0 || len(in.ph.clocks) > 0 || in.ph.hours != nil {
		other := *in.ph
		other.in = nil
		alone := interpreter{ground: in.ground, text: in.text, ph: &other}
		first := Choice{Kind: Moment, At: in.later(e.span)}
		if r, err := alone.result(); err == nil {
			return in.ask([]Choice{first, r.Choice})
		}
		return in.ask([]Choice{first})
	}
	in.out.Choice = Choice{Kind: Moment, At: in.later(e.span)}
	in.out.Precision = Minute
	return in.out, nil
}
