package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/otdel-bot/otdel/department"
)

// Tx is a transaction. It is used by one goroutine at a time and only inside the
// function that got it.
//
// A context that ends stops a Tx before its next statement. It does not break a
// statement off: SQLite would take back the whole transaction with it, the
// writes of others too.
type Tx struct {
	conn *conn
	// lost is why SQLite has taken the transaction back by itself, nil while it
	// stands. Nothing may be run after that: it would be committed alone.
	lost error
	// unindexed is what the search does not know yet.
	unindexed []entry
}

// Panic is the error that a panic inside a transaction comes back as.
type Panic struct {
	Value any
	Stack []byte
}

// Error tells what was thrown and where.
func (p Panic) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// guard runs f and returns its panic as an error.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}

// Savepoint runs f; if f fails or panics, what f wrote is taken back and the
// rest of the transaction stays. A panic comes back as a [Panic].
func (tx *Tx) Savepoint(ctx context.Context, f func() error) error {
	const (
		begin   query = `SAVEPOINT part`
		keep    query = `RELEASE SAVEPOINT part`
		discard query = `ROLLBACK TO SAVEPOINT part`
	)
	if _, err := tx.exec(ctx, begin); err != nil {
		return fmt.Errorf("begin a part of a transaction: %w", err)
	}
	unindexed := tx.unindexed
	err := guard(f)
	if tx.lost != nil {
		return errors.Join(err, tx.lost)
	}
	if err != nil {
		tx.unindexed = unindexed
		tx.lost = tx.conn.do(discard)
		tx.conn.unlearn()
	}
	if tx.lost == nil {
		tx.lost = tx.conn.do(keep)
	}
	if tx.lost != nil {
		return errors.Join(err, fmt.Errorf("end a part of a transaction: %w", tx.lost))
	}
	return err
}

// statement returns the prepared statement, if it may be run.
func (tx *Tx) statement(ctx context.Context, q query) (*sql.Stmt, error) {
	if err := tx.stands(ctx); err != nil {
		return nil, err
	}
	return tx.conn.prepared(q)
}

// stands returns why nothing may be run any more, nil if something may.
func (tx *Tx) stands(ctx context.Context) error {
	if tx.lost != nil {
		return fmt.Errorf("the transaction was taken back: %w", tx.lost)
	}
	return ctx.Err()
}

// failed returns err, the error of a statement, and notes if the whole
// transaction went with it.
func (tx *Tx) failed(err error) error {
	if err != nil && undoes(err) {
		tx.lost = err
	}
	return err
}

// exec runs a statement and returns how many rows it changed.
func (tx *Tx) exec(ctx context.Context, q query, args ...any) (int64, error) {
	done, err := tx.run(ctx, q, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

func (tx *Tx) run(ctx context.Context, q query, args ...any) (sql.Result, error) {
	s, err := tx.statement(ctx, q)
	if err != nil {
		return nil, err
	}
	done, err := s.ExecContext(context.Background(), args...)
	return done, tx.failed(err)
}

// scanner is a row, as a scan function reads it.
type scanner interface {
	Scan(dest ...any) error
}

// one returns what scan reads in the only row of a query, [department.ErrNone]
// if there is none.
func one[T any](ctx context.Context, tx *Tx, scan func(scanner) (T, error), q query, args ...any) (T, error) {
	var none T
	s, err := tx.statement(ctx, q)
	if err != nil {
		return none, err
	}
	v, err := scan(s.QueryRowContext(context.Background(), args...))
	if errors.Is(err, sql.ErrNoRows) {
		return none, department.ErrNone
	}
	return v, tx.failed(err)
}

// all returns what scan reads in the rows of a query.
func all[T any](ctx context.Context, tx *Tx, scan func(scanner) (T, error), q query, args ...any) ([]T, error) {
	s, err := tx.statement(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, tx.failed(err)
	}
	defer rows.Close()
	var found []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	return found, tx.failed(rows.Err())
}

// column reads a row of a single column.
func column[T any](row scanner) (v T, err error) {
	err = row.Scan(&v)
	return v, err
}
