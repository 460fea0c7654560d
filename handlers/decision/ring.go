package decision

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

// Ringing implements bells.Ringer. What there is to ask is found out now: much may
// have happened since the bell was hung.
func (r Room) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	rung := department.Ringing{Bell: b}
	d, err := tx.Decision(ctx, b.Ref)
	if err != nil {
		return rung, ignoreNone(err)
	}
	matters, err := r.matters(ctx, tx, d)
	if err != nil {
		return rung, err
	}
	cause, whom, asks := d.Asks(matters, now, r.desk.Calendar())
	rung.Bell.Cause = cause
	if b.Person != 0 {
		if asks {
			rung.To = []department.Listener{{Person: b.Person}}
		}
		return rung, nil
	}
	if _, err := tx.UpdateDecision(ctx, d.ID, now, r.desk.Calendar(), func(*department.Decision) error { return nil }); err != nil {
		return rung, err
	}
	if !asks || b.Cause == "" {
		return rung, nil
	}
	rung.To, err = r.listeners(ctx, tx, d, whom, now)
	return rung, err
}

// ignoreNone returns nil for a thing that does not exist: its bell is over.
func ignoreNone(err error) error {
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	return err
}

// listeners returns who is asked, each once: the owner, or the deputy of an
// absent one, and the directors. The directors are asked too when that leads to
// nobody who is there.
func (r Room) listeners(ctx context.Context, tx handlers.Tx, d department.Decision, whom department.Who, now time.Time) ([]department.Listener, error) {
	var people []department.PersonID
	if whom&department.Owners != 0 {
		owner, err := r.there(ctx, tx, d.Owner, now)
		if err != nil {
			return nil, err
		}
		if owner == 0 {
			whom |= department.Directors
		} else {
			people = append(people, owner)
		}
	}
	if whom&department.Directors != 0 {
		directors, err := handlers.Directors(ctx, tx, now)
		if err != nil {
			return nil, err
		}
		for _, p := range directors {
			people = append(people, p.ID)
		}
	}
	slices.Sort(people)
	var listeners []department.Listener
	for _, id := range slices.Compact(people) {
		listeners = append(listeners, department.Listener{Person: id})
	}
	return listeners, nil
}

// there returns the person, or the deputy while the person is away; 0 if neither
// belongs to the department and is there.
func (r Room) there(ctx context.Context, tx handlers.Tx, id department.PersonID, now time.Time) (department.PersonID, error) {
	p, err := tx.Person(ctx, id)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return 0, fmt.Errorf("find person %d: %w", id, err)
	}
	if p = p.At(now); p.Reached() {
		return p.ID, nil
	}
	deputy, ok, err := handlers.Deputy(ctx, tx, p, now)
	if err != nil || !ok {
		return 0, err
	}
	return deputy.ID, nil
}

// Told implements bells.Ringer.
func (r Room) Told(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing, now time.Time) (handlers.Message, error) {
	d, err := tx.Decision(ctx, rung.Bell.Ref)
	if err != nil {
		return handlers.Message{}, err
	}
	card, err := r.card(ctx, tx, d, to, now)
	if err != nil {
		return handlers.Message{}, err
	}
	w, cal := r.desk.Words(to), r.desk.Calendar()
	why := w.Say("decision_rings_"+string(rung.Bell.Cause), "Number", d.ID, "N", cal.DaysBetween(cal.Today(d.Made), cal.Today(now)))
	if rung.Late {
		why += " " + w.Say("clock_late", "Due", r.desk.Moment(to, rung.Bell.Due))
	}
	card.Text = why + "\n\n" + card.Text
	return card, nil
}

// Line implements bells.Ringer.
func (r Room) Line(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing) (texts.HTML, error) {
	d, err := tx.Decision(ctx, rung.Bell.Ref)
	if err != nil {
		return "", err
	}
	return r.desk.Words(to).Say("decision_missed_"+string(rung.Bell.Cause), "Number", d.ID, "Text", texts.Short(d.Text, aboutShown)), nil
}
