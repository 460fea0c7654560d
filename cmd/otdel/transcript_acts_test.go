package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// do does what is more than writing a message.
func (p *player) do(key, group, verb, rest string) error {
	person, chat, err := p.who(key, group)
	if err != nil {
		return err
	}
	switch verb {
	case "presses":
		return p.press(person, chat, rest)
	case "sends":
		return p.send(person, chat, rest)
	case "forwards":
		return p.forward(person, chat, rest)
	case "edits":
		m, err := lastOf(chat, func(m sandbox.Message) bool { return m.From.ID == person.ID() })
		if err != nil {
			return err
		}
		_, err = person.Edit(m, strings.TrimPrefix(rest, ": "))
		return err
	case "replies":
		return p.reply(person, chat, rest)
	case "opens":
		_, err := person.Open(rest)
		return err
	case "blocks":
		person.Block()
		return nil
	case "unblocks":
		person.Unblock()
		return nil
	case "asks":
		return p.inline(person, chat, rest)
	}
	return fmt.Errorf("nobody can %s here", verb)
}

var pressed = regexp.MustCompile(`^\[(.+?)\](?: on (№\d+|\p{L}+ \d+))?$`)

var forged = regexp.MustCompile(`^an old (\S+) on (.+)$`)

var numbered = regexp.MustCompile(`{(\w+)}`)

// press presses the button of the latest message that has it: "[Взять] on №1";
// or one that is no longer there, or never was: "an old m:1:take:open on №1";
// {anna} in it is her number.
func (p *player) press(person *sandbox.Person, chat *sandbox.Chat, rest string) error {
	if old := forged.FindStringSubmatch(rest); old != nil {
		message, err := lastOf(chat, func(msg sandbox.Message) bool { return msg.FromBot && strings.Contains(msg.Text, old[2]) })
		if err != nil {
			return err
		}
		data := numbered.ReplaceAllStringFunc(old[1], func(key string) string {
			return strconv.FormatInt(p.w.people[strings.Trim(key, "{}")].ID(), 10)
		})
		_, err = person.PressData(message, data)
		return err
	}
	m := pressed.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say which button: [Взять]")
	}
	message, err := lastOf(chat, func(msg sandbox.Message) bool {
		_, has := msg.Button(m[1])
		return has && strings.Contains(msg.Text, m[2])
	})
	if err != nil {
		return err
	}
	_, err = person.Press(message, m[1])
	return err
}

var sent = regexp.MustCompile(`^(?:an? )?(photo|voice|document|video|album of (\d+))(?: "(.*)")?$`)

// send sends a file with a caption: a photo "вот так пришло".
func (p *player) send(person *sandbox.Person, chat *sandbox.Chat, rest string) error {
	m := sent.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say what is sent: a photo, a voice, a document, an album of 3")
	}
	post := sandbox.Post{Text: m[3]}
	switch n, _ := strconv.Atoi(m[2]); {
	case n > 0:
		post.Files = slices.Repeat([]sandbox.Attachment{sandbox.Photo(nil)}, n)
	case m[1] == "document":
		post.Files = []sandbox.Attachment{sandbox.Document("акт.pdf", nil)}
	default:
		post.Files = []sandbox.Attachment{{Kind: m[1], Seconds: 7}}
	}
	_, err := person.Send(chat, post)
	return err
}

var forwarded = regexp.MustCompile(`^from (?:"(.*?)"|(\w+)): (.*)$`)

// forward passes on the message of a stranger who hides, or of somebody who does
// not: from "Иван Клиентов": где заказ? from ivan: где заказ?
func (p *player) forward(person *sandbox.Person, chat *sandbox.Chat, rest string) error {
	m := forwarded.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf(`say whose message: forwards from "Иван Клиентов": где заказ?`)
	}
	_, err := person.SendForwarded(chat, sandbox.Origin{HiddenName: m[1], Person: p.w.people[m[2]]}, sandbox.Post{Text: m[3]})
	return err
}

var repliedTo = regexp.MustCompile(`^to (\w+): (.*)$`)

// reply answers the latest message of the bot or of a person: to bot: да
func (p *player) reply(person *sandbox.Person, chat *sandbox.Chat, rest string) error {
	m := repliedTo.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say to whom: replies to bot: да")
	}
	message, err := lastOf(chat, func(msg sandbox.Message) bool {
		if m[1] == "bot" {
			return msg.FromBot
		}
		other := p.w.people[m[1]]
		return other != nil && msg.From.ID == other.ID()
	})
	if err != nil {
		return err
	}
	_, err = person.Reply(message, m[2])
	return err
}

// inline asks the bot from another chat; the results are said in the person's
// own chat by choosing the first.
func (p *player) inline(person *sandbox.Person, chat *sandbox.Chat, query string) error {
	search, err := person.Inline(chat, strings.TrimPrefix(query, "inline "), "")
	if err != nil {
		return err
	}
	p.w.settle()
	results, ok := search.Results()
	if !ok || len(results) == 0 {
		return fmt.Errorf("the bot found nothing")
	}
	_, err = person.Choose(search, results[0].ID, chat)
	return err
}

// lastOf returns the latest message of a chat that fits.
func lastOf(chat *sandbox.Chat, fits func(sandbox.Message) bool) (sandbox.Message, error) {
	for _, m := range slices.Backward(chat.Messages()) {
		if fits(m) {
			return m, nil
		}
	}
	return sandbox.Message{}, fmt.Errorf("there is no such message in %s", chat.Title())
}
