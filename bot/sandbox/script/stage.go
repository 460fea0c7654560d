package script

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// Stage is where a script is played.
type Stage struct {
	Server *sandbox.Server
	// People and Rooms are those that the names in the script stand for.
	People map[string]*sandbox.Person
	Rooms  map[string]*sandbox.Chat
	// Picture is what a photo shows; empty: nothing that can be seen.
	Picture []byte
}

// actor is somebody in a chat, about to do something.
type actor struct {
	*Stage
	person *sandbox.Person
	chat   *sandbox.Chat
}

// verbs are what people can do.
var verbs = map[string]func(actor, context.Context, string) error{
	"says":     actor.say,
	"presses":  actor.press,
	"sends":    actor.send,
	"forwards": actor.forward,
	"replies":  actor.reply,
	"edits":    actor.edit,
	"reacts":   actor.react,
	"opens":    actor.open,
	"asks":     actor.ask,
	"blocks":   func(a actor, _ context.Context, _ string) error { a.person.Block(); return nil },
	"unblocks": func(a actor, _ context.Context, _ string) error { a.person.Unblock(); return nil },
}

// Do carries out an [Act]. It waits for the message that the step needs until
// ctx ends.
func (s *Stage) Do(ctx context.Context, step Step) error {
	a := actor{Stage: s, person: s.People[step.Who]}
	if a.person == nil {
		return fmt.Errorf("line %d: nobody is called %q", step.Line, step.Who)
	}
	a.chat = a.person.Chat()
	if step.Room != "" {
		if a.chat = s.Rooms[step.Room]; a.chat == nil {
			return fmt.Errorf("line %d: no group is called %q", step.Line, step.Room)
		}
	}
	do := verbs[step.Verb]
	if do == nil {
		return fmt.Errorf("line %d: nobody %s here", step.Line, step.Verb)
	}
	if err := do(a, ctx, step.Rest); err != nil {
		return fmt.Errorf("line %d, %q: %w", step.Line, step.Text, err)
	}
	return nil
}

func (a actor) post(post sandbox.Post) error {
	a.person.Read(a.chat)
	_, err := a.person.Send(a.chat, post)
	return err
}

func (a actor) say(_ context.Context, text string) error { return a.post(sandbox.Post{Text: text}) }

func (a actor) open(_ context.Context, payload string) error {
	_, err := a.person.Open(payload)
	return err
}

var pressed = regexp.MustCompile(`^\[(.+?)\](?: on (.+))?$`)

// press presses the button of the newest message that has it: [Взять] on №1.
// Three dots at the end of a label stand for the rest of it.
func (a actor) press(ctx context.Context, rest string) error {
	m := pressed.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say which button: [Взять]")
	}
	start, open := strings.CutSuffix(m[1], "...")
	row, column := 0, 0
	target, err := a.wait(ctx, a.chat, "a button "+m[1], func(msg sandbox.Message) bool {
		for r, labels := range msg.Labels() {
			for c, label := range labels {
				if (label == m[1] || open && strings.HasPrefix(label, start)) && strings.Contains(msg.Text, m[2]) {
					row, column = r, c
					return true
				}
			}
		}
		return false
	})
	if err != nil {
		return err
	}
	a.person.Read(a.chat)
	_, err = a.person.PressAt(target, row, column)
	return err
}

var sent = regexp.MustCompile(`^an? (photo|voice|document|album of (\d+))(?: "(.*)")?$`)

// send sends a file with a caption: a photo "вот так пришло".
func (a actor) send(_ context.Context, rest string) error {
	m := sent.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say what is sent: a photo, a voice, a document, an album of 3")
	}
	post := sandbox.Post{Text: m[3]}
	switch n, _ := strconv.Atoi(m[2]); {
	case n > 10:
		return fmt.Errorf("an album has at most ten parts")
	case n > 0:
		post.Files = slices.Repeat([]sandbox.Attachment{sandbox.Photo(a.Picture)}, n)
	case m[1] == "photo":
		post.Files = []sandbox.Attachment{sandbox.Photo(a.Picture)}
	case m[1] == "voice":
		post.Files = []sandbox.Attachment{sandbox.Voice(7, nil)}
	default:
		post.Files = []sandbox.Attachment{sandbox.Document("Акт приёмки.pdf", []byte("%PDF-1.4\n"))}
	}
	return a.post(post)
}

