package salary

import "fmt"

// Segment is a kind of employer as the survey divides them. The value is the
// survey's own word.
type Segment string

// The segments.
const (
	Agencies  Segment = "Агентства" // digital agencies
	Companies Segment = "Компании"  // all other employers, the client's side
)

// Band is a range of experience as head of a client department. The zero Band is
// none.
type Band uint8

// The bands, by full years as head.
const (
	BandI   Band = 1 + iota // less than one year, or none
	BandII                  // from one year
	BandIII                 // from two years
	BandIV                  // from three years
)

// String returns the Roman numeral of the band.
func (b Band) String() string {
	switch b {
	case BandI:
		return "I"
	case BandII:
		return "II"
	case BandIII:
		return "III"
	case BandIV:
		return "IV"
	}
	return fmt.Sprintf("Band(%d)", uint8(b))
}

// BandOf returns the band of so many years as head, by the survey's rule: from
// one, from two, from three years.
func BandOf(years float64) Band {
	return BandI + Band(min(max(int(years), 0), 3))
}

// Place is a place that a question names.
type Place struct {
	Name   string   // in the nominative, as the survey would write it
	Origin bool     // only where the person comes from: «из Томска в Казань»
	Guess  bool     // found behind a typo, or unknown and taken for a place by its looks
	Nearby []string // cities that may be offered instead, nearest first
}

// Position is what a question says of the position.
type Position uint8

// What may be said of the position.
const (
	Unsaid Position = iota // nothing, or just «руководитель»
	Ours                   // the head of the client department, by one of its names
	Other                  // another position
)

// Period is the stretch of time that an amount is paid for.
type Period uint8

// The periods of pay. Unless something else is said it is a month.
const (
	PerMonth Period = iota
	PerYear
	PerLess // a week, a day, an hour
)

// Tax says whether an amount is meant before or after income tax.
type Tax uint8

// What may be said of the tax.
const (
	TaxUnsaid Tax = iota
	Net
	Gross
)

// Amount is a sum of money that a question names. From and To are equal unless
// it is a range.
type Amount struct {
	From, To float64 // in the currency, for the period
	Currency string  // ISO 4217, RUB unless something else is said
	Period   Period
	Tax      Tax
}

// Monthly returns the amount in roubles a month, and false when it is in another
// currency, which is not converted, or paid by the week, day or hour.
func (a Amount) Monthly() (from, to int, ok bool) {
	if a.Currency != "RUB" || a.Period == PerLess {
		return 0, 0, false
	}
	months := 1.0
	if a.Period == PerYear {
		months = 12
	}
	return int(a.From/months + 0.5), int(a.To/months + 0.5), true
}

// Question is what [Parser.Understand] makes of a text. Several cities, segments
// or bands are alternatives to compare, in the order in which they are named.
// The zero Question says nothing.
type Question struct {
	Cities    []Place
	Segments  []Segment
	Bands     []Band
	Position  Position
	Amount    *Amount  // nil when none is named
	AnyCity   bool     // asks in which city, or for all cities
	Ambiguous []string // places that a name fits when it is not clear which is meant
}

// Empty reports whether nothing at all was understood.
func (q Question) Empty() bool {
	return len(q.Cities)+len(q.Segments)+len(q.Bands)+len(q.Ambiguous) == 0 && q.Position == Unsaid && q.Amount == nil && !q.AnyCity
}

// With returns the question completed by a further one, as when a person answers
// what was asked back: what later says replaces what q says, the rest stays.
func (q Question) With(later Question) Question {
	if len(later.Cities) > 0 || later.AnyCity || len(later.Ambiguous) > 0 {
		q.Cities, q.AnyCity, q.Ambiguous = later.Cities, later.AnyCity, later.Ambiguous
	}
	if len(later.Segments) > 0 {
		q.Segments = later.Segments
	}
	if len(later.Bands) > 0 {
		q.Bands = later.Bands
	}
	if later.Position != Unsaid {
		q.Position = later.Position
	}
	if later.Amount != nil {
		q.Amount = later.Amount
	}
	return q
}
