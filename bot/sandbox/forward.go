package sandbox

import (
	"encoding/json"
	"fmt"
	"time"
)

// source finds the message that is to be forwarded or copied.
func (c *call) source(id int, what string) (*message, error) {
	from, err := c.chat("from_chat_id")
	if err != nil {
		return nil, err
	}
	m := from.find(id)
	if m == nil {
		return nil, badRequest("message to %s not found", what)
	}
	if m.service != nil || m.protected {
		return nil, badRequest("message can't be %s", map[string]string{"forward": "forwarded", "copy": "copied"}[what])
	}
	return m, nil
}

// forwardOf makes a forward of m into the chat of draft.
func (s *Server) forwardOf(m, draft *message) *message {
	f := m.contentFor(draft.chat)
	f.from, f.as, f.thread, f.silent, f.protected = draft.from, draft.as, draft.thread, draft.silent, draft.protected
	f.origin = s.originOf(m)
	return f
}

// originOf says where m comes from, if it is forwarded now.
func (s *Server) originOf(m *message) *wireOrigin {
	switch {
	case m.origin != nil:
		return m.origin
	case m.chat.kind == "channel":
		return &wireOrigin{Type: "channel", Date: m.at, Chat: m.chat.wire(), MessageID: m.id, Signature: m.signature}
	case m.as != nil:
		return &wireOrigin{Type: "chat", Date: m.at, SenderChat: m.as.wire(), Signature: m.signature}
	}
	return userOrigin(m.from, m.at)
}

// userOrigin names the author, or only shows a name if the author hides.
func userOrigin(a *account, at int64) *wireOrigin {
	u := a.user
	if a.profile.HidesForwards {
		return &wireOrigin{Type: "hidden_user", Date: at, SenderName: u.Name()}
	}
	return &wireOrigin{Type: "user", Date: at, SenderUser: &u}
}

func forwardMessage(c *call) (any, error) {
	draft, _, err := c.draft()
	if err != nil {
		return nil, err
	}
	m, err := c.source(c.int("message_id"), "forward")
	if err != nil {
		return nil, err
	}
	return c.publish(c.forwardOf(m, draft), replyMarkup{}), nil
}

// wireID is the result of copying.
type wireID struct {
	ID int `json:"message_id"`
}

func copyMessage(c *call) (any, error) {
	draft, markup, err := c.draft()
	if err != nil {
		return nil, err
	}
	m, err := c.source(c.int("message_id"), "copy")
	if err != nil {
		return nil, err
	}
	copied := c.copyOf(m, draft)
	if _, given := c.params["caption"]; given && m.media != nil {
		if copied.text, copied.marks, err = c.text("caption", "caption_entities", maxCaption); err != nil {
			return nil, err
		}
	}
	return wireID{c.publish(copied, markup).MessageID}, nil
}

// copyOf gives draft the content of m.
func (c *call) copyOf(m, draft *message) *message {
	content := m.contentFor(draft.chat)
	copied := *draft
	copied.text, copied.marks, copied.media, copied.preview, copied.above = content.text, content.marks, content.media, content.preview, content.above
	return &copied
}

// severalOf does one thing with each of message_ids; unknown ones are skipped.
func (c *call) severalOf(what string, with func(m, draft *message) *message) (any, error) {
	draft, _, err := c.draft()
	if err != nil {
		return nil, err
	}
	var ids []int
	if json.Unmarshal([]byte(c.params["message_ids"]), &ids) != nil || len(ids) == 0 {
		return nil, badRequest("message identifiers are not specified")
	}
	sent := make([]wireID, 0, len(ids))
	for _, id := range ids {
		if m, err := c.source(id, what); err == nil {
			sent = append(sent, wireID{c.publish(with(m, draft), replyMarkup{}).MessageID})
		}
	}
	if len(sent) == 0 {
		return nil, badRequest("there are no messages to %s", what)
	}
	return sent, nil
}

func forwardMessages(c *call) (any, error) { return c.severalOf("forward", c.forwardOf) }

func copyMessages(c *call) (any, error) { return c.severalOf("copy", c.copyOf) }

// Forward forwards a message that the person can see to another chat.
func (p *Person) Forward(m Message, to *Chat) (Message, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	source := s.lookup(m)
	if source == nil {
		return Message{}, fmt.Errorf("forward message %d: %w", m.ID, ErrNoMessage)
	}
	if err := s.maySend(p.acct, to.c); err != nil {
		return Message{}, fmt.Errorf("forward to chat %d: %w", to.c.id, err)
	}
	f := s.forwardOf(source, &message{chat: to.c, from: p.acct})
	s.deliver(f)
	return f.view(), nil
}

// Origin is where a forwarded message was written when that place is outside
// of the sandbox: exactly one of Person, HiddenName, Channel and Group is set.
type Origin struct {
	Person     *Person
	HiddenName string // somebody who hides in forwards
	Channel    *Chat
	MessageID  int       // in the channel
	Group      *Chat     // an anonymous administrator of it
	Signature  string    // of the author, in a channel or group
	At         time.Time // zero: now
}

// SendForwarded sends post to a chat as a forward of something that was
// written elsewhere, such as a client's message in a private chat of the
// person.
func (p *Person) SendForwarded(to *Chat, from Origin, post Post) ([]Message, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.maySend(p.acct, to.c); err != nil {
		return nil, fmt.Errorf("forward to chat %d: %w", to.c.id, err)
	}
	drafts, err := s.compose(p.acct, to.c, post)
	if err != nil {
		return nil, fmt.Errorf("forward to chat %d: %w", to.c.id, err)
	}
	var sent []Message
	for _, m := range drafts {
		m.origin = s.origin(from)
		s.deliver(m)
		sent = append(sent, m.view())
	}
	return sent, nil
}

func (s *Server) origin(o Origin) *wireOrigin {
	if o.At.IsZero() {
		o.At = s.now()
	}
	at := o.At.Unix()
	switch {
	case o.Person != nil:
		return userOrigin(o.Person.acct, at)
	case o.Channel != nil:
		return &wireOrigin{Type: "channel", Date: at, Chat: o.Channel.c.wire(), MessageID: max(o.MessageID, 1), Signature: o.Signature}
	case o.Group != nil:
		return &wireOrigin{Type: "chat", Date: at, SenderChat: o.Group.c.wire(), Signature: o.Signature}
	}
	return &wireOrigin{Type: "hidden_user", Date: at, SenderName: o.HiddenName}
}
