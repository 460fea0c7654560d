package sandbox

import (
	"slices"
	"strings"
	"time"
)

// Chat is a private chat, a group or a channel as people see it.
type Chat struct {
	server *Server
	c      *chat
}

// Message is a message as people see it, a copy that does not change. Two
// copies of the same message have the same ChatID and ID.
type Message struct {
	ChatID    int64
	ID        int
	Thread    int
	From      User   // zero for a channel's post
	AsChat    string // title of the channel or group that speaks; empty: From does
	FromBot   bool   // it comes from the bot under test
	At        time.Time
	Edited    time.Time // zero: never
	Text      string    // without markup; the caption of media
	Entities  []Entity
	Media     *Media
	Album     string
	ReplyTo   int
	Quote     string
	Forwarded string // name of the first author; empty: not forwarded
	ViaBot    string // username
	Buttons   [][]Button
	Reactions []Reaction
	Service   string // what a service message tells; empty for all others
	Pinned    bool
	Deleted   bool
	// Changed is the number of the event that changed the message last.
	Changed int64
}

// Media is what a message carries besides its text.
type Media struct {
	Kind          string // as in [Attachment]
	FileID        string
	Name, MIME    string
	Size          int
	Seconds       int
	Width, Height int
	Emoji         string
	Performer     string
	Title         string
	Contact       *Contact
	Location      *Location
	Spoiler       bool
}

// Reaction is an emoji under a message.
type Reaction struct {
	Emoji string
	By    int64 // account
}

// ChatAction is what the bot is seen doing.
type ChatAction struct {
	Action string // typing, upload_photo, …
	Thread int
	At     time.Time
}

// actionLife is how long an action is seen.
const actionLife = 5 * time.Second

// ChatByID returns the chat with the given id, or nil.
func (s *Server) ChatByID(id int64) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.chats[id]; ch != nil {
		return &Chat{s, ch}
	}
	return nil
}

// ID is the chat's id; a private chat has that of the person.
func (ch *Chat) ID() int64 { return ch.c.id }

// Kind is private, group, supergroup or channel.
func (ch *Chat) Kind() string { return ch.c.kind }

// Title is the name of a group or channel, or of the person.
func (ch *Chat) Title() string {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	if ch.c.peer != nil {
		return ch.c.peer.user.Name()
	}
	return ch.c.title
}

// Blocked reports whether the person of a private chat has blocked the bot.
func (ch *Chat) Blocked() bool {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	return ch.c.blocked
}

// Messages returns what stands in the chat, oldest first, without what was
// deleted. [Options.KeepMessages] bounds it.
func (ch *Chat) Messages() []Message {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	list := make([]Message, 0, len(ch.c.messages))
	for _, m := range ch.c.messages {
		if !m.deleted {
			list = append(list, m.view())
		}
	}
	return list
}

// After returns the messages with numbers above id, oldest first.
func (ch *Chat) After(id int) []Message {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	start, _ := slices.BinarySearchFunc(ch.c.messages, id+1, func(m *message, id int) int { return m.id - id })
	var list []Message
	for _, m := range ch.c.messages[start:] {
		if !m.deleted {
			list = append(list, m.view())
		}
	}
	return list
}

// Message returns the message with the given number as it is now; ok is false
// if there is none. A deleted one is returned with Deleted set.
func (ch *Chat) Message(id int) (m Message, ok bool) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	i, ok := slices.BinarySearchFunc(ch.c.messages, id, func(m *message, id int) int { return m.id - id })
	if !ok {
		return Message{}, false
	}
	return ch.c.messages[i].view(), true
}

// Last returns the newest message, the zero Message if there is none.
func (ch *Chat) Last() Message {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	for _, m := range slices.Backward(ch.c.messages) {
		if !m.deleted {
			return m.view()
		}
	}
	return Message{}
}

// Unread is the number of messages that p has not read; one's own are read.
func (ch *Chat) Unread(p *Person) int {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	n := 0
	for _, m := range slices.Backward(ch.c.messages) {
		if m.id <= ch.c.read[p.acct.user.ID] {
			break
		}
		if !m.deleted {
			n++
		}
	}
	return n
}

// ReadTo is the number of the newest message that p has read.
func (ch *Chat) ReadTo(p *Person) int {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	return ch.c.read[p.acct.user.ID]
}

