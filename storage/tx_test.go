package storage_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestSavepointsAreTakenBackAlone(t *testing.T) {
	s := openNew(t)
	handle := func(ctx context.Context, tx *storage.Tx, update int64) {
		if _, err := tx.Handle(ctx, update, monday); err != nil {
			t.Error(err)
		}
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		handle(ctx, tx, 1)
		err := tx.Savepoint(ctx, func() error {
			handle(ctx, tx, 2)
			err := tx.Savepoint(ctx, func() error {
				handle(ctx, tx, 3)
				panic("oops")
			})
			if p, ok := errors.AsType[storage.Panic](err); !ok || p.Value != "oops" || len(p.Stack) == 0 {
				t.Errorf("inner: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("outer: %v", err)
		}
		if err := tx.Savepoint(ctx, func() error { handle(ctx, tx, 4); return errors.New("no") }); err == nil {
			t.Error("the error is gone")
		}
		return nil
	})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for update, want := range []bool{true, false, false, true, true} {
			if fresh, err := tx.Handle(ctx, int64(update), monday); fresh != want || err != nil {
				t.Errorf("update %d: fresh %v, %v", update, fresh, err)
			}
		}
		return nil
	})
}

func TestAContextThatEndsStopsOnlyItsOwnWrite(t *testing.T) {
	s := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Write(ctx, func(tx *storage.Tx) error {
		if _, err := tx.Handle(ctx, 1, monday); err != nil {
			return err
		}
		cancel()
		_, err := tx.Handle(ctx, 2, monday)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := s.Write(ctx, func(*storage.Tx) error { t.Error("ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		fresh, err := tx.Handle(ctx, 1, monday)
		if !fresh {
			t.Error("the write was kept")
		}
		return err
	})
}

func TestAReadSeesOneMoment(t *testing.T) {
	s := openNew(t)
	create(t, s, department.Filing{})
	err := s.Read(t.Context(), func(tx *storage.Tx) error {
		count := func() int {
			n, err := tx.CountMatters(t.Context(), department.MatterFilter{})
			if err != nil {
				t.Error(err)
			}
			return n
		}
		before := count()
		create(t, s, department.Filing{})
		if after := count(); before != 1 || after != 1 {
			t.Errorf("saw %d, then %d", before, after)
		}
		if _, err := tx.Handle(t.Context(), 1, monday); err == nil {
			t.Error("a reader could write")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPruneRemovesOnlyWhatIsOld(t *testing.T) {
	s := openNew(t)
	long := monday.AddDate(1, 0, 0)
	m := create(t, s, department.Filing{})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, at := range []time.Time{monday, long} {
			if _, err := tx.Handle(ctx, int64(i), at); err != nil {
				return err
			}
			if _, err := tx.CreateDraft(ctx, department.Draft{Created: at}); err != nil {
				return err
			}
			if _, err := tx.KeepFailed(ctx, department.FailedUpdate{At: at}); err != nil {
				return err
			}
		}
		return nil
	})
	var gone []int
	for range 2 {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			n, err := tx.Prune(ctx, long)
			gone = append(gone, n)
			return err
		})
	}
	if diff := cmp.Diff([]int{3, 0}, gone); diff != "" {
		t.Error(diff)
	}
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, m.ID) })
	if diff := cmp.Diff(m, got, sameMatter); diff != "" {
		t.Error(diff)
	}
}

func TestAnUpdateNumberThatComesAgainAfterAWeekIsNew(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, step := range []struct {
			after time.Duration
			fresh bool
		}{{0, true}, {24 * time.Hour, false}, {8 * 24 * time.Hour, true}, {9 * 24 * time.Hour, false}} {
			if fresh, err := tx.Handle(ctx, 7, monday.Add(step.after)); fresh != step.fresh || err != nil {
				t.Errorf("step %d: %v, %v", i, fresh, err)
			}
		}
		return nil
	})
}

func TestABackupIsADatabase(t *testing.T) {
	s := openNew(t)
	m := create(t, s, department.Filing{})
	path := filepath.Join(t.TempDir(), "копия.db")
	for range 2 { // the second replaces the first
		if err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	restored, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	got := read(t, restored, func(ctx context.Context, tx *storage.Tx) (department.Matter, error) { return tx.Matter(ctx, m.ID) })
	if diff := cmp.Diff(m, got, sameMatter); diff != "" {
		t.Error(diff)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
