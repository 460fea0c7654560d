package phones

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// changeView is an event of the stand-in with the new form of what changed.
type changeView struct {
	Kind    sandbox.EventKind `json:"kind"`
	Heads   []headView        `json:"heads,omitempty"`
	Chat    int64             `json:"chat,omitempty"`
	Message *messageView      `json:"message,omitempty"`
	Gone    int               `json:"gone,omitempty"` // number of a deleted message
	Person  int64             `json:"person,omitempty"`
	Answer  *answerView       `json:"answer,omitempty"`
}

type answerView struct {
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
	URL   string `json:"url,omitempty"`
}

// serveEvents streams what happens after the number in "since", or after the
// one that the browser saw last. It ends with the request or the server.
func (p *Page) serveEvents(w http.ResponseWriter, r *http.Request) {
	since, err := strconv.ParseInt(r.FormValue("since"), 10, 64)
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		since, err = strconv.ParseInt(last, 10, 64)
	}
	if err != nil || since < 0 {
		http.Error(w, "since is the number of an event", http.StatusBadRequest)
		return
	}
	if since > p.opts.Server.LastEvent() {
		since = 0 // of a server that is gone: what is kept is told, or a gap
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := stream{w: w, ctl: http.NewResponseController(w)}
	out.send("world", 0, p.world(r.Context()))
	events, world := p.opts.Server.Watch(r.Context(), since), p.next()
	for out.err == nil {
		select {
		case e, open := <-events:
			if !open {
				return
			}
			out.send("change", e.Seq, p.change(e))
			if e.Kind == sandbox.EventMessage || e.Kind == sandbox.EventEdit {
				out.send("world", 0, p.world(r.Context())) // what is due next may be another thing now
			}
		case <-world:
			world = p.next()
			out.send("world", 0, p.world(r.Context()))
		}
	}
}

// stream writes server-sent events until the first error.
type stream struct {
	w   http.ResponseWriter
	ctl *http.ResponseController
	err error
}

// change looks up what an event is about.
func (p *Page) change(e sandbox.Event) changeView {
	v := changeView{Kind: e.Kind, Chat: e.ChatID, Person: e.PersonID}
	if e.Answer != nil {
		v.Answer = &answerView{e.Answer.Text, e.Answer.Alert, e.Answer.URL}
	}
	for _, pane := range p.panes {
		if pane.chat.ID() != e.ChatID && e.Kind != sandbox.EventMenu {
			continue
		}
		v.Heads = append(v.Heads, p.head(pane))
		if e.Kind == sandbox.EventRead {
			continue // the message that was read last is as it was
		}
		if m, ok := pane.chat.Message(e.MessageID); e.MessageID != 0 && ok {
			if m.Deleted {
				v.Gone = m.ID
			} else {
				view := viewOf(m)
				v.Message = &view
			}
		}
	}
	return v
}

// send writes one event; id 0 leaves the browser's last number as it is.
func (s *stream) send(name string, id int64, data any) {
	body, err := json.Marshal(data)
	if err != nil || s.err != nil {
		return
	}
	if id != 0 {
		_, _ = fmt.Fprintf(s.w, "id: %d\n", id)
	}
	if _, s.err = fmt.Fprintf(s.w, "event: %s\ndata: %s\n\n", name, body); s.err == nil {
		s.err = s.ctl.Flush()
	}
}
