package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// telegram is a server in memory. Each call goes through answer, which returns
// the status and the body; nil takes what a good day gives.
type telegram struct {
	mu     sync.Mutex
	calls  []madeCall
	number int
	answer func(c madeCall) (status int, body string)
	delay  time.Duration
}

type madeCall struct {
	At     time.Time
	Method string
	Params url.Values
}

func (c madeCall) chat() string { return c.Params.Get("chat_id") }

const testToken = "123456:SECRET-token"

func (s *telegram) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(req.URL.Path, "/bot"+testToken+"/") {
		return nil, errors.New("no token in the path")
	}
	raw, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, err
	}
	params, err := url.ParseQuery(string(raw))
	if err != nil {
		return nil, err
	}
	if s.delay > 0 {
		select {
		case <-time.After(s.delay):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	c := madeCall{time.Now(), strings.TrimPrefix(req.URL.Path, "/bot"+testToken+"/"), params}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	status, body := 0, ""
	if s.answer != nil {
		status, body = s.answer(c)
	}
	if status == -1 {
		return nil, errors.New("connection reset by " + req.URL.Host)
	}
	if body == "" {
		s.number++
		status, body = 200, fmt.Sprintf(`{"ok":true,"result":{"message_id":%d}}`, s.number)
		if c.Method == "getUpdates" {
			body = `{"ok":true,"result":[]}`
		}
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: req,
	}, nil
}

// made returns the calls of a method, all for "".
func (s *telegram) made(method string) []madeCall {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []madeCall
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			found = append(found, c)
		}
	}
	return found
}

func refuse(code int, description string) (int, string) {
	return refuseWith(code, description, "")
}

func refuseWith(code int, description, parameters string) (int, string) {
	if parameters != "" {
		parameters = `,"parameters":` + parameters
	}
	words, _ := json.Marshal(description)
	return code, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%s%s}`, code, words, parameters)
}

func newTestClient(t testing.TB, over http.RoundTripper) *Client {
	t.Helper()
	client, err := NewClient(Access{Token: testToken, URL: "http://telegram.test", Transport: over})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func loadBook(t testing.TB) *texts.Book {
	t.Helper()
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// lines collects what is logged.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func moscow(t testing.TB) workdays.Calendar {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return workdays.Russia(zone)
}

func messageTo(chat int64, text string) handlers.Message {
	return handlers.Message{Chat: chat, Text: texts.Escape(text)}
}
