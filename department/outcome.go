package department

import (
	"slices"
	"time"
)

// MeetingOutcome is what a meeting leaves behind.
type MeetingOutcome struct {
	Decisions []Decision
	Tasks     []Filing
	Questions []Filing
	Notes     []string
	// Doubts are the lines that somebody has to mend first.
	Doubts []MinuteLine
	// Concerned are those who are asked to acknowledge: the guests, and whoever
	// got a task, a question or a decision without having been there.
	Concerned []PersonID
}

// MayWrite refuses whoever may not write minutes or an agenda: everybody who
// belongs to the meeting may until its minutes are sent.
func (m Meeting) MayWrite(by Person) error {
	switch {
	case !by.May(Employee) || !by.May(Director) && !m.Concerns(by.ID):
		return Refuse("not_invited")
	case m.State == MeetingHeld:
		return Refuse("minutes_sent")
	case m.State != MeetingPlanned:
		return Refuse("meeting_over")
	}
	return nil
}

// Outcome turns the lines of the minutes into what is to be made of them when
// the meeting is closed at that moment. A question is that of whoever wrote it,
// to whoever it names or else to the one who closes.
func (m Meeting) Outcome(lines []MinuteLine, by Person, at time.Time) MeetingOutcome {
	var out MeetingOutcome
	for _, g := range m.Guests {
		out.Concerned = append(out.Concerned, g.Person)
	}
	for _, l := range lines {
		switch {
		case l.Doubt != "":
			out.Doubts = append(out.Doubts, l)
		case l.Kind == DecidedLine:
			d := Decision{Text: l.Text, Due: l.Due, Review: l.Review, Meeting: m.ID}
			if len(l.People) > 0 {
				d.Owner = l.People[0]
				out.Concerned = append(out.Concerned, d.Owner)
			}
			out.Decisions = append(out.Decisions, d)
		case l.Kind == AssignedLine:
			out.Tasks = append(out.Tasks, Filing{Text: l.Text, Owner: l.People[0], Due: l.Due, By: by, At: at})
			out.Concerned = append(out.Concerned, l.People[0])
		case l.Kind == AskedLine:
			q := Filing{Text: l.Text, Owner: by.ID, By: by, At: at}
			if l.By.May(Employee) {
				q.By = l.By
			}
			if len(l.People) > 0 {
				q.Owner = l.People[0]
				out.Concerned = append(out.Concerned, q.Owner)
			}
			out.Questions = append(out.Questions, q)
		default:
			out.Notes = append(out.Notes, l.Text)
		}
	}
	slices.Sort(out.Concerned)
	out.Concerned = slices.DeleteFunc(slices.Compact(out.Concerned), func(id PersonID) bool { return id == m.Organiser })
	return out
}

// Close ends the meeting with its minutes. Whoever got a task without having
// been invited becomes a guest, so that the acknowledgement is asked and shown.
// It refuses doubtful lines with "minutes_doubt", and a meeting that has not
// begun with "meeting_ahead".
func (m *Meeting) Close(out MeetingOutcome, by Person, at time.Time) error {
	switch err := m.may(by); {
	case err != nil:
		return err
	case at.Before(m.Start):
		return Refuse("meeting_ahead")
	case len(out.Doubts) > 0:
		return Refuse("minutes_doubt", "Text", out.Doubts[0].Text)
	}
	before := m.MeetingStanding
	m.invite(append(m.Attends(), out.Concerned...))
	m.State = MeetingHeld
	m.record(MeetingEvent{Act: CloseMeeting, By: by.ID, At: at}, &before)
	return nil
}
