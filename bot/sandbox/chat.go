package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// account is a person or a bot.
type account struct {
	user        User
	profile     Profile
	deactivated bool
	seen        bool // the bot has met the account, if only in a group
}

// chat is a private chat, a group or a channel with all that happened in it.
type chat struct {
	id       int64
	kind     string // private, group, supergroup or channel
	title    string
	username string
	peer     *account // of a private chat

	started bool // private: the person has written to the bot
	blocked bool // private: the person has blocked the bot

	members  map[int64]*member
	forum    bool
	topics   map[int]*topic
	migrated int64 // the supergroup that this group became
	deleted  bool

	nextMsg  int // supergroups and channels number for themselves
	messages []*message
	actions  []ChatAction
	boards   boards
	pinned   []int
	read     map[int64]int // newest message that a person has seen
	menu     *menuButton
}

// member is somebody's place in a group.
type member struct {
	account   *account
	status    string // creator, administrator, member, left or kicked
	anonymous bool
	title     string
}

// topic is a thread of a forum.
type topic struct {
	id     int
	name   string
	color  int
	closed bool
}

// message is one message with everything the server knows about it.
type message struct {
	id        int
	chat      *chat
	from      *account // nil for a channel's post
	as        *chat    // sender_chat: a channel, or the group of an anonymous administrator
	signature string
	at        int64 // Unix seconds
	edited    int64
	text      string // or caption
	marks     []Entity
	media     *media // nil for a text
	album     string
	reply     *message
	quote     *wireQuote
	origin    *wireOrigin
	viaBot    *account
	thread    int
	buttons   *inlineKeyboard
	service   *wireService
	preview   []byte // link_preview_options as given
	protected bool
	silent    bool
	above     bool // caption above the media
	deleted   bool
	inlineID  string
	reactions []reaction
	seq       int64 // of the last change, for the feed
}

// reaction is what one account put on a message.
type reaction struct {
	by    int64
	emoji string
}

// newAccount makes an account; the caller holds the lock, or s is not shared yet.
func (s *Server) newAccount(p Profile) *account {
	if p.ID == 0 {
		for s.accounts[s.nextUser] != nil {
			s.nextUser++
		}
		p.ID = s.nextUser
		s.nextUser++
	}
	if p.FirstName == "" {
		p.FirstName = "Person " + strconv.FormatInt(p.ID, 10)
	}
	a := &account{profile: p, user: User{ID: p.ID, FirstName: p.FirstName, LastName: p.LastName, Username: p.Username, LanguageCode: p.Language, IsPremium: p.Premium}}
	s.accounts[p.ID] = a
	if p.Username != "" {
		s.names[strings.ToLower(p.Username)] = p.ID
	}
	return a
}

// private returns the private chat of a with the bot.
func (s *Server) private(a *account) *chat {
	ch := s.chats[a.user.ID]
	if ch == nil {
		ch = &chat{id: a.user.ID, kind: "private", peer: a, username: a.user.Username}
		s.chats[ch.id] = ch
	}
	return ch
}

// wire is the chat as it stands in messages.
func (ch *chat) wire() *wireChat {
	w := &wireChat{ID: ch.id, Type: ch.kind, Title: ch.title, Username: ch.username, IsForum: ch.forum}
	if ch.peer != nil {
		w.FirstName, w.LastName, w.Username = ch.peer.user.FirstName, ch.peer.user.LastName, ch.peer.user.Username
	}
	return w
}

// ownNumbers reports whether the chat numbers its messages for itself.
func (ch *chat) ownNumbers() bool { return ch.kind == "supergroup" || ch.kind == "channel" }

// add gives m a number and a date and puts it into its chat.
func (s *Server) add(m *message) {
	ch := m.chat
	if ch.ownNumbers() {
		ch.nextMsg++
		m.id = ch.nextMsg
	} else {
		m.id = s.nextMsg
		s.nextMsg++
	}
	m.at = s.unix()
	if keep := s.opts.KeepMessages; len(ch.messages) >= 2*keep {
		for _, old := range ch.messages[:len(ch.messages)-keep] {
			old.reply = nil // else a chain of answers would keep all of them
		}
		ch.messages = append(ch.messages[:0:0], ch.messages[len(ch.messages)-keep:]...)
	}
	ch.messages = append(ch.messages, m)
	m.seq = s.tell(EventMessage, m, 0)
}

// readBy notes that an account has seen everything up to message id.
func (ch *chat) readBy(account int64, id int) {
	if ch.read == nil {
		ch.read = make(map[int64]int)
	}
	ch.read[account] = id
}

// find returns the message with the given number, or nil.
func (ch *chat) find(id int) *message {
	i, ok := slices.BinarySearchFunc(ch.messages, id, func(m *message, id int) int { return m.id - id })
	if !ok || ch.messages[i].deleted {
		return nil
	}
	return ch.messages[i]
}

// wire is the message as the Bot API shows it, with the message it answers but
// not the one that that answers.
func (m *message) wire() *wireMessage {
	w := m.wireAlone()
	if m.reply != nil {
		w.ReplyTo = m.reply.wireAlone()
		w.Quote = m.quote
	}
	return w
}

func (m *message) wireAlone() *wireMessage {
	w := &wireMessage{
		MessageID: m.id, ThreadID: m.thread, Chat: m.chat.wire(), Date: m.at, EditDate: m.edited, AlbumID: m.album,
		IsTopic: m.thread != 0, Protected: m.protected, Signature: m.signature, ReplyMarkup: m.buttons, wireService: m.service,
	}
	if m.from != nil {
		u := m.from.user
		w.From = &u
	}
	if m.as != nil {
		w.SenderChat = m.as.wire()
	}
	if m.viaBot != nil {
		u := m.viaBot.user
		w.ViaBot = &u
	}
	if m.origin != nil {
		w.wireForward = m.origin.forward()
	}
	if m.buttons != nil && len(m.buttons.Rows) == 0 {
		w.ReplyMarkup = nil
	}
	if m.media == nil {
		w.Text, w.Entities, w.LinkPreview = m.text, m.marks, m.preview
		return w
	}
	w.Caption, w.CaptionEntities, w.CaptionAbove = m.text, m.marks, m.above
	w.Spoiler = m.media.spoiler
	w.wireMedia = m.media.wire()
	return w
}

// time is the message's date.
func (m *message) time() time.Time { return time.Unix(m.at, 0) }
