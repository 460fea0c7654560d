package main

import (
	"bytes"
	"fmt"
	"strings"

	ical "github.com/arran4/golang-ical"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// eventsShown is how many events of a calendar file a transcript shows.
const eventsShown = 6

// opened returns what a calendar shows of the file of a message, a line for each
// event, empty for a message without one: the start in UTC or the day, the title,
// the name of the event and how often it has changed.
func (p *player) opened(m sandbox.Message) string {
	if m.Media == nil || !strings.HasSuffix(m.Media.Name, ".ics") {
		return ""
	}
	data, _, _ := p.w.telegram.FileData(m.Media.FileID)
	file, err := ical.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return fmt.Sprintf("(no calendar: %v)\n", err)
	}
	var out strings.Builder
	for i, e := range file.Events() {
		if i == eventsShown {
			fmt.Fprintf(&out, "(… %d more)\n", len(file.Events())-i)
			break
		}
		fmt.Fprintf(&out, "(%s %s, %s %s", e.GetProperty(ical.ComponentPropertyDtStart).Value, e.GetProperty(ical.ComponentPropertySummary).Value,
			e.Id(), e.GetProperty(ical.ComponentPropertySequence).Value)
		if e.GetProperty(ical.ComponentPropertyStatus).Value == string(ical.ObjectStatusCancelled) {
			out.WriteString(", off")
		}
		out.WriteString(")\n")
	}
	return out.String()
}
