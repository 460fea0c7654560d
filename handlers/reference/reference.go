package reference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Room is the conversation about references.
type Room struct {
	desk matter.Desk
	find handlers.Handler
}

// New returns the room; people and dates are read by desk, find looks for
// references with the words of a request.
func New(desk matter.Desk, find handlers.Handler) Room { return Room{desk: desk, find: find} }

const topicName = "ref"

// The questions of the room's dialogs.
const (
	stepNew  = "new"  // what does the reference say?
	stepEdit = "edit" // what does it say now?
)

const (
	pageSize   = 8
	lastPage   = 1000
	titleShown = 60 // characters of a title in the list
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "references", Words: []string{"справки", "справка", "references", "reference"}, Least: department.Employee, Do: r.command},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

// command lists the references, finds those with the words behind the command, or
// makes one of «title: text», or of the answer in the card replied to.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text := strings.TrimSpace(req.Text)
	if !req.Person.May(department.Director) {
		if text != "" {
			return r.find(ctx, tx, req)
		}
		return r.list(ctx, tx, req, 0)
	}
	title, body, told := split(text)
	switch {
	case text == "" && req.Number != 0:
		return r.from(ctx, tx, req, req.Number)
	case text == "":
		return r.list(ctx, tx, req, 0)
	case told:
		return r.make(ctx, tx, req, department.Reference{Title: title}, body)
	}
	return r.find(ctx, tx, req)
}

// split divides «title: text», or a title on a line of its own and the text below.
func split(s string) (title, text string, ok bool) {
	first, rest, lines := strings.Cut(s, "\n")
	if title, text, ok = strings.Cut(first, ":"); ok && strings.TrimSpace(text) != "" {
		return title, strings.TrimSpace(text + "\n" + rest), strings.TrimSpace(title) != ""
	}
	title = strings.TrimRight(strings.TrimSpace(first), ":")
	return title, strings.TrimSpace(rest), lines && title != "" && strings.TrimSpace(rest) != ""
}

// make stores a reference and shows its card.
func (r Room) make(ctx context.Context, tx handlers.Tx, req handlers.Request, ref department.Reference, text string) (handlers.Reply, error) {
	ref, err := department.NewReference(ref, text, req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	if ref, err = tx.CreateReference(ctx, ref); err != nil {
		return handlers.Reply{}, err
	}
	return r.show(ctx, tx, req, ref)
}

// show answers with a new card.
func (r Room) show(ctx context.Context, tx handlers.Tx, req handlers.Request, ref department.Reference) (handlers.Reply, error) {
	card, err := r.card(ctx, tx, ref, req.Person, req.At)
	return handlers.Replying(card), err
}

// from makes a reference of the answer to a question, once.
func (r Room) from(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	m, err := r.desk.Visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if kind, _ := department.KindOf(m.Kind); !kind.Yields || m.Result == "" {
		return handlers.Reply{}, department.Refuse("reference_no_answer", "Number", id)
	}
	ref, err := tx.ReferenceOf(ctx, id)
	if err == nil {
		return r.show(ctx, tx, req, ref)
	}
	if !errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, err
	}
	return r.make(ctx, tx, req, department.Reference{Title: sentence(m.Text), Owner: m.Owner, Source: m.ID, Answered: m.Owner}, m.Result)
}

// sentence returns a text with a capital letter at its beginning.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// list lists the references by their titles, each with a button that opens it.
func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request, n int) (handlers.Reply, error) {
	found, total, err := tx.References(ctx, n*pageSize, pageSize)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(found) == 0 && n > 0 {
		return r.list(ctx, tx, req, matter.Clamp(n, total, pageSize))
	}
	w := r.desk.Words(req.Person)
	lines := []texts.HTML{w.Say("references_none")}
	if total > 0 {
		lines[0] = w.Say("references_head", "N", total)
	}
	var open []handlers.Button
	for _, ref := range found {
		lines = append(lines, w.Say("references_line", "Number", ref.ID, "Title", texts.Short(ref.Title, titleShown), "At", w.Date(r.desk.Calendar().Today(ref.At))))
		open = append(open, handlers.Button{Label: fmt.Sprint(ref.ID), Data: fmt.Sprintf("ref:open:%d", ref.ID)})
	}
	rows := append(handlers.Grid(4, open...), matter.Pager(w, n, (n+1)*pageSize < total, func(page int) string { return fmt.Sprintf("ref:list:%d", page) })...)
	if req.Person.May(department.Director) {
		rows = append(rows, []handlers.Button{{Label: w.Plain("button_reference_new"), Data: "ref:new:0"}})
	}
	if req.Press != nil {
		return handlers.Replying(req.Change(texts.Join(lines...), rows...)), nil
	}
	return handlers.Replying(req.Say(texts.Join(lines...), rows...)), nil
}

