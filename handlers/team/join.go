package team

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// join asks the directors to let the candidate in.
func (r Room) join(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	p, err := stored(ctx, tx, req.Person)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("ask to be let in: %w", err)
	}
	if err := p.Ask(req.At); err != nil {
		return handlers.Reply{}, err
	}
	cards, err := r.tellDirectors(ctx, tx, p.ID, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("join_card", "Name", called(p)), Buttons: [][]handlers.Button{{
			{Label: w.Plain("button_admit"), Data: data("admit", p.ID)},
			{Label: w.Plain("button_decline"), Data: data("decline", p.ID)},
		}}}
	})
	switch {
	case err != nil:
		return handlers.Reply{}, err
	case len(cards) == 0:
		return handlers.Reply{}, department.Refuse("join_no_director")
	}
	if err := tx.SavePerson(ctx, p, time.Time{}); err != nil {
		return handlers.Reply{}, fmt.Errorf("keep the wish to be let in: %w", err)
	}
	sent := tell(p, r.words(p).Say("join_sent", "Name", called(p)))
	return handlers.Replying(append([]handlers.Message{sent}, cards...)...), nil
}

// admit lets the candidate in who asked.
func (r Room) admit(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID) (handlers.Reply, error) {
	p, err := r.answer(ctx, tx, req, id, (*department.Person).Admit)
	if err != nil {
		return handlers.Reply{}, err
	}
	done := req.Change(r.words(req.Person).Say("join_admitted", "Name", called(p)))
	return handlers.Replying(append([]handlers.Message{done}, r.welcome(p, req.Table)...)...), nil
}

// decline tells the candidate who asked that it is not to be.
func (r Room) decline(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID) (handlers.Reply, error) {
	p, err := r.answer(ctx, tx, req, id, (*department.Person).Decline)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(
		req.Change(r.words(req.Person).Say("join_declined_done", "Name", called(p))),
		tell(p, r.words(p).Say("join_declined")),
	), nil
}

// answer applies the director's answer to the candidate who asked.
func (r Room) answer(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID,
	rule func(p *department.Person, by department.Person, now time.Time) error,
) (department.Person, error) {
	p, err := tx.Person(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone):
		return p, department.Refuse("entry_answered")
	case err != nil:
		return p, fmt.Errorf("find the candidate %d: %w", id, err)
	}
	if err := rule(&p, req.Person, req.At); err != nil {
		return p, err
	}
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return p, fmt.Errorf("answer the candidate %d: %w", id, err)
	}
	return p, nil
}
