package filing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Limits of what is looked at and shown.
const (
	wordsTried    = 20  // words of a question
	perWord       = 100 // answered questions with the same word
	looked        = 10  // of them, those with most words in common
	offered       = 2
	offeredLength = 300 // characters of a question or an answer
)

// similar returns the answered questions most like text, the likest first.
func (r Room) similar(ctx context.Context, tx handlers.Tx, text string) ([]department.Matter, error) {
	stems := search.Stems(text)
	shared := make(map[int64]int)
	for _, stem := range stems[:min(len(stems), wordsTried)] {
		found, err := tx.QuestionsWith(ctx, stem, perWord)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			shared[id]++
		}
	}
	ids := make([]int64, 0, len(shared))
	for id := range shared {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(shared[b]-shared[a], cmp.Compare(b, a)) })
	like := make(map[int64]float64)
	var found []department.Matter
	for _, id := range ids[:min(len(ids), looked)] {
		m, err := tx.Matter(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("find answered question %d: %w", id, err)
		}
		like[id] = department.Likeness(stems, search.Stems(m.Text))
		if m.State == department.Closed && like[id] >= department.Alike {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b department.Matter) int { return cmp.Compare(like[b.ID], like[a.ID]) })
	return found[:min(len(found), offered)], nil
}

// references returns the references that may answer the text, the latest first.
func (r Room) references(ctx context.Context, tx handlers.Tx, text string) ([]department.Reference, error) {
	stems := search.Stems(text)
	seen := make(map[int64]bool)
	var found []department.Reference
	for _, stem := range stems[:min(len(stems), wordsTried)] {
		ids, err := tx.ReferencesWith(ctx, stem, perWord)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			ref, err := tx.Reference(ctx, id)
			if err != nil {
				return nil, err
			}
			if department.Answers(stems, search.Stems(ref.Title)) {
				found = append(found, ref)
			}
		}
	}
	slices.SortFunc(found, func(a, b department.Reference) int { return cmp.Compare(b.ID, a.ID) })
	return found[:min(len(found), offered)], nil
}

// offer shows what the department refers to and what was answered before, without
// the names of those who asked. It reports whether there is anything.
func (r Room) offer(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, bool, error) {
	refs, err := r.references(ctx, tx, o.Text)
	if err != nil {
		return handlers.Reply{}, false, err
	}
	found, err := r.similar(ctx, tx, o.Text)
	if err != nil {
		return handlers.Reply{}, false, err
	}
	found = slices.DeleteFunc(found, func(m department.Matter) bool { // its answer is in the reference, as it is now
		return slices.ContainsFunc(refs, func(ref department.Reference) bool { return ref.Source == m.ID })
	})
	w := r.desk.Words(req.Person)
	var lines []texts.HTML
	var open []handlers.Button
	if len(refs) > 0 {
		lines = append(lines, w.Say("similar_refs"))
	}
	for _, ref := range refs {
		lines = append(lines, w.Say("similar_reference", "Number", ref.ID, "Title", ref.Title, "Text", texts.Short(ref.Text, offeredLength), "Version", ref.Version, "At", r.desk.Moment(req.Person, ref.At)))
		open = append(open, handlers.Button{Label: w.Plain("button_reference_open", "Number", ref.ID), Data: fmt.Sprintf("ref:open:%d", ref.ID)})
	}
	if len(found) > 0 {
		lines = append(lines, w.Say("similar_head"))
	}
	for _, m := range found {
		lines = append(lines, w.Say("similar_one", "Question", texts.Short(m.Text, offeredLength), "Answer", texts.Short(m.Result, offeredLength)))
	}
	if len(lines) == 0 {
		return handlers.Reply{}, false, nil
	}
	rows := append(handlers.Grid(2, open...), []handlers.Button{
		{Label: w.Plain("similar_fits"), Data: "ask:similar:fits"},
		{Label: w.Plain("similar_ask"), Data: "ask:similar:ask"},
	})
	reply, err := r.ask(ctx, tx, req, o, stepSimilar, texts.Join(lines...), rows)
	return reply, true, err
}

// fits ends the question: what was answered before is the answer.
func (r Room) fits(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return handlers.Replying(req.Change(r.desk.Words(req.Person).Say("similar_fitted"))), nil
}
