package phones

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// shown are the types that the browser may show in place: they cannot run
// anything. Everything else is for saving only.
var shown = []string{"image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/", "application/ogg"}

// serveFile gives out a file of a message. What it is is read from its bytes,
// never from what the sender says.
func (p *Page) serveFile(w http.ResponseWriter, r *http.Request) {
	data, name, ok := p.opts.Server.FileData(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind, disposition := http.DetectContentType(data), "attachment"
	for _, prefix := range shown {
		if strings.HasPrefix(kind, prefix) {
			disposition = "inline"
		}
	}
	if disposition == "attachment" {
		kind = "application/octet-stream"
	}
	if name != "" {
		disposition += "; filename*=UTF-8''" + url.PathEscape(name)
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", disposition)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
