package team

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// peopleShown is how many people a page of the team has.
const peopleShown = 6

// team shows who is in the department.
func (r Room) team(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, buttons, err := r.page(ctx, tx, req, 0)
	return handlers.Replying(req.Say(text, buttons...)), err
}

// page returns page n of the team: a few lines and a button for each person.
func (r Room) page(ctx context.Context, tx handlers.Tx, req handlers.Request, n int64) (texts.HTML, [][]handlers.Button, error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return "", nil, fmt.Errorf("list the team: %w", err)
	}
	pages := int64(len(people)+peopleShown-1) / peopleShown
	n = max(0, min(n, pages-1))
	w := r.words(req.Person)
	blocks := []string{string(w.Say("team_head", "N", len(people)))}
	var names []handlers.Button
	for _, p := range people[n*peopleShown : min(int64(len(people)), (n+1)*peopleShown)] {
		block, err := r.summary(ctx, tx, req, p.At(req.At))
		if err != nil {
			return "", nil, err
		}
		blocks = append(blocks, string(block))
		names = append(names, handlers.Button{Label: p.Name, Data: data("who", p.ID)})
	}
	buttons := handlers.Grid(2, names...)
	var turns []handlers.Button
	if n > 0 {
		turns = append(turns, handlers.Button{Label: w.Plain("page_back"), Data: data("list", n-1)})
	}
	if n+1 < pages {
		turns = append(turns, handlers.Button{Label: w.Plain("page_on"), Data: data("list", n+1)})
	}
	if turns != nil {
		buttons = append(buttons, turns)
	}
	return texts.HTML(strings.Join(blocks, "\n\n")), buttons, nil
}

// summary says of a person in a few lines: role, what is in hand, when seen last,
// and what is out of the ordinary.
func (r Room) summary(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person) (texts.HTML, error) {
	w := r.words(req.Person)
	load, err := tx.LoadOf(ctx, p.ID, req.At)
	if err != nil {
		return "", err
	}
	state, err := r.presence(ctx, tx, req.Person, p)
	if err != nil {
		return "", err
	}
	return texts.Join(
		w.Say("team_name", "Name", p.Name, "Role", w.Plain("role_"+p.Role.String())),
		inHand(w, load)+" · "+r.seen(req.Person, p),
		state,
	), nil
}

// inHand says how much somebody has in hand.
func inHand(w texts.Words, l department.Load) texts.HTML {
	if l.Open == 0 {
		return w.Say("load_none")
	}
	parts := []string{string(w.Say("load_open", "N", l.Open))}
	if l.Overdue > 0 {
		parts = append(parts, string(w.Say("load_overdue", "Number", l.Overdue)))
	}
	if l.Waiting > 0 {
		parts = append(parts, string(w.Say("load_waiting", "Number", l.Waiting)))
	}
	return texts.HTML(strings.Join(parts, " · "))
}

// seen says when somebody was seen last, as reader reads it.
func (r Room) seen(reader, p department.Person) texts.HTML {
	w := r.words(reader)
	if p.LastSeen.IsZero() {
		return w.Say("seen_never")
	}
	return w.Say("seen_at", "At", r.short(reader, p.LastSeen))
}

func (r Room) short(reader department.Person, at time.Time) string {
	return r.words(reader).ShortFrom(at, reader.Location(r.cal.Zone()), r.cal.Zone())
}

// presence says what keeps somebody from answering, and in whose place somebody
// stands; empty if nothing.
func (r Room) presence(ctx context.Context, tx handlers.Tx, reader, p department.Person) (texts.HTML, error) {
	w := r.words(reader)
	var lines []texts.HTML
	if !p.Unreachable.IsZero() {
		lines = append(lines, w.Say("team_unreachable", "Since", r.short(reader, p.Unreachable)))
	}
	if p.IsAway() {
		deputy, err := nameOf(ctx, tx, p.Away.Deputy)
		if err != nil {
			return "", err
		}
		key := "team_away"
		if deputy != "" {
			key = "team_away_deputy"
		}
		lines = append(lines, w.Say(key, "Last", r.lastDay(reader, p.Away.Until), "Deputy", deputy))
	}
	for _, s := range p.Stands {
		if s.ForGood() {
			continue
		}
		absent, err := nameOf(ctx, tx, s.For)
		if err != nil {
			return "", err
		}
		lines = append(lines, w.Say("team_stands", "Name", absent, "Last", r.lastDay(reader, s.Until)))
	}
	return texts.Join(lines...), nil
}

