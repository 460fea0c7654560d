package department

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department/workdays"
)

func TestRecurrencesOnTheWallClock(t *testing.T) {
	cal := moscowCalendar(t)
	tests := []struct {
		name, zone, start string
		when              AlarmTime
		want              string
	}{
		{"once", "Europe/Moscow", "2026-11-25 11:00", AlarmTime{}, "Wed 2026-11-25 11:00"},
		{
			"every Monday", "Europe/Moscow", "2026-11-30 09:30", AlarmTime{RRule: "FREQ=WEEKLY;BYDAY=MO"},
			"Mon 2026-11-30 09:30, Mon 2026-12-07 09:30, Mon 2026-12-14 09:30",
		},
		{
			"on working days, over the May holidays", "Europe/Moscow", "2026-04-30 09:00", AlarmTime{RRule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Workdays: true},
			"Thu 2026-04-30 09:00, Mon 2026-05-04 09:00, Tue 2026-05-05 09:00",
		},
		{
			"on working days, over a Saturday made a working day", "Europe/Moscow", "2027-02-19 09:00",
			AlarmTime{RRule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Workdays: true},
			"Fri 2027-02-19 09:00, Sat 2027-02-20 09:00, Wed 2027-02-24 09:00",
		},
		{
			"on the last working day of the month", "Europe/Moscow", "2026-11-30 16:00",
			AlarmTime{RRule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", Shift: workdays.Previous},
			"Mon 2026-11-30 16:00, Wed 2026-12-30 16:00, Fri 2027-01-29 16:00",
		},
		{
			"on the 31st", "Europe/Moscow", "2027-01-31 10:00", AlarmTime{RRule: "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"},
			"Sun 2027-01-31 10:00, Sun 2027-02-28 10:00, Wed 2027-03-31 10:00",
		},
		{
			"at nine in Berlin, over the change to summer time", "Europe/Berlin", "2027-03-27 09:00", AlarmTime{RRule: "FREQ=DAILY"},
			"Sat 2027-03-27 09:00, Sun 2027-03-28 09:00, Mon 2027-03-29 09:00",
		},
		{
			"in the hour that summer time leaves out", "Europe/Berlin", "2027-03-27 02:30", AlarmTime{RRule: "FREQ=DAILY"},
			"Sat 2027-03-27 02:30, Sun 2027-03-28 03:00, Mon 2027-03-29 02:30",
		},
		{
			"in the hour that comes twice", "Europe/Berlin", "2027-10-30 02:30", AlarmTime{RRule: "FREQ=DAILY"},
			"Sat 2027-10-30 02:30, Sun 2027-10-31 02:30, Mon 2027-11-01 02:30",
		},
		{
			"twice and no more", "Asia/Kamchatka", "2026-12-01 08:00", AlarmTime{RRule: "FREQ=DAILY;COUNT=2"},
			"Tue 2026-12-01 08:00, Wed 2026-12-02 08:00",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z := zone(t, tt.zone)
			tt.when.Zone, tt.when.Start = tt.zone, clockAt(t, tt.start, z)
			var got []string
			for at := range tt.when.Moments(tt.when.Start.Add(-time.Minute), cal) {
				if got = append(got, shown(at, z)); len(got) == 3 {
					break
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("moments (-want +got):\n%s", diff)
			}
		})
	}
}

func TestASnoozeIsCountedFromTheTap(t *testing.T) {
	cal := moscowCalendar(t)
	z := zone(t, "Asia/Yekaterinburg")
	tests := []struct {
		choice Snooze
		tap    string
		want   string
	}{
		{SnoozeHour, "2026-11-27 16:59", "Fri 2026-11-27 17:59"},
		{SnoozeEvening, "2026-11-27 16:59", "Fri 2026-11-27 18:00"},
		{SnoozeMorning, "2026-11-27 16:59", "Mon 2026-11-30 09:00"},
		{SnoozeMorning, "2026-11-30 07:00", "Tue 2026-12-01 09:00"},
		{SnoozeMorning, "2026-12-30 23:30", "Mon 2027-01-11 09:00"},
		{SnoozeEvening, "2026-11-27 18:00", "evening_over"},
		{"later", "2026-11-27 10:00", "button_unknown"},
	}
	for _, tt := range tests {
		t.Run(string(tt.choice)+" at "+tt.tap, func(t *testing.T) {
			at, err := tt.choice.Until(clockAt(t, tt.tap, z), z, cal)
			got := shown(at, z)
			if err != nil {
				got = codeOf(err)
			}
			if got != tt.want {
				t.Errorf("until %s, want %s", got, tt.want)
			}
		})
	}
	if diff := cmp.Diff([]Snooze{SnoozeHour, SnoozeMorning}, Snoozes(clockAt(t, "2026-11-27 17:30", z), z)); diff != "" {
		t.Errorf("half an hour before the evening (-want +got):\n%s", diff)
	}
}

func TestASnoozeLeavesTheRecurrenceAlone(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	at := clockAt(t, "2026-11-24 14:00", z)
	a, err := NewAlarm("отчёт", AlarmTime{Zone: "Europe/Moscow", Start: clockAt(t, "2026-11-25 10:00", z), RRule: "FREQ=DAILY"}, anna, at, cal)
	if err != nil {
		t.Fatal(err)
	}
	ring := func(now string) string {
		t.Helper()
		a.Rang(clockAt(t, now, z), cal)
		b, ok := a.Bell()
		if !ok {
			return "never"
		}
		return shown(b.Due, z)
	}
	if got := ring("2026-11-25 10:00"); got != "Thu 2026-11-26 10:00" {
		t.Errorf("after the first: %s", got)
	}
	tap := clockAt(t, "2026-11-25 10:20", z)
	if err := a.Snooze(tap.Add(time.Hour), anna, tap); err != nil {
		t.Fatal(err)
	}
	if b, _ := a.Bell(); shown(b.Due, z) != "Wed 2026-11-25 11:20" || shown(a.Next, z) != "Thu 2026-11-26 10:00" {
		t.Errorf("snoozed: rings %s, next %s", shown(b.Due, z), shown(a.Next, z))
	}
	if got := ring("2026-11-25 11:20"); got != "Thu 2026-11-26 10:00" {
		t.Errorf("after the snooze: %s", got)
	}
	if got := ring("2026-11-29 09:00"); got != "Sun 2026-11-29 10:00" {
		t.Errorf("after a sleep of three days: %s", got)
	}
	if err := a.Snooze(tap.Add(time.Hour), boss, tap); codeOf(err) != "not_yours" {
		t.Errorf("snoozed by somebody else: %v", err)
	}
	if err := a.Stop(anna, tap); err != nil {
		t.Fatal(err)
	}
	if _, rings := a.Bell(); rings || !a.Over() {
		t.Error("it rings after it was stopped")
	}
	if err := a.Snooze(tap.Add(time.Hour), anna, tap); codeOf(err) != "alarm_stopped" {
		t.Errorf("snoozed after it was stopped: %v", err)
	}
}

func TestWhatIsNoAlarm(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 14:00", cal.Zone())
	later := AlarmTime{Zone: "Europe/Moscow", Start: at.Add(time.Hour)}
	with := func(change func(*AlarmTime)) AlarmTime {
		w := later
		change(&w)
		return w
	}
	tests := []struct {
		name, text, code string
		when             AlarmTime
		by               Person
	}{
		{"without a text", " ", "alarm_empty", later, anna},
		{"with an endless text", strings.Repeat("ы", 1001), "text_too_long", later, anna},
		{"of a stranger", "позвонить", "not_yours", later, nobody},
		{"in the past", "позвонить", "alarm_past", with(func(w *AlarmTime) { w.Start = at }), anna},
		{"on the Moon", "позвонить", "zone_unknown", with(func(w *AlarmTime) { w.Zone = "Moon/Mare" }), anna},
		{"every hour", "позвонить", "rule_too_often", with(func(w *AlarmTime) { w.RRule = "FREQ=HOURLY" }), anna},
		{"never", "позвонить", "rule_never", with(func(w *AlarmTime) { w.RRule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31" }), anna},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := NewAlarm(tt.text, tt.when, tt.by, at, cal); codeOf(err) != tt.code {
				t.Errorf("NewAlarm() = %v, want %s", err, tt.code)
			}
		})
	}
}

func TestMomentsClimbAndKeepTheClock(t *testing.T) {
	cal := moscowCalendar(t)
	zones := []*time.Location{zone(t, "Europe/Moscow"), zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Asia/Kamchatka")}
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.SampledFrom(zones).Draw(t, "zone")
		start := time.Date(2026, 1, 1+rapid.IntRange(0, 700).Draw(t, "day"), rapid.IntRange(4, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, z)
		w := AlarmTime{
			Zone: z.String(), Start: start,
			RRule:    rapid.SampledFrom([]string{"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYMONTHDAY=-1"}).Draw(t, "rule"),
			Workdays: rapid.Bool().Draw(t, "workdays"),
			Shift:    rapid.SampledFrom([]workdays.Rule{workdays.None, workdays.Next, workdays.Previous}).Draw(t, "shift"),
		}
		last := start.Add(-time.Second)
		n := 0
		for at := range w.Moments(last, cal) {
			local := at.In(z)
			if !at.After(last) || local.Hour() != start.Hour() || local.Minute() != start.Minute() {
				t.Fatalf("%v comes after %v", local, last)
			}
			if (w.Workdays || w.Shift != workdays.None) && !cal.IsWorkday(workdays.DateOf(local)) {
				t.Fatalf("%v is a day off", local)
			}
			if last = at; n > 15 {
				break
			}
			n++
		}
		if n == 0 {
			t.Fatal("no moment at all")
		}
	})
}
