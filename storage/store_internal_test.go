package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func handle(update int64) func(*Tx) error {
	return func(tx *Tx) error {
		_, err := tx.Handle(context.Background(), update, time.Unix(1e9, 0))
		return err
	}
}

// handled returns how many of the updates are stored.
func handled(t *testing.T, s *Store) (n int) {
	t.Helper()
	const count query = `SELECT count(*) FROM handled_updates`
	err := s.Read(t.Context(), func(tx *Tx) (err error) {
		n, err = one(t.Context(), tx, column[int], count)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// commits counts the transactions in the log of the database. A frame of the log
// ends one if it tells the size of the database.
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
func commits(t *testing.T, path string) (n int) {
	t.Helper()
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	const header, frame = 32, 24 + 4096
	for log = log[header:]; len(log) >= frame; log = log[frame:] {
		if binary.BigEndian.Uint32(log[4:]) != 0 {
			n++
		}
	}
	return n
}

func TestCallsThatWaitShareACommit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	s := openAt(t, path)
	before := commits(t, path)
	const callers = 200
	var calling, answered sync.WaitGroup
	calling.Add(callers)
	failed := errors.New("no")
	errs := make([]error, callers)
	err := s.Write(t.Context(), func(tx *Tx) error {
		for i := range callers {
			answered.Go(func() {
				calling.Done()
				errs[i] = s.Write(context.Background(), func(tx *Tx) error {
					if err := handle(int64(i))(tx); err != nil {
						return err
					}
					switch i % 10 {
					case 7:
						return failed
					case 8:
						panic("oops")
					}
					return nil
				})
			})
		}
		calling.Wait()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	answered.Wait()
	for i, err := range errs {
		_, panicked := errors.AsType[Panic](err)
		switch {
		case i%10 == 7 && !errors.Is(err, failed),
			i%10 == 8 && !panicked,
			i%10 < 7 && err != nil:
			t.Errorf("call %d: %v", i, err)
		}
	}
	if got, want := handled(t, s), callers*8/10; got != want {
		t.Errorf("%d writes are stored, want %d", got, want)
	}
	if n := commits(t, path) - before; n > callers/4 {
		t.Errorf("%d calls made %d commits", callers, n)
	}
}

func TestAFunctionThatEndsItsGoroutineFailsAlone(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "otdel.db"))
	err := s.Write(t.Context(), func(tx *Tx) error {
		if err := handle(1)(tx); err != nil {
			return err
		}
		(&testing.T{}).SkipNow() // ends the goroutine
		return nil
	})
	if !errors.Is(err, errGone) {
		t.Errorf("got %v", err)
	}
	if err := s.Write(t.Context(), handle(2)); err != nil {
		t.Error(err)
	}
	if n := handled(t, s); n != 1 {
		t.Errorf("%d writes are stored, want 1", n)
	}
}

func TestAFullDiskFailsTheWriteAndLaterOnesGoOn(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "otdel.db"))
	if err := s.Write(t.Context(), handle(1)); err != nil {
		t.Fatal(err)
	}
	limit(t, s, "max_page_count = 1") // SQLite takes the present size
	fill := func(tx *Tx) error {
		if err := handle(2)(tx); err != nil {
			return err
		}
		swallowed := tx.Savepoint(t.Context(), func() error {
			_, err := tx.KeepFailed(t.Context(), department.FailedUpdate{Raw: make([]byte, 1<<20)})
			return err
		})
		if swallowed == nil {
			t.Error("a megabyte had room")
		}
		// SQLite has taken everything back. What comes now must not be kept alone.
		handle(3)(tx)
		return nil
	}
	if err := s.Write(t.Context(), fill); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("got %v", err)
	}
	if n := handled(t, s); n != 1 {
		t.Errorf("%d writes are stored, want 1", n)
	}
	limit(t, s, "max_page_count = 100000")
	if err := s.Write(t.Context(), handle(4)); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func limit(t *testing.T, s *Store, pragma string) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.conn.sql.ExecContext(context.Background(), "PRAGMA "+pragma)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestALockedFileFailsTheWriteAndLaterOnesGoOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	s := openAt(t, path)
	limit(t, s, "busy_timeout = 1")
	other, err := dial(t.Context(), dsn(path, "rw"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.close()
	if err := other.do(beginWrite); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), handle(1)); !isBusy(err) {
		t.Errorf("got %v", err)
	}
	if n := handled(t, s); n != 0 {
		t.Errorf("%d writes are stored while it is locked", n)
	}
	if err := other.do(rollback); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), handle(1)); err != nil {
		t.Errorf("unlocked again: %v", err)
	}
}

func TestAMigrationIsAppliedWholeAfterABackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	first := fstest.MapFS{"00001_a.sql": {Data: []byte("-- +goose Up\nCREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);")}}
	second := fstest.MapFS{"00001_a.sql": first["00001_a.sql"], "00002_b.sql": {Data: []byte("-- +goose Up\nINSERT INTO a VALUES (2);")}}
	broken := fstest.MapFS{"00001_a.sql": first["00001_a.sql"], "00002_b.sql": {Data: []byte("-- +goose Up\nINSERT INTO a VALUES (2);\nINSERT INTO nothing VALUES (2);")}}

	sum := func(path string, files fstest.MapFS) int {
		t.Helper()
		s, err := open(t.Context(), path, files)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		const total query = `SELECT sum(x) FROM a`
		var n int
		if err := s.Read(t.Context(), func(tx *Tx) (err error) {
			n, err = one(t.Context(), tx, column[int], total)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := sum(path, first); n != 1 {
		t.Errorf("the first schema has %d", n)
	}
	if _, err := open(t.Context(), path, broken); err == nil || !strings.Contains(err.Error(), "from 1 to 2") {
		t.Errorf("the broken schema: %v", err)
	}
	if n := sum(path, first); n != 1 {
		t.Errorf("after the broken migration it has %d", n)
	}
	if n := sum(path, second); n != 3 {
		t.Errorf("the second schema has %d", n)
	}
	if n := sum(path+".before-2", first); n != 1 {
		t.Errorf("the backup has %d", n)
	}
	if _, err := open(t.Context(), path, first); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("the older program: %v", err)
	}
}
