package team

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// name is the topic in the data of its buttons.
const name = "team"

// Room is the conversation about who belongs to the department. See [New].
type Room struct {
	book    *texts.Book
	cal     workdays.Calendar
	desk    matter.Desk
	random  io.Reader
	botName func() string
}

// New returns the room; the matters of people who leave go over desk. Codes are
// drawn from random; botName returns the bot's user name without @, empty while it
// is not known yet. Both are used by one goroutine at a time.
func New(desk matter.Desk, random io.Reader, botName func() string) Room {
	return Room{book: desk.Book(), cal: desk.Calendar(), desk: desk, random: random, botName: botName}
}

// Topic returns the room's commands and buttons.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name: name,
		Commands: []handlers.Command{
			{Name: "start", Words: []string{"старт", "начать", "start"}, Alone: true, Least: department.Candidate, Do: r.start},
			{Name: "invite", Part: handlers.PartTeam, Least: department.Director, Do: r.invite},
			{Name: "team", Part: handlers.PartTeam, Words: []string{"отдел", "команда", "team"}, Alone: true, Least: department.Supervisor, Do: r.team},
			{Name: "group", Part: handlers.PartTeam, Least: department.Director, Groups: true, Do: r.group},
			{Name: "away", Part: handlers.PartTeam, Words: []string{"отпуск", "отсутствие", "away"}, Least: department.Employee, Do: r.away},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

// press handles the buttons: join, those of absences and of the team, and for the
// director admit:PERSON, decline:PERSON, new:ROLE, revoke:INVITATION.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	verb, rest, _ := strings.Cut(req.Press.Data, ":")
	if verb == "join" {
		return r.join(ctx, tx, req)
	}
	if verb == "group" {
		return r.pressGroup(ctx, tx, req, rest)
	}
	if verb == "new" {
		return r.inviteAs(ctx, tx, req, rest)
	}
	args, ok := numbers(rest)
	if !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	switch verb {
	case "aday":
		return r.pickDates(ctx, tx, req, args)
	case "awho", "adep", "aoff":
		return r.pressAway(ctx, tx, req, verb, args)
	case "admit", "decline", "revoke":
		return r.pressEntry(ctx, tx, req, verb, args[0])
	}
	return r.pressTeam(ctx, tx, req, verb, args)
}

// pressEntry lets in, declines or revokes.
func (r Room) pressEntry(ctx context.Context, tx handlers.Tx, req handlers.Request, verb string, id int64) (handlers.Reply, error) {
	if !req.Person.May(department.Director) {
		return handlers.Reply{}, department.Refuse("command_director")
	}
	switch verb {
	case "admit":
		return r.admit(ctx, tx, req, department.PersonID(id))
	case "decline":
		return r.decline(ctx, tx, req, department.PersonID(id))
	}
	return r.revoke(ctx, tx, req, id)
}

// numbers reads the numbers that a button carries behind its verb: 7:118. There
// is at least one.
func numbers(text string) ([]int64, bool) {
	var all []int64
	for part := range strings.SplitSeq(text, ":") {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, false
		}
		all = append(all, n)
	}
	return all, true
}

func data(verb string, what any) string { return fmt.Sprintf("%s:%s:%v", name, verb, what) }

func (r Room) words(p department.Person) texts.Words { return r.book.In(p.Lang()) }

// tell returns a message to somebody's private chat.
func tell(p department.Person, text texts.HTML, buttons ...[]handlers.Button) handlers.Message {
	return handlers.Message{Chat: int64(p.ID), Text: text, Buttons: buttons}
}

// tellDirectors returns a message for each director who is there, and each who
// stands in for one, except one person.
func (r Room) tellDirectors(ctx context.Context, tx handlers.Tx, except department.PersonID, write func(department.Person, texts.Words) handlers.Message) ([]handlers.Message, error) {
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return nil, fmt.Errorf("find the directors: %w", err)
	}
	var messages []handlers.Message
	for _, d := range department.Present(directors) {
		if d.ID != except {
			m := write(d, r.words(d))
			m.Chat = int64(d.ID)
			messages = append(messages, m)
		}
	}
	return messages, nil
}

// stored returns the person as stored, or as the request brings a stranger.
func stored(ctx context.Context, tx handlers.Tx, p department.Person) (department.Person, error) {
	found, err := tx.Person(ctx, p.ID)
	if errors.Is(err, department.ErrNone) {
		return p, nil
	}
	return found, err
}

// called returns how a person is shown: the name and, if there is one, @username.
func called(p department.Person) string {
	if p.Username == "" {
		return p.Name
	}
	return p.Name + " (@" + p.Username + ")"
}
