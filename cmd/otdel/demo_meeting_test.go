package main

// meetingHeld follows a meeting from its invitation to its minutes, from one
// reminder to the next.
func meetingHeld(p *tab) {
	p.say("director", "/meeting завтра в 10:00 Планёрка по качеству @sokolova")
	p.reads("employee", "Вас зовут на совещание", "Планёрка по качеству", "вт 24.11.2026 10:00–11:00")
	p.look("meeting-invited")
	p.press("employee", "Буду")
	p.reads("director", "Планёрка по качеству", "Будет: Анна Соколова")
	p.press("employee", "+ В повестку")
	p.reads("employee", "Что добавить в повестку?")
	p.say("employee", "возвраты за ноябрь")
	p.reads("director", "Повестка:", "1. возвраты за ноябрь")
	p.untilReads("employee", "Напоминаю о совещании.")
	p.untilReads("employee", "Совещание начнётся через")
	p.look("meeting-soon")
	p.click("#hour") // it has begun
	p.press("director", "Протокол")
	p.reads("director", "Пишите строками")
	p.say("director", "решение: возвраты принимаем по фото до 1 декабря")
	p.reads("director", "Решение: возвраты принимаем по фото")
	p.say("director", "поручить Соколовой обновить памятку до пятницы")
	p.reads("director", "Поручение: обновить памятку", "Анна Соколова")
	p.press("director", "Завершить…")
	p.reads("director", "что разошлю")
	p.look("meeting-preview")
	p.press("director", "Разослать протокол")
	p.reads("director", "Протокол разослан")
	p.reads("employee", "Протокол «Планёрка по качеству»", "возвраты принимаем по фото")
	p.reads("employee", "№1 · Поручение", "обновить памятку")
	p.reads("director", "Не ознакомились: Анна Соколова")
	p.look("meeting-minutes")
	p.press("employee", "Ознакомлен")
	p.see(`!` + messages("director") + `.some((text) => text.includes("Не ознакомились"))`)
}
