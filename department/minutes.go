package department

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Minutes are what was typed at a meeting. Each message may be changed later:
// its lines then take the place of the old ones.
type Minutes struct {
	Meeting int64
	Entries []MinuteEntry
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
