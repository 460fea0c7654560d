package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// getMe describes the bot.
func getMe(c *call) (any, error) {
	return struct {
		User
		CanJoinGroups  bool `json:"can_join_groups"`
		ReadsGroups    bool `json:"can_read_all_group_messages"`
		SupportsInline bool `json:"supports_inline_queries"`
	}{c.bot.user, true, c.opts.ReadsGroups, true}, nil
}

// chat finds the chat that the parameter names.
func (c *call) chat(name string) (*chat, error) {
	value := strings.TrimSpace(c.params[name])
	if value == "" {
		return nil, badRequest("%s is empty", name)
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if username, ok := strings.CutPrefix(value, "@"); ok {
		id, err = c.names[strings.ToLower(username)], nil
		if id > 0 {
			id = 0 // a person cannot be written to by name
		}
	}
	ch := c.chats[id]
	if err != nil || id == 0 || ch == nil {
		if a := c.accounts[id]; err == nil && a != nil && (a.seen || a.user.IsBot) {
			return nil, c.unwritable(c.private(a))
		}
		return nil, badRequest("chat not found")
	}
	if ch.kind == "private" && !ch.started && !ch.peer.seen {
		return nil, badRequest("chat not found")
	}
	return ch, nil
}

// writable finds the chat that chat_id names and makes sure that the bot may
// write to it.
func (c *call) writable() (*chat, error) {
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	return ch, c.unwritable(ch)
}

// unwritable says why the bot may not write to the chat, or nothing.
func (s *Server) unwritable(ch *chat) error {
	if ch.kind == "private" {
		switch {
		case ch.peer.user.IsBot:
			return forbidden("bot can't send messages to bots")
		case ch.peer.deactivated:
			return forbidden("user is deactivated")
		case ch.blocked:
			return forbidden("bot was blocked by the user")
		case !ch.started:
			return forbidden("bot can't initiate conversation with a user")
		}
		return nil
	}
	switch me := ch.members[s.bot.user.ID]; {
	case ch.migrated != 0:
		return &APIError{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: ch.migrated}
	case ch.deleted:
		return forbidden("the group chat was deleted")
	case me != nil && me.status == "kicked":
		return forbidden("bot was kicked from the " + ch.kind + " chat")
	case me == nil || me.status == "left":
		return forbidden("bot is not a member of the " + ch.kind + " chat")
	case ch.kind == "channel" && me.status != "administrator":
		return badRequest("need administrator rights in the channel chat")
	}
	return nil
}

// draft reads what all sending methods have in common and returns a message
// that is ready but for its content.
func (c *call) draft() (*message, replyMarkup, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, replyMarkup{}, err
	}
	m := &message{chat: ch, from: c.bot, protected: c.bool("protect_content"), silent: c.bool("disable_notification")}
	if ch.kind == "channel" {
		m.from, m.as = nil, ch
	}
	if err := c.setThread(m); err != nil {
		return nil, replyMarkup{}, err
	}
	if err := c.setReply(m); err != nil {
		return nil, replyMarkup{}, err
	}
	markup, err := readMarkup(c.params["reply_markup"])
	if err != nil {
		return nil, replyMarkup{}, err
	}
	if ch.kind == "channel" && (markup.reply != nil || markup.force != nil || markup.remove != nil) {
		return nil, replyMarkup{}, badRequest("reply keyboard can't be used in channels")
	}
	if markup.inline != nil && len(markup.inline.Rows) > 0 {
		m.buttons = markup.inline
	}
	return m, markup, nil
}

// setThread puts m into the topic that message_thread_id names.
func (c *call) setThread(m *message) error {
	id := c.int("message_thread_id")
	if id == 0 {
		return nil
	}
	t := m.chat.topics[id]
	if t == nil {
		return badRequest("message thread not found")
	}
	if t.closed && m.chat.members[c.bot.user.ID].status != "administrator" {
		return badRequest("TOPIC_CLOSED")
	}
	m.thread = id
	return nil
}

// publish puts m into its chat and applies what it brought along.
func (c *call) publish(m *message, markup replyMarkup) *wireMessage {
	c.add(m)
	m.chat.actions = slices.DeleteFunc(m.chat.actions, func(a ChatAction) bool { return a.Thread == m.thread })
	m.chat.apply(m, markup)
	c.record.ChatID, c.record.MessageID = m.chat.id, m.id
	return m.wire()
}

func sendMessage(c *call) (any, error) {
	if c.params["text"] == "" {
		if _, err := c.chat("chat_id"); err != nil {
			return nil, err
		}
		return nil, badRequest("message text is empty")
	}
	m, markup, err := c.draft()
	if err != nil {
		return nil, err
	}
	m.text, m.marks, err = c.text("text", "entities", maxText)
	if err != nil {
		return nil, err
	}
	m.preview = c.linkPreview()
	return c.publish(m, markup), nil
}

// text reads a text with its markup. It must not be longer than limit
// characters and, unless it is a caption, not be empty.
func (c *call) text(name, marks string, limit int) (string, []Entity, error) {
	text, entities, err := formatted(c.params[name], c.params["parse_mode"], c.params[marks])
	if err != nil {
		return "", nil, err
	}
	entities = c.nameMentions(entities)
	caption := limit == maxCaption
	switch {
	case !caption && !visible(text):
		return "", nil, badRequest("message text is empty")
	case utf8.RuneCountInString(text) > limit && caption:
		return "", nil, badRequest("message caption is too long")
	case utf8.RuneCountInString(text) > limit:
		return "", nil, badRequest("message is too long")
	}
	return text, entities, nil
}

// nameMentions fills in whom the text_mentions are about; unknown people's
// mentions lose their meaning, as at Telegram.
func (s *Server) nameMentions(entities []Entity) []Entity {
	return slices.DeleteFunc(entities, func(e Entity) bool {
		if e.Type != "text_mention" {
			return false
		}
		if e.User == nil || s.accounts[e.User.ID] == nil {
			return true
		}
		*e.User = s.accounts[e.User.ID].user // the entity owns it: it was made while parsing
		return false
	})
}

// linkPreview is the JSON of the options for the link preview, of today or as
// the older parameter says.
func (c *call) linkPreview() []byte {
	if p := c.params["link_preview_options"]; p != "" {
		return []byte(p)
	}
	if c.bool("disable_web_page_preview") {
		return []byte(`{"is_disabled":true}`)
	}
	return nil
}

// sendChatAction shows that the bot is doing something.
func sendChatAction(c *call) (any, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	action := strings.ToLower(c.params["action"])
	known := c.spec.Methods["sendChatAction"].Params["action"].Constraints.Enum
	older := []string{"upload_audio", "record_audio", "cancel"}
	if !slices.Contains(known, action) && !slices.Contains(older, action) {
		return nil, badRequest("wrong parameter action in request")
	}
	thread := c.int("message_thread_id")
	ch.actions = slices.DeleteFunc(ch.actions, func(a ChatAction) bool { return a.Thread == thread })
	if action != "cancel" {
		ch.actions = append(ch.actions, ChatAction{Action: action, Thread: thread, At: c.now()})
	}
	c.tell(EventAction, &message{chat: ch}, 0)
	return true, nil
}
