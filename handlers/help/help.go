// Package help is the conversation about the bot itself: /help and /cancel,
// what is kept about people and how it is forgotten.
//
// The help is made from the command table, so it never lags behind: it lists
// what the reader may use, each with its trigger words; a tap on one shows its
// example. What is more than a phone's screen has a page for each part.
package help

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// name is the topic in the data of its buttons.
const name = "help"

// Room is the conversation about the bot itself. See [New].
type Room struct {
	book *texts.Book
}

// New returns the room.
func New(book *texts.Book) Room { return Room{book: book} }

// Topic returns the room's commands and buttons.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name: name,
		Commands: []handlers.Command{
			{Name: "help", Words: []string{"помощь", "help"}, Alone: true, Least: department.Candidate, Groups: true, Do: r.help},
			{Name: "cancel", Words: []string{"отмена", "cancel"}, Alone: true, Least: department.Candidate, Groups: true, Leaves: true, Do: r.cancel},
			{Name: "privacy", Least: department.Candidate, Candidates: true, Do: r.privacy},
			{Name: "forget", Least: department.Candidate, Candidates: true, Do: r.forget},
		},
		Press: r.press,
	}
}

// help lists the commands, or explains the one that the line names.
func (r Room) help(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if c, ok := offered(req, strings.TrimPrefix(strings.TrimSpace(req.Text), "/")); ok {
		return handlers.Replying(req.Say(r.about(req, c), r.back(req, c)...)), nil
	}
	text, buttons := r.list(req, handlers.Parts()[0])
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// press handles the buttons: the name of a command, a colon and a part, or nothing
// for the first part.
func (r Room) press(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	part, paged := strings.CutPrefix(req.Press.Data, ":")
	if paged || req.Press.Data == "" {
		if !paged {
			part = string(handlers.Parts()[0])
		}
		text, buttons := r.list(req, handlers.Part(part))
		return handlers.Replying(req.Change(text, buttons...)), nil
	}
	c, ok := offered(req, req.Press.Data)
	if !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	return handlers.Replying(req.Change(r.about(req, c), r.back(req, c)...)), nil
}

// usable returns what the person may use in that chat.
func usable(req handlers.Request) []handlers.Command {
	return slices.DeleteFunc(req.Table.CommandsFor(req.Person.Rank()), func(c handlers.Command) bool {
		return req.Chat.Group && !c.Groups
	})
}

// offered finds a command that the person may use by its name or by one of its
// words.
func offered(req handlers.Request, called string) (handlers.Command, bool) {
	called = handlers.Fold(called)
	commands := usable(req)
	i := slices.IndexFunc(commands, func(c handlers.Command) bool {
		return c.Name == called || slices.ContainsFunc(c.Words, func(w string) bool { return handlers.Fold(w) == called })
	})
	if i < 0 {
		return handlers.Command{}, false
	}
	return commands[i], true
}

// onePage is how many commands are listed without pages.
const onePage = 8

// list returns the commands of a part that the person may use, a line and a button
// each, and the way to the other parts; or all commands, if they are few. Of an
// unknown part, and of one without commands for the person, it is the first.
func (r Room) list(req handlers.Request, part handlers.Part) (texts.HTML, [][]handlers.Button) {
	w := r.words(req)
	shown, head := usable(req), w.Say("help_head")
	var tabs []handlers.Button
	if len(shown) > onePage {
		parts := partsOf(shown)
		if !slices.Contains(parts, part) {
			part = parts[0]
		}
		shown = slices.DeleteFunc(shown, func(c handlers.Command) bool { return c.Part != part })
		head = w.Say("help_head_part", "Part", r.part(w, part))
		for _, p := range parts {
			if p != part {
				tabs = append(tabs, handlers.Button{Label: r.part(w, p) + " ›", Data: pageOf(p)})
			}
		}
	}
	lines := []texts.HTML{head}
	var buttons []handlers.Button
	for _, c := range shown {
		what := lower(w.Plain("cmd_" + c.Name))
		line := w.Say("help_line", "Name", c.Name, "What", what)
		if len(c.Words) > 0 {
			line = w.Say("help_line_word", "Name", c.Name, "Word", wordsFor(c, w.Lang)[0], "What", what)
		}
		lines = append(lines, line)
		buttons = append(buttons, handlers.Button{Label: "/" + c.Name, Data: name + ":" + c.Name})
	}
	lines = append(lines, "\n"+w.Say("help_foot"))
	return texts.Join(lines...), append(handlers.Grid(3, buttons...), handlers.Grid(3, tabs...)...)
}

// partsOf returns the parts that have commands among these, in their order.
func partsOf(commands []handlers.Command) []handlers.Part {
	return slices.DeleteFunc(handlers.Parts(), func(p handlers.Part) bool {
		return !slices.ContainsFunc(commands, func(c handlers.Command) bool { return c.Part == p })
	})
}

// part names a part.
func (r Room) part(w texts.Words, p handlers.Part) string {
	if p == "" {
		return w.Plain("help_part_bot")
	}
	return w.Plain("help_part_" + string(p))
}

// pageOf is what the button to a part carries.
func pageOf(p handlers.Part) string { return name + "::" + string(p) }

// lower returns s with a small first letter, as it stands within a line.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// wordsFor returns the trigger words to show in that language: those of its
// script, or all if it has none.
func wordsFor(c handlers.Command, lang string) []string {
	var words []string
	for _, word := range c.Words {
		if latin := word[0] < utf8.RuneSelf; latin == (lang == "en") {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return c.Words
	}
	return words
}

// about explains one command.
func (r Room) about(req handlers.Request, c handlers.Command) texts.HTML {
	w := r.words(req)
	lines := []texts.HTML{w.Say("help_about", "Name", c.Name, "What", lower(w.Plain("cmd_"+c.Name))), w.Say("help_" + c.Name)}
	if len(c.Words) > 0 {
		var quoted []string
		for _, word := range wordsFor(c, w.Lang) {
			quoted = append(quoted, w.Quote(word))
		}
		lines = append(lines, w.Say("help_words", "Words", strings.Join(quoted, ", ")))
	}
	return texts.Join(lines...)
}

func (r Room) back(req handlers.Request, c handlers.Command) [][]handlers.Button {
	return [][]handlers.Button{{{Label: r.words(req).Plain("help_back"), Data: pageOf(c.Part)}}}
}

// cancel says what was left. The Mux has ended the dialog already.
func (r Room) cancel(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.words(req)
	key := "cancel_nothing"
	if req.Dialog != nil {
		key = "cancel_done"
		if own := "cancel_" + req.Dialog.Topic; w.Has(own) {
			key = own
		}
	}
	return handlers.Replying(req.Say(w.Say(key))), nil
}

// privacy says what is kept about the person.
func (r Room) privacy(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	key := "privacy_candidate"
	if !req.Person.Stranger() {
		key = "privacy_employee"
	}
	return handlers.Replying(req.Say(r.words(req).Say(key))), nil
}

// forget deletes what is kept about a candidate.
func (r Room) forget(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if !req.Person.Stranger() {
		return handlers.Reply{}, department.Refuse("forget_employee")
	}
	had, err := tx.ForgetPerson(ctx, req.Person.ID)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("forget person %d: %w", req.Person.ID, err)
	}
	unknown := req.Person
	unknown.Language = ""
	w := r.book.In(unknown.Lang())
	if !had {
		return handlers.Replying(req.Say(w.Say("forget_nothing"))), nil
	}
	return handlers.Replying(req.Say(w.Say("forget_done")), handlers.MenuOf(unknown, req.Table)), nil
}

func (r Room) words(req handlers.Request) texts.Words { return r.book.In(req.Person.Lang()) }
