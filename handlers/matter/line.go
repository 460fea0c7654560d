package matter

import (
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// line is a matter in a list, as p reads it: its number to tap, what it is about,
// until when, and below that whose turn it is and since when. names are those of
// the people of the matter, about says what it is about.
func (d Desk) line(p department.Person, m department.Matter, names map[department.PersonID]string, about texts.HTML, now time.Time) texts.HTML {
	w := d.Words(p)
	head := w.Say("line_head", "Number", m.ID, "Kind", w.Plain("kind_"+string(m.Kind)), "About", about)
	if !m.State.Over() && !m.Due.IsZero() {
		head += " · " + w.Say("line_due", "Due", d.short(p, m.Due))
	}
	if m.Overdue(now) {
		head += " " + w.Say("overdue_mark")
	}
	return head + "\n" + d.turn(p, m, names)
}

// turn says whose turn it is and since when.
func (d Desk) turn(p department.Person, m department.Matter, names map[department.PersonID]string) texts.HTML {
	w := d.Words(p)
	key := "turn_" + string(m.State)
	if m.Inquired {
		key = "turn_inquired"
	}
	switch {
	case m.State == department.Open && m.Owner == 0:
		key = "turn_free"
	case p.ID != 0 && (m.Turn() == p.ID || m.State == department.Open && slices.Contains(m.Owing(department.Asked), p.ID)):
		key += "_mine"
	}
	since := m.Since
	if m.State.Over() {
		since = m.Closed
	}
	return w.Say(w.Of(m.Kind, key), "Who", names[m.Turn()], "Owner", names[m.Owner], "Since", d.short(p, since), "WaitingFor", m.WaitingFor)
}

// short returns the moment as p reads it in a list, without the year.
func (d Desk) short(p department.Person, t time.Time) string {
	return d.Words(p).Short(t, p.Location(d.cal.Zone()))
}
