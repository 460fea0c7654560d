package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// texts are the ids and texts of the waiting messages, "id text".
func (a api) texts(p args) []string {
	a.t.Helper()
	var list []string
	for _, u := range must[[]struct {
		ID      int                   `json:"update_id"`
		Message struct{ Text string } `json:"message"`
	}](a, "getUpdates", p) {
		list = append(list, fmt.Sprintf("%d %s", u.ID, u.Message.Text))
	}
	return list
}

func say(t *testing.T, p *sandbox.Person, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if _, err := p.Say(text); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOffsets(t *testing.T) {
	a := newAPI(t, sandbox.Options{FirstUpdateID: 100})
	anna := a.srv.Person(sandbox.Profile{})
	say(t, anna, "a", "b", "c", "d")
	for _, test := range []struct {
		name   string
		params args
		want   string
	}{
		{"from the beginning", nil, "100 a,101 b,102 c,103 d"},
		{"the same again", args{"offset": 0}, "100 a,101 b,102 c,103 d"},
		{"a limit", args{"limit": 2}, "100 a,101 b"},
		{"a limit too low is one", args{"limit": 0}, "100 a"},
		{"the offset confirms", args{"offset": 101}, "101 b,102 c,103 d"},
		{"the past is gone", args{"offset": 50}, "101 b,102 c,103 d"},
		{"an offset far beyond the end is from an older numbering", args{"offset": 5000}, "101 b,102 c,103 d"},
		{"a negative one keeps the last", args{"offset": -2}, "102 c,103 d"},
		{"and forgets the others", nil, "102 c,103 d"},
		{"all confirmed", args{"offset": 104}, ""},
	} {
		if got := strings.Join(a.texts(test.params), ","); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestUpdateIDsRestartLower(t *testing.T) {
	a := newAPI(t, sandbox.Options{FirstUpdateID: 100})
	anna := a.srv.Person(sandbox.Profile{})
	say(t, anna, "a")
	a.texts(args{"offset": 101})
	a.srv.RestartUpdateIDs(98)
	say(t, anna, "b", "c", "d")
	if diff := cmp.Diff([]string{"98 b", "99 c", "100 d"}, a.texts(args{"offset": 101})); diff != "" {
		t.Error("with the old offset (-want +got):\n" + diff)
	}
	if got := a.texts(args{"offset": 101}); len(got) != 0 {
		t.Errorf("after they were given, the offset confirms them: %v", got)
	}
}

func TestReplayAndInject(t *testing.T) {
	a := newAPI(t, sandbox.Options{FirstUpdateID: 100})
	anna := a.srv.Person(sandbox.Profile{})
	say(t, anna, "a", "b")
	a.texts(args{"offset": 102})
	a.srv.Replay(1)
	if diff := cmp.Diff([]string{"101 b"}, a.texts(args{"offset": 102})); diff != "" {
		t.Error("a confirmed update once more (-want +got):\n" + diff)
	}
	a.call("getUpdates", args{"offset": 102})
	for _, raw := range []string{`{"message":{"text":"c"}}`, `{"update_id":7,"message":{"text":"odd"}}`, `{"strange":[1,{"deep":true}]}`, `12`} {
		if err := a.srv.InjectRaw(raw); err != nil {
			t.Error(err)
		}
	}
	if err := a.srv.InjectRaw("{"); err == nil {
		t.Error("what is not JSON was queued")
	}
	got := must[[]json.RawMessage](a, "getUpdates", nil)
	if want := `[{"message":{"text":"c"},"update_id":102} {"update_id":7,"message":{"text":"odd"}} {"strange":[1,{"deep":true}],"update_id":103} 12]`; fmt.Sprintf("%s", got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestUpdatesAreKeptForADay(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	a := newAPI(t, sandbox.Options{Now: func() time.Time { return now }})
	anna := a.srv.Person(sandbox.Profile{})
	say(t, anna, "yesterday")
	now = now.Add(23 * time.Hour)
	say(t, anna, "today")
	now = now.Add(time.Hour)
	if got := a.texts(nil); len(got) != 1 || !strings.HasSuffix(got[0], "today") {
		t.Errorf("after a day: %v", got)
	}
}

func TestAllowedUpdates(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	sent := must[struct {
		ID int `json:"message_id"`
	}](a, "sendMessage", args{"chat_id": anna.ID(), "text": "x", "reply_markup": buttons("a", "d")})
	act := func() string {
		a.confirm()
		m, _ := anna.Chat().Message(sent.ID)
		say(t, anna, "hi")
		if _, err := anna.Press(m, "a"); err != nil {
			t.Fatal(err)
		}
		if err := anna.React(m, "👍"); err != nil {
			t.Fatal(err)
		}
		return a.kinds()
	}
	for _, test := range []struct{ allowed, want string }{
		{"", "message callback_query"},
		{`["message","message_reaction"]`, "message message_reaction"},
		{"", "message message_reaction"},
		{"null", "message message_reaction"},
		{`["callback_query"]`, "callback_query"},
		{"[]", "message callback_query"},
	} {
		a.call("getUpdates", args{"allowed_updates": test.allowed, "offset": -1})
		if got := act(); got != test.want {
			t.Errorf("allowed %s: %s, want %s", test.allowed, got, test.want)
		}
	}
}

func TestWebhookAndPollingExclude(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	if got := a.call("setWebhook", args{"url": "http://example.com"}); !strings.Contains(got.Description, "HTTPS") {
		t.Errorf("a plain address: %+v", got)
	}
	must[bool](a, "setWebhook", args{"url": "https://example.com/hook"})
	say(t, a.srv.Person(sandbox.Profile{}), "x")
	if got := a.call("getUpdates", nil); got.Code != 409 || !strings.HasPrefix(got.Description, "Conflict: can't use getUpdates method while webhook is active") {
		t.Errorf("polling with a webhook: %+v", got)
	}
	if info := must[map[string]any](a, "getWebhookInfo", nil); info["url"] != "https://example.com/hook" || info["pending_update_count"] != 1.0 {
		t.Errorf("info: %v", info)
	}
	must[bool](a, "deleteWebhook", args{"drop_pending_updates": true})
	if got := a.texts(nil); len(got) != 0 {
		t.Errorf("pending were not dropped: %v", got)
	}
}

// poll asks for updates in the background.
func (a api) poll(ctx context.Context, p args) <-chan answer {
	done := make(chan answer, 1)
	go func() {
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, a.url("getUpdates"), strings.NewReader(p.values().Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res, err := a.http.Do(req)
		if err != nil {
			done <- answer{Description: err.Error()}
			return
		}
		done <- a.read("getUpdates", res)
	}()
	return done
}

func TestLongPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAPI(t, sandbox.Options{})
		anna := a.srv.Person(sandbox.Profile{})
		start := time.Now()

		quiet := <-a.poll(t.Context(), args{"timeout": 50})
		if string(quiet.Result) != "[]" || time.Since(start) != 50*time.Second {
			t.Errorf("nothing happened: %s after %v", quiet.Result, time.Since(start))
		}

		start = time.Now()
		woken := a.poll(t.Context(), args{"timeout": 50})
		time.Sleep(7 * time.Second)
		say(t, anna, "hi")
		if got := <-woken; !strings.Contains(string(got.Result), "hi") || time.Since(start) != 7*time.Second {
			t.Errorf("a message came: %s after %v", got.Result, time.Since(start))
		}
		a.confirm()

		first := a.poll(t.Context(), args{"timeout": 50})
		synctest.Wait()
		second := a.poll(t.Context(), args{"timeout": 50})
		if got := <-first; got.Code != 409 || !strings.HasPrefix(got.Description, "Conflict: terminated by other getUpdates request") {
			t.Errorf("the older of two: %+v", got)
		}
		say(t, anna, "again")
		if got := <-second; !got.OK || !strings.Contains(string(got.Result), "again") {
			t.Errorf("the newer of two: %+v", got)
		}
		a.confirm()

		hooked := a.poll(t.Context(), args{"timeout": 50})
		synctest.Wait()
		must[bool](a, "setWebhook", args{"url": "https://example.com"})
		if got := <-hooked; got.Code != 409 || got.Description != "Conflict: terminated by setWebhook request" {
			t.Errorf("a webhook was set: %+v", got)
		}
		must[bool](a, "deleteWebhook", nil)

		start = time.Now()
		ctx, leave := context.WithTimeout(t.Context(), 3*time.Second)
		defer leave()
		if got := <-a.poll(ctx, args{"timeout": 50}); !strings.Contains(got.Description, "deadline exceeded") || time.Since(start) != 3*time.Second {
			t.Errorf("the client left: %+v after %v", got, time.Since(start))
		}
		say(t, anna, "later")
		if got := a.texts(nil); len(got) != 1 {
			t.Errorf("what came after the client left: %v", got)
		}
	})
}

func TestQuirks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAPI(t, sandbox.Options{Quirks: true})
		anna := a.srv.Person(sandbox.Profile{})
		say(t, anna, "a", "b", "c")
		if got := a.texts(args{"offset": 5}); len(got) != 3 {
			t.Errorf("at first: %v", got)
		}
		if got := a.texts(args{"offset": 5}); len(got) != 1 {
			t.Errorf("the same offset at once: %v", got)
		}
		time.Sleep(600 * time.Millisecond)
		if got := a.texts(args{"offset": 5}); len(got) != 3 {
			t.Errorf("the same offset after 0.6 s: %v", got)
		}
		a.confirm()
		a.call("getUpdates", args{"offset": 77})
		start := time.Now()
		a.call("getUpdates", args{"offset": 77, "timeout": 1})
		if time.Since(start) != 3*time.Second {
			t.Errorf("a short time-out with the same offset took %v", time.Since(start))
		}
		time.Sleep(time.Minute)
		for i, want := range []time.Duration{0, 3 * time.Second} {
			start = time.Now()
			older := a.poll(t.Context(), args{"timeout": 50, "offset": i})
			synctest.Wait()
			a.poll(t.Context(), args{"timeout": 1, "offset": 100 + i})
			if got := <-older; got.Code != 409 || time.Since(start) != want {
				t.Errorf("409 number %d after %v: %+v", i+1, time.Since(start), got)
			}
		}
		time.Sleep(time.Minute)
	})
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t)
	srv := sandbox.New(sandbox.Options{})
	url, err := srv.Start()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := srv.Start(); err == nil {
		t.Error("it was started twice")
	}
	srv.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.Silence})
	client := &http.Client{Transport: &http.Transport{}}
	ended := make(chan error, 2)
	for _, call := range []string{"getUpdates?timeout=50", "sendMessage?chat_id=1&text=x"} {
		go func() {
			res, err := client.Get(url + "/bot" + srv.Token() + "/" + call)
			if err == nil {
				err = res.Body.Close()
			}
			ended <- err
		}()
	}
	for srv.Faults() == 0 || srv.Count("sendMessage") == 0 { // until the silence has begun
		runtime.Gosched()
	}
	events := srv.Watch(t.Context(), 0)
	if err := srv.Close(); err != nil {
		t.Error(err)
	}
	for range 2 {
		<-ended
	}
	for range events {
	}
	if err := srv.Close(); err != nil {
		t.Errorf("closed a second time: %v", err)
	}
	client.CloseIdleConnections()
}

func TestOnlyLoopback(t *testing.T) {
	srv := sandbox.New(sandbox.Options{})
	for _, addr := range []string{"0.0.0.0:0", ":0", "example.com:80", "nonsense"} {
		if _, err := srv.Listen(addr); err == nil {
			t.Errorf("listening on %q was allowed", addr)
		}
	}
}
