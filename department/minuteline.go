package department

import (
	"errors"
	"strings"
	"time"
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

// FindDue takes a deadline out of a text. It returns the zero time and the text
// unchanged when there is none, and a refusal for a date that is none.
type FindDue func(text string) (due time.Time, rest string, err error)

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
	if !Says(line.Text) && line.Doubt == "" {
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
		if !Says(line.Text) && line.Doubt == "" {
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
