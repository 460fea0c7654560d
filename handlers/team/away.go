package team

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// stepAway is the question for the dates of an absence.
const stepAway = "away"

// away notes the absence that the line names, or shows those that are noted and
// asks for the dates.
func (r Room) away(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if strings.TrimSpace(req.Text) != "" {
		return r.note(ctx, tx, req)
	}
	text, buttons, err := r.absences(ctx, tx, req)
	if err != nil {
		return handlers.Reply{}, err
	}
	dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: name, Step: stepAway, Started: req.At}
	if err := tx.SaveDialog(ctx, dialog); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the dates of an absence: %w", err)
	}
	question := req.Say(text, buttons...)
	question.AskText = len(buttons) == 0
	return handlers.Replying(question), nil
}

// answered goes on with an answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if !brief(req) {
		return handlers.Reply{}, handlers.ErrNoAnswer
	}
	if req.Dialog.Step == stepLeave {
		return r.namedHeirs(ctx, tx, req)
	}
	return r.note(ctx, tx, req) // the question stays open until it has its answer
}

// briefWords is how many words an answer of this room has at most.
const briefWords = 12

// brief reports whether a message can be dates or names: it is short, typed by
// hand, and not the number of a matter.
func brief(req handlers.Request) bool {
	_, number := handlers.ReadNumber(req.Text)
	return !number && req.Forward == nil && len(req.Attachments) == 0 && len(strings.Fields(req.Text)) <= briefWords
}

// note notes the absence of a line: «1–14 декабря Пётр», for the director also
// «Анне 1–14 декабря».
func (r Room) note(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find who is away: %w", err)
	}
	typed, choices, err := r.readAway(req, people)
	if err != nil {
		return handlers.Reply{}, err
	}
	typed, err = r.remembered(ctx, tx, req, typed)
	if err != nil {
		return handlers.Reply{}, err
	}
	if choices != nil {
		return r.askDates(ctx, tx, req, typed, choices)
	}
	return r.keep(ctx, tx, req, typed)
}

