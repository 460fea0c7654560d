package sandbox

// Blocked reports whether the person of a private chat has blocked the bot.
func (ch *Chat) Blocked() bool {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	return ch.c.blocked
}
