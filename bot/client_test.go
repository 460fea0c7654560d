package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"github.com/google/go-cmp/cmp"
)

// tripper is a server made of a function.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func answering(status int, kind, body string) tripper {
	return func(req *http.Request) (*http.Response, error) {
		if req.Body != nil {
			io.Copy(io.Discard, req.Body)
			req.Body.Close()
		}
		return &http.Response{
			StatusCode: status, Header: http.Header{"Content-Type": {kind}},
			Body: io.NopCloser(strings.NewReader(body)), Request: req,
		}, nil
	}
}

func TestNoErrorHoldsTheToken(t *testing.T) {
	elsewhere := answering(302, "text/html", "")
	for name, over := range map[string]http.RoundTripper{
		"refused connection": tripper(func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("dial tcp: connection refused")
		}),
		"an error with the address": tripper(func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("bad gateway for %s", r.URL)
		}),
		"a page that repeats it":        answering(502, "text/html", "<p>"+testToken),
		"a description that repeats it": answering(400, "application/json", `{"ok":false,"error_code":400,"description":"no such bot `+testToken+`"}`),
		"a type that repeats it":        answering(200, testToken, "x"),
		"a redirection": tripper(func(r *http.Request) (*http.Response, error) {
			resp, err := elsewhere(r)
			resp.Header.Set("Location", "http://elsewhere.test/bot"+testToken+"/getMe")
			return resp, err
		}),
	} {
		t.Run(name, func(t *testing.T) {
			client := newTestClient(t, over)
			_, errMe := client.Me(t.Context())
			_, errUp := client.Upload(t.Context(), "sendPhoto", nil, nil)
			_, errPoll := client.poll(t.Context(), "getUpdates", nil, 0)
			for _, err := range []error{errMe, errUp, errPoll} {
				if err == nil {
					t.Fatal("no error")
				}
				for e := err; e != nil; e = errors.Unwrap(e) {
					if text := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(text, "SECRET") {
						t.Errorf("the token is in %q", text)
					}
				}
			}
		})
	}
}

func TestRefusalsAreTypedForCallsAndUploads(t *testing.T) {
	for _, c := range []struct {
		body string
		want APIError
	}{
		{
			`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`,
			APIError{Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7 * time.Second},
		}, {
			`{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`,
			APIError{Code: 403, Description: "Forbidden: bot was blocked by the user"},
		}, {
			`{"ok":false,"error_code":400,"description":"Bad Request: moved","parameters":{"migrate_to_chat_id":-100123456789012}}`,
			APIError{Code: 400, Description: "Bad Request: moved", MigrateTo: -100123456789012},
		},
	} {
		client := newTestClient(t, answering(c.want.Code, "application/json", c.body))
		_, call := client.call(t.Context(), "sendPhoto", nil)
		_, upload := client.Upload(t.Context(), "sendPhoto", nil, []tgbotapi.RequestFile{
			{Name: "photo", Data: tgbotapi.FileBytes{Name: "a.png", Bytes: []byte("x")}},
		})
		c.want.Method = "sendPhoto"
		for _, err := range []error{call, upload} {
			got, ok := errors.AsType[*APIError](err)
			if !ok {
				t.Fatalf("%v is no APIError", err)
			}
			if d := cmp.Diff(&c.want, got); d != "" {
				t.Error(d)
			}
		}
	}
}

func TestOnlyOKCountsAsDone(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
	}{
		{200, ""}, {200, "<html>"}, {200, "{}"}, {200, `{"ok":false}`}, {200, "null"}, {200, `{"ok":`}, {200, "[]"},
		{502, "<html>"}, {500, `{"ok":false,"error_code":500,"description":"x"}`}, {204, ""},
	} {
		client := newTestClient(t, answering(c.status, "application/json", c.body))
		if _, err := client.call(t.Context(), "sendMessage", nil); err == nil {
			t.Errorf("%d %q was taken for success", c.status, c.body)
		}
	}
}

func TestASilentServerIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newTestClient(t, tripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		began := time.Now()
		if _, err := client.poll(t.Context(), "getUpdates", nil, 50*time.Second); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("poll: %v", err)
		}
		if took := time.Since(began); took != time.Minute {
			t.Errorf("a poll of 50 s was given up after %v", took)
		}
		began = time.Now()
		if _, err := client.call(t.Context(), "sendMessage", nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("call: %v", err)
		}
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("a call was given up after %v", took)
		}
	})
}

func TestAnUploadThatIsNotMadeLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails if a goroutine is left blocked
		client := newTestClient(t, answering(200, "application/json", `{"ok":true}`))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 50 {
			_, err := client.Upload(ctx, "sendDocument", nil, []tgbotapi.RequestFile{
				{Name: "document", Data: tgbotapi.FileReader{Name: "a", Reader: bytes.NewReader(make([]byte, 1<<20))}},
			})
			if err == nil {
				t.Fatal("no error")
			}
		}
	})
}

func TestFilesAreDownloadedFromOurServerAndBounded(t *testing.T) {
	path := "photos/фото 1.jpg"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bot" + testToken + "/getFile":
			fmt.Fprintf(w, `{"ok":true,"result":{"file_path":%q}}`, path)
		case "/file/bot" + testToken + "/photos/фото 1.jpg":
			w.Write([]byte("12345"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	client, err := NewClient(Access{Token: testToken, URL: server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := client.Download(t.Context(), "F", 5); string(got) != "12345" || err != nil {
		t.Errorf("Download: %q, %v", got, err)
	}
	if _, err := client.Download(t.Context(), "F", 4); err == nil {
		t.Error("a file larger than allowed came through")
	}
	for _, path = range []string{"../../getMe", "/etc/passwd", ""} {
		if got, err := client.Download(t.Context(), "F", 5); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("path %q: %q, %v", path, got, err)
		}
	}
}

func TestConnectionsAreKept(t *testing.T) {
	var seen = map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen[r.RemoteAddr] = true
		io.WriteString(w, `{"ok":true,"result":true}`)
	}))
	defer server.Close()
	client, err := NewClient(Access{Token: testToken, URL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, err := client.call(t.Context(), "sendMessage", tgbotapi.Params{"text": "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 1 {
		t.Errorf("%d connections for 20 calls", len(seen))
	}
}

func TestRequestsGoThroughTheProxy(t *testing.T) {
	var asked string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Host
		io.WriteString(w, `{"ok":true,"result":{"id":1,"username":"b"}}`)
	}))
	defer proxy.Close()
	client, err := NewClient(Access{Token: testToken, URL: "http://telegram.test", Proxy: proxy.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Me(t.Context()); err != nil || asked != "telegram.test" {
		t.Errorf("the proxy was asked for %q: %v", asked, err)
	}
}

func TestWrongAccessIsNamedAtOnce(t *testing.T) {
	for _, c := range []struct {
		access Access
		want   []string
	}{
		{Access{}, []string{"token is missing"}},
		{Access{Token: "a/b", URL: "telegram.org", Proxy: "ftp://u:secret@h"}, []string{"characters that no token", "address of the Bot API", "ftp"}},
		{Access{Token: "1:a", Proxy: "://u:secret@h"}, []string{"address of the proxy"}},
	} {
		_, err := NewClient(c.access)
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%+v: %v, want %q", c.access, err, want)
			}
		}
	}
	for _, proxy := range []string{"http://h:1", "https://h:1", "socks5://u:p@h:1", "socks5h://h:1", ""} {
		if _, err := NewClient(Access{Token: "1:a", Proxy: proxy}); err != nil {
			t.Errorf("proxy %q: %v", proxy, err)
		}
	}
}
