package sandbox

import (
	"errors"
	"fmt"
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

// Say writes text to the bot.
func (p *Person) Say(text string) (Message, error) { return p.one(p.Chat(), Post{Text: text}) }

// Command is [Person.Say] under the name that fits commands: "/help".
func (p *Person) Command(text string) (Message, error) { return p.Say(text) }

// ErrPayload is the error of a link whose payload Telegram would not carry: over
// 64 characters, or others than A-Z a-z 0-9 _ -.
var ErrPayload = errors.New("a link cannot carry this payload")

// Open follows the link t.me/<bot>?start=payload: /start with the payload.
func (p *Person) Open(payload string) (Message, error) {
	const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
	if len(payload) > 64 || strings.Trim(payload, allowed) != "" {
		return Message{}, fmt.Errorf("open the link %q: %w", payload, ErrPayload)
	}
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

// Send sends anything anywhere: one message, or several for an album or a text
// of over 4,096 characters (whose Entities are lost). Writing
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
	var sent []Message
	for _, part := range post.parts() {
		drafts, err := s.compose(p.acct, ch.c, part)
		if err != nil {
			return sent, fmt.Errorf("send to chat %d: %w", ch.c.id, err)
		}
		for _, m := range drafts {
			s.deliver(m)
			sent = append(sent, m.view())
		}
	}
	return sent, nil
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

// Clear deletes the private chat with all its messages on the person's side.
// The bot is not told.
func (p *Person) Clear() {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.private(p.acct).messages {
		if !m.deleted {
			s.remove(m)
		}
	}
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
