package sandbox_test

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// A person presses a button under a message of the bot. The bot is played by
// two requests here.
func Example() {
	srv := sandbox.New(sandbox.Options{})
	defer srv.Close()
	client := http.Client{Transport: srv.Transport()}
	bot := func(method string, p url.Values) {
		res, err := client.PostForm("http://sandbox/bot"+srv.Token()+"/"+method, p)
		if err != nil {
			panic(err)
		}
		res.Body.Close()
	}

	anna := srv.Person(sandbox.Profile{ID: 118, FirstName: "Анна", Language: "ru"})
	anna.Say("/complaint ООО «Ромашка»: не отгрузили заказ 118 !")
	bot("sendMessage", url.Values{
		"chat_id": {"118"}, "text": {"<b>№1</b> · Жалоба"}, "parse_mode": {"HTML"},
		"reply_markup": {`{"inline_keyboard":[[{"text":"Взять","callback_data":"take:1"}]]}`},
	})
	card := anna.Chat().Last()
	fmt.Println(card.Plain())

	tap, err := anna.Press(card, "Взять")
	if err != nil {
		panic(err)
	}
	bot("answerCallbackQuery", url.Values{"callback_query_id": {tap.ID()}, "text": {"№1 теперь ваша"}})
	answer, _ := tap.Answer()
	fmt.Println(answer.Text)
	// Output:
	// №1 · Жалоба
	// [Взять]
	// №1 теперь ваша
}
