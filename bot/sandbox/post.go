package sandbox

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Post is what a person sends.
type Post struct {
	Text     string   // or the caption
	Entities []Entity // formatting of Text
	// Files are the photos, documents and so on. Several make an album; the
	// caption goes to the first.
	Files   []Attachment
	ReplyTo Message // zero: none
	Quote   string  // part of ReplyTo that is quoted; empty: none
	Thread  int     // topic of a forum
	As      *Chat   // on whose behalf: a channel, or the group itself when anonymous
	ViaBot  bool    // sent through the bot's inline mode
}

// parts splits a text that is too long for one message, as applications do.
func (post Post) parts() []Post {
	text := []rune(post.Text)
	if len(post.Files) > 0 || len(text) <= maxText {
		return []Post{post}
	}
	var parts []Post
	for chunk := range slices.Chunk(text, maxText) {
		part := post
		part.Text, part.Entities = string(chunk), nil
		parts = append(parts, part)
	}
	return parts
}

// maySend makes sure that a can write to ch, and starts a private chat.
func (s *Server) maySend(a *account, ch *chat) error {
	if a.deactivated {
		return ErrDeactivated
	}
	if ch.kind != "private" {
		if me := ch.members[a.user.ID]; me == nil || me.status == "left" || me.status == "kicked" {
			return ErrNotMember
		}
		return nil
	}
	if ch.peer != a {
		return ErrNotMember
	}
	s.unblock(ch)
	return nil
}

// compose makes the messages of a post.
func (s *Server) compose(from *account, ch *chat, post Post) ([]*message, error) {
	text, marks := clean(post.Text, append([]Entity(nil), post.Entities...))
	marks = finishEntities(text, marks)
	first := message{chat: ch, from: from, text: text, marks: marks, thread: post.Thread}
	if ch.kind == "channel" {
		first.from, first.as = nil, ch
	}
	if post.ReplyTo.ID != 0 {
		target := s.lookup(post.ReplyTo)
		if target == nil {
			return nil, ErrNoMessage
		}
		first.reply = target
		if first.thread == 0 {
			first.thread = target.thread
		}
		if post.Quote != "" {
			first.quote = &wireQuote{Text: post.Quote, Position: units(before(target.text, post.Quote)), IsManual: true}
		}
	}
	if post.As != nil {
		first.as = post.As.c
		first.signature = from.user.FirstName
		first.from = s.standIn(post.As.c)
	}
	if post.ViaBot {
		first.viaBot = s.bot
	}
	switch {
	case len(post.Files) == 0 && !visible(text):
		return nil, errors.New("the text is empty")
	case len(post.Files) == 0:
		return []*message{&first}, nil
	case utf8.RuneCountInString(text) > maxCaption:
		return nil, errors.New("the caption is too long")
	}
	album := ""
	if len(post.Files) > 1 {
		album = s.albumID()
	}
	list := make([]*message, 0, len(post.Files))
	for i, a := range post.Files {
		m := first
		if m.album = album; i > 0 {
			m.text, m.marks, m.reply, m.quote = "", nil, nil, nil
		}
		m.media = s.attach(a)
		list = append(list, &m)
	}
	return list, nil
}

// albumID is a new media_group_id.
func (s *Server) albumID() string { return strconv.FormatInt(13_000_000_000_000_000+s.newSerial(), 10) }

// before is the part of text in front of part.
func before(text, part string) string {
	head, _, _ := strings.Cut(text, part)
	return head
}

// deliver puts a person's message into its chat and tells the bot, if it may
// see it.
func (s *Server) deliver(m *message) {
	if m.chat.kind == "private" {
		m.chat.started = true
	}
	s.add(m)
	if m.from != nil {
		m.chat.readBy(m.from.user.ID, m.id)
		m.chat.boards.used(m.from.user.ID)
	}
	if s.sees(m) {
		s.meet(m)
		s.push(updateKind(m, false), m.wire())
	}
}

// updateKind is the type of the update that carries m.
func updateKind(m *message, edited bool) string {
	kind := "message"
	if m.chat.kind == "channel" {
		kind = "channel_post"
	}
	if edited {
		return "edited_" + kind
	}
	return kind
}

// meet notes that the bot now knows the author.
func (s *Server) meet(m *message) {
	if m.from != nil {
		m.from.seen = true
	}
}
