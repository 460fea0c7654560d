package scheduler_test

import (
	"context"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

// approve files an approval of Boris that Anna and Dora are asked for.
func (o *office) approve(silence department.Verdict) int64 {
	o.Helper()
	m, err := department.Approval.New(department.Filing{
		Text: "скидка", By: department.Person{ID: boris, Role: department.Employee}, At: o.now,
		Parties: []department.PersonID{anna, dora}, Silence: silence,
	}, cal)
	if err != nil {
		o.Fatal(err)
	}
	o.write(func(tx *storage.Tx) (err error) {
		m, err = tx.CreateMatter(context.Background(), m, nil)
		return err
	})
	return m.ID
}

func TestThoseWhoAreAskedAreRemindedAndThenSilenceDecides(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	id := o.approve(department.Agreed)
	o.at("Tue 24 Nov 2026 09:00")
	o.do(id, department.Later, anna)
	// Who asked for time is left alone in the middle, and asked shortly before.
	o.at("Tue 24 Nov 2026 10:00", "dora: №1 unanswered")
	o.do(id, department.Agree, dora)
	o.at("Tue 24 Nov 2026 17:00", "anna: №1 silence_soon")
	o.at("Wed 25 Nov 2026 10:00", "boris: №1 agreed")
	o.at("Thu 26 Nov 2026 10:00")
}

func TestSilenceDecidesAfterAStop(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.approve(department.Objected)
	o.at("Mon 30 Nov 2026 10:00", "boris: №1 objected")
}

func TestSilenceThatCannotBeToldIsTriedAgain(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.words.poison = o.approve(department.Objected)
	o.at("Wed 25 Nov 2026 10:00")
	o.words.poison = 0
	o.at("Wed 25 Nov 2026 10:04")
	o.at("Wed 25 Nov 2026 10:05", "boris: №1 objected")
}

// repeat keeps a recurring task of Dora for Anna from the next moment on.
func (o *office) repeat(rule, first string) department.Routine {
	o.Helper()
	r, err := department.NewRoutine("отчёт", []department.PersonID{anna}, department.AlarmTime{Start: moment(o.T, first), Zone: "Europe/Moscow", RRule: rule},
		department.Person{ID: dora, Role: department.Director}, o.now, cal)
	if err != nil {
		o.Fatal(err)
	}
	o.write(func(tx *storage.Tx) (err error) {
		r, err = tx.CreateRoutine(context.Background(), r, r.At(cal))
		return err
	})
	return r
}

func TestARecurringTaskIsGivenAWorkingDayAhead(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.repeat("FREQ=WEEKLY;BYDAY=MO", "Mon 30 Nov 2026 18:00")
	o.at("Mon 30 Nov 2026 08:59")
	o.at("Mon 30 Nov 2026 09:00", "anna: отчёт due Mon 18:00")
	o.at("Mon 30 Nov 2026 09:01")
	o.words.mute = true
	o.at("Mon 7 Dec 2026 09:00")
	o.words.mute = false
	o.at("Mon 7 Dec 2026 09:05", "anna: отчёт due Mon 18:00")
	// Of three weeks without the program one task is given.
	o.at("Wed 30 Dec 2026 09:00", "anna: отчёт due Mon 18:00")
}

func TestAStoredRecurringTaskWithoutWordsEnds(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	r := o.repeat("FREQ=WEEKLY;BYDAY=MO", "Mon 30 Nov 2026 18:00")
	r.Text = "???"
	o.write(func(tx *storage.Tx) (err error) {
		r, err = tx.CreateRoutine(context.Background(), r, r.At(cal))
		return err
	})
	o.at("Mon 30 Nov 2026 09:00", "anna: отчёт due Mon 18:00")
	o.write(func(tx *storage.Tx) error {
		ended, err := tx.Routine(context.Background(), r.ID)
		if err == nil && !ended.Due.IsZero() {
			t.Errorf("a task without words is due again on %v", ended.Due)
		}
		return err
	})
}

func TestARecurringTaskMovesOffADayOff(t *testing.T) {
	o := open(t, "Thu 17 Dec 2026 10:00")
	r := o.repeat("FREQ=MONTHLY;BYMONTHDAY=1", "Fri 1 Jan 2027 18:00")
	if day := workdays.DateOf(r.Due.In(moscow)); !cal.IsWorkday(day) {
		t.Errorf("due on %v", day)
	}
	if got := r.Coming(3, cal); len(got) != 3 || !got[0].Equal(r.Due) {
		t.Errorf("the next times are %v, the due time is %v", got, r.Due)
	}
	r.Came(r.Due.Add(-time.Hour), cal)
	if first := moment(t, "Mon 1 Feb 2027 18:00"); !r.Due.Equal(first) {
		t.Errorf("after January it is due %v", r.Due)
	}
}