// press handles the buttons of cards and of the list.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	what, rest, _ := strings.Cut(req.Press.Data, ":")
	digits, choice, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || id < 0 {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	switch what {
	case "from":
		return r.from(ctx, tx, req, id)
	case "list":
		return r.list(ctx, tx, req, int(min(id, lastPage)))
	case stepNew:
		if !req.Person.May(department.Director) {
			return handlers.Reply{}, department.Refuse("not_yours")
		}
		return r.ask(ctx, tx, req, stepNew, department.Reference{})
	}
	ref, err := r.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch what {
	case "open":
		return r.show(ctx, tx, req, ref)
	case "card":
		card, err := r.card(ctx, tx, ref, req.Person, req.At)
		return handlers.Replying(req.Change(card.Text, card.Buttons...)), err
	case "full":
		return handlers.Replying(req.Say(texts.Escape(ref.Text))), nil
	case "ver":
		n, err := strconv.Atoi(choice)
		if err != nil {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		return r.version(ctx, tx, req, ref, n)
	case stepEdit:
		return r.ask(ctx, tx, req, stepEdit, ref)
	case "drop":
		return r.change(ctx, tx, req, id, "reference_did_withdraw", func(ref *department.Reference) error { return ref.Withdraw(req.Person, req.At) })
	case "undo":
		return r.undo(ctx, tx, req, ref, choice)
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// visible finds a reference that the person may see.
func (r Room) visible(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (department.Reference, error) {
	ref, err := tx.Reference(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && !ref.Visible(req.Person) {
		return ref, department.Refuse("no_reference", "Number", id)
	}
	return ref, err
}

// undo takes back what was done last, if it is still what the button was for.
func (r Room) undo(ctx context.Context, tx handlers.Tx, req handlers.Request, ref department.Reference, seen string) (handlers.Reply, error) {
	if seen != strconv.FormatInt(ref.Last.At.UnixMicro(), 10) {
		return handlers.Reply{}, department.Refuse("undo_late")
	}
	versions, err := tx.ReferenceVersions(ctx, ref.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.change(ctx, tx, req, ref.ID, "reference_did_undo", func(ref *department.Reference) error { return ref.Undo(versions, req.Person, req.At) })
}

// change changes a reference and all copies of its card, and says so with key.
func (r Room) change(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, key string, rule func(*department.Reference) error) (handlers.Reply, error) {
	ref, err := tx.UpdateReference(ctx, id, rule)
	if err != nil {
		return handlers.Reply{}, err
	}
	edits, err := r.copies(ctx, tx, req, ref)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	if req.Press != nil {
		return handlers.Reply{Messages: edits, Toast: w.Plain(key, "Number", id, "Version", ref.Version)}, nil
	}
	return handlers.Replying(append(edits, req.Say(w.Say(key, "Number", id, "Version", ref.Version)))...), nil
}

// ask asks for the text of a new reference or of a new version.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, step string, ref department.Reference) (handlers.Reply, error) {
	switch {
	case step == stepEdit && !ref.Withdrawn.IsZero():
		return handlers.Reply{}, department.Refuse("reference_over", "Number", ref.ID)
	case step == stepEdit && !ref.Revisable(req.Person):
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	data, err := json.Marshal(ref.ID)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the reference: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask what a reference says: %w", err)
	}
	question := req.Say(r.desk.Words(req.Person).Say("reference_ask_"+step, "Number", ref.ID, "Title", ref.Title))
	question.AskText = true
	return handlers.Replying(question), nil
}

// answered goes on with the text that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var id int64
	if err := json.Unmarshal(req.Dialog.Data, &id); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	var reply handlers.Reply
	var err error
	if title, text, told := split(req.Text); req.Dialog.Step == stepNew && !told {
		return handlers.Reply{}, department.Refuse("reference_empty")
	} else if req.Dialog.Step == stepNew {
		reply, err = r.make(ctx, tx, req, department.Reference{Title: title}, text)
	} else {
		reply, err = r.change(ctx, tx, req, id, "reference_did_revise", func(ref *department.Reference) error { return ref.Revise(req.Text, req.Person, req.At) })
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return reply, nil
}
