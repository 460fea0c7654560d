package department

import (
	"strings"
	"time"
	"unicode/utf8"
)

// MaxHeading is how long the title of a reference is at most, in characters.
const MaxHeading = 200

// Reference is a text that the department refers to: an answer that was given
// once, a rule, a price. Every employee may read it.
type Reference struct {
	ID    int64
	Title string   // what it answers
	Owner PersonID // who answers for it
	// Source is the question whose answer it was, 0 for none, and Answered who
	// gave that answer.
	Source   int64
	Answered PersonID
	ReferenceVersion
	Withdrawn time.Time // zero while it holds
	Last      ReferenceDeed
}

// ReferenceVersion is one version of the text of a reference. The first is 1.
type ReferenceVersion struct {
	Version int
	Text    string
	By      PersonID
	At      time.Time
}

// ReferenceAct is what can be done with a reference.
type ReferenceAct string

// The acts. None is left after an undo.
const (
	MakeReference     ReferenceAct = "make"
	ReviseReference   ReferenceAct = "revise"
	WithdrawReference ReferenceAct = "withdraw"
)

// ReferenceDeed is what was done with a reference last; the zero value is nothing
// that could be taken back.
type ReferenceDeed struct {
	Act ReferenceAct
	By  PersonID
	At  time.Time
}

// NewReference returns r with text as its first version, which the director makes.
// A title that is too long is cut. It refuses a blank title or text and a text
// longer than [MaxText].
func NewReference(r Reference, text string, by Person, at time.Time) (Reference, error) {
	r.Title = strings.Join(strings.Fields(r.Title), " ")
	if utf8.RuneCountInString(r.Title) > MaxHeading {
		r.Title = string([]rune(r.Title)[:MaxHeading-1]) + "…"
	}
	switch {
	case !by.May(Director):
		return Reference{}, Refuse("not_yours")
	case r.Title == "":
		return Reference{}, Refuse("reference_empty")
	}
	if r.Owner == 0 {
		r.Owner = by.ID
	}
	err := r.write(text, by, at)
	r.Last = ReferenceDeed{MakeReference, by.ID, at.UTC()}
	return r, err
}

// write makes text the next version.
func (r *Reference) write(text string, by Person, at time.Time) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return Refuse("reference_empty")
	case utf8.RuneCountInString(text) > MaxText:
		return Refuse("text_too_long", "Max", MaxText)
	}
	r.ReferenceVersion = ReferenceVersion{Version: r.Version + 1, Text: text, By: by.ID, At: at.UTC()}
	return nil
}

// Visible reports whether p may read the reference.
func (r Reference) Visible(p Person) bool { return p.May(Employee) }

// Revisable reports whether p may write a new version: the director or the owner,
// while it holds.
func (r Reference) Revisable(p Person) bool {
	return r.Withdrawn.IsZero() && (p.May(Director) || p.StandsFor(r.Owner))
}

// Revise makes text the next version. It refuses whoever may not, a blank or
// overlong text, and the text that it has already.
func (r *Reference) Revise(text string, by Person, at time.Time) error {
	switch {
	case !r.Withdrawn.IsZero():
		return Refuse("reference_over", "Number", r.ID)
	case !r.Revisable(by):
		return Refuse("not_yours")
	case strings.TrimSpace(text) == r.Text:
		return Refuse("reference_same", "Number", r.ID)
	}
	if err := r.write(text, by, at); err != nil {
		return err
	}
	r.Last = ReferenceDeed{ReviseReference, by.ID, at.UTC()}
	return nil
}

// Withdraw ends the reference: it is neither listed nor found nor offered any
// more. Only the director may.
func (r *Reference) Withdraw(by Person, at time.Time) error {
	switch {
	case !by.May(Director):
		return Refuse("not_yours")
	case !r.Withdrawn.IsZero():
		return Refuse("reference_over", "Number", r.ID)
	}
	r.Withdrawn = at.UTC()
	r.Last = ReferenceDeed{WithdrawReference, by.ID, at.UTC()}
	return nil
}

// CanUndo reports whether p may still take back what was done last: only whoever
// did it, and only within [UndoFor].
func (r Reference) CanUndo(p Person, now time.Time) bool {
	return r.Last.Act != "" && r.Last.By == p.ID && p.May(Employee) && now.Sub(r.Last.At) < UndoFor
}

// Undo takes back what was done last; versions are all there are. It refuses with
// "undo_late" what [Reference.CanUndo] does not allow.
func (r *Reference) Undo(versions []ReferenceVersion, by Person, at time.Time) error {
	if !r.CanUndo(by, at) {
		return Refuse("undo_late")
	}
	switch r.Last.Act {
	case MakeReference:
		r.Withdrawn = at.UTC()
	case WithdrawReference:
		r.Withdrawn = time.Time{}
	case ReviseReference:
		for _, v := range versions {
			if v.Version == r.Version-1 {
				r.ReferenceVersion = v
				break
			}
		}
	}
	r.Last = ReferenceDeed{}
	return nil
}

// Answers reports whether somebody who asks with these stems may mean the
// reference whose title has those: all its words are there, or the two are
// alike.
func Answers(asked, title []string) bool {
	shared := 0
	for _, stem := range title {
		for _, other := range asked {
			if stem == other {
				shared++
				break
			}
		}
	}
	return len(title) > 0 && shared == len(title) || Likeness(asked, title) >= Alike
}
