package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// addPoint puts what was typed on the agenda: a line, or the number of a matter.
func (r Room) addPoint(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	text, id := req.Text, int64(0)
	if n, ok := handlers.ReadNumber(text); ok {
		found, err := tx.Matter(ctx, n)
		if errors.Is(err, department.ErrNone) || err == nil && !found.Visible(req.Person) {
			return handlers.Reply{}, department.Refuse("meet_no_matter")
		}
		if err != nil {
			return handlers.Reply{}, err
		}
		if err := found.Lets(department.Table, req.Person); err != nil {
			return handlers.Reply{}, err
		}
		text, id = about(found), n
	}
	messages, err := r.put(ctx, tx, req, m, department.AgendaPoint{Text: text, Matter: id})
	if err != nil {
		return handlers.Reply{}, err
	}
	said := req.Say(r.words(req.Person).Say("meet_added"))
	return handlers.Replying(append([]handlers.Message{said}, messages...)...), nil
}

// about says in a line what a matter is about.
func about(m department.Matter) string {
	text := m.Text
	if m.Client != "" {
		text = m.Client + ": " + text
	}
	const shown = 80
	if letters := []rune(text); len(letters) > shown {
		text = string(letters[:shown]) + "…"
	}
	return text
}

// put adds a point to the agenda and shows it on every copy of the card.
func (r Room) put(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, wanted department.AgendaPoint) ([]handlers.Message, error) {
	have, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	p, err := m.NewPoint(wanted.Text, wanted.Matter, req.Person, req.At, have)
	if err != nil {
		return nil, err
	}
	p.Reason, p.Payment, p.Decision = wanted.Reason, wanted.Payment, wanted.Decision
	if _, err := tx.SaveAgendaPoint(ctx, p); err != nil {
		return nil, err
	}
	return r.spread(ctx, tx, m)
}

// looked is how many open matters and receivables are looked at for proposals.
const looked = 200

// proposals returns what the job description of the director puts on the
// agenda.
func (r Room) proposals(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) ([]department.Proposal, error) {
	have, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	matters, err := tx.FindMatters(ctx, department.MatterFilter{Limit: looked})
	if err != nil {
		return nil, err
	}
	today := r.cal.Today(req.At)
	payments, err := tx.OpenPayments(ctx, today, looked)
	if err != nil {
		return nil, err
	}
	facts := department.AgendaFacts{Matters: matters, Receivables: payments}
	if facts.Decisions, err = tx.LiveDecisions(ctx, looked); err != nil {
		return nil, err
	}
	for _, d := range facts.Decisions {
		for _, id := range d.Matters {
			linked, err := tx.Matter(ctx, id)
			if err != nil {
				return nil, fmt.Errorf("find a matter of decision %d: %w", d.ID, err)
			}
			facts.Linked = append(facts.Linked, linked)
		}
	}
	all := department.Propose(facts, have, today)
	const shown = 10
	return all[:min(len(all), shown)], nil
}

// propose offers what belongs on the agenda, one tap each.
func (r Room) propose(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	w := r.words(req.Person)
	text, rows, err := r.proposed(ctx, tx, req, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(rows) == 0 {
		return handlers.Toasting(w.Plain("meet_nothing")), nil
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

func (r Room) proposed(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (texts.HTML, [][]handlers.Button, error) {
	w := r.words(req.Person)
	all, err := r.proposals(ctx, tx, req, m)
	if err != nil || len(all) == 0 {
		return w.Say("meet_nothing"), nil, err
	}
	lines := []texts.HTML{w.Say("meet_proposals")}
	var buttons []handlers.Button
	for i, p := range all {
		sum := ""
		if p.Sum.Known() {
			sum = w.Money(p.Sum)
		}
		lines = append(lines, w.Say("meet_proposal", "Number", i+1, "Why", w.Plain("meet_reason_"+string(p.Reason)), "Text", proposalText(p), "Sum", sum))
		buttons = append(buttons, handlers.Button{Label: fmt.Sprintf("+ %d", i+1), Data: fmt.Sprintf("%s:take:%d:%s", topicName, m.ID, proposalName(p))})
	}
	return texts.Join(lines...), handlers.Grid(5, buttons...), nil
}

func proposalText(p department.Proposal) string {
	return about(department.Matter{Text: p.Text, Standing: department.Standing{Client: p.Client}})
}

// proposalName is how a button names a proposal.
func proposalName(p department.Proposal) string {
	switch {
	case p.Payment != 0:
		return fmt.Sprintf("p%d", p.Payment)
	case p.Decision != 0:
		return fmt.Sprintf("d%d", p.Decision)
	}
	return fmt.Sprintf("m%d", p.Matter)
}

// takeProposal puts a proposal on the agenda.
func (r Room) takeProposal(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, name string) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	all, err := r.proposals(ctx, tx, req, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	i := slices.IndexFunc(all, func(p department.Proposal) bool { return proposalName(p) == name })
	if i < 0 {
		return handlers.Reply{}, department.Refuse("meet_taken")
	}
	p := all[i]
	point := department.AgendaPoint{Text: proposalText(p), Matter: p.Matter, Payment: p.Payment, Decision: p.Decision, Reason: p.Reason}
	messages, err := r.put(ctx, tx, req, m, point)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, rows, err := r.proposed(ctx, tx, req, m)
	return handlers.Replying(append([]handlers.Message{req.Change(text, rows...)}, messages...)...), err
}

// tick marks a point of the agenda as reached, or not.
func (r Room) tick(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || m.Organiser != req.Person.ID {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	points, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	for _, p := range points {
		if p.ID == id && m.State == department.MeetingPlanned {
			p.Done = !p.Done
			if _, err := tx.SaveAgendaPoint(ctx, p); err != nil {
				return handlers.Reply{}, err
			}
			return r.preview(ctx, tx, req, m)
		}
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}
