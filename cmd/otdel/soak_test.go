package main

import (
	"flag"
	"math/rand/v2"
	"os"
	"testing"
	"time"
)

var (
	soakLasts = flag.Duration("soak.lasts", 0, "how long the soak test goes on; 30m for a release, 0 leaves it out")
	soakRate  = flag.Int("soak.rate", 10, "how many complaints a second arrive during it")
	soakKill  = flag.Duration("soak.kill", time.Minute, "how long the program lives between the kills")
)

// TestSoak lets the program work for a long time and kills it again and again.
// Nothing is lost or stored twice, its memory does not grow from life to life,
// and neither does the log of the database.
func TestSoak(t *testing.T) {
	if *soakLasts == 0 {
		t.Skip("start it with -soak.lasts=30m -timeout=1h")
	}
	const people = 50
	p := newProgram(t)
	c := p.crowd(people, max(1, int(soakLasts.Seconds())**soakRate/people))
	said := make(chan struct{})
	go func() {
		defer close(said)
		c.complain(time.Second / time.Duration(*soakRate))
	}()
	var first, last float64
	kills := 0
	for going := true; going; kills++ {
		p.start("OTDEL_RATE=0")
		select {
		case <-time.After(*soakKill/2 + rand.N(*soakKill)):
		case <-said:
			going = false
		}
		_, peak := usage(t, p.child.Process.Pid)
		if last = max(last, peak); kills < 3 {
			first = last
		}
		if wal, err := os.Stat(p.db + "-wal"); err != nil || wal.Size() > 64<<20 {
			t.Errorf("the log of the database: %v, %v", wal, err)
		}
		p.child.Process.Kill()
		<-p.child.ended
	}
	polls := p.telegram.Polls()
	p.start("OTDEL_RATE=0")
	p.until("everybody is answered", func() bool { return p.telegram.Polls() > polls && c.answered() })
	p.stop()
	c.examine(0, p.db)
	c.inOrder()
	twice := again(c.told())
	if twice > inFlight*kills {
		t.Errorf("%d answers came twice in %d kills", twice, kills)
	}
	if last > first*1.05+1 {
		t.Errorf("the memory grew from %.1f to %.1f MiB", first, last)
	}
	t.Logf("%d complaints, %d kills, %d answers twice, %.1f MiB at first and %.1f at last", people*c.rounds, kills, twice, first, last)
}
