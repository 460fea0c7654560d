package matter

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

// view is a card as one reader sees it.
type view struct {
	Desk
	reader department.Person
	names  map[department.PersonID]string
	now    time.Time
	// undo is who may still take back the last act, 0 for nobody.
	undo  department.PersonID
	files int // attachments
	// lost are the names of those whom the card did not reach.
	lost []string
	// asked says that the clock asks how it goes.
	asked bool
}

// shownText is how much of a long text a card shows, in characters: a card is
// never longer than a phone's screen.
const shownText = 900

// card returns the card of m as a new message in the reader's private chat.
func (v view) card(m department.Matter) handlers.Message {
	return handlers.Message{
		Chat: int64(v.reader.ID), Text: v.text(m), Buttons: v.buttons(m), Matter: m.ID,
	}
}

// text returns what the card says: what it is, what was written, how it stands.
func (v view) text(m department.Matter) texts.HTML {
	w := v.Words(v.reader)
	head := w.Say("card_head", "Number", m.ID, "Kind", w.Plain("kind_"+string(m.Kind)))
	if m.Client != "" {
		head += " · " + texts.Escape(m.Client)
	}
	if m.Priority != department.Normal {
		head += " · " + w.Say(fmt.Sprintf("priority_%d", m.Priority))
	}
	var files, returned texts.HTML
	if v.files > 0 {
		files = w.Say("card_files", "N", v.files)
	}
	if m.Returns > 0 && !m.State.Over() {
		returned = w.Say("card_returned", "N", m.Returns)
	}
	var lost texts.HTML
	if len(v.lost) > 0 && !m.State.Over() {
		lost = w.Say("card_undelivered", "Names", w.List(v.lost))
	}
	return texts.Join(head, texts.Escape(shorten(m.Text)), files, v.standing(m), returned, v.people(m), lost)
}

// standing says where the matter stands and until when what is due.
func (v view) standing(m department.Matter) texts.HTML {
	w := v.Words(v.reader)
	args := []any{
		"TakeBy", v.Moment(v.reader, m.TakeBy), "Due", v.Moment(v.reader, m.Due), "Until", v.Moment(v.reader, m.WaitUntil),
		"Owner", v.names[m.Owner], "Reporter", v.names[m.Reporter], "WaitingFor", m.WaitingFor, "Result", m.Result,
		"Closed", v.Moment(v.reader, m.Closed),
	}
	key := "standing_" + string(m.State)
	if m.State == department.Open && m.Owner != 0 {
		key = "standing_given"
	}
	said := w.Say(key, args...)
	if m.Overdue(v.now) {
		said += " " + w.Say("overdue_mark")
	}
	return said
}

// people says who brought the matter up, to others than that person.
func (v view) people(m department.Matter) texts.HTML {
	if m.Reporter == v.reader.ID || v.names[m.Reporter] == "" || m.State == department.Done {
		return "" // who checks the work is named there
	}
	return v.Words(v.reader).Say("card_from", "Reporter", v.names[m.Reporter])
}

// buttons returns what the reader can do, two to a row.
func (v view) buttons(m department.Matter) [][]handlers.Button {
	w := v.Words(v.reader)
	var flat []handlers.Button
	for _, s := range m.Steps(v.reader) {
		if s.Asked && !v.asked {
			continue
		}
		flat = append(flat, handlers.Button{Label: label(w, m.Kind, s.Do), Data: stepData(m, s.Do)})
	}
	if v.files > 0 {
		flat = append(flat, handlers.Button{Label: w.Plain("button_files", "N", v.files), Data: fmt.Sprintf("m:%d:files", m.ID)})
	}
	if utf8.RuneCountInString(m.Text) > shownText {
		flat = append(flat, handlers.Button{Label: w.Plain("button_full"), Data: fmt.Sprintf("m:%d:full", m.ID)})
	}
	if v.undo != 0 && v.undo == v.reader.ID {
		flat = append(flat, handlers.Button{Label: w.Plain("button_undo"), Data: fmt.Sprintf("m:%d:undo:%d", m.ID, m.Version)})
	}
	var rows [][]handlers.Button
	for len(flat) > 0 {
		n := min(2, len(flat))
		rows, flat = append(rows, flat[:n]), flat[n:]
	}
	return rows
}

// stepData is what the button of a step carries.
func stepData(m department.Matter, act department.Act) string {
	return fmt.Sprintf("m:%d:%s:%s", m.ID, act, m.State)
}

// label names a step on a button, in the words of the kind if it has its own.
func label(w texts.Words, kind department.KindName, act department.Act) string {
	if own := string(kind) + "_" + string(act); w.Has(own) {
		return w.Plain(own)
	}
	return w.Plain("step_" + string(act))
}

// shorten cuts a text that is too long for a card.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= shownText {
		return s
	}
	return string([]rune(s)[:shownText]) + "…"
}

// Changed returns the edits of all copies of the card of m.
func (d Desk) Changed(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) ([]handlers.Message, error) {
	cards, err := tx.Cards(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("find the cards of matter %d: %w", m.ID, err)
	}
	v, err := d.view(ctx, tx, m, now)
	if err != nil {
		return nil, err
	}
	edits := make([]handlers.Message, 0, len(cards))
	for _, c := range cards {
		v.reader, err = readerOf(ctx, tx, c.Chat)
		if err != nil {
			return nil, fmt.Errorf("find the reader of a card of matter %d: %w", m.ID, err)
		}
		if !m.Visible(v.reader) {
			continue // who left the department keeps what was seen, and sees no more
		}
		edit := v.card(m)
		edit.Chat, edit.Card, edit.Edit, edit.Matter = c.Chat, c.ID, c.Message, m.ID
		edits = append(edits, edit)
	}
	return edits, nil
}

// view gathers what a card of m needs; the reader is still to be set.
func (d Desk) view(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) (view, error) {
	v := view{Desk: d, names: make(map[department.PersonID]string), now: now}
	if err := d.addNames(ctx, tx, v.names, m); err != nil {
		return view{}, err
	}
	last, err := tx.LastEvent(ctx, m.ID)
	if err != nil {
		return view{}, fmt.Errorf("find the last event of matter %d: %w", m.ID, err)
	}
	if last.Act != department.Undo && now.Sub(last.At) < department.UndoFor {
		v.undo = last.By
	}
	files, err := tx.Attachments(ctx, m.ID)
	if err != nil {
		return view{}, fmt.Errorf("find the files of matter %d: %w", m.ID, err)
	}
	v.files = len(files)
	v.lost, err = undelivered(ctx, tx, m)
	return v, err
}

// readerOf returns who reads a chat: the person of a private one; in a group, an
// employee without a name, who sees only what every employee may do.
func readerOf(ctx context.Context, tx handlers.Tx, chat int64) (department.Person, error) {
	if chat < 0 {
		return department.Person{Role: department.Employee}, nil
	}
	p, err := tx.Person(ctx, department.PersonID(chat))
	if errors.Is(err, department.ErrNone) {
		return department.NewPerson(department.PersonID(chat), ""), nil
	}
	return p, err
}
