package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is one Telegram with one bot. Create it with [New]; all its methods,
// and those of the people and chats in it, may be called by many goroutines.
type Server struct {
	opts Options
	spec *spec
	now  func() time.Time

	mu       sync.Mutex // guards everything below, and everything that hangs on it
	bot      *account
	accounts map[int64]*account
	names    map[string]int64 // accounts and chats by lower-case username
	chats    map[int64]*chat
	nextUser int64
	nextChat int64
	nextMsg  int // private chats and basic groups share one numbering

	updates    queue
	queries    map[string]*query
	sweepAt    int // number of queries at which the expired ones are forgotten
	inlines    map[string]*inlineQuery
	inlineSent map[string]*message // messages sent through inline mode with buttons
	files      fileStore
	menu       menu
	limiter    limiter
	faults     faults
	calls      callLog
	feed       feed
	serial     int64 // for ids that only have to differ
	methods    map[string]method

	done   chan struct{} // closed by Close
	closed sync.Once
	web    *http.Server
}

// method does the work of one Bot API method. It runs with the server's lock
// held and returns the result to be encoded.
type method func(*call) (any, error)

// call is one request being handled.
type call struct {
	*Server
	ctx     context.Context
	name    string // as the description spells it
	params  params
	uploads map[string]upload
	record  Call
}

// New returns a server with a bot and nobody else. It opens no socket: use it
// as an [http.Handler], through [Server.Transport], or call [Server.Start].
func New(opts Options) *Server {
	opts = opts.withDefaults()
	s := &Server{
		opts: opts, spec: loadSpec(), now: opts.Now,
		accounts: make(map[int64]*account), names: make(map[string]int64), chats: make(map[int64]*chat),
		nextUser: 700_001, nextChat: 4_000_001, nextMsg: opts.FirstMessageID,
		queries: make(map[string]*query), inlines: make(map[string]*inlineQuery),
		done: make(chan struct{}),
	}
	s.updates.next = opts.FirstUpdateID
	s.updates.allowed = defaultUpdates(s.spec)
	s.feed.keep, s.calls.keep, s.files.keep = opts.KeepEvents, opts.KeepCalls, opts.KeepFileBytes
	s.limiter = newLimiter(opts.Limits)
	s.methods = methods()
	id, _ := strconv.ParseInt(strings.SplitN(opts.Token, ":", 2)[0], 10, 64)
	opts.Bot.ID = id
	s.bot = s.newAccount(opts.Bot)
	s.bot.user.IsBot = true
	s.bot.user.LanguageCode = ""
	return s
}

// Start serves on a free port of 127.0.0.1 and returns the base address, such
// as "http://127.0.0.1:40123". [Server.Close] ends it.
func (s *Server) Start() (string, error) { return s.Listen("127.0.0.1:0") }

// Listen serves on the given loopback address; see [Server.Start].
func (s *Server) Listen(addr string) (string, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("listen on %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", fmt.Errorf("listen on %q: only loopback addresses are allowed", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen on %q: %w", addr, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.web != nil {
		return "", errors.Join(fmt.Errorf("listen on %q: already serving", addr), l.Close())
	}
	s.web = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func(web *http.Server) { _ = web.Serve(l) }(s.web) // ends with ErrServerClosed
	return "http://" + l.Addr().String(), nil
}

// Close ends long polls, silences and delays and closes the socket, if any. It
// may be called twice.
func (s *Server) Close() error {
	s.closed.Do(func() { close(s.done) })
	s.mu.Lock()
	web := s.web
	s.mu.Unlock()
	if web == nil {
		return nil
	}
	if err := web.Close(); err != nil {
		return fmt.Errorf("close the sandbox: %w", err)
	}
	return nil
}

// Token returns the token of the bot.
func (s *Server) Token() string { return s.opts.Token }

// Bot returns the bot as getMe describes it.
func (s *Server) Bot() User { return s.bot.user }

// Now returns the time by the server's clock.
func (s *Server) Now() time.Time { return s.now() }

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		s.serveFile(w, r, path)
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, name, found := strings.Cut(path, "/")
	switch {
	case !ok || !found || !tokenShaped(token):
		writeJSON(w, 404, (&APIError{Code: 404, Description: "Not Found"}).body())
	case token != s.opts.Token:
		writeJSON(w, 401, (&APIError{Code: 401, Description: "Unauthorized"}).body())
	default:
		s.serveMethod(w, r, name)
	}
}

// tokenShaped reports whether token looks like one: digits, a colon, a secret.
func tokenShaped(token string) bool {
	id, secret, ok := strings.Cut(token, ":")
	_, err := strconv.ParseInt(id, 10, 64)
	return ok && err == nil && secret != ""
}

// serveMethod handles a call with the right token.
func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	m := s.spec.byLower[strings.ToLower(strings.TrimSuffix(name, "/"))]
	if m == nil {
		e := &APIError{Code: 404, Description: "Not Found: method not found"}
		s.logUnknown(name, e)
		writeJSON(w, 404, e.body())
		return
	}
	c := &call{Server: s, ctx: r.Context(), name: m.name}
	var err error
	c.params, c.uploads, err = readParams(r)
	if err == nil {
		err = s.spec.check(m, c.params, c.uploads, !s.opts.IgnoreUnknown)
	}
	c.record = Call{Method: m.name, At: s.now(), ChatID: c.chatNumber()}
	f := s.takeFault(c)
	if f != nil && f.before(c, w) {
		return
	}
	var result any
	if err == nil {
		result, err = s.run(c)
	}
	body, status := []byte(nil), 200
	if err != nil {
		e, ok := errors.AsType[*APIError](err)
		if !ok {
			e = &APIError{Code: 500, Description: "Internal Server Error: " + err.Error()}
		}
		body, status = e.body(), e.Code
	} else {
		body = okBody(result)
	}
	s.finish(c, status, err)
	if f != nil && f.after(w, status, body) {
		return
	}
	writeJSON(w, status, body)
}

// run does the method under the lock.
func (s *Server) run(c *call) (any, error) {
	do := s.methods[c.name]
	if do == nil {
		return nil, &APIError{Code: 501, Description: "Not Implemented: sandbox: " + c.name + " is a method of the Bot API that this stand-in does not do"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.limited(c); err != nil {
		return nil, err
	}
	return do(c)
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have left
}

// chatNumber is the chat a call is about, or 0; "@name" is not looked up.
func (c *call) chatNumber() int64 {
	id, _ := strconv.ParseInt(c.params["chat_id"], 10, 64)
	return id
}

// int returns an integer parameter, 0 if it is missing; the check of the
// request made sure that it is one.
func (c *call) int(name string) int {
	n, _ := strconv.Atoi(c.params[name])
	return n
}

// bool returns a boolean parameter, false if it is missing.
func (c *call) bool(name string) bool {
	switch c.params[name] {
	case "true", "True", "1", "yes":
		return true
	}
	return false
}

// float returns a parameter that is a number, 0 if it is missing.
func (c *call) float(name string) float64 {
	f, _ := strconv.ParseFloat(c.params[name], 64)
	return f
}

// newSerial returns a number that no other id has.
func (s *Server) newSerial() int64 {
	s.serial++
	return s.serial
}

// unix is the server's time in seconds.
func (s *Server) unix() int64 { return s.now().Unix() }