// pressTeam handles the buttons of the team: list:PAGE, who:PERSON,
// role:PERSON:SEEN:NEW, leave:PERSON, heir:PERSON:HEIR, gone:PERSON,
// undo:DEPARTURE.
func (r Room) pressTeam(ctx context.Context, tx handlers.Tx, req handlers.Request, verb string, args []int64) (handlers.Reply, error) {
	if !req.Person.May(department.Supervisor) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	id := department.PersonID(args[0])
	switch {
	case verb == "list":
		text, buttons, err := r.page(ctx, tx, req, args[0])
		return handlers.Replying(req.Change(text, buttons...)), err
	case verb == "who":
		return r.who(ctx, tx, req, id)
	case verb == "role" && len(args) == 3:
		return r.role(ctx, tx, req, id, department.Role(args[1]), department.Role(args[2]))
	case verb == "leave":
		return r.leave(ctx, tx, req, id, nil)
	case verb == "heir" && len(args) == 2:
		return r.toggle(ctx, tx, req, id, department.PersonID(args[1]))
	case verb == "gone":
		return r.gone(ctx, tx, req, id)
	case verb == "undo":
		return r.undo(ctx, tx, req, args[0])
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// who shows the page of one person.
func (r Room) who(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID) (handlers.Reply, error) {
	p, err := r.member(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons, err := r.profile(ctx, tx, req, p.At(req.At))
	return handlers.Replying(req.Change(text, buttons...)), err
}

// member finds somebody who belongs to the department; nobody else does for the
// team.
func (r Room) member(ctx context.Context, tx handlers.Tx, id department.PersonID) (department.Person, error) {
	p, err := tx.Person(ctx, id)
	if errors.Is(err, department.ErrNone) || err == nil && p.Role < department.Employee {
		return p, department.Refuse("team_changed")
	}
	if err != nil {
		return p, fmt.Errorf("find person %d: %w", id, err)
	}
	return p, nil
}

// profile returns the page of one person, with buttons for a director in their
// own right.
func (r Room) profile(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person) (texts.HTML, [][]handlers.Button, error) {
	summary, err := r.summary(ctx, tx, req, p)
	if err != nil {
		return "", nil, err
	}
	w := r.words(req.Person)
	lines := []texts.HTML{summary}
	if p.Username != "" {
		lines = append(lines, texts.Escape("@"+p.Username))
	}
	if !p.Joined.IsZero() {
		lines = append(lines, w.Say("team_joined", "At", r.short(req.Person, p.Joined)))
	}
	var buttons [][]handlers.Button
	if req.Person.Role == department.Director && p.ID != req.Person.ID {
		for _, role := range []department.Role{department.Employee, department.Supervisor, department.Director} {
			if role != p.Role {
				label := w.Plain("button_role", "Role", w.Plain("role_"+role.String()))
				buttons = append(buttons, []handlers.Button{{Label: label, Data: fmt.Sprintf("%s:role:%d:%d:%d", name, p.ID, p.Role, role)}})
			}
		}
		buttons = append(buttons, []handlers.Button{{Label: w.Plain("button_leave"), Data: data("leave", p.ID)}})
	}
	buttons = append(buttons, []handlers.Button{{Label: w.Plain("button_team"), Data: data("list", 0)}})
	return texts.Join(lines...), buttons, nil
}

// role gives a person another role, in place of the one that was seen.
func (r Room) role(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID, seen, role department.Role) (handlers.Reply, error) {
	p, err := r.member(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := p.Become(role, seen, req.Person); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return handlers.Reply{}, fmt.Errorf("give person %d a role: %w", id, err)
	}
	news, err := r.deputiesOf(ctx, tx, req, p)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons, err := r.profile(ctx, tx, req, p)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.words(p)
	told, err := r.tellDirectors(ctx, tx, req.Person.ID, func(d department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("role_news", "By", req.Person.Name, "Name", p.Name, "Role", w.Plain("role_"+role.String()))}
	})
	own := []handlers.Message{
		req.Change(text, buttons...), handlers.MenuOf(p, req.Table),
		tell(p, w.Say("role_yours", "Role", w.Plain("role_"+role.String()))),
	}
	reply := handlers.Replying(append(append(own, news...), without(told, p.ID)...)...)
	reply.Toast = r.words(req.Person).Plain("role_done")
	return reply, err
}

// deputiesOf brings those up to date who stand in for somebody whose role has
// changed, and returns their command menus.
func (r Room) deputiesOf(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person) ([]handlers.Message, error) {
	if !p.IsAway() || p.Away.Deputy == 0 {
		return nil, nil
	}
	deputy, err := r.arrange(ctx, tx, p.Away.Deputy, req.At)
	if err != nil {
		return nil, err
	}
	return []handlers.Message{handlers.MenuOf(deputy, req.Table)}, nil
}
