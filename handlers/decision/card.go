package decision

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

const (
	shownText    = 900 // characters of a decision on its card
	shownMatters = 10
	shownList    = 10  // decisions of a page of the list
	listed       = 200 // decisions of the whole list, the oldest
	aboutShown   = 60  // characters of a decision in the list
)

// card returns the card of a decision in the reader's private chat.
func (r Room) card(ctx context.Context, tx handlers.Tx, d department.Decision, reader department.Person, now time.Time) (handlers.Message, error) {
	matters, err := r.matters(ctx, tx, d)
	if err != nil {
		return handlers.Message{}, err
	}
	owner, err := tx.Person(ctx, d.Owner)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return handlers.Message{}, fmt.Errorf("find the owner of decision %d: %w", d.ID, err)
	}
	w, state := r.desk.Words(reader), d.State(matters)
	lines := []texts.HTML{
		w.Say("decision_head", "Number", d.ID), texts.Escape(texts.Short(d.Text, shownText)),
		w.Say("decision_owner", "Owner", owner.Name),
	}
	if !d.Due.IsZero() {
		lines = append(lines, w.Say("decision_due", "Due", r.desk.Moment(reader, d.Due)))
	}
	if !d.Review.IsZero() {
		lines = append(lines, w.Say("decision_review", "Review", r.desk.Moment(reader, d.Review)))
	}
	key := "decision_" + string(state)
	if state == department.DecisionVoid && d.DropNote == "" {
		key = "decision_undone"
	}
	lines = append(lines, w.Say(key, "How", d.ActedHow, "Reason", d.DropNote))
	for _, m := range matters[:min(len(matters), shownMatters)] {
		lines = append(lines, w.Say("decision_matter", "Number", m.ID, "State", w.Plain("state_"+string(m.State)), "About", texts.Short(m.Text, aboutShown)))
	}
	rows := withUndo(r.buttons(w, d, state, reader, now), w, d, reader, now)
	return handlers.Message{Chat: int64(reader.ID), Text: texts.Join(lines...), Buttons: rows, Decision: d.ID}, nil
}

// buttons returns what the reader may do with the decision, which is also how the
// clock is answered.
func (r Room) buttons(w texts.Words, d department.Decision, state department.DecisionState, reader department.Person, now time.Time) [][]handlers.Button {
	if d.May(reader) != nil {
		return nil
	}
	var flat []handlers.Button
	add := func(key, data string) {
		flat = append(flat, handlers.Button{Label: w.Plain(key), Data: fmt.Sprintf(data, d.ID)})
	}
	idle, director := state == department.DecisionNoAction, reader.May(department.Director)
	if d.Over() {
		add("button_history", "d:hist:%d")
		return handlers.Grid(2, flat...)
	}
	cal := r.desk.Calendar()
	reviewed := !d.Review.IsZero() && !cal.Today(now).Before(cal.Today(d.Review))
	if director && (state == department.DecisionActed || reviewed) {
		add("decision_button_check", "d:check:%d")
	}
	if director && reviewed {
		add("decision_button_review", "d:review:%d")
	}
	switch {
	case director:
		add("button_task", "t:decided:%d")
	case idle:
		add("decision_button_take", "d:take:%d")
	}
	if idle {
		add("decision_button_acted", "d:acted:%d")
		add("decision_button_due", "d:due:%d")
	}
	switch {
	case director:
		add("decision_button_drop", "d:drop:%d")
	case idle:
		add("decision_button_needless", "d:needless:%d")
	}
	add("button_history", "d:hist:%d")
	return handlers.Grid(2, flat...)
}

// matters returns the matters that carry a decision out.
func (r Room) matters(ctx context.Context, tx handlers.Tx, d department.Decision) ([]department.Matter, error) {
	found := make([]department.Matter, 0, len(d.Matters))
	for _, id := range d.Matters {
		m, err := tx.Matter(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("find a matter of decision %d: %w", d.ID, err)
		}
		found = append(found, m)
	}
	return found, nil
}

// list lists the decisions that are alive.
func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, rows, err := r.page(ctx, tx, req, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

// turnPage shows another page of the list in place.
func (r Room) turnPage(ctx context.Context, tx handlers.Tx, req handlers.Request, n int64) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	text, rows, err := r.page(ctx, tx, req, int(max(0, min(n, listed))))
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(text, rows...)), nil
}

// page returns page n of the decisions that are alive: those without action first,
// each with a button that opens it.
func (r Room) page(ctx context.Context, tx handlers.Tx, req handlers.Request, n int) (texts.HTML, [][]handlers.Button, error) {
	alive, err := tx.LiveDecisions(ctx, listed)
	if err != nil {
		return "", nil, err
	}
	w := r.desk.Words(req.Person)
	if len(alive) == 0 {
		return w.Say("decisions_none"), nil, nil
	}
	states := make(map[int64]department.DecisionState, len(alive))
	idle := 0
	for _, d := range alive {
		matters, err := r.matters(ctx, tx, d)
		if err != nil {
			return "", nil, err
		}
		if states[d.ID] = d.State(matters); states[d.ID] == department.DecisionNoAction {
			idle++
		}
	}
	slices.SortStableFunc(alive, func(a, b department.Decision) int { return rank(states[a.ID]) - rank(states[b.ID]) })
	lines := []texts.HTML{w.Say("decisions_head", "All", len(alive), "Idle", idle)}
	var open []handlers.Button
	n = matter.Clamp(n, len(alive), shownList)
	for _, d := range alive[n*shownList : min(len(alive), (n+1)*shownList)] {
		lines = append(lines, w.Say("decisions_line", "Number", d.ID, "Text", texts.Short(d.Text, aboutShown), "State", w.Say("decision_short_"+string(states[d.ID]))))
		open = append(open, handlers.Button{Label: fmt.Sprint(d.ID), Data: fmt.Sprintf("d:open:%d", d.ID)})
	}
	leaf := func(page int) string { return fmt.Sprintf("d:list:%d", page) }
	rows := append(handlers.Grid(5, open...), matter.Pager(w, n, (n+1)*shownList < len(alive), leaf)...)
	return texts.Join(lines...), rows, nil
}

// rank orders the list: first what nobody works on.
func rank(s department.DecisionState) int {
	switch s {
	case department.DecisionNoAction:
		return 0
	case department.DecisionActed: // to be checked
		return 1
	}
	return 2
}
