package main

import (
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestTroubleOnTheWayLosesNoAnswer(t *testing.T) {
	t.Parallel()
	tooMany := &sandbox.APIError{Code: 429, Description: "Too Many Requests: retry after 1", RetryAfter: 1}
	for _, f := range []struct {
		name  string
		fault sandbox.Fault
		twice bool // the call may have been carried out
	}{
		{"429", sandbox.Fault{Kind: sandbox.Refuse, Error: tooMany}, false},
		{"500", sandbox.Fault{Kind: sandbox.Refuse}, false},
		{"a page with 502", sandbox.Fault{Kind: sandbox.HTML}, false},
		{"a page with 200", sandbox.Fault{Kind: sandbox.HTML, Status: 200}, false},
		{"half an answer", sandbox.Fault{Kind: sandbox.Half}, true},
		{"cut before", sandbox.Fault{Kind: sandbox.DropBefore}, false},
		{"cut after", sandbox.Fault{Kind: sandbox.DropAfter}, true},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t)
			c := p.crowd(10, 3)
			const strikes = 2
			for _, method := range []string{"getUpdates", "sendMessage"} {
				f.fault.Method, f.fault.Times = method, strikes
				p.telegram.Fault(f.fault)
			}
			p.start("OTDEL_RATE=0")
			c.complain(0)
			p.until("everybody is answered", c.answered)
			p.until("all faults have struck", func() bool { return p.telegram.Faults() == 0 })
			p.stop()
			c.examine(0, p.db)
			c.inOrder()
			if n := again(c.told()); n > 0 && !f.twice || n > strikes {
				t.Errorf("%d answers came twice", n)
			}
		})
	}
}

func TestAGroupThatMovesInTheMiddleLosesNoAnswer(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	c := p.crowd(1, 5)
	group := p.telegram.Group("Отдел", sandbox.GroupOptions{Basic: true, Members: c.people})
	p.telegram.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.DropBefore})
	p.start("OTDEL_RATE=0")
	for i := range c.rounds {
		if _, err := c.people[0].SayIn(group, "/complaint@otdel_bot ООО «Ромашка»: "+c.complaint(0, i)); err != nil {
			t.Fatal(err)
		}
	}
	p.until("all complaints are taken in", func() bool { return p.telegram.Pending() == 0 })
	moved, err := group.Migrate(c.people[0])
	if err != nil {
		t.Fatal(err)
	}
	p.telegram.ClearFaults()
	cards := func() (n int) {
		for _, m := range moved.Messages() {
			if m.FromBot && strings.HasPrefix(m.Text, "№") { // a group sees no more of a complaint
				n++
			}
		}
		return n
	}
	p.until("the cards are in the new group", func() bool { return cards() >= c.rounds })
	p.stop()
	c.examine(0, p.db)
	if n := cards(); n != c.rounds {
		t.Errorf("%d cards in the new group, want %d", n, c.rounds)
	}
}
