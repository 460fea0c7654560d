package sandbox_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// wireMessage holds the fields of an update's message that the tests look at.
type wireMessage struct {
	ID         int    `json:"message_id"`
	Text       string `json:"text"`
	Caption    string `json:"caption"`
	Date       int64  `json:"date"`
	EditDate   int64  `json:"edit_date"`
	Thread     int    `json:"message_thread_id"`
	IsTopic    bool   `json:"is_topic_message"`
	AlbumID    string `json:"media_group_id"`
	From       *named `json:"from"`
	SenderChat *named `json:"sender_chat"`
	Signature  string `json:"author_signature"`
	Chat       struct {
		ID    int64  `json:"id"`
		Type  string `json:"type"`
		Forum bool   `json:"is_forum"`
	} `json:"chat"`
	Origin *struct {
		Type       string `json:"type"`
		Sender     *named `json:"sender_user"`
		SenderName string `json:"sender_user_name"`
		SenderChat *named `json:"sender_chat"`
		Chat       *named `json:"chat"`
		MessageID  int    `json:"message_id"`
	} `json:"forward_origin"`
	ForwardFrom   *named          `json:"forward_from"`
	ForwardChat   *named          `json:"forward_from_chat"`
	ForwardName   string          `json:"forward_sender_name"`
	ForwardDate   int64           `json:"forward_date"`
	Reply         *wireMessage    `json:"reply_to_message"`
	Quote         json.RawMessage `json:"quote"`
	ViaBot        *named          `json:"via_bot"`
	Photo         []wireFile      `json:"photo"`
	Document      *wireFile       `json:"document"`
	Voice         *wireFile       `json:"voice"`
	Contact       json.RawMessage `json:"contact"`
	Location      json.RawMessage `json:"location"`
	Sticker       *wireFile       `json:"sticker"`
	NewMembers    []named         `json:"new_chat_members"`
	LeftMember    *named          `json:"left_chat_member"`
	MigrateTo     int64           `json:"migrate_to_chat_id"`
	MigrateFrom   int64           `json:"migrate_from_chat_id"`
	TopicCreated  json.RawMessage `json:"forum_topic_created"`
	ReplyMarkup   json.RawMessage `json:"reply_markup"`
	CaptionMarked json.RawMessage `json:"caption_entities"`
}

type named struct {
	ID        int64  `json:"id"`
	FirstName string `json:"first_name"`
	Title     string `json:"title"`
	Username  string `json:"username"`
	IsBot     bool   `json:"is_bot"`
}

type wireFile struct {
	ID     string    `json:"file_id"`
	Name   string    `json:"file_name"`
	MIME   string    `json:"mime_type"`
	Size   int       `json:"file_size"`
	Width  int       `json:"width"`
	Thumb  *wireFile `json:"thumb"`
	Small  *wireFile `json:"thumbnail"`
	Length int       `json:"duration"`
}

// last is the message of the newest update, of the given type.
func (a api) last(kind string) wireMessage {
	a.t.Helper()
	list := a.updates()
	if len(list) == 0 || list[len(list)-1][kind] == nil {
		a.t.Fatalf("the newest update is no %s: %v", kind, list)
	}
	var m wireMessage
	if err := json.Unmarshal(list[len(list)-1][kind], &m); err != nil {
		a.t.Fatal(err)
	}
	return m
}

