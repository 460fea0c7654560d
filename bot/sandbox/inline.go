package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// inlineQuery is something typed after the bot's name, waiting for results.
type inlineQuery struct {
	id       string
	by       *account
	text     string
	at       time.Time
	results  []inlineResult
	button   string
	next     string
	answered chan struct{}
}

// inlineResult is one result with the message that it sends.
type inlineResult struct {
	InlineResult
	message message // without a chat
}

// InlineResult is one line of the list that an inline query shows.
type InlineResult struct {
	ID, Type, Title, Description string
}

// Search is an inline query that a person typed.
type Search struct {
	server *Server
	q      *inlineQuery
}

// wireInline is an InlineQuery.
type wireInline struct {
	ID       string `json:"id"`
	From     User   `json:"from"`
	Query    string `json:"query"`
	Offset   string `json:"offset"`
	ChatType string `json:"chat_type,omitempty"`
}

// wireChosen is a ChosenInlineResult.
type wireChosen struct {
	ResultID string `json:"result_id"`
	From     User   `json:"from"`
	InlineID string `json:"inline_message_id,omitempty"`
	Query    string `json:"query"`
}

// Inline types "@bot query" into the field of ch; offset asks for a further
// page, see [Search.Next].
func (p *Person) Inline(ch *Chat, query, offset string) (*Search, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.acct.deactivated {
		return nil, fmt.Errorf("inline query: %w", ErrDeactivated)
	}
	q := &inlineQuery{id: strconv.FormatInt(p.acct.user.ID<<24|s.newSerial(), 10), by: p.acct, text: query, at: s.now(), answered: make(chan struct{})}
	if len(s.inlines) > 1000 {
		for id, old := range s.inlines {
			if s.now().Sub(old.at) > time.Hour {
				delete(s.inlines, id)
			}
		}
	}
	s.inlines[q.id] = q
	kind := ch.c.kind
	if ch.c.peer == p.acct {
		kind = "sender"
	}
	s.push("inline_query", wireInline{ID: q.id, From: p.acct.user, Query: query, Offset: offset, ChatType: kind})
	return &Search{s, q}, nil
}

// Wait waits until the bot has answered and returns the list, or the error of
// ctx when that ends first.
func (r *Search) Wait(ctx context.Context) ([]InlineResult, error) {
	select {
	case <-r.q.answered:
		list, _ := r.Results()
		return list, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Results returns the list if the bot has answered.
func (r *Search) Results() ([]InlineResult, bool) {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	list := make([]InlineResult, len(r.q.results))
	for i, result := range r.q.results {
		list[i] = result.InlineResult
	}
	return list, r.q.results != nil
}

// Next is the offset of the next page, empty if there is none.
func (r *Search) Next() string {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	return r.q.next
}

// ButtonText is the label of the button above the list, empty if there is none.
func (r *Search) ButtonText() string {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	return r.q.button
}

// inlineLife is how long an inline query can be answered.
const inlineLife = 15 * time.Second

// answerInlineQuery gives the list of an inline query.
func answerInlineQuery(c *call) (any, error) {
	q := c.inlines[c.params["inline_query_id"]]
	if q == nil || c.now().Sub(q.at) > inlineLife {
		return nil, badRequest(queryTooOld)
	}
	c.record.ChatID = q.by.user.ID
	var list []json.RawMessage
	if json.Unmarshal([]byte(c.params["results"]), &list) != nil {
		return nil, badRequest("can't parse results JSON object")
	}
	if len(list) > 50 {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	results, seen := make([]inlineResult, 0, len(list)), make(map[string]bool)
	for _, raw := range list {
		r, err := c.inlineResult(raw)
		if err != nil {
			return nil, err
		}
		if seen[r.ID] {
			return nil, badRequest("RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		results = append(results, r)
	}
	var button struct{ Text string }
	_ = json.Unmarshal([]byte(c.params["button"]), &button)
	if q.results != nil {
		return true, nil
	}
	q.results, q.next, q.button = results, c.params["next_offset"], button.Text
	close(q.answered)
	c.feed.add(Event{At: c.now(), Kind: EventInline, PersonID: q.by.user.ID})
	return true, nil
}

// inlineResult reads one result and the message it will send.
func (c *call) inlineResult(raw json.RawMessage) (inlineResult, error) {
	var in struct {
		InlineResult
		Caption string          `json:"caption"`
		Mode    string          `json:"parse_mode"`
		Marks   json.RawMessage `json:"caption_entities"`
		Markup  json.RawMessage `json:"reply_markup"`
		Content *struct {
			Text  string          `json:"message_text"`
			Mode  string          `json:"parse_mode"`
			Marks json.RawMessage `json:"entities"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal(raw, &in) != nil {
		return inlineResult{}, badRequest("can't parse inline query result: InlineQueryResult must be an Object")
	}
	r := inlineResult{InlineResult: in.InlineResult, message: message{from: nil, viaBot: c.bot}}
	if len(r.ID) == 0 || len(r.ID) > 64 {
		return r, badRequest("RESULT_ID_INVALID")
	}
	markup, err := readMarkup(string(in.Markup))
	if err != nil {
		return r, err
	}
	r.message.buttons = markup.inline
	sub := *c
	if in.Content != nil {
		sub.params = params{"text": in.Content.Text, "parse_mode": in.Content.Mode, "entities": string(in.Content.Marks)}
		r.message.text, r.message.marks, err = sub.text("text", "entities", maxText)
		return r, err
	}
	sub.params = params{"caption": in.Caption, "parse_mode": in.Mode, "caption_entities": string(in.Marks)}
	if r.message.text, r.message.marks, err = sub.text("caption", "caption_entities", maxCaption); err != nil {
		return r, err
	}
	r.message.media, err = c.cachedMedia(r.Type, raw)
	return r, err
}

// cachedMedia finds the file of a result that sends one again by its id; the
// sandbox fetches nothing from addresses.
func (c *call) cachedMedia(kind string, raw json.RawMessage) (*media, error) {
	var id string
	_ = json.Unmarshal(rawObject(string(raw))[kind+"_file_id"], &id)
	if id == "" {
		return nil, badRequest("failed to get HTTP URL content")
	}
	f, err := c.inputFile(kind, "", id)
	if err != nil {
		return nil, err
	}
	md := &media{kind: kind, file: f}
	md.measure()
	return md, nil
}

// Choose sends the result with the given id into ch on behalf of the person.
// The bot is told which one, and sees the message where it sees others.
func (p *Person) Choose(r *Search, resultID string, ch *Chat) (Message, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.maySend(p.acct, ch.c); err != nil {
		return Message{}, fmt.Errorf("choose inline result: %w", err)
	}
	for _, result := range r.q.results {
		if result.ID != resultID {
			continue
		}
		m := result.message
		m.chat, m.from = ch.c, p.acct
		if m.buttons != nil && len(m.buttons.Rows) > 0 {
			m.inlineID = "AgAAA" + strconv.FormatInt(s.newSerial(), 36)
			if s.inlineSent == nil {
				s.inlineSent = make(map[string]*message)
			}
			s.inlineSent[m.inlineID] = &m
		}
		s.deliver(&m)
		s.push("chosen_inline_result", wireChosen{ResultID: resultID, From: p.acct.user, InlineID: m.inlineID, Query: r.q.text})
		return m.view(), nil
	}
	return Message{}, fmt.Errorf("choose inline result %q: %w", resultID, ErrNoMessage)
}

// inlineMessage finds a message that was sent through inline mode.
func (s *Server) inlineMessage(id string) *message {
	if m := s.inlineSent[id]; m != nil && !m.deleted {
		return m
	}
	return nil
}
