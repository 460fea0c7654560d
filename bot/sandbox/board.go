package sandbox

import "strings"

// keyboardState is what takes the place of the letters for somebody.
type keyboardState struct {
	reply *ReplyKeyboard
	force *forceReply
	to    int // message that brought it
}

// boards are the keyboards of one chat: one for everybody, key 0, and those
// that were meant for some only.
type boards map[int64]keyboardState

// apply takes over what the message m brought along.
func (ch *chat) apply(m *message, markup replyMarkup) {
	state, selective := keyboardState{to: m.id}, false
	switch {
	case markup.reply != nil:
		state.reply, selective = markup.reply, markup.reply.Selective
	case markup.force != nil:
		state.force, selective = markup.force, markup.force.Selective
	case markup.remove != nil:
		selective = markup.remove.Selective
	default:
		return
	}
	if ch.boards == nil {
		ch.boards = make(boards)
	}
	if !selective || ch.kind == "private" {
		clear(ch.boards)
		ch.boards[0] = state
		return
	}
	for _, id := range m.meant() {
		ch.boards[id] = state
	}
}

// meant are the people that a selective keyboard is for: those mentioned, and
// the author of the message that is answered.
func (m *message) meant() []int64 {
	var ids []int64
	if m.reply != nil && m.reply.from != nil {
		ids = append(ids, m.reply.from.user.ID)
	}
	for _, e := range m.marks {
		if e.Type == "text_mention" && e.User != nil {
			ids = append(ids, e.User.ID)
		}
		if e.Type == "mention" {
			name := strings.ToLower(cut(m.text, e.Offset+1, e.Length-1))
			for id, place := range m.chat.members {
				if strings.ToLower(place.account.user.Username) == name {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// of returns what the account has.
func (b boards) of(id int64) keyboardState {
	if state, ok := b[id]; ok {
		return state
	}
	return b[0]
}

// used ends a forced reply and hides a keyboard meant for one use.
func (b boards) used(by int64) {
	if state := b.of(by); state.force != nil || state.reply != nil && state.reply.OneTime {
		b[by] = keyboardState{}
	}
}

// Keyboard returns the reply keyboard that p sees in the chat, or nil.
func (ch *Chat) Keyboard(p *Person) *ReplyKeyboard {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	reply := ch.c.boards.of(p.acct.user.ID).reply
	if reply == nil {
		return nil
	}
	k := *reply
	return &k
}

// ForcedReply returns the number of the message that the application makes p
// answer, with the hint for the field; 0 if there is none.
func (ch *Chat) ForcedReply(p *Person) (message int, placeholder string) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	state := ch.c.boards.of(p.acct.user.ID)
	if state.force == nil {
		return 0, ""
	}
	return state.to, state.force.Placeholder
}
