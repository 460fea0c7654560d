package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// knownClients is among how many of the latest clients a similar name is looked
// for, and similarOffered how many of them are offered.
const (
	knownClients   = 500
	similarOffered = 3
)

// recognise returns the name under which the client is known: that of another
// spelling, or for a message of somebody who was mapped once the client of that
// person. An unknown name comes back as it is, with the known ones that it may be
// a slip of.
func (r Room) recognise(ctx context.Context, tx handlers.Tx, name string, by author) (string, []department.Client, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		if by.ID == 0 || by.Ours {
			return "", nil, nil
		}
		c, err := tx.ClientOf(ctx, by.ID)
		if errors.Is(err, department.ErrNone) {
			return "", nil, nil
		}
		return c.Name, nil, err
	}
	c, err := tx.ClientNamed(ctx, name)
	if err == nil || !errors.Is(err, department.ErrNone) {
		return c.Name, nil, err
	}
	known, err := tx.KnownClients(ctx, knownClients)
	if err != nil {
		return name, nil, err
	}
	return name, department.SimilarClients(name, known, similarOffered), nil
}

// remember notes the client of a complaint and whose messages its author sends; of
// an author who hides, under what name somebody wrote for the client.
func (r Room) remember(ctx context.Context, tx handlers.Tx, m department.Matter, by author) error {
	if department.ClientKey(m.Client) == "" {
		return nil
	}
	if err := tx.NoteClient(ctx, m.Client, m.ID); err != nil || by.Ours || by.ID == 0 && !by.hidden() {
		return err
	}
	c, err := tx.ClientNamed(ctx, m.Client)
	switch {
	case err == nil && by.hidden():
		return tx.NoteAuthorName(ctx, by.Name, c.ID, m.ID)
	case err != nil:
		return err
	}
	return tx.NoteAuthor(ctx, by.ID, c.ID)
}

// meant asks whether one of the similar clients was meant. It opens no dialog:
// the complaint is filed with the name as it was typed.
func (r Room) meant(req handlers.Request, m department.Matter, similar []department.Client) handlers.Message {
	w := r.desk.Words(req.Person)
	var rows [][]handlers.Button
	for _, c := range similar {
		rows = append(rows, []handlers.Button{{Label: w.Plain("button_meant", "Client", c.Name), Data: fmt.Sprintf("c:same:%d:%d", m.ID, c.ID)}})
	}
	rows = append(rows, []handlers.Button{{Label: w.Plain("button_own", "Client", m.Client), Data: fmt.Sprintf("c:own:%d", m.ID)}})
	return req.Say(w.Say("complaint_meant", "Number", m.ID, "Client", m.Client), rows...)
}

// same makes the client of a complaint the one that was meant.
func (r Room) same(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, client string) (handlers.Reply, error) {
	var number int64
	if _, err := fmt.Sscan(client, &number); err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	c, err := tx.Client(ctx, number)
	if errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return r.named(ctx, tx, req, id, c.Name, author{})
}

// own leaves the name of the client as it was typed.
func (r Room) own(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	m, err := tx.Matter(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && !m.Visible(req.Person) {
		return handlers.Reply{}, department.Refuse("no_matter", "Number", id)
	}
	if err == nil {
		err = m.Lets(department.Amend, req.Person)
	}
	if err == nil {
		err = r.remember(ctx, tx, m, author{})
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(r.desk.Words(req.Person).Say("complaint_client", "Number", id, "Client", m.Client))), nil
}
