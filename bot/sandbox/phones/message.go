package phones

import "github.com/otdel-bot/otdel/bot/sandbox"

// messageView is a message as the page gets it. Texts are plain: formatting is
// in the entities, whose offsets count UTF-16 units as JavaScript does.
type messageView struct {
	ID        int                `json:"id"`
	From      userView           `json:"from"`
	Bot       bool               `json:"bot"`
	At        int64              `json:"at"` // Unix seconds
	Edited    bool               `json:"edited,omitempty"`
	Text      string             `json:"text"`
	Entities  []sandbox.Entity   `json:"entities,omitempty"`
	Media     *mediaView         `json:"media,omitempty"`
	Album     string             `json:"album,omitempty"`
	ReplyTo   int                `json:"replyTo,omitempty"`
	Quote     string             `json:"quote,omitempty"`
	Forwarded string             `json:"forwarded,omitempty"`
	Via       string             `json:"via,omitempty"`
	Buttons   [][]sandbox.Button `json:"buttons,omitempty"`
	Reactions []sandbox.Reaction `json:"reactions,omitempty"`
	Service   string             `json:"service,omitempty"`
	Pinned    bool               `json:"pinned,omitempty"`
}

type mediaView struct {
	Kind    string `json:"kind"`
	File    string `json:"file,omitempty"` // for /api/file/<File>
	Name    string `json:"name,omitempty"`
	Size    int    `json:"size,omitempty"`
	Seconds int    `json:"seconds,omitempty"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Emoji   string `json:"emoji,omitempty"`
}

func viewOf(m sandbox.Message) messageView {
	v := messageView{
		ID: m.ID, From: userOf(m.From), Bot: m.FromBot, At: m.At.Unix(), Edited: !m.Edited.IsZero(),
		Text: m.Text, Entities: m.Entities, Album: m.Album, ReplyTo: m.ReplyTo, Quote: m.Quote,
		Forwarded: m.Forwarded, Via: m.ViaBot, Buttons: m.Buttons, Reactions: m.Reactions,
		Service: m.Service, Pinned: m.Pinned,
	}
	if m.AsChat != "" {
		v.From.Name = m.AsChat
	}
	if md := m.Media; md != nil {
		v.Media = &mediaView{
			Kind: md.Kind, File: md.FileID, Name: md.Name, Size: md.Size, Seconds: md.Seconds,
			Width: md.Width, Height: md.Height, Emoji: md.Emoji,
		}
	}
	return v
}
