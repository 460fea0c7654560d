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
// the person's own, then, on the first page, what waits for a last word, and what
// somebody absent has to do in whose place the person stands.
func (d Desk) page(ctx context.Context, tx handlers.Tx, req handlers.Request, n int) (texts.HTML, [][]handlers.Button, error) {
	text, total, err := d.belongings(ctx, tx, req, req.Person.ID, n)
	if err != nil {
		return "", nil, err
	}
	w := d.Words(req.Person)
	leaf := func(page int) string { return fmt.Sprintf("m:my:%d", page) }
	rows := Pager(w, n, (n+1)*pageSize < total, leaf)
	if n > 0 {
		return text, rows, nil
	}
	theirs, buttons, err := d.inTheirPlace(ctx, tx, req)
	return text + theirs, append(rows, buttons...), err
}

// belongings returns page n of what somebody has to do, as the person of the
// request reads it, and how many matters of one's own that somebody has. The
// first page says too what waits for an answer and for a last word.
func (d Desk) belongings(ctx context.Context, tx handlers.Tx, req handlers.Request, whose department.PersonID, n int) (texts.HTML, int, error) {
	filter := department.MatterFilter{Owner: whose, Offset: n * pageSize, Limit: pageSize}
	total, err := tx.CountMatters(ctx, filter)
	if err != nil {
		return "", 0, fmt.Errorf("count matters: %w", err)
	}
	owned, err := tx.FindMatters(ctx, filter)
	if err != nil {
		return "", 0, fmt.Errorf("list matters: %w", err)
	}
	head, err := d.ownHead(ctx, tx, req, whose, total)
	if err != nil {
		return "", 0, err
	}
	lines, err := d.Lines(ctx, tx, req, owned)
	if err != nil {
		return "", 0, err
	}
	text := texts.Join(append([]texts.HTML{head}, lines...)...)
	if n > 0 {
		return text, total, nil
	}
	further, err := d.owing(ctx, tx, req, whose)
	return text + further, total, err
}

// ownHead says how many matters somebody has.
func (d Desk) ownHead(ctx context.Context, tx handlers.Tx, req handlers.Request, whose department.PersonID, total int) (texts.HTML, error) {
	w := d.Words(req.Person)
	switch {
	case whose == req.Person.ID && total == 0:
		return w.Say("my_none"), nil
	case whose == req.Person.ID:
		return w.Say("my_head", "N", total), nil
	}
	p, err := tx.Person(ctx, whose)
	if err != nil {
		return "", fmt.Errorf("find in whose place %d stands: %w", req.Person.ID, err)
	}
	if total == 0 {
		return w.Say("my_theirs_none", "Name", p.Name), nil
	}
	return w.Say("my_theirs", "Name", p.Name, "N", total), nil
}

// owing lists where somebody is asked and has not answered, and what others have
// done for that somebody and waits for a word.
func (d Desk) owing(ctx context.Context, tx handlers.Tx, req handlers.Request, whose department.PersonID) (texts.HTML, error) {
	asked, err := tx.OwedAnswers(ctx, whose, pageSize)
	if err != nil {
		return "", err
	}
	done, err := tx.FindMatters(ctx, department.MatterFilter{Reporter: whose, Limit: pageSize})
	if err != nil {
		return "", fmt.Errorf("list what is to be accepted: %w", err)
	}
	var text texts.HTML
	suffix := ""
	if whose != req.Person.ID {
		suffix = "_theirs"
	}
	for _, part := range []struct {
		key     string
		matters []department.Matter
	}{{"my_answer", asked}, {"my_judge", done}} {
		if len(part.matters) == 0 {
			continue
		}
		lines, err := d.Lines(ctx, tx, req, part.matters)
		if err != nil {
			return "", err
		}
		text += "\n\n" + texts.Join(append([]texts.HTML{d.Words(req.Person).Say(part.key + suffix)}, lines...)...)
	}
	return text, nil
}

// inTheirPlace lists what the absent have to do in whose place the person stands,
// with a button to all of it where that is more than a page.
func (d Desk) inTheirPlace(ctx context.Context, tx handlers.Tx, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	var text texts.HTML
	var rows [][]handlers.Button
	for _, s := range req.Person.Stands {
		if s.ForGood() {
			left, err := d.owing(ctx, tx, req, s.For)
			if err != nil {
				return "", nil, err
			}
			text += left
			continue
		}
		theirs, total, err := d.belongings(ctx, tx, req, s.For, 0)
		if err != nil {
			return "", nil, err
		}
		text += "\n\n" + theirs
		if total <= pageSize {
			continue
		}
		p, err := tx.Person(ctx, s.For)
		if err != nil {
			return "", nil, fmt.Errorf("find in whose place %d stands: %w", req.Person.ID, err)
		}
		label := d.Words(req.Person).Plain("my_theirs_all", "Name", p.Name)
		rows = append(rows, []handlers.Button{{Label: label, Data: fmt.Sprintf("m:for:%d:0", s.For)}})
	}
	return text, rows, nil
}

// pressFor shows a page of what somebody absent has to do, in place. The data is
// "person:page".
func (d Desk) pressFor(ctx context.Context, tx handlers.Tx, req handlers.Request, data string) (handlers.Reply, error) {
	whose, page, _ := strings.Cut(data, ":")
	id, err := strconv.ParseInt(whose, 10, 64)
	n, err2 := strconv.Atoi(page)
	switch {
	case err != nil || err2 != nil || n < 0 || n > lastPage:
		return handlers.Reply{}, department.Refuse("button_unknown")
	case !req.Person.StandsFor(department.PersonID(id)):
		return handlers.Reply{}, department.Refuse("stand_over")
	}
	text, total, err := d.belongings(ctx, tx, req, department.PersonID(id), n)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := d.Words(req.Person)
	leaf := func(page int) string { return fmt.Sprintf("m:for:%d:%d", id, page) }
	rows := append(Pager(w, n, (n+1)*pageSize < total, leaf), []handlers.Button{{Label: w.Plain("my_own"), Data: "m:my:0"}})
	return handlers.Replying(req.Change(text, rows...)), nil
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
