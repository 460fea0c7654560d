package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
)

// setReply makes m an answer to the message that reply_parameters or, in the
// older way, reply_to_message_id names.
func (c *call) setReply(m *message) error {
	var p struct {
		MessageID int             `json:"message_id"`
		ChatID    json.RawMessage `json:"chat_id"`
		Without   bool            `json:"allow_sending_without_reply"`
		Quote     string          `json:"quote"`
		QuoteMode string          `json:"quote_parse_mode"`
		Marks     json.RawMessage `json:"quote_entities"`
		Position  int             `json:"quote_position"`
	}
	if raw := c.params["reply_parameters"]; raw != "" && raw != "null" {
		if err := json.Unmarshal([]byte(raw), &p); err != nil {
			return badRequest("can't parse reply parameters: %v", err)
		}
	} else {
		p.MessageID, p.Without = c.int("reply_to_message_id"), c.bool("allow_sending_without_reply")
	}
	if p.MessageID == 0 {
		return nil
	}
	from := m.chat
	if id, err := strconv.ParseInt(strings.Trim(string(p.ChatID), `"`), 10, 64); err == nil && c.chats[id] != nil {
		from = c.chats[id]
	}
	target := from.find(p.MessageID)
	if target == nil {
		if p.Without {
			return nil
		}
		return badRequest("message to be replied not found")
	}
	m.reply = target
	if m.thread == 0 && from == m.chat {
		m.thread = target.thread
	}
	if p.Quote == "" {
		return nil
	}
	quote, marks, err := formatted(p.Quote, p.QuoteMode, string(p.Marks))
	if err != nil {
		return err
	}
	at := strings.Index(target.text, quote)
	if at < 0 {
		return badRequest("QUOTE_TEXT_INVALID")
	}
	m.quote = &wireQuote{Text: quote, Entities: styles(marks), Position: units(target.text[:at]), IsManual: true}
	return nil
}

// styles keeps what a quotation may have.
func styles(marks []Entity) []Entity {
	var kept []Entity
	for _, e := range marks {
		if isStyle(e.Type) || e.Type == "custom_emoji" {
			kept = append(kept, e)
		}
	}
	return kept
}
