package salary

import (
	"strings"

	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// compared is how many alternatives one screen shows.
const compared = 12

// comparison shows alternatives below each other, each with its difference from
// the first in roubles and per cent.
func (s screen) comparison(st state, result salary.Result) screen {
	same := st
	if len(st.cities) > 1 && len(st.cities) < len(s.cities) {
		same.cities = nil
	}
	if len(st.segments) > 1 {
		same.segments = nil
	}
	lines := []texts.HTML{s.known(same), s.substitution(st)}
	shown := result.Items[:min(len(result.Items), compared)]
	if oneRow(shown) {
		lines = append(lines, s.w.Say("salary_median", "Median", s.w.Roubles(int64(shown[0].Median))))
	}
	var alternatives []texts.HTML
	var buttons []handlers.Button
	var first *salary.Item
	for i := range shown {
		item := &shown[i]
		if !item.Known {
			continue
		}
		alternatives = append(alternatives, s.alternative(st, *item, first, oneRow(shown)))
		if first == nil {
			first = item
		}
		buttons = append(buttons, s.button(s.label(st, *item, s.shortBand), s.stateOf(st, *item)))
	}
	if rest := len(result.Items) - len(shown); rest > 0 {
		alternatives = append(alternatives, s.w.Say("salary_more", "N", rest))
	}
	if len(result.Absent) > 0 {
		alternatives = append(alternatives, s.w.Say("salary_absent", "Cities", s.w.List(s.namesOf(result.Absent))))
	}
	if len(st.bands) == 0 {
		alternatives = append(alternatives, s.w.Say("salary_whole_range"))
	}
	s.text = paragraphs(texts.Join(lines...), texts.Join(alternatives...), texts.Join(s.notes(result, st.segments), s.source()))
	s.buttons = append(handlers.Grid(2, buttons...), s.again())
	return s
}

// oneRow reports whether all items are bands of the same row, which have one
// median.
func oneRow(items []salary.Item) bool {
	for _, i := range items {
		if !i.Known || i.City != items[0].City || i.Segment != items[0].Segment {
			return false
		}
	}
	return len(items) > 0
}

// alternative is one line of a comparison: what differs from the others, the
// range, the median, and how far it is from the first. Bands of one row have the
// same median: what differs is where they begin.
func (s screen) alternative(st state, item salary.Item, first *salary.Item, bands bool) texts.HTML {
	w, key := s.w, "salary_alternative"
	if bands {
		key = "salary_alternative_band"
	}
	line := w.Say(key, "What", s.label(st, item, s.band), "Range", s.roubles(item.Range), "Median", w.Roubles(int64(item.Median)))
	difference, base, key := item.Above, 0, "salary_difference"
	if first != nil {
		base = first.Median
		if bands {
			difference, base, key = item.Range.From-first.Range.From, first.Range.From, "salary_difference_from"
		}
	}
	if difference != 0 {
		percent := w.Percent(int64(difference), int64(base))
		if difference > 0 {
			percent = "+" + percent
		}
		line += " " + w.Say(key, "Difference", w.Change(int64(difference)), "Percent", percent)
	}
	if item.Offer != nil {
		line += " " + w.Say("salary_offer_short", "Amount", w.Roubles(int64(item.Offer.Monthly)), "Difference", w.Change(int64(item.Offer.ToMedian)))
	}
	return line
}

// label names an alternative by what differs from the others; a button has
// shorter words for an experience than a line of text.
func (s screen) label(st state, item salary.Item, band func(salary.Band) string) string {
	var parts []string
	if st.anyCity || len(st.cities) > 1 {
		parts = append(parts, s.name(item.City))
	}
	if len(st.segments) > 1 {
		parts = append(parts, s.segment(item.Segment))
	}
	if len(st.bands) > 1 {
		parts = append(parts, band(item.Band))
	}
	return strings.Join(parts, ", ")
}

// stateOf returns the question about one alternative alone.
func (s screen) stateOf(st state, item salary.Item) state {
	next := state{cities: []string{item.City}, segments: []salary.Segment{item.Segment}, amount: st.amount, instead: st.instead}
	if item.Band != 0 {
		next.bands = []salary.Band{item.Band}
	}
	return next
}
