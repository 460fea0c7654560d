package sandbox

// Attachment is a file, a contact or a place that a person sends.
type Attachment struct {
	// Kind is photo, document, voice, audio, video, animation, video_note,
	// sticker, contact or location.
	Kind          string
	Name          string // of the file
	MIME          string // empty: the usual one of the kind
	Data          []byte // empty: some bytes that are no real picture or sound
	Seconds       int
	Width, Height int    // zero: read from a picture, else 800 × 600
	Emoji         string // of a sticker
	Performer     string // of an audio file
	Title         string // of an audio file
	Contact       *Contact
	Location      *Location
}

// Photo is a photo with the given bytes.
func Photo(data []byte) Attachment { return Attachment{Kind: "photo", Data: data} }

// Document is a file with the given name and bytes.
func Document(name string, data []byte) Attachment {
	return Attachment{Kind: "document", Name: name, Data: data}
}

// Voice is a voice message of the given length.
func Voice(seconds int, data []byte) Attachment {
	return Attachment{Kind: "voice", Seconds: seconds, Data: data}
}

// attach turns an attachment into media.
func (s *Server) attach(a Attachment) *media {
	md := &media{
		kind: a.Kind, seconds: a.Seconds, width: a.Width, height: a.Height, emoji: a.Emoji, performer: a.Performer,
		title: a.Title, contact: a.Contact, location: a.Location,
	}
	if a.Kind == "contact" || a.Kind == "location" {
		return md
	}
	if len(a.Data) == 0 {
		a.Data = []byte("sandbox " + a.Kind)
	}
	setDefault(&a.MIME, usualMIME(a.Kind, a.Name))
	md.file = s.addFile(a.Kind, a.Name, a.MIME, a.Data)
	md.measure()
	return md
}

// measure fills in the size of a picture.
func (md *media) measure() {
	switch md.kind {
	case "photo", "video", "animation", "sticker", "video_note":
	default:
		return
	}
	if w, h, ok := pictureSize(md.file.data); ok && md.width == 0 {
		md.width, md.height = w, h
	}
	if md.kind == "video_note" {
		setDefault(&md.width, 240)
		md.height = md.width
	}
	setDefault(&md.width, 800)
	setDefault(&md.height, 600)
}
