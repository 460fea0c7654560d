package sandbox_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// FuzzRequest sends whatever may come in over HTTP: every answer is JSON that
// says whether it is a success, and nothing panics.
func FuzzRequest(f *testing.F) {
	form := "application/x-www-form-urlencoded"
	for _, seed := range []struct{ method, kind, body string }{
		{"getMe", "", ""},
		{"sendMessage", form, "chat_id=118&text=<b>x</b>&parse_mode=HTML"},
		{"sendMessage", "application/json", `{"chat_id":118,"text":"x","reply_parameters":{"message_id":1,"quote":"/"}}`},
		{"sendPhoto", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\nPNG\r\n--x--"},
		{"sendMediaGroup", form, `chat_id=118&media=[{"type":"photo","media":"attach://x"}]`},
		{"editMessageMedia", form, `chat_id=118&message_id=2&media={"type":"photo"}`},
		{"editMessageText", form, "chat_id=118&message_id=2&text=y"},
		{"setMyCommands", form, `commands=[{"command":"a","description":"b"}]&scope={"type":"chat_member","chat_id":118,"user_id":1}`},
		{"answerInlineQuery", form, `inline_query_id=1&results=[{"type":"article"}]`},
		{"getUpdates", form, "offset=-1&limit=7&allowed_updates=[1]"},
		{"deleteMessages", form, "chat_id=118&message_ids=[1,2]"},
		{"copyMessages", form, "chat_id=118&from_chat_id=118&message_ids=[1,2]"},
		{"setMessageReaction", form, `chat_id=118&message_id=1&reaction=[{"type":"emoji","emoji":"👍"}]`},
		{"sendPoll", form, "chat_id=118&question=q&options=[null]"},
	} {
		f.Add(seed.method, seed.kind, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, method, kind string, body []byte) {
		srv := sandbox.New(sandbox.Options{})
		defer srv.Close()
		anna := srv.Person(sandbox.Profile{ID: 118})
		say(t, anna, "/start")
		req := httptest.NewRequest(http.MethodPost, "http://sandbox/", bytes.NewReader(body))
		req.URL.Path = "/bot" + srv.Token() + "/" + method
		req.Header.Set("Content-Type", kind)
		if bytes.Contains(body, []byte("timeout")) {
			return // it would wait
		}
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, req)
		var got answer
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.OK != (w.Code == 200) {
			t.Errorf("%s %s: %d %s", method, body, w.Code, w.Body)
		}
		for _, m := range anna.Chat().Messages() {
			_ = m.Plain()
		}
	})
}
