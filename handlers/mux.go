package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Mux gives each request to the handler that understands it.
type Mux struct {
	book     *texts.Book
	topics   map[string]Topic
	commands []Command
	byName   map[string]Command
	byWord   map[string]Command
	fallback Fallback
}

// Fallback handles what no command, dialog or word claimed.
type Fallback struct {
	// Number opens the card of Request.Number.
	Number Handler
	// Reply takes what was written in reply to the card of Request.Number; nil
	// if replies mean nothing.
	Reply Handler
	// Edited takes a message that was changed after it had become the matter
	// Request.Number; nil leaves what was said first.
	Edited Handler
	// Redrafted takes a message that was changed and is one of a draft, whatever
	// has become of that; nil leaves what was said first.
	Redrafted Handler
	// Meeting takes what was written in reply to the card of Request.Meeting, and
	// what a message of its minutes says after a change.
	Meeting Handler
	// Unknown answers everything else.
	Unknown Handler
	// Inline answers questions typed after the bot's name in any chat.
	Inline Handler
	// Membership is told when the bot may write to a chat again or no longer.
	Membership Handler
}

// NewMux returns a Mux over the topics. It fails on a malformed table: a name or
// word claimed twice, a command without its texts, a name that Telegram would
// not accept.
func NewMux(book *texts.Book, fallback Fallback, topics ...Topic) (*Mux, error) {
	m := &Mux{
		book: book, fallback: fallback,
		topics: make(map[string]Topic), byName: make(map[string]Command), byWord: make(map[string]Command),
	}
	var faults []error
	for _, t := range topics {
		if _, twice := m.topics[t.Name]; twice || t.Name == "" || strings.Contains(t.Name, ":") {
			faults = append(faults, fmt.Errorf("topic %q: its name is empty, taken or has a colon", t.Name))
		}
		m.topics[t.Name] = t
		for _, c := range t.Commands {
			if c.Part == "" {
				c.Part = t.Part
			}
			faults = append(faults, m.add(c)...)
		}
	}
	return m, errors.Join(faults...)
}

func (m *Mux) add(c Command) (faults []error) {
	if !validName(c.Name) || c.Do == nil {
		faults = append(faults, fmt.Errorf("command %q: it needs a name of a–z and _ and something to do", c.Name))
	}
	if _, twice := m.byName[c.Name]; twice {
		faults = append(faults, fmt.Errorf("command %q: declared twice", c.Name))
	}
	for _, lang := range texts.Languages() {
		for _, key := range []string{"cmd_" + c.Name, "help_" + c.Name} {
			if !c.Hidden && !m.book.In(lang).Has(key) {
				faults = append(faults, fmt.Errorf("command %q: text %s is missing in %s", c.Name, key, lang))
			}
		}
	}
	for _, w := range c.Words {
		if other, twice := m.byWord[Fold(w)]; twice || w != strings.ToLower(w) {
			faults = append(faults, fmt.Errorf("command %q: word %q is not in lower case or belongs to %q", c.Name, w, other.Name))
		}
		m.byWord[Fold(w)] = c
	}
	m.byName[c.Name] = c
	m.commands = append(m.commands, c)
	return faults
}

func validName(name string) bool {
	if len(name) == 0 || len(name) > 32 {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == ""
}

// Handle answers a request. It returns no error for what the person can mend:
// a refusal comes back as a reply and as an error, so that whoever owns the
// transaction takes back what the handler wrote before sending the reply.
func (m *Mux) Handle(ctx context.Context, tx Tx, req Request) (Reply, error) {
	req.Table = m
	do, req, err := m.route(ctx, tx, req)
	if err != nil || do == nil {
		return Reply{}, err
	}
	reply, err := do(ctx, tx, req)
	if errors.Is(err, ErrNoAnswer) && req.Dialog != nil {
		reply, err = m.afresh(ctx, tx, req)
	}
	if refusal, ok := errors.AsType[department.Refusal](err); ok {
		said := m.refuse(req, refusal)
		said.Messages = append(reply.Messages, said.Messages...)
		return said, err
	}
	return reply, err
}

// ErrNoAnswer is what [Topic.Continue] returns, before it has written anything, for
// a message that cannot be an answer to its question. The question is dropped and
// the message taken as any other, so that it is not lost.
var ErrNoAnswer = errors.New("not an answer")

// afresh drops the open question and handles the message as any other.
func (m *Mux) afresh(ctx context.Context, tx Tx, req Request) (Reply, error) {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return Reply{}, fmt.Errorf("drop the question: %w", err)
	}
	req.Dialog = nil
	do, req, err := m.route(ctx, tx, req)
	if err != nil || do == nil {
		return Reply{}, err
	}
	return do(ctx, tx, req)
}

