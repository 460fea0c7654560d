package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseHTML reads Telegram's HTML: a handful of tags, four named entities and
// numeric ones. The texts and byte offsets of its errors are those of the
// official server, because the program under test may show or match them.
//
// The text returned is never longer than source; the entities are in range and
// nested, in the order in which their tags were closed.
func parseHTML(source string) (string, []Entity, error) {
	p := htmlParser{src: source}
	p.out.Grow(len(source))
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '<' && strings.HasPrefix(p.src[p.at:], "</"):
			if err := p.closeTag(); err != nil {
				return "", nil, err
			}
		case c == '<':
			if err := p.openTag(); err != nil {
				return "", nil, err
			}
		case c == '&':
			r, size := htmlChar(p.src[p.at:])
			p.write(r, size)
		default:
			r, size := utf8.DecodeRuneInString(p.src[p.at:])
			p.write(r, size)
		}
	}
	if len(p.open) > 0 {
		return "", nil, markupErrorf("Can't find end tag corresponding to start tag %q", p.open[len(p.open)-1].name)
	}
	if p.surrogate {
		return "", nil, markupErrorf("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	return p.out.String(), p.entities, nil
}

type htmlParser struct {
	src       string
	at        int // byte in src
	out       strings.Builder
	units     int // length of out in UTF-16 units
	open      []htmlTag
	entities  []Entity
	surrogate bool // half of a surrogate pair was written as a number
}

// htmlTag is a tag that was opened and not yet closed.
type htmlTag struct {
	name     string
	argument string // of the one attribute that means something for the tag
	offset   int    // in units
	start    int    // byte in out
}

// write appends r and goes on size bytes.
func (p *htmlParser) write(r rune, size int) {
	if r >= 0xd800 && r <= 0xdfff {
		p.surrogate = true
	}
	p.out.WriteRune(r)
	p.units += runeUnits(r)
	p.at += size
}

// htmlChar decodes the character reference at the start of s; what is none is
// an ampersand. It returns the character and the bytes it took.
func htmlChar(s string) (rune, int) {
	if strings.HasPrefix(s, "&#") {
		digits, base := s[2:], 10
		if strings.HasPrefix(digits, "x") {
			digits, base = digits[1:], 16
		}
		end := 0
		for end < len(digits) && isDigit(digits[end], base) {
			end++
		}
		code, err := strconv.ParseUint(digits[:end], base, 32)
		if err != nil || code == 0 || code >= 0x10ffff || end >= 10 {
			return '&', 1
		}
		return rune(code), referenceSize(s, len(s)-len(digits)+end)
	}
	end := 1
	for end < len(s) && (s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	switch s[1:end] {
	case "lt":
		return '<', referenceSize(s, end)
	case "gt":
		return '>', referenceSize(s, end)
	case "amp":
		return '&', referenceSize(s, end)
	case "quot":
		return '"', referenceSize(s, end)
	}
	return '&', 1
}

// referenceSize adds the semicolon, which may be missing.
func referenceSize(s string, end int) int {
	if end < len(s) && s[end] == ';' {
		end++
	}
	return end
}

func isDigit(c byte, base int) bool {
	return c >= '0' && c <= '9' || base == 16 && (c|0x20 >= 'a' && c|0x20 <= 'f')
}

// isSpace is white space inside of a tag; a zero byte counts, as it does at
// the official server.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == 0
}

// peek returns the byte at p.at, or 0 at the end.
func (p *htmlParser) peek() byte {
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

func (p *htmlParser) skipSpace() {
	for p.at < len(p.src) && isSpace(p.src[p.at]) {
		p.at++
	}
}

// word reads up to white space, the end or one of stops.
func (p *htmlParser) word(stops string) string {
	start := p.at
	for p.at < len(p.src) && !isSpace(p.src[p.at]) && strings.IndexByte(stops, p.src[p.at]) < 0 {
		p.at++
	}
	return p.src[start:p.at]
}

// htmlTags are the tags that may be opened and the entities they make.
var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
	"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}

// openTag reads a start tag.
func (p *htmlParser) openTag() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.word(">"))
	if p.at >= len(p.src) {
		return markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	if htmlTags[name] == "" {
		return markupErrorf("Unsupported start tag %s at byte offset %d", quoted(name), begin)
	}
	tag := htmlTag{name: name, offset: p.units, start: p.out.Len()}
	for {
		p.skipSpace()
		if p.peek() == '>' {
			p.at++
			break
		}
		if err := p.attribute(&tag, begin); err != nil {
			return err
		}
	}
	if name == "span" && tag.argument != "spoiler" {
		return markupErrorf(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// quoted puts s between quotation marks as it is.
func quoted(s string) string { return `"` + s + `"` }

// attribute reads one attribute of a tag that began at byte begin.
func (p *htmlParser) attribute(tag *htmlTag, begin int) error {
	name := p.word("=>")
	if name == "" {
		if p.at >= len(p.src) {
			return markupErrorf("Unclosed start tag %s at byte offset %d", quoted(tag.name), begin)
		}
		return markupErrorf("Empty attribute name in the tag %s at byte offset %d", quoted(tag.name), begin)
	}
	p.skipSpace()
	if p.peek() != '=' {
		if tag.name == "blockquote" && name == "expandable" && p.at < len(p.src) {
			tag.argument = name
			return nil
		}
		return markupErrorf("Expected equal sign in declaration of an attribute of the tag %s at byte offset %d", quoted(tag.name), begin)
	}
	p.at++
	p.skipSpace()
	if p.at >= len(p.src) {
		return markupErrorf("Unclosed start tag %s at byte offset %d", quoted(tag.name), begin)
	}
	value, err := p.attributeValue(begin)
	if err != nil {
		return err
	}
	tag.set(name, value)
	return nil
}

// set keeps the attribute if it is the one that means something for the tag.
func (t *htmlTag) set(name, value string) {
	switch {
	case t.name == "a" && name == "href", t.name == "tg-emoji" && name == "emoji-id":
		t.argument = value
	case t.name == "code" && name == "class" && strings.HasPrefix(value, "language-"):
		t.argument = value[len("language-"):]
	case t.name == "span" && name == "class" && strings.HasPrefix(value, "tg-"):
		t.argument = value[len("tg-"):]
	case t.name == "blockquote" && name == "expandable":
		t.argument = name
	}
}

// attributeValue reads a value with or without quotation marks.
func (p *htmlParser) attributeValue(begin int) (string, error) {
	quote := p.src[p.at]
	if quote != '"' && quote != '\'' {
		start := p.at
		for p.at < len(p.src) && isNameToken(p.src[p.at]) {
			p.at++
		}
		if p.at < len(p.src) && !isSpace(p.src[p.at]) && p.src[p.at] != '>' {
			return "", markupErrorf("Unexpected end of name token at byte offset %d", start)
		}
		if p.at >= len(p.src) {
			return "", markupErrorf("Unclosed start tag at byte offset %d", begin)
		}
		return strings.ToLower(p.src[start:p.at]), nil
	}
	p.at++
	var value strings.Builder
	for p.at < len(p.src) && p.src[p.at] != quote {
		if p.src[p.at] == '&' {
			r, size := htmlChar(p.src[p.at:])
			value.WriteRune(r)
			p.at += size
			continue
		}
		value.WriteByte(p.src[p.at])
		p.at++
	}
	p.at++ // the closing quotation mark
	if p.at >= len(p.src) {
		return "", markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	return value.String(), nil
}

func isNameToken(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' || c == '-'
}

// closeTag reads an end tag; "</>" closes whatever is open.
func (p *htmlParser) closeTag() error {
	begin := p.at
	if len(p.open) == 0 {
		return markupErrorf("Unexpected end tag at byte offset %d", begin)
	}
	p.at += 2
	name := strings.ToLower(p.word(">"))
	p.skipSpace()
	if p.peek() != '>' {
		return markupErrorf("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return markupErrorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.offset {
		return nil
	}
	return p.mark(tag)
}

// mark adds the entity of a closed tag that is not empty.
func (p *htmlParser) mark(tag htmlTag) error {
	e := Entity{Type: htmlTags[tag.name], Offset: tag.offset, Length: p.units - tag.offset}
	var inner *Entity // the last entity, if it covers the same text
	if n := len(p.entities); n > 0 && p.entities[n-1].Offset == e.Offset && p.entities[n-1].Length == e.Length {
		inner = &p.entities[n-1]
	}
	switch {
	case tag.name == "blockquote" && tag.argument != "":
		e.Type = "expandable_blockquote"
	case tag.name == "tg-emoji":
		if id, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || id == 0 {
			return markupErrorf("Invalid custom emoji identifier specified")
		}
		e.CustomEmojiID = tag.argument
	case tag.name == "a":
		url := tag.argument
		if url == "" {
			url = p.out.String()[tag.start:]
		}
		if e = linkEntity(e, url); e.Type == "" {
			return nil
		}
	case tag.name == "code":
		e.Language = tag.argument
		if inner != nil && inner.Type == "pre" && e.Language != "" {
			inner.Language = e.Language
			return nil
		}
	case tag.name == "pre" && inner != nil && inner.Type == "code" && inner.Language != "":
		inner.Type = "pre"
		return nil
	}
	p.entities = append(p.entities, e)
	return nil
}

// markupError is what is wrong with a markup, in the words of the official
// server, which start with a capital letter.
type markupError string

func (e markupError) Error() string { return string(e) }

func markupErrorf(format string, args ...any) error {
	return markupError(fmt.Sprintf(format, args...))
}
