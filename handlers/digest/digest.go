// Package digest is the digest of the department: what happened since the last
// one and how things stand, in the three questions of the director's job
// description.
//
// It comes by itself at the reader's hour ([Room.Digest], called by the
// scheduler) and at any time by /digest. Every number is counted from the
// ledger and from the matters in hand at that moment; nothing is stored. Each
// question is answered by one kind of matter, see [department.DigestKinds]: a
// question whose kind does not exist yet is not asked.
//
// A private chat gets names and numbers of matters, a group gets totals only.
package digest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// week is how far back the trend looks.
const week = 7 * 24 * time.Hour

// Room is the conversation about the digest. See [New].
type Room struct {
	book *texts.Book
	cal  workdays.Calendar
}

// New returns the room; cal knows the department's zone and working days.
func New(book *texts.Book, cal workdays.Calendar) Room { return Room{book: book, cal: cal} }

// Topic returns the room's command.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name: "digest",
		Part: handlers.PartTeam,
		Commands: []handlers.Command{
			{Name: "digest", Words: []string{"сводка", "digest"}, Alone: true, Least: department.Supervisor, Groups: true, Do: r.digest},
		},
	}
}

// digest tells what happened since the digest before this moment was due.
func (r Room) digest(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	reader := req.Person
	if req.Chat.Group {
		var err error
		if reader.Language, err = handlers.GroupLanguage(ctx, tx, req.Chat.ID); err != nil {
			return handlers.Reply{}, err
		}
	}
	s, err := r.screen(ctx, tx, reader, department.PreviousDigest(req.Person, req.At, r.cal), req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	s.totals = req.Chat.Group
	return handlers.Replying(req.Say(s.text())), nil
}

// Digest returns the message that tells one person the digest from one moment
// until now; a zero from means since the digest before now was due.
func (r Room) Digest(ctx context.Context, tx handlers.Tx, to department.Person, from, now time.Time) ([]department.Outgoing, error) {
	if from.IsZero() {
		from = department.PreviousDigest(to, now, r.cal)
	}
	s, err := r.screen(ctx, tx, to, from, now)
	if err != nil {
		return nil, err
	}
	m := handlers.Message{Chat: int64(to.ID), Text: s.text(), Priority: department.Reminding}
	o, err := m.Outgoing(now)
	if err != nil {
		return nil, fmt.Errorf("digest for %d: %w", to.ID, err)
	}
	return []department.Outgoing{o}, nil
}

// Totals returns the message that tells the department's group what happened
// since its last totals: numbers, no names and no matters, in the topic that was
// chosen.
func (r Room) Totals(ctx context.Context, tx handlers.Tx, g department.Group, now time.Time) ([]department.Outgoing, error) {
	reader := department.Person{Role: department.Supervisor, Language: g.Language, DigestAt: g.DigestAt}
	from := g.Last
	if from.IsZero() {
		from = department.PreviousDigest(reader, now, r.cal)
	}
	s, err := r.screen(ctx, tx, reader, from, now)
	if err != nil {
		return nil, err
	}
	s.totals = true
	m := handlers.Message{Chat: g.Chat, Thread: g.Thread, Text: s.text(), Priority: department.Reminding}
	o, err := m.Outgoing(now)
	if err != nil {
		return nil, fmt.Errorf("totals for group %d: %w", g.Chat, err)
	}
	return []department.Outgoing{o}, nil
}

// worstLooked is how many of the longest overdue the worst are taken from.
const worstLooked = 50

// screen gathers what the digest of one reader shows.
func (r Room) screen(ctx context.Context, tx handlers.Tx, reader department.Person, from, now time.Time) (screen, error) {
	s := screen{words: r.book.In(reader.Lang()), zone: reader.Location(r.cal.Zone()), department: r.cal.Zone()}
	if reader.May(department.Director) {
		s.unknown, _ = r.cal.Missing(now)
	}
	counts, err := tx.Counts(ctx, from, now)
	if err != nil {
		return s, fmt.Errorf("digest: %w", err)
	}
	trend, err := tx.Counts(ctx, now.Add(-week), now)
	if err != nil {
		return s, fmt.Errorf("digest: %w", err)
	}
	loads, err := tx.Standings(ctx, now)
	if err != nil {
		return s, fmt.Errorf("digest: %w", err)
	}
	s.digest = department.NewDigest(from, now, counts, trend, loads)
	if s.digest.Idle, err = tx.IdleDecisions(ctx); err != nil {
		return s, fmt.Errorf("digest: %w", err)
	}
	for i := range s.digest.Tallies {
		t := &s.digest.Tallies[i]
		if t.Overdue == 0 {
			continue
		}
		worst := department.MatterFilter{Kind: t.Kind, OverdueAt: now, Limit: worstLooked}
		overdue, err := tx.FindMatters(ctx, worst)
		if err != nil {
			return s, fmt.Errorf("digest: find the worst of %s: %w", t.Kind, err)
		}
		t.Worst = department.WorstOf(overdue)
	}
	s.names, err = names(ctx, tx, s.digest)
	return s, err
}

// names returns the names of those that the digest shows.
func names(ctx context.Context, tx handlers.Tx, d department.Digest) (map[department.PersonID]string, error) {
	found := make(map[department.PersonID]string)
	find := func(id department.PersonID) error {
		if _, known := found[id]; known || id == 0 {
			return nil
		}
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return fmt.Errorf("digest: find person %d: %w", id, err)
		}
		found[id] = p.Name
		return nil
	}
	for _, l := range d.Load[:min(len(d.Load), loadShown)] {
		if err := find(l.Person); err != nil {
			return nil, err
		}
	}
	for _, t := range d.Tallies {
		for _, m := range t.Worst {
			if err := find(m.Owner); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}
