package sandbox

import "encoding/json"

// media is what a message carries besides its text.
type media struct {
	kind             string // photo, document, voice, audio, video, animation, video_note, sticker, contact or location
	file             *file  // nil for a contact or a location
	thumb            *file
	width, height    int
	seconds          int
	performer, title string
	emoji            string
	contact          *Contact
	location         *Location
	spoiler          bool
}

// Contact is a person's card.
type Contact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
	VCard     string `json:"vcard,omitempty"`
}

// Location is a point on the map, in degrees.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// wireMedia holds the fields of a message that its media fill in.
type wireMedia struct {
	Photo     []wireFile `json:"photo,omitempty"`
	Document  *wireFile  `json:"document,omitempty"`
	Voice     *wireFile  `json:"voice,omitempty"`
	Audio     *wireFile  `json:"audio,omitempty"`
	Video     *wireFile  `json:"video,omitempty"`
	Animation *wireFile  `json:"animation,omitempty"`
	VideoNote *wireFile  `json:"video_note,omitempty"`
	Sticker   *wireFile  `json:"sticker,omitempty"`
	Contact   *Contact   `json:"contact,omitempty"`
	Location  *Location  `json:"location,omitempty"`
}

// wireFile is any kind of file; each kind has its own fields.
type wireFile struct {
	ID         string    `json:"file_id"`
	Unique     string    `json:"file_unique_id"`
	Size       int       `json:"file_size,omitempty"`
	Width      int       `json:"width,omitempty"`
	Height     int       `json:"height,omitempty"`
	Length     int       `json:"length,omitempty"`
	Duration   *int      `json:"duration,omitempty"`
	Name       string    `json:"file_name,omitempty"`
	MIME       string    `json:"mime_type,omitempty"`
	Performer  string    `json:"performer,omitempty"`
	Title      string    `json:"title,omitempty"`
	Emoji      string    `json:"emoji,omitempty"`
	Type       string    `json:"type,omitempty"`
	IsAnimated *bool     `json:"is_animated,omitempty"`
	IsVideo    *bool     `json:"is_video,omitempty"`
	Thumbnail  *wireFile `json:"thumbnail,omitempty"`
	Thumb      *wireFile `json:"thumb,omitempty"` // older name of the same
}

// wire is the media as the Bot API shows them.
func (md *media) wire() *wireMedia {
	switch md.kind {
	case "photo":
		return &wireMedia{Photo: md.photoSizes()}
	case "contact":
		return &wireMedia{Contact: md.contact}
	case "location":
		return &wireMedia{Location: md.location}
	}
	f := &wireFile{ID: md.file.id, Unique: md.file.unique, Size: len(md.file.data), MIME: md.file.mime}
	if md.thumb != nil {
		t := &wireFile{ID: md.thumb.id, Unique: md.thumb.unique, Size: len(md.thumb.data)}
		t.Width, t.Height, _ = pictureSize(md.thumb.data)
		f.Thumbnail, f.Thumb = t, t
	}
	duration := md.seconds
	switch md.kind {
	case "voice":
		f.Duration = &duration
		return &wireMedia{Voice: f}
	case "audio":
		f.Duration, f.Performer, f.Title, f.Name = &duration, md.performer, md.title, md.file.name
		return &wireMedia{Audio: f}
	case "video":
		f.Duration, f.Width, f.Height, f.Name = &duration, md.width, md.height, md.file.name
		return &wireMedia{Video: f}
	case "video_note":
		f.Duration, f.Length, f.MIME = &duration, md.width, ""
		return &wireMedia{VideoNote: f}
	case "sticker":
		no := false
		f.Width, f.Height, f.Emoji, f.Type, f.IsAnimated, f.IsVideo, f.MIME = md.width, md.height, md.emoji, "regular", &no, &no, ""
		return &wireMedia{Sticker: f}
	case "animation": // a document too, for older clients
		f.Name = md.file.name
		document := *f
		f.Duration, f.Width, f.Height = &duration, md.width, md.height
		return &wireMedia{Animation: f, Document: &document}
	}
	f.Name = md.file.name
	return &wireMedia{Document: f}
}

// photoSizes are the sizes in which a photo can be fetched, the smallest
// first. All of them give the same bytes: the sandbox does not scale pictures.
func (md *media) photoSizes() []wireFile {
	full := wireFile{ID: md.file.id, Unique: md.file.unique, Size: len(md.file.data), Width: md.width, Height: md.height}
	longest := max(md.width, md.height)
	if longest <= 90 {
		return []wireFile{full}
	}
	small := full
	small.Unique += "s"
	small.Width, small.Height = max(md.width*90/longest, 1), max(md.height*90/longest, 1)
	return []wireFile{small, full}
}

// contentFor makes a message with the same content for another chat; who sends
// it and how is left to the caller.
func (m *message) contentFor(ch *chat) *message {
	return &message{chat: ch, text: m.text, marks: m.marks, media: m.media, preview: m.preview, above: m.above}
}

// rawObject reads a JSON object into a map, nil if it is none.
func rawObject(raw string) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &fields) != nil {
		return nil
	}
	return fields
}
