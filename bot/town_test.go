package bot

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// town is a poller and a sender against the sandbox, which checks every request
// against the description of the Bot API.
type town struct {
	t      *testing.T
	server *sandbox.Server
	memory *memory
	poller *Poller
	sender *Sender
	log    *lines
	reply  func(req handlers.Request) handlers.Reply
}

func newTown(t *testing.T, options sandbox.Options) *town {
	t.Helper()
	w := &town{t: t, server: sandbox.New(options), memory: newMemory(), log: new(lines)}
	t.Cleanup(func() { w.server.Close() })
	w.reply = func(req handlers.Request) handlers.Reply {
		return handlers.Replying(req.Say(texts.Escape(req.Text)))
	}
	w.start(w.server.Transport(), 0)
	return w
}

// start makes a new poller and a new sender, as a restart of the program does.
func (w *town) start(over http.RoundTripper, rate float64) {
	client, err := NewClient(Access{Token: w.server.Token(), URL: "http://telegram.test", Transport: over})
	if err != nil {
		w.t.Fatal(err)
	}
	me, err := Connect(w.t.Context(), client, w.log.logger())
	if err != nil {
		w.t.Fatal(err)
	}
	w.sender = NewSender(SenderConfig{
		Client: client, Store: w.memory.store(), Book: loadBook(w.t), Log: w.log.logger(), Now: time.Now, Rate: rate,
	})
	w.poller = NewPoller(PollerConfig{
		Client: client, Store: w.memory.store(), Me: me, Book: loadBook(w.t), Calendar: moscow(w.t),
		Log: w.log.logger(), Now: time.Now, Wake: w.sender.Wake,
		Handle: func(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
			return w.reply(req), nil
		},
	})
}

