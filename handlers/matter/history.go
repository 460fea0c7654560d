package matter

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

const (
	historyOnCard = 5  // lines of the history on a card
	historyPage   = 12 // lines of a page of the whole history
	historyNote   = 70 // characters of what was said
	// historyLooked is how many events the lines of a card are made from: several
	// marks in a row give one line.
	historyLooked = 4*historyOnCard + 1
)

// line is one event of the history as the reader sees it.
func (v view) line(e department.Event) texts.HTML {
	w := v.Words(v.reader)
	who := v.names[e.By]
	if e.By == 0 {
		who = w.Plain("history_clock")
	}
	note := strings.Join(strings.Fields(e.Note), " ")
	if t, err := time.Parse(time.RFC3339, e.Note); err == nil {
		note = v.Moment(v.reader, t)
	}
	what := w.Say(w.Of(e.Kind, "history_"+string(e.Act)), "Note", texts.Short(note, historyNote), "Owner", v.names[e.Owner])
	if r, known := e.Remark(); known && r.From != r.To {
		what = remarked(w, r)
	}
	return w.Say("history_line", "At", w.ShortFrom(e.At, v.reader.Location(v.cal.Zone()), v.cal.Zone()), "Who", who, "What", what)
}

// recent is the end of the history on a card, once more than one thing has
// happened; in a group there is none.
func (v view) recent() texts.HTML {
	kept := standing(v.events)
	if len(kept) < 2 || v.reader.ID == 0 {
		return ""
	}
	lines := []texts.HTML{v.Words(v.reader).Say("history_head")}
	for i := min(len(kept), historyOnCard) - 1; i >= 0; i-- {
		lines = append(lines, v.line(kept[i]))
	}
	return texts.Join(lines...)
}

// standing returns the events, the newest first, without the creation and
// without what was taken back.
func standing(events []department.Event) []department.Event {
	var kept []department.Event
	for i := 0; i < len(events); i++ {
		switch events[i].Act {
		case department.Undo:
			i++ // and what it undid
		case department.Create:
		default:
			kept = append(kept, events[i])
		}
	}
	return gathered(kept, false)
}

// gathered makes one event of several taps of marks in a row, or none if the marks
// are as they were. A tap that was taken back stays by itself; undone says that the
// first was.
func gathered(events []department.Event, undone bool) []department.Event {
	var kept []department.Event
	for i, e := range events {
		last := len(kept) - 1
		alone := i == 1 && undone || last > 0 && kept[last-1].Act == department.Undo
		if last < 0 || alone || !sameMarking(kept[last], e) {
			kept = append(kept, e)
			continue
		}
		kept[last] = kept[last].Following(e)
		if r, known := kept[last].Remark(); known && r.From == r.To {
			kept = kept[:last]
		}
	}
	return kept
}

// sameMarking reports whether both events are taps of marks by the same person,
// one soon after the other.
func sameMarking(later, earlier department.Event) bool {
	return later.Act == department.Marking && earlier.Act == department.Marking &&
		later.By == earlier.By && later.At.Sub(earlier.At) < department.UndoFor
}

// history shows a page of the whole history in the place of the card, the latest
// first.
func (d Desk) history(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, page string) (handlers.Reply, error) {
	n, err := strconv.Atoi(page)
	if err != nil || n < 0 || n > 10_000 || req.Chat.Group {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	n = Clamp(n, m.Version, historyPage)
	before := min(n, 1) // the event that followed tells whether the first was taken back
	events, err := tx.History(ctx, id, historyPage+before, n*historyPage-before)
	if err != nil {
		return handlers.Reply{}, err
	}
	undone := before > 0 && len(events) > 0 && events[0].Act == department.Undo
	events = events[min(before, len(events)):]
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	v.reader = req.Person
	if err := d.name(ctx, tx, v.names, eventPeople(events)...); err != nil {
		return handlers.Reply{}, err
	}
	w := d.Words(req.Person)
	lines := []texts.HTML{w.Say("history_of", "Number", id)}
	for _, e := range gathered(events, undone) {
		lines = append(lines, v.line(e))
	}
	if len(lines) == 1 {
		lines = append(lines, w.Say("history_same"))
	}
	var row []handlers.Button
	if n > 0 {
		row = append(row, handlers.Button{Label: w.Plain("history_newer"), Data: fmt.Sprintf("m:%d:hist:%d", id, n-1)})
	}
	if (n+1)*historyPage < m.Version {
		row = append(row, handlers.Button{Label: w.Plain("history_older"), Data: fmt.Sprintf("m:%d:hist:%d", id, n+1)})
	}
	row = append(row, handlers.Button{Label: w.Plain("button_card"), Data: fmt.Sprintf("m:%d:less", id)})
	return handlers.Replying(req.Change(texts.Join(lines...), row)), nil
}

// eventPeople returns who acted in the events and who owned the matter then.
func eventPeople(events []department.Event) []department.PersonID {
	var people []department.PersonID
	for _, e := range events {
		people = append(people, e.By, e.Owner)
	}
	return people
}
