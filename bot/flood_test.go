package bot

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// sends lets a person send n updates at once and counts what becomes of them.
func sends(f *flood, id department.PersonID, n int, now time.Time) (passed, warned, dropped int) {
	for range n {
		switch what, _ := f.judge(id, now); what {
		case pass:
			passed++
		case warn:
			warned++
		default:
			dropped++
		}
	}
	return passed, warned, dropped
}

func TestAStrangerIsAnsweredSoOftenAndToldOnce(t *testing.T) {
	f := flood{Strangers: DefaultStrangers()}
	now := time.Date(2026, time.November, 24, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name                    string
		after                   time.Duration
		n                       int
		passed, warned, dropped int
	}{
		{"at once", 0, 100, 40, 1, 59},
		{"a second later", time.Second, 1, 0, 0, 1},
		{"two seconds later", time.Second, 2, 1, 1, 0},
		{"a clock that goes back", -time.Hour, 1, 0, 0, 1},
		{"two hours later", 2 * time.Hour, 41, 40, 1, 0},
	} {
		now = now.Add(c.after)
		if passed, warned, dropped := sends(&f, 1, c.n, now); passed != c.passed || warned != c.warned || dropped != c.dropped {
			t.Errorf("%s: %d passed, %d warned, %d dropped", c.name, passed, warned, dropped)
		}
	}
}

func TestOneStrangerTakesNothingFromAnother(t *testing.T) {
	f := flood{Strangers: DefaultStrangers()}
	now := time.Now()
	sends(&f, 1, 1000, now)
	if passed, _, _ := sends(&f, 2, 5, now); passed != 5 {
		t.Errorf("%d of 5 passed", passed)
	}
}

func TestAllStrangersTogetherAreAnsweredSoOften(t *testing.T) {
	f := flood{Strangers: DefaultStrangers()}
	now := time.Now()
	passed, overruns := 0, 0
	for id := range department.PersonID(5000) {
		what, overrun := f.judge(id+1, now)
		if what == pass {
			passed++
		}
		if overrun {
			overruns++
		}
	}
	if passed != f.AllBurst || overruns != 1 {
		t.Errorf("%d passed, %d alarms", passed, overruns)
	}
	if passed, _, _ := sends(&f, 9999, 1, now.Add(time.Second)); passed != 1 {
		t.Error("a second later nobody is answered")
	}
}

func TestNotMoreStrangersAreRememberedThanFit(t *testing.T) {
	f := flood{Strangers: DefaultStrangers()}
	now := time.Now()
	for id := range department.PersonID(3 * strangersKnown) {
		f.judge(id+1, now.Add(time.Duration(id)*time.Millisecond))
	}
	if n := len(f.people); n > strangersKnown {
		t.Errorf("%d are remembered", n)
	}
}

func TestWithoutLimitsEverybodyIsAnswered(t *testing.T) {
	var f flood
	if passed, _, _ := sends(&f, 1, 1000, time.Now()); passed != 1000 {
		t.Errorf("%d of 1000 passed", passed)
	}
}
