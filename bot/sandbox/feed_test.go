package sandbox_test

import (
	"context"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestFeed(t *testing.T) {
	a := newAPI(t, sandbox.Options{KeepEvents: 5})
	anna := a.srv.Person(sandbox.Profile{})
	ctx, stop := context.WithCancel(t.Context())
	events := a.srv.Watch(ctx, 0)
	say(t, anna, "a")
	if e := <-events; e.Kind != sandbox.EventMessage || e.ChatID != anna.ID() || e.MessageID != anna.Chat().Last().ID || e.Seq != 1 {
		t.Errorf("%+v", e)
	}
	sent := must[wireMessage](a, "sendMessage", args{"chat_id": anna.ID(), "text": "x"})
	a.call("editMessageText", args{"chat_id": anna.ID(), "message_id": sent.ID, "text": "y"})
	a.call("deleteMessage", args{"chat_id": anna.ID(), "message_id": sent.ID})
	for _, want := range []sandbox.EventKind{sandbox.EventMessage, sandbox.EventEdit, sandbox.EventDelete} {
		if e := <-events; e.Kind != want || e.MessageID != sent.ID {
			t.Errorf("%+v, want %s", e, want)
		}
	}
	stop()
	for range events {
	}
	for range 20 {
		say(t, anna, "more")
	}
	list := a.srv.Events(2)
	if list[0].Kind != sandbox.EventGap || len(list) < 6 || list[len(list)-1].Seq != a.srv.LastEvent() {
		t.Errorf("after the feed has forgotten: %+v", list)
	}
	if list := a.srv.Events(a.srv.LastEvent() - 1); len(list) != 1 {
		t.Errorf("the newest: %+v", list)
	}
}

func TestOldMessagesAreForgotten(t *testing.T) {
	a := newAPI(t, sandbox.Options{KeepMessages: 10, KeepCalls: 10})
	anna := a.started("Анна")
	for i := range 50 {
		a.call("sendMessage", args{"chat_id": anna.ID(), "text": i + 1})
	}
	list := anna.Chat().Messages()
	if len(list) < 10 || len(list) > 20 || list[len(list)-1].Text != "50" {
		t.Errorf("%d messages, the last %q", len(list), list[len(list)-1].Text)
	}
	if n := len(a.srv.Calls()); n < 10 || n > 20 {
		t.Errorf("%d calls", n)
	}
}
