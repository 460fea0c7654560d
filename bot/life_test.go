package bot

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// living runs the poller in fake time against a server made of a function.
func living(t *testing.T, over func(call int) (status int, body string), f func(h *house, ended <-chan error)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		calls := 0
		h.server.answer = func(madeCall) (int, string) { calls++; return over(calls) }
		h.poller.Client = newTestClient(t, h.server)
		h.poller.Now, h.poller.Poll = time.Now, 50*time.Second
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- h.poller.Run(ctx) }()
		f(h, ended)
		cancel()
		synctest.Wait()
	})
}

func TestWhatEndsTheProgram(t *testing.T) {
	for _, c := range []struct {
		name  string
		over  func(call int) (int, string)
		want  error
		calls int
	}{
		{"a revoked token", func(int) (int, string) { return refuse(401, "Unauthorized") }, ErrUnauthorized, 1},
		{"a token that never was", func(int) (int, string) { return refuse(404, "Not Found") }, ErrUnauthorized, 1},
		{"three conflicts in a row", func(int) (int, string) { return refuse(409, "Conflict: terminated by other getUpdates request") }, ErrConflict, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			living(t, c.over, func(h *house, ended <-chan error) {
				if err := <-ended; err != c.want {
					t.Errorf("Run: %v, want %v", err, c.want)
				}
				if n := len(h.server.made("")); n != c.calls {
					t.Errorf("%d calls, want %d", n, c.calls)
				}
				if log := h.log.String(); !strings.Contains(log, "level=ERROR") {
					t.Errorf("log:\n%s", log)
				}
			})
		})
	}
}

func TestWhatIsSatOut(t *testing.T) {
	for name, status := range map[string]int{"cut": -1, "page": 502, "page with 200": 200} {
		t.Run(name, func(t *testing.T) {
			var down atomic.Bool
			down.Store(true)
			living(t, func(int) (int, string) {
				if down.Load() {
					return status, "<html>"
				}
				return 0, ""
			}, func(h *house, ended <-chan error) {
				time.Sleep(6 * time.Hour)
				n := len(h.server.made(""))
				if n > 6*3600/20 || n < 6*3600/31 {
					t.Errorf("%d questions in six hours", n)
				}
				down.Store(false)
				time.Sleep(31 * time.Second)
				if !strings.Contains(h.log.String(), "updates come again") {
					t.Error("not back after 31 seconds")
				}
			})
		})
	}
}

func TestTwoConflictsAreNotTheEnd(t *testing.T) {
	living(t, func(int) (int, string) {
		if time.Now().Unix()%15 < 2 { // two, and then a quiet time
			return refuse(409, "Conflict")
		}
		return 200, `{"ok":true,"result":[]}`
	}, func(h *house, ended <-chan error) {
		time.Sleep(time.Minute)
		select {
		case err := <-ended:
			t.Errorf("Run: %v", err)
		default:
		}
		if n := strings.Count(h.log.String(), "another program"); n != 8 {
			t.Errorf("%d conflicts are logged, want 8", n)
		}
	})
}

