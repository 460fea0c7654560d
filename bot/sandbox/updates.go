package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// updateLife is how long an update waits to be fetched.
const updateLife = 24 * time.Hour

// keptRecent is how many confirmed updates [Server.Replay] can give again.
const keptRecent = 100

// update is one update waiting for the bot.
type update struct {
	id  int
	at  time.Time
	raw json.RawMessage
	// fresh updates are not confirmed by an offset before they were given
	// once: their ids may be lower than what the bot has seen.
	fresh bool
}

// queue holds the updates that were not confirmed, in order.
type queue struct {
	next    int
	list    []update
	recent  []update // the newest confirmed ones, to be replayed
	lower   bool     // numbering was restarted: updates are fresh
	allowed []string // types that are kept
	poll    *poll    // the long poll that waits now
	polls   int      // how many have begun
	hook    webhook

	// For the quirks: the offset asked for last, when, and when the next 409
	// may be given at once.
	lastOffset   int
	lastAsked    time.Time
	nextConflict time.Time
}

// poll is a getUpdates that waits.
type poll struct {
	wake   chan struct{} // a new update; room for one signal
	kicked chan struct{} // closed when another poll or a webhook takes over
	why    string        // set before kicked is closed
}

// webhook is what setWebhook stored; the sandbox never calls it.
type webhook struct {
	URL            string   `json:"url"`
	Certificate    bool     `json:"has_custom_certificate"`
	Pending        int      `json:"pending_update_count"`
	MaxConnections int      `json:"max_connections,omitempty"`
	IP             string   `json:"ip_address,omitempty"`
	Allowed        []string `json:"allowed_updates,omitempty"`
}

// defaultUpdates are all types but the three that must be asked for.
func defaultUpdates(s *spec) []string {
	return slices.DeleteFunc(slices.Clone(s.UpdateTypes), func(t string) bool {
		return t == "chat_member" || t == "message_reaction" || t == "message_reaction_count"
	})
}

// push queues an update of the given type unless the bot does not want it.
func (s *Server) push(kind string, content any) {
	if !slices.Contains(s.updates.allowed, kind) {
		return
	}
	id := s.updates.next
	s.updates.next++
	raw := fmt.Appendf(make([]byte, 0, 512), `{"update_id":%d,%q:`, id, kind)
	raw = append(append(raw, mustJSON(content)...), '}')
	s.enqueue(update{id: id, raw: raw, fresh: s.updates.lower})
}

func (s *Server) enqueue(u update) {
	u.at = s.now()
	s.updates.list = append(s.updates.list, u)
	s.updates.notify()
}

func (q *queue) notify() {
	if q.poll != nil {
		select {
		case q.poll.wake <- struct{}{}:
		default:
		}
	}
}

// kick ends the poll that waits, if any.
func (q *queue) kick(why string) {
	if q.poll != nil {
		q.poll.why = why
		close(q.poll.kicked)
		q.poll = nil
	}
}

// expire forgets updates that nobody fetched for a day.
func (q *queue) expire(now time.Time) {
	n := 0
	for n < len(q.list) && now.Sub(q.list[n].at) >= updateLife {
		n++
	}
	q.drop(n)
}

// drop forgets the n oldest updates.
func (q *queue) drop(n int) {
	q.recent = append(q.recent, q.list[max(n-keptRecent, 0):n]...)
	q.recent = slices.Delete(q.recent, 0, max(len(q.recent)-keptRecent, 0))
	clear(q.list[:n]) // let go of their texts
	q.list = q.list[n:]
	if len(q.list) == 0 {
		q.list = nil
	}
}

// confirm applies the offset of a request. A positive one forgets everything
// before it, unless it lies beyond the end and so comes from an older
// numbering; a negative one keeps that many of the newest.
func (q *queue) confirm(offset int) {
	switch {
	case offset < 0:
		q.drop(max(len(q.list)+offset, 0))
	case offset > 0 && offset <= q.next:
		n := 0
		for n < len(q.list) && q.list[n].id < offset && !q.list[n].fresh {
			n++
		}
		q.drop(n)
	}
}

func (q *queue) take(limit int) []json.RawMessage {
	n := min(limit, len(q.list))
	page := make([]json.RawMessage, n)
	for i := range page {
		page[i] = q.list[i].raw
		q.list[i].fresh = false
	}
	return page
}

const (
	webhookActive = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	secondPoller  = "terminated by other getUpdates request; make sure that only one bot instance is running"
)

// getUpdates confirms, then waits for up to the time-out until there is
// something to give. It lets go of the lock while it waits.
func getUpdates(c *call) (any, error) {
	q := &c.updates
	q.polls++
	if q.hook.URL != "" {
		return nil, conflict(webhookActive)
	}
	if allowed, given := readAllowed(c.params["allowed_updates"]); given {
		if len(allowed) == 0 {
			allowed = defaultUpdates(c.spec)
		}
		q.allowed = allowed
	}
	limit, timeout, offset := 100, min(max(c.int("timeout"), 0), 50), c.int("offset")
	if n, given := c.params["limit"]; given && n != "" {
		limit = min(max(c.int("limit"), 1), 100)
	}
	if c.opts.Quirks {
		limit, timeout = q.slow(c.now(), offset, limit, timeout)
	}
	q.expire(c.now())
	q.confirm(offset)
	q.kick(secondPoller)
	if len(q.list) > 0 || timeout == 0 {
		return q.take(limit), nil
	}
	return c.wait(limit, time.Duration(timeout)*time.Second)
}

