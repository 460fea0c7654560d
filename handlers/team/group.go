package team

import (
	"context"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// Membership greets a group to which the bot was added: with what the department
// can do there if one of its people did it, else with what anybody can ask.
func (r Room) Membership(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if req.Membership != handlers.Welcome || !req.Chat.Group {
		return handlers.Reply{}, nil
	}
	key := "group_hello_stranger"
	if req.Person.May(department.Employee) {
		key = "group_hello"
	}
	return handlers.Replying(req.Say(r.words(req.Person).Say(key))), nil
}
