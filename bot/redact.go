package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// withoutTexts returns the text of an error without what the person wrote,
// which may have become part of it on the way: texts of people never reach the
// log.
func withoutTexts(reason string, in incoming) string {
	said := []string{in.Text, in.From.Name, in.From.Username}
	if in.ReplyTo != nil {
		said = append(said, in.ReplyTo.Text, in.ReplyTo.Name)
	}
	if in.Forward != nil {
		said = append(said, in.Forward.Name)
	}
	if in.Inline != nil {
		said = append(said, in.Inline.Query)
	}
	if in.Press != nil {
		said = append(said, in.Press.Data)
	}
	for _, f := range in.Attachments {
		said = append(said, f.Name)
	}
	for _, text := range said {
		if utf8.RuneCountInString(text) < 2 {
			continue
		}
		reason = strings.ReplaceAll(reason, text, "…")
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(word) >= 4 {
				reason = strings.ReplaceAll(reason, word, "…")
			}
		}
	}
	return reason
}