// keep notes an absence, tells those concerned and lets it begin if it is time.
func (r Room) keep(ctx context.Context, tx handlers.Tx, req handlers.Request, typed noted) (handlers.Reply, error) {
	if typed.who.ID == 0 {
		typed.who = req.Person
	}
	others, err := tx.Absences(ctx, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	a, err := department.NewAbsence(typed.who, typed.from, typed.until, req.Person, req.At, others)
	if err != nil {
		return handlers.Reply{}, err
	}
	if err := a.Appoint(typed.deputy, req.Person, others); err != nil {
		return handlers.Reply{}, err
	}
	if a, err = tx.CreateAbsence(ctx, a); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	begun, err := r.begin(ctx, tx, req, a)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons, err := r.absence(ctx, tx, req.Person, a, a.Deputy == 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	news, err := r.awayNews(ctx, tx, req, a)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply := handlers.Replying(req.Say(text, buttons...))
	reply.Messages = append(append(reply.Messages, news...), begun...)
	return reply, nil
}

// awayNews tells of an absence that was noted: the absent person if the director
// noted it, the deputy, and the directors if it was somebody else.
func (r Room) awayNews(ctx context.Context, tx handlers.Tx, req handlers.Request, a department.Absence) ([]handlers.Message, error) {
	who, err := tx.Person(ctx, a.Person)
	if err != nil {
		return nil, fmt.Errorf("find who is away: %w", err)
	}
	var news []handlers.Message
	if who.ID != req.Person.ID {
		w := r.words(who)
		news = append(news, tell(who, w.Say("away_noted", "Period", r.period(who, a), "By", req.Person.Name)))
	}
	deputy, err := r.deputyNews(ctx, tx, req, a, who)
	if err != nil {
		return nil, err
	}
	news = append(news, deputy...)
	if req.Person.May(department.Director) {
		return news, nil
	}
	told, err := r.tellDirectors(ctx, tx, req.Person.ID, func(d department.Person, w texts.Words) handlers.Message {
		return handlers.Message{Text: w.Say("away_news", "Name", who.Name, "Period", r.period(d, a))}
	})
	return append(news, told...), err
}

// deputyNews tells the deputy of an absence that is still to come.
func (r Room) deputyNews(ctx context.Context, tx handlers.Tx, req handlers.Request, a department.Absence, who department.Person) ([]handlers.Message, error) {
	if a.Deputy == 0 || a.Deputy == req.Person.ID || !a.Begun.IsZero() || !a.From.After(req.At) {
		return nil, nil // who stands in at once is told so
	}
	deputy, err := tx.Person(ctx, a.Deputy)
	if err != nil {
		return nil, fmt.Errorf("find the deputy: %w", err)
	}
	said := r.words(deputy).Say("deputy_news", "Name", who.Name, "Period", r.period(deputy, a))
	return []handlers.Message{tell(deputy, said)}, nil
}

// pressAway handles the buttons of an absence: awho:ID asks for a deputy,
// adep:ID:PERSON appoints one, aoff:ID calls it off.
func (r Room) pressAway(ctx context.Context, tx handlers.Tx, req handlers.Request, verb string, args []int64) (handlers.Reply, error) {
	if len(args) == 0 || !req.Person.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	a, err := tx.Absence(ctx, args[0])
	if errors.Is(err, department.ErrNone) {
		return handlers.Reply{}, department.Refuse("away_over")
	}
	if err != nil {
		return handlers.Reply{}, err
	}
	switch {
	case verb == "aoff":
		return r.callOff(ctx, tx, req, a)
	case verb == "adep" && len(args) == 2:
		return r.appoint(ctx, tx, req, a, department.PersonID(args[1]))
	case verb == "awho":
		if err := a.Appoint(department.Person{}, req.Person, nil); err != nil {
			return handlers.Reply{}, err
		}
		text, buttons, err := r.absence(ctx, tx, req.Person, a, true)
		return handlers.Replying(req.Change(text, buttons...)), err
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// appoint makes somebody the deputy, nobody if id is 0.
func (r Room) appoint(ctx context.Context, tx handlers.Tx, req handlers.Request, a department.Absence, id department.PersonID) (handlers.Reply, error) {
	var deputy department.Person
	if id != 0 {
		var err error
		if deputy, err = tx.Person(ctx, id); errors.Is(err, department.ErrNone) {
			return handlers.Reply{}, department.Refuse("deputy_gone")
		} else if err != nil {
			return handlers.Reply{}, fmt.Errorf("find the deputy: %w", err)
		}
	}
	others, err := tx.Absences(ctx, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	before := a
	if err := a.Appoint(deputy, req.Person, others); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SaveAbsence(ctx, a); err != nil {
		return handlers.Reply{}, err
	}
	text, buttons, err := r.absence(ctx, tx, req.Person, a, false)
	if err != nil {
		return handlers.Reply{}, err
	}
	reply := handlers.Replying(req.Change(text, buttons...))
	if before.Deputy == a.Deputy {
		return reply, nil
	}
	who, err := tx.Person(ctx, a.Person)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find who is away: %w", err)
	}
	news, err := r.deputyNews(ctx, tx, req, a, who)
	if err != nil {
		return handlers.Reply{}, err
	}
	moved, err := r.replaced(ctx, tx, req, before, a, who)
	reply.Messages = append(append(reply.Messages, news...), moved...)
	return reply, err
}

// callOff ends an absence before its time.
func (r Room) callOff(ctx context.Context, tx handlers.Tx, req handlers.Request, a department.Absence) (handlers.Reply, error) {
	lasted := !a.Begun.IsZero()
	if err := a.CallOff(req.Person, req.At); err != nil {
		return handlers.Reply{}, err
	}
	if err := tx.SaveAbsence(ctx, a); err != nil {
		return handlers.Reply{}, err
	}
	who, err := tx.Person(ctx, a.Person)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find who is away: %w", err)
	}
	w := r.words(req.Person)
	reply := handlers.Replying(req.Change(w.Say("away_off", "Name", who.Name, "Period", r.period(req.Person, a))))
	if lasted {
		over, err := r.turned(ctx, tx, req.Table, a, req.At)
		reply.Messages = append(reply.Messages, without(over, req.Person.ID)...)
		return reply, err
	}
	for _, id := range []department.PersonID{a.Person, a.Deputy} {
		if id == 0 || id == req.Person.ID {
			continue
		}
		p, err := tx.Person(ctx, id)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find whom to tell: %w", err)
		}
		key := "away_off_news"
		if who.ID == req.Person.ID {
			key = "away_off"
		}
		reply.Messages = append(reply.Messages, tell(p, r.words(p).Say(key, "Name", who.Name, "Period", r.period(p, a), "By", req.Person.Name)))
	}
	return reply, nil
}

// without leaves out the texts to one person, who sees them otherwise; the menu
// stays.
func without(messages []handlers.Message, id department.PersonID) []handlers.Message {
	var kept []handlers.Message
	for _, m := range messages {
		if m.Menu != nil || m.Chat != int64(id) {
			kept = append(kept, m)
		}
	}
	return kept
}
