package department

// MediaKind is what an attachment is.
type MediaKind string

// The kinds of attachments that come with a matter.
const (
	Photo    MediaKind = "photo"
	Voice    MediaKind = "voice"
	Video    MediaKind = "video"
	Audio    MediaKind = "audio"
	Document MediaKind = "document"
)

// Attachment is a file that came with a matter. The messenger keeps the file;
// we keep the number under which it gives it out again.
type Attachment struct {
	Kind MediaKind `json:"kind"`
	File string    `json:"file"`
	Name string    `json:"name,omitempty"`
}
