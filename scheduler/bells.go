package scheduler

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// peal is one transaction of ringing bells: who hears what.
type peal[T Tx] struct {
	*Scheduler[T]
	tx      T
	now     time.Time
	book    *book
	heard   map[department.PersonID][]department.Ringing
	hearers []department.Person
	made    []department.Ringing // of which matters came
}

// ring rings the bells that are due at now and returns how many there were.
func (s *Scheduler[T]) ring(ctx context.Context, tx T, now time.Time) (int, error) {
	due, err := tx.DueBells(ctx, now, atOnce)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	p := &peal[T]{Scheduler: s, tx: tx, now: now, book: newBook(tx, now), heard: make(map[department.PersonID][]department.Ringing)}
	for _, b := range due {
		if err := p.take(ctx, b); err != nil {
			return 0, fmt.Errorf("%s %d: %w", b.What, b.Ref, err)
		}
	}
	for _, person := range p.hearers {
		if err := p.tell(ctx, person, p.heard[person.ID]); err != nil {
			return 0, err
		}
	}
	for _, r := range p.made {
		if err := enqueue(ctx, tx, fmt.Sprintf("made:%s:%d:%d", r.Bell.What, r.Bell.Ref, r.Bell.Due.Unix()), r.Cards); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

// take asks the room of the thing who hears the bell. The room moves the thing
// on; if it cannot, the bell stays and is tried again later.
func (p *peal[T]) take(ctx context.Context, b department.Bell) error {
	var r department.Ringing
	err := p.tx.Savepoint(ctx, func() (err error) {
		if err := p.tx.EndBell(ctx, b.What, b.Ref, b.Person); err != nil {
			return err
		}
		r, err = p.words.Ringing(ctx, p.tx, b, p.now)
		return err
	})
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return err
	default:
		p.log.Error("a bell could not be rung", "what", string(b.What), "ref", b.Ref, "err", err)
		b.At = p.now.Add(retryAfter)
		return p.tx.SaveBell(ctx, b)
	}
	r.Late = p.now.Sub(b.RingAt()) > lateAfter
	if len(r.Cards) > 0 {
		p.made = append(p.made, r)
	}
	for _, l := range r.To {
		if err := p.offer(ctx, r, l); err != nil {
			return err
		}
	}
	return nil
}

// offer lets one person hear the bell now, or when the person wakes.
func (p *peal[T]) offer(ctx context.Context, r department.Ringing, l department.Listener) error {
	person, err := p.book.person(ctx, l.Person)
	if err != nil {
		return err
	}
	if !person.May(department.Employee) || !person.Unreachable.IsZero() {
		return nil
	}
	if wakes := person.Wakes(p.now, p.cal); !l.Through && wakes.After(p.now) {
		return p.tx.SaveBell(ctx, r.Bell.PutOff(person.ID, wakes))
	}
	if p.heard[person.ID] == nil {
		p.hearers = append(p.hearers, person)
	}
	p.heard[person.ID] = append(p.heard[person.ID], r)
	return nil
}

// tell owes a person the messages about the bells. If they cannot be put into
// words together, each is tried alone, and what fails then is put off.
func (p *peal[T]) tell(ctx context.Context, person department.Person, rings []department.Ringing) error {
	err := p.tx.Savepoint(ctx, func() error {
		messages, err := p.words.Ring(ctx, p.tx, person, rings, p.now)
		if err != nil {
			return err
		}
		return enqueue(ctx, p.tx, bellKey(person.ID, rings), messages)
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return err
	case len(rings) > 1:
		for _, r := range rings {
			if err := p.tell(ctx, person, []department.Ringing{r}); err != nil {
				return err
			}
		}
		return nil
	}
	b := rings[0].Bell
	p.log.Error("a bell could not be put into words", "what", string(b.What), "ref", b.Ref, "person", person.ID, "err", err)
	return p.tx.SaveBell(ctx, b.PutOff(person.ID, p.now.Add(retryAfter)))
}

// bellKey makes the messages about these bells to that person unique.
func bellKey(person department.PersonID, rings []department.Ringing) string {
	if len(rings) == 1 {
		b := rings[0].Bell
		return fmt.Sprintf("bell:%d:%s:%d:%d", person, b.What, b.Ref, b.Due.Unix())
	}
	sum := fnv.New128a()
	for _, r := range rings {
		fmt.Fprintln(sum, r.Bell.What, r.Bell.Ref, r.Bell.Due.Unix())
	}
	return fmt.Sprintf("bell:%d:%x", person, sum.Sum(nil))
}
