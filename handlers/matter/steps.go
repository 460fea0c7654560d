package matter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// press handles a tap on a button of a card or of a list.
func (d Desk) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	first, rest, _ := strings.Cut(req.Press.Data, ":")
	switch first {
	case "my":
		return d.turnPage(ctx, tx, req, rest)
	case "for":
		return d.pressFor(ctx, tx, req, rest)
	case "all":
		return d.pressAll(ctx, tx, req, rest)
	}
	id, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	what, seen, _ := strings.Cut(rest, ":")
	if req.Chat.Group {
		return d.pressInGroup(ctx, tx, req, id, what, seen)
	}
	switch what {
	case "open":
		req.Number = id
		return d.Open(ctx, tx, req)
	case "files":
		return d.files(ctx, tx, req, id)
	case "marks":
		return d.marks(ctx, tx, req, id)
	case "mark":
		return d.mark(ctx, tx, req, id, seen)
	case "full":
		return d.full(ctx, tx, req, id)
	case "more", "less":
		return d.widen(ctx, tx, req, id, what == "more")
	case "hist":
		return d.history(ctx, tx, req, id, seen)
	case "undo":
		return d.undo(ctx, tx, req, id, seen)
	case "say":
		return d.usual(ctx, tx, req, id, seen)
	case "whom":
		return d.whom(ctx, tx, req, id, seen)
	case "until":
		return d.until(ctx, tx, req, id, seen)
	}
	return d.step(ctx, tx, req, id, department.Act(what), department.State(seen))
}

// step takes the step of a button, or asks for what it needs.
func (d Desk) step(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, act department.Act, seen department.State) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if act == department.Comment {
		if err := m.Lets(act, req.Person); err != nil {
			return d.stale(ctx, tx, req, m, err)
		}
		return d.ask(ctx, tx, req, m, act)
	}
	move := department.Move{Act: act, By: req.Person, At: req.At, Seen: seen}
	if s, ok := m.StepOf(act); ok && s.Needs != department.Nothing {
		if err := m.May(move); err != nil {
			return d.stale(ctx, tx, req, m, err)
		}
		return d.askFor(ctx, tx, req, m, s)
	}
	reply, err := d.do(ctx, tx, req, id, move)
	if err != nil {
		return d.stale(ctx, tx, req, m, err)
	}
	return reply, nil
}

// stale answers a tap that the rules refused. The card is shown anew where the
// tap was made, because it may be an old copy.
func (d Desk) stale(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, err error) (handlers.Reply, error) {
	if _, ok := errors.AsType[department.Refusal](err); !ok || req.Chat.Group {
		return handlers.Reply{}, err
	}
	v, viewErr := d.view(ctx, tx, m, req.At)
	if viewErr != nil {
		return handlers.Reply{}, viewErr
	}
	v.reader = req.Person
	fresh := req.Change(v.text(m), v.buttons(m)...)
	return handlers.Replying(fresh), err
}

// do takes the step with the files that came with the request, and tells
// everybody concerned.
func (d Desk) do(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, move department.Move) (handlers.Reply, error) {
	m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error {
		if move.Act == department.Comment {
			return m.Comment(move.Note, move.By, move.At)
		}
		return m.Do(move, d.cal)
	})
	if err != nil {
		return handlers.Reply{}, err
	}
	kept, over, err := d.Attach(ctx, tx, req, id, req.Attachments)
	if err != nil {
		return handlers.Reply{}, err
	}
	done := deed{act: move.Act, by: move.By, at: move.At, files: kept}
	cancelled, err := d.cascade(ctx, tx, m, done)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := d.remember(ctx, tx, m, move.Act); err != nil {
		return handlers.Reply{}, err
	}
	reply, err := d.tell(ctx, tx, req, m, done)
	reply.Messages = slices.Concat(cancelled, reply.Messages, over)
	return reply, err
}

// undo takes the last act back, if it is still the one that the button was for.
func (d Desk) undo(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, version string) (handlers.Reply, error) {
	last, err := tx.LastEvent(ctx, id)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, fmt.Errorf("find what to undo: %w", err)
	}
	var m department.Matter
	if last.By == req.Person.ID && err == nil { // who gave it away no longer sees it
		m, err = tx.Matter(ctx, id)
	} else {
		m, err = d.visible(ctx, tx, req, id)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	if version != strconv.Itoa(m.Version) || !m.CanUndo(req.Person, last, req.At) {
		return d.stale(ctx, tx, req, m, department.Refuse("undo_late"))
	}
	carried, err := d.uncarry(ctx, tx, m, req.Person, req.At)
	if err != nil {
		return d.stale(ctx, tx, req, m, err)
	}
	undone, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Undo(req.Person, last, req.At, d.cal) })
	if err != nil {
		return d.stale(ctx, tx, req, m, err)
	}
	done := deed{act: department.Undo, by: req.Person, at: req.At}
	parts, err := d.cascade(ctx, tx, undone, done)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply, err := d.tell(ctx, tx, req, undone, done)
	reply.Messages = slices.Concat(carried, parts, reply.Messages)
	return reply, err
}

// visible finds a matter that the person may see; any other does not exist for
// that person.
func (d Desk) visible(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Matter, error) {
	if !req.Person.May(department.Employee) {
		return department.Matter{}, department.Refuse("command_employee")
	}
	m, err := tx.Matter(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && !m.Visible(req.Person) {
		return department.Matter{}, department.Refuse("no_matter", "Number", id)
	}
	if err != nil {
		return department.Matter{}, fmt.Errorf("find matter %d: %w", id, err)
	}
	return m, nil
}

// Visible finds a matter that the person of the request may see; any other is
// refused as not being there.
func (d Desk) Visible(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Matter, error) {
	return d.visible(ctx, tx, req, id)
}
