package bot

import (
	"encoding/json"
	"fmt"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// request is a call of the Bot API, ready to be made.
type request struct {
	method string
	params tgbotapi.Params
	files  []tgbotapi.RequestFile // whose contents are sent along
}

// manner is how a row is sent after Telegram did not take it the usual way.
type manner struct {
	plain     bool // without markup: it could not be read
	anew      bool // as a new message: the one to change is gone
	caption   bool // the message to change is a file with a caption
	topicless bool // the topic was deleted
	otherKind bool // a round video as such, an animation as such
}

// encode puts a row into the words of the Bot API.
func encode(r *row) (request, error) {
	p := r.content
	switch {
	case p.Callback != nil:
		params := tgbotapi.Params{"callback_query_id": p.Callback.ID}
		params.AddNonEmpty("text", p.Callback.Text)
		params.AddBool("show_alert", p.Callback.Alert)
		return request{method: "answerCallbackQuery", params: params}, nil
	case p.Inline != nil:
		return encodeInline(p.Inline)
	case p.Menu != nil:
		return encodeMenu(r.Chat, p.Menu)
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(r.Chat, 10)}
	if markup, err := encodeButtons(p.Message); err != nil {
		return request{}, err
	} else if markup != "" {
		params["reply_markup"] = markup
	}
	if number := r.edits(); number != 0 {
		params["message_id"] = strconv.FormatInt(number, 10)
		if r.manner.caption {
			addText(params, "caption", string(p.Text), maxCaption, r.manner.plain)
			return request{method: "editMessageCaption", params: params}, nil
		}
		addText(params, "text", string(p.Text), maxText, r.manner.plain)
		params["link_preview_options"] = noPreview
		return request{method: "editMessageText", params: params}, nil
	}
	if !r.manner.topicless {
		params.AddNonZero64("message_thread_id", p.Thread)
	}
	if p.ReplyTo != 0 {
		params["reply_parameters"] = fmt.Sprintf(`{"message_id":%d,"allow_sending_without_reply":true}`, p.ReplyTo)
	}
	return encodeNew(params, p.Message, r.manner)
}

const noPreview = `{"is_disabled":true}`

func encodeNew(params tgbotapi.Params, m handlers.Message, how manner) (request, error) {
	if m.File != nil {
		return encodeFile(params, m, how)
	}
	switch len(m.Media) {
	case 0:
		addText(params, "text", string(m.Text), maxText, how.plain)
		params["link_preview_options"] = noPreview
		return request{method: "sendMessage", params: params}, nil
	case 1:
		method, field := sending(m.Media[0].Kind, how.otherKind)
		params[field] = m.Media[0].File
		if field != "video_note" {
			addText(params, "caption", string(m.Text), maxCaption, how.plain)
		}
		return request{method: method, params: params}, nil
	}
	delete(params, "reply_markup")
	album, err := encodeAlbum(m, how.plain)
	if err != nil {
		return request{}, err
	}
	params["media"] = album
	return request{method: "sendMediaGroup", params: params}, nil
}

// encodeFile makes the file of a message.
func encodeFile(params tgbotapi.Params, m handlers.Message, how manner) (request, error) {
	data, err := m.File.Make()
	if err != nil {
		return request{}, err
	}
	addText(params, "caption", string(m.Text), maxCaption, how.plain)
	file := tgbotapi.RequestFile{Name: "document", Data: tgbotapi.FileBytes{Name: m.File.Name, Bytes: data}}
	return request{method: "sendDocument", params: params, files: []tgbotapi.RequestFile{file}}, nil
}

// sending returns the method that sends a file of a kind, and the name of its
// parameter. Round videos and animations are kept as video and document; other
// says that Telegram did not take the file as such.
func sending(kind department.MediaKind, other bool) (method, field string) {
	switch kind {
	case department.Photo:
		return "sendPhoto", "photo"
	case department.Voice:
		return "sendVoice", "voice"
	case department.Audio:
		return "sendAudio", "audio"
	case department.Video:
		if other {
			return "sendVideoNote", "video_note"
		}
		return "sendVideo", "video"
	}
	if other {
		return "sendAnimation", "animation"
	}
	return "sendDocument", "document"
}

// addText adds a text and says how its markup is to be read.
func addText(params tgbotapi.Params, field, text string, limit int, bare bool) {
	if text == "" {
		return
	}
	text = shorten(text, limit)
	if bare {
		params[field] = plain(text)
		return
	}
	params[field] = text
	params["parse_mode"] = tgbotapi.ModeHTML
}

// albumPart is one file of an album.
type albumPart struct {
	Type    string `json:"type"`
	Media   string `json:"media"`
	Caption string `json:"caption,omitempty"`
	Mode    string `json:"parse_mode,omitempty"`
}

func encodeAlbum(m handlers.Message, bare bool) (string, error) {
	album := make([]albumPart, len(m.Media))
	for i, f := range m.Media {
		album[i] = albumPart{Type: string(f.Kind), Media: f.File}
	}
	if m.Text != "" {
		params := tgbotapi.Params{}
		addText(params, "caption", string(m.Text), maxCaption, bare)
		album[0].Caption, album[0].Mode = params["caption"], params["parse_mode"]
	}
	raw, err := json.Marshal(album)
	if err != nil {
		return "", fmt.Errorf("encode an album: %w", err)
	}
	return string(raw), nil
}

func encodeButtons(m handlers.Message) (string, error) {
	var markup any
	switch {
	case len(m.Buttons) > 0:
		rows := make([][]tgbotapi.InlineKeyboardButton, 0, len(m.Buttons))
		for _, line := range m.Buttons {
			var row []tgbotapi.InlineKeyboardButton
			for _, b := range line {
				switch {
				case b.URL != "":
					row = append(row, tgbotapi.NewInlineKeyboardButtonURL(b.Label, b.URL))
				case len(b.Data) > handlers.MaxData || b.Data == "":
					return "", fmt.Errorf("a button carries %d bytes instead of 1 to %d", len(b.Data), handlers.MaxData)
				default:
					row = append(row, tgbotapi.NewInlineKeyboardButtonData(b.Label, b.Data))
				}
			}
			rows = append(rows, row)
		}
		markup = tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows}
	case m.AskText && m.Edit == 0 && m.Card == 0:
		markup = tgbotapi.ForceReply{ForceReply: true, Selective: true}
	default:
		return "", nil
	}
	raw, err := json.Marshal(markup)
	if err != nil {
		return "", fmt.Errorf("encode buttons: %w", err)
	}
	return string(raw), nil
}

