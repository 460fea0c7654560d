package matter

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// manyLate is how many late notices for one person become one summary.
const manyLate = 3

// Remind puts what the clock has to say to one person into messages: a card for
// each matter with a line that says why, or one summary when a stop of the
// program left more than a few of them late.
func (d Desk) Remind(ctx context.Context, tx handlers.Tx, to department.Person, notices []department.Notice, now time.Time) ([]department.Outgoing, error) {
	var late, timely []department.Notice
	for _, n := range notices {
		if n.Late {
			late = append(late, n)
		} else {
			timely = append(timely, n)
		}
	}
	var messages []handlers.Message
	if len(late) > manyLate {
		summary, err := d.summary(ctx, tx, to, late, now)
		if err != nil {
			return nil, err
		}
		messages = append(messages, summary)
	} else {
		timely = append(late, timely...)
	}
	for _, n := range timely {
		message, err := d.reminder(ctx, tx, to, n, now)
		if err != nil {
			return nil, err
		}
		messages = append(messages, message)
	}
	return outgoing(messages, now)
}

// reminder is the card of one matter with a line about why the clock speaks.
func (d Desk) reminder(ctx context.Context, tx handlers.Tx, to department.Person, n department.Notice, now time.Time) (handlers.Message, error) {
	v, err := d.view(ctx, tx, n.Matter, now)
	if err != nil {
		return handlers.Message{}, err
	}
	v.reader = to
	w := d.Words(to)
	who := "mine"
	if !to.StandsFor(n.Matter.Owner) && !n.Reminder.Asks(to, n.Matter) {
		who = "theirs"
	}
	cause := string(n.Reminder.Cause)
	if n.Matter.Inquired && n.Reminder.Cause == department.WaitOver {
		cause = "inquired"
	}
	if n.Reminder.Cause == department.Overdue && to.May(department.Director) {
		who = "theirs" // needs no word about who else sees it
	}
	if n.Reminder.Cause == department.Untaken && who == "theirs" && n.Matter.Owner != 0 {
		who = "given"
	}
	why := w.Say(w.Of(n.Matter.Kind, "clock_"+cause+"_"+who), "Number", n.Matter.ID, "Owner", v.names[n.Matter.Owner],
		"Due", d.Moment(to, n.Matter.Due), "WaitingFor", n.Matter.WaitingFor,
		"Silence", verdict(w, "silence_", n.Matter.Silence))
	if n.Late {
		why += " " + w.Say("clock_late", "Due", d.Moment(to, n.Reminder.Due))
	}
	v.asked = n.Reminder.Cause == department.Idle
	card := v.card(n.Matter)
	card.Text = why + "\n\n" + card.Text
	card.Priority = department.Reminding
	card.Key = key(n, to)
	return card, nil
}

// summary is one message about everything that should have been said while the
// program was stopped.
func (d Desk) summary(ctx context.Context, tx handlers.Tx, to department.Person, late []department.Notice, now time.Time) (handlers.Message, error) {
	w := d.Words(to)
	var matters []department.Matter
	for _, n := range late[:min(len(late), 2*pageSize)] {
		matters = append(matters, n.Matter)
	}
	lines, err := d.Lines(ctx, tx, handlers.Request{Person: to, At: now}, matters)
	if err != nil {
		return handlers.Message{}, err
	}
	lines = append([]texts.HTML{w.Say("clock_summary", "N", len(late))}, lines...)
	if rest := len(late) - len(matters); rest > 0 {
		lines = append(lines, w.Say("clock_summary_more", "N", rest))
	}
	return handlers.Message{
		Chat: int64(to.ID), Text: texts.Join(lines...), Priority: department.Reminding,
		Key: "summary/" + key(late[0], to),
	}, nil
}

// key makes a notice unique: one person is told of one rung of one due time once.
func key(n department.Notice, to department.Person) string {
	return fmt.Sprintf("clock/%d/%d/%d/%d", n.Matter.ID, n.Reminder.Rung, n.Reminder.Due.Unix(), to.ID)
}

func outgoing(messages []handlers.Message, now time.Time) ([]department.Outgoing, error) {
	rows := make([]department.Outgoing, 0, len(messages))
	for _, m := range messages {
		row, err := m.Outgoing(now)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}
