package sandbox

import (
	"encoding/json"
	"errors"
	"strings"
)

// Button is one button of a keyboard. Exactly one of Data, URL and the other
// actions is set on a button under a message; one of a reply keyboard may have
// none, then it sends its text.
type Button struct {
	Text            string          `json:"text"`
	Data            string          `json:"callback_data,omitempty"`
	URL             string          `json:"url,omitempty"`
	SwitchInline    *string         `json:"switch_inline_query,omitempty"`
	SwitchHere      *string         `json:"switch_inline_query_current_chat,omitempty"`
	CopyText        *CopyText       `json:"copy_text,omitempty"`
	WebApp          json.RawMessage `json:"web_app,omitempty"`
	Style           string          `json:"style,omitempty"`
	RequestContact  bool            `json:"request_contact,omitempty"`
	RequestLocation bool            `json:"request_location,omitempty"`

	LoginURL     json.RawMessage `json:"login_url,omitempty"`
	SwitchChosen json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Game         json.RawMessage `json:"callback_game,omitempty"`
	Pay          bool            `json:"pay,omitempty"`
	Disabled     json.RawMessage `json:"disabled,omitempty"`
}

// CopyText is the text that a button puts on the clipboard.
type CopyText struct {
	Text string `json:"text"`
}

// inlineKeyboard is the keyboard under a message.
type inlineKeyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// ReplyKeyboard is the keyboard that takes the place of the letters.
type ReplyKeyboard struct {
	Rows        [][]Button `json:"keyboard"`
	Persistent  bool       `json:"is_persistent,omitempty"`
	Resize      bool       `json:"resize_keyboard,omitempty"`
	OneTime     bool       `json:"one_time_keyboard,omitempty"`
	Placeholder string     `json:"input_field_placeholder,omitempty"`
	Selective   bool       `json:"selective,omitempty"`
}

// replyMarkup is any of the four things that a message may bring along; at
// most one of the pointers is set.
type replyMarkup struct {
	inline *inlineKeyboard
	reply  *ReplyKeyboard
	force  *forceReply
	remove *removeKeyboard
}

type forceReply struct {
	Placeholder string `json:"input_field_placeholder"`
	Selective   bool   `json:"selective"`
}

type removeKeyboard struct {
	Selective bool `json:"selective"`
}

// Limits of a keyboard under a message.
const (
	maxButtons    = 100
	maxData       = 64    // bytes of callback_data
	maxMarkupJSON = 10240 // bytes of all texts and data
)

