package sandbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestBucketLimits(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	a := newAPI(t, sandbox.Options{Now: func() time.Time { return now }, Limits: sandbox.Limits{Model: sandbox.Bucket}})
	var people []*sandbox.Person
	for range 80 {
		people = append(people, a.started(""))
	}
	burst := func() (accepted int, retry int) {
		for _, p := range people {
			got := a.call("sendMessage", args{"chat_id": p.ID(), "text": "x"})
			if got.OK {
				accepted++
			} else if retry == 0 {
				retry = got.Parameters.RetryAfter
			}
		}
		return accepted, retry
	}
	for _, test := range []struct {
		pause    time.Duration
		accepted int
	}{{0, 30}, {0, 0}, {100 * time.Millisecond, 3}, {time.Second, 30}, {2 * time.Second, 30}} {
		now = now.Add(test.pause)
		if got, retry := burst(); got != test.accepted || retry != 1 {
			t.Errorf("after a pause of %v: %d accepted, retry after %d; want %d", test.pause, got, retry, test.accepted)
		}
	}

	now = now.Add(time.Minute)
	var chat []bool
	for range 5 {
		chat = append(chat, a.call("sendMessage", args{"chat_id": people[0].ID(), "text": "x"}).OK)
	}
	now = now.Add(time.Second)
	chat = append(chat, a.call("sendMessage", args{"chat_id": people[0].ID(), "text": "x"}).OK)
	if diff := cmp.Diff([]bool{true, true, true, false, false, true}, chat); diff != "" {
		t.Error("one chat (-want +got):\n" + diff)
	}
	if got := a.call("sendChatAction", args{"chat_id": people[0].ID(), "action": "typing"}); !got.OK {
		t.Errorf("actions are not limited: %+v", got)
	}

	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: people[:1]})
	now = now.Add(time.Minute)
	n := 0
	for range 25 {
		got := a.call("sendMessage", args{"chat_id": group.ID(), "text": "x"})
		if got.OK {
			n++
		} else if got.Parameters.RetryAfter != 3 {
			t.Errorf("a group: %+v", got)
		}
	}
	if n != 20 {
		t.Errorf("%d accepted in a group", n)
	}
}

func TestStrictLimits(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	a := newAPI(t, sandbox.Options{Now: func() time.Time { return now }, Limits: sandbox.Limits{Model: sandbox.Strict, ChatBurst: -1}})
	anna := a.started("Анна")
	send := func() answer { return a.call("sendMessage", args{"chat_id": anna.ID(), "text": "x"}) }
	for i := range 30 {
		if got := send(); !got.OK {
			t.Fatalf("message %d: %+v", i, got)
		}
		now = now.Add(30 * time.Millisecond)
	}
	var penalties []int
	for range 6 {
		got := send()
		penalties = append(penalties, got.Parameters.RetryAfter)
		now = now.Add(time.Second)
		if again := send(); again.Parameters.RetryAfter != got.Parameters.RetryAfter-1 {
			t.Errorf("during a penalty of %d: %+v", got.Parameters.RetryAfter, again)
		}
		now = now.Add(time.Duration(got.Parameters.RetryAfter-1) * time.Second)
		for range 30 {
			send()
		}
	}
	if diff := cmp.Diff([]int{3, 6, 12, 24, 35, 35}, penalties); diff != "" {
		t.Error("penalties (-want +got):\n" + diff)
	}
	now = now.Add(2 * time.Minute)
	for range 30 {
		send()
	}
	if got := send(); got.Parameters.RetryAfter != 3 {
		t.Errorf("after two good minutes: %+v", got)
	}
	now = now.Add(time.Minute)
	for i := range 300 { // evenly, just under the limit
		if got := send(); !got.OK {
			t.Fatalf("even message %d: %+v", i, got)
		}
		now = now.Add(34 * time.Millisecond)
	}
}
