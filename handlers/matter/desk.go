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
	// followers know of other cards that show how a matter stands.
	followers []Follower
}

// Follower returns what else changes when a matter has changed, besides its own
// cards.
type Follower func(ctx context.Context, tx handlers.Tx, desk Desk, m department.Matter, now time.Time) ([]handlers.Message, error)

// NewDesk returns a desk that speaks from book and counts time by cal. The followers
// are asked whenever somebody did something to a matter.
func NewDesk(book *texts.Book, cal workdays.Calendar, followers ...Follower) Desk {
	return Desk{book: book, cal: cal, followers: followers}
}

// Follow returns what else changes when m has changed.
func (d Desk) Follow(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) ([]handlers.Message, error) {
	var all []handlers.Message
	for _, f := range d.followers {
		messages, err := f(ctx, tx, d, m, now)
		if err != nil {
			return nil, fmt.Errorf("follow matter %d: %w", m.ID, err)
		}
		all = append(all, messages...)
	}
	return all, nil
}

// Topic returns the room of conversation.
func (d Desk) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
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
// who have to know: those who are asked, or the owner and the directors. A group
// gets only what it may see, see inGroup; then the whole card goes to the private
// chat.
func (d Desk) File(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, with []department.Attachment) (department.Matter, handlers.Reply, error) {
	with, over := department.FitFiles(0, with)
	m, err := tx.CreateMatter(ctx, m, with)
	if err != nil {
		return m, handlers.Reply{}, fmt.Errorf("file %s: %w", m.Kind, err)
	}
	if err := d.noteSource(ctx, tx, req, m); err != nil {
		return m, handlers.Reply{}, err
	}
	names := map[department.PersonID]string{req.Person.ID: req.Person.Name}
	if err := d.name(ctx, tx, names, peopleOf(m)...); err != nil {
		return m, handlers.Reply{}, err
	}
	v := view{Desk: d, reader: req.Person, now: req.At, undo: req.Person.ID, files: len(with), names: names}
	if m.Parent != 0 {
		if v.parent, err = tx.Matter(ctx, m.Parent); err != nil {
			return m, handlers.Reply{}, fmt.Errorf("find the parent of matter %d: %w", m.ID, err)
		}
	}
	if v.absent, err = d.absentOwner(ctx, tx, m, req.At); err != nil {
		return m, handlers.Reply{}, err
	}
	card := v.card(m)
	reply := handlers.Replying(card)
	if req.Chat.Group {
		group := v
		if group.reader, err = anybody(ctx, tx, req.Chat.ID); err != nil {
			return m, handlers.Reply{}, err
		}
		public := group.inGroup(m)
		public.Chat, public.Thread, public.ReplyTo = req.Chat.ID, req.Chat.Thread, req.Message
		reply = handlers.Replying(public, card)
	}

	concerned, err := d.concerned(ctx, tx, m, req.At)
	if err != nil {
		return m, handlers.Reply{}, err
	}
	v.undo = 0
	for _, p := range concerned {
		if p.ID != req.Person.ID {
			v.reader = p
			copied := v.card(m)
			copied.Silent = !p.StandsFor(m.Owner) && !m.Rings() || p.IsAway()
			reply.Messages = append(reply.Messages, copied)
		}
	}
	reply.Messages = append(reply.Messages, d.leftOut(req, m.ID, over)...)
	return m, reply, nil
}

// FileJoint stores a task for several people: the parent, whose card the one who
// filed it sees, and the part of each, whose card its owner gets.
func (d Desk) FileJoint(ctx context.Context, tx handlers.Tx, req handlers.Request, joint department.Matter, parts []department.Matter, with []department.Attachment) (department.Matter, handlers.Reply, error) {
	with, over := department.FitFiles(0, with)
	joint, err := tx.CreateMatter(ctx, joint, with)
	if err != nil {
		return joint, handlers.Reply{}, fmt.Errorf("file %s: %w", joint.Kind, err)
	}
	if err := d.noteSource(ctx, tx, req, joint); err != nil {
		return joint, handlers.Reply{}, err
	}
	var cards []handlers.Message
	for _, part := range parts {
		part.Parent = joint.ID
		if part, err = tx.CreateMatter(ctx, part, with); err != nil {
			return joint, handlers.Reply{}, fmt.Errorf("file a part of %s: %w", joint.Kind, err)
		}
		v, err := d.view(ctx, tx, part, req.At)
		if err != nil {
			return joint, handlers.Reply{}, err
		}
		owners, err := d.audience(ctx, tx, part, toOwner, req.At)
		if err != nil {
			return joint, handlers.Reply{}, err
		}
		for _, p := range owners {
			v.reader = p
			card := v.card(part)
			card.Silent = p.IsAway()
			cards = append(cards, card)
		}
	}
	v, err := d.view(ctx, tx, joint, req.At)
	if err != nil {
		return joint, handlers.Reply{}, err
	}
	v.reader = req.Person
	card := v.card(joint)
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	return joint, handlers.Replying(append(append([]handlers.Message{card}, cards...), d.leftOut(req, joint.ID, over)...)...), nil
}

// concerned returns those who are sent the card of a new matter, each once.
func (d Desk) concerned(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) ([]department.Person, error) {
	kind, _ := department.KindOf(m.Kind)
	if kind.Asks {
		return d.audience(ctx, tx, m, toParties, now)
	}
	return d.audience(ctx, tx, m, toOwner|toDirectors, now)
}

// name adds the names of people to those that are known.
func (d Desk) name(ctx context.Context, tx handlers.Tx, names map[department.PersonID]string, people ...department.PersonID) error {
	for _, id := range people {
		if _, known := names[id]; known || id == 0 {
			continue
		}
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return fmt.Errorf("find person %d: %w", id, err)
		}
		names[id] = p.Name
	}
	return nil
}
