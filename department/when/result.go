package when

import (
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Kind is what a phrase names.
type Kind uint8

// The kinds of results.
const (
	None       Kind = iota // no date in the text
	Date                   // a day without a time
	Moment                 // a day and a time
	Range                  // from one day or moment to another
	Recurrence             // again and again by a rule
)

// String returns the kind in lower case: none, date, moment, range, recurrence.
func (k Kind) String() string {
	names := [...]string{"none", "date", "moment", "range", "recurrence"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Precision is how exactly the text says when.
type Precision uint8

// The precisions, from fine to coarse.
const (
	Minute  Precision = iota // «в 15:30», «в 10»
	DayPart                  // «утром», «после обеда»: the hour comes from [Parts]
	Day                      // «в пятницу»: no time was given
	Period                   // «на следующей неделе», «в декабре», «в начале месяца»
)

// Purpose says what the date is wanted for. It decides only what would have to
// be asked otherwise: after [Payment] a bare number is a day of the month.
type Purpose uint8

// The purposes.
const (
	Any Purpose = iota
	Deadline
	Meeting
	Reminder
	Payment
)

// Parts are the hours that the parts of the day stand for, as the wall clock
// shows them, counted from midnight.
type Parts struct {
	Morning, Lunch, Afternoon, Evening, Night time.Duration
}

// DefaultParts are 9, 13, 14, 18 and 22 o'clock.
func DefaultParts() Parts {
	return Parts{Morning: 9 * time.Hour, Lunch: 13 * time.Hour, Afternoon: 14 * time.Hour, Evening: 18 * time.Hour, Night: 22 * time.Hour}
}

// Options say whose dates they are. The zero Options are those of somebody who
// works from Monday to Friday, 9:00–18:00 UTC.
type Options struct {
	Calendar workdays.Calendar // working days and hours
	Zone     *time.Location    // the person's zone; nil means that of the calendar
	Language string            // "ru" or "en": both are always understood, this one decides doubts
	Purpose  Purpose
	Parts    Parts // the zero value means [DefaultParts]
}

// Span is a piece of the text, in bytes.
type Span struct{ Start, End int }

// Choice is one reading of a phrase.
type Choice struct {
	Kind     Kind
	At       time.Time // Date: its first moment
	From, To time.Time // Range: both included; days are their first moments
	Whole    bool      // the ends of a Range are whole days
	Rule     string    // Recurrence
}

// Result is what a text says about time. Its moments stand in Zone.
type Result struct {
	Choice
	Deadline  bool // «до», «к», «не позднее», «by», «due»: At or To is the last, not the only moment
	Precision Precision
	// Workdays is set when a recurrence keeps to the working calendar
	// («каждый рабочий день», «по будням»): occurrences on days off are left out.
	Workdays bool
	// Shift moves an occurrence off a day off («последний рабочий день месяца»).
	// It is None where the text does not say so, and then the caller decides.
	Shift workdays.Rule
	// Timed is set when the occurrences of a recurrence have a time.
	Timed bool
	// Next are the first three occurrences of a recurrence, fewer if it ends
	// before. The first is also At.
	Next []time.Time
	// Zone is the zone that the text names, else that of the options.
	Zone      *time.Location
	ZoneNamed bool
	// Candidates are the readings to offer. Beside an error of the code
	// [Ambiguous] they are all there are and nothing has been decided, though
	// the first is the likeliest; without an error the first is the one chosen.
	Candidates []Choice
	// Spans are the pieces of the text that the answer comes from, in order.
	Spans []Span
	// Rest is the text without them, tidied: the title of a task.
	Rest string
}

// Due returns the last moment of a deadline: the moment itself, or the end of
// the working day (of the calendar day where it is not worked) for a date or a
// range of days. Other kinds return the zero time.
func (r Result) Due(cal workdays.Calendar) time.Time {
	end := r.At
	switch {
	case r.Kind == Moment:
		return r.At
	case r.Kind == Range && !r.Whole:
		return r.To
	case r.Kind == Range:
		end = r.To
	case r.Kind != Date:
		return time.Time{}
	}
	d := workdays.DateOf(end)
	closing := cal.Hours().Close
	if shut, worked := cal.Closing(d); worked {
		y, m, day := shut.Date()
		closing = shut.Sub(time.Date(y, m, day, 0, 0, 0, 0, shut.Location()))
	}
	return wall(d, closing, end.Location())
}

// Code says why a date was refused.
type Code uint8

// The codes of a [Problem].
const (
	Past       Code = iota + 1 // over: «вчера», «15.11.2026» in December
	Impossible                 // no such day or time: «31 ноября», «в 25:00»
	Ambiguous                  // several readings, see [Result.Candidates]
	TooFar                     // more than ten years ahead
	TooOften                   // a recurrence within the day: «каждый час»
	Unclear                    // a date is meant, but not which: «два раза в неделю»
)

// String returns the code as one lower-case word.
func (c Code) String() string {
	names := [...]string{"", "past", "impossible", "ambiguous", "toofar", "toooften", "unclear"}
	if int(c) < len(names) {
		return names[c]
	}
	return fmt.Sprintf("Code(%d)", uint8(c))
}

// Problem is the error of [Parse]: a date was meant, but cannot be taken as it
// stands. The caller puts it into words by its Code.
type Problem struct {
	Code       Code
	Text       string // the words that it is about
	Suggestion Choice // the nearest sensible reading; Kind None when there is none
}

// Error names the code, for a log: the words are a person's and stay out of it.
func (p *Problem) Error() string { return p.Code.String() + " date" }
