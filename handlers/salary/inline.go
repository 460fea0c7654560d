package salary

import (
	"context"
	"strings"

	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// results is how many answers an inline question gets at most.
const results = 10

// Inline answers a question typed after the bot's name in any chat: with the
// answer, or with one for each way to complete what is missing.
func (r Room) Inline(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	q := r.parser().Understand(req.Inline.Query, req.At)
	s := r.screen(r.words(req), req.At)
	result := r.survey.Answer(q)
	if result.Outcome == salary.NoData {
		said := s.of(q, false)
		return handlers.Reply{Results: []handlers.Result{{ID: "none", Title: s.w.Plain("inline_none"), Description: s.w.Plain("inline_none_why"), Text: said.text}}}, nil
	}
	if len(q.Cities) == 0 && !q.AnyCity {
		return handlers.Reply{Results: []handlers.Result{s.example()}}, nil
	}
	var reply handlers.Reply
	if result.Outcome == salary.Compares && !figuresMissing(result) {
		said := s.of(q, false)
		st := stateOf(q, r.survey)
		reply.Results = append(reply.Results, handlers.Result{
			ID: st.encode(r.cities), Title: s.w.Plain("inline_compare"), Description: s.plainTitle(st), Text: said.text,
		})
	}
	for _, st := range completions(stateOf(q, r.survey)) {
		if len(reply.Results) == results {
			break
		}
		answer := r.survey.Answer(st.question())
		if answer.Outcome != salary.Answered || len(answer.Items) == 0 || !answer.Items[0].Known {
			continue
		}
		item := answer.Items[0]
		reply.Results = append(reply.Results, handlers.Result{
			ID: st.encode(r.cities), Title: s.plainTitle(st),
			Description: s.roubles(item.Range) + " · " + s.w.Plain("inline_median", "Median", s.w.Roubles(int64(item.Median))),
			Text:        s.of(st.question(), false).text,
		})
	}
	return reply, nil
}

// completions returns each single question that st may mean, with everything
// that is missing filled in.
func completions(st state) []state {
	segments, bands := st.segments, st.bands
	if len(segments) == 0 {
		segments = []salary.Segment{salary.Agencies, salary.Companies}
	}
	if len(bands) == 0 {
		bands = allBands()
	}
	var all []state
	for _, city := range st.cities {
		for _, seg := range segments {
			for _, band := range bands {
				all = append(all, state{cities: []string{city}, segments: []salary.Segment{seg}, bands: []salary.Band{band}, amount: st.amount})
			}
		}
	}
	return all
}

// example says how to ask.
func (s screen) example() handlers.Result {
	return handlers.Result{
		ID: "example", Title: s.w.Plain("inline_example"), Description: s.w.Plain("inline_example_text"),
		Text: texts.Join(s.w.Say("inline_example_said"), s.source()),
	}
}

// plainTitle returns what the question says, without markup.
func (s screen) plainTitle(st state) string {
	parts := s.namesOf(st.cities)
	for _, seg := range st.segments {
		parts = append(parts, s.segment(seg))
	}
	for _, b := range st.bands {
		parts = append(parts, s.band(b))
	}
	return strings.Join(parts, " · ")
}
