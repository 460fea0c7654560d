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

// MaxFiles is how many files a matter has at most, those of its comments
// included, and a draft.
const MaxFiles = 30

// FitFiles divides files into those that fit beside the have ones that are there
// already and those that are too many, both in their order.
func FitFiles(have int, with []Attachment) (fit, over []Attachment) {
	free := min(max(MaxFiles-have, 0), len(with))
	return with[:free:free], with[free:]
}
