package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	undo   department.PersonID
	files  int                 // attachments
	events []department.Event  // the latest, the newest first
	parts  []department.Matter // of a matter that gathers
	parent department.Matter   // the zero value for none
	wide   bool                // with everything that can be done
	lost   []string            // the names of those whom the card did not reach
	asked  bool                // by the clock, how it goes
	// reminded is when the reader's own reminder about it rings next. Only the wide
	// view knows it: that is made at the tap, for one reader.
	reminded time.Time
	absent
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
	var files, parent, returned texts.HTML
	if v.files > 0 {
		files = w.Say("card_files", "N", v.files)
	}
	if m.Parent != 0 && v.parent.Visible(v.reader) && !v.moves(m) {
		parent = w.Say(w.Of(m.Kind, "card_parent"), "Number", m.Parent)
	}
	if m.Returns > 0 && !m.State.Over() {
		returned = w.Say("card_returned", "N", m.Returns)
	}
	var lost texts.HTML
	if len(v.lost) > 0 && !m.State.Over() {
		lost = w.Say("card_undelivered", "Names", w.List(v.lost))
	}
	return texts.Join(head, v.marked(w, m), texts.Escape(texts.Short(m.Text, shownText)), files, parent, v.standing(m), v.away(m), v.dates(m), v.parties(m), v.partsOf(),
		returned, v.people(m), lost, v.ownReminder(), v.recent())
}

// moves reports whether the card names the matter m belongs to anyway: with the
// date that those who are asked are to agree to.
func (v view) moves(m department.Matter) bool { return len(m.Parties) > 0 && !m.Proposed.IsZero() }

// ownReminder says when the reader is reminded of it, to nobody else.
func (v view) ownReminder() texts.HTML {
	if v.reminded.IsZero() {
		return ""
	}
	return v.Words(v.reader).Say("card_reminded", "At", v.Moment(v.reader, v.reminded))
}

// standing says where the matter stands and until when what is due.
func (v view) standing(m department.Matter) texts.HTML {
	w := v.Words(v.reader)
	args := []any{
		"TakeBy", v.Moment(v.reader, m.TakeBy), "Due", v.Moment(v.reader, m.Due), "Until", v.Moment(v.reader, m.WaitUntil),
		"Owner", v.names[m.Owner], "Reporter", v.names[m.Reporter], "WaitingFor", m.WaitingFor, "Result", m.Result,
		"Closed", v.Moment(v.reader, m.Closed), "Silence", verdict(w, "silence_", m.Silence),
		"Outcome", verdict(w, "outcome_", m.Outcome),
	}
	key := "standing_" + string(m.State)
	switch {
	case m.State == department.Open && m.Owner != 0:
		key = "standing_given"
	case m.State == department.Waiting && m.Inquired:
		key = "standing_inquired"
	case m.State == department.Closed && m.Result == "":
		key = "standing_over"
	}
	said := w.Say(w.Of(m.Kind, key), args...)
	if m.Overdue(v.now) {
		said += " " + w.Say("overdue_mark")
	}
	return said
}

// verdict names an answer in the words that begin with prefix; none is empty.
func verdict(w texts.Words, prefix string, v department.Verdict) string {
	if v == "" {
		return ""
	}
	return w.Plain(prefix + string(v))
}

// dates says which due time it had first and which one somebody wants.
func (v view) dates(m department.Matter) texts.HTML {
	if m.State.Over() && m.Outcome == "" {
		return ""
	}
	w := v.Words(v.reader)
	var first, wanted texts.HTML
	if !m.FirstDue.IsZero() && !m.FirstDue.Equal(m.Due) {
		first = w.Say("card_first_due", "Due", v.Moment(v.reader, m.FirstDue))
	}
	if !m.Proposed.IsZero() {
		mark := "№"
		if v.parent.Visible(v.reader) { // a link that opens
			mark = "/"
		}
		wanted = w.Say(w.Of(m.Kind, "card_proposed"), "Due", v.Moment(v.reader, m.Proposed), "Number", m.Parent, "Mark", mark, "Owner", v.names[m.Owner])
	}
	return texts.Join(first, wanted)
}

// parties says what each of those who are asked has said.
func (v view) parties(m department.Matter) texts.HTML {
	w := v.Words(v.reader)
	var lines []texts.HTML
	for _, p := range m.Parties {
		key := "party_" + string(p.Answer)
		switch {
		case (p.Answer == "" || p.Answer == department.Postponed) && m.State.Over():
			key = "party_missing"
		case p.Answer == "":
			key = "party_silent"
		}
		line := w.Say(key, "Name", v.names[p.Person], "Reason", p.Reason)
		if p.By != 0 {
			line += " " + w.Say("party_in_place", "Name", v.names[p.By])
		}
		lines = append(lines, line)
	}
	return texts.Join(lines...)
}