// Actions is what the bot is seen doing now: an action shows for five seconds
// or until the bot's next message.
func (ch *Chat) Actions() []ChatAction {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	now := ch.server.now()
	var list []ChatAction
	for _, a := range ch.c.actions {
		if now.Sub(a.At) < actionLife {
			list = append(list, a)
		}
	}
	return list
}

// view is the message as people see it.
func (m *message) view() Message {
	v := Message{
		ChatID: m.chat.id, ID: m.id, Thread: m.thread, At: m.time(), Text: m.text, Entities: slices.Clone(m.marks),
		Album: m.album, Service: m.serviceText(), Deleted: m.deleted, Changed: m.seq,
		Pinned: slices.Contains(m.chat.pinned, m.id),
	}
	if m.from != nil {
		v.From = m.from.user
		v.FromBot = m.from.user.IsBot && m.as == nil
	}
	if m.as != nil {
		v.AsChat = m.as.title
	}
	if m.edited != 0 {
		v.Edited = time.Unix(m.edited, 0)
	}
	if m.media != nil {
		v.Media = m.media.view()
	}
	if m.reply != nil {
		v.ReplyTo = m.reply.id
	}
	if m.quote != nil {
		v.Quote = m.quote.Text
	}
	if m.origin != nil {
		v.Forwarded = m.origin.name()
	}
	if m.viaBot != nil {
		v.ViaBot = m.viaBot.user.Username
	}
	if m.buttons != nil {
		for _, row := range m.buttons.Rows {
			v.Buttons = append(v.Buttons, slices.Clone(row))
		}
	}
	for _, r := range m.reactions {
		v.Reactions = append(v.Reactions, Reaction{r.emoji, r.by})
	}
	return v
}

func (md *media) view() *Media {
	v := &Media{
		Kind: md.kind, Seconds: md.seconds, Width: md.width, Height: md.height, Emoji: md.emoji,
		Performer: md.performer, Title: md.title, Contact: md.contact, Location: md.location, Spoiler: md.spoiler,
	}
	if md.file != nil {
		v.FileID, v.Name, v.MIME, v.Size = md.file.id, md.file.name, md.file.mime, len(md.file.data)
	}
	return v
}

// name is that of the first author.
func (o *wireOrigin) name() string {
	switch {
	case o.SenderUser != nil:
		return o.SenderUser.Name()
	case o.Chat != nil:
		return o.Chat.Title
	case o.SenderChat != nil:
		return o.SenderChat.Title
	}
	return o.SenderName
}

// serviceText says what a service message tells.
func (m *message) serviceText() string {
	sv := m.service
	switch {
	case sv == nil:
		return ""
	case len(sv.NewMembers) > 0:
		return "joined: " + sv.NewMembers[0].Name()
	case sv.LeftMember != nil:
		return "left: " + sv.LeftMember.Name()
	case sv.NewTitle != "":
		return "new title: " + sv.NewTitle
	case sv.GroupCreated, sv.SuperCreated:
		return "group created"
	case sv.MigrateTo != 0:
		return "became a supergroup"
	case sv.MigrateFrom != 0:
		return "was a group"
	case sv.Pinned != nil:
		return "pinned a message"
	case sv.TopicCreated != nil:
		return "new topic: " + sv.TopicCreated.Name
	case sv.TopicClosed != nil:
		return "topic closed"
	case sv.TopicReopened != nil:
		return "topic reopened"
	}
	return "service message"
}

// Plain is the message in the compact form of transcripts: the media in
// brackets, the text, and one line of labels in brackets for each row of
// buttons.
func (m Message) Plain() string {
	var lines []string
	if m.Forwarded != "" {
		lines = append(lines, "«"+m.Forwarded+"»:")
	}
	if m.Media != nil {
		lines = append(lines, "("+strings.TrimRight(m.Media.Kind+" "+m.Media.Name, " ")+")")
	}
	if m.Service != "" {
		lines = append(lines, "("+m.Service+")")
	}
	if m.Text != "" {
		lines = append(lines, m.Text)
	}
	for _, row := range m.Labels() {
		lines = append(lines, "["+strings.Join(row, "] [")+"]")
	}
	return strings.Join(lines, "\n")
}

// Labels are the texts of the buttons, row by row.
func (m Message) Labels() [][]string {
	var rows [][]string
	for _, row := range m.Buttons {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = b.Text
		}
		rows = append(rows, labels)
	}
	return rows
}

// Button returns the first button with the given label.
func (m Message) Button(label string) (Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}
