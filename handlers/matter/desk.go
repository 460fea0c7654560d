package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Desk is where matters are handled. It is safe for use by several goroutines.
type Desk struct {
	book *texts.Book
	cal  workdays.Calendar
}

// NewDesk returns a desk that speaks from book and counts time by cal.
func NewDesk(book *texts.Book, cal workdays.Calendar) Desk { return Desk{book: book, cal: cal} }

// Topic returns the room of conversation.
func (d Desk) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "my", Words: []string{"мои", "my"}, Alone: true, Least: department.Employee, Do: d.my},
			{Name: "matters", Words: []string{"дела", "matters"}, Alone: true, Least: department.Supervisor, Do: d.all},
		},
		Press:    d.press,
		Continue: d.answered,
	}
}

// topicName begins the data of the desk's buttons and names its dialogs.
const topicName = "m"

// Book returns the texts of the desk.
func (d Desk) Book() *texts.Book { return d.book }

// Words returns the words for a person.
func (d Desk) Words(p department.Person) texts.Words { return d.book.In(p.Lang()) }

// Moment returns the moment t as p reads it: in p's time zone, which is named
// when it is not the department's.
func (d Desk) Moment(p department.Person, t time.Time) string {
	return d.Words(p).MomentFrom(t, p.Location(d.cal.Zone()), d.cal.Zone())
}

// Calendar returns the working calendar of the department.
func (d Desk) Calendar() workdays.Calendar { return d.cal }

// New returns an open matter of that kind, with the clocks of the department; see
// [department.Kind.New]. It is not stored yet.
func (d Desk) New(ctx context.Context, tx handlers.Tx, kind department.Kind, f department.Filing) (department.Matter, error) {
	norms, err := tx.Norms(ctx)
	if err != nil {
		return department.Matter{}, err
	}
	return norms.Of(kind).New(f, d.cal)
}

// File stores a new matter, answers with its card and sends the card to those
// who have to know: the owner and the directors. lead is said above the card of
// the one who filed it; it may be empty.
func (d Desk) File(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, with []department.Attachment) (department.Matter, handlers.Reply, error) {
	m, err := tx.CreateMatter(ctx, m, with)
	if err != nil {
		return m, handlers.Reply{}, fmt.Errorf("file %s: %w", m.Kind, err)
	}
	names := map[department.PersonID]string{req.Person.ID: req.Person.Name}
	if err := d.addNames(ctx, tx, names, m); err != nil {
		return m, handlers.Reply{}, err
	}
	reader := view{Desk: d, reader: req.Person, names: names, now: req.At, undo: req.Person.ID, files: len(with)}
	card := view.card(reader, m)
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	reply := handlers.Replying(card)

	concerned, err := d.concerned(ctx, tx, m)
	if err != nil {
		return m, handlers.Reply{}, err
	}
	for _, p := range concerned {
		if p.ID == req.Person.ID {
			continue
		}
		copied := view{Desk: d, reader: p, names: names, now: req.At, files: len(with)}.card(m)
		reply.Messages = append(reply.Messages, copied)
	}
	return m, reply, nil
}

// concerned returns those who are sent the card of a new matter: its owner and
// the directors, each once.
func (d Desk) concerned(ctx context.Context, tx handlers.Tx, m department.Matter) ([]department.Person, error) {
	people, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return nil, fmt.Errorf("find the directors: %w", err)
	}
	if m.Owner == 0 {
		return people, nil
	}
	for _, p := range people {
		if p.ID == m.Owner {
			return people, nil
		}
	}
	owner, err := tx.Person(ctx, m.Owner)
	if err != nil {
		return nil, fmt.Errorf("find the owner: %w", err)
	}
	return append(people, owner), nil
}

// addNames adds the names of the people of a matter that are not there yet.
func (d Desk) addNames(ctx context.Context, tx handlers.Tx, names map[department.PersonID]string, m department.Matter) error {
	for _, id := range []department.PersonID{m.Owner, m.Reporter} {
		if _, known := names[id]; known || id == 0 {
			continue
		}
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return fmt.Errorf("find person of matter %d: %w", m.ID, err)
		}
		names[id] = p.Name
	}
	return nil
}
