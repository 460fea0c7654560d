package department

import (
	"maps"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Norms are the clocks of the department as the director set them. What is not
// in them runs as the kinds declare it; the zero Norms change nothing. They hold
// for what is filed from then on: a matter keeps the clocks it was born with.
type Norms struct {
	Spans map[KindName]Spans `json:"spans,omitempty"`
	// Nudge is after how much working time without a step the owner of a matter
	// is asked how it goes. 0 leaves it to the kind, negative means never.
	Nudge time.Duration `json:"nudge,omitempty"`
	// Idle is after how much working time the owner of a decision of which
	// nothing came is asked, in whole days; 0 is [DefaultPatience].
	Idle time.Duration `json:"idle,omitempty"`
}

// Patience returns how many working days a new decision may stay without action.
func (n Norms) Patience() int {
	if days := int(n.Idle / workdays.Day); days > 0 {
		return days
	}
	return DefaultPatience
}

// Spans are the clocks of one kind, in working time; 0 for what the kind
// declares.
type Spans struct {
	Take        time.Duration `json:"take,omitempty"`
	Solve       time.Duration `json:"solve,omitempty"`
	UrgentTake  time.Duration `json:"urgent_take,omitempty"`
	UrgentSolve time.Duration `json:"urgent_solve,omitempty"`
}

// Of returns the kind with the clocks of the department.
func (n Norms) Of(k Kind) Kind {
	s := n.Spans[k.Name]
	for _, span := range []struct {
		set time.Duration
		to  *time.Duration
	}{{s.Take, &k.Clocks.Take}, {s.Solve, &k.Clocks.Solve}, {s.UrgentTake, &k.Clocks.UrgentTake}, {s.UrgentSolve, &k.Clocks.UrgentSolve}} {
		if span.set > 0 {
			*span.to = span.set
		}
	}
	switch {
	case n.Nudge < 0:
		k.Clocks.Nudge = 0
	case n.Nudge > 0 && k.Clocks.Nudge > 0:
		k.Clocks.Nudge = n.Nudge
	}
	return k
}

// Norm names one of the numbers that the director can set.
type Norm string

// The numbers: until when to take and to solve, also what is urgent, and after
// how much silence to ask. NormNudge holds for all kinds, NormIdle for decisions.
const (
	NormTake        Norm = "take"
	NormSolve       Norm = "solve"
	NormUrgentTake  Norm = "utake"
	NormUrgentSolve Norm = "usolve"
	NormNudge       Norm = "nudge"
	NormIdle        Norm = "idle"
)

// The least and the greatest span that can be set.
const (
	leastSpan    = workdays.Hour / 4
	greatestSpan = 60 * workdays.Day
)

// Set returns the norms with one number changed; a nudge of 0 turns nudges off.
// It refuses with "not_yours" whoever is not the director, and with
// "button_unknown" a kind or number that does not exist and a span that is
// shorter than a quarter of an hour or longer than 60 days.
func (n Norms) Set(kind KindName, norm Norm, span time.Duration, by Person) (Norms, error) {
	if !by.May(Director) {
		return n, Refuse("not_yours")
	}
	if norm == NormNudge && span == 0 {
		n.Nudge = -1
		return n, nil
	}
	if span < leastSpan || span > greatestSpan {
		return n, Refuse("button_unknown")
	}
	switch {
	case norm == NormNudge:
		n.Nudge = span
		return n, nil
	case norm == NormIdle && span%workdays.Day == 0:
		n.Idle = span
		return n, nil
	}
	if _, ok := KindOf(kind); !ok {
		return n, Refuse("button_unknown")
	}
	s := n.Spans[kind]
	switch norm {
	case NormTake:
		s.Take = span
	case NormSolve:
		s.Solve = span
	case NormUrgentTake:
		s.UrgentTake = span
	case NormUrgentSolve:
		s.UrgentSolve = span
	default:
		return n, Refuse("button_unknown")
	}
	spans := maps.Clone(n.Spans)
	if spans == nil {
		spans = make(map[KindName]Spans)
	}
	spans[kind] = s
	n.Spans = spans
	return n, nil
}
