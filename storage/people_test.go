package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestAPersonComesBackAsSaved(t *testing.T) {
	s := openNew(t)
	want := department.Person{
		ID: 1 << 51, Name: "Пётр", Username: "petr", Role: department.Supervisor, Language: "ru", PhoneLanguage: "en-GB",
		Zone: "Asia/Omsk", Quiet: department.Quiet{From: 21 * time.Hour, Until: 8*time.Hour + 30*time.Minute}, DigestAt: -time.Hour,
		Joined: monday, LastSeen: monday.Add(time.Microsecond), Unreachable: monday.Add(time.Hour),
	}
	for range 2 { // inserted, then refreshed
		write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, want, time.Time{}) })
		got := read(t, s, func(ctx context.Context, tx *storage.Tx) (department.Person, error) { return tx.Person(ctx, want.ID) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		want.Name = "Павел"
	}
}

func TestPeopleAreFoundByRoleInAlphabeticalOrder(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, p := range []department.Person{
			person(1, "Жанна", department.Director), person(2, "ёлкин", department.Employee),
			person(3, "Егор", department.Supervisor), person(4, "Анна", department.Candidate),
		} {
			if err := tx.SavePerson(ctx, p, time.Time{}); err != nil {
				t.Errorf("person %d: %v", i, err)
			}
		}
		return nil
	})
	for least, want := range map[department.Role][]string{
		department.Candidate: {"Анна", "Егор", "ёлкин", "Жанна"},
		department.Employee:  {"Егор", "ёлкин", "Жанна"},
		department.Director:  {"Жанна"},
	} {
		var names []string
		for _, p := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Person, error) {
			return tx.FindPeople(ctx, least)
		}) {
			names = append(names, p.Name)
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%v: %s", least, diff)
		}
	}
}

func TestUnreachableSaysWhetherItChangedAnything(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.SavePerson(ctx, person(7, "Анна", department.Employee), time.Time{}); err != nil {
			return err
		}
		for i, step := range []struct {
			chat  int64
			since time.Time
			want  bool
		}{{7, monday, true}, {7, monday.Add(time.Hour), false}, {7, time.Time{}, true}, {7, time.Time{}, false}, {-100, monday, false}} {
			if changed, err := tx.Unreachable(ctx, step.chat, step.since); changed != step.want || err != nil {
				t.Errorf("step %d: %v, %v", i, changed, err)
			}
		}
		return nil
	})
}

func TestTheScheduleOfTheDigestFollowsThePerson(t *testing.T) {
	s := openNew(t)
	p := person(7, "Анна", department.Director)
	save := func(p department.Person, next time.Time) {
		t.Helper()
		write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, p, next) })
	}
	next := func() (at []time.Time) {
		t.Helper()
		for _, d := range read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Schedule, error) {
			return tx.DueSchedules(ctx, monday.AddDate(1, 0, 0), 10)
		}) {
			at = append(at, d.At)
		}
		return at
	}
	save(p, monday)
	save(p, monday.Add(time.Hour)) // nothing has changed: the digest of monday stays due
	if diff := cmp.Diff([]time.Time{monday}, next()); diff != "" {
		t.Error(diff)
	}
	p.DigestAt = 9 * time.Hour
	save(p, monday.Add(2*time.Hour))
	if diff := cmp.Diff([]time.Time{monday.Add(2 * time.Hour)}, next()); diff != "" {
		t.Error(diff)
	}
	p.Role = department.Employee
	save(p, time.Time{})
	if at := next(); len(at) > 0 {
		t.Errorf("digest of an employee at %v", at)
	}
}

func TestDraftsAndDialogsAndInvitationsComeBack(t *testing.T) {
	s := openNew(t)
	draft := department.Draft{Chat: -5, Person: 1, Text: "вот", Album: "a1", Created: monday, Attachments: []department.Attachment{{Kind: department.Photo, File: "f"}}}
	dialog := department.Dialog{Chat: 1, Person: 2, Topic: "complaint", Step: "client", Data: []byte(`{}`), Started: monday}
	invitation := department.Invitation{Hash: []byte{1, 2}, Role: department.Employee, Name: "Пётр", By: 9, Created: monday, Expires: monday.Add(time.Hour)}
	write(t, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if draft, err = tx.CreateDraft(ctx, draft); err != nil {
			return err
		}
		draft.Matter, draft.Text = 4, "вот и вот"
		if invitation, err = tx.CreateInvitation(ctx, invitation); err != nil {
			return err
		}
		return errors.Join(tx.SaveDraft(ctx, draft), tx.SaveDialog(ctx, department.Dialog{Chat: 1, Person: 2}), tx.SaveDialog(ctx, dialog))
	})
	err := s.Read(t.Context(), func(tx *storage.Tx) error {
		ctx := t.Context()
		byID, err1 := tx.Draft(ctx, draft.ID)
		byAlbum, err2 := tx.DraftOfAlbum(ctx, -5, "a1")
		question, err3 := tx.Dialog(ctx, 1, 2)
		invited, err4 := tx.Invitation(ctx, []byte{1, 2})
		open, err5 := tx.OpenInvitations(ctx, monday)
		closed, err6 := tx.OpenInvitations(ctx, monday.Add(time.Hour))
		got := []any{byID, byAlbum, question, invited, open, closed}
		want := []any{draft, draft, dialog, invitation, []department.Invitation{invitation}, []department.Invitation(nil)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for what, err := range map[string]error{
			"draft": second(tx.Draft(ctx, 99)), "album": second(tx.DraftOfAlbum(ctx, 1, "")), "dialog": second(tx.Dialog(ctx, 1, 3)),
			"invitation": second(tx.Invitation(ctx, []byte{3})), "matter": second(tx.Matter(ctx, 99)), "person": second(tx.Person(ctx, 99)),
			"event": second(tx.LastEvent(ctx, 99)),
		} {
			if !errors.Is(err, department.ErrNone) {
				t.Errorf("%s: %v", what, err)
			}
		}
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	if err != nil {
		t.Fatal(err)
	}
	invitation.Used, invitation.UsedBy = monday, 5
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return errors.Join(tx.SaveInvitation(ctx, invitation), tx.EndDialog(ctx, 1, 2), tx.EndDialog(ctx, 1, 2))
	})
	if open := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Invitation, error) {
		return tx.OpenInvitations(ctx, monday)
	}); len(open) > 0 {
		t.Errorf("open: %v", open)
	}
}

func second[T any](_ T, err error) error { return err }
