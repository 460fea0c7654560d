package bot

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
)

// jittery carries each request after a delay that varies, as the network does.
type jittery struct{ over http.RoundTripper }

func (j jittery) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(15*time.Millisecond + time.Duration(rand.Int64N(int64(20*time.Millisecond))))
	resp, err := j.over.RoundTrip(req)
	time.Sleep(25 * time.Millisecond)
	return resp, err
}

func TestThousandsAreToldWithoutARefusal(t *testing.T) {
	for _, c := range []struct {
		name    string
		model   sandbox.Model
		share   float64 // of 30 a second
		refused int
	}{{"bucket", sandbox.Bucket, 0.95, 0}, {"strict", sandbox.Strict, 0.85, 5}} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const many = 3000
				w := newTown(t, sandbox.Options{Limits: sandbox.Limits{Model: c.model}})
				now := time.Now()
				people := make([]*sandbox.Person, many)
				for i := range people {
					people[i] = w.server.Person(sandbox.Profile{FirstName: "П"})
					must[sandbox.Message](t)(people[i].Say("/start"))
					if i%100 == 99 {
						people[i].Block()
					}
					m := messageTo(people[i].ID(), "новость")
					m.Priority = department.Broadcast
					w.memory.owe(t, now, m)
				}
				w.start(jittery{over: w.server.Transport()}, DefaultRate)
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan error, 1)
				began := time.Now()
				go func() { ended <- w.sender.Run(ctx) }()
				for len(w.memory.snapshot().outbox) > 0 && time.Since(began) < time.Hour {
					time.Sleep(time.Second)
				}
				took := time.Since(began).Seconds()
				cancel()
				<-ended
				if share := many / 30 / took; share < c.share {
					t.Errorf("%.0f s, %.1f %% of 30 a second", took, 100*share)
				}
				if n := w.server.Refused()[429]; n > c.refused {
					t.Errorf("%d refusals", n)
				}
				missed := 0
				for i, p := range people {
					if i%100 != 99 && !slices.Equal(heard(p.Chat()), []string{"новость"}) {
						missed++
					}
				}
				if missed > 0 {
					t.Errorf("%d were missed or told twice", missed)
				}
				t.Logf("%d people in %.0f s, %.1f %% of 30 a second, %d refusals", many, took, many/30/took*100, w.server.Refused()[429])
				w.server.Close()
			})
		})
	}
}
