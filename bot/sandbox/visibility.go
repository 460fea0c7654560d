package sandbox

import "strings"

// sees reports whether the bot is given the message m: everything in private,
// in groups all or, in privacy mode, only what is meant for it.
func (s *Server) sees(m *message) bool {
	ch := m.chat
	if ch.kind == "private" {
		return true
	}
	me := ch.members[s.bot.user.ID]
	if me == nil || me.status == "left" || me.status == "kicked" || m.from == s.bot {
		return false
	}
	if s.opts.ReadsGroups || me.status == "administrator" || ch.kind == "channel" || m.service != nil || m.viaBot == s.bot {
		return true
	}
	return s.addressed(m)
}

// addressed reports whether a group's message is a command that may be for the
// bot, mentions it, or answers one of its messages.
func (s *Server) addressed(m *message) bool {
	if m.reply != nil && m.reply.from == s.bot {
		return true
	}
	name := "@" + strings.ToLower(s.bot.user.Username)
	for _, e := range m.marks {
		part := strings.ToLower(cut(m.text, e.Offset, e.Length))
		switch e.Type {
		case "bot_command":
			if _, other, named := strings.Cut(part, "@"); !named || "@"+other == name {
				return true
			}
		case "mention":
			if part == name {
				return true
			}
		case "text_mention":
			if e.User != nil && e.User.ID == s.bot.user.ID {
				return true
			}
		}
	}
	return false
}

// standIn is the account that the Bot API shows as the author of what a chat
// says: nobody in the channel itself, otherwise one of two well-known bots.
func (s *Server) standIn(as *chat) *account {
	id, name, user := int64(1087968824), "Group", "GroupAnonymousBot"
	if as.kind == "channel" {
		id, name, user = 136817688, "Channel", "Channel_Bot"
	}
	a := s.accounts[id]
	if a == nil {
		a = s.newAccount(Profile{ID: id, FirstName: name, Username: user})
		a.user.IsBot = true
	}
	return a
}

// membershipChanged tells the bot that the status of whom in ch was changed.
func (s *Server) membershipChanged(ch *chat, by, whom *account, was, is string) {
	kind := "chat_member"
	if whom == s.bot {
		kind = "my_chat_member"
	}
	by.seen = true
	s.push(kind, wireMemberUpdate{Chat: ch.wire(), From: by.user, Date: s.unix(), Old: wireMemberOf(whom, was, nil), New: wireMemberOf(whom, is, ch.members[whom.user.ID])})
	s.tell(EventMember, &message{chat: ch}, by.user.ID)
}

// wireMemberOf is a ChatMember of the given status.
func wireMemberOf(a *account, status string, place *member) wireMember {
	w := wireMember{User: a.user, Status: status}
	no, forever := false, int64(0)
	switch status {
	case "kicked":
		w.Until = &forever
	case "creator":
		w.Anonymous = &no
	case "administrator":
		w.Anonymous = &no
		w.wireRights = &wireRights{CanManage: true, CanDelete: true, CanRestrict: true, CanChange: true, CanInvite: true, CanPin: true, CanTopics: true, CanVideoChat: true}
	}
	if place != nil && w.Anonymous != nil {
		w.Anonymous, w.CustomTitle = &place.anonymous, place.title
	}
	return w
}
