package payment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// readOwner takes the one who is to see to a payment out of a line: @anna. A name
// without the @ may be that of a client, so it is left alone. It refuses an @
// that nobody in the department has with "pay_owner_unknown".
func readOwner(ctx context.Context, tx handlers.Tx, o *order, line string) (rest string, err error) {
	words := strings.Fields(line)
	at := slices.IndexFunc(words, func(w string) bool { return len(w) > 1 && w[0] == '@' })
	if at < 0 {
		return line, nil
	}
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return "", fmt.Errorf("find who is to see to the payment: %w", err)
	}
	name := strings.TrimRight(words[at], ",.:;")
	i := slices.IndexFunc(people, func(p department.Person) bool { return p.Called(name) })
	if i < 0 {
		return "", department.Refuse("pay_owner_unknown", "Name", name)
	}
	o.Owner = people[i].ID
	return strings.Join(slices.Delete(words, at, at+1), " "), nil
}

// owner says who sees to a payment, to others than that person.
func (r Room) owner(ctx context.Context, tx handlers.Tx, w texts.Words, p department.Payment, to department.Person) (texts.HTML, error) {
	if p.Owner == to.ID {
		return "", nil
	}
	owner, err := tx.Person(ctx, p.Owner)
	switch {
	case errors.Is(err, department.ErrNone):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("find who sees to payment %d: %w", p.ID, err)
	}
	return w.Say("pay_owner", "Owner", owner.Name), nil
}

// given tells somebody of a payment to see to that another has filed.
func (r Room) given(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Payment) (handlers.Message, error) {
	owner, err := tx.Person(ctx, p.Owner)
	if err != nil {
		return handlers.Message{}, fmt.Errorf("find who sees to payment %d: %w", p.ID, err)
	}
	text, rows, err := r.card(ctx, tx, owner, p, handlers.Request{Person: owner, At: req.At})
	if err != nil {
		return handlers.Message{}, err
	}
	said := r.book.In(owner.Lang()).Say("pay_given", "By", req.Person.Name)
	return handlers.Message{Chat: int64(owner.ID), Text: texts.Join(said, "\n"+text), Buttons: rows}, nil
}