var (
	forwarded = regexp.MustCompile(`^(\w+)'s message: (.*)$`)
	stranger  = regexp.MustCompile(`^from "(.*?)": (.*)$`)
)

// forward passes on what somebody in the script has written (anna's message:
// часть текста) or somebody outside of it (from "Иван Петров": весь текст).
func (a actor) forward(ctx context.Context, rest string) error {
	if m := stranger.FindStringSubmatch(rest); m != nil {
		_, err := a.person.SendForwarded(a.chat, sandbox.Origin{HiddenName: m[1]}, sandbox.Post{Text: m[2]})
		return err
	}
	m := forwarded.FindStringSubmatch(rest)
	if m == nil || a.People[m[1]] == nil {
		return fmt.Errorf("say whose message: anna's message: часть текста")
	}
	author := a.People[m[1]]
	target, err := a.wait(ctx, author.Chat(), "a message of "+m[1], func(msg sandbox.Message) bool {
		return msg.From.ID == author.ID() && strings.Contains(msg.Text, m[2])
	})
	if err != nil {
		return err
	}
	_, err = a.person.Forward(target, a.chat)
	return err
}

var answered = regexp.MustCompile(`^to (\w+)(?: about (\S+))?: (.*)$`)

// reply answers the newest message of somebody: to bot about №1: да.
func (a actor) reply(ctx context.Context, rest string) error {
	m := answered.FindStringSubmatch(rest)
	if m == nil {
		return fmt.Errorf("say to whom: replies to bot: да")
	}
	target, err := a.wait(ctx, a.chat, "a message of "+m[1], func(msg sandbox.Message) bool {
		other := a.People[m[1]]
		return (m[1] == "bot" && msg.FromBot || other != nil && msg.From.ID == other.ID()) && strings.Contains(msg.Text, m[2])
	})
	if err != nil {
		return err
	}
	return a.post(sandbox.Post{Text: m[3], ReplyTo: target})
}

// edit changes the person's own newest message: ": новый текст".
func (a actor) edit(ctx context.Context, rest string) error {
	own, err := a.wait(ctx, a.chat, "an own message", func(msg sandbox.Message) bool { return msg.From.ID == a.person.ID() && msg.Text != "" })
	if err != nil {
		return err
	}
	_, err = a.person.Edit(own, strings.TrimPrefix(rest, ": "))
	return err
}

// react puts an emoji on the bot's newest message.
func (a actor) react(ctx context.Context, emoji string) error {
	target, err := a.wait(ctx, a.chat, "a message of the bot", func(msg sandbox.Message) bool { return msg.FromBot })
	if err != nil {
		return err
	}
	return a.person.React(target, strings.TrimSpace(emoji))
}

// ask asks the bot inline and sends its first result.
func (a actor) ask(ctx context.Context, query string) error {
	search, err := a.person.Inline(a.chat, query, "")
	if err != nil {
		return err
	}
	results, err := search.Wait(ctx)
	if err != nil {
		return fmt.Errorf("wait for the results: %w", err)
	}
	if len(results) == 0 {
		return fmt.Errorf("the bot found nothing")
	}
	_, err = a.person.Choose(search, results[0].ID, a.chat)
	return err
}

// wait returns the newest message of the chat that fits, as soon as there is
// one.
func (s *Stage) wait(ctx context.Context, chat *sandbox.Chat, what string, fits func(sandbox.Message) bool) (sandbox.Message, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	changes := s.Server.Watch(ctx, s.Server.LastEvent())
	for {
		for _, m := range slices.Backward(chat.Messages()) {
			if fits(m) {
				return m, nil
			}
		}
		if _, more := <-changes; !more {
			return sandbox.Message{}, fmt.Errorf("%s did not appear in the chat of %s", what, chat.Title())
		}
	}
}
