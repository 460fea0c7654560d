package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// args are the parameters of a call; what is not text becomes JSON.
type args map[string]any

// api calls methods of a server in memory.
type api struct {
	t    *testing.T
	srv  *sandbox.Server
	http http.Client
}

func newAPI(t *testing.T, opts sandbox.Options) api {
	t.Helper()
	srv := sandbox.New(opts)
	t.Cleanup(func() { srv.Close() })
	return api{t, srv, http.Client{Transport: srv.Transport()}}
}

// answer is what the server says.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

func (a args) values() url.Values {
	v := make(url.Values)
	for name, value := range a {
		switch x := value.(type) {
		case string:
			v.Set(name, x)
		case int, int64, bool, float64:
			v.Set(name, fmt.Sprint(x))
		default:
			b, err := json.Marshal(x)
			if err != nil {
				panic(err)
			}
			v.Set(name, string(b))
		}
	}
	return v
}

func (a api) url(method string) string { return "http://sandbox/bot" + a.srv.Token() + "/" + method }

// call calls a method and returns the answer, of whatever kind.
func (a api) call(method string, p args) answer {
	a.t.Helper()
	res, err := a.http.PostForm(a.url(method), p.values())
	if err != nil {
		a.t.Fatalf("%s: %v", method, err)
	}
	return a.read(method, res)
}

func (a api) read(method string, res *http.Response) answer {
	a.t.Helper()
	defer res.Body.Close()
	var got answer
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		a.t.Fatalf("%s: decode answer with status %d: %v", method, res.StatusCode, err)
	}
	if got.OK != (res.StatusCode == 200) || !got.OK && got.Code != res.StatusCode {
		a.t.Errorf("%s: status %d with %+v", method, res.StatusCode, got)
	}
	return got
}

// must calls a method that has to succeed and decodes the result into T.
func must[T any](a api, method string, p args) T {
	a.t.Helper()
	got := a.call(method, p)
	if !got.OK {
		a.t.Fatalf("%s: %d %s", method, got.Code, got.Description)
	}
	var result T
	if err := json.Unmarshal(got.Result, &result); err != nil {
		a.t.Fatalf("%s: decode %s: %v", method, got.Result, err)
	}
	return result
}

// upload calls a method with files in a multipart form.
func (a api) upload(method string, p args, files map[string][]byte) answer {
	a.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, v := range p.values() {
		form.WriteField(name, v[0])
	}
	for name, data := range files {
		part, err := form.CreateFormFile(name, name+".bin")
		if err != nil {
			a.t.Fatal(err)
		}
		part.Write(data)
	}
	form.Close()
	res, err := a.http.Post(a.url(method), form.FormDataContentType(), &body)
	if err != nil {
		a.t.Fatalf("%s: %v", method, err)
	}
	return a.read(method, res)
}

// updates returns what waits for the bot, without confirming it.
func (a api) updates() []map[string]json.RawMessage {
	return must[[]map[string]json.RawMessage](a, "getUpdates", nil)
}

// kinds are the types of the waiting updates.
func (a api) kinds() string {
	var kinds []string
	for _, u := range a.updates() {
		for k := range u {
			if k != "update_id" {
				kinds = append(kinds, k)
			}
		}
	}
	return strings.Join(kinds, " ")
}

// confirm forgets everything that waits.
func (a api) confirm() {
	last := must[[]struct {
		ID int `json:"update_id"`
	}](a, "getUpdates", args{"offset": -1})
	if len(last) == 1 {
		a.call("getUpdates", args{"offset": last[0].ID + 1})
	}
}

// started returns a person who has written to the bot, with nothing waiting.
func (a api) started(name string) *sandbox.Person {
	a.t.Helper()
	p := a.srv.Person(sandbox.Profile{FirstName: name, Language: "ru"})
	if _, err := p.Say("/start"); err != nil {
		a.t.Fatal(err)
	}
	a.confirm()
	return p
}

func readAll(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// decode reads the result of an answer that has to be a success.
func decode[T any](t *testing.T, got answer) T {
	t.Helper()
	var result T
	if !got.OK {
		t.Fatalf("%d %s", got.Code, got.Description)
	}
	if err := json.Unmarshal(got.Result, &result); err != nil {
		t.Fatalf("decode %s: %v", got.Result, err)
	}
	return result
}
