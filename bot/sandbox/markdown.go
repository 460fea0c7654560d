package sandbox

import (
	"strings"
	"unicode/utf8"
)

// parseMarkdown reads MarkdownV2: the simple styles, links, code and pre,
// custom emoji and block quotations. It exists so that a text in it is not
// taken for plain; the program under test writes HTML.
func parseMarkdown(source string) (string, []Entity, error) {
	p := markdownParser{src: source}
	for p.at < len(p.src) {
		if err := p.step(); err != nil {
			return "", nil, err
		}
	}
	if p.quote {
		p.endQuote()
	}
	if n := len(p.open); n > 0 {
		return "", nil, markupErrorf("Can't find end of %s entity at byte offset %d", p.open[n-1].title, p.open[n-1].begin)
	}
	return p.out.String(), p.entities, nil
}

type markdownParser struct {
	src      string
	at       int
	out      strings.Builder
	units    int
	open     []mark
	entities []Entity
	quote    bool // inside of a block quotation
}

// mark is an opened style.
type mark struct {
	title, kind, ending, language string
	begin                         int // byte in the source
	offset                        int // in units
	start                         int // byte in out
}

// marks are the styles by what opens them, the longer first.
var marks = []struct{ sign, title, kind string }{
	{"```", "Pre", "pre"},
	{"`", "Code", "code"},
	{"__", "Underline", "underline"},
	{"_", "Italic", "italic"},
	{"*", "Bold", "bold"},
	{"~", "Strikethrough", "strikethrough"},
	{"||", "Spoiler", "spoiler"},
	{"![", "CustomEmoji", "custom_emoji"},
	{"[", "TextUrl", "text_link"},
}

func (p *markdownParser) write(r rune, size int) {
	p.out.WriteRune(r)
	p.units += runeUnits(r)
	p.at += size
}

// top returns the innermost open style, or nil.
func (p *markdownParser) top() *mark {
	if len(p.open) == 0 {
		return nil
	}
	return &p.open[len(p.open)-1]
}

// step reads one character or sign.
func (p *markdownParser) step() error {
	rest, top := p.src[p.at:], p.top()
	code := top != nil && (top.kind == "code" || top.kind == "pre")
	if rest[0] == '\\' && len(rest) > 1 && rest[1] > 0 && rest[1] <= 126 {
		p.at++
		p.write(rune(rest[1]), 1)
		return nil
	}
	if top != nil && strings.HasPrefix(rest, top.ending) && !(top.kind == "italic" && strings.HasPrefix(rest, "__")) {
		return p.end(*top)
	}
	if code {
		r, size := utf8.DecodeRuneInString(rest)
		p.write(r, size)
		return nil
	}
	if p.quoting(rest) {
		return nil
	}
	for _, m := range marks {
		if strings.HasPrefix(rest, m.sign) {
			p.begin(m.sign, m.title, m.kind)
			return nil
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("_*[]()~`>#+-=|{}.!", r) {
		return markupErrorf("Character '%c' is reserved and must be escaped with the preceding '\\'", r)
	}
	p.write(r, size)
	return nil
}

// quoting starts, continues or ends a block quotation at a line's start.
func (p *markdownParser) quoting(rest string) bool {
	atLine := p.at == 0 || p.src[p.at-1] == '\n'
	if rest[0] == '>' && atLine {
		if !p.quote {
			p.quote = true
			p.open = append(p.open, mark{title: "BlockQuote", kind: "blockquote", ending: "\x00", begin: p.at, offset: p.units})
		}
		p.at++
		return true
	}
	if rest[0] == '\n' && p.quote && (len(rest) == 1 || rest[1] != '>') {
		p.endQuote()
	}
	return false
}

// endQuote closes the block quotation unless a style inside of it is open.
func (p *markdownParser) endQuote() {
	if top := p.top(); top != nil && top.kind == "blockquote" {
		p.quote = false
		p.close(*top)
	}
}

func (p *markdownParser) begin(sign, title, kind string) {
	m := mark{title: title, kind: kind, ending: sign, begin: p.at, offset: p.units, start: p.out.Len()}
	p.at += len(sign)
	switch kind {
	case "text_link", "custom_emoji":
		m.ending = "]"
	case "pre":
		line, _, found := strings.Cut(p.src[p.at:], "\n")
		if found && !strings.ContainsAny(line, " `\t\r") {
			if m.language = line; line != "" {
				m.title = "PreCode"
			}
			p.at += len(line) + 1
		}
	}
	p.open = append(p.open, m)
}

// close adds the entity of the innermost style and forgets it.
func (p *markdownParser) close(m mark) {
	p.open = p.open[:len(p.open)-1]
	if p.units > m.offset {
		p.entities = append(p.entities, Entity{Type: m.kind, Offset: m.offset, Length: p.units - m.offset, Language: m.language})
	}
}

// end reads the sign that ends m, and the address after a link's text.
func (p *markdownParser) end(m mark) error {
	p.at += len(m.ending)
	if m.kind != "text_link" && m.kind != "custom_emoji" {
		p.close(m)
		return nil
	}
	target, found, err := p.target()
	if err != nil {
		return err
	}
	p.open = p.open[:len(p.open)-1]
	e := Entity{Offset: m.offset, Length: p.units - m.offset}
	switch {
	case m.kind == "custom_emoji":
		id, ok := strings.CutPrefix(target, "tg://emoji?id=")
		if !ok {
			return markupErrorf("Custom emoji entity must contain a tg://emoji URL")
		}
		e.Type, e.CustomEmojiID = m.kind, id
	case found:
		e = linkEntity(e, target)
	default:
		e = linkEntity(e, p.out.String()[m.start:])
	}
	if e.Type != "" && e.Length > 0 {
		p.entities = append(p.entities, e)
	}
	return nil
}

// target reads "(address)" if it follows.
func (p *markdownParser) target() (string, bool, error) {
	if !strings.HasPrefix(p.src[p.at:], "(") {
		return "", false, nil
	}
	p.at++
	begin := p.at
	var b strings.Builder
	for p.at < len(p.src) && p.src[p.at] != ')' {
		if p.src[p.at] == '\\' && p.at+1 < len(p.src) && p.src[p.at+1] <= 126 {
			p.at++
		}
		b.WriteByte(p.src[p.at])
		p.at++
	}
	if p.at >= len(p.src) {
		return "", false, markupErrorf("Can't find end of a URL at byte offset %d", begin)
	}
	p.at++
	return b.String(), true, nil
}
