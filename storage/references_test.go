package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/storage"
)

func TestAReferenceIsStoredWithItsVersions(t *testing.T) {
	s := openNew(t)
	ctx, at := t.Context(), time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	boss := department.Person{ID: 1, Role: department.Director}
	anna := department.Person{ID: 2, Role: department.Employee}
	finds := func(tx *storage.Tx, words string) []int64 {
		t.Helper()
		ids, err := tx.SearchOthers(ctx, department.References, search.Read(words), anna, 0, 5)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	err := s.Write(ctx, func(tx *storage.Tx) error {
		for _, line := range [][2]string{{"Скидки", "до пяти процентов"}, {"«Ёлки»", "возим сами"}} {
			r, err := department.NewReference(department.Reference{Title: line[0], Source: 7, Answered: 1}, line[1], boss, at)
			if err != nil {
				return err
			}
			if _, err := tx.CreateReference(ctx, r); err != nil {
				return err
			}
		}
		r, err := tx.UpdateReference(ctx, 1, func(r *department.Reference) error {
			return r.Revise("до семи процентов", boss, at.Add(time.Hour))
		})
		if err != nil {
			return err
		}
		stored, err := tx.Reference(ctx, 1)
		if diff := cmp.Diff(r, stored); diff != "" || err != nil {
			t.Errorf("it comes back otherwise: %v\n%s", err, diff)
		}
		if len(finds(tx, "пять")) != 0 || !cmp.Equal(finds(tx, "семи процентов"), []int64{1}) {
			t.Error("it is not found by what it says now")
		}
		all, n, err := tx.References(ctx, 0, 5)
		if err != nil || n != 2 || all[0].ID != 2 {
			t.Errorf("the list is %v of %d, %v; want the one with Ё first", all, n, err)
		}
		versions, err := tx.ReferenceVersions(ctx, 1)
		if err != nil || len(versions) != 2 || versions[0].Text != "до пяти процентов" {
			t.Errorf("the versions are %v, %v", versions, err)
		}
		if _, err := tx.UpdateReference(ctx, 1, func(r *department.Reference) error { return r.Undo(versions, boss, at.Add(time.Hour)) }); err != nil {
			return err
		}
		if versions, err := tx.ReferenceVersions(ctx, 1); err != nil || len(versions) != 1 {
			t.Errorf("after the undo the versions are %v, %v", versions, err)
		}
		if _, err := tx.UpdateReference(ctx, 1, func(r *department.Reference) error { return r.Withdraw(boss, at) }); err != nil {
			return err
		}
		if len(finds(tx, "процентов")) != 0 {
			t.Error("it is found after it was withdrawn")
		}
		with, err := tx.ReferencesWith(ctx, search.Stems("скидки")[0], 5)
		if err != nil || len(with) != 0 {
			t.Errorf("it is offered after it was withdrawn: %v, %v", with, err)
		}
		if of, err := tx.ReferenceOf(ctx, 7); err != nil || of.ID != 2 {
			t.Errorf("the reference of the question is %d, %v", of.ID, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADecisionIsFoundByWhoMaySeeIt(t *testing.T) {
	s := openNew(t)
	ctx, at := t.Context(), time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)
	boss := department.Person{ID: 1, Role: department.Director}
	owner := department.Person{ID: 2, Role: department.Employee}
	other := department.Person{ID: 3, Role: department.Employee}
	d, err := department.NewDecision(department.Decision{Text: "возим образцы сами", Owner: owner.ID}, boss, at)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[department.PersonID]int)
	err = s.Write(ctx, func(tx *storage.Tx) error {
		if _, err := tx.CreateDecision(ctx, d, cal); err != nil {
			return err
		}
		for _, p := range []department.Person{boss, owner, other} {
			ids, err := tx.SearchOthers(ctx, department.Decisions, search.Read("образец"), p, 0, 5)
			if err != nil {
				return err
			}
			found[p.ID] = len(ids)
			if refs, err := tx.SearchOthers(ctx, department.References, search.Read("образец"), p, 0, 5); err != nil || len(refs) != 0 {
				t.Errorf("it is found as a reference: %v, %v", refs, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[department.PersonID]int{1: 1, 2: 1, 3: 0}, found); diff != "" {
		t.Errorf("who finds it (-want +got):\n%s", diff)
	}
}
