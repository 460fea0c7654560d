// Package script plays what people do on Telegram from a text, a line each.
//
// # Concept
//
// A script is read aloud as it is written:
//
//	# Anna hands over a complaint, Boris takes it.
//	anna: /complaint ООО «Ромашка»: не отгрузили заказ 118 !
//	boris presses [Взять] on №1
//	anna sends a photo "Коробка пришла порванной"
//	anna@office: /digest
//	vera asks казань компания 3 года
//	boris forwards anna's message: товар намок
//	anna replies to bot: клиент согласен
//	pause 2s
//	+4h
//	until 18:00
//	next reminder
//
// [Parse] turns the text into steps. A [Stage] holds the people and groups that
// the names stand for and carries out what people do ([Stage.Do]). Time belongs
// to whoever plays: pauses and moves of the clock come back as steps of their
// own kind.
//
// # What others may rely on
//
// A step that needs a message – one with the button, one of that person –
// waits until it is there, because the bot takes its time. It gives up when
// its context ends and says what it was waiting for.
package script
