package bot

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// incoming is an update in our own words. Its request lacks what only the
// database and the clock know: the person and the moment.
type incoming struct {
	handlers.Request
	From sender
	// Ignored says that the update is none of our business.
	Ignored bool
	// Private says that it came from a private chat with the person.
	Private bool
	// MovedTo is the chat that took the place of Request.Chat, 0 if none.
	MovedTo int64
}

// sender is who caused an update, as the messenger describes them. ID is 0 for
// somebody who writes in the name of a chat.
type sender struct {
	ID       department.PersonID
	Name     string
	Username string
	Language string
}

// translate puts an update into our words. It fails on a shape that it cannot
// read. It never panics, whatever the update holds.
func translate(raw json.RawMessage, me Me) (incoming, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return incoming{}, fmt.Errorf("read the update: %w", err)
	}
	switch {
	case u.Message != nil:
		return u.Message.translate(me), nil
	case u.EditedMessage != nil:
		in := u.EditedMessage.translate(me)
		in.Edited = true
		return in, nil
	case u.Callback != nil:
		return u.Callback.translate(), nil
	case u.Inline != nil:
		return u.Inline.translate(), nil
	case u.MyChatMember != nil:
		return u.MyChatMember.translate(), nil
	}
	return incoming{Ignored: true}, nil
}

func (m *message) translate(me Me) incoming {
	in := incoming{Private: m.Chat.Type == "private"}
	in.Chat = handlers.Chat{ID: m.Chat.ID, Group: m.Chat.group()}
	if m.MigrateTo != 0 {
		in.MovedTo = m.MigrateTo
		return in
	}
	from, ok := m.sender()
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	in.Attachments = m.attachments()
	ours := m.Via != nil && m.Via.ID == me.ID // said by choosing an answer of ours
	if !ok || ours || m.Chat.ID == 0 || !m.says(text, in.Attachments) {
		return incoming{Ignored: true}
	}
	in.From = from
	in.Message = m.ID
	in.Album = clean(m.Album)
	if m.IsTopic {
		in.Chat.Thread = m.ThreadID
	}
	in.Forward = m.forward()
	in.ReplyTo = m.quoted(me)
	m.address(&in, text, entities, me)
	return in
}

// sender returns who wrote the message; false for a channel, another bot or
// nobody.
func (m *message) sender() (sender, bool) {
	switch {
	case m.Copied || !m.Chat.group() && m.Chat.Type != "private":
		return sender{}, false
	case m.Sender != nil:
		// An anonymous administrator or a channel: nobody we could know, and
		// nobody with rights.
		return sender{Name: clean(m.Sender.Title)}, m.Chat.group()
	case m.From == nil || m.From.IsBot || m.From.ID <= 0:
		return sender{}, false
	}
	return senderOf(m.From), true
}

func senderOf(u *tgbotapi.User) sender {
	return sender{
		ID:       department.PersonID(u.ID),
		Name:     department.CleanName(clean(u.FirstName + " " + u.LastName)),
		Username: clean(u.UserName),
		Language: clean(u.LanguageCode),
	}
}

// says reports whether the message holds anything that somebody said, and is
// not a notice of the messenger itself.
func (m *message) says(text string, files []department.Attachment) bool {
	return text != "" || len(files) > 0 || m.Sticker != nil || m.Contact != nil || m.Location != nil ||
		m.Venue != nil || m.Poll != nil || m.Dice != nil || m.Story != nil
}

// address finds out whether the message was meant for the bot, and takes its
// text apart.
func (m *message) address(in *incoming, text string, entities []tgbotapi.MessageEntity, me Me) {
	if text == "" {
		text = m.described()
	}
	name, rest, other, ok := command(text, entities, me.Username)
	if ok && in.Forward == nil {
		in.Command, in.Text, in.Addressed = name, clean(rest), true
		return
	}
	rest, called := mentioned(text, entities, me)
	in.Text = clean(rest)
	toUs := in.ReplyTo != nil && in.ReplyTo.FromBot
	in.Addressed = in.Private || !other && (called || toUs)
}

// described puts what is neither text nor file into words.
func (m *message) described() string {
	switch {
	case m.Sticker != nil:
		return m.Sticker.Emoji
	case m.Contact != nil:
		return strings.TrimSpace(strings.TrimSpace(m.Contact.First+" "+m.Contact.Last) + " " + m.Contact.Phone)
	case m.Venue != nil:
		return strings.TrimSpace(m.Venue.Title + ", " + m.Venue.Address)
	case m.Location != nil:
		return degrees(m.Location.Latitude) + ", " + degrees(m.Location.Longitude)
	}
	return ""
}

func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 6, 64) }

func (q *callbackQuery) translate() incoming {
	if q.From == nil || q.From.ID <= 0 || q.From.IsBot || q.ID == "" {
		return incoming{Ignored: true}
	}
	in := incoming{From: senderOf(q.From)}
	in.Press = &handlers.Press{ID: q.ID, Data: q.Data}
	if q.Message == nil || q.Message.Chat.ID == 0 {
		// A button of an inline message: the chat is not told, so the answer goes
		// to the person.
		in.Chat.ID = q.From.ID
		return in
	}
	m := q.Message
	in.Private = m.Chat.Type == "private"
	in.Addressed = true
	in.Chat = handlers.Chat{ID: m.Chat.ID, Group: m.Chat.group()}
	if m.IsTopic {
		in.Chat.Thread = m.ThreadID
	}
	in.Message = m.ID
	return in
}

func (q *inlineQuery) translate() incoming {
	if q.From == nil || q.From.ID <= 0 || q.From.IsBot || q.ID == "" {
		return incoming{Ignored: true}
	}
	in := incoming{From: senderOf(q.From)}
	in.Inline = &handlers.Inline{ID: q.ID, Query: clean(q.Query)}
	return in
}

func (c *memberChange) translate() incoming {
	if c.From == nil || c.From.ID <= 0 || c.Chat.ID == 0 || c.Old.inside() == c.New.inside() ||
		!c.Chat.group() && c.Chat.Type != "private" {
		return incoming{Ignored: true}
	}
	in := incoming{From: senderOf(c.From), Private: c.Chat.Type == "private"}
	in.Chat = handlers.Chat{ID: c.Chat.ID, Group: c.Chat.group()}
	in.Membership = handlers.Unwelcome
	if c.New.inside() {
		in.Membership = handlers.Welcome
	}
	return in
}
