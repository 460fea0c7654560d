package meeting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Ringing implements bells.Ringer.
func (r Room) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	rung := department.Ringing{Bell: b}
	if b.Person != 0 {
		m, err := tx.Meeting(ctx, b.Ref)
		if err == nil && m.State == department.MeetingPlanned && now.Before(m.Start) {
			rung.To = []department.Listener{{Person: b.Person}}
		}
		return rung, ignoreNone(err)
	}
	told := false
	m, err := tx.UpdateMeeting(ctx, b.Ref, now, r.cal, func(m *department.Meeting) error {
		rung.Bell, told = m.Catch(b, now, r.cal)
		return nil
	})
	if err != nil || !told {
		return department.Ringing{Bell: b}, ignoreNone(err)
	}
	asleep := map[department.PersonID]bool{}
	for _, id := range m.Expected() {
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return rung, fmt.Errorf("find person %d: %w", id, err)
		}
		asleep[id] = p.Wakes(now, r.cal).After(now)
	}
	for _, id := range m.Reminds(rung.Bell, func(id department.PersonID) bool { return asleep[id] }) {
		rung.To = append(rung.To, department.Listener{Person: id, Through: rung.Bell.Through})
	}
	return rung, nil
}

// ignoreNone returns nil for a thing that does not exist: its bell is over.
func ignoreNone(err error) error {
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	return err
}

// Told implements bells.Ringer.
func (r Room) Told(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing, now time.Time) (handlers.Message, error) {
	m, err := tx.Meeting(ctx, rung.Bell.Ref)
	if err != nil {
		return handlers.Message{}, err
	}
	text, rows, err := r.card(ctx, tx, m, to)
	if err != nil {
		return handlers.Message{}, err
	}
	w := r.words(to)
	lead := w.Say("meet_rings_soon", "In", w.Span(m.Start.Sub(now)))
	if m.Start.Sub(now) > time.Hour {
		lead = w.Say("meet_rings_ahead")
	}
	return handlers.Message{Text: texts.Join(lead, "\n"+text), Buttons: rows, Meeting: m.ID}, nil
}

// Line implements bells.Ringer.
func (r Room) Line(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing) (texts.HTML, error) {
	m, err := tx.Meeting(ctx, rung.Bell.Ref)
	if err != nil {
		return "", err
	}
	return r.words(to).Say("meet_missed", "When", r.span(to, m), "Title", m.Title), nil
}

// AllSeries rings the bells of series: each calls the next meeting.
type AllSeries struct {
	Room
}

// Ringing implements bells.Ringer.
func (a AllSeries) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	rung := department.Ringing{Bell: b}
	s, err := tx.Series(ctx, b.Ref)
	if err != nil || !s.Ended.IsZero() {
		return rung, ignoreNone(err)
	}
	last, err := tx.LastOfSeries(ctx, s.ID)
	if err != nil {
		return rung, ignoreNone(err)
	}
	by, err := tx.Person(ctx, last.Organiser)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return rung, err
	}
	if !by.May(department.Director) { // nobody calls it any more
		return rung, a.end(ctx, tx, s, last, now)
	}
	guests, err := a.still(ctx, tx, last)
	if err != nil {
		return rung, err
	}
	f := department.MeetingFiling{Title: last.Title, Length: last.Length, Place: last.Place, People: guests, Gone: last.Gone, Ladder: last.Ladder, By: by, At: now}
	m, err := a.nextOf(ctx, tx, s, f)
	if _, refused := errors.AsType[department.Refusal](err); refused {
		return rung, a.end(ctx, tx, s, last, now) // no more days, or nobody is left
	}
	if err != nil {
		return rung, err
	}
	if last.State != department.MeetingPlanned {
		if _, err := a.roll(ctx, tx, last, m); err != nil {
			return rung, err
		}
	}
	if err := a.await(ctx, tx, m); err != nil {
		return rung, err
	}
	for _, id := range m.Attends() {
		rung.To = append(rung.To, department.Listener{Person: id})
	}
	return rung, nil
}

// end ends a series with its last meeting; what that left waits for another.
func (a AllSeries) end(ctx context.Context, tx handlers.Tx, s department.Series, last department.Meeting, now time.Time) error {
	s.Ended = now.UTC()
	if err := tx.SaveSeries(ctx, s, time.Time{}); err != nil || last.State == department.MeetingPlanned {
		return err
	}
	_, err := a.rollOver(ctx, tx, last)
	return err
}

// Told implements bells.Ringer.
func (a AllSeries) Told(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing, _ time.Time) (handlers.Message, error) {
	m, err := tx.LastOfSeries(ctx, rung.Bell.Ref)
	if err != nil {
		return handlers.Message{}, err
	}
	text, rows, err := a.card(ctx, tx, m, to)
	if err != nil {
		return handlers.Message{}, err
	}
	return handlers.Message{Text: texts.Join(a.words(to).Say("meet_next"), "\n"+text), Buttons: rows, Meeting: m.ID}, nil
}

// Line implements bells.Ringer.
func (a AllSeries) Line(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing) (texts.HTML, error) {
	m, err := tx.LastOfSeries(ctx, rung.Bell.Ref)
	if err != nil {
		return "", err
	}
	return a.words(to).Say("meet_missed", "When", a.span(to, m), "Title", m.Title), nil
}
