package matter

import (
	"math"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

func TestASieveFitsIntoAButton(t *testing.T) {
	widest := sieve{owner: 1<<52 - 1, client: math.MaxInt32, overdue: true}
	for _, kind := range department.Kinds() {
		for _, state := range sieveStates {
			widest.kind, widest.state = kind.Name, state
			if n := len(allPage(widest, lastPage)); n > handlers.MaxData {
				t.Errorf("%+v: %d bytes", widest, n)
			}
			if got, ok := readSieve(widest.pack()); !ok || got != widest {
				t.Errorf("%+v became %+v, %v", widest, got, ok)
			}
		}
	}
}

func TestASieveSurvivesAButton(t *testing.T) {
	for _, s := range []sieve{{}, {unowned: true}, {kind: "task"}, {owner: 77}, {client: 1, overdue: true}, {state: department.Closed}} {
		if got, ok := readSieve(s.pack()); !ok || got != s {
			t.Errorf("%+v became %+v, %v", s, got, ok)
		}
	}
}

func FuzzSieve(f *testing.F) {
	for _, packed := range []string{"", "kcomplaint.sopen.o5f3k.c3a.d", "o", "d.d", ".", "x", "o-1", "c0", "sdancing"} {
		f.Add(packed)
	}
	f.Fuzz(func(t *testing.T, packed string) {
		s, ok := readSieve(packed)
		if !ok {
			if s != (sieve{}) {
				t.Errorf("%q was refused, but left %+v", packed, s)
			}
			return
		}
		if again, ok := readSieve(s.pack()); !ok || again != s {
			t.Errorf("%q: %+v became %+v, %v", packed, s, again, ok)
		}
		if s.owner < 0 || s.client < 0 || strings.Contains(s.pack(), ":") {
			t.Errorf("%q was read as %+v", packed, s)
		}
	})
}
