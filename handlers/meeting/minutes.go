package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// open begins the minutes: what the organiser types from now on belongs to them.
func (r Room) open(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	if m.State != department.MeetingPlanned {
		return handlers.Reply{}, department.Refuse("meeting_over")
	}
	return r.ask(ctx, tx, req, order{Meeting: m.ID}, stepMinutes, r.words(req.Person).Say("meet_minutes", "Title", m.Title), r.finish(req, m.ID))
}

// finish returns the button that shows what comes of the minutes.
func (r Room) finish(req handlers.Request, id int64) [][]handlers.Button {
	return [][]handlers.Button{{{Label: r.words(req.Person).Plain("meet_do_preview"), Data: fmt.Sprintf("%s:preview:%d", topicName, id)}}}
}

// lines reads minutes: names are those of the employees, dates the deadlines of
// the reader. One that is over by now is a doubt.
func (r Room) lines(ctx context.Context, tx handlers.Tx, req handlers.Request, ms department.Minutes) ([]department.MinuteLine, error) {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return nil, err
	}
	return ms.Lines(people, func(e department.MinuteEntry) department.FindDue { return r.due(req, e.At) }), nil
}

// due finds deadlines in what was written at a moment.
func (r Room) due(req handlers.Request, written time.Time) department.FindDue {
	return func(text string) (time.Time, string, error) {
		result, err := when.Parse(text, written, when.Options{Calendar: r.cal, Zone: req.Person.Location(r.cal.Zone()), Language: req.Person.Lang(), Purpose: when.Deadline})
		if problem, refused := errors.AsType[*when.Problem](err); refused {
			return time.Time{}, text, department.Refuse("remind_doubt_" + problem.Code.String())
		}
		switch due := result.Due(r.cal); {
		case due.IsZero():
			return time.Time{}, text, nil
		case !due.After(req.At):
			return time.Time{}, text, department.Refuse("remind_doubt_" + when.Past.String())
		default:
			return due.UTC(), result.Rest, nil
		}
	}
}

// said shows how lines were understood.
func (r Room) said(ctx context.Context, tx handlers.Tx, req handlers.Request, lines []department.MinuteLine) (texts.HTML, error) {
	w := r.words(req.Person)
	var said []texts.HTML
	for _, l := range lines {
		names, err := r.names(ctx, tx, l.People)
		if err != nil {
			return "", err
		}
		moment := func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return w.Moment(t, req.Person.Location(r.cal.Zone()))
		}
		line := w.Say("meet_said_"+string(l.Kind), "Text", l.Text, "Who", w.List(names), "Due", moment(l.Due), "Review", moment(l.Review))
		if l.Doubt != "" {
			line = texts.Join(line, "⚠ "+w.Say(l.Doubt))
		}
		said = append(said, line)
	}
	if len(said) == 0 {
		return w.Say("meet_said_nothing"), nil
	}
	return texts.Join(said...), nil
}

