package payment

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

func room(t testing.TB) (Room, handlers.Request) {
	t.Helper()
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return New(book, workdays.Russia(moscow), nil), handlers.Request{At: time.Date(2026, time.November, 24, 10, 0, 0, 0, moscow)}
}

func TestPaymentsInOneLine(t *testing.T) {
	r, req := room(t)
	on := func(y int, m time.Month, d int) *department.DateRule {
		return &department.DateRule{Every: department.Once, Start: workdays.Date{Year: y, Month: m, Day: d}}
	}
	next := func(y int, m time.Month, d int) *department.DateRule {
		rule := on(y, m, d)
		rule.Shift = workdays.Next
		return rule
	}
	days := func(said ...string) (days []workdays.Date) {
		for _, s := range said {
			day, err := workdays.ParseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			days = append(days, day)
		}
		return days
	}
	monthly := func(day int, start string, shift workdays.Rule) *department.DateRule {
		from, err := workdays.ParseDate(start)
		if err != nil {
			t.Fatal(err)
		}
		return &department.DateRule{Every: department.Monthly, Day: day, Start: from, Shift: shift}
	}
	tests := []struct {
		line string
		want order
	}{
		{
			"НДС 120 000 28 числа ежемесячно налог",
			order{Title: "НДС", Kind: department.StatePayment, Amount: department.Roubles(120_000), Rule: monthly(28, "2026-11-28", workdays.Next)},
		},
		{
			"аренда 90 000 каждое 5 число",
			order{Title: "аренда", Kind: department.RentPayment, Amount: department.Roubles(90_000), Rule: monthly(5, "2026-12-05", workdays.None)},
		},
		{
			"зарплата 1,5 млн 10 числа ежемесячно",
			order{Title: "зарплата", Kind: department.SalaryPayment, Amount: department.Roubles(1_500_000), Rule: monthly(10, "2026-12-10", workdays.Previous)},
		},
		{
			"Ромашка должна 90 000 за поставку до 15 декабря",
			order{Title: "за поставку", Kind: department.Receivable, Client: "Ромашка", Amount: department.Roubles(90_000), Rule: on(2026, 12, 15)},
		},
		{
			"Daisy owes us $300 by 15 December",
			order{Title: "Daisy", Kind: department.Receivable, Client: "Daisy", Amount: department.Money{Minor: 30_000, Currency: department.USD}, Rule: on(2026, 12, 15)},
		},
		{
			"налог на имущество 10 000 1 декабря налог",
			order{Title: "налог на имущество", Kind: department.StatePayment, Amount: department.Roubles(10_000), Rule: next(2026, 12, 1)},
		},
		{
			"взносы 50 000 1 декабря налог",
			order{Title: "взносы", Kind: department.StatePayment, Amount: department.Roubles(50_000), Rule: next(2026, 12, 1)},
		},
		{
			"налог на прибыль 50 000 1 декабря",
			order{Title: "налог на прибыль", Kind: department.StatePayment, Amount: department.Roubles(50_000), Rule: next(2026, 12, 1)},
		},
		{
			"склад 45 000 1 декабря аренда",
			order{Title: "склад", Kind: department.RentPayment, Amount: department.Roubles(45_000), Rule: on(2026, 12, 1)},
		},
		{"налог", order{Kind: department.StatePayment}},
		{"лицензия", order{Title: "лицензия"}},
		{"лицензия 31 ноября", order{Title: "лицензия", Doubt: "remind_doubt_impossible", Rather: days("2026-11-30")}},
		{"лицензия 29 февраля", order{Title: "лицензия", Doubt: "remind_doubt_ambiguous", Rather: days("2027-02-28", "2028-02-29")}},
		{"лицензия 12.500 ₽", order{Title: "лицензия 12.500 ₽", Doubt: "pay_money_unclear"}},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			var o order
			r.read(&o, tt.line, req)
			if diff := cmp.Diff(tt.want, o); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzLine(f *testing.F) {
	r, req := room(f)
	for _, seed := range []string{"НДС 120 000 28 числа ежемесячно налог", "Ромашка должна: 90к", "owes 31 ноября 12.500", "\xff: 5 числа"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		var o order
		r.read(&o, line, req)
		if o.Amount.Known() && o.Amount.Minor <= 0 {
			t.Errorf("%q: %v", line, o.Amount)
		}
		if o.Rule != nil && o.Rule.Every != department.Once && o.Rule.Check() == nil {
			if _, ok := o.Rule.Next(o.Rule.Start.Add(-1), r.cal); !ok {
				t.Errorf("%q: a rule without a day: %+v", line, o.Rule)
			}
		}
	})
}
