package meeting

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Room is the conversation about meetings. See [New].
type Room struct {
	desk      matter.Desk
	book      *texts.Book
	cal       workdays.Calendar
	decisions decisions
}

// decisions notes what was decided and returns the card for its owner.
type decisions interface {
	Note(ctx context.Context, tx handlers.Tx, d department.Decision, by department.Person, at time.Time) (department.Decision, []handlers.Message, error)
}

// New returns the room; the tasks and questions of its minutes go over desk, the
// decisions to their room.
func New(desk matter.Desk, decisions decisions) Room {
	return Room{desk: desk, book: desk.Book(), cal: desk.Calendar(), decisions: decisions}
}

const topicName = "meet"

// The questions of the room's dialog.
const (
	stepTitle   = "title"
	stepWhen    = "when"
	stepHour    = "hour"
	stepWho     = "who"
	stepKeep    = "keep" // the dates of a series
	stepMove    = "move" // another time
	stepPlace   = "place"
	stepLadder  = "ladder"  // when to remind
	stepPoint   = "point"   // a line for the agenda
	stepMinutes = "minutes" // lines of the minutes, until the meeting is closed
)

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartDates,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "meeting", Words: []string{"совещание", "встреча", "планёрка", "meeting"}, Least: department.Director, Do: r.command},
			{Name: "meetings", Words: []string{"совещания", "встречи", "meetings"}, Least: department.Employee, Do: r.list},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

// order is what is known of a meeting that is being called, or which one is
// asked about.
type order struct {
	Title  string                `json:"title,omitempty"`
	People []department.PersonID `json:"people,omitempty"`
	Who    bool                  `json:"who,omitempty"` // the people are chosen
	Start  time.Time             `json:"start,omitzero"`
	Day    bool                  `json:"day,omitempty"` // the hour is still to be asked
	Length time.Duration         `json:"length,omitempty"`
	Place  string                `json:"place,omitempty"`
	RRule  string                `json:"rrule,omitempty"`
	Said   string                `json:"said,omitempty"`
	Sure   bool                  `json:"sure,omitempty"`
	Doubt  string                `json:"doubt,omitempty"`

	Meeting int64 `json:"meeting,omitempty"`
	Matter  int64 `json:"matter,omitempty"` // which it is about
}

// command calls the meeting that stands behind the command; in reply to the card
// of a matter it is about that.
func (r Room) command(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	var o order
	if err := r.read(ctx, tx, &o, req.Text, req); err != nil {
		return handlers.Reply{}, err
	}
	if req.Number != 0 {
		if err := r.comesOf(ctx, tx, req, &o, req.Number); err != nil {
			return handlers.Reply{}, err
		}
	}
	return r.goOn(ctx, tx, req, o)
}

// goOn calls the meeting, or asks for what is missing next.
func (r Room) goOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.words(req.Person)
	doubt := texts.HTML("")
	if o.Doubt != "" {
		doubt = w.Say(o.Doubt)
	}
	switch {
	case o.Title == "":
		return r.ask(ctx, tx, req, o, stepTitle, texts.Join(doubt, w.Say("meet_ask_title")), nil)
	case o.Start.IsZero():
		return r.ask(ctx, tx, req, o, stepWhen, texts.Join(doubt, w.Say("meet_ask_when", "Title", o.Title)), nil)
	case o.Day:
		return r.ask(ctx, tx, req, o, stepHour, w.Say("meet_ask_hour", "Day", w.Date(r.cal.Today(o.Start))), r.hours(o, req))
	case !o.Who:
		text, rows, err := r.whoQuestion(ctx, tx, req, o)
		if err != nil {
			return handlers.Reply{}, err
		}
		return r.ask(ctx, tx, req, o, stepWho, text, rows)
	case o.RRule != "" && !o.Sure:
		return r.keepQuestion(ctx, tx, req, o)
	}
	return r.call(ctx, tx, req, o)
}

// ask asks one thing and remembers what is known.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, step string, text texts.HTML, rows [][]handlers.Button) (handlers.Reply, error) {
	o.Doubt = ""
	data, err := json.Marshal(o)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("remember the meeting: %w", err)
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: step, Data: data, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the %s of a meeting: %w", step, err)
	}
	question := req.Say(text, rows...)
	if req.Press != nil && o.Meeting == 0 && !onCard(req) {
		question = req.Change(text, rows...)
	}
	question.AskText = len(rows) == 0 && question.Edit == 0
	return handlers.Replying(question), nil
}

// onCard reports whether the button that was pressed is one of a matter's card,
// which stays as it is.
func onCard(req handlers.Request) bool { return strings.HasPrefix(req.Press.Data, "about:") }

