package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestTheDepartmentHasOneGroupWhichMovesAndEnds(t *testing.T) {
	s := openNew(t)
	first := department.Group{Chat: -7, Language: "en", By: 1, Made: monday, DigestAt: 18 * time.Hour, Next: monday.Add(time.Hour)}
	want := first
	want.Chat, want.Thread, want.Last = -1008, 5, monday
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.SaveGroup(ctx, first), tx.SaveGroup(ctx, want), tx.MigrateChat(ctx, -1008, -1009))
	})
	want.Chat = -1009
	got := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Group, error) {
		if _, err := tx.Group(ctx, first.Chat); !errors.Is(err, department.ErrNone) {
			t.Errorf("the group before is one still: %v", err)
		}
		if early, err := tx.DueGroups(ctx, monday); err != nil || len(early) > 0 {
			t.Errorf("too early: %v, %v", early, err)
		}
		return tx.DueGroups(ctx, monday.Add(time.Hour))
	})
	if diff := cmp.Diff([]department.Group{want}, got); diff != "" {
		t.Error(diff)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for _, still := range []bool{true, false} {
			if was, err := tx.EndGroup(ctx, want.Chat); err != nil || was != still {
				t.Errorf("it was the group: %v, %v", was, err)
			}
		}
		return nil
	})
}

func TestTheHeirIsWhoTookOverLast(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.HeirOf(ctx, 1); !errors.Is(err, department.ErrNone) {
			t.Errorf("nobody left, and somebody took over: %v", err)
		}
		d := department.Departure{Person: 1, Role: department.Employee, By: 9, At: monday, Heir: 2, Routines: []department.RoutineMove{{ID: 4, To: 2}}}
		if _, err := tx.CreateDeparture(ctx, d); err != nil {
			return err
		}
		d.Heir = 3
		later, err := tx.CreateDeparture(ctx, d)
		if err != nil {
			return err
		}
		if stored, err := tx.Departure(ctx, later.ID); err != nil || !cmp.Equal(later, stored) {
			t.Errorf("%v: %s", err, cmp.Diff(later, stored))
		}
		if heir, err := tx.HeirOf(ctx, 1); err != nil || heir != 3 {
			t.Errorf("the heir is %d: %v", heir, err)
		}
		later.Undone = monday.Add(time.Minute)
		if err := tx.SaveDeparture(ctx, later); err != nil {
			return err
		}
		if heir, err := tx.HeirOf(ctx, 1); err != nil || heir != 2 {
			t.Errorf("after the undo the heir is %d: %v", heir, err)
		}
		return nil
	})
}

func TestTheTotalsOfAGroupAreAmongWhatTheClockHasToDo(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.SaveGroup(ctx, department.Group{Chat: -100, Made: monday, Next: monday.Add(8 * time.Hour)}); err != nil {
			return err
		}
		next, err := tx.NextDue(ctx)
		if want := monday.Add(8 * time.Hour); !next.Equal(want) || err != nil {
			t.Errorf("the clock is next needed at %v (%v), want %v", next, err, want)
		}
		return nil
	})
}
