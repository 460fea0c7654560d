package team

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// share is what one heir takes over.
type share struct {
	to       department.Person
	matters  []department.Matter
	routines int // recurring tasks
}

// gone ends somebody's access and hands the matters over, all at once.
func (r Room) gone(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID) (handlers.Reply, error) {
	l, err := r.asked(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	p, err := r.member(ctx, tx, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	had := p.Stands
	d, err := p.Leave(req.Person, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	shares, err := r.shares(ctx, tx, req, id, l.Heirs)
	if err != nil {
		return handlers.Reply{}, err
	}
	d.Heir = req.Person.ID
	switch {
	case len(shares) > 0:
		d.Heir = shares[0].to.ID
	case len(l.Heirs) > 0:
		d.Heir = l.Heirs[0]
	}
	menus, err := r.endAccess(ctx, tx, req, p) // first, so that p's copies of the cards stay as they are
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.changeStands(ctx, tx, req, d.Heir, func(heir *department.Person) { heir.TakeOver(p.ID, had) }); err != nil {
		return handlers.Reply{}, err
	}
	edits, err := r.handOver(ctx, tx, req, shares, &d)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.handOverRoutines(ctx, tx, id, l.Heirs, &d); err != nil {
		return handlers.Reply{}, err
	}
	if d, err = tx.CreateDeparture(ctx, d); err != nil {
		return handlers.Reply{}, err
	}
	if shares, err = r.withRoutines(ctx, tx, shares, d.Routines); err != nil {
		return handlers.Reply{}, err
	}
	w := r.words(req.Person)
	done := req.Change(w.Say("gone_done", "Name", p.Name, "Shares", r.told(w, shares)),
		[]handlers.Button{{Label: w.Plain("button_gone_undo"), Data: data("undo", d.ID)}},
		[]handlers.Button{{Label: w.Plain("button_team"), Data: data("list", 0)}})
	news, err := r.goneNews(ctx, tx, req, p, shares)
	messages := slices.Concat([]handlers.Message{done}, menus, news, edits)
	return handlers.Reply{Messages: messages, Toast: w.Plain("gone_toast")}, err
}

// changeStands changes in whose place an heir stands.
func (r Room) changeStands(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID, change func(*department.Person)) error {
	heir, err := tx.Person(ctx, id)
	if err != nil {
		return fmt.Errorf("find who takes over: %w", err)
	}
	change(&heir)
	if err := tx.SavePerson(ctx, heir, department.NextDigest(heir, req.At, r.cal)); err != nil {
		return fmt.Errorf("put %d in the place of who left: %w", id, err)
	}
	return nil
}

// shares deals the matters of a person out to the heirs who can still take them.
func (r Room) shares(ctx context.Context, tx handlers.Tx, req handlers.Request, id department.PersonID, heirs []department.PersonID) ([]share, error) {
	owned, err := tx.OwnedMatters(ctx, id)
	if err != nil || len(owned) == 0 {
		return nil, err
	}
	var shares []share
	var loads []int
	for _, heir := range heirs {
		p, err := r.member(ctx, tx, heir)
		if err != nil {
			return nil, err
		}
		l, err := tx.LoadOf(ctx, heir, req.At)
		if err != nil {
			return nil, err
		}
		shares, loads = append(shares, share{to: p}), append(loads, l.Open)
	}
	if len(shares) == 0 {
		return nil, department.Refuse("heir_missing")
	}
	for i, who := range department.Shares(len(owned), loads) {
		shares[who].matters = append(shares[who].matters, owned[i])
	}
	return slices.DeleteFunc(shares, func(s share) bool { return len(s.matters) == 0 }), nil
}

// handOver makes the heirs the owners of their shares, notes that in d, and
// returns the changes of all cards.
func (r Room) handOver(ctx context.Context, tx handlers.Tx, req handlers.Request, shares []share, d *department.Departure) ([]handlers.Message, error) {
	var edits []handlers.Message
	for _, s := range shares {
		for _, m := range s.matters {
			m, err := tx.UpdateMatter(ctx, m.ID, func(m *department.Matter) error { return m.HandOver(s.to, req.Person, req.At, r.cal) })
			if err != nil {
				return nil, err
			}
			d.Matters = append(d.Matters, m.ID)
			changed, err := r.desk.Changed(ctx, tx, m, req.At)
			if err != nil {
				return nil, err
			}
			edits = append(edits, changed...)
		}
	}
	return edits, nil
}

// endAccess stores that p has left: dialogs, absences and invitations end. It
// returns the command menus that change.
func (r Room) endAccess(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person) ([]handlers.Message, error) {
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return nil, fmt.Errorf("end the access of %d: %w", p.ID, err)
	}
	if err := tx.EndDialogs(ctx, p.ID); err != nil {
		return nil, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil { // the question has its answer
		return nil, fmt.Errorf("end the dialog: %w", err)
	}
	open, err := tx.OpenInvitations(ctx, req.At)
	if err != nil {
		return nil, fmt.Errorf("find the invitations of %d: %w", p.ID, err)
	}
	for _, inv := range open {
		if inv.By != p.ID {
			continue
		}
		if err := inv.Revoke(req.At); err != nil {
			return nil, err
		}
		if err := tx.SaveInvitation(ctx, inv); err != nil {
			return nil, fmt.Errorf("revoke invitation %d: %w", inv.ID, err)
		}
	}
	menus, err := r.endAbsences(ctx, tx, req, p)
	return append([]handlers.Message{handlers.MenuOf(p, req.Table)}, menus...), err
}

// endAbsences ends the absences of somebody who has left, and leaves those
// without a deputy in which that person stood in.
func (r Room) endAbsences(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person) ([]handlers.Message, error) {
	all, err := tx.Absences(ctx, req.At)
	if err != nil {
		return nil, err
	}
	var menus []handlers.Message
	for _, a := range all {
		other := a.Deputy
		switch p.ID {
		case a.Person:
			a.Ended = req.At.UTC()
		case a.Deputy:
			other, a.Deputy = a.Person, 0
		default:
			continue
		}
		if err := tx.SaveAbsence(ctx, a); err != nil {
			return nil, err
		}
		if other == 0 {
			continue
		}
		arranged, err := r.arrange(ctx, tx, other, req.At)
		if err != nil {
			return nil, err
		}
		menus = append(menus, handlers.MenuOf(arranged, req.Table))
	}
	return menus, nil
}

// told says how much each heir got, empty for nothing.
func (r Room) told(w texts.Words, shares []share) texts.HTML {
	var matters, routines []string
	for _, s := range shares {
		if len(s.matters) > 0 {
			matters = append(matters, string(w.Say("gone_share", "Name", s.to.Name, "N", len(s.matters))))
		}
		if s.routines > 0 {
			routines = append(routines, string(w.Say("gone_share_routines", "Name", s.to.Name, "N", s.routines)))
		}
	}
	var lines texts.HTML
	if len(matters) > 0 {
		lines += "\n" + w.Say("gone_shares", "Parts", texts.HTML(strings.Join(matters, ", ")))
	}
	if len(routines) > 0 {
		lines += "\n" + w.Say("gone_routines", "Parts", texts.HTML(strings.Join(routines, ", ")))
	}
	return lines
}

// goneNews tells the person who left, the heirs and the other directors.
func (r Room) goneNews(ctx context.Context, tx handlers.Tx, req handlers.Request, p department.Person, shares []share) ([]handlers.Message, error) {
	news := []handlers.Message{tell(p, r.words(p).Say("gone_yours"))}
	for _, s := range shares {
		if s.to.ID == req.Person.ID {
			continue
		}
		w := r.words(s.to)
		lines := append([]texts.HTML{w.Say("heir_news", "By", req.Person.Name, "Name", p.Name)}, r.inHand(w, s.matters, "heir_matters")...)
		if s.routines > 0 {
			lines = append(lines, w.Say("heir_routines", "N", s.routines))
		}
		news = append(news, tell(s.to, texts.Join(lines...)))
	}
	told, err := r.tellDirectors(ctx, tx, req.Person.ID, func(_ department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("gone_news", "By", req.Person.Name, "Name", p.Name, "Shares", r.told(w, shares))}
	})
	return append(news, told...), err
}

var betweenNames = regexp.MustCompile(`(?i)\s*(?:,|;|\n|\s(?:и|and|&)\s)\s*`)

// splitNames takes «Пётр, Ольга и Анна» apart.
func splitNames(text string) []string {
	return slices.DeleteFunc(betweenNames.Split(text, -1), func(s string) bool { return strings.TrimSpace(s) == "" })
}
