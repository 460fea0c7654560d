package team

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Turn lets an absence begin or end at now, and returns the messages to those
// concerned: held back until they may be disturbed, the command menus at once.
func (r Room) Turn(ctx context.Context, tx handlers.Tx, table handlers.Table, a department.Absence, now time.Time) ([]department.Outgoing, error) {
	a.Turn(now)
	if err := tx.SaveAbsence(ctx, a); err != nil {
		return nil, err
	}
	messages, err := r.turned(ctx, tx, table, a, now)
	if err != nil {
		return nil, err
	}
	var rows []department.Outgoing
	for _, m := range messages {
		m.Priority = department.Reminding
		row, err := m.Outgoing(now)
		if err != nil {
			return nil, err
		}
		if m.Menu == nil {
			p, err := tx.Person(ctx, department.PersonID(m.Chat))
			if err != nil {
				return nil, fmt.Errorf("find whom to tell of an absence: %w", err)
			}
			if wakes := p.Wakes(now, r.cal); wakes.After(now) {
				row.NotBefore = wakes
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// begin lets an absence begin that begins with its being noted.
func (r Room) begin(ctx context.Context, tx handlers.Tx, req handlers.Request, a department.Absence) ([]handlers.Message, error) {
	if a.From.After(req.At) {
		return nil, nil
	}
	a.Turn(req.At)
	if err := tx.SaveAbsence(ctx, a); err != nil {
		return nil, err
	}
	messages, err := r.turned(ctx, tx, req.Table, a, req.At)
	return without(messages, req.Person.ID), err
}

// turned brings the people of an absence that has begun or ended up to date and
// returns what they are told.
func (r Room) turned(ctx context.Context, tx handlers.Tx, table handlers.Table, a department.Absence, now time.Time) ([]handlers.Message, error) {
	who, err := r.arrange(ctx, tx, a.Person, now)
	if err != nil || who.Role < department.Employee {
		return nil, err // the person has left meanwhile
	}
	w := r.words(who)
	if a.Deputy == 0 {
		if !a.Ended.IsZero() {
			return []handlers.Message{tell(who, w.Say("away_back"))}, nil
		}
		news, err := r.tellDirectors(ctx, tx, who.ID, func(d department.Person, w texts.Words) handlers.Message {
			return handlers.Message{Text: w.Say("away_begins_alone", "Name", who.Name, "Last", r.lastDay(d, a.Until))}
		})
		return news, err
	}
	deputy, err := r.arrange(ctx, tx, a.Deputy, now)
	if err != nil {
		return nil, err
	}
	own := tell(who, w.Say("away_begins", "Deputy", deputy.Name, "Last", r.lastDay(who, a.Until)))
	if !a.Ended.IsZero() {
		own = tell(who, w.Say("away_back_deputy", "Deputy", deputy.Name))
	}
	theirs, err := r.standing(ctx, tx, table, a, who, deputy)
	return append([]handlers.Message{own}, theirs...), err
}

// standing tells the deputy that it begins or is over: with the command menu, if
// the rights change.
func (r Room) standing(ctx context.Context, tx handlers.Tx, table handlers.Table, a department.Absence, who, deputy department.Person) ([]handlers.Message, error) {
	if deputy.Role < department.Employee {
		return nil, nil
	}
	w := r.words(deputy)
	more := who.Role > deputy.Role
	var messages []handlers.Message
	if more {
		messages = append(messages, handlers.MenuOf(deputy, table))
	}
	if !a.Ended.IsZero() {
		return append(messages, tell(deputy, w.Say("deputy_over", "Name", who.Name))), nil
	}
	lines := []texts.HTML{w.Say("deputy_begins", "Name", who.Name, "Last", r.lastDay(deputy, a.Until))}
	if more {
		lines = append(lines, w.Say("deputy_rights", "Role", w.Plain("role_"+who.Role.String())))
	}
	owned, err := tx.OwnedMatters(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	lines = append(lines, r.inHand(w, owned, "deputy_matters")...)
	return append(messages, tell(deputy, texts.Join(lines...))), nil
}

// replaced brings people up to date when the deputy of an absence that lasts is
// another one, and tells them.
func (r Room) replaced(ctx context.Context, tx handlers.Tx, req handlers.Request, before, a department.Absence, who department.Person) ([]handlers.Message, error) {
	if a.Begun.IsZero() {
		return nil, nil
	}
	if _, err := r.arrange(ctx, tx, who.ID, req.At); err != nil {
		return nil, err
	}
	var all []handlers.Message
	for _, one := range []struct {
		id   department.PersonID
		over time.Time
	}{{before.Deputy, req.At}, {a.Deputy, time.Time{}}} {
		if one.id == 0 {
			continue
		}
		deputy, err := r.arrange(ctx, tx, one.id, req.At)
		if err != nil {
			return nil, err
		}
		turn := a
		turn.Ended = one.over
		said, err := r.standing(ctx, tx, req.Table, turn, who, deputy)
		if err != nil {
			return nil, err
		}
		all = append(all, said...)
	}
	return all, nil
}

// arrange stores what the absences of the moment make of a person, and returns
// the person. Whoever does not exist comes back without a role.
func (r Room) arrange(ctx context.Context, tx handlers.Tx, id department.PersonID, now time.Time) (department.Person, error) {
	p, err := tx.Person(ctx, id)
	if errors.Is(err, department.ErrNone) {
		return department.Person{ID: id}, nil
	}
	if err != nil {
		return p, fmt.Errorf("find person %d: %w", id, err)
	}
	absences, err := tx.Absences(ctx, now)
	if err != nil {
		return p, err
	}
	roles := make(map[department.PersonID]department.Role)
	for _, a := range absences {
		if a.Deputy != id {
			continue
		}
		absent, err := tx.Person(ctx, a.Person)
		if err != nil {
			return p, fmt.Errorf("find person %d: %w", a.Person, err)
		}
		roles[a.Person] = absent.Role
	}
	p.Arrange(absences, func(id department.PersonID) department.Role { return roles[id] })
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, now, r.cal)); err != nil {
		return p, fmt.Errorf("note the absences of person %d: %w", id, err)
	}
	return p, nil
}
