package salary

import (
	"fmt"
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
	lines := []texts.HTML{
		title([]string{s.name(item.City), s.segment(item.Segment), s.band(item.Band)}),
		s.substitution(st),
		w.Say("salary_range", "Range", s.roubles(item.Range), "Band", item.Band.String()),
		w.Say("salary_median", "Median", w.Roubles(int64(item.Median))),
	}
	if item.Offer != nil {
		lines = append(lines, s.offer(*item.Offer))
	}
	lines = append(lines, "", s.requirements("salary_required", "salary_required_more", item.Band, item.Band > salary.BandI))
	if item.Band < salary.BandIV {
		next := item.Band + 1
		if row, ok := s.survey.Row(item.City, item.Segment); ok {
			lines = append(lines, w.Say("salary_next", "Band", next.String(), "Range", s.roubles(row.Band(next)), "What", strings.Join(salary.Requirements(next, salary.Language(w.Lang)), "; ")))
		}
	}
	s.text = texts.HTML(joined(append(lines, "", s.notes(result, st.segments), s.source())))
	s.buttons = s.beyond(st)
	return s
}

// joined joins lines with "" for an empty one between blocks; absent lines are
// left out where two of them meet.
func joined(lines []texts.HTML) string {
	var b strings.Builder
	gap := false
	for _, l := range lines {
		switch {
		case l == "":
			gap = b.Len() > 0
			continue
		case b.Len() > 0 && gap:
			b.WriteString("\n\n")
		case b.Len() > 0:
			b.WriteString("\n")
		}
		gap = false
		b.WriteString(string(l))
	}
	return b.String()
}

func (s screen) roubles(r salary.Range) string { return s.w.RoubleRange(int64(r.From), int64(r.To)) }

// requirements says what a band asks for, on top of the bands below it.
func (s screen) requirements(key, more string, b salary.Band, above bool) texts.HTML {
	if above {
		key = more
	}
	said := s.w.Say(key, "Band", b.String(), "What", strings.Join(salary.Requirements(b, salary.Language(s.w.Lang)), "; "))
	if plus := salary.Advantage(b, salary.Language(s.w.Lang)); plus != "" {
		said += " " + s.w.Say("salary_plus", "What", plus)
	}
	return said
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
	cities.cities, cities.anyCity, cities.instead = nil, true, false
	city.cities, city.instead = nil, false
	return [][]handlers.Button{
		{s.button(s.w.Plain("salary_compare_segments"), segments), s.button(s.w.Plain("salary_compare_bands"), bands)},
		{s.button(s.w.Plain("salary_compare_cities"), cities), s.button(s.w.Plain("salary_change_city"), city)},
		s.again(),
	}
}
