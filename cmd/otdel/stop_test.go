package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// now is where the clock of a program of these tests stands.
func (p *program) now() time.Time { return time.Now().Add(p.ahead) }

// crowd brings people into the department.
func (p *program) crowd(size, rounds int) *crowd {
	return newCrowd(p.T, p.telegram, size, rounds, p.now(), p.db)
}

func TestAStopUnderLoadLosesNothingAndSaysNothingTwice(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	c := p.crowd(40, 10)
	p.telegram.Fault(sandbox.Fault{Kind: sandbox.Slow, Delay: 30 * time.Millisecond}) // so that calls are under way
	c.complain(0)
	for range 4 {
		p.start("OTDEL_RATE=0")
		before := p.telegram.Count("sendMessage")
		p.until("messages go out", func() bool { return p.telegram.Count("sendMessage") > before+20 })
		p.stop()
	}
	p.telegram.ClearFaults()
	p.start("OTDEL_RATE=0")
	p.until("everybody is answered", c.answered)
	p.stop()
	c.examine(0, p.db)
	c.inOrder()
	if n := again(c.told()); n > 0 {
		t.Errorf("%d answers came twice", n)
	}
}

func TestOfTwoProgramsWithOneTokenOneGivesWay(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	otherDB := p.db + "-2"
	c := newCrowd(t, p.telegram, 10, 10, p.now(), p.db, otherDB)
	first := p.start("OTDEL_RATE=0")
	p.until("the first one polls", func() bool { return p.telegram.Polls() > 0 })
	polls := p.telegram.Polls()
	second := p.startOn(otherDB, "OTDEL_RATE=0")
	p.until("the second one polls", func() bool { return p.telegram.Polls() > polls })
	began := time.Now()
	said := make(chan struct{})
	go func() {
		defer close(said)
		c.complain(20 * time.Millisecond)
	}()
	var left *child
	owing := p.db // what it owed when it left
	select {
	case <-first.ended:
		left, p.child = first, second
	case <-second.ended:
		left, p.child, owing = second, first, otherDB
	case <-time.After(10 * time.Second):
		t.Fatalf("after %v both go on:\n%s\n%s", time.Since(began), first.log, second.log)
	}
	if code := left.ProcessState.ExitCode(); code != exitFault || !strings.Contains(left.log.String(), "another program") {
		t.Errorf("exit code %d, said:\n%s", code, left.log)
	}
	<-said
	p.until("the other one takes all that is said", func() bool { return p.telegram.Pending() == 0 })
	p.stop()
	polls = p.telegram.Polls()
	p.child = p.startOn(owing)
	p.until("everybody is answered", func() bool { return p.telegram.Polls() > polls && c.answered() })
	p.stop()
	c.examine(0, p.db, otherDB)
}

func TestAStopRightAfterTheStartIsAStop(t *testing.T) {
	db := filepath.Join(t.TempDir(), "otdel.db")
	for i := range 10 { // the database is opened for the first time and again
		var said strings.Builder
		ctx, stop := context.WithTimeout(t.Context(), time.Duration(i*5)*time.Millisecond)
		code := run(ctx, process{
			args: []string{"run"}, out: &said, errs: &said, now: time.Now,
			getenv: func(name string) string {
				return map[string]string{tokenVariable: sandbox.DefaultToken, "TELEGRAM_API_URL": "http://127.0.0.1:1", "OTDEL_DB": db}[name]
			},
		})
		if stop(); code != exitOK {
			t.Errorf("exit code %d after %d ms, said:\n%s", code, i*5, said.String())
		}
	}
}
