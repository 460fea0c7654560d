package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind int

const (
	// Slow answers rightly, but only after [Fault.Delay].
	Slow FaultKind = iota
	// DropBefore cuts the connection and does nothing.
	DropBefore
	// DropAfter carries the call out and cuts the connection instead of answering.
	DropAfter
	// HTML does nothing and answers with a page: [Fault.Status] (502 if zero)
	// and [Fault.Body].
	HTML
	// Half carries the call out, sends half of the answer and cuts the connection.
	Half
	// Silence does nothing and says nothing until [Server.ClearFaults], then
	// cuts the connection.
	Silence
	// Refuse does nothing and answers with [Fault.Error].
	Refuse
)

// String names the kind as the log of calls shows it.
func (k FaultKind) String() string {
	names := []string{"slow", "drop before", "drop after", "html", "half", "silence", "refuse"}
	if k < 0 || int(k) >= len(names) {
		return "fault " + strconv.Itoa(int(k))
	}
	return names[k]
}

// Fault is something that goes wrong on demand.
type Fault struct {
	Method string        // which calls it strikes; empty: all, letters of any case; "file": downloads
	ChatID int64         // only calls about this chat; 0: about any or none
	Kind   FaultKind     // what goes wrong
	Times  int           // how often; 0: until it is cleared
	Skip   int           // how many matching calls are left alone first
	Delay  time.Duration // waited before anything else, with every kind
	Status int           // for HTML
	Body   string        // for HTML; empty: a gateway's page
	Error  *APIError     // for Refuse; nil: 500
}

// faults are those that lie in wait.
type faults struct {
	list    []*Fault
	release chan struct{} // closed by ClearFaults
}

// Fault lays one more fault in wait. Several may be there; the oldest that
// matches strikes.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.release == nil {
		s.faults.release = make(chan struct{})
	}
	s.faults.list = append(s.faults.list, &f)
}

// ClearFaults removes all faults and ends every silence.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.list = nil
	if s.faults.release != nil {
		close(s.faults.release)
		s.faults.release = nil
	}
}

// Faults is the number of faults still in wait.
func (s *Server) Faults() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.faults.list)
}

// struck is a fault that strikes a call.
type struck struct {
	Fault
	release <-chan struct{}
}

// takeFault finds the fault that strikes c and counts it.
func (s *Server) takeFault(c *call) *struck {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults.list {
		if f.Method != "" && !strings.EqualFold(f.Method, c.name) || f.ChatID != 0 && f.ChatID != c.record.ChatID {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults.list = slices.Delete(s.faults.list, i, i+1)
			}
		}
		c.record.Fault = f.Kind.String()
		return &struck{*f, s.faults.release}
	}
	return nil
}

const gatewayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"

// before does what the fault does instead of the call; it reports false if
// the call is to be carried out.
func (f *struck) before(c *call, w http.ResponseWriter) bool {
	if f.Delay > 0 {
		c.sleep(f.Delay)
	}
	switch f.Kind {
	case DropBefore:
		c.log(c.record)
		panic(http.ErrAbortHandler)
	case Silence:
		c.log(c.record)
		select {
		case <-f.release:
		case <-c.ctx.Done():
		case <-c.done:
		}
		panic(http.ErrAbortHandler)
	case HTML:
		setDefault(&f.Status, http.StatusBadGateway)
		setDefault(&f.Body, gatewayPage)
		c.record.Status = f.Status
		c.log(c.record)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Body)) // the client may have left
		return true
	case Refuse:
		setDefault(&f.Error, &APIError{Code: 500, Description: "Internal Server Error: restart"})
		c.record.Status, c.record.Error = f.Error.Code, f.Error.Description
		c.log(c.record)
		writeJSON(w, f.Error.Code, f.Error.body())
		return true
	}
	return false
}

// after does what the fault does with the answer of a call that was carried
// out; it reports false if the answer is to be given.
func (f *struck) after(w http.ResponseWriter, status int, body []byte) bool {
	switch f.Kind {
	case DropAfter:
		panic(http.ErrAbortHandler)
	case Half:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = w.Write(body[:len(body)/2])
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		panic(http.ErrAbortHandler)
	}
	return false
}
