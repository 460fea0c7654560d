package scheduler_test

import (
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func TestEachRungIsClimbedOnce(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	id := o.complain() // to be taken by 14:00, solved by Thu 10:00
	o.at("Mon 23 Nov 2026 13:59")
	o.at("Mon 23 Nov 2026 14:00", "dora: №1 untaken")
	o.at("Mon 23 Nov 2026 14:00")
	o.at("Mon 23 Nov 2026 15:00")
	o.do(id, department.Take, anna)
	o.at("Thu 26 Nov 2026 09:00", "anna: №1 soon")
	o.at("Thu 26 Nov 2026 10:00", "anna: №1 due")
	o.at("Thu 26 Nov 2026 12:00", "anna: №1 overdue", "dora: №1 overdue")
	o.at("Mon 30 Nov 2026 12:00")
	o.do(id, department.Finish, anna)
	o.at("Tue 1 Dec 2026 12:00", "boris: №1 unaccepted")
	o.do(id, department.Accept, boris)
	o.at("Mon 14 Dec 2026 12:00")
}

func TestAnActStopsTheLadder(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	id := o.complain()
	o.do(id, department.Take, anna)
	o.do(id, department.Wait, anna) // until tomorrow at the same time
	o.at("Mon 23 Nov 2026 18:00")
	o.at("Tue 24 Nov 2026 10:00", "anna: №1 wait_over")
	o.do(id, department.Finish, anna)
	o.at("Tue 24 Nov 2026 17:00")
}

func TestADirectorWhoOwnsTheMatterIsToldOnce(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.do(o.complain(), department.Take, dora)
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue")
}

func TestNothingRingsInQuietHoursAndOnDaysOff(t *testing.T) {
	o := open(t, "Fri 27 Nov 2026 10:00")
	early := func(p *department.Person) { p.Quiet = department.Quiet{From: 14 * time.Hour, Until: 10 * time.Hour} }
	o.person(dora, "Дора", department.Director, early)
	o.complain() // to be taken by 14:00
	o.at("Fri 27 Nov 2026 14:00")
	o.at("Fri 27 Nov 2026 23:00")
	o.at("Sat 28 Nov 2026 12:00")
	o.at("Mon 30 Nov 2026 09:59")
	o.at("Mon 30 Nov 2026 10:00", "dora: №1 untaken")
	o.at("Mon 30 Nov 2026 10:01")
}

func TestWhatWasSettledInQuietHoursIsNeverSaid(t *testing.T) {
	o := open(t, "Fri 27 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, func(p *department.Person) {
		p.Quiet = department.Quiet{From: 14 * time.Hour, Until: 10 * time.Hour}
	})
	id := o.complain()
	o.at("Fri 27 Nov 2026 14:00")
	o.do(id, department.Take, anna)
	o.at("Mon 30 Nov 2026 10:00")
}

func TestOneOfTwoHasQuietHours(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(anna, "Анна", department.Employee, func(p *department.Person) {
		p.Quiet = department.Quiet{From: 11 * time.Hour, Until: 15 * time.Hour}
	})
	o.do(o.complain(), department.Take, anna)
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue")
	o.at("Thu 26 Nov 2026 13:00")
	o.at("Thu 26 Nov 2026 15:00", "anna: №1 overdue")
	o.at("Thu 26 Nov 2026 16:00")
}

func TestWhoWasToldIsNotToldAgainWithOtherThings(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(anna, "Анна", department.Employee, func(p *department.Person) {
		p.Quiet = department.Quiet{From: 11 * time.Hour, Until: 15 * time.Hour}
	})
	o.do(o.complain(), department.Take, anna)
	o.now = moment(t, "Mon 23 Nov 2026 13:00")
	o.do(o.complain(), department.Take, boris)
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue", "boris: №2 soon")
	o.at("Thu 26 Nov 2026 13:00", "boris: №2 due")
	o.at("Thu 26 Nov 2026 15:00", "anna: №1 overdue", "boris: №2 overdue", "dora: №2 overdue")
}

func TestTheNextRungDoesNotWaitForOneWhoSleeps(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(anna, "Анна", department.Employee, func(p *department.Person) {
		p.Quiet = department.Quiet{From: 8 * time.Hour, Until: 16 * time.Hour}
	})
	o.do(o.complain(), department.Take, anna) // due Thu 10:00
	o.at("Thu 26 Nov 2026 09:00")
	o.at("Thu 26 Nov 2026 10:00")
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue")
	o.at("Thu 26 Nov 2026 16:00", "anna: №1 overdue")
}

func TestThreeDaysOfDowntimeMakeOneSummary(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	for range 3 {
		o.do(o.complain(), department.Take, anna)
	}
	o.complain() // nobody takes it: Dora is told of the due time, not of the time to take
	o.at("Fri 27 Nov 2026 11:00",
		"dora: №4 overdue late, №1 overdue late, №2 overdue late, №3 overdue late",
		"anna: №1 overdue late, №2 overdue late, №3 overdue late")
	o.at("Fri 27 Nov 2026 11:01")
}

func TestThoseOfASkippedRungLearnOfTheLast(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.complain(func(f *department.Filing) { f.Owner = anna }) // Anna at 14:00, Dora at 16:00
	o.at("Mon 23 Nov 2026 17:00", "anna: №1 untaken late", "dora: №1 untaken late")
}

func TestTheClockJumps(t *testing.T) {
	t.Run("back a day: nothing is said twice", func(t *testing.T) {
		o := open(t, "Mon 23 Nov 2026 10:00")
		o.complain()
		o.at("Mon 23 Nov 2026 14:00", "dora: №1 untaken")
		o.at("Fri 20 Nov 2026 14:00")
		o.at("Mon 23 Nov 2026 14:00")
	})
	t.Run("on a week: nothing is lost", func(t *testing.T) {
		o := open(t, "Mon 23 Nov 2026 10:00")
		o.complain()
		o.at("Mon 30 Nov 2026 14:00", "dora: №1 overdue late")
	})
}

func TestPeopleWhoLeftAreNotTold(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.do(o.complain(), department.Take, anna)
	o.person(anna, "Анна", department.Candidate)
	o.at("Thu 26 Nov 2026 10:00")
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue")
}

func TestUnreachablePeopleDoNotStopTheLadder(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.do(o.complain(), department.Take, anna)
	o.person(anna, "Анна", department.Employee, func(p *department.Person) { p.Unreachable = o.now })
	o.at("Thu 26 Nov 2026 10:00")
	o.at("Thu 26 Nov 2026 12:00", "dora: №1 overdue")
}

func TestAPanicInTheWordsHarmsNobodyElse(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	for range 3 {
		o.complain()
	}
	o.words.poison = 2
	o.at("Mon 23 Nov 2026 14:00", "dora: №1 untaken", "dora: №3 untaken")
	o.at("Mon 23 Nov 2026 14:04")
	o.at("Mon 23 Nov 2026 14:05")
	o.words.poison = 0
	o.at("Mon 23 Nov 2026 14:10", "dora: №2 untaken")
}

func TestMoreThanOneLoadIsDue(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	for range 450 {
		o.complain()
	}
	o.now = moment(t, "Mon 23 Nov 2026 14:00")
	if err := o.clock.Tick(t.Context(), o.now); err != nil {
		t.Fatal(err)
	}
	notices := 0
	for _, line := range o.said() {
		notices += strings.Count(line, "untaken")
	}
	if notices != 450 {
		t.Errorf("told of %d matters", notices)
	}
}
