package sandbox

import (
	"encoding/json"
	"slices"
	"time"
)

// editLife is how long the bot may delete a message, and edit one that was
// not its own with a keyboard.
const editLife = 48 * time.Hour

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// editable finds the message that an editing method is about and makes sure
// that the bot may edit it.
func (c *call) editable() (*message, error) {
	if id := c.params["inline_message_id"]; id != "" {
		if m := c.inlineMessage(id); m != nil {
			return m, nil
		}
		return nil, badRequest("MESSAGE_ID_INVALID")
	}
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	if err := c.unwritable(ch); err != nil {
		return nil, err
	}
	if c.int("message_id") == 0 {
		return nil, badRequest("message identifier is not specified")
	}
	m := ch.find(c.int("message_id"))
	if m == nil {
		return nil, badRequest("message to edit not found")
	}
	own := m.from == c.bot || m.as != nil && m.as.kind == "channel" && m.from == nil
	tooOld := m.buttons == nil && c.now().Sub(m.time()) > editLife
	if !own || m.service != nil || m.origin != nil || tooOld {
		return nil, badRequest("message can't be edited")
	}
	return m, nil
}

// newButtons reads the keyboard that an edit puts under the message: none at
// all when the parameter is missing.
func (c *call) newButtons() (*inlineKeyboard, error) {
	markup, err := readMarkup(c.params["reply_markup"])
	if err != nil {
		return nil, err
	}
	if markup.reply != nil || markup.force != nil || markup.remove != nil {
		return nil, badRequest("inline keyboard expected")
	}
	if markup.inline == nil || len(markup.inline.Rows) == 0 {
		return nil, nil
	}
	return markup.inline, nil
}

// changed notes that m was edited and answers with it.
func (c *call) changed(m *message) any {
	m.edited = c.unix()
	m.seq = c.tell(EventEdit, m, 0)
	c.record.ChatID, c.record.MessageID = m.chat.id, m.id
	if c.params["inline_message_id"] != "" {
		return true
	}
	return m.wire()
}

func editMessageText(c *call) (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	text, marks, err := c.text("text", "entities", maxText)
	if err != nil {
		return nil, err
	}
	buttons, err := c.newButtons()
	if err != nil {
		return nil, err
	}
	if m.media != nil {
		return nil, badRequest("there is no text in the message to edit")
	}
	if text == m.text && sameMarks(marks, m.marks) && sameKeyboard(buttons, m.buttons) {
		return nil, badRequest(notModified)
	}
	m.text, m.marks, m.buttons, m.preview = text, marks, buttons, c.linkPreview()
	return c.changed(m), nil
}

func sameMarks(a, b []Entity) bool {
	return slices.EqualFunc(a, b, func(x, y Entity) bool { return string(mustJSON(x)) == string(mustJSON(y)) })
}

func editMessageReplyMarkup(c *call) (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	buttons, err := c.newButtons()
	if err != nil {
		return nil, err
	}
	if sameKeyboard(buttons, m.buttons) {
		return nil, badRequest(notModified)
	}
	m.buttons = buttons
	return c.changed(m), nil
}

// deletable says why the bot may not delete m, or nothing.
func (c *call) deletable(m *message) error {
	me := m.chat.members[c.bot.user.ID]
	admin := me != nil && me.status == "administrator"
	if c.now().Sub(m.time()) > editLife && !admin || m.from != c.bot && m.chat.kind != "private" && !admin {
		return badRequest("message can't be deleted for everyone")
	}
	return nil
}

func deleteMessage(c *call) (any, error) {
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	m := ch.find(c.int("message_id"))
	if m == nil {
		return nil, badRequest("message to delete not found")
	}
	if err := c.deletable(m); err != nil {
		return nil, err
	}
	c.remove(m)
	c.record.MessageID = m.id
	return true, nil
}

// deleteMessages deletes what it can; unknown messages are skipped.
func deleteMessages(c *call) (any, error) {
	ch, err := c.chat("chat_id")
	if err != nil {
		return nil, err
	}
	var ids []int
	if json.Unmarshal([]byte(c.params["message_ids"]), &ids) != nil || len(ids) == 0 {
		return nil, badRequest("message identifiers are not specified")
	}
	for _, id := range ids {
		if m := ch.find(id); m != nil && c.deletable(m) == nil {
			c.remove(m)
		}
	}
	return true, nil
}

// remove deletes m for everybody.
func (s *Server) remove(m *message) {
	m.deleted = true
	m.seq = s.tell(EventDelete, m, 0)
}
