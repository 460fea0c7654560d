package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// allowedUpdates are the kinds of updates that mean something to us.
const allowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

// rawUpdate is an update as it came, not looked into beyond its number.
type rawUpdate struct {
	ID  int64
	Raw json.RawMessage
}

// decodePage takes a page apart. Each update is decoded by itself later, so that
// one of an unknown shape harms no other. One without a readable number gets 0.
func decodePage(raw json.RawMessage) ([]rawUpdate, error) {
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, fmt.Errorf("read the page of updates: %w", err)
	}
	page := make([]rawUpdate, len(parts))
	for i, part := range parts {
		page[i] = rawUpdate{ID: updateID(part), Raw: part}
	}
	return page, nil
}

// updateID reads the number of an update and nothing else of it. Telegram
// writes it first; then the rest need not be read twice.
func updateID(raw json.RawMessage) int64 {
	if digits, ok := bytes.CutPrefix(raw, []byte(`{"update_id":`)); ok {
		digits, _, _ = bytes.Cut(digits, []byte(","))
		if id, err := strconv.ParseInt(string(digits), 10, 64); err == nil {
			return id
		}
	}
	var head struct {
		ID json.Number `json:"update_id"`
	}
	if json.Unmarshal(raw, &head) != nil {
		return 0
	}
	id, err := head.ID.Int64()
	if err != nil {
		return 0 // no whole number of 64 bits
	}
	return id
}

// update is what we read of an update. The library's own type fails on fields
// that changed since 2021 and does not know newer ones, so the outer parts are
// ours and only the leaves are its.
type update struct {
	Message       *message       `json:"message"`
	EditedMessage *message       `json:"edited_message"`
	Callback      *callbackQuery `json:"callback_query"`
	Inline        *inlineQuery   `json:"inline_query"`
	MyChatMember  *memberChange  `json:"my_chat_member"`
}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

func (c chat) group() bool { return c.Type == "group" || c.Type == "supergroup" }

type message struct {
	ID       int64          `json:"message_id"`
	From     *tgbotapi.User `json:"from"`
	Sender   *chat          `json:"sender_chat"`
	Chat     chat           `json:"chat"`
	ThreadID int64          `json:"message_thread_id"`
	IsTopic  bool           `json:"is_topic_message"`
	// Copied marks what a group got by itself from its channel.
	Copied bool `json:"is_automatic_forward"`

	Text            string                   `json:"text"`
	Entities        []tgbotapi.MessageEntity `json:"entities"`
	Caption         string                   `json:"caption"`
	CaptionEntities []tgbotapi.MessageEntity `json:"caption_entities"`
	Album           string                   `json:"media_group_id"`
	media
	others

	// Via is the bot whose inline answer the person chose.
	Via *tgbotapi.User `json:"via_bot"`

	ReplyTo  *message  `json:"reply_to_message"`
	Quote    *quote    `json:"quote"`
	External *external `json:"external_reply"`

	Origin            *origin        `json:"forward_origin"`
	ForwardFrom       *tgbotapi.User `json:"forward_from"`
	ForwardChat       *chat          `json:"forward_from_chat"`
	ForwardSenderName string         `json:"forward_sender_name"`
	ForwardDate       int64          `json:"forward_date"`

	MigrateTo    int64           `json:"migrate_to_chat_id"`
	TopicCreated json.RawMessage `json:"forum_topic_created"`
}

// media are the files that a message can carry.
type media struct {
	Photo     []tgbotapi.PhotoSize `json:"photo"`
	Voice     *file                `json:"voice"`
	Video     *file                `json:"video"`
	VideoNote *file                `json:"video_note"`
	Audio     *file                `json:"audio"`
	Animation *file                `json:"animation"`
	Document  *file                `json:"document"`
}

type file struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
}

// others are what people send besides text and files.
type others struct {
	Sticker *struct {
		Emoji string `json:"emoji"`
	} `json:"sticker"`
	Contact *struct {
		Phone string `json:"phone_number"`
		First string `json:"first_name"`
		Last  string `json:"last_name"`
	} `json:"contact"`
	Location *struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	} `json:"location"`
	Venue *struct {
		Title   string `json:"title"`
		Address string `json:"address"`
	} `json:"venue"`
	Poll  json.RawMessage `json:"poll"`
	Dice  json.RawMessage `json:"dice"`
	Story json.RawMessage `json:"story"`
}

type quote struct {
	Text string `json:"text"`
}

// external is a reply to a message of another chat.
type external struct {
	Origin    *origin `json:"origin"`
	MessageID int64   `json:"message_id"`
	media
}

// origin is whose message was forwarded or quoted, one of four kinds.
type origin struct {
	Type       string         `json:"type"` // user, hidden_user, chat, channel
	Date       int64          `json:"date"`
	User       *tgbotapi.User `json:"sender_user"`
	Name       string         `json:"sender_user_name"`
	SenderChat *chat          `json:"sender_chat"`
	Chat       *chat          `json:"chat"`
	Signature  string         `json:"author_signature"`
}

type callbackQuery struct {
	ID      string         `json:"id"`
	From    *tgbotapi.User `json:"from"`
	Message *message       `json:"message"` // nil for a button of an inline message
	Data    string         `json:"data"`
}

type inlineQuery struct {
	ID    string         `json:"id"`
	From  *tgbotapi.User `json:"from"`
	Query string         `json:"query"`
}

type memberChange struct {
	Chat chat           `json:"chat"`
	From *tgbotapi.User `json:"from"`
	Old  member         `json:"old_chat_member"`
	New  member         `json:"new_chat_member"`
}

type member struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"`
}

// inside reports whether the bot can write to the chat.
func (m member) inside() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return m.IsMember
	}
	return false
}
