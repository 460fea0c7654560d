package main

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/chromedp/chromedp"
)

// lookFolder is where pictures go that people look at when the page changed.
var lookFolder = flag.String("demo.pictures", "", "a folder for pictures of the page on the way of a payment and of a meeting")

// paymentMade follows a state payment from the list of templates to its proof,
// from one reminder to the next.
func paymentMade(p *tab) {
	p.say("director", "/payment")
	p.press("director", "Государственные платежи")
	p.press("director", "НДС: треть суммы за прошлый квартал")
	p.reads("director", "НК РФ, ст. 174", "не проверено", "сб 28.11.2026 → пн 30.11.2026")
	p.look("template")
	p.press("director", "Подтвердить")
	p.reads("director", "Срок: пн 30.11.2026", "по правилу сб 28.11.2026")
	p.press("director", "Сумма")
	p.reads("director", "какая сумма в этот раз?")
	p.say("director", "120 тыс")
	p.reads("director", "Сумма: 120\u00a0000\u00a0₽")
	for _, rung := range []string{"Осталось 3 рабочих дня", "Остался 1 рабочий день", "Срок сегодня. Оплачено?"} {
		p.untilReads("director", rung)
	}
	p.look("due")
	p.say("director", "/payments")
	p.press("director", "Таблица (.xlsx)")
	p.reads("director", "payments.xlsx")
	p.look("table")
	p.press("director", "Оплачено")
	p.reads("director", "номер платёжки, фото или файл?")
	p.click("#phone-director .line [aria-label='Прикрепить']")
	p.do(chromedp.Click(`//div[@role="menu"]//button[contains(.,"Пример фотографии")]`))
	p.reads("director", "Оплачено пн 30.11.2026", "файл приложен")
	p.look("paid")
	p.press("director", "Ещё ›")
	p.press("director", "История")
	p.reads("director", "история", "подтверждено из списка", "оплачено 120\u00a0000\u00a0₽")
}

// untilReads goes on to the next reminder again and again until a telephone has
// that text.
func (p *tab) untilReads(phone, text string) {
	p.t.Helper()
	for range 40 {
		said := strings.Join(value[[]string](p, messages(phone)), "\n")
		if strings.Contains(said, text) {
			return
		}
		before := value[string](p, `document.querySelector(".dial").innerText`)
		p.click("#next")
		p.see(`document.querySelector(".dial").innerText !== ` + strconv.Quote(before))
	}
	p.t.Fatalf("forty reminders, and none says %q", text)
}

// settled brings every telephone to its newest message and lets whatever moves
// come to its end.
const settled = `(() => {
	document.querySelectorAll(".messages").forEach((m) => { m.scrollTop = m.scrollHeight; });
	document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime !== Infinity).forEach((a) => a.finish());
	return true;
})()`

// look takes a picture of the page for people to look at.
func (p *tab) look(name string) {
	p.t.Helper()
	if *lookFolder == "" {
		return
	}
	p.see(settled)
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*lookFolder, name+".png"), picture, 0o644)
	}
	if err != nil {
		p.t.Fatalf("take the picture %s: %v", name, err)
	}
}