// readMarkup reads the parameter reply_markup.
func readMarkup(raw string) (replyMarkup, error) {
	raw = strings.TrimSpace(raw)
	if raw == "" || raw == "null" {
		return replyMarkup{}, nil
	}
	if !json.Valid([]byte(raw)) {
		return replyMarkup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	if raw[0] != '{' {
		return replyMarkup{}, badRequest("object expected as reply markup")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &fields); err != nil {
		return replyMarkup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	switch {
	case fields["keyboard"] != nil:
		return readReplyKeyboard(raw, fields["keyboard"])
	case fields["inline_keyboard"] != nil:
		return readInlineKeyboard(fields["inline_keyboard"])
	case isTrue(fields["remove_keyboard"]):
		r := new(removeKeyboard)
		return replyMarkup{remove: r}, readRest(raw, r)
	case isTrue(fields["force_reply"]):
		f := new(forceReply)
		return replyMarkup{force: f}, readRest(raw, f)
	}
	return replyMarkup{}, nil
}

func isTrue(raw json.RawMessage) bool { return string(raw) == "true" }

func readRest(raw string, into any) error {
	if json.Unmarshal([]byte(raw), into) != nil {
		return badRequest("can't parse reply keyboard markup JSON object")
	}
	return nil
}

// readRows reads an array of arrays of buttons; name is that of the field and
// of its object, for the error.
func readRows(raw json.RawMessage, field, object string, button func(json.RawMessage) (Button, error)) ([][]Button, error) {
	var rows []json.RawMessage
	if string(raw) != "null" && json.Unmarshal(raw, &rows) != nil {
		return nil, badRequest("field %q of the %s must be an Array", field, object)
	}
	result := make([][]Button, 0, len(rows))
	for _, rawRow := range rows {
		var cells []json.RawMessage
		if json.Unmarshal(rawRow, &cells) != nil || string(rawRow) == "null" {
			return nil, badRequest("field %q of the %s must be an Array of Arrays", field, object)
		}
		row := make([]Button, 0, len(cells))
		for _, cell := range cells {
			b, err := button(cell)
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		if len(row) > 0 {
			result = append(result, row)
		}
	}
	return result, nil
}

func readInlineKeyboard(raw json.RawMessage) (replyMarkup, error) {
	rows, err := readRows(raw, "inline_keyboard", "InlineKeyboardMarkup", readInlineButton)
	if err != nil {
		return replyMarkup{}, err
	}
	count, size := 0, 0
	for _, row := range rows {
		count += len(row)
		for _, b := range row {
			size += len(b.Text) + len(b.Data) + len(b.URL)
		}
	}
	if count > maxButtons || size > maxMarkupJSON {
		return replyMarkup{}, badRequest("reply markup is too long")
	}
	return replyMarkup{inline: &inlineKeyboard{rows}}, nil
}

// readInlineButton reads a button under a message, which must do something.
func readInlineButton(raw json.RawMessage) (Button, error) {
	var b Button
	if len(raw) == 0 || raw[0] != '{' {
		return b, badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, badRequest("can't parse inline keyboard button: %s", fieldError(err))
	}
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("inline keyboard button text must be non-empty")
	}
	var has struct {
		Data *string `json:"callback_data"`
	}
	_ = json.Unmarshal(raw, &has)
	switch {
	case b.URL != "":
		link := checkedLink(b.URL)
		if link == "" {
			return b, badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
		}
		b.URL = link
	case has.Data != nil:
		if len(b.Data) == 0 || len(b.Data) > maxData {
			return b, badRequest("BUTTON_DATA_INVALID")
		}
	case b.SwitchInline == nil && b.SwitchHere == nil && b.CopyText == nil && b.WebApp == nil && b.LoginURL == nil &&
		b.SwitchChosen == nil && b.Game == nil && b.Disabled == nil && !b.Pay:
		return b, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	}
	return b, nil
}

// fieldError words a JSON error as the official server does.
func fieldError(err error) string {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return `Field "` + e.Field + `" must be of type ` + strings.ToUpper(e.Type.String()[:1]) + e.Type.String()[1:]
	}
	return "InlineKeyboardButton must be an Object"
}

func readReplyKeyboard(raw string, rowsRaw json.RawMessage) (replyMarkup, error) {
	rows, err := readRows(rowsRaw, "keyboard", "ReplyKeyboardMarkup", readReplyButton)
	if err != nil {
		return replyMarkup{}, err
	}
	if len(rows) == 0 {
		return replyMarkup{}, badRequest("reply keyboard must be non-empty") // an empty keyboard cannot be shown
	}
	var rest struct {
		ReplyKeyboard
		Rows json.RawMessage `json:"keyboard"` // read above: a button may be a plain text
	}
	if err := readRest(raw, &rest); err != nil {
		return replyMarkup{}, err
	}
	rest.ReplyKeyboard.Rows = rows
	return replyMarkup{reply: &rest.ReplyKeyboard}, nil
}

// readReplyButton reads a button that sends its text: an object or just a text.
func readReplyButton(raw json.RawMessage) (Button, error) {
	var b Button
	if len(raw) > 0 && raw[0] == '"' {
		if err := json.Unmarshal(raw, &b.Text); err != nil {
			return b, badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
		}
	} else if len(raw) == 0 || raw[0] != '{' || json.Unmarshal(raw, &b) != nil {
		return b, badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
	}
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("keyboard button text must be non-empty")
	}
	return b, nil
}

// sameKeyboard reports whether two keyboards look and do the same.
func sameKeyboard(a, b *inlineKeyboard) bool {
	if a == nil || len(a.Rows) == 0 || b == nil || len(b.Rows) == 0 {
		return (a == nil || len(a.Rows) == 0) == (b == nil || len(b.Rows) == 0)
	}
	return string(mustJSON(a)) == string(mustJSON(b))
}
