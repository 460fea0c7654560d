package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"image"
	_ "image/gif"  // sizes of pictures are read from their heads
	_ "image/jpeg" // the same
	_ "image/png"  // the same
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// Limits of files at Telegram's own server.
const (
	maxDownload = 20 << 20
	maxFile     = 50 << 20
	maxPhoto    = 10 << 20
)

// file is one stored file. Sending it again by its id shares it.
type file struct {
	id     string
	unique string // the same for the same content
	kind   string // photo, document, …
	name   string
	mime   string
	path   string // for downloading
	data   []byte
	gone   bool // forgotten to make room
}

// fileStore keeps files until together they are bigger than keep.
type fileStore struct {
	keep  int64
	size  int64
	order []*file
	byID  map[string]*file
	paths map[string]*file
}

// idPrefix makes file ids look like Telegram's: the kind shows.
var idPrefix = map[string]string{
	"photo": "AgACAgIAAxk", "voice": "AwACAgIAAxk", "video": "BAACAgIAAxk", "document": "BQACAgIAAxk", "sticker": "CAACAgIAAxk",
	"audio": "CQACAgIAAxk", "animation": "CgACAgIAAxk", "video_note": "DQACAgIAAxk",
}

// folders are where files of a kind are downloaded from.
var folders = map[string]string{
	"photo": "photos", "voice": "voice", "video": "videos", "document": "documents", "sticker": "stickers",
	"audio": "music", "animation": "animations", "video_note": "video_notes",
}

// addFile stores a file of the given kind.
func (s *Server) addFile(kind, name, mimeType string, data []byte) *file {
	n := s.newSerial()
	sum := sha256.Sum256(data)
	tail := binary.BigEndian.AppendUint64(sum[:12:12], uint64(n))
	f := &file{
		kind: kind, name: name, mime: mimeType, data: data,
		id:     idPrefix[kind] + base64.RawURLEncoding.EncodeToString(tail),
		unique: "Ag" + base64.RawURLEncoding.EncodeToString(sum[:9]),
		path:   folders[kind] + "/file_" + strconv.FormatInt(n, 10) + extension(kind, name),
	}
	st := &s.files
	if st.byID == nil {
		st.byID, st.paths = make(map[string]*file), make(map[string]*file)
	}
	st.byID[f.id], st.paths[f.path] = f, f
	st.order = append(st.order, f)
	st.size += int64(len(data))
	for st.size > st.keep && len(st.order) > 1 {
		st.forget(st.order[0])
		st.order = st.order[1:]
	}
	return f
}

func (st *fileStore) forget(f *file) {
	st.size -= int64(len(f.data))
	delete(st.byID, f.id)
	delete(st.paths, f.path)
	f.data, f.gone = nil, true
}

// extension is that of the file's name, or the usual one of its kind.
func extension(kind, name string) string {
	if ext := path.Ext(name); ext != "" {
		return ext
	}
	switch kind {
	case "photo":
		return ".jpg"
	case "voice":
		return ".oga"
	case "video", "animation", "video_note":
		return ".mp4"
	case "audio":
		return ".mp3"
	case "sticker":
		return ".webp"
	}
	return ""
}

// pictureSize is the size of a picture in pixels; ok is false if data is none.
func pictureSize(data []byte) (width, height int, ok bool) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	return config.Width, config.Height, err == nil
}

// getFile says where a file can be downloaded.
func getFile(c *call) (any, error) {
	if c.params["file_id"] == "" {
		return nil, badRequest("file_id not specified")
	}
	f := c.files.byID[c.params["file_id"]]
	switch {
	case f == nil:
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	case len(f.data) > maxDownload:
		return nil, badRequest("file is too big")
	}
	return struct {
		ID     string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Size   int    `json:"file_size"`
		Path   string `json:"file_path"`
	}{f.id, f.unique, len(f.data), f.path}, nil
}

// download is the name under which faults and the log know the fetching of a
// file, which is no method.
const download = "file"

// serveFile answers /file/bot<token>/<path>.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if token != s.opts.Token {
		writeJSON(w, 401, (&APIError{Code: 401, Description: "Unauthorized"}).body())
		return
	}
	c := &call{Server: s, ctx: r.Context(), name: download, record: Call{Method: download, At: s.now()}}
	f := s.takeFault(c)
	if f != nil && f.before(c, w) {
		return
	}
	status, body, err := s.fileBody(name)
	s.finish(c, status, err)
	if f != nil && f.after(w, status, body) {
		return
	}
	if err != nil {
		writeJSON(w, status, body)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the client may have left
}

// fileBody is the content of the file at a path, or the answer that there is
// none.
func (s *Server) fileBody(name string) (status int, body []byte, err error) {
	s.mu.Lock()
	f := s.files.paths[name]
	var data []byte
	if f != nil {
		data = f.data
	}
	s.mu.Unlock()
	if f == nil || len(data) > maxDownload {
		missing := &APIError{Code: 404, Description: "Not Found"}
		return 404, missing.body(), missing
	}
	return 200, data, nil
}

// FileData returns the content and the name of a stored file, for showing it.
func (s *Server) FileData(fileID string) (data []byte, name string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[fileID]
	if f == nil {
		return nil, "", false
	}
	return f.data, f.name, true
}

// usualMIME is the type of a file when nobody said it.
func usualMIME(kind, name string) string {
	switch kind {
	case "voice":
		return "audio/ogg"
	case "audio":
		return "audio/mpeg"
	case "video", "animation", "video_note":
		return "video/mp4"
	case "photo":
		return "image/jpeg"
	case "sticker":
		return "image/webp"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		t, _, _ = strings.Cut(t, ";")
		return t
	}
	return "application/octet-stream"
}
