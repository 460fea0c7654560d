package complaint

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// author is who wrote what a complaint is made of, if that was not the one who
// files it. ID is 0 for somebody who hides it; Name is empty for nobody.
type author struct {
	ID   department.PersonID
	Name string
	// Ours says that it is somebody of the department, and so no client.
	Ours bool
}

// authorOf returns the author of a forwarded message or of the message replied
// to.
func (r Room) authorOf(ctx context.Context, tx handlers.Tx, req handlers.Request) (author, error) {
	var a author
	switch {
	case req.Forward != nil:
		a = author{ID: req.Forward.From, Name: req.Forward.Name}
	case req.ReplyTo != nil && !req.ReplyTo.FromBot && req.ReplyTo.From != req.Person.ID:
		a = author{ID: req.ReplyTo.From, Name: req.ReplyTo.Name}
	}
	if a.ID == 0 {
		return a, nil
	}
	p, err := tx.Person(ctx, a.ID)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return a, fmt.Errorf("find the author of a message: %w", err)
	}
	a.Ours = p.May(department.Employee)
	return a, nil
}

// client returns the name under which the author may be a client, empty for one of
// ours.
func (a author) client() string {
	if a.Ours {
		return ""
	}
	return a.Name
}

// known returns the number under which the author may be known as a client's, 0 for
// one of ours.
func (a author) known() department.PersonID {
	if a.Ours {
		return 0
	}
	return a.ID
}

// hidden reports whether nothing but a name is known of the author, which is not
// enough to know a person by.
func (a author) hidden() bool { return a.ID == 0 && a.Name != "" && !a.Ours }

// signed returns a text with the name of its author below it.
func signed(text, name string) string {
	if name == "" {
		return text
	}
	return text + "\n– " + name
}

// privately returns the request as if it had come from the private chat, for what
// a group has no business with.
func privately(req handlers.Request) handlers.Request {
	if req.Chat.Group {
		req.Chat = handlers.Chat{ID: int64(req.Person.ID)}
	}
	return req
}
