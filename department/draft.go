package department

import "time"

// Draft is what an employee sent without saying what it is: a text, photos, a
// forwarded message. It is kept at once, so that it is not lost, and becomes a
// matter when the person says of which kind.
type Draft struct {
	ID          int64
	Chat        int64
	Person      PersonID
	Text        string
	Author      string   // of the message that was forwarded, empty if it was not
	AuthorID    PersonID // 0 if the author hides it
	Attachments []Attachment
	Album       string // the same for all parts of an album
	Created     time.Time
	Matter      int64 // what it became, 0 while it is a draft
}