func TestForwardsShowWhereTheyComeFrom(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	client := a.srv.Person(sandbox.Profile{FirstName: "Клиент", Username: "romashka"})
	hidden := a.srv.Person(sandbox.Profile{FirstName: "Тайный", LastName: "Гость", HidesForwards: true})
	channel := a.srv.Channel("Новости", "otdel_news", anna)
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}})

	own, err := anna.Say("моё")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := anna.Forward(own, anna.Chat()); err != nil {
		t.Fatal(err)
	}
	if m := a.last("message"); m.Origin.Type != "user" || m.Origin.Sender.ID != anna.ID() || m.ForwardFrom.ID != anna.ID() || m.ForwardDate != m.Date {
		t.Errorf("own message: %+v", m)
	}
	for _, test := range []struct {
		name   string
		from   sandbox.Origin
		check  func(m wireMessage) bool
		author string
	}{
		{"somebody", sandbox.Origin{Person: client}, func(m wireMessage) bool {
			return m.Origin.Type == "user" && m.Origin.Sender.Username == "romashka" && m.ForwardFrom.ID == client.ID()
		}, "Клиент"},
		{"somebody who hides", sandbox.Origin{Person: hidden}, func(m wireMessage) bool {
			return m.Origin.Type == "hidden_user" && m.Origin.SenderName == "Тайный Гость" && m.ForwardName == "Тайный Гость" && m.ForwardFrom == nil
		}, "Тайный Гость"},
		{"a hidden name", sandbox.Origin{HiddenName: "Некто"}, func(m wireMessage) bool { return m.ForwardName == "Некто" }, "Некто"},
		{"a channel", sandbox.Origin{Channel: channel, MessageID: 42}, func(m wireMessage) bool {
			return m.Origin.Type == "channel" && m.Origin.Chat.Title == "Новости" && m.Origin.MessageID == 42 && m.ForwardChat.ID == channel.ID()
		}, "Новости"},
		{"an anonymous administrator", sandbox.Origin{Group: group}, func(m wireMessage) bool {
			return m.Origin.Type == "chat" && m.Origin.SenderChat.ID == group.ID() && m.ForwardChat.ID == group.ID()
		}, "Отдел"},
	} {
		sent, err := anna.SendForwarded(anna.Chat(), test.from, sandbox.Post{Text: "не отгрузили"})
		if err != nil {
			t.Fatal(err)
		}
		if m := a.last("message"); m.From.ID != anna.ID() || m.Text != "не отгрузили" || !test.check(m) {
			t.Errorf("%s: %+v", test.name, m)
		}
		if sent[0].Forwarded != test.author {
			t.Errorf("%s: people see it forwarded from %q", test.name, sent[0].Forwarded)
		}
	}
}

func TestRepliesQuotesAndEdits(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	a.call("sendMessage", args{"chat_id": anna.ID(), "text": "🏟 Опишите жалобу", "reply_markup": `{"force_reply":true,"input_field_placeholder":"текст"}`})
	asked := anna.Chat().Last()
	if id, hint := anna.Chat().ForcedReply(anna); id != asked.ID || hint != "текст" {
		t.Errorf("forced to answer %d with %q", id, hint)
	}
	reply, err := anna.ReplyQuoting(asked, "жалобу", "не отгрузили")
	if err != nil {
		t.Fatal(err)
	}
	if id, _ := anna.Chat().ForcedReply(anna); id != 0 {
		t.Error("still forced to answer")
	}
	m := a.last("message")
	if m.Reply == nil || m.Reply.ID != asked.ID || !m.Reply.From.IsBot || string(m.Quote) != `{"text":"жалобу","position":11,"is_manual":true}` {
		t.Errorf("reply %+v with quotation %s", m.Reply, m.Quote)
	}
	if _, err := anna.Edit(reply, "не отгрузили 118"); err != nil {
		t.Fatal(err)
	}
	if m := a.last("edited_message"); m.ID != reply.ID || m.Text != "не отгрузили 118" || m.EditDate == 0 {
		t.Errorf("edited: %+v", m)
	}
	if _, err := anna.Edit(asked, "x"); !errors.Is(err, sandbox.ErrNoMessage) {
		t.Errorf("editing the bot's message: %v", err)
	}
	if err := anna.Delete(reply); err != nil {
		t.Fatal(err)
	}
	if m, ok := anna.Chat().Message(reply.ID); !ok || !m.Deleted || anna.Chat().Last().ID != asked.ID {
		t.Errorf("deleted: %+v, %v", m, ok)
	}
}

