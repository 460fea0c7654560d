package sandbox_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// picture is a PNG of the given size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// buttons is the JSON of a keyboard with one button.
func buttons(text, data string) string {
	b, _ := json.Marshal(map[string]any{"inline_keyboard": [][]map[string]string{{{"text": text, "callback_data": data}}}})
	return string(b)
}

// world is a server with everybody a table of refusals needs.
type world struct {
	api
	clock                                      *time.Time
	anna, boris, vera, gleb, dasha             *sandbox.Person
	group, basic, kicked, left, channel, forum *sandbox.Chat
	text, photo, plain, old, hers, tap         string // ids
	topic                                      int
}

func newWorld(t *testing.T) *world {
	now := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	w := &world{clock: &now}
	w.api = newAPI(t, sandbox.Options{Now: func() time.Time { return now }})
	w.anna, w.vera, w.gleb = w.started("Анна"), w.started("Вера"), w.started("Глеб")
	w.boris = w.srv.Person(sandbox.Profile{FirstName: "Борис"})
	w.dasha = w.srv.Person(sandbox.Profile{FirstName: "Даша"})
	w.vera.Block()
	w.gleb.Deactivate()
	members := []*sandbox.Person{w.anna, w.dasha}
	w.group = w.srv.Group("Отдел", sandbox.GroupOptions{Members: members})
	w.dasha.SayIn(w.group, "/help") // the bot has met her, but only in the group
	w.basic = w.srv.Group("Старый", sandbox.GroupOptions{Members: members, Basic: true})
	w.basic.Migrate(w.anna)
	w.kicked = w.srv.Group("Чужой", sandbox.GroupOptions{Members: members, Basic: true})
	w.kicked.KickBot(w.anna)
	w.left = w.srv.Group("Прежний", sandbox.GroupOptions{Members: members})
	w.call("leaveChat", args{"chat_id": w.left.ID()})
	w.channel = w.srv.Channel("Новости", "otdel_news", w.anna)
	w.forum = w.srv.Group("Форум", sandbox.GroupOptions{Members: members, Topics: true, BotAdmin: true})
	w.topic, _ = w.forum.NewTopic(w.anna, "Жалобы")

	w.old = w.send(args{"text": "старое"})
	*w.clock = now.Add(49 * time.Hour)
	w.text = w.send(args{"text": "карточка", "reply_markup": buttons("Взять", "take:1")})
	w.plain = w.send(args{"text": "<b>жирно</b>", "parse_mode": "HTML"})
	sent := w.upload("sendPhoto", args{"chat_id": w.anna.ID(), "caption": "снимок"}, map[string][]byte{"photo": picture(t, 200, 100)})
	w.photo = id(t, sent)
	hers, _ := w.anna.Say("моё")
	w.hers = strings.TrimSpace(jsonOf(hers.ID))
	tap, err := w.anna.Press(w.message(w.text), "Взять")
	if err != nil {
		t.Fatal(err)
	}
	w.tap = tap.ID()
	w.confirm()
	return w
}

func jsonOf(v any) string { b, _ := json.Marshal(v); return string(b) }

// id is the number of a message that was sent.
func id(t *testing.T, sent answer) string {
	t.Helper()
	var m struct {
		ID json.Number `json:"message_id"`
	}
	if err := json.Unmarshal(sent.Result, &m); err != nil {
		t.Fatalf("%+v: %v", sent, err)
	}
	return m.ID.String()
}

// send writes to Anna.
func (w *world) send(p args) string {
	w.t.Helper()
	p["chat_id"] = w.anna.ID()
	return id(w.t, w.call("sendMessage", p))
}