// route finds the handler for the request, nil if it is not for us.
func (m *Mux) route(ctx context.Context, tx Tx, req Request) (Handler, Request, error) {
	switch {
	case req.Membership != Unchanged:
		return m.fallback.Membership, req, nil
	case req.Inline != nil:
		return m.fallback.Inline, req, nil
	case req.Press != nil && len(req.Press.Data) > MaxData:
		return refusing("button_unknown"), req, nil
	case req.Press != nil:
		if line, ok := strings.CutPrefix(req.Press.Data, "/"); ok {
			req.Command, req.Text, _ = strings.Cut(line, " ")
			return m.routeCommand(ctx, tx, req)
		}
		do, req := m.press(req)
		return do, req, nil
	case !req.Addressed:
		return nil, req, nil
	case req.Edited:
		return m.routeEdit(ctx, tx, req)
	}
	req, err := quoting(ctx, tx, req)
	switch {
	case err != nil:
		return nil, req, err
	case req.Command != "":
		return m.routeCommand(ctx, tx, req)
	}
	return m.routeText(ctx, tx, req)
}

// quoting notes what a message is about which replies to one of ours: the matter
// or the meeting whose card it is, or the matter whose number begins it.
func quoting(ctx context.Context, tx Tx, req Request) (Request, error) {
	if req.ReplyTo == nil || !req.ReplyTo.FromBot {
		return req, nil
	}
	var err error
	if req.Number, err = tx.CardMatter(ctx, req.Chat.ID, req.ReplyTo.Message); errors.Is(err, department.ErrNone) {
		req.Meeting, err = tx.CardMeeting(ctx, req.Chat.ID, req.ReplyTo.Message)
	}
	switch {
	case errors.Is(err, department.ErrNone):
		first, _, _ := strings.Cut(strings.TrimSpace(req.ReplyTo.Text), " ")
		req.Number, _ = ReadNumber(strings.TrimRight(first, ".,:;"))
	case err != nil:
		return req, fmt.Errorf("find what is replied to: %w", err)
	}
	return req, nil
}

// routeCommand finds the handler of a command and leaves the open dialog, which
// it hands over in the request.
func (m *Mux) routeCommand(ctx context.Context, tx Tx, req Request) (Handler, Request, error) {
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	switch {
	case err == nil:
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return nil, req, fmt.Errorf("leave the dialog for /%s: %w", req.Command, err)
		}
		req.Dialog = &d
	case !errors.Is(err, department.ErrNone):
		return nil, req, fmt.Errorf("find the dialog that /%s leaves: %w", req.Command, err)
	}
	if n, ok := ReadNumber("№" + req.Command); ok { // /118
		req.Number = n
		return m.fallback.Number, req, nil
	}
	c, ok := m.byName[req.Command]
	switch {
	case ok:
		return m.guarded(c, req), req, nil
	case req.Press != nil:
		return refusing("button_unknown"), req, nil
	}
	return m.fallback.Unknown, req, nil
}

// routeEdit finds the handler for a message that was changed: that of the draft
// or the matter that it became, or of the minutes to which it belongs. For all
// others what was said first stands.
func (m *Mux) routeEdit(ctx context.Context, tx Tx, req Request) (Handler, Request, error) {
	draft, err := tx.DraftOf(ctx, req.Chat.ID, req.Message)
	switch {
	case err == nil && draft.Person == req.Person.ID:
		return m.fallback.Redrafted, req, nil
	case err != nil && !errors.Is(err, department.ErrNone):
		return nil, req, fmt.Errorf("find the draft of the changed message: %w", err)
	}
	if req.Number, err = tx.SourceMatter(ctx, req.Chat.ID, req.Message); err == nil {
		if _, rest, ok := m.word(req.Text); ok {
			req.Text = rest // the word that filed it is no part of the text
		}
		return m.fallback.Edited, req, nil
	}
	if errors.Is(err, department.ErrNone) {
		if req.Meeting, err = tx.MinutesWith(ctx, req.Chat.ID, req.Message); err == nil {
			return m.fallback.Meeting, req, nil
		}
	}
	if !errors.Is(err, department.ErrNone) {
		return nil, req, fmt.Errorf("find what became of the changed message: %w", err)
	}
	return nil, req, nil
}

