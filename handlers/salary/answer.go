package salary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// title joins what a question says to a heading.
func title(parts []string) texts.HTML {
	if len(parts) == 0 {
		return ""
	}
	return "<b>" + texts.Escape(strings.Join(parts, " · ")) + "</b>"
}

// answer shows the figures of one city, segment and band.
func (s screen) answer(st state, result salary.Result) screen {
	w, item := s.w, result.Items[0]
	figures := []texts.HTML{
		title([]string{s.name(item.City), s.segment(item.Segment), s.band(item.Band)}),
		s.substitution(st),
		w.Say("salary_range", "Range", s.roubles(item.Range), "Band", item.Band.String()),
		w.Say("salary_median", "Median", w.Roubles(int64(item.Median))),
	}
	if item.Offer != nil {
		figures = append(figures, s.offer(*item.Offer))
	}
	s.text = paragraphs(texts.Join(figures...), s.requirements(item), texts.Join(s.notes(result, st.segments), s.source()))
	s.buttons = s.beyond(st)
	return s
}

// paragraphs joins blocks with an empty line between them, leaving out empty ones.
func paragraphs(blocks ...texts.HTML) texts.HTML {
	var kept []string
	for _, b := range blocks {
		if b != "" {
			kept = append(kept, string(b))
		}
	}
	return texts.HTML(strings.Join(kept, "\n\n"))
}

func (s screen) roubles(r salary.Range) string { return s.w.RoubleRange(int64(r.From), int64(r.To)) }

// requirements says what the band of an item asks for, on top of the bands below
// it, and what lifts to the next one.
func (s screen) requirements(item salary.Item) texts.HTML {
	w, lang, key := s.w, salary.Language(s.w.Lang), "salary_required_more"
	if item.Band == salary.BandI {
		key = "salary_required"
	}
	said := w.Say(key, "What", strings.Join(salary.Requirements(item.Band, lang), "; "))
	if plus := salary.Advantage(item.Band, lang); plus != "" {
		said += " " + w.Say("salary_plus", "What", plus)
	}
	row, ok := s.survey.Row(item.City, item.Segment)
	if !ok || item.Band >= salary.BandIV {
		return said
	}
	next := item.Band + 1
	return texts.Join(said, w.Say("salary_next", "Band", next.String(), "Range", s.roubles(row.Band(next)),
		"What", strings.Join(salary.Requirements(next, lang), "; ")))
}

// offer places an offered amount in its band and against the median.
func (s screen) offer(p salary.Placing) texts.HTML {
	w := s.w
	place := "within"
	switch {
	case p.Over && p.Band == 0:
		place = "over_all"
	case p.Below && p.Band == 0:
		place = "below_all"
	case p.Over:
		place = "over"
	case p.Below:
		place = "below"
	}
	against := "equal"
	switch {
	case p.ToMedian > 0:
		against = "above"
	case p.ToMedian < 0:
		against = "under"
	}
	difference := max(p.ToMedian, -p.ToMedian)
	median := int64(p.Monthly - p.ToMedian)
	return w.Say("salary_offer",
		"Amount", w.Roubles(int64(p.Monthly)),
		"Place", w.Plain("offer_"+place, "Band", p.Band.String()),
		"Median", w.Plain("offer_"+against, "Difference", w.Roubles(int64(difference)), "Percent", w.Percent(int64(difference), median)))
}

// substitution says that the figures are of another city than was asked for.
func (s screen) substitution(st state) texts.HTML {
	if !st.instead || len(st.cities) != 1 {
		return ""
	}
	return s.w.Say("salary_instead", "City", s.name(st.cities[0]))
}

// notes says where the source contradicts itself about these figures.
func (s screen) notes(result salary.Result, segments []salary.Segment) texts.HTML {
	var lines []texts.HTML
	for _, n := range result.Notes {
		if n.Segment != "" && len(segments) == 1 && segments[0] != n.Segment {
			continue
		}
		lines = append(lines, s.w.Say("salary_note_"+string(n.Kind), "City", s.name(n.City),
			"InText", s.w.Roubles(int64(n.InText)), "InTable", s.w.Roubles(int64(n.InTable)), "Band", n.Band.String()))
	}
	return texts.Join(lines...)
}

// source says where the figures come from and how old they are.
func (s screen) source() texts.HTML {
	link := texts.HTML(fmt.Sprintf(`<a href="%s">%s</a>`, texts.Escape(s.survey.Link), texts.Escape(s.name(s.survey.Publisher))))
	return s.w.Say("salary_source", "Source", link,
		"Month", s.w.MonthOf(s.survey.Year, s.survey.Month), "Age", s.w.Years(s.months(s.now)))
}

// beyond returns the buttons below an answer: what else can be asked from here.
func (s screen) beyond(st state) [][]handlers.Button {
	segments, bands, cities, city := st, st, st, st
	segments.segments = []salary.Segment{salary.Agencies, salary.Companies}
	bands.bands = allBands()
	cities.cities, cities.instead = s.from(st.cities), false
	city.cities, city.instead = nil, false
	return [][]handlers.Button{
		{s.button(s.w.Plain("salary_compare_segments"), segments), s.button(s.w.Plain("salary_compare_bands"), bands)},
		{s.button(s.w.Plain("salary_compare_cities"), cities), s.button(s.w.Plain("salary_change_city"), city)},
		s.again(),
	}
}

// from returns all cities with the given ones first, so that the others are
// compared with them.
func (s screen) from(first []string) []string {
	all := slices.Clone(first)
	for _, c := range s.cities {
		if !slices.Contains(first, c) {
			all = append(all, c)
		}
	}
	return all
}
