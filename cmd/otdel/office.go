package main

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	survey "github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/bells"
	"github.com/otdel-bot/otdel/handlers/complaint"
	"github.com/otdel-bot/otdel/handlers/decision"
	"github.com/otdel-bot/otdel/handlers/digest"
	"github.com/otdel-bot/otdel/handlers/filing"
	"github.com/otdel-bot/otdel/handlers/help"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/meeting"
	"github.com/otdel-bot/otdel/handlers/payment"
	"github.com/otdel-bot/otdel/handlers/reference"
	"github.com/otdel-bot/otdel/handlers/reminder"
	"github.com/otdel-bot/otdel/handlers/salary"
	"github.com/otdel-bot/otdel/handlers/search"
	"github.com/otdel-bot/otdel/handlers/settings"
	"github.com/otdel-bot/otdel/handlers/task"
	"github.com/otdel-bot/otdel/handlers/team"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/storage"
)

// office is what the bot knows and says, wired together: the rooms of
// conversation behind one Mux, and the words of the clock.
type office struct {
	book     *texts.Book
	calendar workdays.Calendar
	mux      *handlers.Mux
	desk     matter.Desk
	digests  digest.Room
	people   team.Room
	tower    bells.Tower
	// botName is the bot's user name without @, empty until Telegram told it.
	botName atomic.Pointer[string]
}

// newOffice opens the rooms. Codes are drawn from random; cal is that of the
// department.
func newOffice(cal workdays.Calendar, random io.Reader) (*office, error) {
	book, err := texts.Load()
	if err != nil {
		return nil, fmt.Errorf("load the texts: %w", err)
	}
	o := &office{book: book, calendar: cal, desk: matter.NewDesk(book, cal, decision.Followed), digests: digest.New(book, cal)}
	complaints, tasks, salaries := complaint.New(o.desk), task.New(o.desk), salary.New(book, survey.Survey2015())
	filings, finder := filing.New(o.desk), search.New(o.desk)
	decisions := decision.New(o.desk)
	reminders, payments, meetings := reminder.New(book, cal), payment.New(book, cal), meeting.New(o.desk, decisions)
	o.tower = bells.NewTower(book, map[department.BellKind]bells.Ringer{
		department.AlarmBell: reminders, department.PaymentBell: payments, department.PlanBell: payment.Plans{Room: payments},
		department.MeetingBell: meetings, department.SeriesBell: meeting.AllSeries{Room: meetings},
		department.DecisionBell: decisions,
	})
	o.people = team.New(o.desk, random, o.name)
	o.mux, err = handlers.NewMux(book, o.fallback(complaints, tasks, filings, salaries, meetings),
		o.people.Topic(),
		complaints.Topic(),
		tasks.Topic(),
		filings.Topic(),
		decisions.Topic(),
		o.desk.Topic(),
		finder.Topic(),
		reference.New(o.desk, finder.References).Topic(),
		reminders.Topic(),
		payments.Topic(),
		meetings.Topic(),
		salaries.Topic(),
		o.digests.Topic(),
		settings.New(book, cal).Topic(),
		help.New(book).Topic(),
	)
	if err != nil {
		return nil, fmt.Errorf("the command table: %w", err)
	}
	return o, nil
}

