package salary

import "slices"

// Outcome is what can be done with a question.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answer"  // one city, segment and band: here are the figures
	Asks     Outcome = "ask"     // something is missing
	NoData   Outcome = "no_data" // the survey does not know the position or the city
	Compares Outcome = "compare" // there are alternatives
)

// Missing is what a question lacks.
type Missing string

// What may be missing.
const (
	MissingCity       Missing = "city"
	MissingSegment    Missing = "segment"
	MissingExperience Missing = "experience"
)

// Reason is why there are no data.
type Reason string

// The reasons.
const (
	NoPosition Reason = "position"
	NoCity     Reason = "city"
)

// Item is one alternative of a comparison, or the only one of an answer. What is
// not known has its zero value.
type Item struct {
	City     string
	Segment  Segment
	Band     Band
	Known    bool  // the survey has figures for it
	Range    Range // of the band, or of all bands when the band is not known
	Median   int
	Above    int     // Median less that of the first known item, in roubles
	AbovePct float64 // the same in per cent of the first
	Offer    *Placing
}

// Placing is where an offered amount lies. For a range of amounts its middle
// counts.
type Placing struct {
	Monthly  int  // roubles
	Band     Band // the lowest band that reaches so far; zero below and above all
	Below    bool // below the range of the item
	Over     bool // above it
	ToMedian int  // the offer less the median, in roubles
	Pct      float64
}

// Result is what a survey says to a question.
type Result struct {
	Outcome Outcome
	Reason  Reason    // of NoData
	Missing []Missing // in the order worth asking
	Items   []Item    // one for Answered, several for Compares, else none
	Absent  []string  // cities that the question names and the survey lacks
	Nearby  []string  // cities of the survey that may be offered instead
	Notes   []Note    // of the source, on the figures in Items
}

// Answer says what the survey has on the question.
func (s Survey) Answer(q Question) Result {
	cities := s.cities(q)
	var r Result
	for _, c := range cities {
		if s.Covers(c.Name) {
			continue
		}
		r.Absent = append(r.Absent, c.Name)
		for _, near := range c.Nearby {
			if s.Covers(near) && near != c.Name {
				r.Nearby = appendNew(r.Nearby, near)
			}
		}
	}
	r.Missing = missing(q, cities)
	alternatives := len(cities) > 1 || len(q.Segments) > 1 || len(q.Bands) > 1
	switch {
	case q.Position == Other:
		r.Outcome, r.Reason = NoData, NoPosition
	case len(cities) > 0 && s.coversNone(cities):
		r.Outcome, r.Reason = NoData, NoCity
	case alternatives:
		r.Outcome = Compares
	case len(r.Missing) > 0:
		r.Outcome = Asks
	default:
		r.Outcome = Answered
	}
	if r.Outcome == Answered || r.Outcome == Compares {
		r.Items = s.items(q, cities)
		for _, item := range r.Items {
			for _, n := range s.NotesOn(item.City, item.Band) {
				r.Notes = appendNew(r.Notes, n)
			}
		}
	}
	return r
}

// cities returns the places that the question asks about: not where a person
// comes from, if the survey knows only where to.
func (s Survey) cities(q Question) []Place {
	if q.AnyCity {
		var all []Place
		for _, name := range s.Cities() {
			all = append(all, Place{Name: name})
		}
		return all
	}
	if len(q.Cities) < 2 {
		return q.Cities
	}
	return slices.DeleteFunc(slices.Clone(q.Cities), func(p Place) bool { return p.Origin && !s.Covers(p.Name) })
}

// coversNone reports whether the survey has nothing on the cities, but for those
// that people come from.
func (s Survey) coversNone(cities []Place) bool {
	onlyOrigins := !slices.ContainsFunc(cities, func(p Place) bool { return !p.Origin })
	return !slices.ContainsFunc(cities, func(p Place) bool { return s.Covers(p.Name) && (!p.Origin || onlyOrigins) })
}

func missing(q Question, cities []Place) []Missing {
	var list []Missing
	if len(cities) == 0 {
		list = append(list, MissingCity)
	}
	if len(q.Segments) == 0 {
		list = append(list, MissingSegment)
	}
	if len(q.Bands) == 0 {
		list = append(list, MissingExperience)
	}
	return list
}

// items returns each combination of the alternatives, cities first.
func (s Survey) items(q Question, cities []Place) []Item {
	if len(cities) == 0 {
		cities = []Place{{}}
	}
	segments, bands := q.Segments, q.Bands
	if len(segments) == 0 {
		segments = []Segment{""}
	}
	if len(bands) == 0 {
		bands = []Band{0}
	}
	var items []Item
	first := -1
	for _, c := range cities {
		for _, segment := range segments {
			for _, band := range bands {
				item := s.item(c.Name, segment, band, q.Amount)
				switch {
				case !item.Known:
				case first < 0:
					first = len(items)
				default:
					item.Above = item.Median - items[first].Median
					item.AbovePct = percent(item.Above, items[first].Median)
				}
				items = append(items, item)
			}
		}
	}
	return items
}

// item returns the figures of one combination.
func (s Survey) item(city string, segment Segment, band Band, offer *Amount) Item {
	item := Item{City: city, Segment: segment, Band: band}
	row, ok := s.Row(city, segment)
	if !ok {
		return item
	}
	item.Known, item.Range, item.Median = true, row.Band(band), row.Median
	if offer != nil && s.Currency == "RUB" {
		if from, to, ok := offer.Monthly(); ok {
			item.Offer = placing(row, item.Range, (from+to)/2)
		}
	}
	return item
}

// percent returns part in per cent of whole.
func percent(part, whole int) float64 { return float64(part) * 100 / float64(whole) }

// placing returns where the sum lies in the row and against the range asked for.
func placing(row Row, asked Range, sum int) *Placing {
	p := &Placing{Monthly: sum, Below: sum < asked.From, Over: sum > asked.To}
	for i, b := range row.Bands {
		if sum >= b.From && sum <= b.To {
			p.Band = BandI + Band(i)
			break
		}
	}
	p.ToMedian = sum - row.Median
	p.Pct = percent(p.ToMedian, row.Median)
	return p
}
