package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestAnAbsenceIsDueWhenItBeginsAndWhenItEnds(t *testing.T) {
	s := openNew(t)
	from, until := monday.Add(24*time.Hour), monday.Add(72*time.Hour)
	var a department.Absence
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		a, err = tx.CreateAbsence(ctx, department.Absence{Person: 1, Deputy: 2, From: from, Until: until, By: 3, Created: monday})
		return err
	})
	for _, c := range []struct {
		at           time.Time
		due, current int
	}{
		{from.Add(-time.Second), 0, 1}, {from, 1, 1}, {until.Add(-time.Second), 0, 1}, {until, 1, 0}, {until.Add(time.Hour), 0, 0},
	} {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			due, err := tx.DueAbsences(ctx, c.at, 10)
			if err != nil {
				return err
			}
			current, err := tx.Absences(ctx, c.at)
			if len(due) != c.due || len(current) != c.current {
				t.Errorf("at %v: %d due, %d current", c.at, len(due), len(current))
			}
			for _, d := range due {
				d.Turn(c.at)
				if err := tx.SaveAbsence(ctx, d); err != nil {
					return err
				}
			}
			return err
		})
	}
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Absence, error) { return tx.Absence(ctx, a.ID) })
	a.Begun, a.Ended = from, until
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
}

func TestADepartureComesBackAsStored(t *testing.T) {
	s := openNew(t)
	want := department.Departure{Person: 1, Role: department.Employee, By: 2, At: monday, Matters: []int64{3, 4}}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if want, err = tx.CreateDeparture(ctx, want); err != nil {
			return err
		}
		want.Undone = monday.Add(time.Minute)
		return tx.SaveDeparture(ctx, want)
	})
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Departure, error) {
		return tx.Departure(ctx, want.ID)
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDialogsOfAPersonEndInAllChats(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for _, d := range []department.Dialog{{Chat: 1, Person: 1}, {Chat: -5, Person: 1}, {Chat: -5, Person: 2}} {
			if err := tx.SaveDialog(ctx, d); err != nil {
				return err
			}
		}
		if err := tx.EndDialogs(ctx, 1); err != nil {
			return err
		}
		for _, chat := range []int64{1, -5} {
			if _, err := tx.Dialog(ctx, chat, 1); err == nil {
				t.Errorf("the dialog in %d goes on", chat)
			}
		}
		_, err := tx.Dialog(ctx, -5, 2)
		return err
	})
}
