package scheduler_test

import (
	"context"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// hang hangs a bell of the thing with that number.
func (o *office) hang(ref int64, when string, through bool) {
	o.Helper()
	o.write(func(tx *storage.Tx) error {
		return tx.SaveBell(context.Background(), department.Bell{What: department.AlarmBell, Ref: ref, Due: moment(o.T, when), Through: through})
	})
}

func TestABellRingsOnce(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.hang(1, "Mon 23 Nov 2026 11:00", false)
	o.at("Mon 23 Nov 2026 10:59")
	o.at("Mon 23 Nov 2026 11:00", "anna: bell 1", "boris: bell 1")
	o.at("Mon 23 Nov 2026 11:01")
}

func TestABellWaitsForThoseWhoSleep(t *testing.T) {
	o := open(t, "Fri 20 Nov 2026 10:00")
	o.hang(1, "Fri 20 Nov 2026 22:00", true) // Anna allowed it
	o.at("Fri 20 Nov 2026 22:00", "anna: bell 1")
	o.at("Sat 21 Nov 2026 12:00")
	o.at("Mon 23 Nov 2026 08:59")
	o.at("Mon 23 Nov 2026 09:00", "boris: bell 1")
	o.at("Mon 23 Nov 2026 09:01")
}

func TestBellsOfADowntimeComeTogether(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.hang(1, "Mon 23 Nov 2026 11:00", false)
	o.hang(2, "Tue 24 Nov 2026 11:00", false)
	o.at("Wed 25 Nov 2026 12:00", "anna: bell 1 late, bell 2 late", "boris: bell 1 late, bell 2 late")
	o.hang(3, "Wed 25 Nov 2026 11:00", false) // the clock was set back
	o.at("Wed 25 Nov 2026 10:00")
	o.at("Wed 25 Nov 2026 11:00", "anna: bell 3", "boris: bell 3")
}

func TestABellThatCannotBeRungIsTriedAgain(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.words.poison, o.words.speechless = 1, 2
	for ref := range int64(3) {
		o.hang(ref+1, "Mon 23 Nov 2026 11:00", false)
	}
	o.at("Mon 23 Nov 2026 11:00", "anna: bell 3", "boris: bell 3")
	o.words.poison, o.words.speechless = 0, 0
	o.at("Mon 23 Nov 2026 11:04")
	o.at("Mon 23 Nov 2026 11:05", "anna: bell 1, bell 2", "boris: bell 1, bell 2")
	o.at("Mon 23 Nov 2026 11:06")
}

func TestWhoLeftHearsNoBell(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.hang(1, "Mon 23 Nov 2026 11:00", false)
	o.person(boris, "Борис", department.Candidate)
	o.person(anna, "Анна", department.Employee, func(p *department.Person) { p.Unreachable = o.now })
	o.at("Mon 23 Nov 2026 11:00")
}
