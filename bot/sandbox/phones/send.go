package phones

import (
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// What may be sent at once: Telegram's own limits.
const (
	maxFiles  = 10
	maxUpload = 50 << 20
)

// serveSend sends files: a form with the act as JSON in "act", how they are
// meant in "kind" (photo, document or voice; empty: a picture is a photo and
// all else a document) and the files in "file". The length of a voice message
// is in the act's seconds.
func (p *Page) serveSend(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+maxAct)
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		http.Error(w, "files come as a form of at most 50 MB", http.StatusBadRequest)
		return
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }() // leftovers in the temporary folder harm nobody
	var a act
	if err := json.Unmarshal([]byte(r.FormValue("act")), &a); err != nil {
		http.Error(w, "an act is a JSON object", http.StatusBadRequest)
		return
	}
	p.finish(w, nil, p.sendForm(a, r.FormValue("kind"), r.MultipartForm.File["file"]))
}

func (p *Page) sendForm(a act, kind string, headers []*multipart.FileHeader) error {
	person, chat, err := p.where(a)
	if err != nil {
		return err
	}
	if len(headers) == 0 || len(headers) > maxFiles {
		return refuse("one to ten files can be sent at once")
	}
	var files []sandbox.Attachment
	for _, header := range headers {
		data, err := readAll(header)
		if err != nil {
			return err
		}
		files = append(files, attachment(kind, header.Filename, data, int(a.Seconds)))
	}
	return send(person, chat, a, files)
}

func readAll(header *multipart.FileHeader) (data []byte, err error) {
	f, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(f)
}

// attachment makes what the application would make of a chosen file.
func attachment(kind, name string, data []byte, seconds int) sandbox.Attachment {
	what := http.DetectContentType(data)
	if kind == "" {
		kind = "document"
		if strings.HasPrefix(what, "image/") && what != "image/gif" {
			kind = "photo"
		}
	}
	switch kind {
	case "photo":
		return sandbox.Photo(data)
	case "voice":
		return sandbox.Voice(seconds, data)
	}
	return sandbox.Document(name, data)
}