// call makes the meeting, or the series and its first meeting, and sends the
// cards.
func (r Room) call(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	f := department.MeetingFiling{Title: o.Title, Start: o.Start, Length: o.Length, Place: o.Place, People: o.People, By: req.Person, At: req.At}
	m, err := r.first(ctx, tx, f, o)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := r.prepare(ctx, tx, req, m, o.Matter); err != nil {
		return handlers.Reply{}, err
	}
	clash, err := r.clash(ctx, tx, req, m)
	if err != nil {
		return handlers.Reply{}, err
	}
	messages, err := r.send(ctx, tx, m, m.Attends(), "meet_invited")
	if err != nil {
		return handlers.Reply{}, err
	}
	if clash != "" {
		messages = append(messages, req.Say(clash))
	}
	if req.Press != nil {
		messages = append([]handlers.Message{req.Change(r.words(req.Person).Say("meet_called", "Title", m.Title))}, messages...)
	}
	return handlers.Replying(messages...), nil
}

// prepare puts on the agenda of a new meeting what it is about, and what waits for
// it.
func (r Room) prepare(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting, matter int64) error {
	if matter != 0 {
		found, err := r.desk.Visible(ctx, tx, req, matter)
		if err != nil {
			return err
		}
		if _, err := r.put(ctx, tx, req, m, department.AgendaPoint{Text: about(found), Matter: matter}); err != nil {
			return err
		}
	}
	return r.await(ctx, tx, m)
}

// first makes the meeting itself, or the first one of a series.
func (r Room) first(ctx context.Context, tx handlers.Tx, f department.MeetingFiling, o order) (department.Meeting, error) {
	if o.RRule == "" {
		m, err := f.New()
		if err != nil {
			return m, err
		}
		return tx.CreateMeeting(ctx, m, r.cal)
	}
	s := department.Series{RRule: o.RRule, Zone: r.cal.Zone().String(), Start: o.Start}
	if err := s.Check(r.cal); err != nil {
		return department.Meeting{}, err
	}
	s, err := tx.CreateSeries(ctx, s)
	if err != nil {
		return department.Meeting{}, err
	}
	return r.nextOf(ctx, tx, s, f)
}

// nextOf calls the next meeting of a series.
func (r Room) nextOf(ctx context.Context, tx handlers.Tx, s department.Series, f department.MeetingFiling) (department.Meeting, error) {
	after := s.Last
	if after.IsZero() {
		after = s.Start.Add(-time.Minute)
	}
	for slot := range s.Meetings(after, r.cal) {
		s.Last = slot.Nominal
		if f.Start = slot.At; !f.Start.After(f.At) {
			continue
		}
		m, err := f.New()
		if err != nil {
			return m, err
		}
		m.Series = s.ID
		if m, err = tx.CreateMeeting(ctx, m, r.cal); err != nil {
			return m, err
		}
		return m, tx.SaveSeries(ctx, s, m.End())
	}
	return department.Meeting{}, department.Refuse("rule_never")
}

// clash says which of the people are at another meeting then.
func (r Room) clash(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Meeting) (texts.HTML, error) {
	w := r.words(req.Person)
	var lines []texts.HTML
	said := map[int64]bool{}
	for _, id := range m.Expected() {
		others, err := tx.MeetingsOf(ctx, id, m.Start.Add(-department.MaxLength), m.End(), 50)
		if err != nil {
			return "", err
		}
		for _, c := range m.Clashes(others) {
			if said[c.Meeting.ID] {
				continue
			}
			said[c.Meeting.ID] = true
			names, err := r.names(ctx, tx, c.People)
			if err != nil {
				return "", err
			}
			lines = append(lines, w.Say("meet_clash", "Who", w.List(names), "Title", c.Meeting.Title, "When", r.span(req.Person, c.Meeting)))
		}
	}
	return texts.Join(lines...), nil
}

// names returns the names of people, in their order.
func (r Room) names(ctx context.Context, tx handlers.Tx, ids []department.PersonID) ([]string, error) {
	var names []string
	for _, id := range ids {
		p, err := tx.Person(ctx, id)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return nil, fmt.Errorf("find person %d: %w", id, err)
		}
		names = append(names, p.Name)
	}
	return names, nil
}

// still returns the guests of a meeting who have not left the department since.
func (r Room) still(ctx context.Context, tx handlers.Tx, m department.Meeting) ([]department.PersonID, error) {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return nil, err
	}
	var guests []department.PersonID
	for _, g := range m.Guests {
		if slices.ContainsFunc(people, func(p department.Person) bool { return p.ID == g.Person }) {
			guests = append(guests, g.Person)
		}
	}
	return guests, nil
}

func (r Room) words(p department.Person) texts.Words { return r.book.In(p.Lang()) }
