package matter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// press handles a tap on a button of a card or of a list.
func (d Desk) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	first, rest, _ := strings.Cut(req.Press.Data, ":")
	switch first {
	case "my":
		return d.turnPage(ctx, tx, req, rest)
	case "all":
		return d.pressAll(ctx, tx, req, rest)
	}
	id, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	what, seen, _ := strings.Cut(rest, ":")
	switch what {
	case "open":
		req.Number = id
		return d.Open(ctx, tx, req)
	case "files":
		return d.files(ctx, tx, req, id)
	case "full":
		return d.full(ctx, tx, req, id)
	case "undo":
		return d.undo(ctx, tx, req, id, seen)
	case "say":
		return d.usual(ctx, tx, req, id, seen)
	}
	return d.step(ctx, tx, req, id, department.Act(what), department.State(seen))
}

// step takes the step of a button, or asks for the words that it needs.
func (d Desk) step(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, act department.Act, seen department.State) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	move := department.Move{Act: act, By: req.Person, At: req.At, Seen: seen}
	if s, ok := m.StepOf(act); ok && s.Needs == department.Note {
		if err := m.May(move); err != nil {
			return d.stale(ctx, tx, req, m, err)
		}
		return d.ask(ctx, tx, req, m, act)
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

// do takes the step and tells everybody concerned.
func (d Desk) do(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, move department.Move) (handlers.Reply, error) {
	m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Do(move, d.cal) })
	if err != nil {
		return handlers.Reply{}, err
	}
	return d.tell(ctx, tx, req, m, move.Act)
}

// asked is what the dialog for the words of a step remembers.
type asked struct {
	Matter int64            `json:"matter"`
	State  department.State `json:"state"`
}

// usualNotes is how many usual answers the catalogue has for each step that
// needs words.
const usualNotes = 3

// ask opens the dialog for the words that a step needs.
func (d Desk) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, act department.Act) (handlers.Reply, error) {
	data, err := json.Marshal(asked{Matter: m.ID, State: m.State})
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the question: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: string(act), Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the words of %s: %w", act, err)
	}
	w := d.Words(req.Person)
	var rows [][]handlers.Button
	for i := 1; i <= usualNotes; i++ {
		rows = append(rows, []handlers.Button{{
			Label: w.Plain(noteKey(w, m.Kind, act, i)),
			Data:  fmt.Sprintf("m:%d:say:%s:%d:%s", m.ID, act, i, m.State),
		}})
	}
	question := req.Say(w.Say("ask_"+string(act), "Number", m.ID), rows...)
	return handlers.Replying(question), nil
}

// noteKey names a usual answer, in the words of the kind if it has its own.
func noteKey(w texts.Words, kind department.KindName, act department.Act, i int) string {
	if own := fmt.Sprintf("%s_note_%s_%d", kind, act, i); w.Has(own) {
		return own
	}
	return fmt.Sprintf("note_%s_%d", act, i)
}

// answered takes the step with the words that the person typed.
func (d Desk) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var a asked
	if err := json.Unmarshal(req.Dialog.Data, &a); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	if strings.TrimSpace(req.Text) == "" {
		return handlers.Reply{}, department.Refuse("note_missing")
	}
	return d.noted(ctx, tx, req, a.Matter, department.Act(req.Dialog.Step), a.State, req.Text)
}

// usual takes the step with one of the usual answers, given by a button whose
// data is "act:number:state".
func (d Desk) usual(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, data string) (handlers.Reply, error) {
	parts := strings.Split(data, ":")
	if len(parts) != 3 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	i, err := strconv.Atoi(parts[1])
	if err != nil || i < 1 || i > usualNotes {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	act, w := department.Act(parts[0]), d.Words(req.Person)
	note := w.Plain(noteKey(w, m.Kind, act, i))
	reply, err := d.noted(ctx, tx, req, id, act, department.State(parts[2]), note)
	if err != nil {
		return handlers.Reply{}, err
	}
	// The question has its answer: its buttons go.
	question := req.Change(d.Words(req.Person).Say("asked_answered", "Number", id, "Note", note))
	reply.Messages = append([]handlers.Message{question}, reply.Messages...)
	return reply, nil
}

// noted takes a step with its words and closes the dialog that asked for them.
func (d Desk) noted(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, act department.Act, seen department.State, note string) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	move := department.Move{Act: act, By: req.Person, At: req.At, Seen: seen, Note: note}
	reply, err := d.do(ctx, tx, req, m.ID, move)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return reply, nil
}

// undo takes the last act back, if it is still the one that the button was for.
func (d Desk) undo(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, version string) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	last, err := tx.LastEvent(ctx, id)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find what to undo: %w", err)
	}
	if version != strconv.Itoa(m.Version) {
		return d.stale(ctx, tx, req, m, department.Refuse("undo_late"))
	}
	undone, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error { return m.Undo(req.Person, last, req.At, d.cal) })
	if err != nil {
		return d.stale(ctx, tx, req, m, err)
	}
	return d.tell(ctx, tx, req, undone, department.Undo)
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
