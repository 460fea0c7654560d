package sandbox

import (
	"maps"
	"strings"
	"time"
)

// Call is one request of the bot, without its content.
type Call struct {
	Method    string    // as the description spells it
	ChatID    int64     // 0: none, or not a number
	MessageID int       // sent, edited or deleted; 0: none
	At        time.Time // when it came
	Status    int       // HTTP status; 0: never answered
	Error     string    // description of a refusal
	Fault     string    // the fault that struck, if any
	Done      bool      // the method was carried out, whatever the bot was told
}

// callLog keeps the newest calls and counts all.
type callLog struct {
	keep   int
	list   []Call
	total  map[string]int
	failed map[int]int // by status
}

func (l *callLog) add(c Call) {
	if l.total == nil {
		l.total, l.failed = make(map[string]int), make(map[int]int)
	}
	l.total[c.Method]++
	if c.Status >= 400 {
		l.failed[c.Status]++
	}
	if len(l.list) >= 2*l.keep {
		l.list = append(l.list[:0:0], l.list[len(l.list)-l.keep:]...)
	}
	l.list = append(l.list, c)
}

// finish logs a call that was carried out or refused.
func (s *Server) finish(c *call, status int, err error) {
	c.record.Status, c.record.Done = status, err == nil
	if err != nil {
		c.record.Error = err.Error()
	}
	s.log(c.record)
}

func (s *Server) log(record Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls.add(record)
}

// logUnknown logs a call of a method that does not exist.
func (s *Server) logUnknown(name string, e *APIError) {
	s.log(Call{Method: name, At: s.now(), Status: e.Code, Error: e.Description})
}

// Calls returns the newest calls, oldest first; [Options.KeepCalls] bounds
// them.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls.list...)
}

// Count is the number of calls of a method since the start, whatever became
// of them.
func (s *Server) Count(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.spec.byLower[strings.ToLower(method)]; m != nil {
		method = m.name
	}
	return s.calls.total[method]
}

// Refused returns how many calls were answered with an error, by status.
func (s *Server) Refused() map[int]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.calls.failed)
}
