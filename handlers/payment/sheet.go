package payment

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/handlers/xlsx"
)

// sheets answers with a table of what is owed in the time that the list shows,
// and its totals.
func (r Room) sheets(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w, today := r.words(req), r.cal.Today(req.At)
	all, err := tx.OpenPayments(ctx, today.Add(daysAhead), listed)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(all) == 0 {
		return handlers.Toasting(w.Plain("pay_list_none")), nil
	}
	owners, err := names(ctx, tx, all)
	if err != nil {
		return handlers.Reply{}, err
	}
	book := workbook(w, all, owners, today)
	message := req.Say(w.Say("pay_xlsx", "Until", w.Date(today.Add(daysAhead))))
	message.File = &handlers.File{Name: "payments.xlsx", Workbook: &book}
	return handlers.Replying(message), nil
}

// names returns what the owners of the payments are called.
func names(ctx context.Context, tx handlers.Tx, payments []department.Payment) (map[department.PersonID]string, error) {
	found := make(map[department.PersonID]string)
	for _, p := range payments {
		if _, known := found[p.Owner]; known {
			continue
		}
		owner, err := tx.Person(ctx, p.Owner)
		if err != nil && !errors.Is(err, department.ErrNone) {
			return nil, fmt.Errorf("find the owner of payment %d: %w", p.ID, err)
		}
		found[p.Owner] = owner.Name
	}
	return found, nil
}

// workbook returns the payments as a table, and their totals by kind and
// currency as another one.
func workbook(w texts.Words, payments []department.Payment, owners map[department.PersonID]string, today workdays.Date) xlsx.Workbook {
	return xlsx.Workbook{Sheets: []xlsx.Sheet{table(w, payments, owners, today), totals(w, payments)}}
}

func table(w texts.Words, payments []department.Payment, owners map[department.PersonID]string, today workdays.Date) xlsx.Sheet {
	s := xlsx.Sheet{Name: w.Plain("pay_xlsx_name"), Columns: columns(w,
		column{"due", 12}, column{"nominal", 12}, column{"kind", 14}, column{"title", 40}, column{"client", 24},
		column{"amount", 16}, column{"got", 16}, column{"open", 16}, column{"currency", 9}, column{"late", 12}, column{"age", 16},
		column{"promised", 12}, column{"contact", 12}, column{"held", 24}, column{"owner", 22}, column{"ground", 24})}
	for _, p := range payments {
		late, age, held := xlsx.Cell{}, "", ""
		if days := today.Sub(p.Due); days > 0 {
			late = xlsx.Number(int64(days))
			if p.Kind == department.Receivable {
				age = w.Plain(fmt.Sprintf("pay_age_%d", p.Age(today)))
			}
		}
		if p.State == department.Held {
			held = p.Reason
		}
		s.Rows = append(s.Rows, []xlsx.Cell{
			xlsx.Day(p.Due), xlsx.Day(p.Nominal), xlsx.Text(w.Plain("pay_kind_" + string(p.Kind))), xlsx.Text(p.Title), xlsx.Text(p.Client),
			xlsx.Amount(p.Amount), xlsx.Amount(p.Got()), xlsx.Amount(p.Remainder()), xlsx.Text(string(p.Amount.Currency)), late, xlsx.Text(age),
			xlsx.Day(p.Promised), xlsx.Day(p.Contact), xlsx.Text(held), xlsx.Text(owners[p.Owner]), xlsx.Text(p.Ground),
		})
	}
	return s
}

func totals(w texts.Words, payments []department.Payment) xlsx.Sheet {
	s := xlsx.Sheet{Name: w.Plain("pay_xlsx_totals"), Columns: columns(w,
		column{"kind", 16}, column{"currency", 9}, column{"count", 12}, column{"open", 18})}
	for _, t := range department.Totals(payments) {
		s.Rows = append(s.Rows, []xlsx.Cell{
			xlsx.Text(w.Plain("pay_kind_" + string(t.Kind))), xlsx.Text(string(t.Currency)), xlsx.Number(int64(t.Count)),
			xlsx.Amount(department.Money{Minor: t.Open, Currency: t.Currency}),
		})
	}
	return s
}

// column is the key of a title and a width.
type column struct {
	key   string
	width float64
}

func columns(w texts.Words, of ...column) []xlsx.Column {
	var all []xlsx.Column
	for _, c := range of {
		all = append(all, xlsx.Column{Title: w.Plain("pay_xlsx_" + c.key), Width: c.width})
	}
	return all
}
