package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// wireReaction is a ReactionTypeEmoji.
type wireReaction struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji,omitempty"`
}

// wireReactionUpdate is a MessageReactionUpdated.
type wireReactionUpdate struct {
	Chat      *wireChat      `json:"chat"`
	MessageID int            `json:"message_id"`
	User      *User          `json:"user,omitempty"`
	Date      int64          `json:"date"`
	Old       []wireReaction `json:"old_reaction"`
	New       []wireReaction `json:"new_reaction"`
}

// setMessageReaction puts the bot's one reaction on a message or takes it away.
func setMessageReaction(c *call) (any, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	m := ch.find(c.int("message_id"))
	if m == nil {
		return nil, badRequest("message to react not found")
	}
	var list []wireReaction
	if raw := c.params["reaction"]; raw != "" && json.Unmarshal([]byte(raw), &list) != nil {
		return nil, badRequest("can't parse reaction JSON object")
	}
	if len(list) > 1 {
		return nil, badRequest("REACTIONS_TOO_MANY")
	}
	emoji := ""
	if len(list) == 1 {
		if emoji = list[0].Emoji; !c.spec.knowsReaction(emoji) {
			return nil, badRequest("REACTION_INVALID")
		}
	}
	m.react(c.bot.user.ID, emoji)
	m.seq = c.tell(EventReaction, m, 0)
	c.record.MessageID = m.id
	return true, nil
}

func (s *spec) knowsReaction(emoji string) bool {
	emoji = strings.TrimSuffix(emoji, "\ufe0f") // the enumeration has the bare characters
	return slices.Contains(s.Types["ReactionTypeEmoji"].Fields["emoji"].Constraints.Enum, emoji)
}

// react replaces the reaction of an account; an empty emoji takes it away. It
// returns what was there before.
func (m *message) react(by int64, emoji string) (was string) {
	m.reactions = slices.DeleteFunc(m.reactions, func(r reaction) bool {
		if r.by == by {
			was = r.emoji
		}
		return r.by == by
	})
	if emoji != "" {
		m.reactions = append(m.reactions, reaction{by, emoji})
	}
	return was
}

// React puts the person's reaction on a message; an empty emoji takes it away.
// The bot is told in private chats and where it is an administrator, if it
// asked for such updates.
func (p *Person) React(m Message, emoji string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	target := s.lookup(m)
	if target == nil {
		return fmt.Errorf("react to message %d: %w", m.ID, ErrNoMessage)
	}
	was := target.react(p.acct.user.ID, emoji)
	target.seq = s.tell(EventReaction, target, p.acct.user.ID)
	me := target.chat.members[s.bot.user.ID]
	if target.chat.kind != "private" && (me == nil || me.status != "administrator") {
		return nil
	}
	u := p.acct.user
	s.push("message_reaction", wireReactionUpdate{
		Chat: target.chat.wire(), MessageID: target.id, User: &u, Date: s.unix(), Old: reactionList(was), New: reactionList(emoji),
	})
	return nil
}

func reactionList(emoji string) []wireReaction {
	if emoji == "" {
		return []wireReaction{}
	}
	return []wireReaction{{"emoji", emoji}}
}