// slow applies the busy-loop protection of the official server.
func (q *queue) slow(now time.Time, offset, limit, timeout int) (int, int) {
	if offset == q.lastOffset && !q.lastAsked.IsZero() {
		since := now.Sub(q.lastAsked)
		if since < 500*time.Millisecond {
			limit = 1
		}
		if since < 3*time.Second && timeout < 3 {
			timeout = 3
		}
	}
	q.lastOffset, q.lastAsked = offset, now
	return limit, timeout
}

// wait holds a poll until an update comes, the time is over, the client
// leaves or another poll takes over.
func (c *call) wait(limit int, timeout time.Duration) (any, error) {
	q := &c.updates
	p := &poll{wake: make(chan struct{}, 1), kicked: make(chan struct{})}
	q.poll = p
	c.mu.Unlock()
	timer := time.NewTimer(timeout)
	kicked := false
	select {
	case <-p.wake:
	case <-timer.C:
	case <-c.ctx.Done():
	case <-c.done:
	case <-p.kicked:
		kicked = true
	}
	timer.Stop()
	c.mu.Lock()
	if kicked {
		c.holdConflict()
		return nil, conflict(p.why)
	}
	if q.poll == p {
		q.poll = nil
	}
	if c.ctx.Err() != nil {
		return q.take(0), nil // nobody listens
	}
	return q.take(limit), nil
}

// holdConflict waits three seconds if a 409 was given within the last three.
func (c *call) holdConflict() {
	q, now := &c.updates, c.now()
	if !c.opts.Quirks {
		return
	}
	if !now.Before(q.nextConflict) {
		q.nextConflict = now.Add(3 * time.Second)
		return
	}
	c.mu.Unlock()
	c.sleep(3 * time.Second)
	c.mu.Lock()
}

// sleep waits for d, or less if the client leaves or the server is closed.
func (c *call) sleep(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.ctx.Done():
	case <-c.done:
	}
}

// readAllowed reads a list of update types; given is false for what is not
// one, such as null.
func readAllowed(raw string) (list []string, given bool) {
	if raw == "" || raw[0] != '[' || json.Unmarshal([]byte(raw), &list) != nil {
		return nil, false
	}
	return list, true
}

func setWebhook(c *call) (any, error) {
	q := &c.updates
	url := c.params["url"]
	if url != "" && len(url) >= 5 && url[:5] != "https" {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if c.bool("drop_pending_updates") {
		q.drop(len(q.list))
	}
	if allowed, given := readAllowed(c.params["allowed_updates"]); given {
		if len(allowed) == 0 {
			allowed = defaultUpdates(c.spec)
		}
		q.allowed = allowed
	}
	q.hook = webhook{URL: url, MaxConnections: c.int("max_connections"), IP: c.params["ip_address"]}
	if url != "" {
		q.kick("terminated by setWebhook request")
	}
	return true, nil
}

func deleteWebhook(c *call) (any, error) {
	q := &c.updates
	if c.bool("drop_pending_updates") {
		q.drop(len(q.list))
	}
	q.hook = webhook{}
	return true, nil
}

func getWebhookInfo(c *call) (any, error) {
	info := c.updates.hook
	info.Pending = len(c.updates.list)
	if !slices.Equal(c.updates.allowed, defaultUpdates(c.spec)) {
		info.Allowed = c.updates.allowed
	}
	return info, nil
}

// RestartUpdateIDs makes the next update have the id next, as happens after a
// week without updates: it may be lower than those before.
func (s *Server) RestartUpdateIDs(next int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.next, s.updates.lower = next, true
}

// InjectRaw queues one update as it is, whatever its shape. If it is an object
// without update_id, the next one is put in. It returns an error only for what
// is not JSON at all.
func (s *Server) InjectRaw(raw string) error {
	if !json.Valid([]byte(raw)) {
		return fmt.Errorf("inject update: not JSON")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var object map[string]json.RawMessage
	id := s.updates.next
	if json.Unmarshal([]byte(raw), &object) == nil && object != nil {
		if own, given := object["update_id"]; given {
			if n, err := strconv.Atoi(string(own)); err == nil {
				id = n
			}
		} else {
			object["update_id"] = json.RawMessage(strconv.Itoa(id))
			raw = string(mustJSON(object))
		}
	}
	if id >= s.updates.next {
		s.updates.next = id + 1
	}
	s.enqueue(update{id: id, raw: []byte(raw), fresh: true})
	return nil
}

// Replay queues the n newest updates once more under the same ids, confirmed or
// not, as Telegram does now and then. It remembers 100 confirmed ones.
func (s *Server) Replay(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.updates
	all := append(slices.Clone(q.recent), q.list...)
	for _, u := range all[max(len(all)-n, 0):] {
		u.fresh, u.at = true, s.now()
		q.list = append(q.list, u)
	}
	q.notify()
}

// Pending is the number of updates that the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.list)
}

// Polls is how often the bot has begun to ask for updates. Unlike [Server.Count]
// it counts the long poll that is still waiting.
func (s *Server) Polls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.polls
}
