package meeting

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// about begins a meeting about a matter: it is on the agenda, its people are
// proposed, and what it is about is the title.
func (r Room) about(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("command_director")
	}
	var o order
	if err := r.comesOf(ctx, tx, req, &o, id); err != nil {
		return handlers.Reply{}, err
	}
	return r.goOn(ctx, tx, req, o)
}

// comesOf takes from a matter what was not said of a meeting about it.
func (r Room) comesOf(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order, id int64) error {
	m, err := r.desk.Visible(ctx, tx, req, id)
	if err != nil {
		return err
	}
	o.Matter = m.ID
	if o.Title == "" {
		o.Title = about(m)
	}
	if len(o.People) > 0 {
		return nil
	}
	of := []department.PersonID{m.Owner, m.Reporter}
	for _, p := range m.Parties {
		of = append(of, p.Person)
	}
	employees, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return err
	}
	for _, p := range employees {
		if slices.Contains(of, p.ID) && p.ID != req.Person.ID {
			o.People = append(o.People, p.ID)
		}
	}
	return nil
}

// The meetings that are offered to put a matter on their agenda: how many days
// ahead, and how many at most.
const (
	intoAhead = 60
	intoMost  = 8
)

// offer puts a matter on the agenda of the next meeting of the person; of several
// it asks which.
func (r Room) offer(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	matter, err := r.desk.Visible(ctx, tx, req, id)
	if err == nil {
		err = matter.Lets(department.Table, req.Person)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	planned, err := tx.MeetingsOf(ctx, req.Person.ID, req.At, req.At.AddDate(0, 0, intoAhead), intoMost)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch len(planned) {
	case 0:
		return handlers.Reply{}, department.Refuse("meet_put_none")
	case 1:
		return r.into(ctx, tx, req, planned[0], number)
	}
	w := r.words(req.Person)
	var rows [][]handlers.Button
	for _, m := range planned {
		label := w.Short(m.Start, req.Person.Location(r.cal.Zone())) + " · " + m.Title
		rows = append(rows, []handlers.Button{{Label: label, Data: fmt.Sprintf("%s:into:%d:%d", topicName, m.ID, id)}})
	}
	return handlers.Replying(req.Say(w.Say("meet_put_which", "Number", id, "About", about(matter)), rows...)), nil
}

// into puts a matter on the agenda of a meeting.
func (r Room) into(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	matter, err := r.desk.Visible(ctx, tx, req, id)
	if err == nil {
		err = matter.Lets(department.Table, req.Person)
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.put(ctx, tx, req, m, department.AgendaPoint{Text: about(matter), Matter: id})
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.words(req.Person)
	said := w.Say("meet_put", "Number", id, "Title", m.Title, "When", r.span(req.Person, m))
	reply := handlers.Replying(messages...)
	reply.Toast = w.Plain("meet_added")
	first := req.Say(said)
	if strings.HasPrefix(req.Press.Data, "into:") { // the question has its answer
		first = req.Change(said)
	}
	reply.Messages = append([]handlers.Message{first}, reply.Messages...)
	return reply, nil
}
