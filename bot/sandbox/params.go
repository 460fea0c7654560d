package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// maxUpload is the largest request body, a file of 50 MB and some parameters.
const maxUpload = 50<<20 + 1<<20

// params are the parameters of one request as text, wherever they came from.
// A parameter that is an object or array is its JSON.
type params map[string]string

// upload is one file of a multipart request.
type upload struct {
	name string
	mime string
	data []byte
}

// readParams collects the parameters of r: the query string first, then the
// body, which wins. Files are returned by the name of their part.
func readParams(r *http.Request) (params, map[string]upload, error) {
	p := make(params, 8)
	if r.URL.RawQuery != "" {
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, nil, badRequest("can't parse the query string: %v", err)
		}
		p.add(values)
	}
	if r.Body == nil || r.Body == http.NoBody || r.Method == http.MethodGet {
		return p, nil, nil
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxUpload)
	kind, attrs, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		files, err := p.readMultipart(r.Body, attrs["boundary"])
		return p, files, err
	}
	body, err := io.ReadAll(r.Body)
	switch {
	case err != nil:
		return nil, nil, unreadable("request body", err)
	case len(body) == 0:
		return p, nil, nil
	case kind == "application/json":
		return p, nil, p.readJSON(body)
	case kind == "application/x-www-form-urlencoded", kind == "":
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, nil, badRequest("can't parse the request body: %v", err)
		}
		p.add(values)
	}
	return p, nil, nil
}

// unreadable is the answer to a body that is broken or too large.
func unreadable(what string, err error) error {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &APIError{Code: 413, Description: "Request Entity Too Large"}
	}
	return badRequest("can't read the %s: %v", what, err)
}

func (p params) add(values url.Values) {
	for name, v := range values {
		if len(v) > 0 {
			p[name] = v[0]
		}
	}
}

// readJSON reads a JSON object: texts become plain, everything else stays JSON.
func (p params) readJSON(body []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return badRequest("can't parse JSON object")
	}
	for name, raw := range fields {
		if len(raw) > 0 && raw[0] == '"' {
			var s string
			if err := json.Unmarshal(raw, &s); err != nil {
				return badRequest("can't parse JSON object")
			}
			p[name] = s
			continue
		}
		if string(raw) != "null" {
			p[name] = string(raw)
		}
	}
	return nil
}

// readMultipart reads the parts of a form; those with a file name are files.
func (p params) readMultipart(body io.Reader, boundary string) (map[string]upload, error) {
	if boundary == "" {
		return nil, badRequest("boundary of the multipart form is missing")
	}
	files := make(map[string]upload)
	form := multipart.NewReader(body, boundary)
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, unreadable("multipart form", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, unreadable("multipart form", err)
		}
		if part.FileName() == "" && !strings.HasPrefix(part.Header.Get("Content-Disposition"), "form-data; filename") {
			p[part.FormName()] = string(data)
			continue
		}
		files[part.FormName()] = upload{name: part.FileName(), mime: part.Header.Get("Content-Type"), data: data}
	}
}
