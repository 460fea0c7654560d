package meeting

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/ics"
)

// calendar returns the message with a calendar file of meetings.
func (r Room) calendar(req handlers.Request, meetings []department.Meeting) handlers.Message {
	w := r.words(req.Person)
	file := ics.Calendar{Name: w.Plain("meet_ics_name"), Stamp: req.At}
	for _, m := range meetings {
		file.Events = append(file.Events, ics.Event{
			UID: fmt.Sprintf("meeting-%d@otdel", m.ID), Sequence: m.Version, Title: m.Title, Start: m.Start, Length: m.Length, Place: m.Place,
			Alarms: []time.Duration{15 * time.Minute}, Cancelled: m.State == department.MeetingOff,
		})
	}
	message := req.Say(w.Say("meet_ics"))
	message.File = &handlers.File{Name: "meetings.ics", Calendar: &file}
	return message
}

// exportAll answers with a calendar file of all meetings of the person that lie
// ahead.
func (r Room) exportAll(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	const most = 500
	meetings, err := tx.MeetingsOf(ctx, req.Person.ID, req.At, req.At.AddDate(1, 0, 0), most)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(meetings) == 0 {
		return handlers.Toasting(r.words(req.Person).Plain("meet_none")), nil
	}
	return handlers.Replying(r.calendar(req, meetings)), nil
}
