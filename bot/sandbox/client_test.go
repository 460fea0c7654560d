package sandbox_test

import (
	"errors"
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

func TestClientUploadsAndMenus(t *testing.T) {
	srv, bot := newClient(t, sandbox.Options{})
	anna := srv.Person(sandbox.Profile{FirstName: "Анна", Language: "ru"})
	if _, err := anna.Say("/start"); err != nil {
		t.Fatal(err)
	}
	photo := tgbotapi.NewPhoto(anna.ID(), tgbotapi.FileBytes{Name: "a.png", Bytes: picture(t, 40, 30)})
	photo.Caption, photo.ParseMode = "<i>вилка</i>", "HTML"
	sent, err := bot.Send(photo)
	if err != nil || len(sent.Photo) != 1 || sent.Photo[0].Width != 40 || sent.Caption != "вилка" {
		t.Errorf("photo: %+v, %v", sent, err)
	}
	document := tgbotapi.NewDocument(anna.ID(), tgbotapi.FileReader{Name: "отчёт.xlsx", Reader: strings.NewReader("PK")})
	document.Thumb = tgbotapi.FileBytes{Name: "t.png", Bytes: picture(t, 9, 9)}
	if sent, err = bot.Send(document); err != nil || sent.Document.FileName != "отчёт.xlsx" || sent.Document.Thumbnail == nil {
		t.Errorf("document: %+v, %v", sent.Document, err)
	}
	again := tgbotapi.NewDocument(anna.ID(), tgbotapi.FileID(sent.Document.FileID))
	if sent, err = bot.Send(again); err != nil || sent.Document.FileName != "отчёт.xlsx" {
		t.Errorf("the same document by its id: %+v, %v", sent.Document, err)
	}
	file, err := bot.GetFile(tgbotapi.FileConfig{FileID: sent.Document.FileID})
	if err != nil || file.FileSize != 2 {
		t.Errorf("file: %+v, %v", file, err)
	}
	album, err := bot.SendMediaGroup(tgbotapi.NewMediaGroup(anna.ID(), []any{
		tgbotapi.NewInputMediaPhoto(tgbotapi.FileBytes{Name: "a.png", Bytes: picture(t, 9, 9)}),
		tgbotapi.NewInputMediaPhoto(tgbotapi.FileBytes{Name: "b.png", Bytes: picture(t, 8, 8)}),
	}))
	if err != nil || len(album) != 2 || album[0].MediaGroupID == "" {
		t.Errorf("album: %+v, %v", album, err)
	}

	scope := tgbotapi.NewBotCommandScopeChat(anna.ID())
	menu := tgbotapi.NewSetMyCommandsWithScopeAndLanguage(scope, "ru", tgbotapi.BotCommand{Command: "my", Description: "мои дела"})
	if _, err := bot.Request(menu); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]sandbox.Command{{Name: "my", Description: "мои дела"}}, anna.Commands(anna.Chat())); diff != "" {
		t.Error("menu (-want +got):\n" + diff)
	}
	if _, err := bot.Request(tgbotapi.NewChatAction(anna.ID(), tgbotapi.ChatTyping)); err != nil {
		t.Error(err)
	}
	if _, err := bot.Request(tgbotapi.NewDeleteMessage(anna.ID(), sent.MessageID)); err != nil {
		t.Error(err)
	}
	anna.Block()
	_, err = bot.Send(tgbotapi.NewMessage(anna.ID(), "x"))
	if e, ok := errors.AsType[*tgbotapi.Error](err); !ok || e.Code != 403 || e.Message != "Forbidden: bot was blocked by the user" {
		t.Errorf("to somebody who blocked the bot: %v", err)
	}
}
