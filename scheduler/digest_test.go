package scheduler_test

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func digestAt(hour time.Duration) func(*department.Person) {
	return func(p *department.Person) { p.DigestAt = hour * time.Hour }
}

func TestTheDigestComesOnceADayOnWorkingDays(t *testing.T) {
	o := open(t, "Thu 26 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.at("Thu 26 Nov 2026 17:59")
	o.at("Thu 26 Nov 2026 18:00", "dora: digest Wed 18:00 to Thu 18:00")
	o.at("Thu 26 Nov 2026 18:00")
	o.at("Thu 26 Nov 2026 18:01")
	o.at("Fri 27 Nov 2026 18:00", "dora: digest Thu 18:00 to Fri 18:00")
	o.at("Sat 28 Nov 2026 18:00")
	o.at("Mon 30 Nov 2026 18:00", "dora: digest Fri 18:00 to Mon 18:00")
}

func TestAMissedDigestIsToldOnce(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.at("Mon 23 Nov 2026 18:00", "dora: digest Fri 18:00 to Mon 18:00")
	o.at("Fri 27 Nov 2026 03:00") // she sleeps
	o.at("Fri 27 Nov 2026 09:00", "dora: digest Mon 18:00 to Fri 09:00")
	o.at("Fri 27 Nov 2026 18:00", "dora: digest Fri 09:00 to Fri 18:00")
}

func TestADigestInQuietHoursThatItsReaderChose(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(22))
	o.at("Mon 23 Nov 2026 22:00", "dora: digest Fri 22:00 to Mon 22:00")
}

func TestADigestWithoutWordsComesLater(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.words.mute = true
	o.at("Mon 23 Nov 2026 18:00")
	o.words.mute = false
	o.at("Mon 23 Nov 2026 18:04")
	o.at("Mon 23 Nov 2026 18:05", "dora: digest Fri 18:00 to Mon 18:05")
}

func TestTheClockGoesBackAfterADigest(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.at("Mon 23 Nov 2026 18:00", "dora: digest Fri 18:00 to Mon 18:00")
	o.at("Mon 23 Nov 2026 17:00")
	o.at("Mon 23 Nov 2026 18:00")
}

func TestWhoMayNotReadDigestsAnyMoreGetsNone(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.person(dora, "Дора", department.Employee, digestAt(18))
	o.at("Mon 23 Nov 2026 18:00")
}

func TestWritingAtTheHourOfTheDigestDoesNotSkipIt(t *testing.T) {
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(dora, "Дора", department.Director, digestAt(18))
	o.now = moment(t, "Mon 23 Nov 2026 18:00")
	o.person(dora, "Дора Первая", department.Director, digestAt(18)) // saved before the tick
	o.at("Mon 23 Nov 2026 18:00", "dora: digest Fri 18:00 to Mon 18:00")
}

func TestTheDigestKeepsItsHourWhenTheClocksChange(t *testing.T) {
	o := open(t, "Thu 22 Oct 2026 10:00")
	berlin := func(p *department.Person) { p.Zone = "Europe/Berlin" }
	o.person(dora, "Дора", department.Director, digestAt(18), berlin)
	o.at("Fri 23 Oct 2026 18:59", "dora: digest Wed 19:00 to Fri 18:59") // that of Thursday, late
	o.at("Fri 23 Oct 2026 19:00", "dora: digest Fri 18:59 to Fri 19:00")
	o.at("Mon 26 Oct 2026 19:59") // an hour later by the clock of Moscow
	o.at("Mon 26 Oct 2026 20:00", "dora: digest Fri 19:00 to Mon 20:00")
	o.at("Fri 26 Mar 2027 20:00", "dora: digest Mon 20:00 to Fri 20:00")
	o.at("Mon 29 Mar 2027 18:59")
	o.at("Mon 29 Mar 2027 19:00", "dora: digest Fri 20:00 to Mon 19:00")
}

func TestAMorningListOfYesterdayIsNotToldToday(t *testing.T) {
	at := func(p *department.Person) { p.MorningAt = 9 * time.Hour }
	o := open(t, "Mon 23 Nov 2026 10:00")
	o.person(anna, "Анна", department.Employee, at)
	o.at("Tue 24 Nov 2026 09:00", "anna: digest Mon 18:00 to Tue 09:00")
	o.at("Wed 25 Nov 2026 15:00", "anna: digest Tue 09:00 to Wed 15:00") // late, on the same day
	o.at("Wed 25 Nov 2026 15:01")
	o.at("Fri 27 Nov 2026 08:00") // the list of Thursday
	o.at("Fri 27 Nov 2026 09:00", "anna: digest Wed 15:00 to Fri 09:00")
	o.person(anna, "Анна", department.Employee, at, away(t, "Wed 02 Dec 2026 00:00", 0))
	o.at("Mon 30 Nov 2026 09:00")
	o.at("Tue 01 Dec 2026 09:00")
	o.at("Wed 02 Dec 2026 09:00", "anna: digest Fri 09:00 to Wed 09:00")
}

func TestTheTotalsOfAGroupComeOnceADayAndNotForADayThatIsOver(t *testing.T) {
	o := open(t, "Thu 26 Nov 2026 10:00")
	o.write(func(tx *storage.Tx) error {
		g, err := department.NewGroup(-7, 0, department.Person{ID: dora, Role: department.Director}, o.now, cal)
		if err != nil {
			return err
		}
		return tx.SaveGroup(t.Context(), g)
	})
	o.at("Thu 26 Nov 2026 17:59")
	o.words.mute = true
	o.at("Thu 26 Nov 2026 18:00")
	o.words.mute = false
	o.at("Thu 26 Nov 2026 18:05", "group: totals")
	o.at("Thu 26 Nov 2026 18:06")
	o.at("Mon 30 Nov 2026 09:00") // those of Friday
	o.at("Mon 30 Nov 2026 20:00", "group: totals")
}
