package sandbox

import (
	"context"
	"time"
)

// EventKind says what happened.
type EventKind string

// What happens in chats and on telephones.
const (
	EventMessage  EventKind = "message"  // a message came, from anybody
	EventEdit     EventKind = "edit"     // a message or its keyboard changed
	EventDelete   EventKind = "delete"   // a message is gone
	EventReaction EventKind = "reaction" // the reactions to a message changed
	EventAction   EventKind = "action"   // the bot is typing or the like
	EventAnswer   EventKind = "answer"   // a pressed button was answered
	EventInline   EventKind = "inline"   // an inline query was answered
	EventMenu     EventKind = "menu"     // some command menu changed
	EventMember   EventKind = "member"   // somebody came, went, blocked or unblocked
	EventRead     EventKind = "read"     // a chat was read
	EventGap      EventKind = "gap"      // older events are forgotten: read everything anew
)

// Event is a change that a watcher may want to show. It tells where to look,
// not what is there now.
type Event struct {
	Seq       int64     `json:"seq"`
	At        time.Time `json:"at"`
	Kind      EventKind `json:"kind"`
	ChatID    int64     `json:"chat_id,omitempty"`
	MessageID int       `json:"message_id,omitempty"`
	PersonID  int64     `json:"person_id,omitempty"`
	Answer    *Answer   `json:"answer,omitempty"`
}

// feed keeps the newest events in order.
type feed struct {
	keep    int
	last    int64
	events  []Event
	changed chan struct{} // closed at the next event; nil if nobody waits
}

// add numbers an event and wakes those who wait.
func (f *feed) add(e Event) int64 {
	f.last++
	e.Seq = f.last
	if len(f.events) >= 2*f.keep {
		f.events = append(f.events[:0:0], f.events[len(f.events)-f.keep:]...)
	}
	f.events = append(f.events, e)
	if f.changed != nil {
		close(f.changed)
		f.changed = nil
	}
	return e.Seq
}

// tell reports a change of m, made by the person by (0: the bot).
func (s *Server) tell(kind EventKind, m *message, by int64) int64 {
	return s.feed.add(Event{At: s.now(), Kind: kind, ChatID: m.chat.id, MessageID: m.id, PersonID: by})
}

// tellPerson reports what only one person sees.
func (s *Server) tellPerson(kind EventKind, person int64, a Answer) {
	s.feed.add(Event{At: s.now(), Kind: kind, ChatID: person, PersonID: person, Answer: &a})
}

// Events returns what happened after the event number since, oldest first.
// If some of it is forgotten, the first event is an [EventGap].
func (s *Server) Events(since int64) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.feed.since(since)
}

func (f *feed) since(seq int64) []Event {
	if seq >= f.last || len(f.events) == 0 {
		return nil
	}
	first := f.events[0].Seq
	if seq+1 < first {
		gap := Event{Seq: first - 1, At: f.events[0].At, Kind: EventGap}
		return append([]Event{gap}, f.events...)
	}
	return append([]Event(nil), f.events[seq+1-first:]...)
}

// LastEvent is the number of the newest event.
func (s *Server) LastEvent() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.feed.last
}

// Watch sends every event after number since until ctx ends or the server is
// closed; then the channel is closed.
func (s *Server) Watch(ctx context.Context, since int64) <-chan Event {
	out := make(chan Event)
	go func() {
		defer close(out)
		for {
			events, changed := s.nextEvents(since)
			for _, e := range events {
				select {
				case out <- e:
					since = e.Seq
				case <-ctx.Done():
					return
				case <-s.done:
					return
				}
			}
			if len(events) > 0 {
				continue
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return
			case <-s.done:
				return
			}
		}
	}()
	return out
}

// nextEvents returns the events after since and what to wait for if there are
// none.
func (s *Server) nextEvents(since int64) ([]Event, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.feed.changed == nil {
		s.feed.changed = make(chan struct{})
	}
	return s.feed.since(since), s.feed.changed
}
