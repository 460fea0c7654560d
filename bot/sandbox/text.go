package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of texts, as Telegram counts them.
const (
	maxSource  = 32768 // bytes, before markup is parsed
	maxText    = 4096  // characters, after parsing
	maxCaption = 1024  // characters, after parsing
	maxMarks   = 100   // entities of one message
)

// Entity is a marked part of a text. Offset and Length count UTF-16 units.
type Entity struct {
	Type          string `json:"type"`
	Offset        int    `json:"offset"`
	Length        int    `json:"length"`
	URL           string `json:"url,omitempty"`
	User          *User  `json:"user,omitempty"`
	Language      string `json:"language,omitempty"`
	CustomEmojiID string `json:"custom_emoji_id,omitempty"`
}

func (e Entity) end() int { return e.Offset + e.Length }

// units returns the length of text in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// cut returns the part of text that starts at offset and is length UTF-16
// units long, as far as the text reaches.
func cut(text string, offset, length int) string {
	start, end, at := len(text), len(text), 0
	for i, r := range text {
		if at >= offset && start > i {
			start = i
		}
		if at >= offset+length {
			end = i
			break
		}
		at += runeUnits(r)
	}
	return text[start:max(start, end)]
}

// formatted turns source, written in the given parse mode or marked by the
// JSON array marks, into the text that people see and its entities.
func formatted(source, mode, marks string) (string, []Entity, error) {
	if len(source) > maxSource {
		return "", nil, badRequest("text is too long")
	}
	if !utf8.ValidString(source) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text, entities, err := source, []Entity(nil), error(nil)
	switch strings.ToLower(mode) {
	case "html":
		text, entities, err = parseHTML(source)
	case "markdownv2", "markdown":
		text, entities, err = parseMarkdown(source)
	case "", "none":
		entities = readMarks(marks, units(source))
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	if err != nil {
		return "", nil, badRequest("can't parse entities: %v", err)
	}
	text, entities = clean(text, entities)
	return text, finishEntities(text, entities), nil
}

// readMarks reads a JSON array of entities; whatever is not one, and entities
// outside of the text or of an unknown or automatic type, are ignored.
func readMarks(marks string, length int) []Entity {
	if marks == "" || marks[0] != '[' {
		return nil
	}
	var list []Entity
	if json.Unmarshal([]byte(marks), &list) != nil {
		return nil
	}
	return slices.DeleteFunc(list, func(e Entity) bool {
		return e.Offset < 0 || e.Length <= 0 || e.Offset > length || e.Length > length-e.Offset || !isStyle(e.Type) && !isSolid(e.Type)
	})
}

// clean replaces control characters by spaces, drops carriage returns, trims
// white space at both ends and moves the entities accordingly.
func clean(text string, entities []Entity) (string, []Entity) {
	if strings.ContainsRune(text, '\r') {
		text, entities = dropReturns(text, entities)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' }) {
		text = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' {
				return ' '
			}
			return r
		}, text)
	}
	trimmed := strings.TrimLeft(text, " \n")
	lead := len(text) - len(trimmed)
	text = strings.TrimRight(trimmed, " \n")
	return text, shift(entities, lead, units(text))
}

// shift moves entities lead units to the left and clips them to length; those
// left empty are dropped.
func shift(entities []Entity, lead, length int) []Entity {
	kept := entities[:0]
	for _, e := range entities {
		start, end := max(e.Offset-lead, 0), min(e.end()-lead, length)
		if start < end {
			e.Offset, e.Length = start, end-start
			kept = append(kept, e)
		}
	}
	return kept
}

// dropReturns removes the carriage returns of text.
func dropReturns(text string, entities []Entity) (string, []Entity) {
	gone := make([]int, 0, 8) // positions in units of the dropped ones
	at := 0
	for _, r := range text {
		if r == '\r' {
			gone = append(gone, at)
		}
		at += runeUnits(r)
	}
	before := func(pos int) int {
		n, _ := slices.BinarySearch(gone, pos)
		return n
	}
	for i, e := range entities {
		start, end := e.Offset-before(e.Offset), e.end()-before(e.end())
		entities[i].Offset, entities[i].Length = start, end-start
	}
	return strings.ReplaceAll(text, "\r", ""), entities
}

// visible reports whether text has a character that can be seen.
func visible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !(r >= 0x200b && r <= 0x200f) && !(r >= 0x2028 && r <= 0x202f) &&
			!(r >= 0x2060 && r <= 0x2064) && r != 0xfeff
	})
}
