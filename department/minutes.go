package department

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MinuteKind is what a line of the minutes is.
type MinuteKind string

// The kinds: a decision, a task for somebody, a question, anything else.
const (
	DecidedLine  MinuteKind = "decision"
	AssignedLine MinuteKind = "task"
	AskedLine    MinuteKind = "question"
	NoteLine     MinuteKind = "note"
)

// MinuteLine is one line of the minutes of a meeting.
type MinuteLine struct {
	Kind MinuteKind
	Text string // without the word that tells the kind
	// People are whom the line calls by name: one for a task, or several
	// between whom somebody has to choose.
	People []PersonID
	Due    time.Time // zero if the line says none
	Review time.Time // when to look at what came of a decision, zero for never
	By     Person    // who wrote it, the zero value for somebody who left
	// Doubt is the code of a refusal when the line cannot be carried out as it
	// stands: nobody named, several of that name, a date that is none.
	Doubt string
}

// Minutes are what was typed at a meeting. Each message may be changed later:
// its lines then take the place of the old ones.
type Minutes struct {
	Meeting int64
	Entries []MinuteEntry
}

// NoteDoubts returns the lines with those in doubt as notes; what is empty goes.
func NoteDoubts(lines []MinuteLine) []MinuteLine {
	var kept []MinuteLine
	for _, l := range lines {
		if l.Doubt != "" {
			l = MinuteLine{Kind: NoteLine, Text: l.Text, By: l.By}
		}
		if l.Text != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// MinuteEntry is one message with minutes.
type MinuteEntry struct {
	Chat, Message int64 // together they name the message
	By            PersonID
	At            time.Time
	Text          string
}

// Put adds a message to the minutes, or takes the place of what it said before.
// A message changed to nothing goes.
func (ms *Minutes) Put(e MinuteEntry) error {
	e.Text = strings.TrimSpace(e.Text)
	if utf8.RuneCountInString(e.Text) > MaxText {
		return Refuse("text_too_long", "Max", MaxText)
	}
	same := func(o MinuteEntry) bool { return o.Chat == e.Chat && o.Message == e.Message }
	i := slices.IndexFunc(ms.Entries, same)
	switch {
	case i >= 0 && e.Text == "":
		ms.Entries = slices.Delete(ms.Entries, i, i+1)
	case i >= 0:
		e.At, e.By = ms.Entries[i].At, ms.Entries[i].By
		ms.Entries[i] = e
	case e.Text != "":
		ms.Entries = append(ms.Entries, e)
		slices.SortStableFunc(ms.Entries, func(a, b MinuteEntry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Message, b.Message)) })
	}
	return nil
}

// FindDue takes a deadline out of a text. It returns the zero time and the text
// unchanged when there is none, and a refusal for a date that is none.
type FindDue func(text string) (due time.Time, rest string, err error)

// Lines reads all messages of the minutes, in the order in which they were
// first written. due reads the deadlines of a message: «завтра» counts from when
// it was written.
func (ms Minutes) Lines(people []Person, due func(MinuteEntry) FindDue) []MinuteLine {
	var lines []MinuteLine
	for _, e := range ms.Entries {
		var by Person
		if i := slices.IndexFunc(people, func(p Person) bool { return p.ID == e.By }); i >= 0 {
			by = people[i]
		}
		for text := range strings.Lines(e.Text) {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			line := ReadMinute(text, people, due(e))
			line.By = by
			lines = append(lines, line)
		}
	}
	return lines
}

// minuteWords are what begins a line of each kind, folded. A colon or a dash may
// follow; before the noun of a decision it must, because «решение отложили» is a
// note, as «вопрос закрыт» is.
var minuteWords = []struct {
	word  string
	kind  MinuteKind
	colon bool
}{
	{"решение", DecidedLine, true}, {"решили", DecidedLine, false}, {"решено", DecidedLine, false}, {"decision", DecidedLine, true}, {"decided", DecidedLine, false},
	{"поручить", AssignedLine, false}, {"поручение", AssignedLine, true}, {"задача", AssignedLine, true}, {"task", AssignedLine, true}, {"assign", AssignedLine, false},
}