func encodeMenu(chat int64, menu *handlers.Menu) (request, error) {
	params := tgbotapi.Params{"scope": fmt.Sprintf(`{"type":"chat","chat_id":%d}`, chat)}
	if len(menu.Commands) == 0 {
		return request{method: "deleteMyCommands", params: params}, nil
	}
	raw, err := json.Marshal(menu.Commands)
	if err != nil {
		return request{}, fmt.Errorf("encode a menu: %w", err)
	}
	params["commands"] = string(raw)
	return request{method: "setMyCommands", params: params}, nil
}

// article is one result of an inline question.
type article struct {
	Type        string         `json:"type"`
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Content     articleContent `json:"input_message_content"`
}

type articleContent struct {
	Text    string          `json:"message_text"`
	Mode    string          `json:"parse_mode"`
	Preview json.RawMessage `json:"link_preview_options"`
}

func encodeInline(a *inlineAnswer) (request, error) {
	results := make([]article, len(a.Results))
	for i, r := range a.Results {
		results[i] = article{
			Type: "article", ID: r.ID, Title: r.Title, Description: r.Description,
			Content: articleContent{shorten(string(r.Text), maxText), tgbotapi.ModeHTML, json.RawMessage(noPreview)},
		}
	}
	raw, err := json.Marshal(results)
	if err != nil {
		return request{}, fmt.Errorf("encode inline results: %w", err)
	}
	return request{method: "answerInlineQuery", params: tgbotapi.Params{
		"inline_query_id": a.ID, "results": string(raw), "is_personal": "true", "cache_time": "0",
	}}, nil
}
