package meeting

import (
	"context"
	"fmt"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// list shows the meetings of the person from today on.
func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	const shown, ahead = 10, 60
	w := r.words(req.Person)
	meetings, err := tx.MeetingsOf(ctx, req.Person.ID, req.At.Add(-department.MaxLength), req.At.AddDate(0, 0, ahead), shown)
	if err != nil {
		return handlers.Reply{}, err
	}
	meetings = slices.DeleteFunc(meetings, func(m department.Meeting) bool { return !m.End().After(req.At) && m.Organiser != req.Person.ID })
	file := []handlers.Button{{Label: w.Plain("meet_do_ics"), Data: topicName + ":all"}}
	if len(meetings) == 0 {
		known, err := r.calendarOf(ctx, tx, req)
		if err != nil || len(known) == 0 {
			return handlers.Replying(req.Say(w.Say("meet_none"))), err
		}
		return handlers.Replying(req.Say(w.Say("meet_none"), file)), nil
	}
	lines := []texts.HTML{w.Say("meet_list")}
	var buttons []handlers.Button
	for i, m := range meetings {
		lines = append(lines, w.Say("meet_line", "Number", i+1, "When", r.span(req.Person, m), "Title", m.Title))
		buttons = append(buttons, handlers.Button{Label: fmt.Sprint(i + 1), Data: fmt.Sprintf("%s:show:%d", topicName, m.ID)})
	}
	rows := append(handlers.Grid(5, buttons...), file)
	return handlers.Replying(req.Say(texts.Join(lines...), rows...)), nil
}
