package payment

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

func TestTheTableOfPaymentsIsReadBackAsItWasShown(t *testing.T) {
	r, req := room(t)
	w, today := r.book.In("ru"), r.cal.Today(req.At)
	day := func(n int) workdays.Date { return today.Add(n) }
	usd := department.Money{Minor: 30_050, Currency: department.USD}
	payments := []department.Payment{
		{
			Occurrence: department.Occurrence{Nominal: day(-40), Due: day(-40)}, Kind: department.Receivable, Title: "=HYPERLINK(\"http://x\")",
			Client: "+7 Ромашка", Owner: 1,
			PaymentStanding: department.PaymentStanding{
				State: department.Unpaid, Amount: department.Roubles(90_000), Promised: day(3),
				Parts: []department.Part{{Sum: department.Roubles(40_000)}},
			},
		},
		{
			Occurrence: department.Occurrence{Nominal: day(4), Due: day(6)}, Kind: department.StatePayment, Title: "НДС", Owner: 2, Ground: "НК РФ, ст. 174",
			PaymentStanding: department.PaymentStanding{State: department.Held, Reason: "ждём счёт"},
		},
		{
			Occurrence: department.Occurrence{Nominal: day(1), Due: day(1)}, Kind: department.OtherPayment, Title: "подписка", Owner: 2,
			PaymentStanding: department.PaymentStanding{State: department.Unpaid, Amount: usd},
		},
	}
	data, err := workbook(w, payments, map[department.PersonID]string{1: "Анна Смирнова", 2: "Борис Орлов"}, today).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want := map[string][][]string{
		"Платежи": {
			{"Срок", "Срок по правилу", "Вид", "Платёж", "Должник", "Сумма", "Оплачено", "Осталось", "Валюта", "Просрочено, дней", "Возраст долга",
				"Обещали оплатить", "Связаться", "Пауза", "Кто ведёт", "Основание"},
			{"15.10.2026", "15.10.2026", "дебиторка", "=HYPERLINK(\"http://x\")", "+7 Ромашка", "90,000.00", "40,000.00", "50,000.00", "RUB", "40",
				"31–60 дней", "27.11.2026", "", "", "Анна Смирнова"},
			{"30.11.2026", "28.11.2026", "налог", "НДС", "", "", "", "", "", "", "", "", "", "ждём счёт", "Борис Орлов", "НК РФ, ст. 174"},
			{"25.11.2026", "25.11.2026", "прочее", "подписка", "", "300.50", "", "300.50", "USD", "", "", "", "", "", "Борис Орлов"},
		},
		"Итоги": {
			{"Вид", "Валюта", "Платежей", "Осталось"},
			{"налог", "", "1"},
			{"прочее", "USD", "1", "300.50"},
			{"дебиторка", "RUB", "1", "50,000.00"},
		},
	}
	for sheet, rows := range want {
		got, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sheet, diff)
		}
	}
}
