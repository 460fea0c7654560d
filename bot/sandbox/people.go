package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Person is a virtual user of Telegram. Everything a person does reaches the
// bot as an update, when the bot may see it.
type Person struct {
	server *Server
	acct   *account
}

// Person adds a person. The bot cannot write to them before they wrote to it.
// An ID or username that is already taken gives the person who has it.
func (s *Server) Person(p Profile) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := p.ID
	if owner := s.names[strings.ToLower(p.Username)]; id == 0 && p.Username != "" && owner > 0 {
		id = owner
	}
	if a := s.accounts[id]; a != nil {
		return &Person{s, a}
	}
	return &Person{s, s.newAccount(p)}
}

// FindPerson returns the person with the given id, or nil.
func (s *Server) FindPerson(id int64) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.accounts[id]; a != nil && !a.user.IsBot {
		return &Person{s, a}
	}
	return nil
}

// Errors of what people try to do.
var (
	ErrDeactivated = errors.New("the account is deactivated")
	ErrNotMember   = errors.New("not a member of the chat")
	ErrNoMessage   = errors.New("there is no such message")
	ErrNoButton    = errors.New("there is no such button")
)

// ID is the person's Telegram id.
func (p *Person) ID() int64 { return p.acct.user.ID }

// Profile returns what the person was made of; ID and FirstName are filled in.
func (p *Person) Profile() Profile {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	profile := p.acct.profile
	profile.ID = p.acct.user.ID
	return profile
}

// User is the person as the Bot API shows them.
func (p *Person) User() User {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return p.acct.user
}

// SetLanguage changes the language of the person's application; the bot learns
// of it with the next update.
func (p *Person) SetLanguage(code string) {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	p.acct.user.LanguageCode, p.acct.profile.Language = code, code
}

// Chat is the person's private chat with the bot.
func (p *Person) Chat() *Chat {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return &Chat{p.server, p.server.private(p.acct)}
}

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

// Say writes text to the bot.
func (p *Person) Say(text string) (Message, error) { return p.one(p.Chat(), Post{Text: text}) }

// Command is [Person.Say] under the name that fits commands: "/help".
func (p *Person) Command(text string) (Message, error) { return p.Say(text) }

// Open follows the link t.me/<bot>?start=payload: /start with the payload.
func (p *Person) Open(payload string) (Message, error) {
	return p.Say(strings.TrimRight("/start "+payload, " "))
}

// SayIn writes text into a group.
func (p *Person) SayIn(ch *Chat, text string) (Message, error) { return p.one(ch, Post{Text: text}) }

// SayInTopic writes text into a topic of a forum.
func (p *Person) SayInTopic(ch *Chat, thread int, text string) (Message, error) {
	return p.one(ch, Post{Text: text, Thread: thread})
}

// Reply answers the message m where it stands.
func (p *Person) Reply(m Message, text string) (Message, error) {
	return p.one(p.server.ChatByID(m.ChatID), Post{Text: text, ReplyTo: m})
}

// ReplyQuoting answers the message m, quoting a part of its text.
func (p *Person) ReplyQuoting(m Message, part, text string) (Message, error) {
	return p.one(p.server.ChatByID(m.ChatID), Post{Text: text, ReplyTo: m, Quote: part})
}

// SendFile sends one attachment to the bot.
func (p *Person) SendFile(a Attachment, caption string) (Message, error) {
	return p.one(p.Chat(), Post{Text: caption, Files: []Attachment{a}})
}

// SendAlbum sends several attachments to the bot as one album.
func (p *Person) SendAlbum(caption string, files ...Attachment) ([]Message, error) {
	return p.Send(p.Chat(), Post{Text: caption, Files: files})
}

func (p *Person) one(ch *Chat, post Post) (Message, error) {
	list, err := p.Send(ch, post)
	if err != nil {
		return Message{}, err
	}
	return list[0], nil
}

// Send sends anything anywhere: one message, or several for an album. Writing
// to a bot that the person blocked unblocks it first, as the button of the
// application does.
func (p *Person) Send(ch *Chat, post Post) ([]Message, error) {
	s := p.server
	if ch == nil {
		return nil, fmt.Errorf("send: %w", ErrNoMessage)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.maySend(p.acct, ch.c); err != nil {
		return nil, fmt.Errorf("send to chat %d: %w", ch.c.id, err)
	}
	drafts, err := s.compose(p.acct, ch.c, post)
	if err != nil {
		return nil, fmt.Errorf("send to chat %d: %w", ch.c.id, err)
	}
	sent := make([]Message, 0, len(drafts))
	for _, m := range drafts {
		s.deliver(m)
		sent = append(sent, m.view())
	}
	return sent, nil
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
	if len(post.Files) == 0 {
		if !visible(text) {
			return nil, errors.New("the text is empty")
		}
		return []*message{&first}, nil
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

// lookup finds the message that a view shows, or nil.
func (s *Server) lookup(v Message) *message {
	ch := s.chats[v.ChatID]
	if ch == nil {
		return nil
	}
	return ch.find(v.ID)
}

// Edit changes the text or caption of one of the person's own messages.
func (p *Person) Edit(m Message, text string) (Message, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.lookup(m)
	if own == nil || own.from != p.acct {
		return Message{}, fmt.Errorf("edit message %d: %w", m.ID, ErrNoMessage)
	}
	text, marks := clean(text, nil)
	own.text, own.marks, own.edited = text, finishEntities(text, marks), s.unix()
	own.seq = s.tell(EventEdit, own, p.acct.user.ID)
	if s.sees(own) {
		s.push(updateKind(own, true), own.wire())
	}
	return own.view(), nil
}

// Delete removes a message from a chat for everybody. The bot is not told.
func (p *Person) Delete(m Message) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	gone := s.lookup(m)
	if gone == nil {
		return fmt.Errorf("delete message %d: %w", m.ID, ErrNoMessage)
	}
	s.remove(gone)
	return nil
}

// Read marks everything in ch as read.
func (p *Person) Read(ch *Chat) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(ch.c.messages); n > 0 && ch.c.read[p.acct.user.ID] < ch.c.messages[n-1].id {
		last := ch.c.messages[n-1]
		ch.c.readBy(p.acct.user.ID, last.id)
		s.tell(EventRead, last, p.acct.user.ID)
	}
}

// Block blocks the bot: it is told, and cannot write any more.
func (p *Person) Block() {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.private(p.acct); ch.started && !ch.blocked {
		ch.blocked = true
		s.membershipChanged(ch, p.acct, s.bot, "member", "kicked")
	}
}

// Unblock lets the bot write again.
func (p *Person) Unblock() {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unblock(s.private(p.acct))
}

func (s *Server) unblock(ch *chat) {
	if ch.blocked {
		ch.blocked = false
		s.membershipChanged(ch, ch.peer, s.bot, "kicked", "member")
	}
}

// Deactivate deletes the person's account. The bot learns of it when it writes.
func (p *Person) Deactivate() {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	p.acct.deactivated = true
}
