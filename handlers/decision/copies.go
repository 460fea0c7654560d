package decision

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Followed returns the edits of the cards of all decisions that a matter carries
// out, which show how it stands. It is a [matter.Follower].
func Followed(ctx context.Context, tx handlers.Tx, desk matter.Desk, m department.Matter, now time.Time) ([]handlers.Message, error) {
	ids, err := tx.DecisionsOf(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	r := New(desk)
	var edits []handlers.Message
	for _, id := range ids {
		d, err := tx.Decision(ctx, id)
		if err != nil {
			return nil, err
		}
		copies, err := r.copies(ctx, tx, d, now)
		if err != nil {
			return nil, err
		}
		edits = append(edits, copies...)
	}
	return edits, nil
}

// copies returns the edits of all copies of the card of a decision.
func (r Room) copies(ctx context.Context, tx handlers.Tx, d department.Decision, now time.Time) ([]handlers.Message, error) {
	cards, err := tx.DecisionCards(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	var edits []handlers.Message
	for _, c := range cards {
		reader, err := tx.Person(ctx, department.PersonID(c.Chat))
		if errors.Is(err, department.ErrNone) || err == nil && !d.Visible(reader) {
			continue // who left keeps what was seen, and sees no more
		}
		if err != nil {
			return nil, fmt.Errorf("find the reader of a card of decision %d: %w", d.ID, err)
		}
		edit, err := r.card(ctx, tx, d, reader, now)
		if err != nil {
			return nil, err
		}
		edit.Chat, edit.Card, edit.Edit = c.Chat, c.ID, c.Message
		edits = append(edits, edit)
	}
	return edits, nil
}

// changed returns what is seen after a decision was changed: all copies of its
// card follow, and who typed gets a new one.
func (r Room) changed(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Decision) (handlers.Reply, error) {
	edits, err := r.copies(ctx, tx, d, req.At)
	if err != nil || req.Press != nil {
		return handlers.Replying(edits...), err
	}
	card, err := r.card(ctx, tx, d, req.Person, req.At)
	return handlers.Replying(append(edits, card)...), err
}

// withUndo adds the button that takes back what was done last, if the reader may.
func withUndo(rows [][]handlers.Button, w texts.Words, d department.Decision, reader department.Person, now time.Time) [][]handlers.Button {
	if !d.CanUndo(reader, now) {
		return rows
	}
	flat := slices.Concat(rows...)
	flat = append(flat, handlers.Button{Label: w.Plain("button_undo"), Data: fmt.Sprintf("d:undo:%d:%d", d.ID, d.Last.At.UnixMicro())})
	return handlers.Grid(2, flat...)
}

// stillLast refuses an undo that is not of what was done last.
func stillLast(d department.Decision, seen string) error {
	if seen != strconv.FormatInt(d.Last.At.UnixMicro(), 10) {
		return department.Refuse("undo_late")
	}
	return nil
}
