package bot

import (
	"strings"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// span returns the bytes of text that an entity covers. Offsets count UTF-16
// code units. It returns false for an entity that is empty, reaches beyond the
// text, or begins or ends inside of a character.
func span(text string, e tgbotapi.MessageEntity) (from, to int, ok bool) {
	if e.Offset < 0 || e.Length <= 0 || e.Length > len(text) || e.Offset > len(text) {
		return 0, 0, false
	}
	from, ok = byteAt(text, 0, e.Offset)
	if !ok {
		return 0, 0, false
	}
	to, ok = byteAt(text, from, e.Length)
	return from, to, ok
}

// byteAt returns the position that lies units UTF-16 code units behind from.
func byteAt(text string, from, units int) (int, bool) {
	for units > 0 {
		r, size := utf8.DecodeRuneInString(text[from:])
		if size == 0 {
			return 0, false
		}
		units -= width(r)
		from += size
	}
	return from, units == 0
}

// width is how many UTF-16 code units a character has.
func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// units is the length of text in UTF-16 code units, as Telegram counts.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += width(r)
	}
	return n
}

// command reads the command that begins text. For a command of another bot
// other is true. Without a sound entity there is no command.
func command(text string, entities []tgbotapi.MessageEntity, username string) (name, rest string, other, ok bool) {
	for _, e := range entities {
		if e.Type != "bot_command" || e.Offset != 0 {
			continue
		}
		_, to, sound := span(text, e)
		if !sound || text[0] != '/' {
			continue
		}
		name, at, addressed := strings.Cut(text[1:to], "@")
		if !commandName(name) {
			continue
		}
		if addressed && !strings.EqualFold(at, username) {
			return "", "", true, false
		}
		return strings.ToLower(name), strings.TrimSpace(text[to:]), false, true
	}
	return "", "", false, false
}

func commandName(name string) bool {
	if name == "" || len(name) > 32 {
		return false
	}
	for _, r := range name {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}

// mentioned reports whether text calls the bot by its name, and returns the
// text without the name if that stands at its beginning or end.
func mentioned(text string, entities []tgbotapi.MessageEntity, me Me) (string, bool) {
	for _, e := range entities {
		from, to, ok := span(text, e)
		if !ok {
			continue
		}
		byName := e.Type == "mention" && me.Username != "" && strings.EqualFold(text[from:to], "@"+me.Username)
		byID := e.Type == "text_mention" && e.User != nil && e.User.ID == me.ID
		if !byName && !byID {
			continue
		}
		before, after := strings.TrimSpace(text[:from]), strings.TrimLeft(text[to:], " \n\t,:;")
		switch {
		case before == "":
			return after, true
		case strings.TrimSpace(after) == "":
			return before, true
		}
		return text, true
	}
	return text, false
}

// maxIncoming is how much of a text is read, in characters. Telegram allows
// 4096; what is longer is refused by the rules, so it need not be kept whole.
const maxIncoming = 8192

// clean returns text as it is kept: control characters other than new lines
// are left out, a tab becomes a space, broken UTF-8 is mended.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	n := 0
	return strings.Map(func(r rune) rune {
		if n >= maxIncoming {
			return -1
		}
		n++
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r < ' ' || r >= 0x7F && r < 0xA0:
			return -1
		}
		return r
	}, text)
}
