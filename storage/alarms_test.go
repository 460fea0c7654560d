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

func alarm(t testing.TB, text string, start time.Time, rule string) department.Alarm {
	t.Helper()
	a, err := department.NewAlarm(text, department.AlarmTime{Start: start, Zone: "Europe/Moscow", RRule: rule}, person(1, "Анна", department.Employee), monday, cal)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func bells(t testing.TB, s *storage.Store, at time.Time) []department.Bell {
	t.Helper()
	return read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Bell, error) { return tx.DueBells(ctx, at, 10) })
}

func TestAnAlarmComesBackAndHangsItsBell(t *testing.T) {
	s := openNew(t)
	daily := alarm(t, "планёрка", monday.Add(time.Hour), "FREQ=DAILY")
	daily.Matter, daily.Said = 118, "каждый день"
	once := alarm(t, "позвонить", monday.Add(2*time.Hour), "")
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if daily, err = tx.CreateAlarm(ctx, daily); err != nil {
			return err
		}
		once, err = tx.CreateAlarm(ctx, once)
		return err
	})
	back := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Alarm, error) { return tx.Alarm(ctx, daily.ID) })
	if diff := cmp.Diff(daily, back); diff != "" {
		t.Errorf("the alarm (-stored +read):\n%s", diff)
	}
	due := bells(t, s, monday.Add(90*time.Minute))
	if len(due) != 1 || due[0].Ref != daily.ID || due[0].What != department.AlarmBell || !due[0].Due.Equal(daily.Next) || !due[0].Through {
		t.Errorf("due after an hour and a half: %+v", due)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdateAlarm(ctx, daily.ID, func(a *department.Alarm) error {
			a.Rang(monday.Add(90*time.Minute), cal)
			return nil
		})
		return err
	})
	if due := bells(t, s, monday.Add(90*time.Minute)); len(due) != 0 {
		t.Errorf("it rang, and is still due: %+v", due)
	}
	page := func(offset int) (texts []string, n int) {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			alarms, total, err := tx.AlarmsOf(ctx, 1, offset, 1)
			for _, a := range alarms {
				texts = append(texts, a.Text)
			}
			n = total
			return err
		})
		return texts, n
	}
	for offset, want := range []string{"позвонить", "планёрка"} {
		if texts, n := page(offset); len(texts) != 1 || texts[0] != want || n != 2 {
			t.Errorf("alarm %d of the list: %v of %d, want %s of 2", offset, texts, n, want)
		}
	}
	refused := errors.New("no")
	err := s.Write(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.UpdateAlarm(t.Context(), once.ID, func(a *department.Alarm) error {
			a.Text = "другое"
			return refused
		})
		return err
	})
	if !errors.Is(err, refused) {
		t.Errorf("a refused change: %v", err)
	}
	if err := s.Write(t.Context(), func(tx *storage.Tx) error { _, err := tx.Alarm(t.Context(), 99); return err }); !errors.Is(err, department.ErrNone) {
		t.Errorf("an alarm that does not exist: %v", err)
	}
}

func TestWhatAPersonIsOwedIsABellOfItsOwn(t *testing.T) {
	s := openNew(t)
	b := department.Bell{What: department.PaymentBell, Ref: 7, Due: monday, Cause: department.PaymentLate, Tell: department.Owners | department.Supervisors}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.SaveBell(ctx, b); err != nil {
			return err
		}
		return tx.SaveBell(ctx, b.PutOff(5, monday.Add(time.Hour)))
	})
	own := b
	own.At = monday
	if diff := cmp.Diff([]department.Bell{own}, bells(t, s, monday)); diff != "" {
		t.Errorf("at once (-want +got):\n%s", diff)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.EndBell(ctx, b.What, b.Ref, 0) })
	if diff := cmp.Diff([]department.Bell{b.PutOff(5, monday.Add(time.Hour))}, bells(t, s, monday.Add(time.Hour))); diff != "" {
		t.Errorf("an hour later (-want +got):\n%s", diff)
	}
}
