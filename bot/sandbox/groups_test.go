package sandbox_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestPrivacyMode(t *testing.T) {
	for _, test := range []struct {
		opts    sandbox.Options
		admin   bool
		text    string
		visible bool
	}{
		{text: "просто слова"},
		{text: "/help", visible: true},
		{text: "/help@otdel_bot", visible: true},
		{text: "/help@other_bot"},
		{text: "а вот @otdel_bot скажет", visible: true},
		{text: "@Otdel_Bot?", visible: true},
		{text: "@other_bot скажет"},
		{text: "просто слова", opts: sandbox.Options{ReadsGroups: true}, visible: true},
		{text: "просто слова", admin: true, visible: true},
	} {
		a := newAPI(t, test.opts)
		anna := a.srv.Person(sandbox.Profile{})
		group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, BotAdmin: test.admin})
		a.confirm()
		if _, err := anna.SayIn(group, test.text); err != nil {
			t.Fatal(err)
		}
		if got := a.kinds() == "message"; got != test.visible {
			t.Errorf("%q (bot is administrator: %v, reads all: %v) is visible: %v", test.text, test.admin, test.opts.ReadsGroups, got)
		}
	}
}

func TestRepliesToTheBotAreVisible(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}})
	a.call("sendMessage", args{"chat_id": group.ID(), "text": "сводка"})
	a.confirm()
	if _, err := anna.Reply(group.Last(), "спасибо"); err != nil {
		t.Fatal(err)
	}
	if m := a.last("message"); m.Text != "спасибо" || m.Reply.Text != "сводка" || m.Chat.ID != group.ID() {
		t.Errorf("%+v", m)
	}
}

func TestMembershipIsTold(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, boris := a.started("Анна"), a.started("Борис")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, WithoutBot: true})
	if got := a.kinds(); got != "" {
		t.Errorf("of a group without the bot it was told %s", got)
	}
	group.AddBot(anna, false)
	if got := a.kinds(); got != "message my_chat_member" {
		t.Errorf("when added: %s", got)
	}
	a.confirm()
	group.Add(boris)
	if m := a.last("message"); len(m.NewMembers) != 1 || m.NewMembers[0].ID != boris.ID() {
		t.Errorf("somebody came: %+v", m)
	}
	if n := must[int](a, "getChatMemberCount", args{"chat_id": group.ID()}); n != 3 {
		t.Errorf("%d members", n)
	}
	member := must[struct{ Status string }](a, "getChatMember", args{"chat_id": group.ID(), "user_id": anna.ID()})
	if member.Status != "creator" {
		t.Errorf("Anna is %s", member.Status)
	}
	group.Remove(boris)
	if m := a.last("message"); m.LeftMember == nil || m.LeftMember.ID != boris.ID() {
		t.Errorf("somebody went: %+v", m)
	}
	if _, err := boris.SayIn(group, "/help"); !errors.Is(err, sandbox.ErrNotMember) {
		t.Errorf("writing from outside: %v", err)
	}
	a.confirm()
	group.KickBot(anna)
	if got := a.kinds(); got != "my_chat_member" {
		t.Errorf("when thrown out: %s", got)
	}
	if _, err := anna.SayIn(group, "/help"); err != nil || a.kinds() != "my_chat_member" {
		t.Errorf("it still hears: %s, %v", a.kinds(), err)
	}
}

func TestAdministratorsHearOfOthers(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, boris := a.started("Анна"), a.started("Борис")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, BotAdmin: true})
	a.call("getUpdates", args{"allowed_updates": `["chat_member"]`, "offset": -1})
	a.confirm()
	group.Add(boris)
	if got := a.kinds(); got != "chat_member" {
		t.Errorf("updates: %s", got)
	}
	if admins := must[[]struct{ Status string }](a, "getChatAdministrators", args{"chat_id": group.ID()}); len(admins) != 2 {
		t.Errorf("administrators: %v", admins)
	}
}

