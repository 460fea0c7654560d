package matter

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// morningLate is from when on the morning list says that it is late.
const morningLate = 2 * time.Minute

// Morning returns the message with which the day of an employee begins: the first
// of what /my lists. There is none when that is empty, and one a day.
func (d Desk) Morning(ctx context.Context, tx handlers.Tx, to department.Person, now time.Time) ([]department.Outgoing, error) {
	to = to.At(now)
	first, total, err := d.firstOf(ctx, tx, to.ID)
	if err != nil || len(first) == 0 {
		return nil, err
	}
	w, zone := d.Words(to), to.Location(d.cal.Zone())
	today := workdays.DateOf(now.In(zone))
	lines := []texts.HTML{w.Say("morning_head", "Date", w.Date(today))}
	due := time.Date(today.Year, today.Month, today.Day, 0, int(to.MorningAt/time.Minute), 0, 0, zone)
	if now.Sub(due) > morningLate {
		lines = append(lines, w.Say("clock_late", "Due", d.Moment(to, due)))
	}
	shown, err := d.Lines(ctx, tx, handlers.Request{Person: to, At: now}, first)
	if err != nil {
		return nil, err
	}
	lines = append(lines, shown...)
	label := w.Plain("do_my")
	if more := total - len(first); more > 0 {
		label = w.Plain("morning_more", "More", more)
	}
	m := handlers.Message{
		Chat: int64(to.ID), Text: texts.Join(lines...), Priority: department.Reminding,
		Buttons: [][]handlers.Button{{handlers.Doing(label, "my")}},
		Key:     fmt.Sprintf("morning:%d:%s", to.ID, today),
	}
	return outgoing([]handlers.Message{m}, now)
}

// firstOf returns the first of what somebody has to do, in the order of /my: own
// matters by due time, answers, last words; and how many there are in all, as far
// as a page of each goes.
func (d Desk) firstOf(ctx context.Context, tx handlers.Tx, id department.PersonID) ([]department.Matter, int, error) {
	own := department.MatterFilter{Owner: id, Limit: pageSize}
	all, err := tx.FindMatters(ctx, own)
	if err != nil {
		return nil, 0, fmt.Errorf("begin the day of %d: %w", id, err)
	}
	total, err := tx.CountMatters(ctx, own)
	if err != nil {
		return nil, 0, fmt.Errorf("begin the day of %d: %w", id, err)
	}
	asked, err := tx.OwedAnswers(ctx, id, pageSize)
	if err != nil {
		return nil, 0, err
	}
	done, err := tx.FindMatters(ctx, department.MatterFilter{Reporter: id, Limit: pageSize})
	if err != nil {
		return nil, 0, fmt.Errorf("begin the day of %d: %w", id, err)
	}
	all = append(append(all, asked...), done...)
	return all[:min(len(all), department.MorningShown)], total + len(asked) + len(done), nil
}