// settle handles everything that waits and sends everything that is owed.
func (w *town) settle() {
	w.t.Helper()
	for {
		n, err := w.poller.Once(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if err := w.sender.Flush(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// must fails the test on an error of somebody's doing.
func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// heard returns what the bot said in a chat.
func heard(ch *sandbox.Chat) []string {
	var all []string
	for _, m := range ch.Messages() {
		if m.FromBot {
			all = append(all, m.Text)
		}
	}
	return all
}

// everyForm answers in one of the forms that a message can have.
func everyForm(req handlers.Request) handlers.Reply {
	buttons := [][]handlers.Button{
		{{Label: "Взять", Data: "complaint:take:1"}, {Label: "<&>", Data: strings.Repeat("x", 64)}},
		{{Label: "Сайт", URL: "https://example.com/?a=1&b=2"}},
	}
	switch {
	case req.Press != nil:
		return handlers.Reply{Toast: strings.Repeat("я", 250), Alert: true, Messages: []handlers.Message{
			req.Change(texts.Escape("взято")), req.Say("и ещё"),
		}}
	case req.Inline != nil:
		return handlers.Reply{Results: []handlers.Result{{ID: "1", Title: "Казань", Text: "<b>115 000 ₽</b>"}}}
	case len(req.Attachments) > 0:
		m := req.Say("принято", buttons...)
		m.Media = req.Attachments
		return handlers.Replying(m)
	case req.Command == "menu":
		return handlers.Replying(handlers.Message{Chat: req.Chat.ID, Menu: &handlers.Menu{
			Commands: []handlers.MenuItem{{Command: "my", Description: "Мои дела"}},
		}})
	case req.Command == "ask":
		return handlers.Replying(handlers.Message{Chat: req.Chat.ID, Text: "Почему?", AskText: true, ReplyTo: req.Message})
	case req.Command == "long":
		return handlers.Replying(req.Say(texts.HTML(strings.Repeat("<b>строка &amp; строка</b>\n", 500)), buttons...))
	}
	return handlers.Replying(req.Say("<b>"+texts.Escape(req.Text)+"</b>", buttons...))
}

func TestTelegramTakesEverythingWeSend(t *testing.T) {
	hard := `<b>&amp; "я" </b> < > & 😀 _*[]()~` + "`" + `>#+-=|{}.! ` + "\u202eх\u200b"
	w := newTown(t, sandbox.Options{})
	anna := w.server.Person(sandbox.Profile{FirstName: "Анна", Language: "ru"})
	w.reply = everyForm

	must[sandbox.Message](t)(anna.Say(hard))
	w.settle()
	said := anna.Chat().Messages()
	card := said[len(said)-1]
	if card.Text != hard {
		t.Errorf("the text came back as %q, want %q", card.Text, hard)
	}
	tap := must[*sandbox.Tap](t)(anna.Press(card, "Взять"))
	for _, text := range []string{"/menu", "/ask", "/long"} {
		must[sandbox.Message](t)(anna.Say(text))
	}
	for _, kind := range []string{"photo", "document", "voice", "audio", "video", "animation", "video_note"} {
		must[sandbox.Message](t)(anna.SendFile(sandbox.Attachment{Kind: kind, Name: "a.bin"}, ""))
	}
	search := must[*sandbox.Search](t)(anna.Inline(anna.Chat(), "казань", ""))
	w.settle()

	if answer, ok := tap.Answer(); !ok || !answer.Alert || len([]rune(answer.Text)) != maxToast {
		t.Errorf("the tap was answered %+v, %v", answer, ok)
	}
	if m, _ := anna.Chat().Message(card.ID); m.Text != "взято" || len(m.Buttons) != 0 {
		t.Errorf("the pressed message is %q with %d rows of buttons", m.Text, len(m.Buttons))
	}
	if results, err := search.Wait(t.Context()); err != nil || len(results) != 1 {
		t.Errorf("inline: %v, %v", results, err)
	}
	if menu := anna.Commands(anna.Chat()); len(menu) != 1 {
		t.Errorf("the menu is %v", menu)
	}
	if s := w.memory.snapshot(); len(s.outbox)+len(s.failed) > 0 {
		t.Errorf("left: %+v; failed: %+v", s.outbox, s.failed)
	}
	for _, f := range w.memory.snapshot().fates {
		if f.Outcome != department.Sent {
			t.Errorf("row %d: %s %s", f.ID, f.Outcome, f.Reason)
		}
	}
	if log := w.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "level=WARN") {
		t.Errorf("log:\n%s", log)
	}
}

func TestInAGroupOnlyWhatIsMeantForTheBotIsAnswered(t *testing.T) {
	w := newTown(t, sandbox.Options{ReadsGroups: true})
	anna := w.server.Person(sandbox.Profile{FirstName: "Анна"})
	forum := w.server.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, Topics: true})
	var seen []string
	w.reply = func(req handlers.Request) handlers.Reply {
		if req.Membership != handlers.Unchanged {
			return handlers.Reply{}
		}
		seen = append(seen, inShort(incoming{Request: req, From: sender{ID: 7, Name: "Анна Ким"}}))
		if !req.Addressed {
			return handlers.Reply{}
		}
		return handlers.Replying(req.Say(texts.Escape("ответ " + req.Command)))
	}
	must[sandbox.Message](t)(anna.SayIn(forum, "просто разговор"))
	must[sandbox.Message](t)(anna.SayIn(forum, "/my@"+w.server.Bot().Username))
	must[sandbox.Message](t)(anna.SayIn(forum, "/my@another_bot"))
	must[sandbox.Message](t)(anna.SayIn(forum, "@"+w.server.Bot().Username+" казань"))
	topic := must[int](t)(forum.NewTopic(anna, "Склад"))
	must[sandbox.Message](t)(anna.SayInTopic(forum, topic, "/help"))
	w.settle()
	if d := cmp.Diff([]string{"ответ my", "ответ", "ответ help"}, heard(forum)); d != "" {
		t.Error(d)
	}
	if last := forum.Messages()[len(forum.Messages())-1]; last.Thread != topic {
		t.Errorf("the answer went to topic %d, want %d", last.Thread, topic)
	}
	if len(seen) != 5 {
		t.Errorf("seen %q", seen)
	}
}

func TestARestartGoesOnWhereItWas(t *testing.T) {
	w := newTown(t, sandbox.Options{})
	anna := w.server.Person(sandbox.Profile{FirstName: "Анна"})
	for i := range 250 {
		must[sandbox.Message](t)(anna.Say(fmt.Sprint(i)))
	}
	for step := range 4 {
		if _, err := w.poller.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if step%2 == 1 {
			if err := w.sender.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		w.start(w.server.Transport(), 0) // without confirming the last page
	}
	w.settle()
	got := heard(anna.Chat())
	var want []string
	for i := range 250 {
		want = append(want, fmt.Sprint(i))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFaultsLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, sandbox.Options{})
		w.start(w.server.Transport(), DefaultRate)
		w.poller.Poll = 10 * time.Second
		people := make([]*sandbox.Person, 20)
		for i := range people {
			people[i] = w.server.Person(sandbox.Profile{FirstName: "П"})
			must[sandbox.Message](t)(people[i].Say("привет"))
		}
		refused := &sandbox.APIError{Code: 429, Description: "Too Many Requests: retry after 3", RetryAfter: 3}
		for _, f := range []sandbox.Fault{
			{Kind: sandbox.DropBefore}, {Kind: sandbox.HTML}, {Kind: sandbox.HTML, Status: 200}, {Kind: sandbox.Refuse},
			{Kind: sandbox.Refuse, Error: refused}, {Kind: sandbox.Slow, Delay: 5 * time.Second},
		} {
			for _, method := range []string{"getUpdates", "sendMessage"} {
				f.Method, f.Times = method, 3
				w.server.Fault(f)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- Run(ctx, w.poller, w.sender) }()
		time.Sleep(10 * time.Minute)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		for _, p := range people {
			if d := cmp.Diff([]string{"привет"}, heard(p.Chat())); d != "" {
				t.Error(d)
			}
		}
		if t.Failed() {
			t.Log(w.log)
		}
		w.server.Close()
	})
}
