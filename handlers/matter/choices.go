package matter

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// option is one choice for a part of the sieve.
type option struct {
	label string
	then  sieve
	open  int // how many there are, 0 if that is not said
}

// mostOptions is how many people or clients can be chosen from. Those with most
// matters come first; a rarer client is found by its name, with /find.
const mostOptions = 24

// choices returns the question for one part of the sieve, with its choices as
// buttons, each of which shows the list.
func (d Desk) choices(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve, which string) (texts.HTML, [][]handlers.Button, error) {
	w := d.Words(req.Person)
	var options []option
	var err error
	switch which {
	case "state":
		options = stateOptions(w, s)
	case "kind":
		options = kindOptions(w, s)
	case "who":
		options, err = d.ownerOptions(ctx, tx, req, s)
	case "client":
		options, err = d.clientOptions(ctx, tx, req, s)
	default:
		err = department.Refuse("button_unknown")
	}
	if err != nil {
		return "", nil, err
	}
	var buttons []handlers.Button
	for _, o := range options {
		label := o.label
		if o.open > 0 {
			label = fmt.Sprintf("%s · %d", label, o.open)
		}
		if o.then == s {
			label = "✓ " + label
		}
		buttons = append(buttons, handlers.Button{Label: label, Data: allPage(o.then, 0)})
	}
	rows := handlers.Grid(2, buttons...)
	rows = append(rows, []handlers.Button{{Label: w.Plain("page_back"), Data: allPage(s, 0)}})
	return w.Say("sieve_which_" + which), rows, nil
}

func stateOptions(w texts.Words, s sieve) []option {
	s.state = ""
	options := []option{{label: w.Plain("sieve_any_state"), then: s}}
	for _, state := range sieveStates {
		s.state = state
		options = append(options, option{label: w.Plain("sieve_" + string(state)), then: s})
	}
	return options
}

func kindOptions(w texts.Words, s sieve) []option {
	s.kind = ""
	options := []option{{label: w.Plain("sieve_any"), then: s}}
	for _, kind := range department.Kinds() {
		s.kind = kind.Name
		options = append(options, option{label: w.Plain("kind_" + string(kind.Name)), then: s})
	}
	return options
}

// ownerOptions are those who have something in hand, who has most first.
func (d Desk) ownerOptions(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve) ([]option, error) {
	loads, err := tx.Standings(ctx, req.At)
	if err != nil {
		return nil, err
	}
	w := d.Words(req.Person)
	s.owner, s.unowned = 0, false
	options := []option{{label: w.Plain("sieve_anybody"), then: s}}
	for _, l := range department.NewDigest(req.At, req.At, nil, nil, loads).Load {
		s.owner, s.unowned = l.Person, l.Person == 0
		if len(options) > mostOptions {
			break
		}
		if s.unowned {
			options = append(options, option{w.Plain("sieve_nobody"), s, l.Open})
			continue
		}
		p, err := tx.Person(ctx, l.Person)
		if err != nil {
			return nil, fmt.Errorf("find who has matters in hand: %w", err)
		}
		options = append(options, option{p.Name, s, l.Open})
	}
	return options, nil
}

// clientOptions are the clients of open matters, who has most first.
func (d Desk) clientOptions(ctx context.Context, tx handlers.Tx, req handlers.Request, s sieve) ([]option, error) {
	clients, err := tx.OpenClients(ctx, mostOptions)
	if err != nil {
		return nil, err
	}
	s.client = 0
	options := []option{{label: d.Words(req.Person).Plain("sieve_any"), then: s}}
	for _, c := range clients {
		s.client = c.Latest
		options = append(options, option{c.Client, s, c.Open})
	}
	return options, nil
}