// fallback is what happens to requests that no command, dialog or word claims.
func (o *office) fallback(complaints complaint.Room, tasks task.Room, filings filing.Room, salaries salary.Room, meetings meeting.Room) handlers.Fallback {
	unknown := func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		if req.Chat.Group || !req.Person.May(department.Employee) {
			return salaries.Unknown(ctx, tx, req)
		}
		if given, err := tasks.Addressed(ctx, tx, req); err != nil {
			return handlers.Reply{}, err
		} else if given {
			return tasks.Give(ctx, tx, req)
		}
		reply, err := complaints.Keep(ctx, tx, req)
		if err != nil || !salaries.Likely(req) {
			return reply, err
		}
		// A question about pay: the answer comes at once, and the draft is kept.
		answer, err := salaries.Unknown(ctx, tx, req)
		reply.Messages = append(reply.Messages, answer.Messages...)
		return reply, err
	}
	readers := filings.Readers()
	readers[department.Complaint.Name] = complaints.Read
	readers[department.Task.Name], readers[department.Joint.Name] = tasks.Read, tasks.Read
	edited := o.desk.Edited(readers)
	return handlers.Fallback{
		Number:     o.desk.Open,
		Membership: o.people.Membership,
		Reply: func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
			if given, err := tasks.Addressed(ctx, tx, req); err != nil {
				return handlers.Reply{}, err
			} else if given {
				return tasks.Give(ctx, tx, req)
			}
			return o.desk.Replied(ctx, tx, req)
		},
		Edited:    edited,
		Redrafted: complaints.Redrafted(edited),
		Meeting:   meetings.Replied,
		Inline:    salaries.Inline,
		Unknown: func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
			return o.desk.Mention(ctx, tx, req, unknown)
		},
	}
}

// name returns the bot's user name without @, empty while it is not known.
func (o *office) name() string {
	if name := o.botName.Load(); name != nil {
		return *name
	}
	return ""
}

// words puts what the clock has to say into messages, for the scheduler.
type words struct {
	desk    matter.Desk
	digests digest.Room
	tower   bells.Tower
	people  team.Room
	table   handlers.Table
}

// words returns what the clock says in this office.
func (o *office) words() words {
	return words{desk: o.desk, digests: o.digests, tower: o.tower, people: o.people, table: o.mux}
}

// Remind implements scheduler.Words.
func (w words) Remind(ctx context.Context, tx *storage.Tx, to department.Person, notices []department.Notice, now time.Time) ([]department.Outgoing, error) {
	return w.desk.Remind(ctx, tx, to, notices, now)
}

// Lapse implements scheduler.Words.
func (w words) Lapse(ctx context.Context, tx *storage.Tx, matter int64, now time.Time) ([]department.Outgoing, error) {
	return w.desk.Lapse(ctx, tx, matter, now)
}

// Routine implements scheduler.Words.
func (w words) Routine(ctx context.Context, tx *storage.Tx, r department.Routine, now time.Time) ([]department.Outgoing, error) {
	return w.desk.GiveRoutine(ctx, tx, r, now)
}

// Ringing implements scheduler.Words.
func (w words) Ringing(ctx context.Context, tx *storage.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	return w.tower.Ringing(ctx, tx, b, now)
}

// Ring implements scheduler.Words.
func (w words) Ring(ctx context.Context, tx *storage.Tx, to department.Person, rings []department.Ringing, now time.Time) ([]department.Outgoing, error) {
	return w.tower.Ring(ctx, tx, to, rings, now)
}

// Digest implements scheduler.Words.
func (w words) Digest(ctx context.Context, tx *storage.Tx, to department.Person, from, now time.Time) ([]department.Outgoing, error) {
	if !to.May(department.Supervisor) {
		return w.desk.Morning(ctx, tx, to, now)
	}
	return w.digests.Digest(ctx, tx, to, from, now)
}

// Totals implements scheduler.Words.
func (w words) Totals(ctx context.Context, tx *storage.Tx, g department.Group, now time.Time) ([]department.Outgoing, error) {
	return w.digests.Totals(ctx, tx, g, now)
}

// Turn implements scheduler.Words.
func (w words) Turn(ctx context.Context, tx *storage.Tx, a department.Absence, now time.Time) ([]department.Outgoing, error) {
	return w.people.Turn(ctx, tx, w.table, a, now)
}

// doorOf opens the database to the bot.
func doorOf(store *storage.Store) bot.Store {
	return bot.Store{
		Write: func(ctx context.Context, f func(bot.Tx) error) error {
			return store.Write(ctx, func(tx *storage.Tx) error { return f(tx) })
		},
		Read: func(ctx context.Context, f func(bot.Reader) error) error {
			return store.Read(ctx, func(tx *storage.Tx) error { return f(tx) })
		},
	}
}