// message is one of Anna's messages as she sees it.
func (w *world) message(number string) sandbox.Message {
	for _, m := range w.anna.Chat().Messages() {
		if jsonOf(m.ID) == number {
			return m
		}
	}
	w.t.Fatalf("no message %s", number)
	return sandbox.Message{}
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("ж", 4097)
	anna, group := w.anna.ID(), w.group.ID()
	edit := func(number, text string) args { return args{"chat_id": anna, "message_id": number, "text": text} }
	for _, test := range []struct {
		name, method string
		params       args
		want         string
	}{
		{"no chat", "sendMessage", args{"text": "x"}, "400 Bad Request: chat_id is empty"},
		{"a chat nobody knows", "sendMessage", args{"chat_id": 99, "text": "x"}, "400 Bad Request: chat not found"},
		{"a chat that is no number", "sendMessage", args{"chat_id": "anna", "text": "x"}, "400 Bad Request: chat not found"},
		{"a person who never wrote", "sendMessage", args{"chat_id": w.boris.ID(), "text": "x"}, "400 Bad Request: chat not found"},
		{"a person met in a group only", "sendMessage", args{"chat_id": w.dasha.ID(), "text": "x"}, "403 Forbidden: bot can't initiate conversation with a user"},
		{"a person who blocked the bot", "sendMessage", args{"chat_id": w.vera.ID(), "text": "x"}, "403 Forbidden: bot was blocked by the user"},
		{"a deleted account", "sendMessage", args{"chat_id": w.gleb.ID(), "text": "x"}, "403 Forbidden: user is deactivated"},
		{"another bot", "sendMessage", args{"chat_id": w.srv.Bot().ID, "text": "x"}, "403 Forbidden: bot can't send messages to bots"},
		{"a group that threw the bot out", "sendMessage", args{"chat_id": w.kicked.ID(), "text": "x"}, "403 Forbidden: bot was kicked from the group chat"},
		{"a group that the bot left", "sendMessage", args{"chat_id": w.left.ID(), "text": "x"}, "403 Forbidden: bot is not a member of the supergroup chat"},
		{"a group that became a supergroup", "sendMessage", args{"chat_id": w.basic.ID(), "text": "x"}, "400 Bad Request: group chat was upgraded to a supergroup chat"},
		{"no text", "sendMessage", args{"chat_id": anna}, "400 Bad Request: message text is empty"},
		{"nothing visible", "sendMessage", args{"chat_id": anna, "text": " \n\u200b"}, "400 Bad Request: message text is empty"},
		{"only empty tags", "sendMessage", args{"chat_id": anna, "text": "<b></b>", "parse_mode": "HTML"}, "400 Bad Request: message text is empty"},
		{"too long", "sendMessage", args{"chat_id": anna, "text": long}, "400 Bad Request: message is too long"},
		{"far too long", "sendMessage", args{"chat_id": anna, "text": strings.Repeat("x", 32769)}, "400 Bad Request: text is too long"},
		{"broken markup", "sendMessage", args{"chat_id": anna, "text": "a<b", "parse_mode": "html"}, "400 Bad Request: can't parse entities: Unclosed start tag at byte offset 1"},
		{"unknown markup", "sendMessage", args{"chat_id": anna, "text": "a", "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"},
		{"bytes that are no text", "sendMessage", args{"chat_id": anna, "text": "a\xff"}, "400 Bad Request: strings must be encoded in UTF-8"},
		{"an unknown topic", "sendMessage", args{"chat_id": w.forum.ID(), "text": "x", "message_thread_id": 999}, "400 Bad Request: message thread not found"},
		{"a topic where there are none", "sendMessage", args{"chat_id": group, "text": "x", "message_thread_id": 5}, "400 Bad Request: message thread not found"},
		{"an answer to nothing", "sendMessage", args{"chat_id": anna, "text": "x", "reply_to_message_id": 9999}, "400 Bad Request: message to be replied not found"},
		{"an answer to nothing, today's way", "sendMessage", args{"chat_id": anna, "text": "x", "reply_parameters": `{"message_id":9999}`}, "400 Bad Request: message to be replied not found"},
		{"a quotation that is not there", "sendMessage", args{"chat_id": anna, "text": "x", "reply_parameters": `{"message_id":` + w.text + `,"quote":"нет"}`}, "400 Bad Request: QUOTE_TEXT_INVALID"},
		{"a parameter that does not exist", "sendMessage", args{"chat_id": anna, "text": "x", "parsemode": "HTML"}, `400 Bad Request: sandbox: sendMessage has no parameter "parsemode"`},
		{"a boolean that is none", "sendMessage", args{"chat_id": anna, "text": "x", "protect_content": "maybe"}, `400 Bad Request: sandbox: parameter "protect_content" of sendMessage is not a boolean`},

		{"data too long", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": buttons("a", strings.Repeat("d", 65))}, "400 Bad Request: BUTTON_DATA_INVALID"},
		{"data too long in bytes", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": buttons("a", strings.Repeat("ж", 33))}, "400 Bad Request: BUTTON_DATA_INVALID"},
		{"empty data", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": buttons("a", "")}, "400 Bad Request: BUTTON_DATA_INVALID"},
		{"a button without a label", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": buttons("", "d")}, "400 Bad Request: inline keyboard button text must be non-empty"},
		{"a button that does nothing", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a"}]]}`}, "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"rows that are none", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `{"inline_keyboard":[{"text":"a"}]}`}, `400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		{"a keyboard that is no JSON", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `{`}, "400 Bad Request: can't parse reply keyboard markup JSON object"},
		{"a keyboard that is no object", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `[]`}, "400 Bad Request: object expected as reply markup"},
		{"101 buttons", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `{"inline_keyboard":[` + strings.Repeat(`[{"text":"a","callback_data":"d"}],`, 100) + `[{"text":"a","callback_data":"d"}]]}`}, "400 Bad Request: reply markup is too long"},
		{"an address that is none", "sendMessage", args{"chat_id": anna, "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","url":"нет"}]]}`}, "400 Bad Request: inline keyboard button URL 'нет' is invalid: Wrong HTTP URL"},
		{"a reply keyboard in a channel", "sendMessage", args{"chat_id": "@otdel_news", "text": "x", "reply_markup": `{"keyboard":[["a"]]}`}, "400 Bad Request: reply keyboard can't be used in channels"},

		{"an edit without a number", "editMessageText", args{"chat_id": anna, "text": "x"}, "400 Bad Request: message identifier is not specified"},
		{"an edit of nothing", "editMessageText", edit("9999", "x"), "400 Bad Request: message to edit not found"},
		{"an edit of her message", "editMessageText", edit(w.hers, "x"), "400 Bad Request: message can't be edited"},
		{"an edit after two days", "editMessageText", edit(w.old, "x"), "400 Bad Request: message can't be edited"},
		{"an edit of a photo's text", "editMessageText", edit(w.photo, "x"), "400 Bad Request: there is no text in the message to edit"},
		{"an edit that changes nothing", "editMessageText", args{"chat_id": anna, "message_id": w.text, "text": " карточка ", "reply_markup": buttons("Взять", "take:1")}, "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"an edit that changes nothing, with markup", "editMessageText", args{"chat_id": anna, "message_id": w.plain, "text": "<strong>жирно</strong>", "parse_mode": "HTML"}, "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"an edit to nothing", "editMessageText", edit(w.text, ""), "400 Bad Request: message text is empty"},
		{"an edit with a reply keyboard", "editMessageText", args{"chat_id": anna, "message_id": w.text, "text": "x", "reply_markup": `{"keyboard":[["a"]]}`}, "400 Bad Request: inline keyboard expected"},
		{"an edit of a forgotten inline message", "editMessageText", args{"inline_message_id": "x", "text": "y"}, "400 Bad Request: MESSAGE_ID_INVALID"},
		{"the same keyboard again", "editMessageReplyMarkup", args{"chat_id": anna, "message_id": w.text, "reply_markup": buttons("Взять", "take:1")}, "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"a caption for a text", "editMessageCaption", args{"chat_id": anna, "message_id": w.text, "caption": "x"}, "400 Bad Request: there is no caption in the message to edit"},
		{"a long caption", "editMessageCaption", args{"chat_id": anna, "message_id": w.photo, "caption": long[:2050]}, "400 Bad Request: message caption is too long"},

		{"deleting nothing", "deleteMessage", args{"chat_id": anna, "message_id": 9999}, "400 Bad Request: message to delete not found"},
		{"deleting after two days", "deleteMessage", args{"chat_id": anna, "message_id": w.old}, "400 Bad Request: message can't be deleted for everyone"},
		{"answering with too much", "answerCallbackQuery", args{"callback_query_id": w.tap, "text": long[:402]}, "400 Bad Request: MESSAGE_TOO_LONG"},
		{"a name that is too long", "setMyName", args{"name": long[:130]}, `400 Bad Request: sandbox: parameter "name" of setMyName has 65 characters, at most 64 are allowed`},
		{"answering an unknown query", "answerCallbackQuery", args{"callback_query_id": "77"}, "400 Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"an unknown action", "sendChatAction", args{"chat_id": anna, "action": "dancing"}, "400 Bad Request: wrong parameter action in request"},

		{"no photo", "sendPhoto", args{"chat_id": anna}, "400 Bad Request: there is no photo in the request"},
		{"an unknown file", "sendDocument", args{"chat_id": anna, "document": "BQAC"}, "400 Bad Request: wrong file identifier/HTTP URL specified"},
		{"a file that was not attached", "sendDocument", args{"chat_id": anna, "document": "attach://x"}, `400 Bad Request: sandbox: file "x" was not found in the request`},
		{"an unknown file to download", "getFile", args{"file_id": "BQAC"}, "400 Bad Request: wrong file_id or the file is temporarily unavailable"},
		{"an empty album", "sendMediaGroup", args{"chat_id": anna, "media": "[]"}, "400 Bad Request: there are no messages to send"},
		{"forwarding nothing", "forwardMessage", args{"chat_id": anna, "from_chat_id": anna, "message_id": 9999}, "400 Bad Request: message to forward not found"},
		{"copying nothing", "copyMessage", args{"chat_id": anna, "from_chat_id": anna, "message_id": 9999}, "400 Bad Request: message to copy not found"},
		{"pinning nothing", "pinChatMessage", args{"chat_id": anna, "message_id": 9999}, "400 Bad Request: message to pin not found"},
		{"pinning without rights", "pinChatMessage", args{"chat_id": group, "message_id": 1}, "400 Bad Request: not enough rights to manage pinned messages in the chat"},
		{"an unknown reaction", "setMessageReaction", args{"chat_id": anna, "message_id": w.text, "reaction": `[{"type":"emoji","emoji":"🐘"}]`}, "400 Bad Request: REACTION_INVALID"},

		{"a Cyrillic command", "setMyCommands", args{"commands": `[{"command":"жалоба","description":"x"}]`}, "400 Bad Request: BOT_COMMAND_INVALID"},
		{"a command without words", "setMyCommands", args{"commands": `[{"command":"help","description":""}]`}, "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"a menu for an unknown chat", "setMyCommands", args{"commands": `[]`, "scope": `{"type":"chat","chat_id":99}`}, "400 Bad Request: chat not found"},
		{"a menu for no scope", "setMyCommands", args{"commands": `[]`, "scope": `{"type":"everywhere"}`}, `400 Bad Request: can't parse scope of setMyCommands: no BotCommandScope has the type "everywhere"`},
		{"a menu in a wrong language", "setMyCommands", args{"commands": `[]`, "language_code": "russian"}, "400 Bad Request: invalid language code specified"},

		{"an unknown person in a group", "getChatMember", args{"chat_id": group, "user_id": 5}, "400 Bad Request: PARTICIPANT_ID_INVALID"},
		{"administrators of a private chat", "getChatAdministrators", args{"chat_id": anna}, "400 Bad Request: there are no administrators in the private chat"},
		{"leaving a private chat", "leaveChat", args{"chat_id": anna}, "400 Bad Request: chat member status can't be changed in private chats"},
		{"a topic where there are none", "createForumTopic", args{"chat_id": group, "name": "x"}, "400 Bad Request: the chat is not a forum"},
		{"closing an unknown topic", "closeForumTopic", args{"chat_id": w.forum.ID(), "message_thread_id": 999}, "400 Bad Request: TOPIC_ID_INVALID"},
		{"an old inline query", "answerInlineQuery", args{"inline_query_id": "5", "results": "[]"}, "400 Bad Request: query is too old and response timeout expired or query ID is invalid"},

		{"a method that does not exist", "sendEverything", args{}, "404 Not Found: method not found"},
		{"a method that is not done here", "sendPoll", args{"chat_id": anna, "question": "?", "options": `[{"text":"a"},{"text":"b"}]`}, "501 Not Implemented: sandbox: sendPoll is a method of the Bot API that this stand-in does not do"},
		{"an object of the wrong shape", "sendPoll", args{"chat_id": anna, "question": "?", "options": `[{"words":"a"}]`}, `400 Bad Request: can't parse options of sendPoll: can't find field "text" of InputPollOption`},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.t = t
			got := w.call(test.method, test.params)
			if text := jsonOf(got.Code) + " " + got.Description; got.OK || text != test.want {
				t.Errorf("%s: %s\nwant %s", test.method, text, test.want)
			}
		})
	}
	w.t = t
	if got := w.call("sendMessage", args{"chat_id": w.basic.ID(), "text": "x"}); got.Parameters.MigrateTo >= -1e12 {
		t.Errorf("the supergroup's id is %d", got.Parameters.MigrateTo)
	}
}

func TestTokens(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	for _, test := range []struct{ path, want string }{
		{"/bot" + a.srv.Token() + "/getMe", ""},
		{"/bot" + a.srv.Token() + "/GETME", ""},
		{"/bot1000001:wrong/getMe", "401 Unauthorized"},
		{"/botwrong/getMe", "404 Not Found"},
		{"/bot" + a.srv.Token(), "404 Not Found"},
		{"/", "404 Not Found"},
		{"/file/bot1000001:wrong/photos/file_1.jpg", "401 Unauthorized"},
		{"/file/bot" + a.srv.Token() + "/photos/file_1.jpg", "404 Not Found"},
	} {
		res, err := a.http.Get("http://sandbox" + test.path)
		if err != nil {
			t.Fatal(err)
		}
		got := a.read(test.path, res)
		if text := jsonOf(got.Code) + " " + got.Description; test.want == "" && !got.OK || test.want != "" && text != test.want {
			t.Errorf("%s: %s, want %s", test.path, text, test.want)
		}
	}
}

func TestWaysToSendParameters(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	id := jsonOf(anna.ID())
	for _, test := range []struct{ name, query, kind, body string }{
		{"query string", "?chat_id=" + id + "&text=раз", "", ""},
		{"form", "", "application/x-www-form-urlencoded", "chat_id=" + id + "&text=раз&entities=null&allow_sending_without_reply=true&disable_web_page_preview=true"},
		{"JSON", "", "application/json; charset=utf-8", `{"chat_id":` + id + `,"text":"раз","reply_markup":{"inline_keyboard":[]},"parse_mode":null}`},
		{"multipart", "", `multipart/form-data; boundary=x`, "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n" + id + "\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nраз\r\n--x--\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			res, err := a.http.Post(a.url("sendmessage")+test.query, test.kind, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if got := a.read("sendMessage", res); !got.OK || anna.Chat().Last().Text != "раз" {
				t.Errorf("%+v", got)
			}
		})
	}
	res, err := a.http.Post(a.url("sendMessage"), "application/json", strings.NewReader(`{"chat_id":`))
	if err != nil {
		t.Fatal(err)
	}
	if got := a.read("sendMessage", res); got.Description != "Bad Request: can't parse JSON object" || res.StatusCode != http.StatusBadRequest {
		t.Errorf("broken JSON: %+v", got)
	}
}

func TestUnknownParametersCanBeIgnored(t *testing.T) {
	a := newAPI(t, sandbox.Options{IgnoreUnknown: true})
	anna := a.started("Анна")
	if got := a.call("sendMessage", args{"chat_id": anna.ID(), "text": "x", "parsemode": "HTML"}); !got.OK {
		t.Errorf("%+v", got)
	}
}

func TestCallbackQueryExpires(t *testing.T) {
	w := newWorld(t)
	tap, err := w.anna.Press(w.message(w.text), "Взять")
	if err != nil {
		t.Fatal(err)
	}
	late, err := w.anna.PressAt(w.message(w.text), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	must[bool](w.api, "answerCallbackQuery", args{"callback_query_id": tap.ID(), "text": "Готово", "show_alert": true})
	must[bool](w.api, "answerCallbackQuery", args{"callback_query_id": tap.ID(), "text": "ещё раз"})
	if got, ok := tap.Answer(); !ok || got.Text != "Готово" || !got.Alert {
		t.Errorf("answer %+v, %v", got, ok)
	}
	*w.clock = w.clock.Add(16 * time.Second)
	if got := w.call("answerCallbackQuery", args{"callback_query_id": late.ID()}); !strings.Contains(got.Description, "query is too old") {
		t.Errorf("after 16 seconds: %+v", got)
	}
	if _, ok := late.Answer(); ok {
		t.Error("an expired query was answered")
	}
}

func TestCardsWithButtonsCanBeEditedAfterDays(t *testing.T) {
	w := newWorld(t)
	*w.clock = w.clock.Add(100 * time.Hour)
	if got := w.call("editMessageText", args{"chat_id": w.anna.ID(), "message_id": w.text, "text": "закрыта"}); !got.OK {
		t.Errorf("%+v", got)
	}
}
