package scheduler_test

import (
	"context"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// away returns the change that sends a person away until then.
func away(t *testing.T, until string, deputy department.PersonID) func(*department.Person) {
	return func(p *department.Person) {
		p.Away = department.Away{Until: moment(t, until), Deputy: deputy}
	}
}

// standsFor returns the change that puts a person in the director's place.
func standsFor(t *testing.T, absent department.PersonID, until string) func(*department.Person) {
	return func(p *department.Person) {
		p.Stands = []department.Stand{{For: absent, Role: department.Director, Until: moment(t, until)}}
	}
}

func TestTheDeputyIsToldWhatTheAbsentShouldBeTold(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.do(o.complain(), department.Take, anna)
	o.person(anna, "Анна", department.Employee, away(t, "Thu 26 Nov 2026 11:00", boris))
	o.at("Thu 26 Nov 2026 09:00", "boris: №1 soon")
	o.at("Thu 26 Nov 2026 10:00", "boris: №1 due")
	o.at("Thu 26 Nov 2026 12:00", "anna: №1 overdue", "dora: №1 overdue") // she is back
}

func TestTheDirectorIsToldWhenNobodyStandsInForTheAbsent(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.do(o.complain(), department.Take, anna)
	o.person(anna, "Анна", department.Employee, away(t, "Fri 27 Nov 2026 00:00", 0))
	o.at("Thu 26 Nov 2026 09:00", "dora: №1 soon")
}

func TestTheDeputyOfTheDirectorIsToldInTheDirectorsPlace(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.complain()
	o.person(dora, "Дора", department.Director, away(t, "Wed 25 Nov 2026 00:00", anna))
	o.person(anna, "Анна", department.Employee, standsFor(t, dora, "Wed 25 Nov 2026 00:00"))
	o.at("Mon 23 Nov 2026 14:00", "anna: №1 untaken")
}

func TestADirectorAwayWithoutADeputyIsToldAllTheSame(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.complain()
	o.person(dora, "Дора", department.Director, away(t, "Wed 25 Nov 2026 00:00", 0))
	o.at("Mon 23 Nov 2026 14:00", "dora: №1 untaken")
}

func TestTheDigestWaitsUntilItsReaderIsBack(t *testing.T) {
	o := open(t, "Thu 26 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18), away(t, "Mon 30 Nov 2026 00:00", 0))
	o.at("Thu 26 Nov 2026 18:00")
	o.at("Fri 27 Nov 2026 18:00")
	o.at("Mon 30 Nov 2026 18:00", "dora: digest Fri 18:00 to Mon 18:00")
}

func TestAnAbsenceThatCannotBeginKeepsNoOtherFromBeginning(t *testing.T) {
	o := open(t, "Thu 26 Nov 2026 10:00")
	for _, id := range []department.PersonID{anna, boris} {
		o.write(func(tx *storage.Tx) error {
			_, err := tx.CreateAbsence(context.Background(), department.Absence{
				Person: id, From: moment(t, "Fri 27 Nov 2026 00:00"), Until: moment(t, "Mon 30 Nov 2026 00:00"),
			})
			return err
		})
	}
	o.words.stuck = 1
	o.at("Fri 27 Nov 2026 00:00")
	for id, begun := range map[int64]bool{1: false, 2: true} {
		o.write(func(tx *storage.Tx) error {
			a, err := tx.Absence(context.Background(), id)
			if a.Begun.IsZero() == begun {
				t.Errorf("absence %d has begun: %v", id, !begun)
			}
			return err
		})
	}
	o.words.stuck = 0
	o.at("Fri 27 Nov 2026 00:01")
	o.write(func(tx *storage.Tx) error {
		a, err := tx.Absence(context.Background(), 1)
		if a.Begun.IsZero() {
			t.Error("it is not tried again")
		}
		return err
	})
}
