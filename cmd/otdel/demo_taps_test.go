package main

import (
	"github.com/chromedp/chromedp"
)

// photoTaps is how many taps a complaint with a photo may take.
const photoTaps = 4

// photoInFewTaps hands over a complaint with a photo and counts every tap
// anywhere on the page, until the director has the photo and the client's name.
func photoInFewTaps(p *tab) {
	p.say("director", "/complaint ООО «Ромашка»: брак") // so that a client is known
	p.reads("director", "№1")
	p.countTaps()
	p.click("#phone-employee .line [aria-label='Прикрепить']")
	p.do(chromedp.Click(`//div[@role="menu"]//button[contains(.,"Пример фотографии")]`))
	p.reads("employee", "Сохранил. Что это?")
	p.press("employee", "Жалоба")
	p.reads("director", "№2 · Жалоба", "Вложение: 1")
	p.press("employee", "ООО «Ромашка»")
	p.reads("director", "№2 · Жалоба · ООО «Ромашка»", "Вложение: 1")
	if taps := value[int](p, `window.taps`); taps < 3 || taps > photoTaps {
		p.t.Errorf("a complaint with a photo took %d taps, may take %d", taps, photoTaps)
	}
}

// countTaps counts from now on all that a finger or a key does on the page.
func (p *tab) countTaps() {
	p.t.Helper()
	value[int](p, `(() => {
		window.taps = 0;
		for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { window.taps++; }, true);
		return window.taps;
	})()`)
}
