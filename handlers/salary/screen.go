package salary

import (
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// screen is one message of the conversation: a text and its buttons.
type screen struct {
	Room
	w   texts.Words
	now time.Time

	text    texts.HTML
	buttons [][]handlers.Button
}

// of returns the screen that answers q. instead says that its city was offered
// in place of another one.
func (s screen) of(q salary.Question, instead bool) screen {
	result := s.survey.Answer(q)
	st := stateOf(q, s.survey)
	st.instead = instead && len(st.cities) == 1
	switch {
	case result.Outcome == salary.NoData && result.Reason == salary.NoPosition:
		s = s.otherPosition(st)
	case result.Outcome == salary.NoData:
		s = s.otherCity(st, result)
	case result.Outcome == salary.Compares && !figuresMissing(result):
		s = s.comparison(st, result)
	case len(q.Ambiguous) > 0:
		s = s.whichCity(st, q.Ambiguous)
	case result.Outcome == salary.Answered:
		s = s.answer(st, result)
	default:
		s = s.ask(st, result.Missing[0])
	}
	if q.Amount != nil && st.amount == 0 {
		s.text = paragraphs(s.text, s.w.Say("salary_amount_unclear"))
	}
	return s
}

// figuresMissing reports whether the alternatives have no figures before more is
// said: those of a row need both city and segment.
func figuresMissing(r salary.Result) bool {
	return slices.Contains(r.Missing, salary.MissingCity) || slices.Contains(r.Missing, salary.MissingSegment)
}

// button returns a button that asks the question of st.
func (s screen) button(label string, st state) handlers.Button {
	return handlers.Button{Label: label, Data: name + ":" + st.encode(s.cities)}
}

// again is the row that begins anew.
func (s screen) again() []handlers.Button {
	return []handlers.Button{s.button(s.w.Plain("salary_again"), state{})}
}

// ask asks for what is missing, with what is known already kept.
func (s screen) ask(st state, missing salary.Missing) screen {
	s.text = texts.Join(s.known(st), s.w.Say("salary_ask_"+string(missing)))
	switch missing {
	case salary.MissingCity:
		var cities []handlers.Button
		for _, c := range s.cities {
			next := st
			next.cities, next.anyCity = []string{c}, false
			cities = append(cities, s.button(s.name(c), next))
		}
		every := st
		every.cities, every.anyCity = nil, true
		s.buttons = append(handlers.Grid(2, cities...), []handlers.Button{s.button(s.w.Plain("salary_all_cities"), every)})
	case salary.MissingSegment:
		var row []handlers.Button
		for _, seg := range []salary.Segment{salary.Agencies, salary.Companies} {
			next := st
			next.segments = []salary.Segment{seg}
			row = append(row, s.button(s.w.Plain("segment_button_"+string(segmentLetters[seg])), next))
		}
		both := st
		both.segments = []salary.Segment{salary.Agencies, salary.Companies}
		s.buttons = [][]handlers.Button{row, {s.button(s.w.Plain("salary_compare"), both)}}
	case salary.MissingExperience:
		var bands []handlers.Button
		for b := salary.BandI; b <= salary.BandIV; b++ {
			next := st
			next.bands = []salary.Band{b}
			bands = append(bands, s.button(s.shortBand(b), next))
		}
		every := st
		every.bands = allBands()
		s.buttons = append(handlers.Grid(2, bands...), []handlers.Button{s.button(s.w.Plain("salary_all_bands"), every)})
	}
	if len(st.cities) > 0 || st.anyCity || len(st.segments) > 0 || len(st.bands) > 0 {
		s.buttons = append(s.buttons, s.again())
	}
	return s
}

func allBands() []salary.Band {
	return []salary.Band{salary.BandI, salary.BandII, salary.BandIII, salary.BandIV}
}

// whichCity asks which of the places is meant that a name fits.
func (s screen) whichCity(st state, places []string) screen {
	var row []handlers.Button
	var names []string
	for _, p := range places {
		names = append(names, s.name(p))
		if s.survey.Covers(p) {
			next := st
			next.cities = []string{p}
			row = append(row, s.button(s.name(p), next))
		}
	}
	s.text = texts.Join(s.known(st), s.w.Say("salary_which_city", "Cities", s.w.Choice(names)))
	s.buttons = append(handlers.Grid(2, row...), s.again())
	return s
}

// otherPosition says that the survey knows one position only.
func (s screen) otherPosition(st state) screen {
	s.text = s.w.Say("salary_other_position")
	s.buttons = [][]handlers.Button{{s.button(s.w.Plain("salary_our_position"), st)}}
	return s
}

// otherCity says that the survey does not have the city, and offers others that
// are like it. They are labelled as a substitution in the answer too.
func (s screen) otherCity(st state, result salary.Result) screen {
	offered := result.Nearby
	s.text = s.w.Say("salary_other_city", "Cities", s.w.List(s.namesOf(result.Absent)), "Known", len(s.cities))
	if len(offered) > 0 {
		s.text = texts.Join(s.text, s.w.Say("salary_instead_offer"))
	}
	var row []handlers.Button
	for _, c := range offered {
		next := st
		next.cities, next.instead = []string{c}, true
		row = append(row, s.button(s.name(c), next))
	}
	s.buttons = append(handlers.Grid(2, row...), []handlers.Button{s.button(s.w.Plain("salary_other_city_button"), st)})
	return s
}

// known returns what the question says already, as the first line.
func (s screen) known(st state) texts.HTML {
	var parts []string
	switch {
	case st.anyCity || len(st.cities) == len(s.cities):
		parts = append(parts, s.w.Plain("salary_all_cities"))
	case len(st.cities) > 0:
		parts = append(parts, s.w.List(s.namesOf(st.cities)))
	}
	if len(st.segments) > 0 {
		var segments []string
		for _, seg := range st.segments {
			segments = append(segments, s.segment(seg))
		}
		parts = append(parts, s.w.List(segments))
	}
	if len(st.bands) == 1 {
		parts = append(parts, s.band(st.bands[0]))
	}
	if st.amount > 0 {
		parts = append(parts, s.w.Plain("salary_offer_known", "Amount", s.w.Roubles(int64(st.amount))))
	}
	return title(parts)
}

// name returns a city or a publisher in the reader's language, if we know it.
func (s screen) name(russian string) string {
	if key := "name " + russian; s.w.Has(key) {
		return s.w.Plain(key)
	}
	return s.w.Name(russian)
}

func (s screen) namesOf(cities []string) []string {
	names := make([]string, 0, len(cities))
	for _, c := range cities {
		names = append(names, s.name(c))
	}
	return names
}

func (s screen) segment(seg salary.Segment) string {
	return s.w.Plain("segment_" + string(segmentLetters[seg]))
}

func (s screen) band(b salary.Band) string      { return s.w.Plain("band_" + digit(b)) }
func (s screen) shortBand(b salary.Band) string { return s.w.Plain("band_button_" + digit(b)) }

// digit returns the number of a band in the keys of the texts.
func digit(b salary.Band) string { return string('0' + rune(b)) }
