package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/storage"
)

// found returns the numbers of what a person finds.
func found(t testing.TB, s *storage.Store, q search.Query, by department.Person) []int64 {
	t.Helper()
	matters := read(t, s, func(ctx context.Context, tx *storage.Tx) ([]department.Matter, error) {
		return tx.SearchMatters(ctx, q, by, 0, 10)
	})
	var ids []int64
	for _, m := range matters {
		ids = append(ids, m.ID)
	}
	return ids
}

func TestSearchFindsWordsInAnyForm(t *testing.T) {
	s := openNew(t)
	anna := person(1, "Анна", department.Employee)
	create(t, s, department.Filing{Text: "не отгрузили ёлки по заказу 4471", Client: "ООО «Ромашка»"})
	create(t, s, department.Filing{Text: "задержка отгрузки, счёт не пришёл", Client: "Пион"}, department.Attachment{Kind: department.Document, File: "x", Name: "акт сверки.pdf"})
	for text, want := range map[string][]int64{
		"елка":               {1},
		"ЁЛКАМИ":             {1},
		"отгрузка":           {2},
		"ромашке":            {1},
		"4471":               {1},
		"счет":               {2},
		"не отгрузили в":     {1},
		"сверка":             {2},
		"акт pdf":            {2},
		"ромашка пион":       nil,
		"@all":               nil,
		`" OR "ромашк`:       {1},
		"ромашк* AND (елка":  {1},
		"NEAR(ромашка елка)": nil,
	} {
		if diff := cmp.Diff(want, found(t, s, search.Read(text), anna)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	for _, text := range []string{"рома", "задержали"} {
		q, ok := search.Read(text), true
		for ok && len(found(t, s, q, anna)) == 0 {
			q, ok = q.Broader()
		}
		if !ok || q.Breadth == search.Exact {
			t.Errorf("%q finds nothing when it is made broader: %v", text, q)
		}
	}
}

func TestSearchFindsWhatWasWrittenLater(t *testing.T) {
	s := openNew(t)
	anna := person(1, "Анна", department.Employee)
	m := create(t, s, department.Filing{Text: "не отгрузили"})
	do(t, s, m.ID, department.Take, anna, monday)
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.UpdateMatter(ctx, m.ID, func(m *department.Matter) error {
			return m.Do(department.Move{Act: department.Finish, By: anna, At: monday, Note: "вернули деньги за бракованный кабель"}, cal)
		})
		return err
	})
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		return tx.Attach(ctx, m.ID, []department.Attachment{{Kind: department.Document, File: "y", Name: "претензия.docx"}})
	})
	for _, text := range []string{"кабель", "отгрузили деньги", "претензии"} {
		if diff := cmp.Diff([]int64{m.ID}, found(t, s, search.Read(text), anna)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestSearchShowsToEachOnlyWhatIsTheirs(t *testing.T) {
	s := openNew(t)
	dora := person(9, "Дора", department.Director)
	task, err := department.Task.New(department.Filing{Text: "пересчитать скидку", By: dora, At: monday, Owner: 2}, cal)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for range 2 {
			if _, err := tx.CreateMatter(ctx, task, nil); err != nil {
				return err
			}
		}
		// №2 is handed over to somebody else.
		_, err := tx.UpdateMatter(ctx, 2, func(m *department.Matter) error { m.Owner = 3; return nil })
		return err
	})
	for _, tt := range []struct {
		by   department.Person
		want []int64
	}{
		{person(2, "Пётр", department.Employee), []int64{1}},
		{person(3, "Вера", department.Employee), []int64{2}},
		{person(4, "Гость", department.Employee), nil},
		{person(2, "Пётр", department.Candidate), nil},
		{person(5, "Глава", department.Supervisor), []int64{2, 1}},
		{dora, []int64{2, 1}},
	} {
		if diff := cmp.Diff(tt.want, found(t, s, search.Read("скидка"), tt.by)); diff != "" {
			t.Errorf("%s: %s", tt.by.Name, diff)
		}
	}
}

