package sandbox

import "encoding/json"

// User is a person or a bot as the Bot API shows it.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
	IsPremium    bool   `json:"is_premium,omitempty"`
}

// Name is the first and the last name.
func (u User) Name() string {
	if u.LastName == "" {
		return u.FirstName
	}
	return u.FirstName + " " + u.LastName
}

// wireChat is a chat inside of a message.
type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// wireMessage is a message as the Bot API sends it: the fields of today and,
// beside them, the older ones that the server still sends.
type wireMessage struct {
	MessageID  int       `json:"message_id"`
	ThreadID   int       `json:"message_thread_id,omitempty"`
	From       *User     `json:"from,omitempty"`
	SenderChat *wireChat `json:"sender_chat,omitempty"`
	Signature  string    `json:"author_signature,omitempty"`
	Chat       *wireChat `json:"chat"`
	Date       int64     `json:"date"`
	EditDate   int64     `json:"edit_date,omitempty"`

	*wireForward
	IsTopic   bool         `json:"is_topic_message,omitempty"`
	ReplyTo   *wireMessage `json:"reply_to_message,omitempty"`
	Quote     *wireQuote   `json:"quote,omitempty"`
	ViaBot    *User        `json:"via_bot,omitempty"`
	Protected bool         `json:"has_protected_content,omitempty"`
	AlbumID   string       `json:"media_group_id,omitempty"`

	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	LinkPreview     json.RawMessage `json:"link_preview_options,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	CaptionAbove    bool            `json:"show_caption_above_media,omitempty"`
	Spoiler         bool            `json:"has_media_spoiler,omitempty"`
	*wireMedia
	*wireService

	ReplyMarkup *inlineKeyboard `json:"reply_markup,omitempty"`
}

// wireQuote is the part of a message that a reply quotes.
type wireQuote struct {
	Text     string   `json:"text"`
	Entities []Entity `json:"entities,omitempty"`
	Position int      `json:"position"`
	IsManual bool     `json:"is_manual,omitempty"`
}

// wireForward is where a forwarded message comes from.
type wireForward struct {
	Origin        *wireOrigin `json:"forward_origin"`
	FromUser      *User       `json:"forward_from,omitempty"`
	FromChat      *wireChat   `json:"forward_from_chat,omitempty"`
	FromMessageID int         `json:"forward_from_message_id,omitempty"`
	Signature     string      `json:"forward_signature,omitempty"`
	SenderName    string      `json:"forward_sender_name,omitempty"`
	Date          int64       `json:"forward_date,omitempty"`
}

// wireOrigin is a MessageOrigin of any of its four types.
type wireOrigin struct {
	Type       string    `json:"type"` // user, hidden_user, chat or channel
	Date       int64     `json:"date"`
	SenderUser *User     `json:"sender_user,omitempty"`
	SenderName string    `json:"sender_user_name,omitempty"`
	SenderChat *wireChat `json:"sender_chat,omitempty"`
	Chat       *wireChat `json:"chat,omitempty"`
	MessageID  int       `json:"message_id,omitempty"`
	Signature  string    `json:"author_signature,omitempty"`
}

// forward adds the older fields to an origin.
func (o *wireOrigin) forward() *wireForward {
	f := &wireForward{Origin: o, Date: o.Date, Signature: o.Signature}
	switch o.Type {
	case "user":
		f.FromUser = o.SenderUser
	case "hidden_user":
		f.SenderName = o.SenderName
	case "chat":
		f.FromChat = o.SenderChat
	case "channel":
		f.FromChat, f.FromMessageID = o.Chat, o.MessageID
	}
	return f
}

// wireService is what service messages tell.
type wireService struct {
	NewMembers    []User       `json:"new_chat_members,omitempty"`
	NewMember     *User        `json:"new_chat_member,omitempty"`      // older form
	NewParticip   *User        `json:"new_chat_participant,omitempty"` // oldest form
	LeftMember    *User        `json:"left_chat_member,omitempty"`
	LeftParticip  *User        `json:"left_chat_participant,omitempty"`
	NewTitle      string       `json:"new_chat_title,omitempty"`
	GroupCreated  bool         `json:"group_chat_created,omitempty"`
	SuperCreated  bool         `json:"supergroup_chat_created,omitempty"`
	MigrateTo     int64        `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom   int64        `json:"migrate_from_chat_id,omitempty"`
	Pinned        *wireMessage `json:"pinned_message,omitempty"`
	TopicCreated  *wireTopic   `json:"forum_topic_created,omitempty"`
	TopicClosed   *struct{}    `json:"forum_topic_closed,omitempty"`
	TopicReopened *struct{}    `json:"forum_topic_reopened,omitempty"`
}

// wireTopic describes a new topic.
type wireTopic struct {
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
}

// wireQuery is a pressed button.
type wireQuery struct {
	ID           string       `json:"id"`
	From         User         `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	InlineID     string       `json:"inline_message_id,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

// wireMember is a ChatMember of any of its types.
type wireMember struct {
	User   User   `json:"user"`
	Status string `json:"status"`

	CustomTitle string `json:"custom_title,omitempty"`
	*wireRights
	Anonymous *bool  `json:"is_anonymous,omitempty"`
	Until     *int64 `json:"until_date,omitempty"` // kicked: 0 for ever
}

// wireRights are those of an administrator.
type wireRights struct {
	CanBeEdited  bool `json:"can_be_edited"`
	CanManage    bool `json:"can_manage_chat"`
	CanDelete    bool `json:"can_delete_messages"`
	CanRestrict  bool `json:"can_restrict_members"`
	CanPromote   bool `json:"can_promote_members"`
	CanChange    bool `json:"can_change_info"`
	CanInvite    bool `json:"can_invite_users"`
	CanPin       bool `json:"can_pin_messages"`
	CanTopics    bool `json:"can_manage_topics"`
	CanVideoChat bool `json:"can_manage_video_chats"`
	CanStories   bool `json:"can_post_stories"`
	CanEditStory bool `json:"can_edit_stories"`
	CanDelStory  bool `json:"can_delete_stories"`
}

// wireMemberUpdate is a change of somebody's membership.
type wireMemberUpdate struct {
	Chat *wireChat  `json:"chat"`
	From User       `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}
