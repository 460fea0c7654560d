package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// waitingLooked is how many points that wait for a next meeting are looked at.
const waitingLooked = 200

// rollOver takes what a meeting did not reach to the next one and returns the
// changes of the cards of that. If none is planned, the points wait for it.
func (r Room) rollOver(ctx context.Context, tx handlers.Tx, m department.Meeting) ([]handlers.Message, error) {
	next, later, err := r.next(ctx, tx, m)
	switch {
	case err != nil || later:
		return nil, err
	case next.ID != 0:
		if moved, err := r.roll(ctx, tx, m, next); err != nil || !moved {
			return nil, err
		}
		return r.spread(ctx, tx, next)
	}
	points, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range points {
		if p.Left() {
			p.Waits = m.Organiser
			if _, err := tx.SaveAgendaPoint(ctx, p); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

// next returns the meeting to which goes what m does not reach: the next of its
// series, else the next of the same organiser with most of the same people; one
// without a number if none is planned. It reports that the series will call one
// later.
func (r Room) next(ctx context.Context, tx handlers.Tx, m department.Meeting) (next department.Meeting, later bool, err error) {
	if m.Series != 0 {
		s, err := tx.Series(ctx, m.Series)
		if err != nil {
			return next, false, err
		}
		last, err := tx.LastOfSeries(ctx, m.Series)
		if err != nil {
			return next, false, err
		}
		if last.ID != m.ID && last.State == department.MeetingPlanned {
			return last, false, nil
		}
		if s.Ended.IsZero() {
			return next, true, nil
		}
	}
	const ahead, most = 90, 100
	planned, err := tx.MeetingsOf(ctx, m.Organiser, m.Start, m.Start.AddDate(0, 0, ahead), most)
	if i := slices.IndexFunc(planned, func(o department.Meeting) bool { return o.Follows(m) }); err == nil && i >= 0 {
		next = planned[i]
	}
	return next, false, err
}

// roll takes what was not reached from one meeting to another. A matter that is
// over meanwhile is not talked about again. It reports whether any was taken.
func (r Room) roll(ctx context.Context, tx handlers.Tx, from, to department.Meeting) (bool, error) {
	points, err := tx.Agenda(ctx, from.ID)
	if err != nil {
		return false, err
	}
	return r.move(ctx, tx, points, to)
}

// move takes points to the agenda of a meeting and reports whether any was taken.
func (r Room) move(ctx context.Context, tx handlers.Tx, points []department.AgendaPoint, to department.Meeting) (bool, error) {
	var left []department.AgendaPoint
	for _, p := range points {
		if p.Matter != 0 {
			about, err := tx.Matter(ctx, p.Matter)
			if err != nil {
				return false, fmt.Errorf("find what a point is about: %w", err)
			}
			if about.State.Over() {
				continue
			}
		}
		left = append(left, p)
	}
	have, err := tx.Agenda(ctx, to.ID)
	if err != nil {
		return false, err
	}
	old, rolled := department.RollOver(left, to.ID, have)
	for _, p := range append(old, rolled...) {
		if _, err := tx.SaveAgendaPoint(ctx, p); err != nil {
			return false, err
		}
	}
	return len(rolled) > 0, nil
}

// await puts on the agenda of a new meeting what waits for it.
func (r Room) await(ctx context.Context, tx handlers.Tx, m department.Meeting) error {
	waiting, err := tx.WaitingPoints(ctx, m.Organiser, waitingLooked)
	if err != nil {
		return err
	}
	follows := map[int64]bool{}
	var mine []department.AgendaPoint
	for _, p := range waiting {
		if _, known := follows[p.Meeting]; !known {
			before, err := tx.Meeting(ctx, p.Meeting)
			if err != nil {
				return err
			}
			follows[p.Meeting] = m.Follows(before)
		}
		if follows[p.Meeting] {
			mine = append(mine, p)
		}
	}
	_, err = r.move(ctx, tx, mine, m)
	return err
}

// whither says where goes what a meeting did not reach, empty if that is nothing.
func (r Room) whither(ctx context.Context, tx handlers.Tx, m department.Meeting, to department.Person) (texts.HTML, error) {
	points, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return "", err
	}
	w := r.words(to)
	moved, waits := map[int64]int{}, 0
	var order []int64
	for _, p := range points {
		switch {
		case p.Moved != 0:
			if moved[p.Moved]++; moved[p.Moved] == 1 {
				order = append(order, p.Moved)
			}
		case p.Waits != 0:
			waits++
		}
	}
	var lines []texts.HTML
	for _, id := range order {
		next, err := tx.Meeting(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return "", err
		}
		lines = append(lines, w.Say("meet_moved", "N", moved[id], "Title", next.Title, "When", r.span(to, next)))
	}
	if waits > 0 {
		lines = append(lines, w.Say("meet_waits", "N", waits))
	}
	return texts.Join(lines...), nil
}
