// Package salary is the conversation about salaries: it puts what
// department/salary understands and finds into words and buttons.
//
// # The life of a question
//
// A question comes as text (/salary, «зарплата …», or free text of a candidate),
// as a tap, or after the bot's name in any chat. It becomes a [salary.Question],
// the survey answers it, and the answer is one of a few screens: what is missing
// as buttons, the figures, a comparison, or why there are none. Each button
// carries the whole question with one thing more or less, so a tap is answered
// by editing the same message, and nobody's questions are stored.
//
// # What others may rely on
//
// No figure is shown without its source, month, link, age and contradictions. A
// city or position that the survey does not have is said to be absent; what is
// offered instead is labelled.
package salary

import (
	"context"
	"sync"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/team"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// name is the topic in the data of its buttons.
const name = "sal"

// Room is the conversation about salaries. See [New].
type Room struct {
	book   *texts.Book
	survey salary.Survey
	parser func() salary.Parser
	cities []string
}

// New returns the room over one survey.
func New(book *texts.Book, survey salary.Survey) Room {
	cities := survey.Cities()
	// Its words take some 3 MiB and are not needed before somebody asks.
	parser := sync.OnceValue(func() salary.Parser { return salary.NewParser(cities...) })
	return Room{book: book, survey: survey, parser: parser, cities: cities}
}

// Topic returns the room's command and buttons.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name: name,
		Commands: []handlers.Command{{
			Name: "salary", Words: []string{"зарплата", "зарплаты", "зарплату", "зп", "оклад", "salary", "salaries"},
			Least: department.Candidate, Groups: true, Do: r.command,
		}},
		Press: r.press,
	}
}

// command answers the question on the line, or asks what is missing.
func (r Room) command(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	q := r.parser().Understand(req.Text, req.At)
	if q.Empty() && req.Text != "" {
		w := r.words(req)
		s := r.screen(w, req.At).ask(state{}, salary.MissingCity)
		s.text = texts.Join(w.Say("salary_unclear"), s.text)
		return handlers.Replying(req.Say(s.text, s.buttons...)), nil
	}
	s := r.screen(r.words(req), req.At).of(q, false)
	return handlers.Replying(req.Say(s.text, s.buttons...)), nil
}

// Unknown answers a text that no command, dialog or word claimed: as a question
// about salaries if it is one, else with what a candidate is likeliest to mean.
// In a group nothing is said about the department, and what people say below a
// message of ours is left alone.
func (r Room) Unknown(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.words(req)
	if q := r.parser().Understand(req.Text, req.At); req.Command == "" && !q.Empty() {
		s := r.screen(w, req.At).of(q, false)
		return handlers.Replying(req.Say(s.text, s.buttons...)), nil
	}
	ask := handlers.Doing(w.Plain("do_salary"), "salary")
	switch {
	case !req.Chat.Group:
		return handlers.Replying(req.Say(w.Say("salary_lost"), []handlers.Button{ask, team.JoinButton(w)})), nil
	case req.ReplyTo != nil && req.ReplyTo.FromBot && req.Command == "":
		return handlers.Reply{}, nil
	}
	return handlers.Replying(req.Say(w.Say("salary_lost_group"), []handlers.Button{ask})), nil
}

// Likely reports whether a text looks like a question about salaries. To those
// who write of clients all day, a city alone is none: two things of a question
// have to be in it.
func (r Room) Likely(req handlers.Request) bool {
	q := r.parser().Understand(req.Text, req.At)
	said := 0
	for _, known := range []bool{len(q.Cities) > 0, len(q.Segments) > 0, len(q.Bands) > 0, q.Amount != nil, q.Position == salary.Ours} {
		if known {
			said++
		}
	}
	return said >= 2 && q.Position != salary.Other
}

// press answers the question that a button carries.
func (r Room) press(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	st, ok := decode(req.Press.Data, r.cities)
	if !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	s := r.screen(r.words(req), req.At).of(st.question(), st.instead)
	return handlers.Replying(req.Change(s.text, s.buttons...)), nil
}

func (r Room) words(req handlers.Request) texts.Words { return r.book.In(req.Person.Lang()) }

// screen begins a screen in one language at one moment.
func (r Room) screen(w texts.Words, now time.Time) screen {
	return screen{Room: r, w: w, now: now}
}

// months returns the age of the survey.
func (r Room) months(now time.Time) int {
	return (now.Year()-r.survey.Year)*12 + int(now.Month()-r.survey.Month)
}