// routeText finds the handler for a message that is no command.
func (m *Mux) routeText(ctx context.Context, tx Tx, req Request) (Handler, Request, error) {
	if req.Number != 0 && m.fallback.Reply != nil {
		if c, rest, ok := m.word(req.Text); ok {
			req.Text = rest
			return m.guarded(c, req), req, nil
		}
		return m.fallback.Reply, req, nil
	}
	if req.Meeting != 0 && m.fallback.Meeting != nil {
		return m.fallback.Meeting, req, nil
	}
	d, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	switch {
	case err == nil:
		if c, rest, ok := m.word(req.Text); ok && rest == "" && c.Leaves {
			req.Command, req.Text = c.Name, ""
			return m.routeCommand(ctx, tx, req)
		}
		if t, ok := m.topics[d.Topic]; ok && t.Continue != nil && req.Person.May(t.Least) {
			req.Dialog = &d
			return t.Continue, req, nil
		}
		if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
			return nil, req, fmt.Errorf("end a dialog that nobody goes on with: %w", err)
		}
	case !errors.Is(err, department.ErrNone):
		return nil, req, fmt.Errorf("find the open dialog: %w", err)
	}
	if n, ok := ReadNumber(req.Text); ok {
		req.Number = n
		return m.fallback.Number, req, nil
	}
	if c, rest, ok := m.word(req.Text); ok && req.Forward == nil {
		req.Command, req.Text = c.Name, rest
		return m.guarded(c, req), req, nil
	}
	return m.fallback.Unknown, req, nil
}

// press finds the handler of a button by the topic that begins its data.
func (m *Mux) press(req Request) (Handler, Request) {
	topic, data, _ := strings.Cut(req.Press.Data, ":")
	t, ok := m.topics[topic]
	switch {
	case !ok || t.Press == nil:
		return refusing("button_unknown"), req
	case !req.Person.May(t.Least):
		return refusing("command_" + t.Least.String()), req
	}
	press := *req.Press
	press.Data = data
	req.Press = &press
	return t.Press, req
}

// guarded returns what the command does, or a refusal if the person may not
// use it here.
func (m *Mux) guarded(c Command, req Request) Handler {
	switch {
	case !req.Person.May(c.Least):
		return refusing("command_" + c.Least.String())
	case req.Chat.Group && !c.Groups:
		return refusing("private_only")
	}
	return c.Do
}

func refusing(code string) Handler {
	return func(context.Context, Tx, Request) (Reply, error) { return Reply{}, department.Refuse(code) }
}

// refuse words a refusal: for a tap as an alert, in a group as a toast that needs
// not be dismissed; as a message otherwise.
func (m *Mux) refuse(req Request, r department.Refusal) Reply {
	w := m.book.In(req.Person.Lang())
	args := make([]any, 0, 2*len(r.Args))
	for name, value := range r.Args {
		switch v := value.(type) {
		case department.State:
			value = w.Plain("state_" + string(v))
		case department.Money:
			value = w.Money(v)
		}
		args = append(args, name, value)
	}
	if req.Press != nil {
		return Reply{Toast: w.Plain(r.Code, args...), Alert: !req.Chat.Group}
	}
	return Replying(req.Say(w.Say(r.Code, args...)))
}

// word finds the command whose word begins the text, and what follows it.
func (m *Mux) word(text string) (Command, string, bool) {
	first, rest := CutWord(text)
	c, ok := m.byWord[first]
	return c, rest, ok && !(c.Alone && strings.TrimSpace(rest) != "")
}

// CutWord returns the first word of a text, folded by [Fold], and what follows
// it without the space, colon or comma between.
func CutWord(text string) (first, rest string) {
	if i := strings.IndexAny(text, " \n\t:,"); i >= 0 {
		text, rest = text[:i], strings.TrimLeft(text[i:], " \n\t:,")
	}
	return Fold(text), rest
}

// Fold returns s in the form in which words are compared: lower case, е for ё.
func Fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), "ё", "е")
}
