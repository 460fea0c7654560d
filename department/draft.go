package department

import (
	"strings"
	"time"
)

// Draft is what an employee sent without saying what it is: a text, photos, a
// forwarded message. It is kept at once, so that it is not lost, and becomes a
// matter, or a comment to one, when the person says of which kind.
type Draft struct {
	ID          int64
	Chat        int64
	Person      PersonID
	Text        string   // all that was said in its messages
	Author      string   // of the message that was forwarded, empty if it was not
	AuthorID    PersonID // 0 if the author hides it
	Attachments []Attachment
	Album       string // the same for all parts of an album
	Created     time.Time
	Matter      int64 // what it became, 0 while it is a draft
	// Comment says that it became a comment to Matter, not a matter of its own.
	Comment bool
	// Parts are the messages that it came in.
	Parts []DraftPart
}

// DraftPart is one message of a draft.
type DraftPart struct {
	Message int64  `json:"message"`
	Text    string `json:"text,omitempty"`
}

// Say notes what a message of the draft says: a further one, or one that was
// changed. The text of the draft follows.
func (d *Draft) Say(message int64, text string) {
	text, known := strings.TrimSpace(text), false
	var all []string
	for i := range d.Parts {
		if d.Parts[i].Message == message {
			d.Parts[i].Text, known = text, true
		}
	}
	if !known {
		d.Parts = append(d.Parts, DraftPart{Message: message, Text: text})
	}
	for _, p := range d.Parts {
		if p.Text != "" {
			all = append(all, p.Text)
		}
	}
	d.Text = strings.Join(all, "\n")
}
