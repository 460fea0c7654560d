package department

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Comment notes what one of the [Members] of the matter has to say about it, also
// when it is over. It is no step: no clock stops.
func (m *Matter) Comment(text string, by Person, at time.Time) error {
	text = strings.TrimSpace(text)
	if err := m.Lets(Comment, by); err != nil {
		return err
	}
	switch {
	case text == "":
		return Refuse("note_missing")
	case utf8.RuneCountInString(text) > MaxNote:
		return Refuse("note_too_long", "Max", MaxNote)
	}
	before := m.Standing
	m.record(Event{Act: Comment, By: by.ID, At: at, Note: text, Before: &before})
	return nil
}

// Reword replaces the text; the old one stays in the ledger. Only the one who
// wrote it may, and only while the matter is not over. The same text again
// changes nothing; it reports whether anything changed.
func (m *Matter) Reword(text string, by Person, at time.Time) (bool, error) {
	text = strings.TrimSpace(text)
	switch {
	case by.ID == 0 || by.ID != m.Reporter || !by.May(Employee):
		return false, Refuse("not_yours")
	case text == m.Text:
		return false, nil
	case m.State.Over():
		return false, Refuse("no_step", "Number", m.ID, "State", m.State)
	case !Says(text):
		return false, Refuse("reword_empty")
	case utf8.RuneCountInString(text) > MaxText:
		return false, Refuse("text_too_long", "Max", MaxText)
	}
	before := m.Standing
	old := m.Text
	m.Text = text
	m.record(Event{Act: Reword, By: by.ID, At: at, Note: old, Before: &before})
	return true, nil
}

// Says reports whether a text has a letter or a digit, without which it says
// nothing.
func Says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
