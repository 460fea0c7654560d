package matter

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Open answers with the card of Request.Number.
func (d Desk) Open(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, req.Number)
	if err != nil {
		return handlers.Reply{}, err
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	v.reader = req.Person
	if req.Chat.Group {
		v.reader = department.Person{Role: department.Employee, Language: req.Person.Lang()}
	}
	card := v.card(m)
	card.Chat, card.Thread = req.Chat.ID, req.Chat.Thread
	return handlers.Replying(card), nil
}

// files sends the attachments of a matter again.
func (d Desk) files(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	if _, err := d.visible(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	with, err := tx.Attachments(ctx, id)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("find the files of matter %d: %w", id, err)
	}
	message := req.Say(d.Words(req.Person).Say("files_of", "Number", id))
	message.Media = with
	return handlers.Replying(message), nil
}

// full sends the whole text of a matter whose card shows only its beginning.
func (d Desk) full(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(texts.Escape(m.Text))), nil
}

// pageSize is how many matters a page of a list has.
const pageSize = 7

// my lists what the person has to do, by due time.
func (d Desk) my(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, buttons, err := d.page(ctx, tx, req, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// turn shows another page of the list in place.
func (d Desk) turn(ctx context.Context, tx handlers.Tx, req handlers.Request, page string) (handlers.Reply, error) {
	n, err := strconv.Atoi(page)
	if err != nil || n < 0 || n > 10_000 || !req.Person.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	text, buttons, err := d.page(ctx, tx, req, n)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(text, buttons...)), nil
}

// page returns page n of the list of what the person has to do: first what is
// the person's own, then, on the first page, what waits for a last word.
func (d Desk) page(ctx context.Context, tx handlers.Tx, req handlers.Request, n int) (texts.HTML, [][]handlers.Button, error) {
	filter := department.MatterFilter{Owner: req.Person.ID, Offset: n * pageSize, Limit: pageSize}
	total, err := tx.CountMatters(ctx, filter)
	if err != nil {
		return "", nil, fmt.Errorf("count matters: %w", err)
	}
	mine, err := tx.FindMatters(ctx, filter)
	if err != nil {
		return "", nil, fmt.Errorf("list matters: %w", err)
	}
	w := d.Words(req.Person)
	lines := []texts.HTML{w.Say("my_none")}
	if total > 0 {
		lines = []texts.HTML{w.Say("my_head", "N", total)}
	}
	for _, m := range mine {
		lines = append(lines, d.line(req, m))
	}
	if n == 0 {
		owed, err := d.toAnswer(ctx, tx, req)
		if err != nil {
			return "", nil, err
		}
		lines = append(lines, owed...)
		judged, err := d.toJudge(ctx, tx, req)
		if err != nil {
			return "", nil, err
		}
		lines = append(lines, judged...)
	}
	return texts.HTML(strings.Join(asStrings(lines), "\n")), d.pager(w, n, total), nil
}

// toAnswer lists where the person is asked and has not answered.
func (d Desk) toAnswer(ctx context.Context, tx handlers.Tx, req handlers.Request) ([]texts.HTML, error) {
	owed, err := tx.OwedAnswers(ctx, req.Person.ID, pageSize)
	if err != nil || len(owed) == 0 {
		return nil, err
	}
	lines := []texts.HTML{"", d.Words(req.Person).Say("my_answer")}
	for _, m := range owed {
		lines = append(lines, d.line(req, m))
	}
	return lines, nil
}

// toJudge lists what others have done for the person and waits for the
// person's word.
func (d Desk) toJudge(ctx context.Context, tx handlers.Tx, req handlers.Request) ([]texts.HTML, error) {
	done, err := tx.FindMatters(ctx, department.MatterFilter{Reporter: req.Person.ID, Limit: pageSize})
	if err != nil {
		return nil, fmt.Errorf("list what is to be accepted: %w", err)
	}
	if len(done) == 0 {
		return nil, nil
	}
	lines := []texts.HTML{"", d.Words(req.Person).Say("my_judge")}
	for _, m := range done {
		lines = append(lines, d.line(req, m))
	}
	return lines, nil
}

// line is a matter in a list: its number to tap, what it is about, how it stands.
func (d Desk) line(req handlers.Request, m department.Matter) texts.HTML {
	w := d.Words(req.Person)
	said := w.Say(w.Of(m.Kind, "line_"+string(m.State)), "Number", m.ID, "About", clientOf(m), "Kind", w.Plain("kind_"+string(m.Kind)),
		"Due", d.Moment(req.Person, m.Due), "WaitingFor", m.WaitingFor)
	if m.Overdue(req.At) {
		said += " " + w.Say("overdue_mark")
	}
	return said
}

// pager returns the buttons to the pages before and after page n.
func (d Desk) pager(w texts.Words, n, total int) [][]handlers.Button {
	var row []handlers.Button
	if n > 0 {
		row = append(row, handlers.Button{Label: w.Plain("page_back"), Data: fmt.Sprintf("m:my:%d", n-1)})
	}
	if (n+1)*pageSize < total {
		row = append(row, handlers.Button{Label: w.Plain("page_on"), Data: fmt.Sprintf("m:my:%d", n+1)})
	}
	if row == nil {
		return nil
	}
	return [][]handlers.Button{row}
}

func asStrings(lines []texts.HTML) []string {
	s := make([]string, len(lines))
	for i, l := range lines {
		s[i] = string(l)
	}
	return s
}
