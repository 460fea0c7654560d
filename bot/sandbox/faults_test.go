package sandbox_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// raw calls sendMessage and returns status and body, or the error.
func (a api) raw(client *http.Client, base string, chat int64, text string) (int, string, error) {
	res, err := client.PostForm(base+"/bot"+a.srv.Token()+"/sendMessage", args{"chat_id": chat, "text": text}.values())
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

func TestFaults(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	base, err := a.srv.Start()
	if err != nil {
		t.Fatal(err)
	}
	overTCP := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // else a client repeats a call on a new connection
	for _, test := range []struct {
		name   string
		fault  sandbox.Fault
		done   bool   // the message arrived all the same
		status int    // 0: no answer
		body   string // beginning
		broken bool   // the body ends too early
	}{
		{name: "slow", fault: sandbox.Fault{Kind: sandbox.Slow, Delay: time.Microsecond}, done: true, status: 200, body: `{"ok":true`},
		{name: "dropped before", fault: sandbox.Fault{Kind: sandbox.DropBefore}},
		{name: "dropped after", fault: sandbox.Fault{Kind: sandbox.DropAfter}, done: true},
		{name: "a gateway's page", fault: sandbox.Fault{Kind: sandbox.HTML}, status: 502, body: "<html>"},
		{name: "a page with status 200", fault: sandbox.Fault{Kind: sandbox.HTML, Status: 200, Body: "<p>"}, status: 200, body: "<p>"},
		{name: "half an answer", fault: sandbox.Fault{Kind: sandbox.Half}, done: true, status: 200, body: `{"ok":true`, broken: true},
		{name: "refused", fault: sandbox.Fault{Kind: sandbox.Refuse, Error: &sandbox.APIError{Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7}},
			status: 429, body: `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`},
		{name: "refused by default", fault: sandbox.Fault{Kind: sandbox.Refuse}, status: 500, body: `{"ok":false,"error_code":500`},
	} {
		for way, client := range map[string]*http.Client{"in memory": &a.http, "over TCP": overTCP} {
			test.fault.Method, test.fault.Times = "SENDMESSAGE", 1
			a.srv.Fault(test.fault)
			text := test.name + " " + way
			status, body, err := a.raw(client, base, anna.ID(), text)
			if status != test.status || !strings.HasPrefix(body, test.body) || (err != nil) != (test.broken || test.status == 0) {
				t.Errorf("%s: %d %q %v", text, status, body, err)
			}
			if arrived := anna.Chat().Last().Text == text; arrived != test.done {
				t.Errorf("%s: arrived: %v", text, arrived)
			}
			if a.srv.Faults() != 0 {
				t.Errorf("%s: the fault was not used up", text)
			}
			calls := a.srv.Calls()
			last := calls[len(calls)-1]
			if last.Fault != test.fault.Kind.String() || last.Done != test.done || last.ChatID != anna.ID() {
				t.Errorf("%s: logged %+v", text, last)
			}
		}
	}
}

func TestFaultsMatch(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, boris := a.started("Анна"), a.started("Борис")
	a.srv.Fault(sandbox.Fault{Method: "sendMessage", ChatID: anna.ID(), Kind: sandbox.Refuse, Skip: 1, Times: 2})
	var got []int
	for range 4 {
		must[bool](a, "sendChatAction", args{"chat_id": anna.ID(), "action": "typing"})
		must[wireMessage](a, "sendMessage", args{"chat_id": boris.ID(), "text": "x"})
		got = append(got, a.call("sendMessage", args{"chat_id": anna.ID(), "text": "x"}).Code)
	}
	if diff := cmp.Diff([]int{0, 500, 500, 0}, got); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
	if n := a.srv.Count("sendmessage"); n != 8 {
		t.Errorf("%d messages counted", n)
	}
	if refused := a.srv.Refused(); refused[500] != 2 {
		t.Errorf("refused: %v", refused)
	}
}

func TestSilenceEndsWhenItIsCleared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAPI(t, sandbox.Options{})
		anna := a.started("Анна")
		a.srv.Fault(sandbox.Fault{Kind: sandbox.Silence})
		ended := make(chan error, 1)
		go func() {
			_, _, err := a.raw(&a.http, "http://sandbox", anna.ID(), "x")
			ended <- err
		}()
		time.Sleep(time.Hour)
		select {
		case err := <-ended:
			t.Fatalf("it ended by itself: %v", err)
		default:
		}
		a.srv.ClearFaults()
		if err := <-ended; !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("afterwards: %v", err)
		}

		a.srv.Fault(sandbox.Fault{Kind: sandbox.Slow, Delay: time.Hour, Times: 1})
		start := time.Now()
		if status, _, err := a.raw(&a.http, "http://sandbox", anna.ID(), "x"); status != 200 || err != nil || time.Since(start) != time.Hour {
			t.Errorf("slow: %d, %v after %v", status, err, time.Since(start))
		}

		a.srv.Fault(sandbox.Fault{Kind: sandbox.Silence, Times: 1})
		impatient := http.Client{Transport: a.srv.Transport(), Timeout: 20 * time.Second}
		if _, _, err := a.raw(&impatient, "http://sandbox", anna.ID(), "x"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a client with a time-out: %v", err)
		}
	})
}

func TestDownloadsCanFailToo(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	sent, err := anna.SendFile(sandbox.Document("a.txt", []byte("0123456789")), "")
	if err != nil {
		t.Fatal(err)
	}
	f := must[struct {
		Path string `json:"file_path"`
	}](a, "getFile", args{"file_id": sent.Media.FileID})
	a.srv.Fault(sandbox.Fault{Method: "file", Kind: sandbox.Half, Times: 1})
	res, err := a.http.Get("http://sandbox/file/bot" + a.srv.Token() + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); string(body) != "01234" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, %v", body, err)
	}
	if got := a.download(sent.Media.FileID); got != "0123456789" || a.srv.Count("file") != 2 {
		t.Errorf("afterwards: %q, %d downloads", got, a.srv.Count("file"))
	}
}
