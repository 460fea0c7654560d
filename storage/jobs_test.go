package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

func TestAJobRemembersUntilWhenItWasSeenTo(t *testing.T) {
	s := openNew(t)
	seen := func() (at time.Time, err error) {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			at, err = tx.JobSeen(ctx, "backup")
			return nil
		})
		return at, err
	}
	if at, err := seen(); !errors.Is(err, department.ErrNone) {
		t.Errorf("before it was ever done: %v, %v", at, err)
	}
	for _, when := range []time.Time{monday, monday.Add(24 * time.Hour)} {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SaveJob(ctx, "backup", when) })
		if at, err := seen(); err != nil || !at.Equal(when) {
			t.Errorf("done at %v, remembered %v, %v", when, at, err)
		}
	}
}
