package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// TestDemoPage looks at the page as people do: with a browser, the mouse and
// the keys, at the whole program.
func TestDemoPage(t *testing.T) {
	chromium := browser(t)
	for _, c := range []struct {
		name string
		look func(*tab)
	}{
		{"the first screen shows three people and their group", firstScreen},
		{"a complaint becomes a card that both see and one takes", complaintTaken},
		{"a candidate learns what is paid", salaryAsked},
		{"a photo is sent, seen and kept", photoSent},
		{"the page speaks English", englishSpoken},
		{"the next day brings the digest", digestComes},
		{"a kill loses nothing and a reload shows the same", nothingLost},
		{"hostile text is shown as it is", hostileText},
		{"a narrow screen shows one telephone", narrowScreen},
		{"everything is within reach of the keyboard", keyboardOnly},
		{"own messages are edited, answered and forwarded", messagesHandled},
		{"an invitation is opened on another telephone", invitationOpened},
		{"Telegram is down and comes back", telegramDown},
		{"a kill while Telegram is down loses nothing", killedWhileDown},
		{"the group speaks with the voice that was chosen", groupSpeaks},
		{"the bot is asked inline", askedInline},
		{"somebody who blocked the bot is seen to", botBlocked},
		{"all that a bot can send is drawn", everythingDrawn},
		{"keyboards take the place of letters and go", keyboardsCome},
		{"files of all kinds are shown", filesShown},
		{"a complaint with a photo takes four taps", photoInFewTaps},
		{"a meeting goes from its invitation to its minutes", meetingHeld},
		{"a state payment goes from its template to its proof", paymentMade},
	} {
		t.Run(c.name, func(t *testing.T) { c.look(openTab(t, chromium)) })
	}
}

func firstScreen(p *tab) {
	names := value[[]string](p, `[...document.querySelectorAll(".phone .who b")].map((b) => b.textContent)`)
	if diff := cmp.Diff([]string{"Анна Соколова", "Борис Громов", "Вера Ким", "Клиентский отдел"}, names); diff != "" {
		p.t.Error("telephones (-want +got):\n" + diff)
	}
	p.reads("employee", "Добро пожаловать в отдел")
	p.reads("director", "Приглашение в отдел")
	p.reads("candidate", "помощник отдела")
	if clock := value[string](p, `document.querySelector(".dial time").textContent`); !strings.HasPrefix(clock, "10:0") {
		p.t.Errorf("the clock shows %s", clock)
	}
}

func complaintTaken(p *tab) {
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118 !")
	p.reads("employee", "№1", "Ромашка", "важно")
	p.reads("director", "№1", "не отгрузили заказ 118", "От кого: Анна Соколова")
	p.press("director", "Взять")
	for _, phone := range []string{"employee", "director"} {
		p.reads(phone, "№1", "В работе: Борис Громов", "изменено")
	}
	p.see(`document.querySelector("#phone-director .toast")?.textContent.includes("№1")`)
	if n := value[int](p, `document.querySelectorAll(".key.waiting").length`); n != 0 {
		p.t.Errorf("%d buttons still glow", n)
	}
}

func salaryAsked(p *tab) {
	p.say("candidate", "сколько в казани компания 3 года")
	p.reads("candidate", "Казань", "₽", "Superjob")
	link := value[string](p, `document.querySelector("#phone-candidate .text a").href`)
	if !strings.HasPrefix(link, "http") {
		p.t.Errorf("the source is linked to %q", link)
	}
}

func photoSent(p *tab) {
	p.click("#phone-employee .line [aria-label='Прикрепить']")
	p.do(chromedp.Click(`//div[@role="menu"]//button[contains(.,"Пример фотографии")]`))
	p.see(`document.querySelector("#phone-employee .mine .picture img")?.naturalWidth > 100`)
	p.reads("employee", "Сохранил. Что это?") // the greeting has a button of that name, too
	p.press("employee", "Жалоба")
	p.reads("employee", "№1", "Вложение: 1")
}

func englishSpoken(p *tab) {
	p.click("#language")
	p.see(`document.documentElement.lang === "en"`)
	words := value[[]string](p, `[document.title, document.querySelector("#hour").textContent, document.querySelector("#phone-director .field").placeholder]`)
	if diff := cmp.Diff([]string{"Otdel · The department on one page", "+1 hour", "Message"}, words); diff != "" {
		p.t.Error("words (-want +got):\n" + diff)
	}
	p.visit("/") // remembered
	p.see(`document.documentElement.lang === "en"`)
	p.click("#language")
}

