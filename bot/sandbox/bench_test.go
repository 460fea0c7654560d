package sandbox_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// BenchmarkSendMessage is the handler's time for a card with HTML and buttons,
// as the client library sends it, spread over 10,000 chats.
func BenchmarkSendMessage(b *testing.B) {
	srv := sandbox.New(sandbox.Options{KeepMessages: 10})
	const chats = 10_000
	bodies := make([]string, chats)
	for i := range bodies {
		p := srv.Person(sandbox.Profile{FirstName: "Анна"})
		p.Say("/start")
		bodies[i] = args{
			"chat_id": p.ID(), "parse_mode": "HTML", "entities": "null", "reply_markup": buttons("Взять", "take:118"),
			"text": "<b>№118</b> · Жалоба · ООО «Ромашка» · важно\nне отгрузили заказ 118 &lt;срочно&gt;\n<i>Взять до пн 23.11 15:00 · решить до вт 24.11 14:00</i>",
		}.values().Encode()
	}
	path := "http://sandbox/bot" + srv.Token() + "/sendMessage"
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(bodies[i%chats]))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, req)
		if w.Code != 200 {
			b.Fatal(w.Body.String())
		}
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkGetUpdates is the time to take and confirm a full page.
func BenchmarkGetUpdates(b *testing.B) {
	srv := sandbox.New(sandbox.Options{KeepMessages: 10, FirstUpdateID: 1})
	p := srv.Person(sandbox.Profile{FirstName: "Анна"})
	path := "http://sandbox/bot" + srv.Token() + "/getUpdates?offset="
	offset := 1
	for b.Loop() {
		b.StopTimer()
		for range 100 {
			p.Say("ООО «Ромашка»: не отгрузили заказ 118 !")
		}
		b.StartTimer()
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path+fmt.Sprint(offset), nil))
		if !bytes.Contains(w.Body.Bytes(), []byte("Ромашка")) {
			b.Fatal(w.Body.String())
		}
		offset += 100
	}
}

// BenchmarkSay is the time until a person's message is an update.
func BenchmarkSay(b *testing.B) {
	srv := sandbox.New(sandbox.Options{KeepMessages: 10})
	p := srv.Person(sandbox.Profile{FirstName: "Анна"})
	for b.Loop() {
		if _, err := p.Say("ООО «Ромашка»: не отгрузили заказ 118 !"); err != nil {
			b.Fatal(err)
		}
	}
}
