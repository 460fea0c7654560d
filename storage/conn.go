package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department/search"
)

// query is the text of a statement. All of them are constants: each is prepared
// once for a connection, and a test looks at the plans of all.
type query string

// conn is a connection with the statements that were prepared on it.
type conn struct {
	pool  *sql.DB // of this one connection
	sql   *sql.Conn
	stmts map[query]*sql.Stmt
	// stemmer remembers the stems of what was indexed.
	stemmer search.Stemmer
	// learned says that it remembers stems that are not committed yet.
	learned bool
	known   known
}

// unlearn makes the connection forget what was taken back.
func (c *conn) unlearn() {
	c.known.forget()
	if c.learned {
		c.stemmer, c.learned = search.Stemmer{}, false
	}
}

// prepared returns the statement, prepared when it is first needed.
func (c *conn) prepared(q query) (*sql.Stmt, error) {
	if s, ok := c.stmts[q]; ok {
		return s, nil
	}
	s, err := c.sql.PrepareContext(context.Background(), string(q))
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", q, err)
	}
	c.stmts[q] = s
	return s, nil
}

// do runs a statement that begins or ends something.
func (c *conn) do(q query) error {
	s, err := c.prepared(q)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(context.Background())
	return err
}

// close gives the connection up, an open transaction with it.
func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	if err := c.sql.Close(); !errors.Is(err, sql.ErrConnDone) {
		errs = append(errs, err)
	}
	return errors.Join(append(errs, c.pool.Close())...)
}
