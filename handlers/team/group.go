package team

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Membership greets a group to which the bot was added: with what the department
// can do there if one of its people did it, else with what anybody can ask. A
// group from which it was removed is not the department's any more.
func (r Room) Membership(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	switch {
	case !req.Chat.Group:
		return handlers.Reply{}, nil
	case req.Membership == handlers.Unwelcome:
		return r.removed(ctx, tx, req)
	}
	w := r.words(req.Person)
	if !req.Person.May(department.Employee) {
		return handlers.Replying(req.Say(w.Say("group_hello_stranger"))), nil
	}
	ours := handlers.Button{Label: w.Plain("button_group_make"), Data: data("group", "make")}
	return handlers.Replying(req.Say(w.Say("group_hello"), []handlers.Button{ours})), nil
}

// removed ends that the chat is the department's group, and tells the directors.
func (r Room) removed(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	was, err := tx.EndGroup(ctx, req.Chat.ID)
	if err != nil || !was {
		return handlers.Reply{}, err
	}
	news, err := r.tellDirectors(ctx, tx, 0, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("group_removed")}
	})
	return handlers.Replying(news...), err
}

// group shows how the group of the request stands, with buttons for a director.
func (r Room) group(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if !req.Chat.Group {
		return handlers.Reply{}, department.Refuse("group_there")
	}
	text, buttons, err := r.groupScreen(ctx, tx, req)
	return handlers.Replying(req.Say(text, buttons...)), err
}

// groupHours are the hours that are offered for the totals.
var groupHours = []int{9, 12, 17, 18}

// groupScreen says whether the chat is the department's group and what can be
// changed.
func (r Room) groupScreen(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	lang, err := handlers.GroupLanguage(ctx, tx, req.Chat.ID)
	if err != nil {
		return "", nil, err
	}
	w := r.book.In(lang)
	g, err := tx.Group(ctx, req.Chat.ID)
	if errors.Is(err, department.ErrNone) {
		return w.Say("group_not"), [][]handlers.Button{{{Label: w.Plain("button_group_make"), Data: data("group", "make")}}}, nil
	}
	if err != nil {
		return "", nil, err
	}
	said := w.Say("group_is_silent")
	if g.DigestAt >= 0 {
		said = w.Say("group_is", "Time", w.TimeOfDay(g.DigestAt))
	}
	ticked := func(label, what string, on bool) handlers.Button {
		if on {
			label = "✓ " + label
		}
		return handlers.Button{Label: label, Data: data("group", what)}
	}
	var hours, languages []handlers.Button
	for _, hour := range groupHours {
		at := time.Duration(hour) * time.Hour
		hours = append(hours, ticked(w.TimeOfDay(at), "hour:"+strconv.Itoa(hour), g.DigestAt == at))
	}
	for _, l := range texts.Languages() {
		languages = append(languages, ticked(r.book.In(l).Plain("language_own"), "lang:"+l, g.Language == l))
	}
	rows := [][]handlers.Button{hours, {ticked(w.Plain("button_group_silent"), "hour:off", g.DigestAt < 0)}, languages}
	if req.Chat.Thread != g.Thread {
		rows = append(rows, []handlers.Button{{Label: w.Plain("button_group_here"), Data: data("group", "here")}})
	}
	return said, append(rows, []handlers.Button{{Label: w.Plain("button_group_end"), Data: data("group", "end")}}), nil
}

// pressGroup changes what the department's group is or does: "make", "end",
// "here" for the topic, "hour:H" and "lang:L". Only a director in their own right
// may.
func (r Room) pressGroup(ctx context.Context, tx handlers.Tx, req handlers.Request, what string) (handlers.Reply, error) {
	switch {
	case !req.Chat.Group:
		return handlers.Reply{}, department.Refuse("button_unknown")
	case !req.Person.May(department.Director):
		return handlers.Reply{}, department.Refuse("command_director")
	}
	if err := r.changeGroup(ctx, tx, req, what); err != nil {
		return handlers.Reply{}, err
	}
	text, buttons, err := r.groupScreen(ctx, tx, req)
	return handlers.Replying(req.Change(text, buttons...)), err
}

func (r Room) changeGroup(ctx context.Context, tx handlers.Tx, req handlers.Request, what string) error {
	fresh, err := department.NewGroup(req.Chat.ID, req.Chat.Thread, req.Person, req.At, r.cal)
	if err != nil {
		return err
	}
	if what == "make" {
		return tx.SaveGroup(ctx, fresh)
	}
	g, err := tx.Group(ctx, req.Chat.ID)
	if errors.Is(err, department.ErrNone) {
		return department.Refuse("group_over")
	}
	if err != nil {
		return err
	}
	verb, value, _ := strings.Cut(what, ":")
	switch verb {
	case "end":
		_, err := tx.EndGroup(ctx, g.Chat)
		return err
	case "here":
		g.Thread = req.Chat.Thread
	case "hour":
		g.DigestAt = department.NoDigest
		if value != "off" {
			hour, err := strconv.Atoi(value)
			if err != nil || hour < 0 || hour > 23 {
				return department.Refuse("button_unknown")
			}
			g.DigestAt = time.Duration(hour) * time.Hour
		}
		g.Plan(req.At, r.cal)
	case "lang":
		if !slices.Contains(texts.Languages(), value) {
			return department.Refuse("button_unknown")
		}
		g.Language = value
	default:
		return department.Refuse("button_unknown")
	}
	if err := tx.SaveGroup(ctx, g); err != nil {
		return fmt.Errorf("change the department's group: %w", err)
	}
	return nil
}
