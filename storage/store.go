package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// ErrClosed is returned by everything that is asked of a closed [Store].
var ErrClosed = errors.New("the database is closed")

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path    string
	writing *conn // used by the writer alone
	lock    *conn // keeps other copies of the program out, nil if joined
	calls   chan *call
	readers chan *conn // nil stands for a connection not opened yet
	closing chan struct{}
	once    sync.Once
	idle    chan struct{} // closed when the writer has ended
}

// readerCount is how many reads can go on at the same time.
const readerCount = 4

// Open opens the database file at path, in an existing folder, and makes it if
// it is not there. It brings the schema up to date, after a backup beside the
// file. It returns an error that says what to do if another copy of the program
// has the file open, if a newer program made it, if it is damaged, or if the
// folder cannot be written to.
//
// Close must be called when it is no longer needed.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, advised(err))
	}
	return s, nil
}

func open(ctx context.Context, path string, files fs.FS) (*Store, error) {
	path, err := filepath.Abs(path) // a part of an address for SQLite must begin with a slash
	if err != nil {
		return nil, err
	}
	lock, err := keepOut(ctx, path)
	if err != nil {
		return nil, err
	}
	// Made by us, so that what people wrote is for nobody else to read.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errors.Join(err, lock.close())
	}
	f.Close()
	s, err := openFile(ctx, path, files, true)
	if err != nil {
		return nil, errors.Join(err, lock.close())
	}
	s.lock = lock
	s.writing.known.learns = true
	return s, nil
}

// Join opens an existing database beside a running copy of the program, for one
// command that is soon over. It does not change the schema: it returns an error
// if that is not exactly the one of this program.
func Join(ctx context.Context, path string) (*Store, error) {
	whole, err := filepath.Abs(path)
	var s *Store
	if err == nil {
		s, err = openFile(ctx, whole, migrations(), false)
	}
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, advised(err))
	}
	return s, nil
}

func openFile(ctx context.Context, path string, files fs.FS, migrating bool) (*Store, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	c, err := connect(ctx, path, "rw")
	if err != nil {
		return nil, err
	}
	if size := info.Size(); size > 0 && size <= checkedAtStart {
		err = check(ctx, c, "quick_check")
	}
	if err == nil {
		err = c.migrate(ctx, path, files, migrating)
	}
	if err != nil {
		return nil, errors.Join(err, c.close())
	}
	return serve(path, c), nil
}

// serve starts the writer on connection c.
func serve(path string, c *conn) *Store {
	s := &Store{
		path:    path,
		writing: c,
		calls:   make(chan *call),
		readers: make(chan *conn, readerCount),
		closing: make(chan struct{}),
		idle:    make(chan struct{}),
	}
	for range readerCount {
		s.readers <- nil
	}
	w := &writer{conn: c, calls: s.calls, closing: s.closing, idle: s.idle}
	go w.work()
	return s
}

// Close waits for what is going on, then closes the file. Writes and reads that
// come later return [ErrClosed].
func (s *Store) Close() error {
	err := ErrClosed
	s.once.Do(func() {
		close(s.closing)
		<-s.idle
		err = nil
		for range readerCount {
			if c := <-s.readers; c != nil {
				err = errors.Join(err, c.close())
			}
		}
		err = errors.Join(err, s.writing.close()) // last, so that it tidies the log up
		if s.lock != nil {
			err = errors.Join(err, s.lock.close())
		}
	})
	return err
}
