package storage_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/storage"
)

var million = flag.Bool("million", false, "measure with a million matters too")

// BenchmarkComplaint is all that storage does for one complaint that comes in a
// batch of a hundred: the update, the person, the open question, the matter with
// its event and its reminder, the card and the message that is owed.
func BenchmarkComplaint(b *testing.B) {
	s := openNew(b)
	anna := person(1, "Анна", department.Employee)
	write(b, s, func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, anna, time.Time{}) })
	m := filed(b, department.Filing{Text: "не отгрузили заказ 118 в срок, который обещали клиенту на прошлой неделе", Client: "ООО «Ромашка»"})
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
	if err := tx.EndDialog(ctx, 1, 1); err != nil {
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
	m := create(b, s, department.Filing{})
	write(b, s, func(ctx context.Context, tx *storage.Tx) error {
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
			var fates []department.Fate
			for range min(100, b.N-done) {
				done++
				fates = append(fates, department.Fate{ID: int64(done), Card: int64(done), Message: int64(done), Outcome: department.Sent})
			}
			return tx.Settle(ctx, fates)
		})
	}
}

// BenchmarkWrite is a small durable write, with that many callers at the same
// time.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := openNew(b)
			var group sync.WaitGroup
			b.ResetTimer()
			for c := range callers {
				group.Go(func() {
					for i := c; i < b.N; i += callers {
						write(b, s, func(ctx context.Context, tx *storage.Tx) error {
							_, err := tx.Handle(ctx, int64(i), monday)
							return err
						})
					}
				})
			}
			group.Wait()
		})
	}
}

// history fills a database with n matters of 50 people: a thousand are open, as
// in a department that keeps up, and the others are over.
func history(b *testing.B, n int) *storage.Store {
	s := openNew(b)
	for done := 0; done < n; {
		write(b, s, func(ctx context.Context, tx *storage.Tx) error {
			for range min(1000, n-done) {
				at := monday.Add(time.Duration(done-n) * 2 * time.Minute)
				f := department.Filing{
					Text: wordsOf(done), Client: fmt.Sprintf("Клиент %d", done%300), Owner: department.PersonID(done%50 + 1), At: at,
				}
				m, err := tx.CreateMatter(ctx, filed(b, f), nil)
				if err != nil {
					return err
				}
				if done++; n-done < 1000 {
					continue
				}
				if _, err := tx.UpdateMatter(ctx, m.ID, func(m *department.Matter) error {
					return m.Do(department.Move{Act: department.Cancel, By: person(1, "Анна", department.Employee), At: at}, cal)
				}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return s
}

// wordsOf returns the text of the complaint of that number: some fifteen words, of
// which a few are in many complaints and most in few, as people write.
func wordsOf(n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 0))
	zipf := rand.NewZipf(r, 1.2, 4, 20_000)
	var b strings.Builder
	fmt.Fprintf(&b, "заказ %d:", n)
	for range 8 + r.IntN(12) {
		b.WriteString(" " + made(zipf.Uint64()))
	}
	return b.String()
}

// made returns the Russian-looking word of that number.
func made(n uint64) string {
	syllables := []string{"ба", "ве", "го", "да", "жи", "зо", "ка", "лу", "ма", "но", "пе", "ро", "са", "ту", "фи", "ча"}
	word := "от"
	for n += 16; n > 0; n /= 16 {
		word += syllables[n%16]
	}
	return word
}

// finding looks for a query as an employee does.
func finding(q search.Query) func(context.Context, *storage.Tx) error {
	return func(ctx context.Context, tx *storage.Tx) error {
		return second(tx.SearchMatters(ctx, q, person(7, "Пётр", department.Employee), 0, 6))
	}
}

// BenchmarkQuestions asks what people and the clock ask all day, with a short
// and a long history.
func BenchmarkQuestions(b *testing.B) {
	sizes := []int{1_000, 100_000}
	if *million {
		sizes = append(sizes, 1_000_000)
	}
	later := monday.AddDate(0, 0, 10) // all that is open is overdue
	for _, n := range sizes {
		s := history(b, n)
		for _, q := range []struct {
			name string
			ask  func(ctx context.Context, tx *storage.Tx) error
		}{
			{"my list", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Owner: 7}))
			}},
			{"my count", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.CountMatters(ctx, department.MatterFilter{Owner: 7}))
			}},
			{"worst overdue", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Kind: "complaint", OverdueAt: later, Limit: 5}))
			}},
			{"card", func(ctx context.Context, tx *storage.Tx) error {
				if _, err := tx.Matter(ctx, int64(n/2)); err != nil {
					return err
				}
				if _, err := tx.LastEvent(ctx, int64(n/2)); err != nil {
					return err
				}
				return second(tx.Attachments(ctx, int64(n/2)))
			}},
			{"all open", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Limit: 8}))
			}},
			{"all open of a client", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Client: "Клиент 7", Limit: 8}))
			}},
			{"closed of a client", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Client: "Клиент 7", Over: true, Limit: 8}))
			}},
			{"closed of a person", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.FindMatters(ctx, department.MatterFilter{Owner: 7, Over: true, Limit: 8}))
			}},
			{"open clients", func(ctx context.Context, tx *storage.Tx) error { return second(tx.OpenClients(ctx, 24)) }},
			{"search, a common word", finding(search.Read(made(1)))},
			{"search, two common words", finding(search.Read(made(1) + " " + made(2)))},
			{"search, a rare word", finding(search.Read(made(15_000)))},
			{"search, a number", finding(search.Read(fmt.Sprint(n / 2)))},
			{"search, nothing", finding(search.Read("трактор"))},
			{"search, the beginning of a word", finding(search.Query{Words: []string{"отвеб"}, Last: "отвеб", Breadth: search.Open})},
			{"search, a beginning that one word in sixteen has", finding(search.Query{Words: []string{"отве"}, Last: "отве", Breadth: search.Open})},
			{"due reminders", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.DueReminders(ctx, later, 100))
			}},
			{"counts of a day", func(ctx context.Context, tx *storage.Tx) error {
				return second(tx.Counts(ctx, monday.AddDate(0, 0, -1), monday))
			}},
			{"standings", func(ctx context.Context, tx *storage.Tx) error { return second(tx.Standings(ctx, monday)) }},
			{"recent clients", func(ctx context.Context, tx *storage.Tx) error { return second(tx.RecentClients(ctx, 6)) }},
		} {
			b.Run(fmt.Sprintf("%s/matters=%d", q.name, n), func(b *testing.B) {
				for b.Loop() {
					if err := s.Read(b.Context(), func(tx *storage.Tx) error { return q.ask(b.Context(), tx) }); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("create/matters=%d", n), func(b *testing.B) {
			m := filed(b, department.Filing{})
			for b.Loop() {
				write(b, s, func(ctx context.Context, tx *storage.Tx) error { return second(tx.CreateMatter(ctx, m, nil)) })
			}
		})
	}
}
