package reminder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Room is the conversation about own reminders. See [New].
type Room struct {
	book *texts.Book
	cal  workdays.Calendar
}

// New returns the room.
func New(book *texts.Book, cal workdays.Calendar) Room { return Room{book: book, cal: cal} }

const topicName = "remind"

// triggers begin a message that sets a reminder.
var triggers = []string{"напомни", "напомнить", "напоминание", "напоминания", "remind", "reminders"}

// The questions of the room's dialog.
const (
	stepText   = "text"   // of what?
	stepWhen   = "when"   // when?
	stepHour   = "hour"   // the day is known: at what hour?
	stepKeep   = "keep"   // these dates again and again?
	stepChange = "change" // another time or text of an alarm
	stepSnooze = "snooze" // until when to put off?
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartDates,
		Least: department.Employee,
		Commands: []handlers.Command{{
			Name: "remind", Words: triggers,
			Least: department.Employee, Do: r.command,
		}},
		Press:    r.press,
		Continue: r.answered,
	}
}

// wish is what is known of a reminder that is being set.
type wish struct {
	Text string `json:"text"`
	// Matter, Payment or Meeting is what it is about, 0 for none.
	Matter  int64 `json:"matter,omitempty"`
	Payment int64 `json:"payment,omitempty"`
	Meeting int64 `json:"meeting,omitempty"`
	// When is set as far as it is known; with Day the time is still to be asked.
	When department.AlarmTime `json:"when,omitzero"`
	Day  bool                 `json:"day,omitempty"`
	Said string               `json:"said,omitempty"`
	// Doubt says why what was typed could not be taken, Choices what may have
	// been meant.
	Doubt   string                 `json:"doubt,omitempty"`
	Choices []department.AlarmTime `json:"choices,omitempty"`
	// Alarm is the one whose time or snooze is asked for, 0 for a new one.
	Alarm int64 `json:"alarm,omitempty"`
	Sure  bool  `json:"sure,omitempty"` // the recurrence was confirmed
}

func (w wish) timed() bool { return !w.When.Start.IsZero() && !w.Day }

// number finds the matter that a line names: №118.
var number = regexp.MustCompile(`№\s?(\d{1,18})`)

// command sets the reminder that stands behind the command; without one it
// shows those that are set.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if strings.TrimSpace(req.Text) == "" && req.ReplyTo == nil {
		return r.list(ctx, tx, req, 0)
	}
	wanted := wish{}
	r.readWhen(&wanted, req.Text, req)
	if req.ReplyTo != nil && wanted.Text == "" {
		wanted.Text = strings.TrimSpace(req.ReplyTo.Text)
		if letters := []rune(wanted.Text); len(letters) > department.MaxAlarm {
			wanted.Text = string(letters[:department.MaxAlarm])
		}
	}
	if err := r.link(ctx, tx, req, &wanted); err != nil {
		return handlers.Reply{}, err
	}
	return r.goOn(ctx, tx, req, wanted)
}

// link notes the matter of which the line or the card that it replies to speaks,
// if the person may see it.
func (r Room) link(ctx context.Context, tx handlers.Tx, req handlers.Request, wanted *wish) error {
	text := req.Text
	if req.ReplyTo != nil && req.ReplyTo.FromBot {
		text += "\n" + req.ReplyTo.Text
	}
	m := number.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	id, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return nil // too long for a number
	}
	found, err := tx.Matter(ctx, id)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && !found.Visible(req.Person):
		return nil
	case err != nil:
		return fmt.Errorf("find matter %d: %w", id, err)
	}
	wanted.Matter = id
	if req.ReplyTo != nil && req.ReplyTo.FromBot && wanted.Text == strings.TrimSpace(req.ReplyTo.Text) {
		wanted.Text = found.Text
	}
	return nil
}

// goOn sets the reminder, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish) (handlers.Reply, error) {
	words := r.words(req.Person)
	switch {
	case w.Text == "" && w.Alarm == 0:
		key := "remind_ask_text"
		if w.timed() {
			key = "remind_ask_what"
		}
		return r.ask(ctx, tx, req, w, stepText, words.Say(key), nil)
	case w.When.Start.IsZero():
		text, rows := r.whenQuestion(w, req)
		return r.ask(ctx, tx, req, w, stepWhen, text, rows)
	case w.Day:
		text, rows := r.hourQuestion(w, req)
		return r.ask(ctx, tx, req, w, stepHour, text, rows)
	case w.When.RRule != "" && !w.Sure:
		text, rows, err := r.keepQuestion(w, req)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, w, stepKeep, text, rows)
	}
	return r.set(ctx, tx, req, w)
}

// ask asks one thing and remembers what is known.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish, step string, text texts.HTML, rows [][]handlers.Button) (handlers.Reply, error) {
	data, err := json.Marshal(w)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the reminder: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the %s of a reminder: %w", step, err)
	}
	question := req.Say(text, rows...)
	if req.Press != nil && w.Alarm == 0 {
		question = req.Change(text, rows...)
	}
	question.AskText = len(rows) == 0 && question.Edit == 0
	return handlers.Replying(question), nil
}

// set makes the reminder, or gives an alarm its new time.
func (r Room) set(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish) (handlers.Reply, error) {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	a, err := r.kept(ctx, tx, req, w)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, rows := r.card(a, req.Person, req.At)
	if req.Press != nil {
		return handlers.Replying(req.Change(text, rows...)), nil
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}

func (r Room) kept(ctx context.Context, tx handlers.Tx, req handlers.Request, w wish) (department.Alarm, error) {
	if w.Alarm == 0 {
		a, err := department.NewAlarm(w.Text, w.When, req.Person, req.At, r.cal)
		if err != nil {
			return a, err
		}
		a.Matter, a.Payment, a.Meeting, a.Said = w.Matter, w.Payment, w.Meeting, w.Said
		return tx.CreateAlarm(ctx, a)
	}
	return r.update(ctx, tx, req, w.Alarm, func(a *department.Alarm) error {
		if w.Text != "" {
			if err := a.Reword(w.Text, req.Person); err != nil {
				return err
			}
		}
		if err := a.Move(w.When, req.At, r.cal); err != nil {
			return err
		}
		a.Said = w.Said
		return nil
	})
}

// update changes an alarm of the person who asks. Those of others do not exist
// for that person.
func (r Room) update(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, change func(*department.Alarm) error) (department.Alarm, error) {
	a, err := tx.UpdateAlarm(ctx, id, func(a *department.Alarm) error {
		if a.Owner != req.Person.ID {
			return department.Refuse("remind_gone")
		}
		return change(a)
	})
	if errors.Is(err, department.ErrNone) {
		return a, department.Refuse("remind_gone")
	}
	return a, err
}

func (r Room) words(p department.Person) texts.Words { return r.book.In(p.Lang()) }

// moment returns a moment on the person's clock, with the zone if that is not
// the department's.
func (r Room) moment(p department.Person, t time.Time) string {
	return r.words(p).MomentFrom(t, p.Location(r.cal.Zone()), r.cal.Zone())
}
