package matter

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// stepClaim is the question for the sum that a client wants back.
const stepClaim = "claim"

// marked says what a matter is marked with, empty for nothing.
func (d Desk) marked(w texts.Words, m department.Matter) texts.HTML {
	return texts.Escape(strings.Join(markNames(w, m.Marks), " · "))
}

// markNames names each of the marks.
func markNames(w texts.Words, m department.Marks) []string {
	var parts []string
	if m.Subject != "" {
		parts = append(parts, w.Plain("theme_"+string(m.Subject)))
	}
	if m.KeyClient {
		parts = append(parts, w.Plain("mark_key"))
	}
	if m.Threat {
		parts = append(parts, w.Plain("mark_threat"))
	}
	if m.Claim.Known() {
		parts = append(parts, w.Plain("mark_claim_of", "Sum", w.Money(m.Claim)))
	}
	return parts
}

// remarked says which marks came and which went.
func remarked(w texts.Words, r department.Remark) texts.HTML {
	names := func(m department.Marked) []string {
		parts := markNames(w, m.Marks)
		if m.Priority != department.Normal {
			parts = append(parts, w.Plain(fmt.Sprintf("priority_%d", m.Priority)))
		}
		return parts
	}
	without := func(all, others []string) string {
		left := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(others, s) })
		return strings.Join(left, ", ")
	}
	before, after := names(r.From), names(r.To)
	var parts []string
	if on := without(after, before); on != "" {
		parts = append(parts, w.Plain("history_marked", "What", on))
	}
	if off := without(before, after); off != "" {
		parts = append(parts, w.Plain("history_unmarked", "What", off))
	}
	return texts.Escape(strings.Join(parts, "; "))
}

// markable reports whether the card offers p to mark the matter.
func markable(m department.Matter, p department.Person) bool {
	kind, _ := department.KindOf(m.Kind)
	return kind.Marked && !m.State.Over() && (p.ID != 0 && p.ID == m.Reporter || p.May(department.Director))
}

// marks shows the panel by which a matter is marked.
func (d Desk) marks(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err == nil {
		err = m.MayMark(req.Person)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons := d.panel(req.Person, m)
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// panel returns what a matter can be marked with, each a button, with a tick if it
// is.
func (d Desk) panel(p department.Person, m department.Matter) (texts.HTML, [][]handlers.Button) {
	w := d.Words(p)
	button := func(label, value string, on bool) handlers.Button {
		if on {
			label = "✓ " + label
		}
		return handlers.Button{Label: label, Data: fmt.Sprintf("m:%d:mark:%s", m.ID, value)}
	}
	var subjects []handlers.Button
	for _, s := range department.Subjects() {
		subjects = append(subjects, button(w.Plain("theme_"+string(s)), string(s), m.Subject == s))
	}
	rows := handlers.Grid(2, subjects...)
	rows = append(rows,
		[]handlers.Button{button(w.Plain("priority_1"), "1", m.Priority == department.Important), button(w.Plain("priority_2"), "2", m.Priority == department.Critical)},
		[]handlers.Button{button(w.Plain("mark_key"), "key", m.KeyClient)},
		[]handlers.Button{button(w.Plain("mark_threat"), "threat", m.Threat), button(w.Plain("mark_claim"), "claim", m.Claim.Known())})
	return w.Say("marks_ask", "Number", m.ID), rows
}

// mark changes one mark of a matter by a button, or asks for the sum.
func (d Desk) mark(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, what string) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	marks, p := m.Marks, m.Priority
	switch what {
	case "key":
		marks.KeyClient = !marks.KeyClient
	case "threat":
		marks.Threat = !marks.Threat
	case "claim":
		if !marks.Claim.Known() {
			return d.askClaim(ctx, tx, req, m)
		}
		marks.Claim = department.Money{}
	case "1", "2":
		if p = department.Priority(what[0] - '0'); p == m.Priority {
			p = department.Normal
		}
	default:
		if marks.Subject == department.Subject(what) {
			what = ""
		}
		marks.Subject = department.Subject(what)
	}
	m, reply, err := d.remark(ctx, tx, req, m, marks, p)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons := d.panel(req.Person, m)
	reply.Messages = append([]handlers.Message{req.Change(text, buttons...)}, reply.Messages...)
	return reply, nil
}

// remark stores the marks, changes the cards, and rings the directors if only now
// the matter is one to ring for.
func (d Desk) remark(ctx context.Context, tx handlers.Tx, req handlers.Request, before department.Matter, marks department.Marks, p department.Priority) (department.Matter, handlers.Reply, error) {
	norms, err := tx.Norms(ctx)
	if err != nil {
		return before, handlers.Reply{}, err
	}
	declared, _ := department.KindOf(before.Kind)
	kind := norms.Of(declared)
	m, err := tx.UpdateMatter(ctx, before.ID, func(m *department.Matter) error { return m.Mark(kind, marks, p, req.Person, req.At, d.cal) })
	if err != nil {
		return before, handlers.Reply{}, err
	}
	edits, err := d.Changed(ctx, tx, m, req.At)
	if err != nil || before.Rings() || !m.Rings() {
		return m, handlers.Reply{Messages: edits}, err
	}
	directors, err := handlers.Directors(ctx, tx, req.At)
	if err != nil {
		return m, handlers.Reply{}, err
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return m, handlers.Reply{}, err
	}
	for _, p := range directors {
		if p.ID == req.Person.ID {
			continue
		}
		v.reader = p
		card := v.card(m)
		card.Text = d.Words(p).Say("marks_news", "Number", m.ID, "By", req.Person.Name) + "\n\n" + card.Text
		edits = append(edits, card)
	}
	return m, handlers.Reply{Messages: edits}, nil
}

// askClaim asks for the sum that the client wants back.
func (d Desk) askClaim(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter) (handlers.Reply, error) {
	if err := m.MayMark(req.Person); err != nil {
		return handlers.Reply{}, err // whoever may not mark it is not asked either
	}
	memory, err := json.Marshal(asked{Matter: m.ID})
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the question: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: stepClaim, Data: memory, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the sum of a claim: %w", err)
	}
	question := req.Say(d.Words(req.Person).Say("claim_ask", "Number", m.ID))
	question.AskText = true
	return handlers.Replying(question), nil
}

// claimed notes the sum that was typed.
func (d Desk) claimed(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	if req.Forward != nil || len(req.Attachments) > 0 || len(strings.Fields(req.Text)) > 6 {
		return handlers.Reply{}, handlers.ErrNoAnswer
	}
	sum, err := department.ReadMoney(req.Text)
	if err != nil || !sum.Known() || sum.Minor <= 0 {
		return handlers.Reply{}, department.Refuse("claim_unclear")
	}
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	marks := m.Marks
	marks.Claim = sum.Money
	m, reply, err := d.remark(ctx, tx, req, m, marks, m.Priority)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	w := d.Words(req.Person)
	reply.Messages = append(reply.Messages, req.Say(w.Say("claim_noted", "Number", m.ID, "Sum", w.Money(m.Claim))))
	return reply, nil
}
