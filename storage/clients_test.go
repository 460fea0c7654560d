package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestAClientIsFoundInAnySpellingAndByItsAuthor(t *testing.T) {
	s := openNew(t)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i, name := range []string{"ООО «Ромашка»", "Лютик", "ромашка"} {
			if err := tx.NoteClient(ctx, name, int64(i+1)); err != nil {
				return err
			}
		}
		first, err := tx.ClientNamed(ctx, "Ромашка")
		if want := "ООО «Ромашка»"; first.Name != want || err != nil {
			t.Errorf("the client is %v (%v), want %s as it was written first", first, err, want)
		}
		named, err := tx.ClientNamed(ctx, `ООО "РОМАШКА"`)
		if diff := cmp.Diff(first, named); diff != "" || err != nil {
			t.Errorf("%v: %s", err, diff)
		}
		if err := tx.NoteAuthor(ctx, 77, first.ID); err != nil {
			return err
		}
		of, err := tx.ClientOf(ctx, 77)
		if diff := cmp.Diff(first, of); diff != "" || err != nil {
			t.Errorf("%v: %s", err, diff)
		}
		if _, err := tx.ClientOf(ctx, 78); !errors.Is(err, department.ErrNone) {
			t.Errorf("an unknown author: %v", err)
		}
		known, err := tx.KnownClients(ctx, 10)
		if len(known) != 2 || known[0].ID != first.ID {
			t.Errorf("the latest clients: %v", known)
		}
		return err
	})
}