func digestComes(p *tab) {
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118")
	p.reads("director", "№1")
	p.click("#day")
	p.reads("director", "Сводка, пн 23.11.2026", "18:00")
	p.reads("director", "№1 никто не взял в срок")
	p.see(`document.querySelector(".dial small").textContent.includes("24")`)
}

func nothingLost(p *tab) {
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118")
	p.reads("director", "№1")
	before := p.demo.bot.cmd.Process.Pid
	p.click("#kill")
	p.see(`document.querySelector("body > .toast")?.textContent.includes("Потеряно: 0")`)
	p.see(`document.querySelector("body > .toast")?.textContent.includes("Дел 1")`)
	if p.demo.bot.cmd.Process.Pid == before {
		p.t.Error("the bot is still the same process")
	}
	seen := value[[]string](p, messages("director"))
	p.visit("/?lang=ru")
	if diff := cmp.Diff(seen, value[[]string](p, messages("director"))); diff != "" {
		p.t.Error("after a reload (-before +after):\n" + diff)
	}
	p.press("director", "Взять") // drawn by the bot that was killed
	p.reads("employee", "№1", "В работе: Борис Громов")
}

const hostile = `<img src=x onerror="window.harmed=1"><script>window.harmed=1</script> & <b>не жирно</b> javascript:alert(1)`

func hostileText(p *tab) {
	p.say("employee", "/complaint ООО «<i>Ромашка</i>»: "+hostile)
	p.reads("employee", "/complaint", hostile)
	p.reads("director", "№1", "ООО «<i>Ромашка</i>»", hostile)
	for _, wrong := range []string{".text img", ".text script", ".text i", ".message b:not(.author)"} {
		if n := value[int](p, `document.querySelectorAll("`+wrong+`").length`); n != 0 {
			p.t.Errorf("%d elements %s were made of text", n, wrong)
		}
	}
	if value[bool](p, `"harmed" in window`) {
		p.t.Error("a text was run")
	}
}

func narrowScreen(p *tab) {
	const shown = `[...document.querySelectorAll(".phone")].filter((s) => s.offsetParent).map((s) => s.id)`
	p.do(chromedp.EmulateViewport(390, 844))
	p.see(shown + `.join() === "phone-employee"`)
	if wide := value[bool](p, `document.documentElement.scrollWidth > innerWidth`); wide {
		p.t.Error("the page is wider than the screen")
	}
	p.click(".tab.director")
	p.see(shown + `.join() === "phone-director"`)
	p.see(`document.querySelector(".tab.director").getAttribute("aria-pressed") === "true"`)
}

func keyboardOnly(p *tab) {
	p.do(chromedp.Focus(chromedp.CSS("#phone-employee .slash")), chromedp.KeyEvent("\r"))
	p.see(`document.activeElement.role === "menuitem"`)
	first := value[string](p, `document.activeElement.textContent`)
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	if second := value[string](p, `document.activeElement.textContent`); second == first || !strings.HasPrefix(second, "/") {
		p.t.Errorf("the arrow goes from %q to %q", first, second)
	}
	p.do(chromedp.KeyEvent(kb.Escape))
	p.see(`!document.querySelector(".menu") && document.activeElement.matches("#phone-employee .slash")`)
	p.do(chromedp.KeyEvent(kb.Tab))
	p.see(`document.activeElement.matches("#phone-employee .field")`)
	p.do(chromedp.KeyEvent("/comp"))
	p.see(`document.querySelector("#phone-employee .result b")?.textContent === "/complaint"`)
	p.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent("\r"))
	p.reads("employee", "/complaint")
	// From the newest message the Tab key reaches its buttons.
	p.do(chromedp.Focus(chromedp.CSS("#phone-director .message:last-of-type")), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Tab))
	p.see(`document.activeElement.closest("#phone-director .message")`)
}