// readAsked reads a question: «вопрос: …», or with whom it asks, «вопрос
// Иванову: …» or «вопрос: Иванов, …». A date in it is what it asks about.
func readAsked(text string, people []Person) (MinuteLine, bool) {
	first, rest := cutWord(text)
	if word := foldName(first); word != "вопрос" && word != "question" {
		return MinuteLine{}, false
	}
	line := MinuteLine{Kind: AskedLine}
	var marked bool
	line.Text, marked = cutMinuteWord(text, foldName(first), true)
	if !marked {
		line.Text = strings.TrimSpace(rest)
	}
	called, asked := Named(line.Text, people)
	address := strings.TrimSuffix(line.Text, asked)
	switch {
	case len(called) > 0 && (strings.Contains(address, ":") || marked && strings.Contains(address, ",")):
		line.Text = asked
		for _, p := range called {
			line.People = append(line.People, p.ID)
		}
		if len(called) > 1 {
			line.Doubt = "minute_several"
		}
	case !marked:
		return MinuteLine{}, false
	}
	if line.Text == "" && line.Doubt == "" {
		line.Doubt = "minute_empty"
	}
	return line, true
}

// ReadMinute reads one line: «решение: …», «поручить Иванову … до …»,
// «вопрос: …», «вопрос Иванову: …». Anything else is a note.
func ReadMinute(text string, people []Person, due FindDue) MinuteLine {
	if line, ok := readAsked(text, people); ok {
		return line
	}
	for _, w := range minuteWords {
		rest, ok := cutMinuteWord(text, w.word, w.colon)
		if !ok {
			continue
		}
		line := MinuteLine{Kind: w.kind, Text: rest}
		if w.kind == DecidedLine {
			line.readDecided(people, due)
		} else {
			line.readDue(due)
			line.readPeople(people)
		}
		if line.Text == "" && line.Doubt == "" {
			line.Doubt = "minute_empty"
		}
		return line
	}
	return MinuteLine{Kind: NoteLine, Text: text}
}

func cutMinuteWord(text, word string, colon bool) (string, bool) {
	first, rest := cutWord(text)
	marked := strings.HasSuffix(first, ":")
	if foldName(first) != word {
		return "", false
	}
	rest = strings.TrimSpace(rest)
	for _, mark := range []string{":", "–", "—", "-"} {
		if after, ok := strings.CutPrefix(rest, mark); ok && !marked {
			rest, marked = strings.TrimSpace(after), true
		}
	}
	return rest, marked || !colon
}

func (l *MinuteLine) readDue(due FindDue) {
	at, rest, err := due(l.Text)
	if err != nil {
		l.Doubt = "due_unclear"
		if refusal, ok := errors.AsType[Refusal](err); ok {
			l.Doubt = refusal.Code
		}
		return
	}
	l.Due, l.Text = at, strings.TrimSpace(rest)
}

// readDecided reads who answers for a decision, until when, and when to look at
// what came of it: «Иванову перевести Ромашку на предоплату до 10.12, проверить
// 20.12».
func (l *MinuteLine) readDecided(people []Person, due FindDue) {
	if decided, review, found := CutReview(l.Text); found {
		if at, rest, err := due(review); err == nil && !at.IsZero() && rest == "" {
			l.Review, l.Text = at, decided
		}
	}
	l.readDue(due)
	if called, among, rest := NamedAll(l.Text, people); len(called) == 1 && len(among) == 0 && rest != "" {
		l.People, l.Text = []PersonID{called[0].ID}, rest
	}
}

func (l *MinuteLine) readPeople(people []Person) {
	called, rest := Named(l.Text, people)
	l.Text = strings.TrimSpace(rest)
	for _, p := range called {
		l.People = append(l.People, p.ID)
	}
	switch {
	case l.Doubt != "":
	case len(called) == 0:
		l.Doubt = "minute_nobody"
	case len(called) > 1:
		l.Doubt = "minute_several"
	}
}

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
