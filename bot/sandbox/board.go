package sandbox

// keyboardState is what takes the place of the letters in one chat.
type keyboardState struct {
	reply *ReplyKeyboard
	force *forceReply
	to    int // message that brought it
}

// apply takes over what the message m brought along.
func (b *keyboardState) apply(m *message, markup replyMarkup) {
	switch {
	case markup.reply != nil:
		*b = keyboardState{reply: markup.reply, to: m.id}
	case markup.force != nil:
		*b = keyboardState{force: markup.force, to: m.id}
	case markup.remove != nil:
		*b = keyboardState{}
	}
}

// used ends a forced reply and hides a keyboard meant for one use.
func (b *keyboardState) used(*message) {
	if b.force != nil || b.reply != nil && b.reply.OneTime {
		*b = keyboardState{}
	}
}

// Keyboard returns the reply keyboard that shows in the chat, or nil.
func (ch *Chat) Keyboard() *ReplyKeyboard {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	if ch.c.board.reply == nil {
		return nil
	}
	k := *ch.c.board.reply
	return &k
}

// ForcedReply returns the number of the message that the application makes the
// person answer, with the hint for the field; 0 if there is none.
func (ch *Chat) ForcedReply() (message int, placeholder string) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	if ch.c.board.force == nil {
		return 0, ""
	}
	return ch.c.board.to, ch.c.board.force.Placeholder
}