func TestConflictsBetweenAnswersAreTheEndToo(t *testing.T) {
	living(t, func(call int) (int, string) {
		if call%2 == 0 {
			return refuse(409, "Conflict")
		}
		return 200, `{"ok":true,"result":[` + said(call, "a") + `]}`
	}, func(h *house, ended <-chan error) {
		if err := <-ended; err != ErrConflict {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestWhatARivalHasInHandIsLeftToIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		pages := []string{said(4, "a"), "", said(5, "b") + "," + said(6, "c"), said(6, "c") + "," + said(7, "d"), said(7, "d")}
		h.server.answer = func(c madeCall) (int, string) {
			page := pages[0]
			if pages = pages[1:]; page == "" {
				return refuse(409, "Conflict")
			}
			return 200, `{"ok":true,"result":[` + page + `]}`
		}
		for len(pages) > 0 {
			if _, err := h.poller.Once(t.Context()); err != nil {
				h.poller.trouble(t.Context(), err)
			}
		}
		// The other one had b in hand; c was nobody's; d came when no doubt was left.
		if d := cmp.Diff([]string{"you said a", "you said c", "you said d"}, h.owed()); d != "" {
			t.Error(d)
		}
	})
}

func TestItNeverSpins(t *testing.T) {
	for name, page := range map[string]string{
		"empty pages at once":       "",
		"the same page for ever":    said(5, "a"),
		"a page without any number": `{"x":1}`,
	} {
		t.Run(name, func(t *testing.T) {
			living(t, func(int) (int, string) {
				return 200, `{"ok":true,"result":[` + page + `]}`
			}, func(h *house, ended <-chan error) {
				time.Sleep(time.Minute)
				if n := len(h.server.made("")); n > 100 {
					t.Errorf("%d questions in a minute", n)
				}
			})
		})
	}
}

func TestFullPagesAreAskedForWithoutAGap(t *testing.T) {
	living(t, func(call int) (int, string) {
		if call > 50 {
			return -1, ""
		}
		return 200, `{"ok":true,"result":[` + said(call, "a") + `]}`
	}, func(h *house, ended <-chan error) {
		began := time.Now()
		synctest.Wait()
		calls := h.server.made("")
		if took := calls[49].At.Sub(began); took > 0 {
			t.Errorf("fifty pages took %v", took)
		}
	})
}

func TestAGapOfADayIsSaid(t *testing.T) {
	var down atomic.Bool
	living(t, func(int) (int, string) {
		if down.Load() {
			return -1, ""
		}
		return 200, `{"ok":true,"result":[]}`
	}, func(h *house, ended <-chan error) {
		time.Sleep(time.Minute)
		down.Store(true)
		time.Sleep(25 * time.Hour)
		down.Store(false)
		time.Sleep(time.Minute)
		if log := h.log.String(); !strings.Contains(log, "the older ones are gone") {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestAStopFinishesTheBatchInHand(t *testing.T) {
	h := newHouse(t, said(5, "a"))
	ctx, cancel := context.WithCancel(t.Context())
	h.poller.Passed = func(p Point) {
		if p == Fetched {
			cancel()
		}
	}
	if err := h.poller.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"you said a"}, h.owed()); d != "" {
		t.Error(d)
	}
}

func TestRunEndsSoonWithAPollUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.poller.Client = newTestClient(t, tripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		h.poller.Poll = DefaultPoll
		sender := newTestSender(t, h.memory, h.server, DefaultRate)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- Run(ctx, h.poller, sender) }()
		time.Sleep(10 * time.Second)
		cancel()
		stopped := time.Now()
		if err := <-ended; err != nil || time.Since(stopped) >= 2*time.Second {
			t.Errorf("Run: %v after %v", err, time.Since(stopped))
		}
	})
}

func TestOneHalfEndsTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.server.answer = func(madeCall) (int, string) { return refuse(401, "Unauthorized") }
		sender := newTestSender(t, h.memory, &telegram{}, DefaultRate)
		if err := Run(t.Context(), h.poller, sender); err != ErrUnauthorized {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestConnect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls, log := 0, new(lines)
		server := &telegram{answer: func(c madeCall) (int, string) {
			switch calls++; {
			case calls < 4:
				return -1, ""
			case c.Method == "getMe":
				return 200, `{"ok":true,"result":{"id":999,"username":"OtdelBot"}}`
			case c.Method == "getWebhookInfo":
				return 200, `{"ok":true,"result":{"url":"https://example.com"}}`
			}
			return 200, `{"ok":true,"result":true}`
		}}
		me, err := Connect(t.Context(), newTestClient(t, server), log.logger())
		if err != nil || me != testMe {
			t.Errorf("Connect: %v, %v", me, err)
		}
		if n := len(server.made("deleteWebhook")); n != 1 || !strings.Contains(log.String(), "webhook") {
			t.Errorf("the webhook was taken down %d times; log:\n%s", n, log)
		}
		revoked := &telegram{answer: func(madeCall) (int, string) { return refuse(401, "Unauthorized") }}
		if _, err := Connect(t.Context(), newTestClient(t, revoked), log.logger()); err != ErrUnauthorized {
			t.Errorf("Connect with a revoked token: %v", err)
		}
	})
}

func TestAWebhookThatSomebodySetsIsTakenDown(t *testing.T) {
	var set atomic.Bool
	set.Store(true)
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.server.answer = func(c madeCall) (int, string) {
			switch {
			case c.Method == "getWebhookInfo":
				return 200, `{"ok":true,"result":{"url":"https://example.com"}}`
			case c.Method == "deleteWebhook":
				set.Store(false)
			case set.Load():
				return refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
			}
			return 0, ""
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := h.poller.Run(ctx); err != nil || set.Load() {
			t.Errorf("Run: %v; the webhook is set: %v", err, set.Load())
		}
	})
}
