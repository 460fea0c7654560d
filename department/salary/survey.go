package salary

import (
	"slices"
	"time"
)

// Range is a span of pay in the survey's currency a month, both ends included.
type Range struct {
	From, To int
}

// Row is what a survey found for one segment of one city.
type Row struct {
	City    string
	Segment Segment
	Bands   [4]Range // by experience; see [Row.Band]
	Median  int      // over all bands
}

// Band returns the range of a band, and the whole span of the row for the zero
// Band.
func (r Row) Band(b Band) Range {
	if b < BandI || b > BandIV {
		return Range{r.Bands[0].From, r.Bands[3].To}
	}
	return r.Bands[b-1]
}

// Source says where the figures of a survey come from. It must be shown with
// every figure.
type Source struct {
	Position  string     // as the publisher calls it
	Year      int        // when the survey was made
	Month     time.Month // likewise
	Publisher string
	Link      string // the publisher demands a live link beside reprinted figures
	Currency  string // ISO 4217
}

// Survey is one version of the figures. It never changes. The zero Survey is
// empty.
type Survey struct {
	Source
	Notes []Note // where the source contradicts itself
	rows  []Row
}

// Rows returns the rows in the order of the source.
func (s Survey) Rows() []Row { return slices.Clone(s.rows) }

// Cities returns the cities in the order of the source.
func (s Survey) Cities() []string {
	var cities []string
	for _, r := range s.rows {
		cities = appendNew(cities, r.City)
	}
	return cities
}

// Covers reports whether the survey has figures for the city.
func (s Survey) Covers(city string) bool {
	return slices.ContainsFunc(s.rows, func(r Row) bool { return r.City == city })
}

// Row returns the figures of one segment of a city, and false if there are none.
func (s Survey) Row(city string, segment Segment) (Row, bool) {
	for _, r := range s.rows {
		if r.City == city && r.Segment == segment {
			return r, true
		}
	}
	return Row{}, false
}

// NotesOn returns the notes that concern the figures of a row.
func (s Survey) NotesOn(city string, band Band) []Note {
	return slices.DeleteFunc(slices.Clone(s.Notes), func(n Note) bool {
		return n.City != "" && n.City != city || n.Band != 0 && band != 0 && n.Band != band
	})
}

// NoteKind is a way in which a source contradicts itself.
type NoteKind string

// The kinds of contradictions.
const (
	// NoteTop is a top of the highest band that differs between text and table.
	NoteTop NoteKind = "top"
	// NoteMedian is a column called median that the source explains as the
	// average, and that its text calls the average as well.
	NoteMedian NoteKind = "median"
	// NoteExperience is a band for which the text asks experience in the
	// profession, and the table as head.
	NoteExperience NoteKind = "experience"
	// NoteSegment is a segment that the text names more narrowly than the table:
	// digital agencies, agencies.
	NoteSegment NoteKind = "segment"
	// NoteOpenTop says that single large employers pay more than the table's top.
	NoteOpenTop NoteKind = "open_top"
)

// Note is one contradiction or reservation of the source. A zero City or Band
// means all of them; the figures are zero unless it is about a figure.
type Note struct {
	Kind            NoteKind
	City            string
	Segment         Segment
	Band            Band
	InText, InTable int
}
