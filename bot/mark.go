package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const (
	// linger is how long a mark waits for others at most: together they take one
	// write instead of many.
	linger    = 100 * time.Millisecond
	lull      = 20 * time.Millisecond // the same when nothing else is to be done
	manyMarks = maxCalls * 3 / 4
)

// mark is what has to be noted about a row, or about a chat.
type mark struct {
	row         *row // nil when it is about a chat only
	fate        department.Fate
	unreachable bool // nobody takes messages in the row's chat
	unsent      bool // its files were not taken, something is sent instead
	moved       *movedChat
}

type movedChat struct{ from, to int64 }

// noting is the end of writing marks.
type noting struct {
	marks []mark
	err   error
}

// discard notes that nothing is sent of a row.
func (s *Sender) discard(d discarded, now time.Time) {
	if d.outcome == department.Aside {
		s.Log.Error("a row cannot be sent and is set aside", "row", d.row.ID, "reason", d.reason)
	}
	s.settle(mark{row: d.row}, d.outcome, d.reason, now)
}

// settle notes what became of the mark's row.
func (s *Sender) settle(m mark, outcome department.Outcome, reason string, now time.Time) {
	m.fate.ID, m.fate.At, m.fate.Outcome, m.fate.Reason = m.row.ID, now.UTC(), outcome, reason
	s.queue.done(m.row)
	s.mark(m, now)
}

func (s *Sender) mark(m mark, now time.Time) {
	if len(s.marks) == 0 {
		s.first = now
	}
	s.marks = append(s.marks, m)
}

// noteAt returns when the marks are to be written: at once when there are many or
// somebody waits for the end, else when they have waited long enough.
func (s *Sender) noteAt(last bool) time.Time {
	calm := s.flying == 0 && (last || s.queue.ready.Len() == 0)
	switch {
	case len(s.marks) >= manyMarks, calm && (last || s.flush):
		return s.first
	case calm:
		return s.first.Add(lull)
	}
	return s.first.Add(linger)
}

// note begins to write the marks when their time has come.
func (s *Sender) note(ctx context.Context, now time.Time, last bool) {
	if len(s.marks) == 0 || s.noting > 0 || s.resume.After(now) && !last {
		return
	}
	if now.Before(s.noteAt(last)) {
		return
	}
	marks := s.marks
	s.marks, s.noting = nil, len(marks)
	go func() {
		err := s.Store.Write(ctx, func(tx Tx) error { return s.write(ctx, tx, marks) })
		s.noted <- noting{marks, err}
	}()
}

// write notes the marks in a transaction.
func (s *Sender) write(ctx context.Context, tx Tx, marks []mark) error {
	fates := make([]department.Fate, 0, len(marks))
	for _, m := range marks {
		if m.row != nil {
			fates = append(fates, m.fate)
		}
	}
	if err := tx.Settle(ctx, fates); err != nil {
		return fmt.Errorf("settle %d rows: %w", len(fates), err)
	}
	for _, m := range marks {
		if m.unreachable {
			if err := markUnreachable(ctx, tx, s.Book, m.row.Chat, m.row.Matter, m.fate.At); err != nil {
				return err
			}
			if err := s.tellLost(ctx, tx, m.row.Matter, m.fate.At); err != nil {
				return err
			}
		}
		if m.unsent {
			if err := sendInstead(ctx, tx, s.Book, m); err != nil {
				return err
			}
		}
		if m.moved != nil {
			if err := tx.MigrateChat(ctx, m.moved.from, m.moved.to); err != nil {
				return fmt.Errorf("move chat %d: %w", m.moved.from, err)
			}
		}
	}
	return nil
}

// afterNoting forgets the rows that were noted, or keeps the marks for another
// try.
func (s *Sender) afterNoting(n noting) {
	s.noting = 0
	now := s.Now()
	if n.err != nil {
		s.marks = append(n.marks, s.marks...)
		s.storeTrouble("what was sent cannot be noted", n.err, now)
		return
	}
	s.Passed(Marked)
	s.trying = pauses{}
	for _, m := range n.marks {
		if m.row != nil {
			s.queue.forget(m.row)
			if m.fate.Card != 0 {
				delete(s.queue.learned, m.fate.Card)
			}
		}
		if m.unreachable || m.unsent {
			s.queue.refill() // there is something new to be told
		}
	}
}

// storeTrouble waits a little before the store is used again. A Flush ends with
// the error instead.
func (s *Sender) storeTrouble(what string, err error, now time.Time) {
	if s.trying.n == 0 {
		s.Log.Error(what+", trying again", "error", err)
	}
	s.resume = now.Add(min(s.trying.next(maxPause), maxStorePause))
	if s.flush {
		s.end = fmt.Errorf("%s: %w", what, err)
	}
}
