package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// newClient returns a server and the client library of 2021 connected to it
// without sockets.
func newClient(t *testing.T, opts sandbox.Options) (*sandbox.Server, *tgbotapi.BotAPI) {
	t.Helper()
	srv := sandbox.New(opts)
	t.Cleanup(func() { srv.Close() })
	bot, err := tgbotapi.NewBotAPIWithClient(srv.Token(), "http://sandbox/bot%s/%s", &http.Client{Transport: srv.Transport()})
	if err != nil {
		t.Fatal(err)
	}
	return srv, bot
}

func TestClientConversation(t *testing.T) {
	srv, bot := newClient(t, sandbox.Options{})
	if bot.Self.UserName != "otdel_bot" {
		t.Errorf("the bot is called %q", bot.Self.UserName)
	}
	anna := srv.Person(sandbox.Profile{FirstName: "Анна", LastName: "Иванова", Username: "ivanova", Language: "ru"})
	if _, err := anna.Say("/start код"); err != nil {
		t.Fatal(err)
	}
	updates, err := bot.GetUpdates(tgbotapi.UpdateConfig{Timeout: 50})
	if err != nil {
		t.Fatal(err)
	}
	if len(updates) != 1 || updates[0].Message.Command() != "start" || updates[0].Message.From.LanguageCode != "ru" {
		t.Fatalf("updates: %+v", updates)
	}

	reply := tgbotapi.NewMessage(updates[0].Message.Chat.ID, "<b>№1</b> · Жалоба &lt;срочно&gt;")
	reply.ParseMode = tgbotapi.ModeHTML
	reply.ReplyToMessageID = updates[0].Message.MessageID
	reply.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(
		tgbotapi.NewInlineKeyboardButtonData("Взять", "take:1"), tgbotapi.NewInlineKeyboardButtonURL("Сайт", "https://example.com")))
	sent, err := bot.Send(reply)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("№1 · Жалоба <срочно>\n[Взять] [Сайт]", anna.Chat().Last().Plain()); diff != "" {
		t.Error("what Anna sees (-want +got):\n" + diff)
	}

	tap, err := anna.Press(anna.Chat().Last(), "Взять")
	if err != nil {
		t.Fatal(err)
	}
	updates, err = bot.GetUpdates(tgbotapi.UpdateConfig{Offset: updates[0].UpdateID + 1})
	if err != nil || len(updates) != 1 {
		t.Fatalf("after the tap: %v, %v", updates, err)
	}
	query := updates[0].CallbackQuery
	if query.Data != "take:1" || query.Message.MessageID != sent.MessageID {
		t.Fatalf("query: %+v", query)
	}
	if _, err := bot.Request(tgbotapi.NewCallback(query.ID, "Ваша")); err != nil {
		t.Fatal(err)
	}
	if answer, ok := tap.Answer(); !ok || answer.Text != "Ваша" {
		t.Errorf("answer to the tap: %+v, %v", answer, ok)
	}

	edit := tgbotapi.NewEditMessageText(anna.ID(), sent.MessageID, "взята")
	if _, err := bot.Send(edit); err != nil {
		t.Fatal(err)
	}
	_, err = bot.Send(edit)
	if err == nil || !strings.HasPrefix(err.Error(), "Bad Request: message is not modified") {
		t.Errorf("the same edit again: %v", err)
	}
	if m := anna.Chat().Last(); m.Plain() != "взята" || m.Edited.IsZero() {
		t.Errorf("after the edit: %q", m.Plain())
	}
}
