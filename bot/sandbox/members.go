package sandbox

import (
	"maps"
	"slices"
	"strconv"
)

// here reports whether the member is in the group.
func (m *member) here() bool { return m != nil && m.status != "left" && m.status != "kicked" }

// getChat tells about a chat.
func getChat(c *call) (any, error) {
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	if ch.kind != "private" {
		if err := c.unwritable(ch); err != nil {
			return nil, err
		}
	}
	full := struct {
		*wireChat
		Active       []string     `json:"active_usernames,omitempty"`
		AccentColor  int          `json:"accent_color_id"`
		MaxReactions int          `json:"max_reaction_count"`
		Pinned       *wireMessage `json:"pinned_message,omitempty"`
		Hides        bool         `json:"has_private_forwards,omitempty"`
	}{wireChat: ch.wire(), AccentColor: int(ch.id & 7), MaxReactions: 11}
	if full.wireChat.Username != "" {
		full.Active = []string{full.wireChat.Username}
	}
	if n := len(ch.pinned); n > 0 {
		if m := ch.find(ch.pinned[n-1]); m != nil {
			full.Pinned = m.wire()
		}
	}
	full.Hides = ch.peer != nil && ch.peer.profile.HidesForwards
	return full, nil
}

// getChatMember tells what somebody is in a chat.
func getChatMember(c *call) (any, error) {
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	if ch.kind != "private" {
		if err := c.unwritable(ch); err != nil {
			return nil, err
		}
	}
	id, _ := strconv.ParseInt(c.params["user_id"], 10, 64)
	a := c.accounts[id]
	if a == nil {
		return nil, badRequest("PARTICIPANT_ID_INVALID")
	}
	status := "left"
	place := ch.members[id]
	switch {
	case place != nil:
		status = place.status
	case ch.kind == "private" && (a == ch.peer || a == c.bot):
		status = "member"
	}
	return wireMemberOf(a, status, place), nil
}

func getChatAdministrators(c *call) (any, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	if ch.kind == "private" {
		return nil, badRequest("there are no administrators in the private chat")
	}
	list := []wireMember{}
	for _, id := range sortedIDs(ch.members) {
		if place := ch.members[id]; place.status == "creator" || place.status == "administrator" {
			list = append(list, wireMemberOf(place.account, place.status, place))
		}
	}
	return list, nil
}

func sortedIDs(members map[int64]*member) []int64 { return slices.Sorted(maps.Keys(members)) }

func getChatMemberCount(c *call) (any, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	return ch.count(), nil
}

// count is the number of accounts in the chat, the bot included.
func (ch *chat) count() int {
	if ch.kind == "private" {
		return 2
	}
	n := 0
	for _, place := range ch.members {
		if place.here() {
			n++
		}
	}
	return n
}

func leaveChat(c *call) (any, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	if ch.kind == "private" {
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	c.setStatus(ch, c.bot, c.bot, "left")
	return true, nil
}

// setStatus changes what whom is in ch and tells the bot as far as it may know.
func (s *Server) setStatus(ch *chat, by, whom *account, status string) {
	place := ch.members[whom.user.ID]
	if place == nil {
		place = &member{account: whom, status: "left"}
		ch.members[whom.user.ID] = place
	}
	was := place.status
	if was == status {
		return
	}
	me := ch.members[s.bot.user.ID]
	knew := me.here() // the bot is told if it was there before or is there now
	wasHere := place.here()
	place.status = status
	if ch.kind != "channel" && wasHere != place.here() {
		s.tellComing(ch, by, whom, place.here())
	}
	if me = ch.members[s.bot.user.ID]; !knew && !me.here() {
		return
	}
	if whom != s.bot && me.status != "administrator" {
		s.tell(EventMember, &message{chat: ch}, by.user.ID)
		return // only administrators are told about others, if they asked for it
	}
	s.membershipChanged(ch, by, whom, was, status)
}

// tellComing puts the service message about somebody's coming or going into
// the group.
func (s *Server) tellComing(ch *chat, by, whom *account, came bool) {
	u := whom.user
	sv := &wireService{LeftMember: &u, LeftParticip: &u}
	if came {
		sv = &wireService{NewMembers: []User{u}, NewMember: &u, NewParticip: &u}
	}
	s.serviceMessage(&message{chat: ch, from: by, service: sv})
}

// serviceMessage puts m into its chat and tells the bot if it is there.
func (s *Server) serviceMessage(m *message) {
	s.add(m)
	if s.sees(m) {
		s.meet(m)
		s.push(updateKind(m, false), m.wire())
	}
}
