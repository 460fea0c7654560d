package phones_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

// room is a page over a stand-in with two people and a group, without a bot.
type room struct {
	t           *testing.T
	srv         *sandbox.Server
	anna, boris *sandbox.Person
	group       *sandbox.Chat
	web         *httptest.Server
}

func newRoom(t *testing.T, world phones.World) *room {
	srv := sandbox.New(sandbox.Options{})
	r := &room{
		t: t, srv: srv,
		anna:  srv.Person(sandbox.Profile{FirstName: "Анна", Language: "ru", Zone: "Europe/Moscow"}),
		boris: srv.Person(sandbox.Profile{FirstName: "Борис", Language: "ru", Zone: "Europe/Moscow"}),
	}
	r.group = srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{r.boris, r.anna}})
	r.web = httptest.NewServer(phones.New(phones.Options{
		Server: srv, Group: r.group, World: world,
		Phones: []phones.Phone{{Key: "employee", Person: r.anna}, {Key: "director", Person: r.boris}},
	}))
	t.Cleanup(r.web.Close)
	t.Cleanup(func() { srv.Close() }) // first: it ends the streams
	return r
}

// ask sends a request and returns status and body. Headers come in pairs; Host
// is one of them.
func (r *room) ask(method, path, body string, headers ...string) (int, string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.web.URL+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
	}
	resp, err := r.web.Client().Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// act does something in a person's private chat.
func (r *room) act(name string, who *sandbox.Person, more map[string]any) (int, string) {
	r.t.Helper()
	what := map[string]any{"person": who.ID(), "chat": who.ID()}
	for key, value := range more {
		what[key] = value
	}
	body, err := json.Marshal(what)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.ask("POST", "/api/act/"+name, string(body))
}

// done is act, which must succeed.
func (r *room) done(name string, who *sandbox.Person, more map[string]any) {
	r.t.Helper()
	if status, body := r.act(name, who, more); status != 200 {
		r.t.Fatalf("%s: %d %s", name, status, body)
	}
}

func (r *room) texts(chat *sandbox.Chat) (list []string) {
	for _, m := range chat.Messages() {
		if m.Service == "" {
			list = append(list, m.Plain())
		}
	}
	return list
}

func TestOnlyThisMachineAndThisPageAreAnswered(t *testing.T) {
	r := newRoom(t, nil)
	own := strings.TrimPrefix(r.web.URL, "http://")
	for _, c := range []struct {
		what, method, path string
		headers            []string
		want               int
	}{
		{"the page itself", "GET", "/", nil, 200},
		{"the page as localhost", "GET", "/", []string{"Host", "localhost:8080"}, 200},
		{"the page by its IPv6 address", "GET", "/", []string{"Host", "[::1]:8080"}, 200},
		{"a name that was turned to this machine", "GET", "/api/state", []string{"Host", "evil.example"}, 403},
		{"the same with a port", "GET", "/", []string{"Host", "evil.example:8080"}, 403},
		{"a name that begins like ours", "GET", "/", []string{"Host", "127.0.0.1.evil.example"}, 403},
		{"another machine of the network", "GET", "/", []string{"Host", "192.168.0.7:8080"}, 403},
		{"an act of our page", "POST", "/api/act/say", []string{"Origin", "http://" + own}, 400},
		{"an act of another site", "POST", "/api/act/say", []string{"Origin", "https://evil.example"}, 403},
		{"an act of another port", "POST", "/api/act/say", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"an act of a page without an origin", "POST", "/api/act/say", []string{"Origin", "null"}, 403},
		{"a file sent by another site", "POST", "/api/send", []string{"Origin", "https://evil.example"}, 403},
		{"a script of another site without an origin", "GET", "/api/state", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a link from another site", "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
		{"a link from another site into the data", "GET", "/api/state", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
	} {
		if got, body := r.ask(c.method, c.path, "", c.headers...); got != c.want {
			t.Errorf("%s: %d, want %d: %.80s", c.what, got, c.want, body)
		}
	}
}

func TestThePageLoadsNothingFromElsewhere(t *testing.T) {
	r := newRoom(t, nil)
	resp, err := r.web.Client().Get(r.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	policy := resp.Header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy %q lacks %s", policy, part)
		}
	}
	for _, wrong := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(policy, wrong) {
			t.Errorf("the policy %q has %s", policy, wrong)
		}
	}
}

// pageState is what the tests read of the state.
type pageState struct {
	Seq   int64
	Panes []struct {
		Key      string
		Blocked  bool
		People   []struct{ ID, Unread int64 }
		Messages []struct {
			ID   int
			Text string
			Bot  bool
		}
	}
}

func (r *room) state() (s pageState) {
	r.t.Helper()
	_, body := r.ask("GET", "/api/state", "")
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		r.t.Fatalf("%v: %s", err, body)
	}
	return s
}

func TestTheStateIsThatOfTheChats(t *testing.T) {
	r := newRoom(t, nil)
	const text = `<b>&amp;</b> "quoted" </script>`
	r.done("say", r.anna, map[string]any{"text": text})
	s := r.state()
	var keys []string
	for _, p := range s.Panes {
		keys = append(keys, p.Key)
	}
	if diff := cmp.Diff([]string{"employee", "director", "group"}, keys); diff != "" {
		t.Error("telephones (-want +got):\n" + diff)
	}
	if got := s.Panes[0].Messages; len(got) != 1 || got[0].Text != text || got[0].Bot {
		t.Errorf("messages of Anna: %+v", got)
	}
	if n := len(s.Panes[2].People); n != 2 {
		t.Errorf("%d people may speak in the group, want 2", n)
	}
}

func TestEventsBringWhatChanged(t *testing.T) {
	r := newRoom(t, nil)
	r.done("say", r.anna, map[string]any{"text": "раз"})
	since := r.state().Seq
	r.done("edit", r.anna, map[string]any{"message": r.anna.Chat().Last().ID, "text": "два"})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	req, err := http.NewRequestWithContext(ctx, "GET", r.web.URL+"/api/events?since=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Last-Event-ID", jsonText(since)) // a browser that comes back knows better
	resp, err := r.web.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var change struct {
		Kind    string
		Message struct{ Text string }
		Heads   []struct{ Key string }
	}
	lines := bufio.NewScanner(resp.Body)
	for name := ""; lines.Scan(); {
		if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			name = event
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && name == "change" {
			if err := json.Unmarshal([]byte(data), &change); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	if change.Kind != "edit" || change.Message.Text != "два" || len(change.Heads) != 1 || change.Heads[0].Key != "employee" {
		t.Errorf("the first change after %d: %+v", since, change)
	}
}

func jsonText(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
