package storage

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

// TestTheWriterRemembersNothingStale changes what the writer remembers in every
// way there is, and compares it with what a reader finds in the file.
func TestTheWriterRemembersNothingStale(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	refused := errors.New("refused")
	anna := department.NewPerson(1, "Анна")
	anna.Role, anna.Joined = department.Director, now
	save := func(change func(*department.Person)) func(context.Context, *Tx) error {
		return func(ctx context.Context, tx *Tx) error {
			p, err := tx.Person(ctx, anna.ID)
			if err != nil {
				return err
			}
			change(&p)
			return tx.SavePerson(ctx, p, time.Time{})
		}
	}
	changes := []struct {
		name string
		do   func(context.Context, *Tx) error
	}{
		{"she joins", func(ctx context.Context, tx *Tx) error { return tx.SavePerson(ctx, anna, time.Time{}) }},
		{"a stranger writes", func(ctx context.Context, tx *Tx) error {
			return tx.SavePerson(ctx, department.NewPerson(2, "Пётр"), time.Time{})
		}},
		{"she changes her name", save(func(p *department.Person) { p.Name = "Анна Петровна" })},
		{"she becomes an employee", save(func(p *department.Person) { p.Role = department.Employee })},
		{"she stands in for somebody", save(func(p *department.Person) {
			p.Stands = append(p.Stands, department.Stand{For: 3, Role: department.Director, Until: now.Add(time.Hour)})
		})},
		{"she is not reached", func(ctx context.Context, tx *Tx) error {
			_, err := tx.Unreachable(ctx, int64(anna.ID), now)
			return err
		}},
		{"a change is taken back", func(ctx context.Context, tx *Tx) error {
			err := tx.Savepoint(ctx, func() error {
				rename := save(func(p *department.Person) { p.Name = "Никто" })
				return errors.Join(rename(ctx, tx), tx.NoteClient(ctx, "Ромашка", 1), look(ctx, tx), refused)
			})
			if !errors.Is(err, refused) {
				t.Error(err)
			}
			return nil
		}},
		{"a transaction is taken back", func(ctx context.Context, tx *Tx) error {
			return errors.Join(save(func(p *department.Person) { p.Name = "Никто" })(ctx, tx), look(ctx, tx), refused)
		}},
		{"the stranger is forgotten", func(ctx context.Context, tx *Tx) error {
			_, err := tx.ForgetPerson(ctx, 2)
			return err
		}},
		{"a client appears", func(ctx context.Context, tx *Tx) error { return tx.NoteClient(ctx, "ООО «Ромашка»", 1) }},
		{"the clocks are set", func(ctx context.Context, tx *Tx) error {
			return tx.SaveNorms(ctx, department.Norms{Nudge: time.Hour}, anna.ID, now)
		}},
		{"somebody else's copy is changed", func(ctx context.Context, tx *Tx) error {
			p, err := tx.Person(ctx, anna.ID)
			if len(p.Stands) > 0 {
				p.Stands[0].For = 99
			}
			return err
		}},
	}
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "otdel.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range changes {
		var kept, found view
		err := s.Write(t.Context(), func(tx *Tx) error {
			if err := look(t.Context(), tx); err != nil { // so that there is something to forget
				return err
			}
			return c.do(t.Context(), tx)
		})
		if err != nil && !errors.Is(err, refused) {
			t.Fatalf("%s: %v", c.name, err)
		}
		for range 2 { // the second time from memory
			if err := s.Write(t.Context(), kept.fill); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		if err := s.Read(t.Context(), found.fill); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(found, kept); diff != "" {
			t.Errorf("%s: what the writer remembers (-file +memory):\n%s", c.name, diff)
		}
	}
}

// view is all that the writer may remember.
type view struct {
	Anna, Peter department.Person
	Leaders     []department.Person
	Client      department.Client
	Norms       department.Norms
}

func (v *view) fill(tx *Tx) error {
	ctx := context.Background()
	var errs [5]error
	v.Anna, errs[0] = tx.Person(ctx, 1)
	v.Peter, errs[1] = tx.Person(ctx, 2)
	v.Leaders, errs[2] = tx.FindPeople(ctx, department.Director)
	v.Client, errs[3] = tx.ClientNamed(ctx, "«Ромашка»")
	v.Norms, errs[4] = tx.Norms(ctx)
	for _, err := range errs {
		if err != nil && !errors.Is(err, department.ErrNone) {
			return err
		}
	}
	return nil
}

// look makes the writer remember all that it can.
func look(_ context.Context, tx *Tx) error { return new(view).fill(tx) }
