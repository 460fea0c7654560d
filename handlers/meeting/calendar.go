package meeting

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/ics"
)

// calendar returns the message with a calendar file of meetings, as the person of
// the request has them, and of what their series will call later. Whoever opens a
// later file sees them changed, or gone: a meeting keeps its UID, and each change
// of it counts on.
func (r Room) calendar(ctx context.Context, tx handlers.Tx, req handlers.Request, meetings ...department.Meeting) (handlers.Reply, error) {
	w := r.words(req.Person)
	file := ics.Calendar{Name: w.Plain("meet_ics_name"), Stamp: req.At}
	for _, m := range meetings {
		e, place, err := r.event(ctx, tx, m)
		if err != nil {
			return handlers.Reply{}, err
		}
		later, err := r.later(ctx, tx, req, m, e, place)
		if err != nil {
			return handlers.Reply{}, err
		}
		e.Cancelled = m.OffFor(req.Person.ID)
		file.Events = append(append(file.Events, e), later...)
	}
	slices.SortStableFunc(file.Events, func(a, b ics.Event) int { return a.Start.Compare(b.Start) })
	message := req.Say(w.Say("meet_ics"))
	message.File = &handlers.File{Name: "meetings.ics", Calendar: &file}
	return handlers.Replying(message), nil
}

// event returns a meeting as a calendar shows it. One of a series is known by its
// place in it, counted from 1, because it has that before it is called.
func (r Room) event(ctx context.Context, tx handlers.Tx, m department.Meeting) (e ics.Event, place int, err error) {
	e = ics.Event{
		UID: fmt.Sprintf("meeting-%d@otdel", m.ID), Sequence: m.Version, Title: m.Title, Start: m.Start, Length: m.Length, Place: m.Place,
		Alarms: alarms(m),
	}
	if m.Series != 0 {
		place, e.Sequence, err = tx.PlaceInSeries(ctx, m)
		e.UID = seriesUID(m.Series, place)
	}
	return e, place, err
}

func seriesUID(series int64, place int) string {
	return fmt.Sprintf("series-%d-%d@otdel", series, place)
}

// later returns what the series of its last meeting m will call after it, nothing
// for any other meeting. It will be like m, of which the event and the place are
// given; once the series has ended, or for who was taken out, it is cancelled.
func (r Room) later(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, like ics.Event, place int) ([]ics.Event, error) {
	if m.Series == 0 {
		return nil, nil
	}
	s, err := tx.Series(ctx, m.Series)
	if err != nil {
		return nil, err
	}
	last, err := tx.LastOfSeries(ctx, m.Series)
	if err != nil || last.ID != m.ID {
		return nil, err
	}
	like.Cancelled = slices.Contains(m.Gone, req.Person.ID)
	if !s.Ended.IsZero() {
		like.Cancelled = true
		like.Sequence++
	}
	var events []ics.Event
	for _, slot := range s.Ahead(req.At, r.cal) {
		place++
		like.UID, like.Start = seriesUID(s.ID, place), slot.At
		events = append(events, like)
	}
	return events, nil
}

// alarms are the reminders of a meeting that a calendar can ring by itself.
func alarms(m department.Meeting) []time.Duration {
	ladder := m.Ladder
	if len(ladder) == 0 {
		ladder = department.DefaultMeetingLadder()
	}
	var before []time.Duration
	for _, rung := range ladder {
		if !rung.Evening {
			before = append(before, rung.Before)
		}
	}
	return before
}

// calendarOf returns all meetings of the person that are not over, those that
// were called off among them.
func (r Room) calendarOf(ctx context.Context, tx handlers.Tx, req handlers.Request) ([]department.Meeting, error) {
	const most = 500
	meetings, err := tx.CalendarOf(ctx, req.Person.ID, req.At.Add(-department.MaxLength), req.At.AddDate(1, 0, 0), most)
	return slices.DeleteFunc(meetings, func(m department.Meeting) bool { return !m.End().After(req.At) }), err
}

// exportAll answers with a calendar file of all meetings of the person that lie
// ahead.
func (r Room) exportAll(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	meetings, err := r.calendarOf(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(meetings) == 0 {
		return handlers.Toasting(r.words(req.Person).Plain("meet_none")), nil
	}
	return r.calendar(ctx, tx, req, meetings...)
}