func TestMigration(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, Basic: true})
	if group.Kind() != "group" || group.ID() > -4_000_000 || group.ID() < -1e12 {
		t.Errorf("a basic group has the id %d", group.ID())
	}
	super, err := group.Migrate(anna)
	if err != nil {
		t.Fatal(err)
	}
	if m := a.last("message"); m.MigrateFrom != group.ID() || m.Chat.ID != super.ID() || m.Chat.Type != "supergroup" {
		t.Errorf("the last update: %+v", m)
	}
	if got := a.call("sendMessage", args{"chat_id": group.ID(), "text": "x"}); got.Parameters.MigrateTo != super.ID() {
		t.Errorf("%+v", got)
	}
	if got := a.call("sendMessage", args{"chat_id": super.ID(), "text": "x"}); !got.OK {
		t.Errorf("%+v", got)
	}
	if _, err := super.Migrate(anna); err == nil {
		t.Error("a supergroup was migrated")
	}
}

func TestTopics(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	forum := a.srv.Group("Форум", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, Topics: true, BotAdmin: true})
	topic, err := forum.NewTopic(anna, "Жалобы")
	if err != nil {
		t.Fatal(err)
	}
	if m := a.last("message"); m.TopicCreated == nil || m.ID != topic || m.Thread != topic {
		t.Errorf("service message: %+v", m)
	}
	if _, err := anna.SayInTopic(forum, topic, "не отгрузили"); err != nil {
		t.Fatal(err)
	}
	m := a.last("message")
	if m.Thread != topic || !m.IsTopic || !m.Chat.Forum {
		t.Errorf("message in a topic: %+v", m)
	}
	sent := must[wireMessage](a, "sendMessage", args{"chat_id": forum.ID(), "text": "принято", "reply_to_message_id": m.ID})
	if sent.Thread != topic {
		t.Errorf("an answer went to topic %d", sent.Thread)
	}
	own := must[struct {
		ID int `json:"message_thread_id"`
	}](a, "createForumTopic", args{"chat_id": forum.ID(), "name": "Поручения"})
	if forum.Topics()[own.ID] != "Поручения" {
		t.Errorf("topics: %v", forum.Topics())
	}
	must[bool](a, "closeForumTopic", args{"chat_id": forum.ID(), "message_thread_id": own.ID})
	if got := a.call("closeForumTopic", args{"chat_id": forum.ID(), "message_thread_id": own.ID}); got.Description != "Bad Request: TOPIC_NOT_MODIFIED" {
		t.Errorf("%+v", got)
	}
	must[bool](a, "deleteForumTopic", args{"chat_id": forum.ID(), "message_thread_id": topic})
	for _, m := range forum.Messages() {
		if m.Thread == topic {
			t.Errorf("still there: %q", m.Plain())
		}
	}
}

func TestChannelsAndAnonymousAdministrators(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	channel := a.srv.Channel("Новости", "otdel_news", anna)
	a.confirm()
	if _, err := anna.SayIn(channel, "/start"); err != nil {
		t.Fatal(err)
	}
	if m := a.last("channel_post"); m.From != nil || m.SenderChat.ID != channel.ID() || m.Chat.Type != "channel" {
		t.Errorf("post: %+v", m)
	}
	if got := must[wireMessage](a, "sendMessage", args{"chat_id": "@Otdel_News", "text": "x"}); got.From != nil || got.SenderChat.Title != "Новости" {
		t.Errorf("the bot's post: %+v", got)
	}
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}})
	if _, err := anna.Send(group, sandbox.Post{Text: "/help", As: group}); err != nil {
		t.Fatal(err)
	}
	if m := a.last("message"); m.From.Username != "GroupAnonymousBot" || m.SenderChat.ID != group.ID() || !strings.HasPrefix(m.Text, "/help") {
		t.Errorf("anonymous: %+v", m)
	}
	if _, err := anna.Send(group, sandbox.Post{Text: "/help", As: channel}); err != nil || a.last("message").From.Username != "Channel_Bot" {
		t.Errorf("on behalf of a channel: %+v, %v", a.last("message"), err)
	}
}