func TestFilesFromPeople(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	if _, err := anna.SendFile(sandbox.Photo(picture(t, 300, 200)), "снимок <b>"); err != nil {
		t.Fatal(err)
	}
	m := a.last("message")
	if m.Caption != "снимок <b>" || len(m.Photo) != 2 || m.Photo[0].Width != 90 || m.Photo[1].Width != 300 {
		t.Errorf("photo: %+v", m)
	}
	if got := a.download(m.Photo[1].ID); got != string(picture(t, 300, 200)) {
		t.Errorf("downloaded %d bytes", len(got))
	}
	for _, test := range []struct {
		file  sandbox.Attachment
		check func(m wireMessage) bool
	}{
		{sandbox.Document("акт.pdf", []byte("%PDF")), func(m wireMessage) bool {
			return m.Document.Name == "акт.pdf" && m.Document.MIME == "application/pdf" && m.Document.Size == 4
		}},
		{sandbox.Voice(7, nil), func(m wireMessage) bool { return m.Voice.Length == 7 && m.Voice.MIME == "audio/ogg" }},
		{sandbox.Attachment{Kind: "sticker", Emoji: "👍"}, func(m wireMessage) bool { return m.Sticker != nil }},
		{sandbox.Attachment{Kind: "contact", Contact: &sandbox.Contact{Phone: "+79001234567", FirstName: "Пётр"}}, func(m wireMessage) bool {
			return string(m.Contact) == `{"phone_number":"+79001234567","first_name":"Пётр"}`
		}},
		{sandbox.Attachment{Kind: "location", Location: &sandbox.Location{Latitude: 55.7, Longitude: 37.6}}, func(m wireMessage) bool {
			return string(m.Location) == `{"latitude":55.7,"longitude":37.6}`
		}},
	} {
		if _, err := anna.SendFile(test.file, ""); err != nil {
			t.Fatal(err)
		}
		if m := a.last("message"); !test.check(m) {
			t.Errorf("%s: %+v", test.file.Kind, m)
		}
	}
	album, err := anna.SendAlbum("три", sandbox.Photo(nil), sandbox.Photo(nil), sandbox.Attachment{Kind: "video"})
	if err != nil || len(album) != 3 || album[0].Album == "" || album[0].Album != album[2].Album || album[0].Text != "три" || album[1].Text != "" {
		t.Errorf("album: %+v, %v", album, err)
	}
	if m := a.last("message"); m.AlbumID != album[0].Album {
		t.Errorf("album id %q", m.AlbumID)
	}
}

// download fetches a file by its id.
func (a api) download(fileID string) string {
	a.t.Helper()
	f := must[struct {
		Path string `json:"file_path"`
	}](a, "getFile", args{"file_id": fileID})
	res, err := a.http.Get("http://sandbox/file/bot" + a.srv.Token() + "/" + f.Path)
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	return readAll(a.t, res.Body)
}

func TestBlockingAndComingBack(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	anna.Block()
	anna.Block()
	if got := a.call("sendMessage", args{"chat_id": anna.ID(), "text": "x"}); got.Code != 403 {
		t.Errorf("writing to her: %+v", got)
	}
	say(t, anna, "я вернулась")
	if got := a.kinds(); got != "my_chat_member my_chat_member message" {
		t.Errorf("updates: %s", got)
	}
	var change struct {
		Old, New struct{ Status string }
	}
	raw := strings.NewReplacer("old_chat_member", "old", "new_chat_member", "new").Replace(string(a.updates()[0]["my_chat_member"]))
	if err := json.Unmarshal([]byte(raw), &change); err != nil || change.Old.Status != "member" || change.New.Status != "kicked" {
		t.Errorf("%s: %+v, %v", raw, change, err)
	}
	anna.Deactivate()
	if _, err := anna.Say("x"); !errors.Is(err, sandbox.ErrDeactivated) {
		t.Errorf("a deleted account writes: %v", err)
	}
}

