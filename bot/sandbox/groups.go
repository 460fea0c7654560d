package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// GroupOptions says what a new group is like.
type GroupOptions struct {
	// Members are in the group from the start; the first has created it.
	Members []*Person
	// Admins are administrators besides the creator.
	Admins []*Person
	// Basic makes a basic group: it numbers its messages together with the
	// private chats and can become a supergroup. By default a group is one.
	Basic bool
	// Topics makes the supergroup a forum.
	Topics bool
	// Username makes the supergroup public.
	Username string
	// WithoutBot leaves the bot out; see [Chat.AddBot].
	WithoutBot bool
	// BotAdmin makes the bot an administrator.
	BotAdmin bool
}

// Group creates a group. The bot is told as when it is added to one.
func (s *Server) Group(title string, o GroupOptions) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.newChat("supergroup", title, o.Username)
	if o.Basic {
		delete(s.chats, ch.id)
		ch.kind, ch.id = "group", ch.id+superOffset // a short negative number
		s.chats[ch.id] = ch
	}
	ch.forum = o.Topics
	for i, p := range o.Members {
		ch.members[p.acct.user.ID] = &member{account: p.acct, status: "member"}
		if i == 0 {
			ch.members[p.acct.user.ID].status = "creator"
		}
	}
	for _, p := range o.Admins {
		ch.members[p.acct.user.ID] = &member{account: p.acct, status: "administrator"}
	}
	creator := s.creator(ch)
	created := &wireService{GroupCreated: o.Basic, SuperCreated: !o.Basic}
	s.add(&message{chat: ch, from: creator, service: created})
	if !o.WithoutBot {
		s.addBot(ch, creator, o.BotAdmin)
	}
	return &Chat{s, ch}
}

// Channel creates a channel in which the bot is an administrator, so that it is
// given the posts.
func (s *Server) Channel(title, username string, admins ...*Person) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.newChat("channel", title, username)
	for i, p := range admins {
		ch.members[p.acct.user.ID] = &member{account: p.acct, status: "administrator"}
		if i == 0 {
			ch.members[p.acct.user.ID].status = "creator"
		}
	}
	s.addBot(ch, s.creator(ch), true)
	return &Chat{s, ch}
}

// superOffset is what stands before the ids of supergroups and channels.
const superOffset = 1_000_000_000_000

// newChat makes a supergroup or channel with the next id.
func (s *Server) newChat(kind, title, username string) *chat {
	ch := &chat{id: -superOffset - s.nextChat, kind: kind, title: title, username: username, members: make(map[int64]*member)}
	s.nextChat++
	s.chats[ch.id] = ch
	if username != "" {
		s.names[strings.ToLower(username)] = ch.id
	}
	return ch
}

// creator is the account that created the chat, or its stand-in.
func (s *Server) creator(ch *chat) *account {
	for _, id := range sortedIDs(ch.members) {
		if ch.members[id].status == "creator" {
			return ch.members[id].account
		}
	}
	return s.standIn(ch)
}

func (s *Server) addBot(ch *chat, by *account, admin bool) {
	status := "member"
	if admin {
		status = "administrator"
	}
	s.setStatus(ch, by, s.bot, status)
}

// AddBot makes somebody add the bot to the chat, as an administrator if admin
// is set. It also changes the rights of a bot that is there.
func (ch *Chat) AddBot(by *Person, admin bool) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	ch.server.addBot(ch.c, by.acct, admin)
}

// KickBot makes somebody remove the bot for good.
func (ch *Chat) KickBot(by *Person) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	ch.server.setStatus(ch.c, by.acct, ch.server.bot, "kicked")
}

// Add puts a person into the group.
func (ch *Chat) Add(p *Person) { ch.set(p, p, "member") }

// Remove makes a person leave the group.
func (ch *Chat) Remove(p *Person) { ch.set(p, p, "left") }

// Promote makes a person an administrator. An anonymous one speaks as the group:
// see [Post.As].
func (ch *Chat) Promote(by, p *Person) { ch.set(by, p, "administrator") }

func (ch *Chat) set(by, p *Person, status string) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	ch.server.setStatus(ch.c, by.acct, p.acct, status)
}

// Members are the people in the group, by id; the bot is not among them.
func (ch *Chat) Members() []*Person {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	var list []*Person
	for _, id := range sortedIDs(ch.c.members) {
		if place := ch.c.members[id]; place.here() && !place.account.user.IsBot {
			list = append(list, &Person{ch.server, place.account})
		}
	}
	return list
}

// Migrate turns a basic group into a supergroup with another id and returns
// that. The old one answers with where to go.
func (ch *Chat) Migrate(by *Person) (*Chat, error) {
	s := ch.server
	s.mu.Lock()
	defer s.mu.Unlock()
	old := ch.c
	if old.kind != "group" || old.migrated != 0 {
		return nil, fmt.Errorf("migrate chat %d: not a basic group", old.id)
	}
	super := s.newChat("supergroup", old.title, "")
	for id, place := range old.members {
		copied := *place
		super.members[id] = &copied
	}
	s.serviceMessage(&message{chat: old, from: by.acct, service: &wireService{MigrateTo: super.id}})
	old.migrated = super.id
	s.serviceMessage(&message{chat: super, from: s.standIn(super), as: super, service: &wireService{MigrateFrom: old.id}})
	return &Chat{s, super}, nil
}

// Destroy deletes the group for everybody.
func (ch *Chat) Destroy() {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	ch.c.deleted = true
}

// Chats returns all chats that something was written in or that were created,
// by id: groups and channels first.
func (s *Server) Chats() []*Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.listChats(func(*chat) bool { return true })
}

// Chats returns the chats of the person, by id: groups and channels first.
func (p *Person) Chats() []*Chat {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return p.server.listChats(func(ch *chat) bool { return ch.peer == p.acct || ch.members[p.acct.user.ID].here() })
}

// People returns all people, by id.
func (s *Server) People() []*Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*Person
	for _, id := range slices.Sorted(maps.Keys(s.accounts)) {
		if a := s.accounts[id]; !a.user.IsBot {
			list = append(list, &Person{s, a})
		}
	}
	return list
}

func (s *Server) listChats(want func(*chat) bool) []*Chat {
	var list []*Chat
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		if ch := s.chats[id]; want(ch) {
			list = append(list, &Chat{s, ch})
		}
	}
	return list
}
