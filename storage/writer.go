package storage

import (
	"context"
	"errors"
	"fmt"
)

// call is a write that waits for its turn.
type call struct {
	ctx  context.Context
	f    func(*Tx) error
	err  error
	done chan struct{} // closed when err is final
}

// Write runs f in a durable transaction: when Write returns nil, all that f
// wrote is on disk; else nothing is. An error of f is returned as it is, a panic
// as a [Panic]. If ctx ends before f began, f does not run.
//
// f runs in the goroutine of the writer, one after another with the f of all
// other calls; it must not call Write, wait for the network or be slow.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	c := &call{ctx: ctx, f: f, done: make(chan struct{})}
	select {
	case s.calls <- c:
		<-c.done
		return c.err
	case <-ctx.Done():
		return ctx.Err()
	case <-s.closing:
		return ErrClosed
	}
}

// writer runs the calls. It takes all that wait into one transaction.
type writer struct {
	conn    *conn
	calls   chan *call
	closing chan struct{}
	idle    chan struct{} // closed when the writer has ended
}

// maxBatch bounds how many calls share a commit, so that none waits for long.
const maxBatch = 256

// work runs until the store is closed. An f may end its goroutine, as
// [testing.T.FailNow] does; the work then goes on in another.
func (w *writer) work() {
	ended := false
	defer func() {
		if !ended {
			go w.work()
		}
	}()
	for {
		select {
		case c := <-w.calls:
			w.perform(w.gather(c))
		case <-w.closing:
			ended = true
			close(w.idle)
			return
		}
	}
}

// gather returns first and all calls that wait at this moment.
func (w *writer) gather(first *call) []*call {
	batch := []*call{first}
	for len(batch) < maxBatch {
		select {
		case c := <-w.calls:
			batch = append(batch, c)
		default:
			return batch
		}
	}
	return batch
}

// errGone says that an f ended the goroutine in which it ran.
var errGone = errors.New("the function ended its goroutine")

// perform runs the calls in one transaction and answers them all.
func (w *writer) perform(batch []*call) {
	fault := errGone // of the transaction, shared by all
	defer func() {
		if fault != nil {
			w.conn.do(rollback)
			w.conn.unlearn()
		}
		for _, c := range batch {
			if c.err == nil {
				c.err = fault
			}
			close(c.done)
		}
	}()
	if err := w.conn.do(beginWrite); err != nil {
		fault = fmt.Errorf("begin to write: %w", err)
		return
	}
	if fault = w.run(batch); fault != nil {
		return
	}
	if err := w.conn.do(commit); err != nil {
		fault = fmt.Errorf("commit: %w", err)
		return
	}
	w.conn.learned = false
}

// run runs the calls, each in a savepoint of its own. It returns what is wrong
// with the transaction as a whole, nil if it can be committed.
func (w *writer) run(batch []*call) error {
	tx := &Tx{conn: w.conn}
	if len(batch) == 1 { // alone, it needs no savepoint
		c := batch[0]
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := guard(func() error { return c.f(tx) }); err != nil {
			return err
		}
	} else {
		for _, c := range batch {
			c.err = tx.Savepoint(c.ctx, func() error { return c.f(tx) })
		}
	}
	if tx.lost != nil {
		return tx.lost
	}
	return tx.writeIndex(context.Background())
}

const (
	rollback query = `ROLLBACK`
	commit   query = `COMMIT`
)