func TestPressing(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, vera := a.started("Анна"), a.started("Вера")
	sent := must[wireMessage](a, "sendMessage", args{"chat_id": anna.ID(), "text": "№1", "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]any{{{"text": "Взять", "callback_data": "take"}, {"text": "Сайт", "url": "otdel.ru"}}, {{"text": "Срок", "callback_data": "due"}}},
	}})
	card := anna.Chat().Last()
	if diff := cmp.Diff([][]string{{"Взять", "Сайт"}, {"Срок"}}, card.Labels()); diff != "" {
		t.Error("labels (-want +got):\n" + diff)
	}
	data := func() string {
		var q struct{ Data string }
		list := a.updates()
		if err := json.Unmarshal(list[len(list)-1]["callback_query"], &q); err != nil {
			t.Fatal(err)
		}
		return q.Data
	}
	if _, err := anna.PressAt(card, 1, 0); err != nil || data() != "due" {
		t.Errorf("the second row: %v, %s", err, data())
	}
	if _, err := anna.Press(card, "Сайт"); !errors.Is(err, sandbox.ErrNoButton) {
		t.Errorf("a link: %v", err)
	}
	a.call("editMessageReplyMarkup", args{"chat_id": anna.ID(), "message_id": sent.ID})
	if _, err := anna.Press(card, "Взять"); !errors.Is(err, sandbox.ErrNoButton) {
		t.Errorf("a button that is gone: %v", err)
	}
	if _, err := vera.PressData(card, "forged"); err != nil || data() != "forged" {
		t.Errorf("a forged one: %v, %s", err, data())
	}
}

func TestReplyKeyboards(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	a.call("sendMessage", args{"chat_id": anna.ID(), "text": "выберите", "reply_markup": `{"keyboard":[["Мои дела",{"text":"Телефон","request_contact":true}]],"one_time_keyboard":true}`})
	if _, err := anna.PressKey(anna.Chat(), "Нет такой"); !errors.Is(err, sandbox.ErrNoButton) {
		t.Errorf("a key that is not there: %v", err)
	}
	if _, err := anna.PressKey(anna.Chat(), "Телефон"); err != nil || a.last("message").Contact == nil {
		t.Errorf("the key for the contact: %v", err)
	}
	if anna.Chat().Keyboard(anna) != nil {
		t.Error("a keyboard for one use is still there")
	}

	boris := a.started("Борис")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna, boris}})
	asked, err := boris.SayIn(group, "/ask")
	if err != nil {
		t.Fatal(err)
	}
	a.call("sendMessage", args{"chat_id": group.ID(), "text": "?", "reply_to_message_id": asked.ID, "reply_markup": `{"keyboard":[["Да"]],"selective":true}`})
	if group.Keyboard(boris) == nil || group.Keyboard(anna) != nil {
		t.Error("a selective keyboard must show to the author of the question only")
	}
	a.call("sendMessage", args{"chat_id": group.ID(), "text": "всем", "reply_markup": `{"remove_keyboard":true}`})
	if group.Keyboard(boris) != nil {
		t.Error("the keyboard was not removed")
	}
}

func TestUnreadAndActions(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	a.call("sendChatAction", args{"chat_id": anna.ID(), "action": "typing"})
	if got := anna.Chat().Actions(); len(got) != 1 || got[0].Action != "typing" {
		t.Errorf("actions: %v", got)
	}
	a.call("sendMessage", args{"chat_id": anna.ID(), "text": "раз"})
	a.call("sendMessage", args{"chat_id": anna.ID(), "text": "два"})
	if n := len(anna.Chat().Actions()); n != 0 {
		t.Errorf("%d actions after the message", n)
	}
	if n := anna.Chat().Unread(anna); n != 2 {
		t.Errorf("%d unread", n)
	}
	anna.Read(anna.Chat())
	if n := anna.Chat().Unread(anna); n != 0 {
		t.Errorf("%d unread after reading", n)
	}
}
