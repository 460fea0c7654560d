package search

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// other is what is found besides matters: the mark of its pages in the data of the
// buttons, and the topic whose button opens one.
type other struct {
	what  department.Found
	mark  string
	topic string
}

var others = []other{{department.References, "r", "ref"}, {department.Decisions, "d", "d"}}

// besideShown is how many references and how many decisions the first page shows.
const besideShown = 2

// section is a part of a page: its lines and the buttons that belong to them.
type section struct {
	lines []texts.HTML
	rows  [][]handlers.Button
}

// beside returns what is found besides matters, for the first page.
func (r Room) beside(ctx context.Context, tx handlers.Tx, req handlers.Request, q search.Query, page int) (section, error) {
	var all section
	if page > 0 {
		return all, nil
	}
	w := r.desk.Words(req.Person)
	for _, o := range others {
		found, more, err := r.othersOn(ctx, tx, req, o, q, 0, besideShown)
		if err != nil {
			return section{}, err
		}
		if more {
			all := handlers.Button{Label: w.Plain("find_all_" + string(o.what)), Data: leafOf(o, 0, q)}
			found.rows = append(found.rows, []handlers.Button{all})
		}
		all.lines = append(all.lines, found.lines...)
		all.rows = append(all.rows, found.rows...)
	}
	return all, nil
}

func leafOf(o other, page int, q search.Query) string {
	return fmt.Sprintf("%s:%s%d:%s", topicName, o.mark, page, q.Pack())
}

// othersOn returns a page of what is found of one sort, each with a button that
// opens it, and whether there is more.
func (r Room) othersOn(ctx context.Context, tx handlers.Tx, req handlers.Request, o other, q search.Query, page, size int) (section, bool, error) {
	ids, err := tx.SearchOthers(ctx, o.what, q, req.Person, page*size, size+1)
	if err != nil || len(ids) == 0 {
		return section{}, false, err
	}
	more := len(ids) > size
	w := r.desk.Words(req.Person)
	var s section
	var open []handlers.Button
	for _, id := range ids[:min(len(ids), size)] {
		line, err := r.otherLine(ctx, tx, req, o, q, id)
		if err != nil {
			return section{}, false, err
		}
		if line == "" {
			continue // the index knows it too; the rule has the last word
		}
		s.lines = append(s.lines, line)
		open = append(open, handlers.Button{Label: w.Plain("find_open_"+string(o.what), "Number", id), Data: fmt.Sprintf("%s:open:%d", o.topic, id)})
	}
	s.rows = handlers.Grid(2, open...)
	return s, more && len(open) > 0, nil
}

// otherLine returns the line of what was found with the place of the words, none
// if the person may not see it.
func (r Room) otherLine(ctx context.Context, tx handlers.Tx, req handlers.Request, o other, q search.Query, id int64) (texts.HTML, error) {
	w := r.desk.Words(req.Person)
	if o.what == department.References {
		ref, err := tx.Reference(ctx, id)
		if err != nil || !ref.Visible(req.Person) || !ref.Withdrawn.IsZero() {
			return "", err
		}
		line := w.Say("find_reference", "Number", id) + " · " + marked(q.Excerpt(ref.Title, excerpt))
		if q.Hits(ref.Text) > 0 {
			line += "\n" + marked(q.Excerpt(ref.Text, excerpt))
		}
		return line, nil
	}
	d, err := tx.Decision(ctx, id)
	if err != nil || !d.Visible(req.Person) {
		return "", err
	}
	return w.Say("find_decision", "Number", id) + " · " + marked(q.Excerpt(d.Text, excerpt)), nil
}

// pressOthers shows a page of what was found of one sort.
func (r Room) pressOthers(ctx context.Context, tx handlers.Tx, req handlers.Request, o other, page, packed string) (handlers.Reply, error) {
	n, err := strconv.Atoi(page)
	q, ok := search.Unpack(packed)
	if err != nil || n < 0 || n > lastPage || !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	text, rows, err := r.othersPage(ctx, tx, req, o, q, n)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(text, rows...)), nil
}

// othersPage returns page n of what was found of one sort, the first one if there
// is nothing so far behind.
func (r Room) othersPage(ctx context.Context, tx handlers.Tx, req handlers.Request, o other, q search.Query, n int) (texts.HTML, [][]handlers.Button, error) {
	w := r.desk.Words(req.Person)
	found, more, err := r.othersOn(ctx, tx, req, o, q, n, pageSize)
	switch {
	case err != nil:
		return "", nil, err
	case len(found.lines) == 0 && n > 0:
		return r.othersPage(ctx, tx, req, o, q, 0)
	case len(found.lines) == 0:
		if broader, ok := q.Broader(); ok {
			return r.othersPage(ctx, tx, req, o, broader, 0)
		}
		return w.Say("find_none_" + string(o.what)), nil, nil
	}
	rows := append(found.rows, matter.Pager(w, n, more && n < lastPage, func(page int) string { return leafOf(o, page, q) })...)
	return texts.Join(append([]texts.HTML{w.Say("find_head")}, found.lines...)...), rows, nil
}

// References looks for references with the words of the request.
func (r Room) References(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	q := search.Read(strings.TrimSpace(req.Text))
	if q.Empty() {
		return handlers.Reply{}, department.Refuse("find_nothing_said")
	}
	text, rows, err := r.othersPage(ctx, tx, req, others[0], q, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, rows...)), nil
}
