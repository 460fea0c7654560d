package reference

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// shownText is how many characters of a text a card shows.
const shownText = 900

// card returns the card of a reference in the reader's private chat.
func (r Room) card(ctx context.Context, tx handlers.Tx, ref department.Reference, reader department.Person, now time.Time) (handlers.Message, error) {
	names, err := r.names(ctx, tx, ref.Owner, ref.By, ref.Answered)
	if err != nil {
		return handlers.Message{}, err
	}
	w := r.desk.Words(reader)
	var source, state texts.HTML
	if ref.Source != 0 {
		source = w.Say("reference_source", "Number", ref.Source, "Who", names[ref.Answered])
	}
	if !ref.Withdrawn.IsZero() {
		state = w.Say("reference_withdrawn", "At", r.desk.Moment(reader, ref.Withdrawn))
	}
	text := texts.Join(
		w.Say("reference_head", "Number", ref.ID, "Version", ref.Version), w.Say("reference_title", "Title", ref.Title),
		texts.Escape(texts.Short(ref.Text, shownText)), source, w.Say("reference_owner", "Owner", names[ref.Owner]),
		w.Say("reference_at", "At", r.desk.Moment(reader, ref.At), "Who", names[ref.By]), state,
	)
	return handlers.Message{Chat: int64(reader.ID), Text: text, Buttons: r.buttons(w, ref, reader, now), Reference: ref.ID}, nil
}

// buttons returns what the reader can do with a reference.
func (r Room) buttons(w texts.Words, ref department.Reference, reader department.Person, now time.Time) [][]handlers.Button {
	var flat []handlers.Button
	add := func(key, format string, args ...any) {
		flat = append(flat, handlers.Button{Label: w.Plain(key), Data: fmt.Sprintf("ref:"+format, append([]any{ref.ID}, args...)...)})
	}
	if ref.Revisable(reader) {
		add("button_revise", "edit:%d")
	}
	if reader.May(department.Director) && ref.Withdrawn.IsZero() {
		add("button_withdraw", "drop:%d")
	}
	if utf8.RuneCountInString(ref.Text) > shownText {
		add("button_full", "full:%d")
	}
	if ref.Version > 1 {
		add("button_versions", "ver:%d:%d", ref.Version-1)
	}
	if ref.CanUndo(reader, now) {
		add("button_undo", "undo:%d:%d", ref.Last.At.UnixMicro())
	}
	return handlers.Grid(2, flat...)
}

// copies returns the edits of all copies of the card.
func (r Room) copies(ctx context.Context, tx handlers.Tx, req handlers.Request, ref department.Reference) ([]handlers.Message, error) {
	cards, err := tx.ReferenceCards(ctx, ref.ID)
	if err != nil {
		return nil, err
	}
	var edits []handlers.Message
	for _, c := range cards {
		reader, err := tx.Person(ctx, department.PersonID(c.Chat))
		if errors.Is(err, department.ErrNone) || err == nil && !ref.Visible(reader) {
			continue // who left keeps what was seen, and sees no more
		}
		if err != nil {
			return nil, fmt.Errorf("find the reader of a card of reference %d: %w", ref.ID, err)
		}
		edit, err := r.card(ctx, tx, ref, reader, req.At)
		if err != nil {
			return nil, err
		}
		edit.Chat, edit.Card, edit.Edit = c.Chat, c.ID, c.Message
		edits = append(edits, edit)
	}
	return edits, nil
}

// version shows an older version in the place of the card.
func (r Room) version(ctx context.Context, tx handlers.Tx, req handlers.Request, ref department.Reference, n int) (handlers.Reply, error) {
	versions, err := tx.ReferenceVersions(ctx, ref.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	if n < 1 || n > len(versions) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	v := versions[n-1]
	names, err := r.names(ctx, tx, v.By)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	text := texts.Join(
		w.Say("reference_version", "Number", ref.ID, "Version", v.Version, "Of", ref.Version), w.Say("reference_title", "Title", ref.Title),
		texts.Escape(v.Text), w.Say("reference_at", "At", r.desk.Moment(req.Person, v.At), "Who", names[v.By]),
	)
	var row []handlers.Button
	if n > 1 {
		row = append(row, handlers.Button{Label: w.Plain("button_older"), Data: fmt.Sprintf("ref:ver:%d:%d", ref.ID, n-1)})
	}
	if n < ref.Version-1 {
		row = append(row, handlers.Button{Label: w.Plain("button_newer"), Data: fmt.Sprintf("ref:ver:%d:%d", ref.ID, n+1)})
	}
	row = append(row, handlers.Button{Label: w.Plain("button_card"), Data: fmt.Sprintf("ref:card:%d", ref.ID)})
	return handlers.Replying(req.Change(text, row)), nil
}

// names returns the names of people.
func (r Room) names(ctx context.Context, tx handlers.Tx, people ...department.PersonID) (map[department.PersonID]string, error) {
	names := make(map[department.PersonID]string)
	for _, id := range people {
		if id == 0 {
			continue
		}
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return nil, fmt.Errorf("find somebody named in a reference: %w", err)
		}
		names[id] = p.Name
	}
	return names, nil
}
