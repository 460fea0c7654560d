package department

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department/workdays"
)

func called(t testing.TB, f MeetingFiling) Meeting {
	t.Helper()
	if f.By.ID == 0 {
		f.By = boss
	}
	if f.Title == "" {
		f.Title = "Планёрка по расчётам"
	}
	if f.People == nil {
		f.People = []PersonID{anna.ID, pyotr.ID}
	}
	m, err := f.New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAMeetingRemindsTheEveningBeforeAndAQuarterBefore(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	tests := []struct {
		name, at, start string
		ladder          []MeetingRung
		want            string
	}{
		{"on Wednesday", "2026-11-23 10:00", "2026-11-25 10:00", nil, "Tue 2026-11-24 18:00 meeting_tomorrow, Wed 2026-11-25 09:45 meeting_soon through"},
		{"on Monday", "2026-11-23 10:00", "2026-11-30 10:00", nil, "Fri 2026-11-27 18:00 meeting_tomorrow, Mon 2026-11-30 09:45 meeting_soon through"},
		{"after the holidays", "2026-12-29 10:00", "2027-01-11 10:00", nil, "Wed 2026-12-30 18:00 meeting_tomorrow, Mon 2027-01-11 09:45 meeting_soon through"},
		{"called late in the evening", "2026-11-24 19:00", "2026-11-25 10:00", nil, "Wed 2026-11-25 09:45 meeting_soon through"},
		{"called ten minutes before", "2026-11-25 09:50", "2026-11-25 10:00", nil, ""},
		{
			"with a ladder of its own", "2026-11-23 10:00", "2026-11-25 10:00", []MeetingRung{{Before: 48 * time.Hour}, {Before: 2 * time.Hour}, {Before: 5 * time.Minute}},
			"Wed 2026-11-25 08:00 meeting_tomorrow, Wed 2026-11-25 09:55 meeting_soon through",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := clockAt(t, tt.at, z)
			m := called(t, MeetingFiling{Start: clockAt(t, tt.start, z), Ladder: tt.ladder, At: at})
			var got []string
			for b, ok := m.Next(at, cal); ok; b, ok = m.Next(b.Due, cal) {
				line := shown(b.Due, z) + " " + string(b.Cause)
				if b.Through {
					line += " through"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("reminders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhoIsReminded(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-23 10:00", cal.Zone())
	m := called(t, MeetingFiling{Start: clockAt(t, "2026-11-25 08:00", cal.Zone()), At: at, People: []PersonID{2, 3, 4, 5}})
	for id, answer := range map[PersonID]Coming{2: Will, 3: Cant, 4: Late} {
		if err := m.Reply(answer, Person{ID: id, Role: Employee}, at); err != nil {
			t.Fatal(err)
		}
	}
	asleep := func(PersonID) bool { return true }
	evening, _ := m.Next(at, cal)
	soon, _ := m.Next(evening.Due, cal)
	awake := func(PersonID) bool { return false }
	for _, tt := range []struct {
		name  string
		b     Bell
		quiet func(PersonID) bool
		want  []PersonID
	}{
		{"everybody who did not say no", evening, awake, []PersonID{1, 2, 4, 5}},
		{"in quiet hours the evening waits", evening, asleep, []PersonID{1}},
		{"in quiet hours those who come are told before it begins", soon, asleep, []PersonID{1, 2, 4}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, m.Reminds(tt.b, tt.quiet)); diff != "" {
				t.Errorf("Reminds (-want +got):\n%s", diff)
			}
		})
	}
	if _, ok := m.Catch(evening, m.Start, cal); ok {
		t.Error("a meeting that has begun still reminds")
	}
	if b, ok := m.Catch(evening, m.Start.Add(-time.Minute), cal); !ok || b != soon {
		t.Errorf("after a sleep: %+v, want the last one", b)
	}
	want := map[Coming]int{Will: 1, Cant: 1, Late: 1, "": 1}
	if diff := cmp.Diff(want, m.Answers()); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if err := m.Reply(Will, nobody, at); codeOf(err) != "not_invited" {
		t.Errorf("a stranger answers: %v", err)
	}
	if err := m.Reply(Will, anna, m.End()); codeOf(err) != "meeting_over" {
		t.Errorf("answered after the end: %v", err)
	}
}

func TestClashesAreSaid(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-23 10:00", cal.Zone())
	meet := func(id int64, start string, length time.Duration, people ...PersonID) Meeting {
		m := called(t, MeetingFiling{Start: clockAt(t, start, cal.Zone()), Length: length, People: people, At: at, By: Person{ID: 100 + PersonID(id), Role: Director}})
		m.ID = id
		return m
	}
	m := meet(1, "2026-11-25 10:00", time.Hour, 2, 3)
	off := meet(6, "2026-11-25 10:00", time.Hour, 2)
	off.State = MeetingOff
	refused := meet(7, "2026-11-25 10:00", time.Hour, 2)
	if err := refused.Reply(Cant, anna, at); err != nil {
		t.Fatal(err)
	}
	others := []Meeting{
		m,
		meet(2, "2026-11-25 10:30", time.Hour, 3, 4),
		meet(3, "2026-11-25 11:00", time.Hour, 2),    // begins as it ends
		meet(4, "2026-11-25 09:00", time.Hour, 2),    // ends as it begins
		meet(5, "2026-11-25 09:00", 4*time.Hour, 99), // other people
		off,
		refused,
	}
	got := m.Clashes(others)
	if len(got) != 1 || got[0].Meeting.ID != 2 || !cmp.Equal(got[0].People, []PersonID{3}) {
		t.Errorf("clashes: %+v", got)
	}
}

func TestAChangeTellsThoseConcernedOnce(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-23 10:00", cal.Zone())
	fresh := func() Meeting {
		m := called(t, MeetingFiling{Start: clockAt(t, "2026-11-25 10:00", cal.Zone()), At: at, People: []PersonID{2, 3}})
		if err := m.Reply(Will, anna, at); err != nil {
			t.Fatal(err)
		}
		return m
	}
	later := clockAt(t, "2026-11-25 12:00", cal.Zone())
	same := fresh().Start
	place := "переговорная"
	past := at
	tests := []struct {
		name   string
		change MeetingChange
		by     Person
		want   Told
		code   string
		answer Coming // Anna's, afterwards
	}{
		{"another time asks anew", MeetingChange{Start: &later}, boss, Told{Changed: []PersonID{2, 3}}, "", ""},
		{"another place does not", MeetingChange{Place: &place}, boss, Told{Changed: []PersonID{2, 3}}, "", Will},
		{"the same time is no change", MeetingChange{Start: &same}, boss, Told{}, "", Will},
		{"another ladder tells nobody", MeetingChange{Ladder: []MeetingRung{{Before: time.Hour}}}, boss, Told{}, "", Will},
		{"other people", MeetingChange{People: []PersonID{2, 4}}, boss, Told{Invited: []PersonID{4}, Uninvited: []PersonID{3}}, "", Will},
		{"other people and place", MeetingChange{People: []PersonID{2, 4}, Place: &place}, boss, Told{Invited: []PersonID{4}, Changed: []PersonID{2}, Uninvited: []PersonID{3}}, "", Will},
		{"by a guest", MeetingChange{Place: &place}, anna, Told{}, "not_yours", Will},
		{"into the past", MeetingChange{Start: &past}, boss, Told{}, "meeting_past", Will},
		{"to nobody", MeetingChange{People: []PersonID{}}, boss, Told{}, "meeting_nobody", Will},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fresh()
			version := m.Version
			told, err := m.Change(tt.change, tt.by, at)
			if codeOf(err) != tt.code {
				t.Fatalf("Change() = %v, want %q", err, tt.code)
			}
			if diff := cmp.Diff(tt.want, told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if m.Guests[0].Answer != tt.answer {
				t.Errorf("Anna's answer is %q, want %q", m.Guests[0].Answer, tt.answer)
			}
			if tt.code != "" && m.Version != version {
				t.Error("a refused change is recorded")
			}
		})
	}
	m := fresh()
	if err := m.Reply(Cant, pyotr, at); err != nil {
		t.Fatal(err)
	}
	told, err := m.CallOff("", boss, at)
	if err != nil || !cmp.Equal(told, []PersonID{2}) {
		t.Errorf("called off: %v, %v", told, err)
	}
	if _, err := m.CallOff("", boss, at); codeOf(err) != "meeting_over" {
		t.Errorf("called off twice: %v", err)
	}
	if _, rings := m.Next(at, cal); rings {
		t.Error("a meeting that is off reminds")
	}
}

func TestASeriesStaysWithinItsWeek(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	tests := []struct {
		name, rule, start, want string
	}{
		{"Mondays move to the first day that is worked", "FREQ=WEEKLY;BYDAY=MO", "2026-03-02 10:00", "Mon 2026-03-02 10:00, Tue 2026-03-10 10:00, Mon 2026-03-16 10:00"},
		{"Fridays move to the last day that is worked", "FREQ=WEEKLY;BYDAY=FR", "2026-06-05 16:00", "Fri 2026-06-05 16:00, Thu 2026-06-11 16:00, Fri 2026-06-19 16:00"},
		{"a week of holidays has none", "FREQ=WEEKLY;BYDAY=MO", "2026-12-28 10:00", "Mon 2026-12-28 10:00, Mon 2027-01-11 10:00, Mon 2027-01-18 10:00"},
		{"Mondays and Tuesdays do not meet", "FREQ=WEEKLY;BYDAY=MO,TU", "2026-03-09 10:00", "Tue 2026-03-10 10:00, Mon 2026-03-16 10:00, Tue 2026-03-17 10:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{RRule: tt.rule, Zone: "Europe/Moscow", Start: clockAt(t, tt.start, z)}
			if err := s.Check(cal); err != nil {
				t.Fatal(err)
			}
			var got []string
			for slot := range s.Meetings(s.Start.Add(-time.Minute), cal) {
				if got = append(got, shown(slot.At, z)); len(got) == 3 {
					break
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("the series (-want +got):\n%s", diff)
			}
		})
	}
	if err := (Series{RRule: "FREQ=WEEKLY;BYDAY=MO", Zone: "Nowhere"}).Check(cal); codeOf(err) != "zone_unknown" {
		t.Errorf("a series nowhere: %v", err)
	}
}

func TestACalendarIsToldOfTheNextDatesOnly(t *testing.T) {
	cal := moscowCalendar(t)
	now := clockAt(t, "2026-11-04 11:00", cal.Zone())
	tests := []struct {
		name, rule, first, last string
		n                       int
	}{
		{"weekly: half a year", "FREQ=WEEKLY;BYDAY=MO", "Mon 2026-11-09 10:00", "Tue 2027-05-11 10:00", MaxAhead},
		{"monthly: a year, without the week of the January holidays", "FREQ=MONTHLY;BYMONTHDAY=4", "Fri 2026-12-04 10:00", "Wed 2027-11-03 10:00", 11},
		{"three more", "FREQ=WEEKLY;BYDAY=WE;COUNT=4", "Wed 2026-11-11 10:00", "Wed 2026-11-25 10:00", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			called := clockAt(t, "2026-11-04 10:00", cal.Zone())
			s := Series{RRule: tt.rule, Zone: "Europe/Moscow", Start: called, Last: called}
			ahead := s.Ahead(now, cal)
			if len(ahead) != tt.n {
				t.Fatalf("%d times, want %d: %v", len(ahead), tt.n, ahead)
			}
			if got := shown(ahead[0].At, cal.Zone()); got != tt.first {
				t.Errorf("first %s, want %s", got, tt.first)
			}
			if got := shown(ahead[len(ahead)-1].At, cal.Zone()); got != tt.last {
				t.Errorf("last %s, want %s", got, tt.last)
			}
		})
	}
}

func TestSeriesAreOnWorkingDaysOnceADay(t *testing.T) {
	cal := moscowCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 1, 1+rapid.IntRange(0, 600).Draw(t, "day"), 10, 0, 0, 0, cal.Zone())
		s := Series{RRule: rapid.SampledFrom([]string{"FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=1"}).Draw(t, "rule"), Zone: "Europe/Moscow", Start: start}
		after := start.AddDate(0, 0, rapid.IntRange(-1, 100).Draw(t, "after"))
		var last Slot
		n := 0
		for slot := range s.Meetings(after, cal) {
			if n++; n > 20 {
				break
			}
			day := cal.Today(slot.At)
			if !cal.IsWorkday(day) || !slot.Nominal.After(after) {
				t.Fatalf("a meeting on %v, asked after %v", slot.At, after)
			}
			first, end := workdays.Week.Around(cal.Today(slot.Nominal))
			if day.Before(first) || day.After(end) {
				t.Fatalf("%v leaves the week of %v", slot.At, slot.Nominal)
			}
			if !last.At.IsZero() && !slot.At.After(last.At) {
				t.Fatalf("%v comes after %v", slot.At, last.At)
			}
			last = slot
		}
	})
}
