package matter

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// deed is something that was done to a matter: by whom, when, and the files that
// came with it. By is nobody when the clock did it.
type deed struct {
	act   department.Act
	by    department.Person
	at    time.Time
	files []department.Attachment
}

// tell returns what is said after somebody did something: all that changes for
// others, and a word to the person who acted.
func (d Desk) tell(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter, done deed) (handlers.Reply, error) {
	messages, err := d.changes(ctx, tx, m, done)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := d.Words(req.Person)
	key, args := w.Of(m.Kind, "did_"+string(done.act)), []any{"Number", m.ID}
	if done.act == department.Take && m.Owner != done.by.ID {
		key = "did_take_in_place"
	}
	reply := handlers.Reply{Messages: messages, Toast: w.Plain(key, args...)}
	if req.Press == nil {
		reply.Messages = append(reply.Messages, req.Say(w.Say(key, args...)))
	}
	return reply, nil
}

// changes returns what changes after a deed: all copies of the card, whoever has
// to know or to do something next gets a message that rings, and what follows
// for other matters.
func (d Desk) changes(ctx context.Context, tx handlers.Tx, m department.Matter, done deed) ([]handlers.Message, error) {
	v, err := d.view(ctx, tx, m, done.at)
	if err != nil {
		return nil, err
	}
	messages, err := v.copies(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	people, err := d.audience(ctx, tx, m, listeners(m, done.act), done.at)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.ID != done.by.ID && (m.Visible(p) || done.act == department.Assign) {
			v.reader = p
			for _, news := range v.news(m, done) {
				news.Silent = p.IsAway()
				messages = append(messages, news)
			}
		}
	}
	others, err := d.Follow(ctx, tx, m, done.at)
	if err != nil {
		return nil, err
	}
	further, err := d.follow(ctx, tx, m, done)
	return slices.Concat(messages, others, further), err
}

// listeners returns who is told of an act, besides by the change of the card.
func listeners(m department.Matter, act department.Act) circle {
	switch act {
	case department.Proceed:
		return 0 // the director learns of it when nothing moves again
	case department.Take, department.Wait, department.Resume, department.Finish, department.Inquire, department.Decline, department.Gather:
		return toReporter
	case department.Postpone:
		if m.Kind == department.Complaint.Name {
			return toDirectors
		}
		return toReporter
	case department.Accept, department.Return, department.Inform, department.Grant, department.Deny:
		return toOwner
	case department.Assign:
		return toOwner | toFormer
	case department.Agree, department.Object, department.Later:
		if m.State.Over() {
			return toAll
		}
		return toReporter
	case department.Comment:
		if m.Owner == 0 {
			return toAll | toDirectors
		}
	}
	return toAll
}

// before returns how the matter stood before its latest event, if that is known.
func before(m department.Matter) *department.Standing {
	if events := m.Events(); len(events) > 0 {
		return events[len(events)-1].Before
	}
	return nil
}

// asksNext are the acts after which the one who is told has to do something: the
// news come as a card with buttons.
var asksNext = map[department.Act]bool{
	department.Finish: true, department.Return: true, department.Assign: true, department.Inquire: true,
	department.Inform: true, department.Postpone: true, department.Decline: true,
}

// news is the message that rings: a line about what happened, with the files
// that came with it.
func (v view) news(m department.Matter, done deed) []handlers.Message {
	w := v.Words(v.reader)
	key := w.Of(m.Kind, "news_"+string(done.act))
	switch {
	case done.act == department.Assign && v.reader.ID != m.Owner:
		key = "news_unassign"
	case done.act == department.Agree && m.Outcome == department.Agreed:
		key = "news_agreed"
	}
	var note string
	if events := m.Events(); len(events) > 0 {
		note = events[len(events)-1].Note
	}
	line := w.Say(key, "Number", m.ID, "By", done.by.Name, "Client", About(m), "WaitingFor", m.WaitingFor, "Result", m.Result,
		"Note", note, "Owner", v.names[m.Owner], "Due", v.Moment(v.reader, m.Due), "Proposed", v.Moment(v.reader, m.Proposed),
		"Outcome", verdict(w, "outcome_", m.Outcome), "Silence", verdict(w, "silence_", m.Silence))
	told := handlers.Message{Chat: int64(v.reader.ID), Text: texts.Join(line, v.inPlace(m))}
	if asksNext[done.act] && len(m.Steps(v.reader)) > 0 {
		told = v.card(m)
		told.Text = line + "\n\n" + told.Text
	}
	if len(done.files) == 0 {
		return []handlers.Message{told}
	}
	return []handlers.Message{told, {Chat: int64(v.reader.ID), Text: w.Say("files_of", "Number", m.ID), Media: done.files}}
}

// shownWords is how many characters of a text say which matter is meant.
const shownWords = 40

// About returns the client, or the beginning of the text of a matter without
// one, in one line, so that people know which matter is meant.
func About(m department.Matter) string {
	if m.Client != "" {
		return m.Client
	}
	line, _, _ := strings.Cut(m.Text, "\n")
	return texts.Short(line, shownWords)
}
