package sandbox

import "slices"

// mayPin says why the bot may not pin in ch, or nothing.
func (s *Server) mayPin(ch *chat) error {
	if ch.kind == "private" {
		return nil
	}
	if me := ch.members[s.bot.user.ID]; me == nil || me.status != "administrator" {
		return badRequest("not enough rights to manage pinned messages in the chat")
	}
	return nil
}

// pinnable finds the chat of a call about pins.
func (c *call) pinnable() (*chat, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	return ch, c.mayPin(ch)
}

// pinChatMessage pins a message and says so in the chat.
func pinChatMessage(c *call) (any, error) {
	ch, err := c.pinnable()
	if err != nil {
		return nil, err
	}
	m := ch.find(c.int("message_id"))
	if m == nil {
		return nil, badRequest("message to pin not found")
	}
	if slices.Contains(ch.pinned, m.id) {
		return true, nil
	}
	ch.pinned = append(ch.pinned, m.id)
	m.seq = c.tell(EventEdit, m, 0)
	c.add(&message{chat: ch, from: c.bot, service: &wireService{Pinned: m.wireAlone()}})
	return true, nil
}

// unpinChatMessage unpins the message named, or the one pinned last.
func unpinChatMessage(c *call) (any, error) {
	ch, err := c.pinnable()
	if err != nil {
		return nil, err
	}
	id := c.int("message_id")
	if id == 0 && len(ch.pinned) > 0 {
		id = ch.pinned[len(ch.pinned)-1]
	}
	at := slices.Index(ch.pinned, id)
	if at < 0 {
		return nil, badRequest("message to unpin not found")
	}
	ch.pinned = slices.Delete(ch.pinned, at, at+1)
	if m := ch.find(id); m != nil {
		m.seq = c.tell(EventEdit, m, 0)
	}
	return true, nil
}

func unpinAllChatMessages(c *call) (any, error) {
	ch, err := c.pinnable()
	if err != nil {
		return nil, err
	}
	for _, id := range ch.pinned {
		if m := ch.find(id); m != nil {
			m.seq = c.tell(EventEdit, m, 0)
		}
	}
	ch.pinned = nil
	return true, nil
}
