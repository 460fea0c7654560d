package phones

import (
	"context"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func (p *Page) say(_ context.Context, a act) (any, error) {
	person, chat, err := p.where(a)
	if err != nil {
		return nil, err
	}
	return nil, send(person, chat, a, nil)
}

// send posts text and files, as an answer to a message if one is named.
func send(person *sandbox.Person, chat *sandbox.Chat, a act, files []sandbox.Attachment) error {
	post := sandbox.Post{Text: a.Text, Quote: a.Quote, Files: files}
	if a.Reply != 0 {
		m, ok := chat.Message(a.Reply)
		if !ok || m.Deleted {
			return refuse("the message to answer is not there any more")
		}
		post.ReplyTo = m
	}
	_, err := person.Send(chat, post)
	return err
}

func (p *Page) press(_ context.Context, a act) (any, error) {
	person, m, err := p.target(a)
	if err != nil {
		return nil, err
	}
	_, err = person.PressAt(m, a.Row, a.Column)
	return nil, err
}

func (p *Page) edit(_ context.Context, a act) (any, error) {
	person, m, err := p.target(a)
	if err != nil {
		return nil, err
	}
	_, err = person.Edit(m, a.Text)
	return nil, err
}

func (p *Page) remove(_ context.Context, a act) (any, error) {
	person, m, err := p.target(a)
	if err != nil {
		return nil, err
	}
	if m.From.ID != person.ID() {
		return nil, refuse("only one's own messages can be removed here")
	}
	return nil, person.Delete(m)
}

// forward passes a message on. The chat it goes to may be that of another
// telephone: then its owner, who got the message by some other way, forwards
// it to the bot.
func (p *Page) forward(_ context.Context, a act) (any, error) {
	person, m, err := p.target(a)
	if err != nil {
		return nil, err
	}
	for _, pane := range p.panes {
		if pane.chat.ID() != a.To {
			continue
		}
		if len(pane.people) == 1 {
			person = pane.people[0]
		}
		_, err := person.Forward(m, pane.chat)
		return nil, err
	}
	return nil, refuse("chat %d is not on this page", a.To)
}

// open follows a link t.me/<bot>?start=…
func (p *Page) open(_ context.Context, a act) (any, error) {
	person, _, err := p.where(a)
	if err != nil {
		return nil, err
	}
	_, err = person.Open(a.Text)
	return nil, err
}

// react puts the emoji in Text on a message; an empty one takes it away.
func (p *Page) react(_ context.Context, a act) (any, error) {
	person, m, err := p.target(a)
	if err != nil {
		return nil, err
	}
	return nil, person.React(m, a.Text)
}

func (p *Page) read(_ context.Context, a act) (any, error) {
	person, chat, err := p.where(a)
	if err != nil {
		return nil, err
	}
	person.Read(chat)
	return nil, nil
}

func (p *Page) block(_ context.Context, a act) (any, error) {
	person, _, err := p.where(a)
	if err != nil {
		return nil, err
	}
	person.Block()
	return nil, nil
}

func (p *Page) unblock(_ context.Context, a act) (any, error) {
	person, _, err := p.where(a)
	if err != nil {
		return nil, err
	}
	person.Unblock()
	return nil, nil
}

// language changes the language of the person's application.
func (p *Page) language(_ context.Context, a act) (any, error) {
	person, _, err := p.where(a)
	if err != nil {
		return nil, err
	}
	person.SetLanguage(a.Text)
	p.Refresh()
	return nil, nil
}
