package scheduler_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

var million = flag.Bool("million", false, "measure with a million pending reminders and hanging bells too")

// sizes are how much waits for its time.
func sizes() []int {
	if *million {
		return []int{1_000, 100_000, 1_000_000}
	}
	return []int{1_000, 100_000}
}

// BenchmarkTick is a tick in which some of many pending reminders are due. It
// grows with what is due, not with what is pending.
func BenchmarkTick(b *testing.B) {
	for _, pending := range sizes() {
		for _, due := range []int{0, 1, 100} {
			b.Run(fmt.Sprintf("pending=%d/due=%d", pending, due), func(b *testing.B) { benchmarkTick(b, pending, due) })
		}
	}
}

func benchmarkTick(b *testing.B, pending, due int) {
	ctx := b.Context()
	store, err := storage.Open(ctx, filepath.Join(b.TempDir(), "otdel.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, time.November, 23, 12, 0, 0, 0, moscow)
	director := department.NewPerson(dora, "Дора")
	director.Role = department.Director
	complaint, err := department.Complaint.New(department.Filing{Text: "не отгрузили", By: director, At: now.AddDate(0, 0, 30)}, cal)
	if err != nil {
		b.Fatal(err)
	}
	for done := 0; done < pending; done += 1000 {
		fill := func(tx *storage.Tx) error {
			for range 1000 {
				if _, err := tx.CreateMatter(ctx, complaint, nil); err != nil {
					return err
				}
			}
			return tx.SavePerson(ctx, director, time.Time{})
		}
		if err := store.Write(ctx, fill); err != nil {
			b.Fatal(err)
		}
	}
	clock := scheduler.New(store, &plainWords{}, cal, slog.New(slog.NewTextHandler(io.Discard, nil)))
	next, _ := complaint.Planned()
	for b.Loop() {
		b.StopTimer()
		next.Due = next.Due.Add(time.Second) // another one, which was not told yet
		err := store.Write(ctx, func(tx *storage.Tx) error { return dueAgain(ctx, tx, next, due, now) })
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := clock.Tick(ctx, now); err != nil {
			b.Fatal(err)
		}
	}
}

// dueAgain makes the reminders of the first matters due.
func dueAgain(ctx context.Context, tx *storage.Tx, r department.Reminder, due int, now time.Time) error {
	for i := range due {
		r.Matter, r.At = int64(i+1), now
		if err := tx.SaveReminder(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkBells is a tick in which some of many hanging bells are due. It grows
// with what is due, not with what hangs.
func BenchmarkBells(b *testing.B) {
	for _, hanging := range sizes() {
		for _, due := range []int{0, 1, 100} {
			b.Run(fmt.Sprintf("hanging=%d/due=%d", hanging, due), func(b *testing.B) { benchmarkBells(b, hanging, due) })
		}
	}
}

func benchmarkBells(b *testing.B, hanging, due int) {
	ctx := b.Context()
	store, err := storage.Open(ctx, filepath.Join(b.TempDir(), "otdel.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, time.November, 23, 12, 0, 0, 0, moscow)
	hang := func(from, to int, at time.Time) {
		err := store.Write(ctx, func(tx *storage.Tx) error {
			for ref := from; ref < to; ref++ {
				if err := tx.SaveBell(ctx, department.Bell{What: department.AlarmBell, Ref: int64(ref), Due: at}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	hang(0, hanging, now.AddDate(1, 0, 0))
	clock := scheduler.New(store, &plainWords{}, cal, slog.New(slog.NewTextHandler(io.Discard, nil)))
	for b.Loop() {
		b.StopTimer()
		now = now.Add(time.Second)
		hang(hanging, hanging+due, now)
		b.StartTimer()
		if err := clock.Tick(ctx, now); err != nil {
			b.Fatal(err)
		}
	}
}
