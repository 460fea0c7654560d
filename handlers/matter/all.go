package matter

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// allPage returns what the button to a page of the list of all matters carries.
func allPage(s sieve, page int) string { return fmt.Sprintf("m:all:%s:%d", s.pack(), page) }

// all lists the matters of the whole department.
func (d Desk) all(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, buttons, err := d.sifted(ctx, tx, req, sieve{}, 0)
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// pressAll shows another page, or the list through another sieve, in place. The
// data is "sieve:page", or "sieve:WHICH" for the choice of a part of the sieve.
func (d Desk) pressAll(ctx context.Context, tx handlers.Tx, req handlers.Request, data string) (handlers.Reply, error) {
	packed, which, _ := strings.Cut(data, ":")
	s, ok := readSieve(packed)
	if !ok || !req.Person.May(department.Supervisor) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	show := func() (texts.HTML, [][]handlers.Button, error) { return d.choices(ctx, tx, req, s, which) }
	if n, err := strconv.Atoi(which); err == nil {
		if n < 0 || n > lastPage {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		show = func() (texts.HTML, [][]handlers.Button, error) { return d.sifted(ctx, tx, req, s, n) }
	}
	text, buttons, err := show()
	if err != nil {
		return handlers.Reply{}, err
	}
	return handlers.Replying(req.Change(text, buttons...)), nil
}

// sifted returns page n of the matters that the sieve lets through.
func (d Desk) sifted(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve, n int) (texts.HTML, [][]handlers.Button, error) {
	client, err := d.clientMeant(ctx, tx, s)
	if err != nil {
		return "", nil, err
	}
	filter := s.filter(client, req.At)
	filter.Offset, filter.Limit = n*pageSize, pageSize+1
	found, err := tx.FindMatters(ctx, filter)
	if err != nil {
		return "", nil, fmt.Errorf("list all matters: %w", err)
	}
	more := len(found) > pageSize
	found = found[:min(len(found), pageSize)]
	lines, err := d.Lines(ctx, tx, req, found)
	if err != nil {
		return "", nil, err
	}
	head, err := d.allHead(ctx, tx, req, s, filter, len(found))
	if err != nil {
		return "", nil, err
	}
	w := d.Words(req.Person)
	names, err := d.sieveNames(ctx, tx, req, s, client)
	if err != nil {
		return "", nil, err
	}
	if len(names) > 0 {
		head = texts.Join(head, w.Say("all_only", "What", strings.Join(names, " · ")))
	}
	leaf := func(page int) string { return allPage(s, page) }
	rows := append(Pager(w, n, more, leaf), d.sieveButtons(w, s)...)
	if req.Person.May(department.Director) {
		routines, err := tx.Routines(ctx, 0, 1)
		if err != nil {
			return "", nil, err
		}
		if len(routines) > 0 {
			rows = append(rows, []handlers.Button{{Label: w.Plain("button_routines"), Data: "t:routines:list:0"}})
		}
	}
	return texts.Join(append([]texts.HTML{head}, lines...)...), rows, nil
}

// allHead says how many matters there are. What is over is not counted.
func (d Desk) allHead(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve, f department.MatterFilter, shown int) (texts.HTML, error) {
	w := d.Words(req.Person)
	switch {
	case f.Over && shown > 0:
		return w.Say("all_over"), nil
	case shown == 0 && s == sieve{}:
		return w.Say("all_none"), nil
	case shown == 0:
		return w.Say("all_no_such"), nil
	}
	n, err := tx.CountMatters(ctx, f)
	if err != nil {
		return "", fmt.Errorf("count all matters: %w", err)
	}
	return w.Say("all_head", "N", n), nil
}

// clientMeant returns the client that the sieve asks for, empty for any.
func (d Desk) clientMeant(ctx context.Context, tx handlers.Tx, s sieve) (string, error) {
	if s.client == 0 {
		return "", nil
	}
	m, err := tx.Matter(ctx, s.client)
	if errors.Is(err, department.ErrNone) || err == nil && m.Client == "" {
		return "", department.Refuse("button_unknown")
	}
	if err != nil {
		return "", fmt.Errorf("find the client of matter %d: %w", s.client, err)
	}
	return m.Client, nil
}

// sieveNames says in words what the sieve lets through.
func (d Desk) sieveNames(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve, client string) ([]string, error) {
	w := d.Words(req.Person)
	var names []string
	if s.overdue {
		names = append(names, w.Plain("sieve_overdue"))
	}
	if s.state != "" {
		names = append(names, w.Plain("sieve_"+string(s.state)))
	}
	if s.kind != "" {
		names = append(names, w.Plain("kind_"+string(s.kind)))
	}
	if s.unowned {
		names = append(names, w.Plain("sieve_nobody"))
	}
	if s.owner != 0 {
		p, err := tx.Person(ctx, s.owner)
		if errors.Is(err, department.ErrNone) {
			return nil, department.Refuse("button_unknown")
		}
		if err != nil {
			return nil, fmt.Errorf("find whose matters are asked for: %w", err)
		}
		names = append(names, p.Name)
	}
	if client != "" {
		names = append(names, client)
	}
	return names, nil
}

// sieveButtons returns the buttons that change the sieve.
func (d Desk) sieveButtons(w texts.Words, s sieve) [][]handlers.Button {
	choose := func(which string, set bool) handlers.Button {
		label := w.Plain("sieve_by_" + which)
		if set {
			label = "✓ " + label
		}
		return handlers.Button{Label: label, Data: fmt.Sprintf("m:all:%s:%s", s.pack(), which)}
	}
	late := s
	late.overdue = !s.overdue
	overdue := choose("overdue", s.overdue)
	overdue.Data = allPage(late, 0)
	flat := []handlers.Button{
		choose("state", s.state != ""), choose("who", s.unowned || s.owner != 0),
		choose("kind", s.kind != ""), choose("client", s.client != 0), overdue,
	}
	if s != (sieve{}) {
		flat = append(flat, handlers.Button{Label: w.Plain("sieve_clear"), Data: allPage(sieve{}, 0)})
	}
	return handlers.Grid(2, flat...)
}
