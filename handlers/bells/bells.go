// Package bells words what the clock says about everything that is no matter:
// own reminders, payments, meetings, decisions.
//
// A [Tower] is a list of rooms, each with the kind of bells that it hangs. When
// a bell is due the scheduler asks the tower who hears it, and then for the
// messages of each person; the tower passes both on to the room. Only the
// backlog after a stop of the program it words itself: one message with a line
// for each bell.
//
// # While somebody is away
//
// What is a duty goes to the deputy: payments, and what the clock says about
// matters. What is personal stays with the person and rings as it was set: an
// own reminder, which is nobody else's business and may well be meant for the
// absence itself ("take the passport"), and a meeting, to which one person was
// invited and another was not: the organiser invites the deputy.
package bells

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Ringer is a room whose things have bells.
type Ringer interface {
	// Ringing says who hears the bell. For the bell of a thing it moves the thing
	// on; for that of a person it says whether the person is still owed it.
	Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error)
	// Told returns the message that tells one person of the bell.
	Told(ctx context.Context, tx handlers.Tx, to department.Person, r department.Ringing, now time.Time) (handlers.Message, error)
	// Line says the same in one line of a summary.
	Line(ctx context.Context, tx handlers.Tx, to department.Person, r department.Ringing) (texts.HTML, error)
}

// Tower knows which room hangs which bells. It never changes after [NewTower].
type Tower struct {
	book  *texts.Book
	rooms map[department.BellKind]Ringer
}

// NewTower returns a tower over the rooms.
func NewTower(book *texts.Book, rooms map[department.BellKind]Ringer) Tower {
	return Tower{book: book, rooms: rooms}
}

// Ringing says who hears a bell.
func (t Tower) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	room, ok := t.rooms[b.What]
	if !ok {
		return department.Ringing{}, fmt.Errorf("no room rings for %q", b.What)
	}
	return room.Ringing(ctx, tx, b, now)
}

// manyLate is how many late bells for one person become one summary.
const manyLate = 3

// linesShown is how many bells a summary names.
const linesShown = 20

// Ring returns the messages that tell one person of the bells.
func (t Tower) Ring(ctx context.Context, tx handlers.Tx, to department.Person, rings []department.Ringing, now time.Time) ([]department.Outgoing, error) {
	var late, each []department.Ringing
	for _, r := range rings {
		if r.Late {
			late = append(late, r)
		} else {
			each = append(each, r)
		}
	}
	var rows []department.Outgoing
	add := func(m handlers.Message, err error) error {
		if err != nil {
			return err
		}
		m.Chat, m.Priority = int64(to.ID), department.Reminding
		row, err := m.Outgoing(now)
		rows = append(rows, row)
		return err
	}
	if len(late) > manyLate {
		if err := add(t.summary(ctx, tx, to, late)); err != nil {
			return nil, err
		}
	} else {
		each = append(late, each...)
	}
	for _, r := range each {
		if err := add(t.rooms[r.Bell.What].Told(ctx, tx, to, r, now)); err != nil {
			return nil, fmt.Errorf("%s %d: %w", r.Bell.What, r.Bell.Ref, err)
		}
	}
	return rows, nil
}

// summary is one message about everything that should have rung while the
// program was stopped.
func (t Tower) summary(ctx context.Context, tx handlers.Tx, to department.Person, late []department.Ringing) (handlers.Message, error) {
	w := t.book.In(to.Lang())
	lines := []texts.HTML{w.Say("clock_summary", "N", len(late))}
	for i, r := range late {
		if i == linesShown {
			lines = append(lines, w.Say("clock_summary_more", "N", len(late)-i))
			break
		}
		line, err := t.rooms[r.Bell.What].Line(ctx, tx, to, r)
		if err != nil {
			return handlers.Message{}, fmt.Errorf("%s %d: %w", r.Bell.What, r.Bell.Ref, err)
		}
		lines = append(lines, line)
	}
	return handlers.Message{Text: texts.Join(lines...)}, nil
}
