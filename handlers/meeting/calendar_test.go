package meeting

import (
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// entry is an event of a calendar file, as a calendar reads it.
type entry struct {
	Sequence, Status, Title, Place, Start, End string
	Alarms                                     []string
}

// opened returns the events of the file by their UID, as the person with that
// number gets them.
func opened(t *testing.T, room Room, person department.PersonID, at time.Time, meetings ...department.Meeting) map[string]entry {
	t.Helper()
	req := handlers.Request{At: at, Person: department.Person{ID: person, Role: department.Employee}}
	reply, err := room.calendar(t.Context(), nil, req, meetings...) // only series are looked up
	if err != nil {
		t.Fatal(err)
	}
	file, err := reply.Messages[0].File.Make()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(file), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	back, err := ical.ParseCalendar(strings.NewReader(string(file)))
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, file)
	}
	found := map[string]entry{}
	for _, e := range back.Events() {
		value := func(p ical.ComponentProperty) string {
			if got := e.GetProperty(p); got != nil {
				return got.Value
			}
			return ""
		}
		got := entry{
			Sequence: value(ical.ComponentPropertySequence), Status: value(ical.ComponentPropertyStatus), Title: value(ical.ComponentPropertySummary),
			Place: value(ical.ComponentPropertyLocation), Start: value(ical.ComponentPropertyDtStart), End: value(ical.ComponentPropertyDtEnd),
		}
		for _, a := range e.Alarms() {
			got.Alarms = append(got.Alarms, a.GetProperty(ical.ComponentPropertyTrigger).Value)
		}
		if _, twice := found[e.Id()]; twice {
			t.Errorf("%s comes twice", e.Id())
		}
		found[e.Id()] = got
	}
	return found
}

func TestOpeningTheCalendarAgainBringsItUpToDate(t *testing.T) {
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	room := New(matter.NewDesk(book, workdays.Russia(moscow)), nil)
	boss := department.Person{ID: 1, Role: department.Director}
	at := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	title := "Планёрка: расчёты, претензии; «Ромашка», «Лютик» и все остальные клиенты отдела"
	m, err := department.MeetingFiling{Title: title, Start: time.Date(2026, 11, 24, 10, 0, 0, 0, moscow), Place: "этаж 5, https://meet.example/1", People: []department.PersonID{2, 3}, By: boss, At: at}.New()
	if err != nil {
		t.Fatal(err)
	}
	m.ID = 7
	want := entry{
		Sequence: "1", Status: "CONFIRMED", Title: title, Place: "этаж 5, https://meet.example/1",
		Start: "20261124T070000Z", End: "20261124T080000Z", Alarms: []string{"-PT15M"},
	}
	if diff := cmp.Diff(map[string]entry{"meeting-7@otdel": want}, opened(t, room, 2, at, m)); diff != "" {
		t.Errorf("at first (-want +got):\n%s", diff)
	}

	later := m.Start.Add(2 * time.Hour)
	ladder := []department.MeetingRung{{Evening: true}, {Before: time.Hour}, {Before: 10 * time.Minute}}
	if _, err := m.Change(department.MeetingChange{Start: &later, People: []department.PersonID{3}, Ladder: ladder}, boss, at); err != nil {
		t.Fatal(err)
	}
	want.Sequence, want.Start, want.End, want.Alarms = "2", "20261124T090000Z", "20261124T100000Z", []string{"-PT60M", "-PT10M"}
	if diff := cmp.Diff(want, opened(t, room, 3, at, m)["meeting-7@otdel"]); diff != "" {
		t.Errorf("for those who stay (-want +got):\n%s", diff)
	}
	want.Status = "CANCELLED"
	if diff := cmp.Diff(want, opened(t, room, 2, at, m)["meeting-7@otdel"]); diff != "" {
		t.Errorf("for who was taken out (-want +got):\n%s", diff)
	}
	if _, err := m.CallOff("", boss, at); err != nil {
		t.Fatal(err)
	}
	want.Sequence = "3"
	if diff := cmp.Diff(want, opened(t, room, 3, at, m)["meeting-7@otdel"]); diff != "" {
		t.Errorf("called off (-want +got):\n%s", diff)
	}
	if got := opened(t, room, 3, at); len(got) != 0 {
		t.Errorf("without meetings: %v", got)
	}
}
