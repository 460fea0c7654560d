package decision

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

const (
	shownHistory = 20 // events of a decision in its history
	shownNote    = 70 // characters of what was said with each
)

// history shows in the place of the card what happened to a decision, the oldest
// first.
func (r Room) history(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	if _, err := r.find(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	events, err := tx.DecisionEvents(ctx, id, shownHistory)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	lines := []texts.HTML{w.Say("decision_history", "Number", id)}
	for _, e := range slices.Backward(events) {
		who, err := tx.Person(ctx, e.By)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return handlers.Reply{}, fmt.Errorf("find who changed decision %d: %w", id, err)
		}
		note := texts.Short(e.Note, shownNote)
		if until := e.Until(); !until.IsZero() {
			note = r.desk.Moment(req.Person, until)
		}
		lines = append(lines, w.Say("decision_event", "At", r.desk.Moment(req.Person, e.At), "Who", who.Name, "What", w.Plain("decision_act_"+string(e.Act), "Note", note)))
	}
	row := []handlers.Button{{Label: w.Plain("button_card"), Data: fmt.Sprintf("d:card:%d", id)}}
	return handlers.Replying(req.Change(texts.Join(lines...), row)), nil
}
