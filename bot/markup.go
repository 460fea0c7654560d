package bot

import (
	"html"
	"strings"
	"unicode/utf8"
)

// piece is a bit of a message's markup: a tag, or one visible character, which
// may be written as an entity.
type piece struct {
	text  string
	tag   bool
	units int // visible UTF-16 code units
}

// nextPiece returns the piece that begins text.
func nextPiece(text string) piece {
	if text[0] == '<' {
		if i := strings.IndexByte(text, '>'); i > 0 {
			return piece{text: text[:i+1], tag: true}
		}
	}
	if text[0] == '&' {
		if i := strings.IndexByte(text, ';'); i > 1 && i < 12 {
			if shown := html.UnescapeString(text[:i+1]); shown != text[:i+1] {
				return piece{text: text[:i+1], units: units(shown)}
			}
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	return piece{text: text[:size], units: width(r)}
}

// split divides marked-up text into parts of at most limit visible UTF-16 code
// units: at the last end of a line, else at the last space, else between two
// characters, never inside of a tag or an entity. Tags that are open where it
// divides are closed there and opened again in the next part.
func split(text string, limit int) []string {
	var all []string
	for {
		head, tail := splitOnce(text, limit)
		all = append(all, head)
		if tail == "" {
			return all
		}
		text = tail
	}
}

// place is a position in a text at which it can be divided.
type place struct {
	at   int      // the bytes before it
	skip int      // bytes that fall away there: a new line, a space
	open []string // tags that are open there
}

func splitOnce(text string, limit int) (head, tail string) {
	if len(text) <= limit { // every unit has at least one byte
		return text, ""
	}
	var (
		shown             int
		open              []string
		line, space, hard place
	)
	for at := 0; at < len(text); {
		p := nextPiece(text[at:])
		// A space may lie beyond the limit: it falls away.
		switch {
		case shown == 0:
		case p.text == "\n":
			line = place{at, 1, open}
		case p.text == " ":
			space = place{at, 1, open}
		}
		if shown+p.units > limit {
			return best(line, space, hard).divide(text)
		}
		shown += p.units
		if p.tag {
			open = follow(open, p.text)
		}
		at += len(p.text)
		hard = place{at, 0, open}
	}
	return text, ""
}

// best returns the first of the places that exists.
func best(places ...place) place {
	for _, p := range places {
		if p.at > 0 {
			return p
		}
	}
	return place{}
}

// follow returns the open tags after one more.
func follow(open []string, tag string) []string {
	if !strings.HasPrefix(tag, "</") {
		return append(open[:len(open):len(open)], tag)
	}
	if len(open) > 0 {
		return open[:len(open)-1]
	}
	return open
}

func (p place) divide(text string) (head, tail string) {
	head, tail = text[:p.at], text[p.at+p.skip:]
	for i := len(p.open) - 1; i >= 0; i-- {
		head += closing(p.open[i])
	}
	if plain(tail) == "" {
		return head, ""
	}
	return head, strings.Join(p.open, "") + tail
}

func closing(tag string) string {
	name := strings.Trim(tag, "</>")
	if i := strings.IndexAny(name, " \n"); i >= 0 {
		name = name[:i]
	}
	return "</" + name + ">"
}

// shorten cuts marked-up text to limit visible units and says so by an
// ellipsis.
func shorten(text string, limit int) string {
	if head, tail := splitOnce(text, limit); tail == "" {
		return head
	}
	head, _ := splitOnce(text, limit-2)
	return head + "\n…"
}

// plain returns marked-up text as it is shown, without markup.
func plain(text string) string {
	var b strings.Builder
	for text != "" {
		p := nextPiece(text)
		if !p.tag {
			b.WriteString(html.UnescapeString(p.text))
		}
		text = text[len(p.text):]
	}
	return b.String()
}

// cut returns the first characters of a text, at most max.
func cut(text string, max int) string {
	n := 0
	for i := range text {
		if n == max {
			return text[:i]
		}
		n++
	}
	return text
}
