package phones_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

// sendFile posts one file in Anna's name.
func (r *room) sendFile(kind, name string, data []byte) int {
	r.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	err := errors.Join(form.WriteField("act", jsonText(map[string]any{"person": r.anna.ID(), "chat": r.anna.ID(), "text": "вот", "seconds": 3})), form.WriteField("kind", kind))
	part, err2 := form.CreateFormFile("file", name)
	_, err3 := part.Write(data)
	if err := errors.Join(err, err2, err3, form.Close()); err != nil {
		r.t.Fatal(err)
	}
	status, _ := r.ask("POST", "/api/send", body.String(), "Content-Type", form.FormDataContentType())
	return status
}

func TestFilesGoInAndComeOut(t *testing.T) {
	r := newRoom(t, nil)
	picture, err := phones.Sample()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, kind, name string
		data             []byte
		want, shown      string // kind of the message, type and disposition of the file
	}{
		{"a picture is a photo", "", "box.jpg", picture, "photo", "image/jpeg inline"},
		{"a picture as a document", "document", "box.jpg", picture, "document", "image/jpeg inline"},
		{"a table", "", "цены.csv", []byte("город;цена\n"), "document", "application/octet-stream attachment"},
		{"a page is never shown", "", "evil.html", []byte("<html><script>alert(1)</script>"), "document", "application/octet-stream attachment"},
		{"a drawing with scripts is never shown", "photo", "evil.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "photo", "application/octet-stream attachment"},
		{"a voice", "voice", "voice.ogg", []byte("OggS\x00 voice"), "voice", "application/ogg inline"},
	} {
		if status := r.sendFile(c.kind, c.name, c.data); status != 200 {
			t.Fatalf("%s: %d", c.what, status)
		}
		m := r.anna.Chat().Last()
		if m.Media == nil || m.Media.Kind != c.want || m.Text != "вот" {
			t.Errorf("%s: %+v", c.what, m)
			continue
		}
		resp, err := r.web.Client().Get(r.web.URL + "/api/file/" + m.Media.FileID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		disposition, _, _ := strings.Cut(resp.Header.Get("Content-Disposition"), ";")
		if shown := resp.Header.Get("Content-Type") + " " + disposition; err != nil || shown != c.shown || !bytes.Equal(got, c.data) {
			t.Errorf("%s: %s, want %s; %d bytes of %d, %v", c.what, shown, c.shown, len(got), len(c.data), err)
		}
		if policy := resp.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") {
			t.Errorf("%s: policy %q", c.what, policy)
		}
	}
	if status, _ := r.ask("GET", "/api/file/none", ""); status != 404 {
		t.Errorf("a file that there is not: %d", status)
	}
}
