package storage_test

import (
	"context"
	"encoding/json"
	"errors"
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
	meet(t, s, monday.Add(72*time.Hour), series.ID+1, 1) // of another one
	for i, m := range []department.Meeting{first, second} {
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (got [2]int, err error) {
			got[0], got[1], err = tx.PlaceInSeries(ctx, m)
			return got, err
		})
		if want := [2]int{i + 1, i + 1}; got != want {
			t.Errorf("the place of meeting %d in its series and the changes so far are %v, want %v", m.ID, got, want)
		}
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

func TestACalendarKnowsWhatWasCalledOff(t *testing.T) {
	s := openNew(t)
	boss := person(9, "Борис", department.Director)
	off, left, kept := meet(t, s, monday.Add(24*time.Hour), 0, 1), meet(t, s, monday.Add(25*time.Hour), 0, 1, 2), meet(t, s, monday.Add(26*time.Hour), 0, 1)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdateMeeting(ctx, off.ID, monday, cal, func(m *department.Meeting) error {
			_, err := m.CallOff("", boss, monday)
			return err
		})
		if err != nil {
			return err
		}
		_, err = tx.UpdateMeeting(ctx, left.ID, monday, cal, func(m *department.Meeting) error {
			_, err := m.Change(department.MeetingChange{People: []department.PersonID{2}}, boss, monday)
			return err
		})
		return err
	})
	calendar := func(id department.PersonID) map[int64]bool {
		found := map[int64]bool{}
		for _, m := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Meeting, error) {
			return tx.CalendarOf(ctx, id, monday, monday.Add(72*time.Hour), 10)
		}) {
			found[m.ID] = m.OffFor(id)
		}
		return found
	}
	if diff := cmp.Diff(map[int64]bool{off.ID: true, left.ID: true, kept.ID: false}, calendar(1)); diff != "" {
		t.Errorf("the calendar of Anna (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int64]bool{left.ID: false}, calendar(2)); diff != "" {
		t.Errorf("the calendar of Petr (-want +got):\n%s", diff)
	}
}

func TestWhatWasNotReachedWaits(t *testing.T) {
	s := openNew(t)
	m := meet(t, s, monday.Add(24*time.Hour), 0, 1)
	waiting := func(organiser department.PersonID) []department.AgendaPoint {
		return read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.AgendaPoint, error) {
			return tx.WaitingPoints(ctx, organiser, 10)
		})
	}
	p := department.AgendaPoint{Meeting: m.ID, Text: "скидки", By: 1, Decision: 3, Added: monday}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if p, err = tx.SaveAgendaPoint(ctx, p); err != nil {
			return err
		}
		p.Waits = 9
		_, err = tx.SaveAgendaPoint(ctx, p)
		return err
	})
	if diff := cmp.Diff([]department.AgendaPoint{p}, waiting(9)); diff != "" || len(waiting(8)) != 0 {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
	p.Waits, p.Moved = 0, 5
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SaveAgendaPoint(ctx, p)
		return err
	})
	if got := waiting(9); len(got) != 0 {
		t.Errorf("it has gone on, and still waits: %+v", got)
	}
}

func TestAMessageKnowsItsMinutes(t *testing.T) {
	s := openNew(t)
	m := meet(t, s, monday.Add(24*time.Hour), 0, 1)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return tx.SaveMinutes(ctx, m.ID, department.MinuteEntry{Chat: 1, Message: 20, By: 1, At: monday, Text: "решение: да"})
	})
	of := func(chat, message int64) (id int64, err error) {
		err = s.Read(t.Context(), func(tx *storage.Tx) error {
			id, err = tx.MinutesWith(t.Context(), chat, message)
			return err
		})
		return id, err
	}
	if id, err := of(1, 20); err != nil || id != m.ID {
		t.Errorf("the message belongs to %d, %v; want %d", id, err, m.ID)
	}
	if _, err := of(2, 20); !errors.Is(err, department.ErrNone) {
		t.Errorf("a message of another chat: %v", err)
	}
}
