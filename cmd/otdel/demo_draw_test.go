package main

import (
	"encoding/json"
	"net/http/httptest"
	"strings"

	"github.com/chromedp/chromedp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

// call does something in the bot's name: what our bot does not say, another
// may.
func (p *tab) call(method string, params map[string]any) (messageID int) {
	p.t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		p.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/bot"+p.demo.telegram.Token()+"/"+method, strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	p.demo.telegram.ServeHTTP(w, r)
	if w.Code != 200 {
		p.t.Fatalf("%s: %s", method, w.Body)
	}
	var answer struct{ Result json.RawMessage }
	var sent struct {
		MessageID int `json:"message_id"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		p.t.Fatal(err)
	}
	_ = json.Unmarshal(answer.Result, &sent) // some methods answer with true
	return sent.MessageID
}

// chat is Vera's: nobody else's bot speaks there in these tests.
func (p *tab) chat() int64 { return p.demo.cast.candidate.ID() }

func everythingDrawn(p *tab) {
	id := p.call("sendMessage", map[string]any{"chat_id": p.chat(), "parse_mode": "HTML", "text": "<b>жирно <i>и косо</i></b> <u>черта</u> <s>прочь</s> " +
		"<code>код</code> <pre><code class=\"language-go\">x &lt; 1</code></pre><tg-spoiler>тайна</tg-spoiler> " +
		"<a href=\"https://example.com/a?b=1\">ссылка</a> №118 /help <blockquote>цитата</blockquote>" +
		"<blockquote expandable>" + strings.Repeat("длинная строка\n", 12) + "</blockquote>😀 <b>после смайла</b>"})
	p.reads("candidate", "после смайла")
	const in = `document.querySelector("#phone-candidate .message:last-of-type .text")`
	for tag, want := range map[string]string{
		"strong": "жирно и косо", "strong em": "и косо", "u": "черта", "s": "прочь", "pre code": "x < 1", "blockquote": "цитата", ".pre-language": "go",
	} {
		if got := value[string](p, in+`.querySelector("`+tag+`")?.textContent ?? ""`); got != want {
			p.t.Errorf("%s shows %q, want %q", tag, got, want)
		}
	}
	p.see(`[...` + in + `.querySelectorAll("strong")].pop().textContent === "после смайла"`) // units of two after the smiley
	p.see(in + `.querySelector("a").href === "https://example.com/a?b=1" && ` + in + `.querySelector("a").target === "_blank"`)
	p.see(`getComputedStyle(` + in + `.querySelector(".spoiler")).color === "rgba(0, 0, 0, 0)"`)
	p.click("#phone-candidate .spoiler")
	p.see(in + `.querySelector(".spoiler").classList.contains("open")`)
	const quote = in + `.querySelector(".folded .fold")`
	p.see(quote + `.clientHeight < ` + quote + `.scrollHeight`)
	p.click("#phone-candidate .unfold")
	p.see(quote + `.clientHeight >= ` + quote + `.scrollHeight - 1`)
	p.call("sendChatAction", map[string]any{"chat_id": p.chat(), "action": "typing"})
	p.see(`document.querySelector("#phone-candidate .who small").textContent === "печатает…"`)
	p.call("deleteMessage", map[string]any{"chat_id": p.chat(), "message_id": id})
	p.see(`!` + messages("candidate") + `.some((text) => text.includes("после смайла"))`)
}

func keyboardsCome(p *tab) {
	const board = `document.querySelector("#phone-candidate .board")`
	p.call("sendMessage", map[string]any{"chat_id": p.chat(), "text": "Какой город?", "reply_markup": map[string]any{
		"keyboard": [][]string{{"Казань", "Самара"}, {"Москва"}}, "one_time_keyboard": true, "input_field_placeholder": "Город"}})
	p.see(`!` + board + `.hidden && ` + board + `.querySelectorAll(".key").length === 3 && document.querySelector("#phone-candidate .field").placeholder === "Город"`)
	p.press("candidate", "Самара")
	p.see(board + `.hidden && ` + messages("candidate") + `.some((text) => text.startsWith("Самара"))`)
	p.call("sendMessage", map[string]any{"chat_id": p.chat(), "text": "Сколько лет опыта?", "reply_markup": map[string]any{"force_reply": true, "input_field_placeholder": "Лет"}})
	p.see(`document.querySelector("#phone-candidate .answering:not([hidden])")?.textContent.includes("Сколько лет опыта?")`)
	p.say("candidate", "три года")
	p.reads("candidate", "Сколько лет опыта?", "три года") // an answer to that question
	p.call("sendMessage", map[string]any{"chat_id": p.chat(), "text": "Ваш код", "reply_markup": map[string]any{"inline_keyboard": [][]map[string]any{
		{{"text": "Сайт", "url": "https://example.com/"}, {"text": "Плохой", "url": "tg://resolve?domain=x"}},
	}}})
	p.see(`[...document.querySelectorAll("#phone-candidate a.key")].map((a) => a.getAttribute("href")).join() === "https://example.com/,"`)
}

func filesShown(p *tab) {
	picture, err := phones.Sample()
	if err != nil {
		p.t.Fatal(err)
	}
	vera := p.demo.cast.candidate
	send := func(text string, files ...sandbox.Attachment) {
		p.t.Helper()
		if _, err := vera.Send(vera.Chat(), sandbox.Post{Text: text, Files: files}); err != nil {
			p.t.Fatal(err)
		}
	}
	send("три снимка", sandbox.Photo(picture), sandbox.Photo(picture), sandbox.Photo(picture))
	p.see(`document.querySelector("#phone-candidate .mosaic[data-count='3']")?.querySelectorAll("img").length === 3`)
	send("", sandbox.Document("Прайс <b>2026</b>.csv", []byte("а;б\n")))
	p.see(`document.querySelector("#phone-candidate a.document")?.download === "Прайс <b>2026</b>.csv"`)
	send("", sandbox.Voice(7, []byte("OggS")))
	p.see(`document.querySelector("#phone-candidate .voice small")?.textContent === "0:07"`)
	p.do(chromedp.Click(chromedp.CSS("#phone-candidate .mosaic .picture")))
	p.see(`document.querySelector(".large img")?.naturalWidth > 100`)
	p.click(".large")
	p.see(`!document.querySelector(".large")`)
}
