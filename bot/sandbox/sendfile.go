package sandbox

import (
	"encoding/json"
	"strings"
)

// fileTypes are the names of the kinds in the errors of the official server.
var fileTypes = map[string]string{
	"photo": "Photo", "document": "Document", "voice": "VoiceNote", "audio": "Audio", "video": "Video", "animation": "Animation",
	"video_note": "VideoNote", "sticker": "Sticker",
}

// sendFile returns the method that sends one file of the given kind.
func sendFile(kind string) method {
	return func(c *call) (any, error) {
		m, markup, err := c.draft()
		if err != nil {
			return nil, err
		}
		m.text, m.marks, err = c.text("caption", "caption_entities", maxCaption)
		if err != nil {
			return nil, err
		}
		m.media, err = c.media(kind, kind)
		if err != nil {
			return nil, err
		}
		m.above = c.bool("show_caption_above_media")
		return c.publish(m, markup), nil
	}
}

// media reads the file in the parameter name and what the other parameters
// tell about it.
func (c *call) media(kind, name string) (*media, error) {
	f, err := c.inputFile(kind, name, c.params[name])
	if err != nil {
		return nil, err
	}
	md := &media{
		kind: kind, file: f, seconds: c.int("duration"), width: c.int("width"), height: c.int("height"),
		performer: c.params["performer"], title: c.params["title"], emoji: c.params["emoji"], spoiler: c.bool("has_spoiler"),
	}
	if kind == "video_note" {
		md.width = c.int("length")
	}
	for _, thumb := range []string{"thumbnail", "thumb"} {
		up, ok := c.uploads[thumb]
		if attached, yes := strings.CutPrefix(c.params[thumb], "attach://"); yes {
			up, ok = c.uploads[attached]
		}
		if ok && kind != "photo" && kind != "voice" && kind != "sticker" {
			md.thumb = c.addFile("photo", up.name, "image/jpeg", up.data)
		}
	}
	md.measure()
	return md, nil
}

// inputFile finds the file that is meant: uploaded under the parameter's name
// or another one (attach://other), or sent before and named by its id.
func (c *call) inputFile(kind, name, value string) (*file, error) {
	up, uploaded := c.uploads[name]
	if attached, ok := strings.CutPrefix(value, "attach://"); ok {
		if up, uploaded = c.uploads[attached]; !uploaded {
			return nil, badRequest("sandbox: file %q was not found in the request", attached)
		}
	}
	switch {
	case uploaded:
		return c.store(kind, up)
	case value == "":
		return nil, badRequest("there is no %s in the request", strings.ReplaceAll(kind, "_", " "))
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return nil, badRequest("failed to get HTTP URL content")
	}
	f := c.files.byID[value]
	if f == nil {
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	}
	if f.kind != kind {
		return nil, badRequest("can't use file of type %s as %s", fileTypes[f.kind], fileTypes[kind])
	}
	return f, nil
}

// store checks and keeps an uploaded file.
func (c *call) store(kind string, up upload) (*file, error) {
	switch {
	case len(up.data) == 0:
		return nil, badRequest("file must be non-empty")
	case len(up.data) > maxFile:
		return nil, &APIError{Code: 413, Description: "Request Entity Too Large"}
	case kind == "photo" && len(up.data) > maxPhoto:
		return nil, badRequest("file is too big")
	}
	if kind == "photo" {
		w, h, ok := pictureSize(up.data)
		if !ok {
			return nil, badRequest("IMAGE_PROCESS_FAILED")
		}
		if w+h > 10_000 || w > 20*h || h > 20*w {
			return nil, badRequest("PHOTO_INVALID_DIMENSIONS")
		}
	}
	mimeType := up.mime
	if mimeType == "" || mimeType == "application/octet-stream" {
		mimeType = usualMIME(kind, up.name)
	}
	return c.addFile(kind, up.name, mimeType, up.data), nil
}

// inputMedia is one element of an album, or what a message is to become.
type inputMedia struct {
	Type      string          `json:"type"`
	Media     string          `json:"media"`
	Thumbnail string          `json:"thumbnail"`
	Thumb     string          `json:"thumb"`
	Caption   string          `json:"caption"`
	Mode      string          `json:"parse_mode"`
	Marks     json.RawMessage `json:"caption_entities"`
	Above     bool            `json:"show_caption_above_media"`
	Spoiler   bool            `json:"has_spoiler"`
	Duration  int             `json:"duration"`
	Width     int             `json:"width"`
	Height    int             `json:"height"`
	Performer string          `json:"performer"`
	Title     string          `json:"title"`
}

