// Package search is the conversation in which matters, references and decisions are
// found by what was written in them: /find.
//
// Everything that somebody wrote about a matter is looked through: its text, the
// client, reasons, results, comments and answers, the names of files. Each person
// finds what that person may see. What is still open comes before what is over, the
// newest first. Each hit is a line of a list with the place in which the words were
// found, the words in bold. A number opens the matter of that number, and finds the
// texts that contain it below.
//
// The query travels in the data of the buttons: turning a page needs no memory.
package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// topicName begins the data of the room's buttons.
const topicName = "find"

// Room is the conversation in which matters are found.
type Room struct {
	desk matter.Desk
}

// New returns the room; what was found is shown as desk shows it.
func New(desk matter.Desk) Room { return Room{desk: desk} }

// Topic returns the room of conversation.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name:  topicName,
		Part:  handlers.PartMatters,
		Least: department.Employee,
		Commands: []handlers.Command{
			{Name: "find", Words: []string{"найти", "найди", "find"}, Least: department.Employee, Do: r.find},
		},
		Press:    r.press,
		Continue: r.answered,
	}
}

const (
	pageSize = 5
	// lastPage is how far one can leaf: whoever has not found it by then looks
	// for more words.
	lastPage = 40
)

// find looks for what stands behind the command, or asks for it.
func (r Room) find(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if strings.TrimSpace(req.Text) == "" {
		dialog := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: topicName, Step: "text", Started: req.At}
		if err := tx.SaveDialog(ctx, dialog); err != nil {
			return handlers.Reply{}, fmt.Errorf("ask what to look for: %w", err)
		}
		question := req.Say(r.desk.Words(req.Person).Say("find_ask"))
		question.AskText = true
		return handlers.Replying(question), nil
	}
	q := search.Read(req.Text)
	if q.Empty() {
		return handlers.Reply{}, department.Refuse("find_nothing_said")
	}
	text, buttons, err := r.page(ctx, tx, req, q, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// answered looks for what was typed after the question.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog: %w", err)
	}
	return r.find(ctx, tx, req)
}

// press shows another page in place. The data is "page:query".
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	page, packed, _ := strings.Cut(req.Press.Data, ":")
	if i := slices.IndexFunc(others, func(o other) bool { return strings.HasPrefix(page, o.mark) }); i >= 0 {
		return r.pressOthers(ctx, tx, req, others[i], strings.TrimPrefix(page, others[i].mark), packed)
	}
	n, err := strconv.Atoi(page)
	q, ok := search.Unpack(packed)
	if err != nil || n < 0 || n > lastPage || !ok {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	text, buttons, err := r.page(ctx, tx, req, q, n)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(text, buttons...)), nil
}

// page returns page n of what is found, on the first one with the references and
// decisions. If nothing has all the words, they are taken less exactly.
func (r Room) page(ctx context.Context, tx handlers.Tx, req handlers.Request, q search.Query, n int) (texts.HTML, [][]handlers.Button, error) {
	w := r.desk.Words(req.Person)
	found, err := tx.SearchMatters(ctx, q, req.Person, n*pageSize, pageSize+1)
	if err != nil {
		return "", nil, err
	}
	if len(found) == 0 && n > 0 {
		return r.page(ctx, tx, req, q, 0)
	}
	beside, err := r.beside(ctx, tx, req, q, n)
	if err != nil {
		return "", nil, err
	}
	for broader, ok := q.Broader(); len(found) == 0 && len(beside.lines) == 0 && n == 0 && ok; broader, ok = q.Broader() {
		q = broader
		if found, err = tx.SearchMatters(ctx, q, req.Person, 0, pageSize+1); err != nil {
			return "", nil, err
		}
		if beside, err = r.beside(ctx, tx, req, q, 0); err != nil {
			return "", nil, err
		}
	}
	more := len(found) > pageSize
	found = found[:min(len(found), pageSize)]
	first, err := r.numbered(ctx, tx, req, q, n)
	if err != nil {
		return "", nil, err
	}
	hits, err := r.hits(ctx, tx, req, q, found)
	if err != nil {
		return "", nil, err
	}
	lines := slices.Concat(beside.lines, first, hits)
	if len(lines) == 0 {
		return w.Say("find_none"), nil, nil
	}
	leaf := func(page int) string { return fmt.Sprintf("%s:%d:%s", topicName, page, q.Pack()) }
	rows := append(beside.rows, matter.Pager(w, n, more && n < lastPage, leaf)...)
	return texts.Join(append([]texts.HTML{w.Say("find_head")}, lines...)...), rows, nil
}

// numbered returns the line of the matter whose number is looked for, on the
// first page.
func (r Room) numbered(ctx context.Context, tx handlers.Tx, req handlers.Request, q search.Query, page int) ([]texts.HTML, error) {
	if q.Number == 0 || page > 0 {
		return nil, nil
	}
	m, err := tx.Matter(ctx, q.Number)
	switch {
	case errors.Is(err, department.ErrNone) || err == nil && !m.Visible(req.Person):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("find matter %d: %w", q.Number, err)
	}
	return r.hits(ctx, tx, req, q, []department.Matter{m})
}

// hits returns the lines of what was found, each with the place of the words.
func (r Room) hits(ctx context.Context, tx handlers.Tx, req handlers.Request, q search.Query, found []department.Matter) ([]texts.HTML, error) {
	about := func(m department.Matter) texts.HTML { return marked(q.Excerpt(matter.About(m), department.MaxClient)) }
	lines, err := r.desk.LinesAbout(ctx, tx, req, found, about)
	if err != nil {
		return nil, err
	}
	var shown []texts.HTML
	for i, m := range found {
		if !m.Visible(req.Person) {
			continue // the index knows it too; the rule has the last word
		}
		notes, err := tx.Notes(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		if text := telling(q, m, notes); text != matter.About(m) {
			lines[i] += "\n" + marked(q.Excerpt(text, excerpt))
		}
		shown = append(shown, lines[i])
	}
	return shown, nil
}

// excerpt is how many characters around the words are shown.
const excerpt = 90

// telling returns the text about the matter that has most of the words; among
// equals the text of the matter itself, then the latest.
func telling(q search.Query, m department.Matter, notes []department.Event) string {
	best, most := m.Text, q.Hits(m.Text)
	for i := len(notes) - 1; i >= 0; i-- {
		if n := q.Hits(notes[i].Note); n > most {
			best, most = notes[i].Note, n
		}
	}
	return best
}

// marked returns the pieces of an excerpt as a message shows them.
func marked(pieces []search.Piece) texts.HTML {
	var b strings.Builder
	for _, p := range pieces {
		text := string(texts.Escape(p.Text))
		if p.Hit {
			text = "<b>" + text + "</b>"
		}
		b.WriteString(text)
	}
	return texts.HTML(b.String())
}
