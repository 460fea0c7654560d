package meeting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// send returns the card of a meeting for each of the people, with a line above
// it that says why; for the organiser there is none.
func (r Room) send(ctx context.Context, tx handlers.Tx, m department.Meeting, people []department.PersonID, lead string) ([]handlers.Message, error) {
	var messages []handlers.Message
	for _, id := range people {
		p, err := tx.Person(ctx, id)
		if errors.Is(err, department.ErrNone) || err == nil && !p.May(department.Employee) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find person %d: %w", id, err)
		}
		text, rows, err := r.card(ctx, tx, m, p)
		if err != nil {
			return nil, err
		}
		if lead != "" && id != m.Organiser {
			text = texts.Join(r.words(p).Say(lead), "\n"+text)
		}
		messages = append(messages, handlers.Message{Chat: int64(id), Text: text, Buttons: rows, Meeting: m.ID})
	}
	return messages, nil
}

// spread returns the changes of all copies of the card.
func (r Room) spread(ctx context.Context, tx handlers.Tx, m department.Meeting) ([]handlers.Message, error) {
	cards, err := tx.MeetingCards(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	var messages []handlers.Message
	for _, c := range cards {
		p, err := tx.Person(ctx, department.PersonID(c.Chat))
		if errors.Is(err, department.ErrNone) || err == nil && !p.May(department.Employee) {
			continue // who left keeps what was seen, and sees no more
		}
		if err != nil {
			return nil, err
		}
		text, rows, err := r.card(ctx, tx, m, p)
		if err != nil {
			return nil, err
		}
		messages = append(messages, handlers.Message{Chat: c.Chat, Text: text, Buttons: rows, Card: c.ID})
	}
	return messages, nil
}

// card shows a meeting to a reader. Whoever was taken out sees no more than that.
func (r Room) card(ctx context.Context, tx handlers.Tx, m department.Meeting, to department.Person) (texts.HTML, [][]handlers.Button, error) {
	w := r.words(to)
	if !m.Concerns(to.ID) && !to.May(department.Director) {
		return texts.Join(w.Say("meet_card", "Title", m.Title), w.Say("meet_need_not")), nil, nil
	}
	lines := []texts.HTML{w.Say("meet_card", "Title", m.Title), texts.Escape(r.span(to, m))}
	if m.Place != "" {
		lines = append(lines, w.Say("meet_place", "Place", m.Place))
	}
	people, err := r.people(ctx, tx, w, m)
	if err != nil {
		return "", nil, err
	}
	lines = append(lines, people)
	agenda, err := r.agenda(ctx, tx, w, m)
	if err != nil {
		return "", nil, err
	}
	lines = append(lines, agenda)
	var gap texts.HTML
	if agenda != "" {
		gap = "\n"
	}
	switch m.State {
	case department.MeetingPlanned:
		if !r.cal.IsWorkday(r.cal.Today(m.Start)) {
			lines = append(lines, gap+w.Say("meet_day_off"))
		}
	case department.MeetingOff:
		lines = append(lines, gap+w.Say("meet_off"))
	case department.MeetingHeld:
		unread, err := r.names(ctx, tx, m.Unread())
		if err != nil {
			return "", nil, err
		}
		lines = append(lines, gap+w.Say("meet_held"))
		if len(unread) > 0 {
			lines = append(lines, w.Say("meet_unread", "Who", w.List(unread)))
		}
	}
	left, err := r.whither(ctx, tx, m, to)
	if err != nil {
		return "", nil, err
	}
	return texts.Join(append(lines, left)...), r.buttons(w, m, to), nil
}

// span says when a meeting is, on the reader's clock.
func (r Room) span(p department.Person, m department.Meeting) string {
	zone := p.Location(r.cal.Zone())
	w := r.words(p)
	return w.Moment(m.Start, zone) + "–" + w.Clock(m.End(), zone) + zoneMark(w, m.Start, zone, r.cal.Zone())
}

// zoneMark returns what MomentFrom puts behind a moment.
func zoneMark(w texts.Words, t time.Time, zone, office *time.Location) string {
	plain := w.Moment(t, zone)
	return w.MomentFrom(t, zone, office)[len(plain):]
}

// people says who called the meeting and who answered what.
func (r Room) people(ctx context.Context, tx handlers.Tx, w texts.Words, m department.Meeting) (texts.HTML, error) {
	organiser, err := r.names(ctx, tx, []department.PersonID{m.Organiser})
	if err != nil {
		return "", err
	}
	lines := []texts.HTML{w.Say("meet_by", "Who", organiser[0])}
	for _, answer := range []department.Coming{department.Will, department.Late, department.Cant, ""} {
		var ids []department.PersonID
		for _, g := range m.Guests {
			if g.Answer == answer {
				ids = append(ids, g.Person)
			}
		}
		if len(ids) == 0 {
			continue
		}
		names, err := r.names(ctx, tx, ids)
		if err != nil {
			return "", err
		}
		const named = 8
		list := w.List(names)
		if len(names) > named {
			list = w.Plain("meet_and_more", "Who", w.List(names[:named]), "N", len(names)-named)
		}
		key := "meet_answer_" + string(answer)
		if answer == "" {
			key = "meet_answer_none"
		}
		lines = append(lines, w.Say(key, "Count", len(ids), "Who", list))
	}
	return texts.Join(lines...), nil
}

// buttons are what a reader can do with a meeting.
func (r Room) buttons(w texts.Words, m department.Meeting, to department.Person) [][]handlers.Button {
	button := func(what string) handlers.Button {
		return handlers.Button{Label: w.Plain("meet_do_" + what), Data: fmt.Sprintf("%s:%s:%d", topicName, what, m.ID)}
	}
	remind := handlers.Button{Label: w.Plain("meet_do_remind"), Data: fmt.Sprintf("remind:about:meet:%d", m.ID)}
	mine := to.ID == m.Organiser
	switch {
	case !m.Concerns(to.ID): // who was taken out
		return nil
	case m.State == department.MeetingHeld && !mine:
		for _, id := range m.Unread() {
			if id == to.ID {
				return [][]handlers.Button{{button("read")}}
			}
		}
		return nil
	case m.State != department.MeetingPlanned:
		return nil
	case !mine:
		return [][]handlers.Button{{button("will"), button("cant"), button("late")}, {button("point"), button("ics")}, {remind}}
	}
	rows := [][]handlers.Button{
		{button("point"), button("propose")}, {button("move"), button("place")}, {button("people"), button("ladder")}, {button("minutes"), button("ics")}, {remind, button("off")},
	}
	if m.Series != 0 {
		rows = append(rows, []handlers.Button{button("nomore")})
	}
	return rows
}

// agenda shows the points of the agenda.
func (r Room) agenda(ctx context.Context, tx handlers.Tx, w texts.Words, m department.Meeting) (texts.HTML, error) {
	points, err := tx.Agenda(ctx, m.ID)
	if err != nil || len(points) == 0 {
		return "", err
	}
	lines := []texts.HTML{"\n" + w.Say("meet_agenda")}
	for i, p := range points {
		lines = append(lines, r.point(w, p, i+1))
	}
	return texts.Join(lines...), nil
}

func (r Room) point(w texts.Words, p department.AgendaPoint, number int) texts.HTML {
	line := w.Say("meet_point", "Number", number, "Text", p.Text)
	if p.Matter != 0 {
		line = w.Say("meet_point_matter", "Number", number, "Text", p.Text, "Matter", p.Matter)
	}
	if p.Decision != 0 {
		line = w.Say("meet_point_decision", "Number", number, "Text", p.Text, "Decision", p.Decision)
	}
	if p.Rolled > 0 {
		line += " " + w.Say("meet_rolled", "N", p.Rolled)
	}
	return line
}
