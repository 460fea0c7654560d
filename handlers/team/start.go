package team

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// start shows the face of the bot that the person's role has, or redeems the
// invitation whose code came with the link.
func (r Room) start(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if code := strings.TrimSpace(req.Text); code != "" {
		return r.redeem(ctx, tx, req, code)
	}
	return handlers.Replying(r.face(req.Person, req.Table, req.Chat.Thread)), nil
}

// offered are the commands that the first screen has buttons for, by role. Only
// those that the command table has are shown.
var offered = map[department.Role][]string{
	department.Candidate:  {"salary", "help"},
	department.Employee:   {"complaint", "my", "salary", "help"},
	department.Supervisor: {"digest", "my", "complaint", "help"},
	department.Director:   {"complaint", "my", "digest", "invite", "settings", "help"},
}

// face returns the first screen for a person's role.
func (r Room) face(p department.Person, table handlers.Table, thread int64) handlers.Message {
	w := r.words(p)
	m := tell(p, w.Say("start_"+p.Rank().String(), "Name", p.Name), faceButtons(w, p, table)...)
	m.Thread = thread
	return m
}

func faceButtons(w texts.Words, p department.Person, table handlers.Table) [][]handlers.Button {
	var buttons []handlers.Button
	for _, command := range offered[p.Rank()] {
		known := func(c handlers.Command) bool { return c.Name == command }
		if slices.ContainsFunc(table.CommandsFor(p.Rank()), known) {
			buttons = append(buttons, handlers.Doing(w.Plain("do_"+command), command))
		}
	}
	if p.Role == department.Candidate {
		buttons = append(buttons, JoinButton(w))
	}
	return handlers.Grid(2, buttons...)
}

// JoinButton returns the button by which a candidate asks to be let in.
func JoinButton(w texts.Words) handlers.Button {
	return handlers.Button{Label: w.Plain("button_join"), Data: name + ":join"}
}

// redeem gives the person the role of the invitation that the code opens.
func (r Room) redeem(ctx context.Context, tx handlers.Tx, req handlers.Request, code string) (handlers.Reply, error) {
	hash, ok := readCode(code)
	if !ok {
		return handlers.Reply{}, department.Refuse("invitation_unknown")
	}
	inv, err := tx.Invitation(ctx, hash)
	switch {
	case errors.Is(err, department.ErrNone):
		return handlers.Reply{}, department.Refuse("invitation_unknown")
	case err != nil:
		return handlers.Reply{}, fmt.Errorf("find the invitation: %w", err)
	}
	p, err := stored(ctx, tx, req.Person)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("redeem invitation %d: %w", inv.ID, err)
	}
	if err := inv.Redeem(&p, req.At); err != nil {
		return handlers.Reply{}, err
	}
	p.LastSeen = req.At.UTC()
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return handlers.Reply{}, fmt.Errorf("redeem invitation %d: %w", inv.ID, err)
	}
	if err := tx.SaveInvitation(ctx, inv); err != nil {
		return handlers.Reply{}, fmt.Errorf("mark invitation %d used: %w", inv.ID, err)
	}
	news, err := r.tellDirectors(ctx, tx, p.ID, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("joined_news", "Name", called(p), "Role", w.Plain("role_"+p.Role.String()))}
	})
	return handlers.Replying(append(r.welcome(p, req.Table), news...)...), err
}

// welcome returns what a person sees who was just let in: the commands of the
// role, and the first screen.
func (r Room) welcome(p department.Person, table handlers.Table) []handlers.Message {
	w := r.words(p)
	hello := w.Say("welcome", "Role", w.Plain("role_"+p.Role.String()))
	face := r.face(p, table, 0)
	face.Text = hello + "\n\n" + face.Text
	return []handlers.Message{handlers.MenuOf(p, table), face}
}
