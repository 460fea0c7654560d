package matter

import (
	"context"
	"fmt"
	"strconv"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// pageSize is how many matters a page of a list has.
const pageSize = 7

// lastPage is how far one can leaf.
const lastPage = 10_000

// my lists what the person has to do, by due time.
func (d Desk) my(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, buttons, err := d.page(ctx, tx, req, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// turnPage shows another page of the list in place.
func (d Desk) turnPage(ctx context.Context, tx handlers.Tx, req handlers.Request, page string) (handlers.Reply, error) {
	n, err := strconv.Atoi(page)
	if err != nil || n < 0 || n > lastPage || !req.Person.May(department.Employee) {
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
	filter := department.MatterFilter{Owner: req.Person.ID, Limit: pageSize}
	total, err := tx.CountMatters(ctx, filter)
	if err != nil {
		return "", nil, fmt.Errorf("count matters: %w", err)
	}
	n = Clamp(n, total, pageSize)
	filter.Offset = n * pageSize
	mine, err := tx.FindMatters(ctx, filter)
	if err != nil {
		return "", nil, fmt.Errorf("list matters: %w", err)
	}
	w := d.Words(req.Person)
	head := w.Say("my_none")
	if total > 0 {
		head = w.Say("my_head", "N", total)
	}
	lines, err := d.Lines(ctx, tx, req, mine)
	if err != nil {
		return "", nil, err
	}
	text := texts.Join(append([]texts.HTML{head}, lines...)...)
	if n == 0 {
		owed, err := d.toAnswer(ctx, tx, req)
		if err != nil {
			return "", nil, err
		}
		text += owed
		judged, err := d.toJudge(ctx, tx, req)
		if err != nil {
			return "", nil, err
		}
		text += judged
	}
	leaf := func(page int) string { return fmt.Sprintf("m:my:%d", page) }
	return text, Pager(w, n, (n+1)*pageSize < total, leaf), nil
}

// toAnswer lists where the person is asked and has not answered.
func (d Desk) toAnswer(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, error) {
	owed, err := tx.OwedAnswers(ctx, req.Person.ID, pageSize)
	if err != nil || len(owed) == 0 {
		return "", err
	}
	lines, err := d.Lines(ctx, tx, req, owed)
	if err != nil {
		return "", err
	}
	return "\n\n" + texts.Join(append([]texts.HTML{d.Words(req.Person).Say("my_answer")}, lines...)...), nil
}

// toJudge lists what others have done for the person and waits for the
// person's word.
func (d Desk) toJudge(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, error) {
	done, err := tx.FindMatters(ctx, department.MatterFilter{Reporter: req.Person.ID, Limit: pageSize})
	if err != nil {
		return "", fmt.Errorf("list what is to be accepted: %w", err)
	}
	if len(done) == 0 {
		return "", nil
	}
	lines, err := d.Lines(ctx, tx, req, done)
	if err != nil {
		return "", err
	}
	return "\n\n" + texts.Join(append([]texts.HTML{d.Words(req.Person).Say("my_judge")}, lines...)...), nil
}

// Lines returns the matters as lines of a list for whoever asked.
func (d Desk) Lines(ctx context.Context, tx handlers.Tx, req handlers.Request, matters []department.Matter) ([]texts.HTML, error) {
	return d.LinesAbout(ctx, tx, req, matters, func(m department.Matter) texts.HTML { return texts.Escape(About(m)) })
}

// LinesAbout returns the matters as lines of a list for whoever asked; about says
// what each is about.
func (d Desk) LinesAbout(ctx context.Context, tx handlers.Tx, req handlers.Request, matters []department.Matter, about func(department.Matter) texts.HTML) ([]texts.HTML, error) {
	names := map[department.PersonID]string{req.Person.ID: req.Person.Name}
	for _, m := range matters {
		if err := d.name(ctx, tx, names, peopleOf(m)...); err != nil {
			return nil, err
		}
	}
	lines := make([]texts.HTML, len(matters))
	for i, m := range matters {
		lines[i] = d.line(req.Person, m, names, about(m), req.At)
	}
	return lines, nil
}

// Clamp returns page n of a list, or the last page of one that has become shorter
// than that.
func Clamp(n, total, perPage int) int { return max(0, min(n, (total-1)/perPage)) }

// Pager returns the buttons to the pages before and after page n; leaf returns
// what the button to a page carries.
func Pager(w texts.Words, n int, more bool, leaf func(page int) string) [][]handlers.Button {
	var row []handlers.Button
	if n > 0 {
		row = append(row, handlers.Button{Label: w.Plain("page_back"), Data: leaf(n - 1)})
	}
	if more && n < lastPage {
		row = append(row, handlers.Button{Label: w.Plain("page_on"), Data: leaf(n + 1)})
	}
	if row == nil {
		return nil
	}
	return [][]handlers.Button{row}
}
