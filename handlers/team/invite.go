package team

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// invitationsShown is how many open invitations one screen lists.
const invitationsShown = 6

// invite makes an invitation at once when the line says for whom, and otherwise
// shows the roles to choose from and the open invitations.
func (r Room) invite(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if role, name := readInvite(req.Text); name != "" || role != department.Candidate {
		if role == department.Candidate {
			role = department.Employee
		}
		return r.create(ctx, tx, req, role, name)
	}
	text, buttons, err := r.overview(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// roleWords are what people call the roles when they invite.
var roleWords = map[string]department.Role{
	"сотрудник": department.Employee, "сотрудника": department.Employee, "сотрудницу": department.Employee, "сотрудница": department.Employee,
	"employee": department.Employee, "сотруднику": department.Employee,
	"директор": department.Director, "директора": department.Director, "director": department.Director,
	"генеральный": department.Supervisor, "генерального": department.Supervisor, "гендиректор": department.Supervisor,
	"гендиректора": department.Supervisor, "supervisor": department.Supervisor,
}

// readInvite reads «сотрудник Пётр Иванов»: a role, a name, or both. The role is
// [department.Candidate] if none is named.
func readInvite(line string) (department.Role, string) {
	words := strings.Fields(line)
	if len(words) == 0 {
		return department.Candidate, ""
	}
	role, ok := roleWords[handlers.Fold(words[0])]
	if !ok {
		return department.Candidate, department.CleanName(line)
	}
	words = words[1:]
	if role == department.Supervisor && len(words) > 0 && roleWords[handlers.Fold(words[0])] == department.Director {
		words = words[1:] // «генеральный директор»
	}
	return role, department.CleanName(strings.Join(words, " "))
}

// inviteAs makes an invitation with the role that a button names.
func (r Room) inviteAs(ctx context.Context, tx handlers.Tx, req handlers.Request, named string) (handlers.Reply, error) {
	role, ok := department.ParseRole(named)
	switch {
	case !req.Person.May(department.Director):
		return handlers.Reply{}, department.Refuse("not_yours")
	case !ok || role == department.Candidate:
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	return r.create(ctx, tx, req, role, "")
}

// create makes an invitation and answers with the link to pass on. Whoever only
// stands in for the director invites employees, so that nobody stays director by
// an own invitation.
func (r Room) create(ctx context.Context, tx handlers.Tx, req handlers.Request, role department.Role, name string) (handlers.Reply, error) {
	if role > department.Employee && req.Person.Role < department.Director {
		return handlers.Reply{}, department.Refuse("role_not_yours")
	}
	code, inv, err := NewInvitation(r.random, role, name, req.Person.ID, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	if inv, err = tx.CreateInvitation(ctx, inv); err != nil {
		return handlers.Reply{}, fmt.Errorf("keep the invitation: %w", err)
	}
	w := r.words(req.Person)
	until := w.MomentFrom(inv.Expires, req.Person.Location(r.cal.Zone()), r.cal.Zone())
	revoke := handlers.Button{Label: w.Plain("button_revoke"), Data: data("revoke", inv.ID)}
	bot := r.botName()
	if bot == "" {
		text := w.Say("invite_code", "Who", invited(w, inv), "Code", code, "Until", until)
		return handlers.Replying(req.Say(text, []handlers.Button{revoke})), nil
	}
	link := "https://t.me/" + bot + "?start=" + code
	text := w.Say("invite_link", "Who", invited(w, inv), "Link", link, "Until", until)
	forward := handlers.Button{Label: w.Plain("button_forward"), URL: "https://t.me/share/url?url=" + url.QueryEscape(link)}
	return handlers.Replying(req.Say(text, []handlers.Button{forward, revoke})), nil
}

// invited returns for whom an invitation is: the role, and the name if it has one.
func invited(w texts.Words, inv department.Invitation) string {
	role := w.Plain("role_" + inv.Role.String())
	if inv.Name == "" {
		return role
	}
	return inv.Name + ", " + role
}

// overview returns the screen of /invite: roles to choose from, and the open
// invitations with a button for each to revoke it.
func (r Room) overview(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	open, err := tx.OpenInvitations(ctx, req.At)
	if err != nil {
		return "", nil, fmt.Errorf("list invitations: %w", err)
	}
	w := r.words(req.Person)
	lines := []texts.HTML{w.Say("invite_whom")}
	var buttons [][]handlers.Button
	for _, role := range []department.Role{department.Employee, department.Supervisor, department.Director} {
		buttons = append(buttons, []handlers.Button{{Label: w.Plain("invite_" + role.String()), Data: data("new", role)}})
	}
	if len(open) > 0 {
		lines = append(lines, "\n"+w.Say("invite_open", "N", len(open)))
	}
	for i, inv := range open {
		if i == invitationsShown {
			break
		}
		until := w.ShortFrom(inv.Expires, req.Person.Location(r.cal.Zone()), r.cal.Zone())
		lines = append(lines, w.Say("invite_line", "Index", i+1, "Who", invited(w, inv), "Until", until))
		buttons = append(buttons, []handlers.Button{{
			Label: w.Plain("button_revoke_which", "Index", i+1, "Who", invited(w, inv)), Data: data("revoke", inv.ID),
		}})
	}
	return texts.Join(lines...), buttons, nil
}

// revoke ends an invitation and shows what is left.
func (r Room) revoke(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	open, err := tx.OpenInvitations(ctx, req.At)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find invitation %d: %w", id, err)
	}
	for _, inv := range open {
		if inv.ID != id {
			continue
		}
		if err := inv.Revoke(req.At); err != nil {
			return handlers.Reply{}, err
		}
		if err := tx.SaveInvitation(ctx, inv); err != nil {
			return handlers.Reply{}, fmt.Errorf("revoke invitation %d: %w", id, err)
		}
		w := r.words(req.Person)
		reply := handlers.Replying(req.Change(w.Say("invite_revoked", "Who", invited(w, inv)),
			[]handlers.Button{handlers.Doing(w.Plain("button_invite_again"), "invite")}))
		return reply, nil
	}
	return handlers.Reply{}, department.Refuse("invitation_over")
}
