package when

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/workdays"
)

// monday is the moment of most lists: Monday, 23 November 2026, 14:00 in Moscow.
func monday(t *testing.T) (time.Time, workdays.Calendar) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 11, 23, 14, 0, 0, 0, zone), workdays.Russia(zone)
}

func TestDue(t *testing.T) {
	now, cal := monday(t)
	for text, want := range map[string]string{
		"до пятницы":              "2026-11-27 18:00",
		"до 30 апреля 2027":       "2027-04-30 17:00", // a short day
		"до субботы":              "2026-11-28 18:00", // not worked: the hours of any day
		"до пятницы 12:00":        "2026-11-27 12:00",
		"до 20–21 декабря":        "2026-12-21 18:00",
		"завтра с 10 до 11":       "2026-11-24 11:00",
		"каждый день":             "0001-01-01 00:00",
		"ничего о времени":        "0001-01-01 00:00",
		"в течение 2 часов":       "2026-11-23 16:00",
		"до конца рабочего дня":   "2026-11-23 18:00",
		"через 3 рабочих дня":     "2026-11-26 18:00",
		"до Нового года":          "2026-12-31 18:00",
		"до конца недели к 15:00": "2026-11-27 15:00",
	} {
		r, err := Parse(text, now, Options{Calendar: cal})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := r.Due(cal).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s is due %s instead of %s", text, got, want)
		}
	}
}

func TestPartsOfTheDayComeFromTheOptions(t *testing.T) {
	now, cal := monday(t)
	early := Parts{Morning: 7 * time.Hour, Lunch: 12 * time.Hour, Afternoon: 15 * time.Hour, Evening: 20 * time.Hour, Night: 23 * time.Hour}
	for text, want := range map[string]string{"утром": "07:00", "в обед": "12:00", "после обеда": "15:00", "вечером": "20:00", "ночью": "23:00"} {
		r, err := Parse(text, now, Options{Calendar: cal, Parts: early})
		if got := r.At.Format("15:04"); err != nil || got != want || r.Precision != DayPart {
			t.Errorf("%s is %s (%v) instead of %s, %v", text, got, r.Precision, want, err)
		}
	}
}

func TestOfficeHoursDecideSmallHours(t *testing.T) {
	now, cal := monday(t)
	early, err := cal.WithHours(workdays.Hours{Open: 6 * time.Hour, Close: 15 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"завтра в 7": "07:00", "завтра в 2": "14:00", "завтра до конца рабочего дня": "15:00"} {
		r, err := Parse(text, now, Options{Calendar: early})
		if got := r.At.Format("15:04"); err != nil || got != want {
			t.Errorf("%s is %s instead of %s, %v", text, got, want, err)
		}
	}
}

func TestRulesThatNeedTheWorkingCalendar(t *testing.T) {
	_, cal := monday(t)
	eve := time.Date(2026, 12, 29, 14, 0, 0, 0, cal.Zone())
	for text, want := range map[string][]string{
		"по будням в 9": {"2026-12-30 09:00", "2027-01-11 09:00", "2027-01-12 09:00"},
		"последний рабочий день месяца ежемесячно": {"2026-12-30 00:00", "2027-01-29 00:00", "2027-02-26 00:00"},
		"первый рабочий день каждого месяца":       {"2027-01-11 00:00", "2027-02-01 00:00", "2027-03-01 00:00"},
	} {
		r, err := Parse(text, eve, Options{Calendar: cal})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, at := range r.Next {
			got = append(got, at.Format("2006-01-02 15:04"))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if r.Workdays != (r.Shift == workdays.None) { // one of the two
			t.Errorf("%s: workdays %v, shift %v", text, r.Workdays, r.Shift)
		}
	}
}

func TestWhereADateStands(t *testing.T) {
	now, cal := monday(t)
	text := "Иванову до пятницы подготовить КП к 18:00"
	r, err := Parse(text, now, Options{Calendar: cal})
	if err != nil {
		t.Fatal(err)
	}
	var pieces []string
	for _, s := range r.Spans {
		pieces = append(pieces, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"до пятницы", "к 18:00"}, pieces); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAProblemNamesItsWords(t *testing.T) {
	now, cal := monday(t)
	_, err := Parse("сдать отчёт 31 ноября в 10", now, Options{Calendar: cal})
	p, ok := errors.AsType[*Problem](err)
	if !ok || p.Code != Impossible || p.Text != "31 ноября в 10" {
		t.Fatalf("%v", err)
	}
	if want := time.Date(2026, 11, 30, 10, 0, 0, 0, now.Location()); !p.Suggestion.At.Equal(want) {
		t.Errorf("suggested %v", p.Suggestion.At)
	}
}

func TestTheZoneOfThePersonAndOfTheText(t *testing.T) {
	now, cal := monday(t)
	vladivostok, err := time.LoadLocation("Asia/Vladivostok")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Calendar: cal, Zone: vladivostok} // it is 21:00 there
	r, err := Parse("завтра в 10", now, o)
	if want := time.Date(2026, 11, 24, 10, 0, 0, 0, vladivostok); err != nil || !r.At.Equal(want) || r.ZoneNamed {
		t.Errorf("завтра в 10: %v, %v", r.At, err)
	}
	r, err = Parse("завтра в 10 мск", now, o)
	if want := time.Date(2026, 11, 24, 10, 0, 0, 0, now.Location()); err != nil || !r.At.Equal(want) || !r.ZoneNamed {
		t.Errorf("завтра в 10 мск: %v, %v", r.At, err)
	}
}
