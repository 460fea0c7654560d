package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// BenchmarkComplaint is all that storage does for one complaint that comes in a
// batch of a hundred: the update, the person, the matter with its event and its
// reminder, the card and the message that is owed.
func BenchmarkComplaint(b *testing.B) {
	s := openNew(b)
	anna := person(1, "Анна", department.Employee)
	write(b, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, anna, time.Time{}) })
	m, err := department.Complaint.New(department.Filing{Text: "не отгрузили заказ 118 в срок, который обещали клиенту на прошлой неделе", Client: "ООО «Ромашка»", By: anna, At: monday}, cal)
	if err != nil {
		b.Fatal(err)
	}
	payload := make([]byte, 600)
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; {
		write(b, s, func(ctx context.Context, tx *storage.Tx) error {
			for range min(100, b.N-done) {
				done++
				if err := tx.Savepoint(ctx, func() error { return complain(ctx, tx, int64(done), m, payload) }); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "complaints/s")
}

func complain(ctx context.Context, tx *storage.Tx, update int64, m department.Matter, payload []byte) error {
	if _, err := tx.Handle(ctx, update, monday); err != nil {
		return err
	}
	if _, err := tx.Person(ctx, 1); err != nil {
		return err
	}
	m, err := tx.CreateMatter(ctx, m, nil)
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, department.Outgoing{Chat: 1, Priority: department.Answer, Matter: m.ID, Payload: payload, Created: monday})
}

// BenchmarkSettle is the end of a message: the card gets its number, the row
// leaves the queue.
func BenchmarkSettle(b *testing.B) {
	s := openNew(b)
	m := department.Matter{Kind: "complaint", Standing: department.Standing{State: department.Open}}
	write(b, s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if m, err = tx.CreateMatter(ctx, m, nil); err != nil {
			return err
		}
		for range b.N {
			if err := tx.Enqueue(ctx, department.Outgoing{Chat: 1, Matter: m.ID, Payload: make([]byte, 600)}); err != nil {
				return err
			}
		}
		return nil
	})
	b.ResetTimer()
	for done := 0; done < b.N; {
		write(b, s, func(ctx context.Context, tx *storage.Tx) error {
			for range min(100, b.N-done) {
				done++
				fate := department.Fate{ID: int64(done), Card: int64(done), Message: int64(done), Outcome: department.Sent}
				if err := tx.Settle(ctx, []department.Fate{fate}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// sizes are the numbers of matters at which the questions are measured.
var sizes = []int{1_000, 100_000}

var _ = fmt.Sprint
