package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestInlineMode(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	elsewhere := a.srv.Group("Друзья", sandbox.GroupOptions{Members: []*sandbox.Person{anna}, WithoutBot: true})
	search, err := anna.Inline(elsewhere, "казань компания 3 года", "")
	if err != nil {
		t.Fatal(err)
	}
	var q struct {
		ID, Query string
		ChatType  string `json:"chat_type"`
	}
	if err := json.Unmarshal(a.updates()[0]["inline_query"], &q); err != nil || q.Query != "казань компания 3 года" || q.ChatType != "supergroup" {
		t.Fatalf("query %+v, %v", q, err)
	}
	results := `[{"type":"article","id":"1","title":"Казань","description":"band III","input_message_content":{"message_text":"<b>90 000 ₽</b>","parse_mode":"HTML"},"reply_markup":` + buttons("Ещё", "more") + `}]`
	must[bool](a, "answerInlineQuery", args{"inline_query_id": q.ID, "results": results, "next_offset": "1"})
	list, err := search.Wait(t.Context())
	if diff := cmp.Diff([]sandbox.InlineResult{{ID: "1", Type: "article", Title: "Казань", Description: "band III"}}, list); diff != "" || err != nil {
		t.Error("list (-want +got):\n", diff, err)
	}
	a.confirm()
	sent, err := anna.Choose(search, "1", elsewhere)
	if err != nil || sent.Plain() != "90 000 ₽\n[Ещё]" || sent.ViaBot != "otdel_bot" {
		t.Errorf("sent %+v, %v", sent, err)
	}
	if got := a.kinds(); got != "chosen_inline_result" {
		t.Errorf("updates: %s", got)
	}
	if _, err := anna.Press(sent, "Ещё"); err != nil {
		t.Fatal(err)
	}
	var tap struct {
		InlineID string          `json:"inline_message_id"`
		Message  json.RawMessage `json:"message"`
	}
	list2 := a.updates()
	if err := json.Unmarshal(list2[len(list2)-1]["callback_query"], &tap); err != nil || tap.InlineID == "" || tap.Message != nil {
		t.Fatalf("tap %+v, %v", tap, err)
	}
	must[bool](a, "editMessageText", args{"inline_message_id": tap.InlineID, "text": "все вилки"})
	if got := elsewhere.Last().Plain(); got != "все вилки" {
		t.Errorf("after the edit: %s", got)
	}
	for _, test := range []struct{ results, want string }{
		{`[{"type":"article","id":"1","title":"a"}]`, `can't find field "input_message_content" of InlineQueryResultArticle`},
		{`[{"type":"article","id":"1","title":"a","input_message_content":{"message_text":" "}}]`, "message text is empty"},
		{`[{"type":"photo","id":"1","photo_url":"https://example.com/a.jpg","thumbnail_url":"https://example.com/a.jpg"}]`, "failed to get HTTP URL content"},
	} {
		again, err := anna.Inline(anna.Chat(), "x", "")
		if err != nil {
			t.Fatal(err)
		}
		list := a.updates()
		if err := json.Unmarshal(list[len(list)-1]["inline_query"], &q); err != nil {
			t.Fatal(err)
		}
		if got := a.call("answerInlineQuery", args{"inline_query_id": q.ID, "results": test.results}); !strings.Contains(got.Description, test.want) {
			t.Errorf("%s: %+v", test.results, got)
		}
		if _, ok := again.Results(); ok {
			t.Error("a refused answer was shown")
		}
	}
}
