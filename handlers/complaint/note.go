package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
)

// noteOffered is how many matters are offered for a comment, and recentCards among
// how many of the latest cards of the chat they are looked for.
const (
	noteOffered = 6
	recentCards = 30
)

// askNote asks to which matter a draft belongs.
func (r Room) askNote(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.draft(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	offered, err := r.likely(ctx, tx, req, d)
	if err != nil {
		return handlers.Reply{}, err
	}
	data, err := json.Marshal(d.ID)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the draft: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: stepNote, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the matter of a draft: %w", err)
	}
	w := r.desk.Words(req.Person)
	var rows [][]handlers.Button
	for _, m := range offered {
		label := w.Plain("button_note_to", "Number", m.ID, "About", matter.About(m))
		rows = append(rows, []handlers.Button{{Label: label, Data: fmt.Sprintf("c:to:%d:%d", d.ID, m.ID)}})
	}
	rows = append(rows, []handlers.Button{{Label: w.Plain("page_back"), Data: fmt.Sprintf("c:uses:%d", d.ID)}})
	return handlers.Replying(req.Change(w.Say("draft_ask_matter"), rows...)), nil
}

// likely returns the matters to which a draft may belong: those that it names by
// their numbers, those whose cards came last, and what the person has to do.
func (r Room) likely(ctx context.Context, tx handlers.Tx, req handlers.Request, d department.Draft) ([]department.Matter, error) {
	named, _ := handlers.Numbers(d.Text)
	recent, err := tx.RecentMatters(ctx, req.Chat.ID, recentCards)
	if err != nil {
		return nil, err
	}
	own, err := tx.FindMatters(ctx, department.MatterFilter{Owner: req.Person.ID, Limit: noteOffered})
	if err != nil {
		return nil, fmt.Errorf("find what somebody has to do: %w", err)
	}
	var found []department.Matter
	offer := func(m department.Matter, over bool) {
		known := slices.ContainsFunc(found, func(f department.Matter) bool { return f.ID == m.ID })
		if len(found) < noteOffered && !known && m.Lets(department.Comment, req.Person) == nil && (over || !m.State.Over()) {
			found = append(found, m)
		}
	}
	for i, id := range append(named, recent...) {
		m, err := tx.Matter(ctx, id)
		if errors.Is(err, department.ErrNone) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find matter %d for a draft: %w", id, err)
		}
		offer(m, i < len(named))
	}
	for _, m := range own {
		offer(m, false)
	}
	return found, nil
}

// back asks again what a draft is.
func (r Room) back(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	d, err := r.draft(ctx, tx, req, id)
	if err == nil {
		err = r.endQuestion(ctx, tx, req, stepNote, id)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(r.desk.Words(req.Person).Say("draft_what"), r.uses(req, d.ID)...)), nil
}

// toMatter makes a draft a comment to the matter of a button.
func (r Room) toMatter(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, choice string) (handlers.Reply, error) {
	number, err := strconv.ParseInt(choice, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	reply, err := r.note(ctx, tx, req, id, number)
	if err != nil {
		return handlers.Reply{}, err
	}
	said := req.Change(r.desk.Words(req.Person).Say("draft_noted", "Number", number))
	reply.Messages = append([]handlers.Message{said}, reply.Messages...)
	return reply, r.endQuestion(ctx, tx, req, stepNote, id)
}

// noteTyped makes a draft a comment to the matter whose number was typed. What is
// no number is no answer.
func (r Room) noteTyped(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var id int64
	if err := json.Unmarshal(req.Dialog.Data, &id); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	number, err := strconv.ParseInt(strings.TrimLeft(strings.TrimSpace(req.Text), "№#Nn/ "), 10, 64)
	if err != nil || number <= 0 || req.Forward != nil || len(req.Attachments) > 0 {
		return handlers.Reply{}, handlers.ErrNoAnswer
	}
	reply, err := r.note(ctx, tx, req, id, number)
	if err != nil {
		return handlers.Reply{}, err
	}
	return reply, r.endQuestion(ctx, tx, req, stepNote, id)
}

// note makes a draft a comment to a matter, once.
func (r Room) note(ctx context.Context, tx handlers.Tx, req handlers.Request, id, number int64) (handlers.Reply, error) {
	d, err := r.draft(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	text := d.Text
	if d.Author != "" && text != "" {
		text = d.Author + ": " + text
	}
	reply, err := r.desk.Remark(ctx, tx, req, number, text, d.Attachments)
	if err != nil {
		return handlers.Reply{}, err
	}
	d.Matter, d.Comment = number, true
	if err := tx.SaveDraft(ctx, d); err != nil {
		return handlers.Reply{}, fmt.Errorf("note what draft %d became: %w", id, err)
	}
	return reply, nil
}
