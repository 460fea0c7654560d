package sandbox_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// Everybody acts at once: the race detector has something to look at, and
// nothing gets lost.
func TestEverybodyAtOnce(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	base, err := a.srv.Start()
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	ctx, stop := context.WithCancel(t.Context())
	events := a.srv.Watch(ctx, 0)
	seen := make(chan int)
	go func() {
		n := 0
		for range events {
			n++
		}
		seen <- n
	}()

	const people, each = 8, 25
	var all sync.WaitGroup
	for i := range people {
		p := a.srv.Person(sandbox.Profile{FirstName: fmt.Sprint("Человек ", i)})
		all.Go(func() {
			for range each {
				say(t, p, "жалоба")
				if status, body, err := a.raw(client, base, p.ID(), "принято"); status != 200 || err != nil {
					t.Errorf("%d %s %v", status, body, err)
				}
				p.Chat().Last()
				p.Commands(p.Chat())
				a.srv.Calls()
			}
		})
	}
	all.Wait()
	for _, p := range a.srv.People() {
		if n := len(p.Chat().Messages()); n != 2*each {
			t.Errorf("%s has %d messages", p.User().Name(), n)
		}
	}
	if n := a.srv.Pending(); n != people*each {
		t.Errorf("%d updates", n)
	}
	a.srv.Close()
	stop()
	if n := <-seen; n > 2*people*each {
		t.Errorf("%d events were seen", n)
	}
	client.CloseIdleConnections()
}