// preview shows what comes of the minutes before the meeting is closed, and asks
// which points of the agenda were reached.
func (r Room) preview(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (handlers.Reply, error) {
	w := r.words(req.Person)
	ms, err := tx.Minutes(ctx, m.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	lines, err := r.lines(ctx, tx, req, ms)
	if err != nil {
		return handlers.Reply{}, err
	}
	said, err := r.said(ctx, tx, req, lines)
	if err != nil {
		return handlers.Reply{}, err
	}
	out := m.Outcome(lines, req.Person, req.At)
	parts := []texts.HTML{w.Say("meet_preview", "Title", m.Title), said}
	points, err := tx.Agenda(ctx, m.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	var ticks []handlers.Button
	if len(points) > 0 {
		next, later, err := r.next(ctx, tx, m)
		if err != nil {
			return handlers.Reply{}, err
		}
		reached := w.Say("meet_reached")
		switch {
		case later:
			reached = w.Say("meet_reached_series")
		case next.ID != 0:
			reached = w.Say("meet_reached_next", "Title", next.Title, "When", r.span(req.Person, next))
		}
		parts = append(parts, "\n"+reached)
	}
	for i, p := range points {
		mark := "☐"
		if p.Done {
			mark = "☑"
		}
		parts = append(parts, texts.Escape(mark+" ")+r.point(w, p, i+1))
		ticks = append(ticks, handlers.Button{Label: fmt.Sprintf("%s %d", mark, i+1), Data: fmt.Sprintf("%s:tick:%d:%d", topicName, m.ID, p.ID)})
	}
	rows := handlers.Grid(5, ticks...)
	last := handlers.Button{Label: w.Plain("meet_do_close"), Data: fmt.Sprintf("%s:close:%d", topicName, m.ID)}
	if len(out.Doubts) > 0 {
		parts = append(parts, "\n"+w.Say("meet_mend"))
		last = handlers.Button{Label: w.Plain("meet_do_close_notes"), Data: last.Data + ":" + asNotes}
	}
	rows = append(rows, []handlers.Button{last})
	return handlers.Replying(req.Change(texts.Join(parts...), rows...)), nil
}

// asNotes is the choice by which doubtful lines are only noted.
const asNotes = "notes"

// close ends the meeting: it makes what the minutes say, sends them, and asks for
// acknowledgement. Doubtful lines refuse it, unless they are to be notes.
func (r Room) close(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, doubtful string) (handlers.Reply, error) {
	ms, err := tx.Minutes(ctx, m.ID)
	if err != nil {
		return handlers.Reply{}, err
	}
	lines, err := r.lines(ctx, tx, req, ms)
	if err != nil {
		return handlers.Reply{}, err
	}
	if doubtful == asNotes {
		lines = department.NoteDoubts(lines)
	}
	out := m.Outcome(lines, req.Person, req.At)
	m, err = tx.UpdateMeeting(ctx, m.ID, req.At, r.cal, func(m *department.Meeting) error { return m.Close(out, req.Person, req.At) })
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.endQuestion(ctx, tx, req, m.ID); err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.carryOut(ctx, tx, req, out)
	if err != nil {
		return handlers.Reply{}, err
	}
	rolled, err := r.rollOver(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	minutes, err := r.minutesFor(ctx, tx, req, m, lines)
	if err != nil {
		return handlers.Reply{}, err
	}
	changed, err := r.spread(ctx, tx, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	all := []handlers.Message{req.Change(r.words(req.Person).Say("meet_closed", "N", len(m.Guests)))}
	return handlers.Replying(slices.Concat(all, changed, rolled, minutes, messages)...), nil
}

// carryOut makes the decisions, tasks and questions of the minutes and returns the
// cards of the tasks and questions.
func (r Room) carryOut(ctx context.Context, tx handlers.Tx, req handlers.Request, out department.MeetingOutcome) ([]handlers.Message, error) {
	var cards []handlers.Message
	for _, d := range out.Decisions {
		_, told, err := r.decisions.Note(ctx, tx, d, req.Person, req.At)
		if err != nil {
			return nil, err
		}
		cards = append(cards, told...)
	}
	for _, f := range out.Tasks {
		task, err := r.desk.New(ctx, tx, department.Task, f)
		if err != nil {
			return nil, err
		}
		_, reply, err := r.desk.File(ctx, tx, req, task, nil)
		if err != nil {
			return nil, err
		}
		cards = append(cards, reply.Messages...)
	}
	for _, f := range out.Questions {
		q, err := r.desk.New(ctx, tx, department.Question, f)
		if err != nil {
			return nil, err
		}
		asking := handlers.Request{At: req.At, Person: f.By, Chat: handlers.Chat{ID: int64(f.By.ID)}}
		_, reply, err := r.desk.File(ctx, tx, asking, q, nil)
		if err != nil {
			return nil, err
		}
		cards = append(cards, reply.Messages...)
	}
	return cards, nil
}

// minutesFor returns the minutes as they are sent to everybody, with a new card
// that asks for acknowledgement.
func (r Room) minutesFor(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, lines []department.MinuteLine) ([]handlers.Message, error) {
	var messages []handlers.Message
	for _, id := range m.Attends() {
		p, err := tx.Person(ctx, id)
		if errors.Is(err, department.ErrNone) || err == nil && !p.May(department.Employee) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find person %d: %w", id, err)
		}
		said, err := r.said(ctx, tx, handlers.Request{Person: p, At: req.At}, lines)
		if err != nil {
			return nil, err
		}
		messages = append(messages, handlers.Message{Chat: int64(id), Text: texts.Join(r.words(p).Say("meet_minutes_of", "Title", m.Title, "When", r.span(p, m)), said)})
	}
	cards, err := r.send(ctx, tx, m, m.Attends(), "")
	return append(messages, cards...), err
}
