package scheduler

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// round is one transaction of reminding: who is told what.
type round[T Tx] struct {
	*Scheduler[T]
	tx   T
	now  time.Time
	book *book
	due  []*claim
	// letters are the claims that each person is told of, in the order in which
	// they came up.
	letters map[department.PersonID][]*claim
	readers []department.Person
}

// claim is one due reminder: what is said, and who is still to be told.
type claim struct {
	said   department.Reminder // the last rung that has come
	matter department.Matter
	next   department.Reminder
	more   bool // there is a next
	late   bool
	// later are those who could not be told now, and when they can be.
	later map[department.PersonID]time.Time
	// owed are all who had to be told when the claim came up.
	owed []department.Person
}

// remind says what is due at now and returns how many reminders it took.
func (s *Scheduler[T]) remind(ctx context.Context, tx T, now time.Time) (int, error) {
	rows, err := tx.DueReminders(ctx, now, atOnce)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	r := &round[T]{Scheduler: s, tx: tx, now: now, book: newBook(tx, now), letters: make(map[department.PersonID][]*claim)}
	for _, row := range rows {
		if err := r.take(ctx, row); err != nil {
			return 0, fmt.Errorf("matter %d: %w", row.Matter, err)
		}
	}
	for _, p := range r.readers {
		if err := r.tell(ctx, p, r.letters[p.ID]); err != nil {
			return 0, err
		}
	}
	for _, c := range r.due {
		if err := r.moveOn(ctx, c); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// take finds out what row has to say and to whom.
func (r *round[T]) take(ctx context.Context, row department.Reminder) error {
	m, err := r.tx.Matter(ctx, row.Matter)
	if errors.Is(err, department.ErrNone) {
		return r.tx.EndReminder(ctx, row.Matter)
	}
	if err != nil {
		return err
	}
	if !m.Applies(row) {
		next, more := m.Next(-1, r.now, r.cal)
		return r.save(ctx, m.ID, next, more)
	}
	come, next, more := m.Climb(row, r.now, r.cal)
	if said := come[len(come)-1]; said.Lapses() {
		return r.lapse(ctx, said)
	}
	c := &claim{said: come[len(come)-1], matter: m, next: next, more: more, later: make(map[department.PersonID]time.Time)}
	c.late = r.now.Sub(c.said.At) > lateAfter
	for _, rung := range come {
		people, err := r.book.recipients(ctx, m, rung.Tell)
		if err != nil {
			return err
		}
		c.said.Tell |= rung.Tell
		for _, p := range people {
			if !slices.Contains(rung.Told, p.ID) && !slices.ContainsFunc(c.owed, func(o department.Person) bool { return o.ID == p.ID }) {
				c.owed = append(c.owed, p)
			}
		}
	}
	for _, p := range c.owed {
		if wakes := p.Wakes(r.now, r.cal); wakes.After(r.now) {
			c.later[p.ID] = wakes
			continue
		}
		if r.letters[p.ID] == nil {
			r.readers = append(r.readers, p)
		}
		r.letters[p.ID] = append(r.letters[p.ID], c)
	}
	r.due = append(r.due, c)
	return nil
}

// lapse lets silence decide about a matter. What cannot be put into words is
// tried again later.
func (r *round[T]) lapse(ctx context.Context, due department.Reminder) error {
	err := r.tx.Savepoint(ctx, func() error {
		messages, err := r.words.Lapse(ctx, r.tx, due.Matter, r.now)
		if err != nil {
			return err
		}
		return enqueue(ctx, r.tx, fmt.Sprintf("lapse:%d:%d", due.Matter, due.Due.Unix()), messages)
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	r.log.Error("silence could not decide about a matter", "matter", due.Matter, "err", err)
	due.At = r.now.Add(retryAfter)
	return r.tx.SaveReminder(ctx, due)
}

// tell owes p the messages about the claims. If they cannot be put into words
// together, each is tried alone, and what fails then is put off.
func (r *round[T]) tell(ctx context.Context, p department.Person, claims []*claim) error {
	notices := make([]department.Notice, len(claims))
	for i, c := range claims {
		notices[i] = department.Notice{Reminder: c.said, Matter: c.matter, Late: c.late}
	}
	err := r.tx.Savepoint(ctx, func() error {
		messages, err := r.words.Remind(ctx, r.tx, p, notices, r.now)
		if err != nil {
			return err
		}
		return enqueue(ctx, r.tx, reminderKey(p.ID, notices), messages)
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return err
	case len(claims) > 1:
		for _, c := range claims {
			if err := r.tell(ctx, p, []*claim{c}); err != nil {
				return err
			}
		}
		return nil
	}
	r.log.Error("a reminder could not be put into words", "matter", claims[0].matter.ID, "person", p.ID, "err", err)
	claims[0].later[p.ID] = r.now.Add(retryAfter)
	return nil
}

// moveOn stores what comes next: the same rung for those who could not be told
// yet, until the next rung comes, else that.
func (r *round[T]) moveOn(ctx context.Context, c *claim) error {
	if len(c.later) == 0 {
		return r.save(ctx, c.matter.ID, c.next, c.more)
	}
	again := c.said
	again.Told = nil
	everybody, err := r.book.recipients(ctx, c.matter, again.Tell)
	if err != nil {
		return err
	}
	for _, p := range everybody {
		if _, later := c.later[p.ID]; !later {
			again.Told = append(again.Told, p.ID)
		}
	}
	again.At = time.Time{}
	for _, wakes := range c.later {
		if again.At.IsZero() || wakes.Before(again.At) {
			again.At = wakes
		}
	}
	if c.more && c.next.Due.Before(again.At) {
		again.At = c.next.Due
	}
	return r.save(ctx, c.matter.ID, again, true)
}

// save replaces the reminder of a matter, or ends it if there is no next.
func (r *round[T]) save(ctx context.Context, matter int64, next department.Reminder, more bool) error {
	if !more {
		return r.tx.EndReminder(ctx, matter)
	}
	return r.tx.SaveReminder(ctx, next)
}

// reminderKey makes the messages about these notices to that person unique. A
// rung comes again with another due time when the matter came back.
func reminderKey(person department.PersonID, notices []department.Notice) string {
	if len(notices) == 1 {
		r := notices[0].Reminder
		return fmt.Sprintf("remind:%d:%d:%d:%d", person, r.Matter, r.Rung, r.Due.Unix())
	}
	sum := fnv.New128a()
	for _, n := range notices {
		fmt.Fprintln(sum, n.Reminder.Matter, n.Reminder.Rung, n.Reminder.Due.Unix())
	}
	return fmt.Sprintf("remind:%d:%x", person, sum.Sum(nil))
}

// enqueue owes the messages under key, numbered.
func enqueue[T Tx](ctx context.Context, tx T, key string, messages []department.Outgoing) error {
	for i, o := range messages {
		if o.Key == "" {
			o.Key = fmt.Sprintf("%s:%d", key, i)
		}
		if err := tx.Enqueue(ctx, o); err != nil {
			return err
		}
	}
	return nil
}
