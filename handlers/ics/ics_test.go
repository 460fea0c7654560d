package ics

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/workdays"
)

func load(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

var stamp = time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)

// written returns the file of the events, and its only event read back.
func written(t *testing.T, e Event) (string, *ical.VEvent) {
	t.Helper()
	file, err := Calendar{Name: "Совещания", Stamp: stamp, Events: []Event{e}}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ical.ParseCalendar(strings.NewReader(string(file)))
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, file)
	}
	if n := len(back.Events()); n != 1 {
		t.Fatalf("%d events", n)
	}
	return string(file), back.Events()[0]
}

func TestACalendarSurvivesBeingStored(t *testing.T) {
	c := Calendar{Name: "Платежи", Stamp: stamp, Events: []Event{
		{UID: "a", Title: "НДС", Day: workdays.DateOf(stamp)}, {UID: "b", Title: "Планёрка", Start: stamp, Length: time.Hour, Rule: "FREQ=DAILY", Zone: "UTC"},
	}}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back Calendar
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, back); diff != "" {
		t.Errorf("the calendar (-stored +read):\n%s", diff)
	}
}

func TestAMeetingComesBackAsItWas(t *testing.T) {
	start := time.Date(2026, 11, 25, 10, 0, 0, 0, load(t, "Europe/Moscow"))
	file, e := written(t, Event{
		UID: "meeting-7@otdel", Sequence: 3, Title: "Планёрка: расчёты, претензии; «Ромашка»", Start: start, Length: 90 * time.Minute,
		Place: "Переговорная 2\nэтаж 5", Description: strings.Repeat("Длинная повестка, пункт за пунктом. ", 20), URL: "https://example.org/a?b=c,d",
		Alarms: []time.Duration{15 * time.Minute},
	})
	from, _ := e.GetStartAt()
	until, _ := e.GetEndAt()
	if !from.Equal(start) || !until.Equal(start.Add(90*time.Minute)) {
		t.Errorf("from %v until %v", from, until)
	}
	for property, want := range map[ical.ComponentProperty]string{
		ical.ComponentPropertySummary:     "Планёрка: расчёты, претензии; «Ромашка»",
		ical.ComponentPropertyLocation:    "Переговорная 2\nэтаж 5",
		ical.ComponentPropertyDescription: strings.TrimSpace(strings.Repeat("Длинная повестка, пункт за пунктом. ", 20)),
		ical.ComponentPropertySequence:    "3",
		ical.ComponentPropertyStatus:      "CONFIRMED",
		ical.ComponentPropertyUniqueId:    "meeting-7@otdel",
		ical.ComponentPropertyUrl:         "https://example.org/a?b=c,d",
	} {
		if got := e.GetProperty(property); got == nil || got.Value != want {
			t.Errorf("%s is %v, want %q", property, got, want)
		}
	}
	if !strings.Contains(file, "TRIGGER:-PT15M\r\n") {
		t.Error("the alarm is missing")
	}
}

func TestLinesAreAsTheStandardWantsThem(t *testing.T) {
	file, _ := written(t, Event{UID: "a@otdel", Title: strings.Repeat("Ы", 200) + "\r\n\x00", Start: stamp, Length: time.Hour})
	if strings.Contains(strings.ReplaceAll(file, "\r\n", ""), "\n") {
		t.Error("a line ends without a carriage return")
	}
	for line := range strings.SplitSeq(file, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d bytes, whole characters: %v", len(line), utf8.ValidString(line))
		}
	}
}

func TestAPaymentLastsItsDay(t *testing.T) {
	file, _ := written(t, Event{UID: "payment-1@otdel", Title: "НДС", Day: workdays.Date{Year: 2026, Month: 12, Day: 31}, Cancelled: true})
	for _, want := range []string{"DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", "STATUS:CANCELLED\r\n"} {
		if !strings.Contains(file, want) {
			t.Errorf("%q is missing:\n%s", want, file)
		}
	}
}

func TestARecurrenceKeepsItsClock(t *testing.T) {
	berlin := load(t, "Europe/Berlin")
	file, _ := written(t, Event{
		UID: "series-1@otdel", Title: "Планёрка", Start: time.Date(2026, 11, 30, 9, 30, 0, 0, berlin), Length: time.Hour,
		Rule: "FREQ=WEEKLY;BYDAY=MO", Zone: "Europe/Berlin",
	})
	for _, want := range []string{
		"DTSTART;TZID=Europe/Berlin:20261130T093000\r\n", "DTEND;TZID=Europe/Berlin:20261130T103000\r\n", "RRULE:FREQ=WEEKLY;BYDAY=MO\r\n",
		"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n",
		// The winter in which it begins, and the first summer after it.
		"BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n",
		"BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("%q is missing:\n%s", want, file)
		}
	}
	moscow := load(t, "Europe/Moscow")
	file, _ = written(t, Event{UID: "a@otdel", Title: "Планёрка", Start: time.Date(2026, 11, 30, 1, 0, 0, 0, moscow), Rule: "FREQ=DAILY", Zone: "Europe/Moscow"})
	if n := strings.Count(file, "BEGIN:STANDARD"); n != 1 {
		t.Errorf("Moscow, where the clock does not change, is described %d times", n)
	}
}

func TestEventsThatAreNoneAreNamed(t *testing.T) {
	_, err := Calendar{Events: []Event{
		{Title: "без имени", Start: stamp},
		{UID: "no-title", Start: stamp},
		{UID: "no-time", Title: "t"},
		{UID: "both", Title: "t", Start: stamp, Day: workdays.DateOf(stamp)},
		{UID: "no-zone", Title: "t", Start: stamp, Rule: "FREQ=DAILY"},
		{UID: "two-lines", Title: "t", Start: stamp, Rule: "FREQ=DAILY\r\nATTENDEE:x", Zone: "UTC"},
	}}.Bytes()
	for _, want := range []string{"no UID", "no-title", "no-time", "both", "no-zone", "two-lines"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %q: %v", want, err)
		}
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("Планёрка", "Переговорная", "FREQ=DAILY")
	f.Add("a;b,c\\n\r\nEND:VEVENT", "\xff\x00", "FREQ=DAILY;UNTIL=20270101")
	f.Add("\"'", "BEGIN:VCALENDAR", "RRULE:FREQ=WEEKLY")
	f.Fuzz(func(t *testing.T, title, place, rule string) {
		file, err := Calendar{Name: title, Stamp: stamp, Events: []Event{{UID: "a@otdel", Title: title, Place: place, Start: stamp, Rule: rule, Zone: "UTC"}}}.Bytes()
		if err != nil {
			return
		}
		back, err := ical.ParseCalendar(strings.NewReader(string(file)))
		if err != nil {
			t.Fatalf("read back: %v\n%s", err, file)
		}
		events := back.Events()
		if len(events) != 1 {
			t.Fatalf("%d events:\n%s", len(events), file)
		}
		if strings.Contains(title, "\\") {
			return // the reader of the library takes \\n for a line break
		}
		if diff := cmp.Diff(clean(title), events[0].GetProperty(ical.ComponentPropertySummary).Value); diff != "" {
			t.Errorf("the title (-want +got):\n%s", diff)
		}
	})
}