func messagesHandled(p *tab) {
	p.say("candidate", "Где мой заказ? Ждём третий день")
	p.reads("candidate", "Где мой заказ?")
	p.choose("candidate", "Где мой заказ?", "Переслать: Сотрудник")
	p.reads("employee", "Переслано от: Вера Ким", "Где мой заказ?")
	p.choose("candidate", "Где мой заказ?", "Изменить")
	p.do(chromedp.SendKeys(chromedp.CSS("#phone-candidate .field"), " уже\r"))
	p.reads("candidate", "Ждём третий день уже", "изменено")
	p.choose("candidate", "третий день уже", "Ответить")
	p.say("candidate", "Это к вам")
	p.reads("candidate", "Это к вам", "Вера Ким")
	p.choose("candidate", "Это к вам", "👍")
	p.reads("candidate", "Это к вам", "👍")
	p.choose("candidate", "Это к вам", "Удалить")
	p.see(`!` + messages("candidate") + `.some((text) => text.includes("Это к вам"))`)
}

// choose opens the menu of the message of a telephone with that text and
// chooses an entry of it.
func (p *tab) choose(phone, text, entry string) {
	p.t.Helper()
	more := `(//section[@id="phone-` + phone + `"]//li[contains(.,"` + text + `")]//button[contains(@class,"more")])[last()]`
	p.do(chromedp.ScrollIntoView(more), chromedp.Click(more),
		chromedp.Click(`//div[@role="menu"]//button[contains(.,"`+entry+`")]`))
}

func invitationOpened(p *tab) {
	p.say("director", "/invite сотрудник Вера Ким")
	p.reads("director", "Приглашение в отдел: Вера Ким")
	p.choose("director", "Приглашение в отдел: Вера Ким", "Открыть ссылку: Кандидат")
	p.reads("candidate", "Ваша роль: сотрудник")
}

func telegramDown(p *tab) {
	p.click(`[data-fault="down"]`)
	p.see(`document.querySelector("[data-fault=down]").getAttribute("aria-checked") === "true"`)
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118")
	p.click(`[data-fault=""]`)
	p.reads("director", "№1", "Ромашка")
}

func killedWhileDown(p *tab) {
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118")
	p.reads("director", "№1")
	p.click(`[data-fault="down"]`)
	p.press("director", "Взять")
	p.click("#kill")
	p.see(`document.querySelector("body > .toast")?.textContent.includes("Потеряно: 0")`)
	p.click(`[data-fault=""]`)
	p.reads("employee", "№1", "В работе: Борис Громов")
}

func groupSpeaks(p *tab) {
	p.do(chromedp.SetValue(chromedp.CSS("#phone-group select"), jsNumber(p.demo.cast.director.ID())))
	p.do(chromedp.SendKeys(chromedp.CSS("#phone-group select"), kb.End))
	speaker := value[string](p, `document.querySelector("#phone-group select").selectedOptions[0].textContent`)
	p.say("group", "Всем доброе утро")
	p.see(`document.querySelector("#phone-group .mine .text")?.textContent.includes("Всем доброе утро")`)
	if last := p.demo.cast.group.Last(); last.From.Name() != speaker {
		p.t.Errorf("%s spoke, %s was chosen", last.From.Name(), speaker)
	}
	p.say("group", "/digest")
	p.reads("group", "Otdel", "Сводка")
}

func jsNumber(id int64) string { return strconv.FormatInt(id, 10) }

func askedInline(p *tab) {
	p.do(chromedp.SendKeys(chromedp.CSS("#phone-group .field"), "@otdel_bot казань компания 3 года"))
	p.see(`document.querySelector("#phone-group .result b")?.textContent.includes("Казань")`)
	p.click("#phone-group .result")
	p.reads("group", "Казань", "₽", "@otdel_bot")
	p.see(`document.querySelector("#phone-group .field").value === ""`)
}

func botBlocked(p *tab) {
	menu := func(entry string) {
		p.click("#phone-director .head .round")
		p.do(chromedp.Click(`//div[@role="menu"]//button[contains(.,"` + entry + `")]`))
	}
	menu("Заблокировать бота")
	p.see(`document.querySelector("#phone-director .who small").textContent === "Бот заблокирован"`)
	p.say("employee", "/complaint ООО «Ромашка»: не отгрузили заказ 118")
	p.reads("employee", "№1")
	if n := value[int](p, `document.querySelectorAll("#phone-director .unread").length`); n != 0 {
		p.t.Error("the director got a message from a bot that he blocked")
	}
	menu("Разблокировать")
	p.see(`document.querySelector("#phone-director .who small").textContent === "Директор"`)
	p.say("director", "№1")
	p.reads("director", "№1 · Жалоба", "не отгрузили заказ 118")
}
