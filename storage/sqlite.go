package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// busyTimeout is how long SQLite waits for a lock that another program holds,
// in milliseconds.
const busyTimeout = "5000"

// dsn returns the address of the file for the driver. Everything a connection
// needs is in it, so that every connection of a pool has it.
func dsn(path, mode string) string {
	q := url.Values{
		"mode":          {mode},
		"_synchronous":  {"FULL"}, // survives a power cut, not only a crash
		"_foreign_keys": {"on"},
		"_busy_timeout": {busyTimeout},
		"_dqs":          {"0"}, // "x" is a column, never a text
	}
	if mode != "ro" {
		q.Set("_journal_mode", "WAL")
		q.Set("_txlock", "immediate")
		q["_pragma"] = []string{
			"journal_size_limit(16777216)", // a log that a long reader let grow shrinks again
			"temp_store(MEMORY)",           // where savepoints keep the pages they may have to bring back
		}
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// expected is what the pragmas read back as on a connection of [dsn].
var expected = []struct{ pragma, value string }{
	{"journal_mode", "wal"},
	{"synchronous", "2"},
	{"foreign_keys", "1"},
	{"busy_timeout", busyTimeout},
}

// dial opens one connection and keeps it for good.
func dial(ctx context.Context, address string) (*conn, error) {
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	one, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &conn{pool: pool, sql: one, stmts: make(map[query]*sql.Stmt)}, nil
}

// connect opens one connection to the database and makes sure that it is as
// safe as the address asks for.
func connect(ctx context.Context, path, mode string) (*conn, error) {
	c, err := dial(ctx, dsn(path, mode))
	if err != nil {
		return nil, err
	}
	for _, e := range expected {
		var got string
		if err := c.sql.QueryRowContext(ctx, "PRAGMA "+e.pragma).Scan(&got); err != nil {
			return nil, errors.Join(fmt.Errorf("read pragma %s: %w", e.pragma, err), c.close())
		}
		if got != e.value {
			return nil, errors.Join(fmt.Errorf("pragma %s is %s and not %s: the folder or its file system cannot keep a database safely", e.pragma, got, e.value), c.close())
		}
	}
	return c, nil
}

// keepOut takes the lock that one copy of the program holds on a database. The
// lock is an open transaction on a file beside it: every system that SQLite
// runs on gives it up when the process ends, however it ends.
func keepOut(ctx context.Context, path string) (*conn, error) {
	c, err := dial(ctx, (&url.URL{Scheme: "file", Path: path + ".lock", RawQuery: "_busy_timeout=0"}).String())
	if err != nil {
		return nil, fmt.Errorf("make the lock file: %w", err)
	}
	if _, err := c.sql.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		err = errors.Join(err, c.close())
		if isBusy(err) {
			return nil, errors.New("another copy of the program has it open; stop that one first")
		}
		return nil, fmt.Errorf("make the lock file: %w", err)
	}
	return c, nil
}

// isBusy reports whether another connection holds the lock that was needed.
func isBusy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// advised adds to an error of opening the file what can be done about it.
func advised(err error) error {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("the file is damaged or no database, restore a backup: %w", err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("the folder must exist and the program must be allowed to write there: %w", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program holds it, close that one first: %w", err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("make room on the disk: %w", err)
	}
	return err
}

// beginWrite takes the lock for writing at once. A transaction that takes it
// only at its first write may find that what it read is stale, and fail.
const beginWrite query = `BEGIN IMMEDIATE`

// undoes reports whether SQLite may have taken the whole transaction back, not
// only the statement that failed.
// https://www.sqlite.org/lang_transaction.html, "Response to errors"
func undoes(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CORRUPT:
		return true
	}
	return false
}

// insert runs an INSERT into a table whose rows are numbered and returns the
// number of the new row. With RETURNING, which PostgreSQL would need here, SQLite
// builds a table in memory for each statement: a complaint took 8 % longer.
func (tx *Tx) insert(ctx context.Context, q query, args ...any) (int64, error) {
	done, err := tx.run(ctx, q, args...)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}
