package storage_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

var sameMeeting = cmpopts.IgnoreUnexported(department.Meeting{})

func meet(t testing.TB, s *storage.Store, start time.Time, series int64, people ...department.PersonID) department.Meeting {
	t.Helper()
	m, err := department.MeetingFiling{Title: "Планёрка", Start: start, People: people, By: person(9, "Борис", department.Director), At: monday}.New()
	if err != nil {
		t.Fatal(err)
	}
	m.Series = series
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		m, err = tx.CreateMeeting(ctx, m, cal)
		return err
	})
	return m
}

func TestAMeetingComesBackAndIsFoundByItsPeople(t *testing.T) {
	s := openNew(t)
	late := meet(t, s, monday.Add(48*time.Hour), 0, 1, 2)
	early := meet(t, s, monday.Add(24*time.Hour), 0, 1)
	back := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Meeting, error) { return tx.Meeting(ctx, late.ID) })
	if diff := cmp.Diff(late, back, sameMeeting); diff != "" {
		t.Errorf("the meeting (-stored +read):\n%s", diff)
	}
	of := func(id department.PersonID) (ids []int64) {
		found := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Meeting, error) {
			return tx.MeetingsOf(ctx, id, monday, monday.Add(72*time.Hour), 10)
		})
		for _, m := range found {
			ids = append(ids, m.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]int64{early.ID, late.ID}, of(1)); diff != "" {
		t.Errorf("the meetings of Anna (-want +got):\n%s", diff)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdateMeeting(ctx, early.ID, monday, cal, func(m *department.Meeting) error {
			_, err := m.CallOff("", person(9, "Борис", department.Director), monday)
			return err
		})
		return err
	})
	if diff := cmp.Diff([]int64{late.ID}, of(1)); diff != "" {
		t.Errorf("once one is off (-want +got):\n%s", diff)
	}
	for _, b := range bells(t, s, monday.AddDate(0, 1, 0)) {
		if b.What == department.MeetingBell && b.Ref == early.ID {
			t.Errorf("a meeting that is off rings: %+v", b)
		}
	}
}

func TestTheCardsOfAMeetingAreNotThoseOfAMatter(t *testing.T) {
	s := openNew(t)
	m := meet(t, s, monday.Add(24*time.Hour), 0, 1)
	matter := create(t, s, department.Filing{})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.Enqueue(ctx, department.Outgoing{Chat: 1, Meeting: m.ID, Payload: json.RawMessage(`{}`)}); err != nil {
			return err
		}
		return tx.Enqueue(ctx, department.Outgoing{Chat: 2, Matter: matter.ID, Payload: json.RawMessage(`{}`)})
	})
	ofMeeting := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Card, error) {
		return tx.MeetingCards(ctx, m.ID)
	})
	ofMatter := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Card, error) { return tx.Cards(ctx, matter.ID) })
	if len(ofMeeting) != 1 || ofMeeting[0].Chat != 1 || len(ofMatter) != 1 || ofMatter[0].Chat != 2 {
		t.Errorf("cards of the meeting %+v, of the matter %+v", ofMeeting, ofMatter)
	}
}

func TestASeriesItsAgendaAndMinutesComeBack(t *testing.T) {
	s := openNew(t)
	series := department.Series{RRule: "FREQ=WEEKLY;BYDAY=MO", Zone: "Europe/Moscow", Start: monday}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if series, err = tx.CreateSeries(ctx, series); err != nil {
			return err
		}
		series.Last = monday
		return tx.SaveSeries(ctx, series, monday.Add(time.Hour))
	})
	back := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Series, error) { return tx.Series(ctx, series.ID) })
	if diff := cmp.Diff(series, back); diff != "" {
		t.Errorf("the series (-stored +read):\n%s", diff)
	}
	if due := bells(t, s, monday.Add(time.Hour)); len(due) != 1 || due[0].What != department.SeriesBell || due[0].Ref != series.ID {
		t.Errorf("the next meeting is called by %+v", due)
	}
	first, second := meet(t, s, monday.Add(24*time.Hour), series.ID, 1), meet(t, s, monday.Add(48*time.Hour), series.ID, 1)
	last := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Meeting, error) {
		return tx.LastOfSeries(ctx, series.ID)
	})
	if last.ID != second.ID {
		t.Errorf("the last of the series is %d, want %d", last.ID, second.ID)
	}
	point := department.AgendaPoint{Meeting: first.ID, Text: "цены", By: 1, Reason: department.QualityPoint, Rolled: 2, Added: monday}
	entry := func(message int64, text string) department.MinuteEntry {
		return department.MinuteEntry{Chat: 9, Message: message, By: 9, At: monday.Add(time.Duration(message) * time.Minute), Text: text}
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if point, err = tx.SaveAgendaPoint(ctx, point); err != nil {
			return err
		}
		point.Done = true
		if _, err = tx.SaveAgendaPoint(ctx, point); err != nil {
			return err
		}
		for _, e := range []department.MinuteEntry{entry(2, "решение: да"), entry(1, "начали"), entry(3, "лишнее"), entry(2, "решение: нет"), entry(3, "")} {
			if err := tx.SaveMinutes(ctx, first.ID, e); err != nil {
				return err
			}
		}
		d, err := tx.CreateDecision(ctx, department.Decision{Text: "нет", Meeting: first.ID, Owner: 9, Made: monday}, cal)
		if err == nil && d.ID == 0 {
			t.Error("a decision has no number")
		}
		return err
	})
	agenda := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.AgendaPoint, error) {
		return tx.Agenda(ctx, first.ID)
	})
	if diff := cmp.Diff([]department.AgendaPoint{point}, agenda); diff != "" {
		t.Errorf("the agenda (-want +got):\n%s", diff)
	}
	minutes := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Minutes, error) {
		return tx.Minutes(ctx, first.ID)
	})
	want := []department.MinuteEntry{entry(1, "начали"), entry(2, "решение: нет")}
	if diff := cmp.Diff(want, minutes.Entries); diff != "" {
		t.Errorf("the minutes (-want +got):\n%s", diff)
	}
}
