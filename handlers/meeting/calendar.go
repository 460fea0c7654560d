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
// the request has them. Whoever opens a later file sees them changed, or gone: a
// meeting keeps its UID, and each change of it counts on.
func (r Room) calendar(req handlers.Request, meetings []department.Meeting) handlers.Message {
	w := r.words(req.Person)
	file := ics.Calendar{Name: w.Plain("meet_ics_name"), Stamp: req.At}
	for _, m := range meetings {
		file.Events = append(file.Events, ics.Event{
			UID: fmt.Sprintf("meeting-%d@otdel", m.ID), Sequence: m.Version, Title: m.Title, Start: m.Start, Length: m.Length, Place: m.Place,
			Alarms: alarms(m), Cancelled: m.OffFor(req.Person.ID),
		})
	}
	message := req.Say(w.Say("meet_ics"))
	message.File = &handlers.File{Name: "meetings.ics", Calendar: &file}
	return message
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
	return handlers.Replying(r.calendar(req, meetings)), nil
}
