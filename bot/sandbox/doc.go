// Package sandbox is a local stand-in for Telegram's Bot API with virtual
// people in it. Tests of the bot talk to it over HTTP or in memory, and the
// demonstration shows its chats as telephones.
//
// # Concept
//
// A [Server] is one Telegram with one bot. Towards the bot it speaks HTTP as
// api.telegram.org does: /bot<token>/<method> and /file/bot<token>/<path>. Each
// request is compared with a machine-readable description of Bot API 10.3 (see
// README.md in this folder), then with Telegram's own rules, and refused in
// Telegram's own words. A refusal that Telegram would word in a way nobody
// knows starts with "sandbox:" after its prefix. Methods of the Bot API that
// the stand-in does not do are answered with 501, so that a test notices.
//
// On the other side are people: a [Person] writes, presses buttons, forwards,
// replies and edits; a [Chat] is what they see. A person's act becomes an
// update before the method returns, and a call of the bot shows in the chat
// before it is answered: nothing happens later by itself.
//
// # Life of a server
//
// [New] makes it, [Server.Start] or [Server.Transport] let the bot in,
// [Server.Person], [Server.Group] and [Server.Channel] fill it, [Server.Fault]
// and [Options.Limits] make it unkind, [Server.Close] ends what still waits.
// All state is in memory. Time is that of [Options.Now].
//
// # Limits of the likeness
//
// Files are never fetched from addresses, pictures are not scaled, and payments,
// polls, sets of stickers, business accounts and stories do not exist. The bot may
// edit its own messages for 48 hours, and as long as it likes if they have
// buttons. What people cannot do here, such as a message by another bot or an
// update of a kind that nobody has seen yet, comes in by [Server.InjectRaw].
//
// # What others may rely on
//
//	srv := sandbox.New(sandbox.Options{})
//	url, err := srv.Start() // or: client.Transport = srv.Transport()
//	if err != nil {
//		t.Fatal(err)
//	}
//	defer srv.Close()
//	startBot(url, srv.Token())
//
//	anna := srv.Person(sandbox.Profile{FirstName: "Анна", Language: "ru"})
//	anna.Say("/complaint ООО «Ромашка»: не отгрузили заказ 118 !")
//
//	waitFor(t, func() bool { return srv.Count("sendMessage") == 1 })
//	card := anna.Chat().Last()
//	if got := card.Plain(); !strings.HasPrefix(got, "№1 · Жалоба") {
//		t.Errorf("card: %s", got)
//	}
//	tap, err := anna.Press(card, "Взять")
//	if err != nil {
//		t.Fatal(err)
//	}
//	answer, err := tap.Wait(t.Context()) // what the bot said to the tap
//
// Messages are copies: after an edit ask [Chat.Message] again. Ids of
// messages, updates and people are given in order, so that a run repeats.
package sandbox
