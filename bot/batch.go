package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// batch is what is known of a transaction while it runs: what is logged once it
// has been committed.
type batch struct {
	fresh  int
	failed []failure
}

// failure is an update that could not be handled and was kept.
type failure struct {
	update, ref int64
	reason      string
}

// singly is after how many batches in a row that could not be stored each
// update gets a transaction of its own.
const singly = 3

// handlePage handles a page in one transaction and returns how many updates
// were new. When that has been impossible several times, one update may be the
// cause, and each is handled by itself.
func (p *Poller) handlePage(ctx context.Context, page []rawUpdate) (int, error) {
	if p.failures >= singly && len(page) > 0 {
		return p.handleSingly(ctx, page)
	}
	b, err := p.write(ctx, func(tx Tx, b *batch) error {
		for _, u := range page {
			if err := p.handle(ctx, tx, u, b); err != nil {
				return fmt.Errorf("update %d: %w", u.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		p.failures++
		return 0, err
	}
	p.failures = 0
	return b.fresh, nil
}

// handleSingly sets aside the updates that cannot be handled even by
// themselves. While nothing at all can be stored it returns an error, because
// then they cannot be set aside either.
func (p *Poller) handleSingly(ctx context.Context, page []rawUpdate) (fresh int, err error) {
	for _, u := range page {
		b, err := p.write(ctx, func(tx Tx, b *batch) error { return p.handle(ctx, tx, u, b) })
		if err != nil {
			b, err = p.setAside(ctx, u, err)
		}
		if err != nil {
			return fresh, fmt.Errorf("update %d: %w", u.ID, err)
		}
		fresh += b.fresh
	}
	p.failures = 0
	return fresh, nil
}

// setAside keeps an update that cannot be handled because of cause, and tells
// the person, unless it is that which cannot be done.
func (p *Poller) setAside(ctx context.Context, u rawUpdate, cause error) (batch, error) {
	in, _ := p.translate(u)
	in.Person.PhoneLanguage = in.From.Language
	var b batch
	var err error
	for _, who := range []incoming{in, {}} {
		b, err = p.write(ctx, func(tx Tx, b *batch) error {
			if fresh, err := p.fresh(ctx, tx, u); err != nil || !fresh {
				return err
			}
			b.fresh++
			return p.keep(ctx, tx, u, who, b, cause)
		})
		if err == nil {
			break
		}
	}
	return b, err
}

// write runs f in a transaction and logs what failed in it, once.
func (p *Poller) write(ctx context.Context, f func(Tx, *batch) error) (batch, error) {
	var b batch
	err := p.Store.Write(ctx, func(tx Tx) error {
		b = batch{} // a transaction may be run again
		return f(tx, &b)
	})
	if err != nil {
		return batch{}, err
	}
	for _, f := range b.failed {
		p.Log.Error("an update could not be handled and is kept", "update", f.update, "ref", f.ref, "reason", f.reason)
	}
	return b, nil
}

// fresh notes that the update was handled and reports whether it is new. One
// without a readable number cannot be noted and counts as new.
func (p *Poller) fresh(ctx context.Context, tx Tx, u rawUpdate) (bool, error) {
	if u.ID == 0 {
		return true, nil
	}
	return tx.Handle(ctx, u.ID, p.Now())
}

// handle handles one update. What its handler wrote is taken back when the
// handler fails; an error means that the whole transaction is in trouble.
func (p *Poller) handle(ctx context.Context, tx Tx, u rawUpdate, b *batch) error {
	if fresh, err := p.fresh(ctx, tx, u); err != nil || !fresh {
		return err
	}
	b.fresh++
	in, err := p.translate(u)
	switch {
	case err != nil:
		return p.keep(ctx, tx, u, in, b, err)
	case in.Ignored:
		return nil
	case in.MovedTo != 0:
		return tx.MigrateChat(ctx, in.Chat.ID, in.MovedTo)
	}
	in.At = p.Now()
	if in.Person, err = p.meet(ctx, tx, in); err != nil {
		return err
	}
	err = tx.Savepoint(ctx, func() error { return p.answer(ctx, tx, in) })
	if refused, ok := errors.AsType[refusal](err); ok {
		return enqueue(ctx, tx, in.Request, refused.reply, in.At)
	}
	if err != nil {
		return p.keep(ctx, tx, u, in, b, err)
	}
	return nil
}

// refusal carries the words of a handler that said no out of its savepoint.
type refusal struct {
	department.Refusal
	reply handlers.Reply
}

// answer has the request handled and owes what is said to it.
func (p *Poller) answer(ctx context.Context, tx Tx, in incoming) error {
	reply, err := p.Handle(ctx, tx, in.Request)
	if r, ok := errors.AsType[department.Refusal](err); ok {
		return refusal{r, reply}
	}
	if err != nil {
		return err
	}
	return enqueue(ctx, tx, in.Request, reply, in.At)
}

// translate is [translate] with a net below it.
func (p *Poller) translate(u rawUpdate) (in incoming, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("translate: panic: %v\n%s", r, debug.Stack())
		}
	}()
	if u.ID == 0 {
		return in, errors.New("the update has no readable number")
	}
	return translate(u.Raw, p.Me)
}

// keep keeps an update that could not be handled, and tells the person who
// waits for an answer under which number.
func (p *Poller) keep(ctx context.Context, tx Tx, u rawUpdate, in incoming, b *batch, cause error) error {
	reason := withoutTexts(cause.Error(), in)
	ref, err := tx.KeepFailed(ctx, department.FailedUpdate{Update: u.ID, Raw: u.Raw, Reason: reason, At: p.Now()})
	if err != nil {
		return fmt.Errorf("keep a failed update: %w", err)
	}
	b.failed = append(b.failed, failure{u.ID, ref, reason})
	return enqueue(ctx, tx, in.Request, p.apology(in, ref), p.Now())
}

// apology says that something went wrong, to whoever waits for an answer.
func (p *Poller) apology(in incoming, ref int64) handlers.Reply {
	words := p.Book.In(in.Person.Lang())
	switch {
	case in.Press != nil:
		return handlers.Reply{Toast: words.Plain("apology", "Ref", ref), Alert: true}
	case in.Addressed:
		return handlers.Replying(in.Say(words.Say("apology", "Ref", ref)))
	}
	return handlers.Reply{}
}
