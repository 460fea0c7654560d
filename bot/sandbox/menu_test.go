package sandbox_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestMenus(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, john := a.started("Анна"), a.srv.Person(sandbox.Profile{FirstName: "John", Language: "en-GB"})
	say(t, john, "/start")
	group := a.srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{anna, john}})
	set := func(scope, language, command string) {
		t.Helper()
		must[bool](a, "setMyCommands", args{"scope": scope, "language_code": language, "commands": []map[string]string{{"command": "/" + command, "description": "d"}}})
	}
	see := func(p *sandbox.Person, ch *sandbox.Chat) string {
		var names []string
		for _, c := range p.Commands(ch) {
			names = append(names, c.Name)
		}
		return strings.Join(names, " ")
	}
	chat := func(kind string, ch *sandbox.Chat, more string) string {
		return `{"type":"` + kind + `","chat_id":` + jsonOf(ch.ID()) + more + `}`
	}
	for _, step := range []struct {
		scope, language, command   string
		anna, john, annaIn, johnIn string
	}{
		{"", "", "a", "a", "a", "a", "a"},
		{"", "ru", "b", "b", "a", "b", "a"},
		{`{"type":"all_private_chats"}`, "", "c", "c", "c", "b", "a"},
		{`{"type":"all_group_chats"}`, "en", "d", "c", "c", "b", "d"},
		{`{"type":"all_chat_administrators"}`, "", "e", "c", "c", "e", "d"},
		{chat("chat", anna.Chat(), ""), "", "f", "f", "c", "e", "d"},
		{chat("chat", group, ""), "", "g", "f", "c", "g", "g"},
		{chat("chat_administrators", group, ""), "ru", "h", "f", "c", "h", "g"},
		{chat("chat_member", group, `,"user_id":`+jsonOf(john.ID())), "", "i", "f", "c", "h", "i"},
	} {
		set(step.scope, step.language, step.command)
		got := []string{see(anna, anna.Chat()), see(john, john.Chat()), see(anna, group), see(john, group)}
		if diff := cmp.Diff([]string{step.anna, step.john, step.annaIn, step.johnIn}, got); diff != "" {
			t.Errorf("after %s in %q (-want +got):\n%s", step.scope, step.language, diff)
		}
	}
	must[bool](a, "deleteMyCommands", args{"scope": chat("chat", anna.Chat(), "")})
	if got := see(anna, anna.Chat()); got != "c" {
		t.Errorf("after deleting: %s", got)
	}
	if got := must[[]sandbox.Command](a, "getMyCommands", args{"language_code": "ru"}); len(got) != 1 || got[0].Name != "b" {
		t.Errorf("asked back: %v", got)
	}
}

func TestPresentation(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	must[bool](a, "setMyName", args{"name": "Отдел", "language_code": "ru"})
	must[bool](a, "setMyDescription", args{"description": "Help"})
	must[bool](a, "setMyShortDescription", args{"short_description": "Short"})
	if got := []string{a.srv.BotName("ru"), a.srv.BotName("en"), a.srv.BotDescription("ru"), a.srv.BotShortDescription("")}; !cmp.Equal(got, []string{"Отдел", "Otdel", "Help", "Short"}) {
		t.Errorf("%q", got)
	}
	if got := must[map[string]string](a, "getMyName", args{"language_code": "ru"}); got["name"] != "Отдел" {
		t.Errorf("%v", got)
	}
	must[bool](a, "setChatMenuButton", args{"chat_id": anna.ID(), "menu_button": `{"type":"web_app","text":"Дела","web_app":{"url":"https://example.com"}}`})
	if kind, text := anna.Chat().MenuButton(); kind != "web_app" || text != "Дела" {
		t.Errorf("button %s %q", kind, text)
	}
	if got := must[map[string]any](a, "getChatMenuButton", nil); got["type"] != "commands" {
		t.Errorf("everybody's button: %v", got)
	}
}
