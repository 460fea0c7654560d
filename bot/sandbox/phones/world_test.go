package phones_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

func TestFaultsStrikeTheBotAndEnd(t *testing.T) {
	r := newRoom(t, nil)
	send := func() int {
		req := httptest.NewRequest("POST", "/bot"+r.srv.Token()+"/sendMessage", strings.NewReader(`{"chat_id":`+jsonText(r.anna.ID())+`,"text":"да"}`))
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		r.srv.ServeHTTP(w, req)
		return w.Code
	}
	r.done("say", r.anna, map[string]any{"text": "привет"})
	for _, c := range []struct {
		fault phones.Fault
		want  int
	}{{phones.Down, 502}, {phones.Busy, 429}, {phones.NoFault, 200}} {
		r.done("fault", r.anna, map[string]any{"fault": c.fault})
		if got := send(); got != c.want {
			t.Errorf("fault %q: %d, want %d", c.fault, got, c.want)
		}
	}
}

// hourglass is a World with a clock and nothing else.
type hourglass struct{ moved time.Duration }

func (h *hourglass) Advance(_ context.Context, d time.Duration) error { h.moved += d; return nil }
func (h *hourglass) NextReminder(context.Context) (time.Time, error)  { return time.Time{}, nil }
func (h *hourglass) ToNextReminder(context.Context) (bool, error)     { return false, nil }
func (h *hourglass) Restart(context.Context) (phones.Restart, error) {
	return phones.Restart{}, errors.New("it is gone")
}
func (h *hourglass) Running() bool       { return true }
func (h *hourglass) Scenarios() []string { return []string{"day"} }
func (h *hourglass) Play(string) error   { return nil }
func (h *hourglass) Playing() string     { return "" }

func TestTheWorldIsAskedAndItsErrorsAreSaid(t *testing.T) {
	world := &hourglass{}
	r := newRoom(t, world)
	r.done("advance", r.anna, map[string]any{"seconds": 5400})
	if world.moved != 90*time.Minute {
		t.Errorf("the clock moved by %v", world.moved)
	}
	for _, seconds := range []float64{0, -60, 1e9} {
		if status, _ := r.act("advance", r.anna, map[string]any{"seconds": seconds}); status != 400 {
			t.Errorf("moving by %v s: %d", seconds, status)
		}
	}
	if _, body := r.act("next", r.anna, nil); body != `{"found":false}` {
		t.Errorf("next: %s", body)
	}
	if status, body := r.act("restart", r.anna, nil); status != 409 || !strings.Contains(body, "it is gone") {
		t.Errorf("restart: %d %s", status, body)
	}
}

func TestStockLost(t *testing.T) {
	before := phones.Stock{Matters: 7, Events: 20, People: 3, Waiting: 2}
	if n := before.Lost(phones.Stock{Matters: 8, Events: 21, People: 3}); n != 0 {
		t.Errorf("more is nothing lost, got %d", n)
	}
	if n := before.Lost(phones.Stock{Matters: 6, Events: 18, People: 3}); n != 3 {
		t.Errorf("lost %d, want 3", n)
	}
}
