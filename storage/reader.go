package storage

import (
	"context"
	"fmt"
)

// Read runs f in a consistent view of the database: f sees what was committed
// when it first looked, and nothing of what is written meanwhile. Reads do not
// wait for writes. A view that is held for long makes the log on disk grow, so f
// must not wait for anything. f runs in the goroutine of its caller.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	c, err := s.reader(ctx)
	if err != nil {
		return err
	}
	defer func() { s.readers <- c }()
	if c == nil {
		if c, err = connect(ctx, s.path, "ro"); err != nil {
			return fmt.Errorf("open database for reading: %w", err)
		}
	}
	if err := c.do(beginRead); err != nil {
		c.close()
		c = nil
		return fmt.Errorf("begin to read: %w", err)
	}
	defer func() {
		if c.do(rollback) != nil {
			c.close()
			c = nil
		}
	}()
	return f(&Tx{conn: c})
}

const beginRead query = `BEGIN`

// reader takes a connection out of the pool; nil is one that must be opened.
func (s *Store) reader(ctx context.Context) (*conn, error) {
	select {
	case <-s.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-s.readers:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.closing:
		return nil, ErrClosed
	}
}
