package storage_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

// What the other rooms ask for at their doors.
var (
	_ handlers.Tx                  = (*storage.Tx)(nil)
	_ bot.Tx                       = (*storage.Tx)(nil)
	_ bot.Reader                   = (*storage.Tx)(nil)
	_ scheduler.Tx                 = (*storage.Tx)(nil)
	_ scheduler.Store[*storage.Tx] = (*storage.Store)(nil)
)

var (
	moscow, _ = time.LoadLocation("Europe/Moscow")
	cal       = workdays.Russia(moscow)
	monday    = time.Date(2026, time.November, 23, 10, 0, 0, 0, moscow).UTC()
)

// openNew opens a new database that is closed when the test ends.
func openNew(t testing.TB) *storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "отдел 1?.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// write runs f in a transaction of s, which must succeed.
func write(t testing.TB, s *storage.Store, f func(ctx context.Context, tx *storage.Tx) error) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	if err := s.Write(ctx, func(tx *storage.Tx) error { return f(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// read returns what f finds in s.
func read[T any](t testing.TB, s *storage.Store, f func(ctx context.Context, tx *storage.Tx) (T, error)) T {
	t.Helper()
	var found T
	ctx := context.WithoutCancel(t.Context())
	err := s.Read(ctx, func(tx *storage.Tx) (err error) {
		found, err = f(ctx, tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func person(id department.PersonID, name string, role department.Role) department.Person {
	p := department.NewPerson(id, name)
	p.Role = role
	return p
}
