package sandbox

import "fmt"

// Colours that a new topic may have.
var topicColors = map[int]bool{7322096: true, 16766590: true, 13338331: true, 9367192: true, 16749490: true, 16478047: true}

const defaultColor = 7322096

// topicChat finds the forum of a call in which the bot may manage topics.
func (c *call) topicChat() (*chat, error) {
	ch, err := c.writable()
	switch {
	case err != nil:
		return nil, err
	case !ch.forum:
		return nil, badRequest("the chat is not a forum")
	case ch.members[c.bot.user.ID].status != "administrator":
		return nil, badRequest("not enough rights to create a topic")
	}
	return ch, nil
}

func createForumTopic(c *call) (any, error) {
	ch, err := c.topicChat()
	if err != nil {
		return nil, err
	}
	color := c.int("icon_color")
	if color == 0 {
		color = defaultColor
	}
	if !topicColors[color] {
		return nil, badRequest("sandbox: %d is not a colour that a topic may have", color)
	}
	t := c.newTopic(ch, c.bot, c.params["name"], color)
	c.record.MessageID = t.id
	return struct {
		Thread int    `json:"message_thread_id"`
		Name   string `json:"name"`
		Color  int    `json:"icon_color"`
	}{t.id, t.name, t.color}, nil
}

// newTopic opens a topic with the service message that gives it its number.
func (s *Server) newTopic(ch *chat, by *account, name string, color int) *topic {
	m := &message{chat: ch, from: by, service: &wireService{TopicCreated: &wireTopic{name, color}}}
	m.thread = ch.nextMsg + 1 // its own number, which add is about to give
	s.serviceMessage(m)
	t := &topic{id: m.id, name: name, color: color}
	if ch.topics == nil {
		ch.topics = make(map[int]*topic)
	}
	ch.topics[t.id] = t
	return t
}

// topic finds the topic that a call names.
func (c *call) topic() (*chat, *topic, error) {
	ch, err := c.topicChat()
	if err != nil {
		return nil, nil, err
	}
	t := ch.topics[c.int("message_thread_id")]
	if t == nil {
		return nil, nil, badRequest("TOPIC_ID_INVALID")
	}
	return ch, t, nil
}

func editForumTopic(c *call) (any, error) {
	_, t, err := c.topic()
	if err != nil {
		return nil, err
	}
	if name := c.params["name"]; name != "" {
		if name == t.name {
			return nil, badRequest("TOPIC_NOT_MODIFIED")
		}
		t.name = name
	}
	return true, nil
}

func closeForumTopic(c *call) (any, error) { return c.setTopicClosed(true) }

func reopenForumTopic(c *call) (any, error) { return c.setTopicClosed(false) }

func (c *call) setTopicClosed(closed bool) (any, error) {
	ch, t, err := c.topic()
	if err != nil {
		return nil, err
	}
	if t.closed == closed {
		return nil, badRequest("TOPIC_NOT_MODIFIED")
	}
	t.closed = closed
	sv := &wireService{TopicReopened: &struct{}{}}
	if closed {
		sv = &wireService{TopicClosed: &struct{}{}}
	}
	c.serviceMessage(&message{chat: ch, from: c.bot, thread: t.id, service: sv})
	return true, nil
}

// deleteForumTopic deletes a topic with everything in it.
func deleteForumTopic(c *call) (any, error) {
	ch, t, err := c.topic()
	if err != nil {
		return nil, err
	}
	c.dropTopic(ch, t)
	return true, nil
}

// dropTopic deletes a topic with everything in it.
func (s *Server) dropTopic(ch *chat, t *topic) {
	delete(ch.topics, t.id)
	for _, m := range ch.messages {
		if m.thread == t.id && !m.deleted {
			s.remove(m)
		}
	}
}

// DeleteTopic makes somebody delete a topic of a forum with everything in it. The
// bot is not told.
func (ch *Chat) DeleteTopic(id int) error {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	t := ch.c.topics[id]
	if t == nil {
		return fmt.Errorf("delete the topic %d: there is none", id)
	}
	ch.server.dropTopic(ch.c, t)
	return nil
}

// NewTopic makes a person open a topic in a forum and returns its number, the
// message_thread_id.
func (ch *Chat) NewTopic(by *Person, name string) (int, error) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	if !ch.c.forum {
		return 0, fmt.Errorf("open the topic %q: the chat is not a forum", name)
	}
	return ch.server.newTopic(ch.c, by.acct, name, defaultColor).id, nil
}

// Topics returns the names of the topics by number.
func (ch *Chat) Topics() map[int]string {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	names := make(map[int]string, len(ch.c.topics))
	for id, t := range ch.c.topics {
		names[id] = t.name
	}
	return names
}
