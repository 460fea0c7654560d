package matter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// circle is a set of people around a matter.
type circle uint8

const (
	toOwner circle = 1 << iota
	toReporter
	toParties
	toDirectors
	toFormer // the one who owned it before
	toAll    = toOwner | toReporter | toParties
)

// audience returns the people of a circle as they are at now, each once. For
// somebody absent the deputy is among them too, for somebody who left the one who
// took over; whoever is still in it and away is to be told without a sound.
func (d Desk) audience(ctx context.Context, tx handlers.Tx, m department.Matter, c circle, now time.Time) ([]department.Person, error) {
	g := gathering{ctx: ctx, tx: tx, m: m, now: now, seen: map[department.PersonID]bool{0: true}}
	if c&toDirectors != 0 {
		if err := g.addDirectors(); err != nil {
			return nil, err
		}
	}
	var ids []department.PersonID
	if c&toOwner != 0 {
		ids = append(ids, m.Owner)
	}
	if c&toReporter != 0 {
		ids = append(ids, m.Reporter)
	}
	if c&toParties != 0 {
		for _, p := range m.Parties {
			ids = append(ids, p.Person)
		}
	}
	if before := before(m); c&toFormer != 0 && before != nil {
		ids = append(ids, before.Owner)
	}
	for _, id := range ids {
		if err := g.addOrInstead(id); err != nil {
			return nil, fmt.Errorf("find whom to tell of matter %d: %w", m.ID, err)
		}
	}
	return g.people, nil
}

// gathering collects people, each once.
type gathering struct {
	ctx    context.Context
	tx     handlers.Tx
	m      department.Matter
	now    time.Time
	seen   map[department.PersonID]bool
	people []department.Person
}

func (g *gathering) add(p department.Person) {
	if !g.seen[p.ID] {
		g.seen[p.ID] = true
		g.people = append(g.people, p)
	}
}

func (g *gathering) addDirectors() error {
	directors, err := handlers.Directors(g.ctx, g.tx, g.now)
	for _, p := range directors {
		g.add(p)
	}
	return err
}

// addOrInstead adds a person and whoever has taken that person's place.
func (g *gathering) addOrInstead(id department.PersonID) error {
	if g.seen[id] {
		return nil
	}
	p, err := g.tx.Person(g.ctx, id)
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	p = p.At(g.now)
	if p.Role < department.Employee {
		g.seen[id] = true
		return g.addHeir(id)
	}
	if p.IsAway() {
		deputy, ok, err := handlers.Deputy(g.ctx, g.tx, p, g.now)
		if err != nil {
			return err
		}
		if ok {
			g.add(deputy)
		}
	}
	g.add(p)
	return nil
}

// addHeir adds who took over from somebody who left, if that person may see the
// matter, else the directors.
func (g *gathering) addHeir(id department.PersonID) error {
	heir, err := handlers.Heir(g.ctx, g.tx, id, g.now)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && !g.m.Visible(heir):
		return g.addDirectors()
	case err != nil:
		return err
	}
	return g.addOrInstead(heir.ID)
}

// away says who of the matter is away: the owner, or the one in whose place the
// reader stands.
func (v view) away(m department.Matter) texts.HTML {
	if owner := v.absence(); owner != "" {
		return owner
	}
	return v.inPlace(m)
}

// inPlace says in whose place the reader is told of the matter, empty if the
// reader has a part in it.
func (v view) inPlace(m department.Matter) texts.HTML {
	_, parts := m.Audience()
	if parts == nil {
		parts = []department.PersonID{m.Owner, m.Reporter}
	}
	if slices.Contains(parts, v.reader.ID) {
		return ""
	}
	for _, s := range v.reader.Stands {
		if !slices.Contains(parts, s.For) {
			continue
		}
		key := "news_in_place"
		if s.ForGood() {
			key = "news_took_over"
		}
		return v.Words(v.reader).Say(key, "Name", v.names[s.For])
	}
	return ""
}
