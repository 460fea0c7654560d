package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

var samePlan = cmpopts.IgnoreUnexported(department.PaymentPlan{}, department.Payment{})

// planned stores a monthly plan and makes its payments.
func planned(t testing.TB, s *storage.Store, f department.PlanFiling) (department.PaymentPlan, []department.Payment) {
	t.Helper()
	f.By, f.At = person(9, "Борис", department.Director), monday
	if f.Title == "" {
		f.Title = "НДС"
	}
	p, err := f.New()
	if err != nil {
		t.Fatal(err)
	}
	var made []department.Payment
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if p, err = tx.CreatePlan(ctx, p); err != nil {
			return err
		}
		if p, err = tx.UpdatePlan(ctx, p.ID, cal, func(p *department.PaymentPlan) ([]department.Payment, error) {
			return p.Open(cal.Today(monday), monday, cal), nil
		}); err != nil {
			return err
		}
		made, err = tx.PaymentsOf(ctx, p.ID)
		return err
	})
	return p, made
}

func TestAPlanComesBackWithItsPaymentsAndBells(t *testing.T) {
	s := openNew(t)
	rule := department.DateRule{Every: department.Monthly, Day: 28, Start: cal.Today(monday), Shift: workdays.Next}
	plan, made := planned(t, s, department.PlanFiling{Kind: department.StatePayment, Amount: department.Roubles(120_000), Rule: rule, Ground: "НК РФ"})
	if len(made) == 0 || !made[0].Created.Equal(monday) || made[0].Amount != department.Roubles(120_000) {
		t.Fatalf("made: %+v", made)
	}
	back := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.PaymentPlan, error) {
		return tx.Plan(ctx, plan.ID)
	})
	if diff := cmp.Diff(plan, back, samePlan); diff != "" {
		t.Errorf("the plan (-stored +read):\n%s", diff)
	}
	far := monday.AddDate(1, 0, 0)
	rings := map[department.BellKind]int{}
	for _, b := range bells(t, s, far) {
		rings[b.What]++
	}
	if diff := cmp.Diff(map[department.BellKind]int{department.PlanBell: 1, department.PaymentBell: len(made)}, rings); diff != "" {
		t.Errorf("bells (-want +got):\n%s", diff)
	}
	// Made once more, a day of the plan keeps its payment.
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdatePlan(ctx, plan.ID, cal, func(p *department.PaymentPlan) ([]department.Payment, error) {
			p.Opened = workdays.Date{}
			return p.Open(cal.Today(monday), monday, cal), nil
		})
		return err
	})
	again := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Payment, error) {
		return tx.PaymentsOf(ctx, plan.ID)
	})
	if diff := cmp.Diff(made, again, samePlan); diff != "" {
		t.Errorf("payments after a second making (-want +got):\n%s", diff)
	}
}

func TestAPaymentIsPaidAndItsHistoryKept(t *testing.T) {
	s := openNew(t)
	boris := person(9, "Борис", department.Director)
	rule := department.DateRule{Every: department.Once, Start: cal.Today(monday)}
	plan, made := planned(t, s, department.PlanFiling{Kind: department.RentPayment, Amount: department.Roubles(90_000), Rule: rule})
	at := monday.Add(time.Hour)
	pay := func(sum department.Money) error {
		return s.Write(t.Context(), func(tx *storage.Tx) error {
			_, err := tx.UpdatePayment(t.Context(), made[0].ID, at, cal, func(p *department.Payment) error {
				return p.Pay(department.Part{Sum: sum, Proof: department.Proof{Number: "7"}}, boris, at, cal)
			})
			return err
		})
	}
	open := func() int {
		found := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Payment, error) {
			return tx.OpenPayments(ctx, cal.Today(monday), 10)
		})
		return len(found)
	}
	if err := pay(department.Roubles(40_000)); err != nil {
		t.Fatal(err)
	}
	if open() != 1 {
		t.Error("partly paid, it is not open any more")
	}
	var refusal department.Refusal
	if err := pay(department.Roubles(50_001)); !errors.As(err, &refusal) {
		t.Errorf("more than is open: %v", err)
	}
	if err := pay(department.Money{}); err != nil {
		t.Fatal(err)
	}
	if open() != 0 {
		t.Error("paid, it is still open")
	}
	for _, b := range bells(t, s, monday.AddDate(1, 0, 0)) {
		if b.What == department.PaymentBell {
			t.Errorf("paid, it rings: %+v", b)
		}
	}
	events := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.PaymentEvent, error) {
		return tx.PaymentEvents(ctx, plan.ID, made[0].ID, 10)
	})
	var acts []department.PaymentAct
	for _, e := range events {
		acts = append(acts, e.Act)
	}
	want := []department.PaymentAct{department.PayAll, department.PayPart, department.OpenPayment}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if events[0].Before == nil || len(events[0].Before.Parts) != 1 || events[0].Sum != department.Roubles(50_000) {
		t.Errorf("the last event: %+v", events[0])
	}
}
