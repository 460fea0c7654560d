package payment

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/ics"
	"github.com/otdel-bot/otdel/handlers/texts"
)

const (
	daysAhead = 14  // how far the list looks
	listed    = 500 // how many payments it counts at most
	pageSize  = 8
)

// payments shows what is overdue, due today and in the next two weeks.
func (r Room) payments(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	return r.list(ctx, tx, req, 0)
}

func (r Room) list(ctx context.Context, tx handlers.Tx, req handlers.Request, page int) (handlers.Reply, error) {
	w, today := r.words(req), r.cal.Today(req.At)
	all, err := tx.OpenPayments(ctx, today.Add(daysAhead), listed)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(all) == 0 {
		return r.turned(req, w.Say("pay_list_none"), nil), nil
	}
	page = min(page, (len(all)-1)/pageSize)
	shown := all[page*pageSize : min((page+1)*pageSize, len(all))]
	lines := []texts.HTML{w.Say("pay_list_head", "Until", w.Date(today.Add(daysAhead)))}
	var buttons []handlers.Button
	block := ""
	for i, p := range shown {
		if b := blockOf(p, today); b != block {
			if b != "ahead" || block != "" { // the only block needs no heading
				lines = append(lines, "\n"+w.Say("pay_list_"+b))
			} else {
				lines[0] += "\n"
			}
			block = b
		}
		number := page*pageSize + i + 1
		lines = append(lines, r.line(w, p, number))
		buttons = append(buttons, handlers.Button{Label: fmt.Sprint(number), Data: fmt.Sprintf("%s:show:%d", topicName, p.ID)})
	}
	lines = append(lines, "\n"+w.Say("pay_list_total"))
	for _, t := range department.Totals(all) {
		if t.Kind == department.NoticePayment { // a paper without a sum
			lines = append(lines, w.Say("pay_list_count", "Kind", w.Plain("pay_kind_"+string(t.Kind)), "N", t.Count))
			continue
		}
		lines = append(lines, w.Say("pay_list_sum", "Kind", w.Plain("pay_kind_"+string(t.Kind)), "N", t.Count,
			"Sum", w.Money(department.Money{Minor: t.Open, Currency: t.Currency})))
	}
	rows := append(handlers.Grid(4, buttons...), turns(page, len(all))...)
	rows = append(rows, []handlers.Button{
		{Label: w.Plain("pay_do_xlsx"), Data: topicName + ":xlsx:0"}, {Label: w.Plain("pay_do_ics"), Data: topicName + ":ics:0"},
	})
	return r.turned(req, texts.Join(lines...), rows), nil
}

// blockOf says in which part of the list a payment stands.
func blockOf(p department.Payment, today workdays.Date) string {
	switch {
	case p.Due.Before(today):
		return "late"
	case p.Due == today:
		return "today"
	}
	return "ahead"
}

// line shows a payment in a list.
func (r Room) line(w texts.Words, p department.Payment, number int) texts.HTML {
	key := "pay_line"
	if p.State == department.Held {
		key = "pay_line_held"
	}
	sum := ""
	if p.Kind != department.NoticePayment {
		sum = w.Money(p.Remainder())
	}
	return w.Say(key, "Number", number, "Due", w.WeekdayShort(p.Due.Weekday())+" "+w.Day(p.Due), "Title", named(p, ": "), "Sum", sum)
}

// turns returns the buttons that turn pages.
func turns(page, n int) [][]handlers.Button {
	var row []handlers.Button
	if page > 0 {
		row = append(row, handlers.Button{Label: "‹", Data: fmt.Sprintf("%s:page:%d", topicName, page-1)})
	}
	if (page+1)*pageSize < n {
		row = append(row, handlers.Button{Label: "›", Data: fmt.Sprintf("%s:page:%d", topicName, page+1)})
	}
	if row == nil {
		return nil
	}
	return [][]handlers.Button{row}
}

// turned answers in place if a button was pressed.
func (r Room) turned(req handlers.Request, text texts.HTML, rows [][]handlers.Button) handlers.Reply {
	if req.Press != nil {
		return handlers.Replying(req.Change(text, rows...))
	}
	return handlers.Replying(req.Say(text, rows...))
}

// export answers with a calendar file of what is owed in the time that the list
// shows.
func (r Room) export(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	w := r.words(req)
	all, err := tx.OpenPayments(ctx, r.cal.Today(req.At).Add(daysAhead), listed)
	if err != nil {
		return handlers.Reply{}, err
	}
	if len(all) == 0 {
		return handlers.Toasting(w.Plain("pay_list_none")), nil
	}
	file := ics.Calendar{Name: w.Plain("pay_ics_name"), Stamp: req.At}
	for _, p := range all {
		title := p.Title
		if p.Kind != department.NoticePayment {
			title += ", " + w.Money(p.Remainder())
		}
		file.Events = append(file.Events, ics.Event{
			UID: fmt.Sprintf("payment-%d@otdel", p.ID), Sequence: p.Version, Title: title, Day: p.Due, Description: p.Ground,
		})
	}
	message := req.Say(w.Say("pay_ics"))
	message.File = &handlers.File{Name: "payments.ics", Calendar: &file}
	return handlers.Replying(message), nil
}
