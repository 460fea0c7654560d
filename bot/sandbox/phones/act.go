package phones

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// act is what somebody did on the page. Each name uses some of the fields.
type act struct {
	Person   int64   `json:"person"`
	Chat     int64   `json:"chat"`
	Message  int     `json:"message"`
	Text     string  `json:"text"`
	Reply    int     `json:"reply"`
	Quote    string  `json:"quote"`
	Row      int     `json:"row"`
	Column   int     `json:"column"`
	To       int64   `json:"to"`      // chat that a message is forwarded to
	Result   string  `json:"result"`  // of an inline query
	Query    int64   `json:"query"`   // number of an inline query
	Seconds  float64 `json:"seconds"` // by which the clock moves
	Fault    Fault   `json:"fault"`
	Scenario string  `json:"scenario"`
}

// unwise is a refusal that the person at the page can understand.
type unwise struct{ error }

func refuse(format string, args ...any) error { return unwise{fmt.Errorf(format, args...)} }

// acts are all that can be done, by the name in the address.
var acts = map[string]func(*Page, context.Context, act) (any, error){
	"say":      (*Page).say,
	"press":    (*Page).press,
	"edit":     (*Page).edit,
	"delete":   (*Page).remove,
	"forward":  (*Page).forward,
	"open":     (*Page).open,
	"react":    (*Page).react,
	"inline":   (*Page).inline,
	"choose":   (*Page).choose,
	"read":     (*Page).read,
	"block":    (*Page).block,
	"unblock":  (*Page).unblock,
	"language": (*Page).language,
	"advance":  (*Page).advance,
	"next":     (*Page).toNext,
	"fault":    (*Page).switchFault,
	"restart":  (*Page).restart,
	"play":     (*Page).play,
}

// maxAct is how many bytes an act may have.
const maxAct = 1 << 20

// serveAct carries out one act. What it causes comes through the events.
func (p *Page) serveAct(w http.ResponseWriter, r *http.Request) {
	do := acts[r.PathValue("name")]
	if do == nil {
		http.NotFound(w, r)
		return
	}
	var a act
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(&a); err != nil {
		http.Error(w, "an act is a JSON object", http.StatusBadRequest)
		return
	}
	result, err := do(p, r.Context(), a)
	p.finish(w, result, err)
}

// finish answers with what an act gave, or says why it could not be done.
func (p *Page) finish(w http.ResponseWriter, result any, err error) {
	status := http.StatusConflict
	if _, ok := errors.AsType[unwise](err); ok {
		status = http.StatusBadRequest
	}
	if err != nil {
		answer(w, status, map[string]string{"error": err.Error()})
		return
	}
	if result == nil {
		result = struct{}{}
	}
	answer(w, http.StatusOK, result)
}

// where finds who acts and in which of the chats on the page.
func (p *Page) where(a act) (*sandbox.Person, *sandbox.Chat, error) {
	for _, pane := range p.panes {
		if pane.chat.ID() != a.Chat {
			continue
		}
		for _, person := range pane.people {
			if person.ID() == a.Person {
				return person, pane.chat, nil
			}
		}
	}
	return nil, nil, refuse("person %d has no chat %d on this page", a.Person, a.Chat)
}

// target finds the message that somebody acts on.
func (p *Page) target(a act) (*sandbox.Person, sandbox.Message, error) {
	person, chat, err := p.where(a)
	if err != nil {
		return nil, sandbox.Message{}, err
	}
	m, ok := chat.Message(a.Message)
	if !ok || m.Deleted {
		return nil, sandbox.Message{}, refuse("message %d is not in the chat any more", a.Message)
	}
	return person, m, nil
}

func (p *Page) advance(ctx context.Context, a act) (any, error) {
	if p.opts.World == nil || a.Seconds <= 0 || a.Seconds > 40*24*3600 {
		return nil, refuse("the clock moves by a second to forty days")
	}
	return nil, p.opts.World.Advance(ctx, time.Duration(a.Seconds*float64(time.Second)))
}

func (p *Page) toNext(ctx context.Context, _ act) (any, error) {
	if p.opts.World == nil {
		return nil, refuse("the clock of this page does not move")
	}
	found, err := p.opts.World.ToNextReminder(ctx)
	return map[string]bool{"found": found}, err
}

func (p *Page) switchFault(_ context.Context, a act) (any, error) { return nil, p.setFault(a.Fault) }

func (p *Page) restart(ctx context.Context, _ act) (any, error) {
	if p.opts.World == nil {
		return nil, refuse("the bot of this page was not started by it")
	}
	r, err := p.opts.World.Restart(ctx)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"seconds": r.Down.Seconds(), "lost": r.Before.Lost(r.After), "before": r.Before, "after": r.After, "damaged": r.Damaged,
	}, nil
}

func (p *Page) play(_ context.Context, a act) (any, error) {
	if p.opts.World == nil {
		return nil, refuse("this page has no prepared days")
	}
	return nil, p.opts.World.Play(a.Scenario)
}
