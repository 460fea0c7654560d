package matter_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/storage"
)

// BenchmarkOpen opens the card of one of many matters, each with a history.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx, cal := context.Background(), workdays.Russia(time.UTC)
			store, err := storage.Open(ctx, filepath.Join(b.TempDir(), "otdel.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer store.Close()
			book, err := texts.Load()
			if err != nil {
				b.Fatal(err)
			}
			desk := matter.NewDesk(book, cal)
			anna := department.NewPerson(1, "Анна Смирнова")
			anna.Role = department.Employee
			now := time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC)
			err = store.Write(ctx, func(tx *storage.Tx) error { return fill(ctx, tx, anna, now, cal, n) })
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				req := handlers.Request{At: now, Person: anna, Chat: handlers.Chat{ID: 1}, Number: int64(i%n + 1)}
				err := store.Read(ctx, func(tx *storage.Tx) error {
					_, err := desk.Open(ctx, tx, req)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// fill files n complaints with five events each.
func fill(ctx context.Context, tx *storage.Tx, by department.Person, now time.Time, cal workdays.Calendar, n int) error {
	if err := tx.SavePerson(ctx, by, time.Time{}); err != nil {
		return err
	}
	for range n {
		m, err := department.Complaint.New(department.Filing{Text: "не отгрузили заказ 118", Client: "Ромашка", By: by, At: now}, cal)
		if err != nil {
			return err
		}
		if m, err = tx.CreateMatter(ctx, m, nil); err != nil {
			return err
		}
		for _, act := range []department.Act{department.Take, department.Wait, department.Resume, department.Finish} {
			move := department.Move{Act: act, By: by, At: now, Note: "ответ склада"}
			if _, err := tx.UpdateMatter(ctx, m.ID, func(m *department.Matter) error { return m.Do(move, cal) }); err != nil {
				return err
			}
		}
	}
	return nil
}