// fill puts the content that in describes into m.
func (c *call) fill(m *message, in inputMedia) error {
	switch in.Type {
	case "photo", "video", "document", "audio", "animation":
	default:
		return badRequest("can't parse InputMedia: type must be non-empty") // also for types unknown here
	}
	if in.Media == "" {
		return badRequest("can't parse InputMedia: media not found")
	}
	sub := *c
	sub.params = params{
		"caption": in.Caption, "parse_mode": in.Mode, "caption_entities": string(in.Marks), "media": in.Media, "thumbnail": in.Thumbnail, "thumb": in.Thumb,
	}
	var err error
	if m.text, m.marks, err = sub.text("caption", "caption_entities", maxCaption); err != nil {
		return err
	}
	if m.media, err = sub.media(in.Type, "media"); err != nil {
		return err
	}
	md := m.media
	md.seconds, md.performer, md.title, md.spoiler, m.above = in.Duration, in.Performer, in.Title, in.Spoiler, in.Above
	if in.Width > 0 && in.Height > 0 {
		md.width, md.height = in.Width, in.Height
	}
	return nil
}

// sendMediaGroup sends an album: 10 messages at most under one album id.
func sendMediaGroup(c *call) (any, error) {
	first, markup, err := c.draft()
	if err != nil {
		return nil, err
	}
	var items []inputMedia
	if err := json.Unmarshal([]byte(c.params["media"]), &items); err != nil {
		return nil, badRequest("can't parse media JSON object")
	}
	switch {
	case len(items) == 0:
		return nil, badRequest("there are no messages to send")
	case len(items) > 10:
		return nil, badRequest("too many messages to send as an album")
	}
	list := make([]*message, len(items))
	for i, in := range items {
		if (in.Type == "document" || in.Type == "audio") != (items[0].Type == "document" || items[0].Type == "audio") ||
			(in.Type == "document") != (items[0].Type == "document") {
			return nil, badRequest("%s can't be mixed with other media types", mixed(items[0].Type, in.Type))
		}
		if in.Type == "animation" {
			return nil, badRequest("type \"animation\" can't be used in sendMediaGroup")
		}
		m := *first
		if list[i] = &m; i > 0 {
			m.buttons = nil
		}
		if err := c.fill(list[i], in); err != nil {
			return nil, err
		}
	}
	if len(list) > 1 {
		album := c.albumID()
		for _, m := range list {
			m.album = album
		}
	}
	sent := make([]*wireMessage, len(list))
	for i, m := range list {
		sent[i] = c.publish(m, markup)
	}
	return sent, nil
}

// mixed names the kind that spoils an album.
func mixed(a, b string) string {
	for _, kind := range []string{a, b} {
		if kind == "document" || kind == "audio" {
			return strings.ToUpper(kind[:1]) + kind[1:]
		}
	}
	return b
}

func sendContact(c *call) (any, error) {
	m, markup, err := c.draft()
	if err != nil {
		return nil, err
	}
	m.media = &media{kind: "contact", contact: &Contact{
		Phone: c.params["phone_number"], FirstName: c.params["first_name"], LastName: c.params["last_name"], VCard: c.params["vcard"],
	}}
	return c.publish(m, markup), nil
}

func sendLocation(c *call) (any, error) {
	m, markup, err := c.draft()
	if err != nil {
		return nil, err
	}
	at := &Location{Latitude: c.float("latitude"), Longitude: c.float("longitude")}
	if at.Latitude < -90 || at.Latitude > 90 || at.Longitude < -180 || at.Longitude > 180 {
		return nil, badRequest("wrong location specified")
	}
	m.media = &media{kind: "location", location: at}
	return c.publish(m, markup), nil
}

func editMessageCaption(c *call) (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	if m.media == nil || m.media.file == nil {
		return nil, badRequest("there is no caption in the message to edit")
	}
	text, marks, err := c.text("caption", "caption_entities", maxCaption)
	if err != nil {
		return nil, err
	}
	buttons, err := c.newButtons()
	if err != nil {
		return nil, err
	}
	if text == m.text && sameMarks(marks, m.marks) && sameKeyboard(buttons, m.buttons) {
		return nil, badRequest(notModified)
	}
	m.text, m.marks, m.buttons = text, marks, buttons
	return c.changed(m), nil
}

func editMessageMedia(c *call) (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	buttons, err := c.newButtons()
	if err != nil {
		return nil, err
	}
	var in inputMedia
	if json.Unmarshal([]byte(c.params["media"]), &in) != nil {
		return nil, badRequest("can't parse InputMedia: expected an Object")
	}
	next := &message{}
	if err := c.fill(next, in); err != nil {
		return nil, err
	}
	same := m.media != nil && m.media.file == next.media.file && m.text == next.text && sameMarks(m.marks, next.marks) && sameKeyboard(buttons, m.buttons)
	if same {
		return nil, badRequest(notModified)
	}
	m.media, m.text, m.marks, m.above, m.buttons = next.media, next.text, next.marks, next.above, buttons
	return c.changed(m), nil
}