// partsShown is how many parts a card shows.
const partsShown = 10

// partsOf says how the parts stand.
func (v view) partsOf() texts.HTML {
	w := v.Words(v.reader)
	var lines []texts.HTML
	for i, p := range v.parts {
		if i == partsShown {
			lines = append(lines, "…")
			break
		}
		owner := v.names[p.Owner]
		if p.Owner == 0 {
			owner = w.Plain("card_nobody")
		}
		lines = append(lines, w.Say("card_part", "Number", p.ID, "Owner", owner, "State", w.Plain("state_"+string(p.State))))
	}
	return texts.Join(lines...)
}

// people says who brought the matter up, to others than that person.
func (v view) people(m department.Matter) texts.HTML {
	if m.Reporter == v.reader.ID || v.names[m.Reporter] == "" || m.State == department.Done {
		return "" // who checks the work is named there
	}
	return v.Words(v.reader).Say("card_from", "Reporter", v.names[m.Reporter])
}

// Changed returns the edits of all copies of the card of m.
func (d Desk) Changed(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) ([]handlers.Message, error) {
	v, err := d.view(ctx, tx, m, now)
	if err != nil {
		return nil, err
	}
	return v.copies(ctx, tx, m)
}

// copies returns the edits of all copies of the card of m.
func (v view) copies(ctx context.Context, tx handlers.Tx, m department.Matter) ([]handlers.Message, error) {
	cards, err := tx.Cards(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("find the cards of matter %d: %w", m.ID, err)
	}
	edits := make([]handlers.Message, 0, len(cards))
	for _, c := range cards {
		if c.Chat < 0 {
			if v.reader, err = anybody(ctx, tx, c.Chat); err != nil {
				return nil, err
			}
			edit := v.inGroup(m)
			edit.Chat, edit.Card, edit.Edit = c.Chat, c.ID, c.Message
			edits = append(edits, edit)
			continue
		}
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
	v := view{Desk: d, now: now, names: make(map[department.PersonID]string)}
	var err error
	if v.absent, err = d.absentOwner(ctx, tx, m, now); err != nil {
		return view{}, err
	}
	events, err := tx.History(ctx, m.ID, historyLooked, 0)
	if err != nil {
		return view{}, fmt.Errorf("find the last events of matter %d: %w", m.ID, err)
	}
	v.events = events
	if len(events) > 0 && m.CanUndo(department.Person{ID: events[0].By, Role: department.Employee}, events[0], now) {
		v.undo = events[0].By
	}
	if kind, _ := department.KindOf(m.Kind); kind.Gathers {
		if v.parts, err = tx.Parts(ctx, m.ID, partsShown+1); err != nil {
			return view{}, fmt.Errorf("find the parts of matter %d: %w", m.ID, err)
		}
	}
	if m.Parent != 0 {
		if v.parent, err = tx.Matter(ctx, m.Parent); err != nil {
			return view{}, fmt.Errorf("find the parent of matter %d: %w", m.ID, err)
		}
	}
	if err := d.name(ctx, tx, v.names, append(eventPeople(events), peopleOf(append(v.parts, m)...)...)...); err != nil {
		return view{}, fmt.Errorf("name the people of matter %d: %w", m.ID, err)
	}
	files, err := tx.Attachments(ctx, m.ID)
	if err != nil {
		return view{}, fmt.Errorf("find the files of matter %d: %w", m.ID, err)
	}
	v.files = len(files)
	v.lost, err = undelivered(ctx, tx, m)
	return v, err
}

// peopleOf returns everybody who has a part in the matters.
func peopleOf(matters ...department.Matter) []department.PersonID {
	var people []department.PersonID
	for _, m := range matters {
		people = append(people, m.Owner, m.Reporter)
		for _, p := range m.Parties {
			people = append(people, p.Person, p.By)
		}
	}
	return people
}

// readerOf returns who reads a private chat.
func readerOf(ctx context.Context, tx handlers.Tx, chat int64) (department.Person, error) {
	p, err := tx.Person(ctx, department.PersonID(chat))
	if errors.Is(err, department.ErrNone) {
		return department.NewPerson(department.PersonID(chat), ""), nil
	}
	return p, err
}
