package main

import (
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// gather makes a group of people who were introduced. Nothing of the bot is in it
// yet if the line says so.
func (p *player) gather(m []string) error {
	kind, title, names := m[2], m[3], m[4]
	names, without := strings.CutSuffix(names, " without the bot")
	group := p.w.telegram.Group(title, sandbox.GroupOptions{
		WithoutBot: true, Basic: kind == "basic group", Topics: kind == "forum",
	})
	keys := strings.Split(names, ", ")
	for _, key := range keys {
		person := p.w.people[key]
		if person == nil {
			return fmt.Errorf("%s was not introduced", key)
		}
		group.Add(person)
	}
	p.w.groups[m[1]] = group
	if !without {
		group.AddBot(p.w.people[keys[0]], false)
	}
	p.w.settle()
	p.seen = p.w.telegram.LastEvent()
	return nil
}

// addBot adds the bot to a group: anna adds the bot to office.
func (p *player) addBot(m []string) error {
	person, chat, err := p.who(m[1], m[2])
	if err == nil {
		chat.AddBot(person, m[3] != "")
	}
	return err
}

// migrate makes a supergroup of a basic group.
func (p *player) migrate(key string) error {
	group := p.w.groups[key]
	if group == nil {
		return fmt.Errorf("there is no group %s", key)
	}
	super, err := group.Migrate(group.Members()[0])
	if err == nil {
		p.w.groups[key] = super
	}
	return err
}

// topic makes or deletes a topic of a forum.
func (p *player) topic(m []string) error {
	name, verb := m[1], m[3]
	person, chat, err := p.who(m[4], m[2])
	if err != nil {
		return err
	}
	if verb == "deleted" {
		return chat.DeleteTopic(p.threads[name])
	}
	id, err := chat.NewTopic(person, name)
	if p.threads == nil {
		p.threads = make(map[string]int)
	}
	p.threads[name] = id
	return err
}