func TestSearchKnowsWordsAgainThatWereTakenBack(t *testing.T) {
	s := openNew(t)
	anna := person(1, "Анна", department.Employee)
	failed := errors.New("no")
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		err := tx.Savepoint(ctx, func() error {
			if _, err := tx.CreateMatter(ctx, filed(t, department.Filing{Text: "кабель бракованный"}), nil); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Error(err)
		}
		return nil
	})
	create(t, s, department.Filing{Text: "опять кабель"})
	q, ok := search.Read("кабе").Broader()
	if got := found(t, s, q, anna); !ok || len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

func TestABeginningOfVeryManyWordsIsNoBurden(t *testing.T) {
	s := openNew(t)
	for i := range 300 {
		create(t, s, department.Filing{Text: "кабель" + string([]rune("абвгдежзийклмнопрст")[i%19]) + string([]rune("абвгдежзийклмнопрст")[i/19])})
	}
	if got := found(t, s, search.Query{Words: []string{"кабе"}, Last: "кабе", Breadth: search.Open}, person(1, "Анна", department.Employee)); len(got) != 10 {
		t.Errorf("found %v", got)
	}
}

func TestSearchFindsWhatWasFiledInTheSameTransaction(t *testing.T) {
	s := openNew(t)
	anna := person(1, "Анна", department.Employee)
	wire, tulips := filed(t, department.Filing{Text: "кабель"}), filed(t, department.Filing{Text: "тюльпаны"})
	looks := func(ctx context.Context, tx *storage.Tx, text string) (int, error) {
		hits, err := tx.SearchMatters(ctx, search.Read(text), anna, 0, 10)
		return len(hits), err
	}
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.CreateMatter(ctx, wire, nil); err != nil {
			return err
		}
		for _, found := range []bool{false, true} {
			tx.Savepoint(ctx, func() error {
				if _, err := tx.CreateMatter(ctx, tulips, nil); err != nil {
					return err
				}
				if found {
					if n, err := looks(ctx, tx, "тюльпаны"); n != 1 || err != nil {
						t.Errorf("what was just filed is found %d times: %v", n, err)
					}
				}
				return errors.New("taken back")
			})
		}
		return nil
	})
	for text, want := range map[string][]int64{"кабель": {1}, "тюльпаны": nil} {
		if diff := cmp.Diff(want, found(t, s, search.Read(text), anna)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestSearchShowsWhatIsOpenFirst looks through more hits than are ranked: each is
// found once, what is open before what is over, whatever page is turned.
func TestSearchShowsWhatIsOpenFirst(t *testing.T) {
	s := openNew(t)
	anna, dora := person(1, "Анна", department.Employee), person(9, "Дора", department.Director)
	const many = 120
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for i := range many {
			m, err := department.Complaint.New(department.Filing{Text: "брак в партии", By: anna, At: monday}, cal)
			if err != nil {
				return err
			}
			if m, err = tx.CreateMatter(ctx, m, nil); err != nil {
				return err
			}
			if i%2 == 0 {
				continue // it stays open
			}
			cancel := func(m *department.Matter) error {
				return m.Do(department.Move{Act: department.Cancel, By: anna, At: monday}, cal)
			}
			if _, err := tx.UpdateMatter(ctx, m.ID, cancel); err != nil {
				return err
			}
		}
		return nil
	})
	var got, want []int64
	write(t, s, func(ctx context.Context, tx *storage.Tx) error {
		for offset := 0; ; offset += 7 {
			page, err := tx.SearchMatters(ctx, search.Read("партия"), dora, offset, 7)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, m := range page {
				got = append(got, m.ID)
			}
		}
	})
	for _, over := range []int64{1, 0} {
		for id := int64(many); id > many-100; id-- {
			if id%2 == over {
				want = append(want, id)
			}
		}
	}
	for id := int64(many - 100); id > 0; id-- {
		want = append(want, id)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
