package storage_test

import (
	"context"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

func TestPaymentsMoveWithTheDaysOff(t *testing.T) {
	s := openNew(t)
	rule := department.DateRule{Every: department.Once, Start: cal.Today(monday).Add(7), Shift: workdays.Next}
	_, made := planned(t, s, department.PlanFiling{Kind: department.StatePayment, Amount: department.Roubles(100), Rule: rule})
	if len(made) != 1 || made[0].Moved() {
		t.Fatalf("made: %+v", made)
	}
	decreed, err := cal.With(strings.NewReader(made[0].Due.String() + "\toff\tперенос\n"))
	if err != nil {
		t.Fatal(err)
	}
	reshift := func(cal workdays.Calendar) (moved int, p department.Payment) {
		write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
			if moved, err = tx.Reshift(ctx, monday, cal); err == nil {
				p, err = tx.Payment(ctx, made[0].ID)
			}
			return err
		})
		return moved, p
	}
	if moved, p := reshift(cal); moved != 0 || p.Due != made[0].Due {
		t.Errorf("with the same days off %d payments moved, this one to %s", moved, p.Due)
	}
	moved, p := reshift(decreed)
	if want := made[0].Due.Add(1); moved != 1 || p.Due != want || p.Nominal != made[0].Nominal {
		t.Errorf("%d moved, to %s by the rule %s; want it on %s", moved, p.Due, p.Nominal, want)
	}
	events := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.PaymentEvent, error) {
		return tx.PaymentEvents(ctx, p.Plan, p.ID, 1)
	})
	if len(events) != 1 || events[0].Act != department.MovePayment || events[0].Note != p.Due.String() {
		t.Errorf("the history says %+v", events)
	}
	next, _ := p.Next(monday, decreed)
	rings := bells(t, s, monday.AddDate(0, 1, 0))
	if len(rings) != 1 || !rings[0].Due.Equal(next.Due) {
		t.Errorf("it rings %+v, want at %v", rings, next.Due)
	}
	if moved, _ := reshift(decreed); moved != 0 {
		t.Errorf("asked again, %d payments moved", moved)
	}
}
