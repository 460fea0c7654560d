package bot

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// maxCalls is how many calls are under way at a time unless said otherwise.
const maxCalls = 64

// SenderConfig is what a [Sender] needs. All fields without a remark must be
// set.
type SenderConfig struct {
	Client *Client
	Store  Store
	Book   *texts.Book
	Log    *slog.Logger
	Now    func() time.Time
	// Rate is how many messages a second go out, [DefaultRate] for Telegram. Zero
	// is no limit, not for a chat either: for a server of our own.
	Rate float64
	// Calls is how many calls are under way at a time, 64 if zero. No more than
	// that, or 64, are under way or not yet noted: as many messages may come twice
	// after a crash. With 1 the rows of different chats keep their order too.
	Calls int
	// Lost returns what is to be said when a message about a matter did not reach
	// somebody; nil says nothing.
	Lost func(ctx context.Context, tx handlers.Tx, matter int64, now time.Time) ([]handlers.Message, error)
	// Passed is called at each point; nil does nothing. Tests crash there.
	Passed func(Point)
}

// Sender sends the rows of the outbox. Several goroutines may call Wake; Run
// and Flush take turns.
type Sender struct {
	SenderConfig
	wake   chan struct{}
	turn   sync.Mutex
	queue  *queue
	pace   pace
	marks  []mark
	first  time.Time // when the oldest of marks was made
	flying int       // calls under way
	noting int       // marks being written
	landed chan landing
	noted  chan noting
	trying pauses    // of reading and noting
	resume time.Time // reading and noting wait until then
	end    error
	flush  bool // the loop is to end when nothing is left
	// complained is when trouble on the way was last logged.
	complained time.Time
	served     time.Time // when a call last succeeded
}

// landing is the end of a call.
type landing struct {
	lane   *lane
	row    *row
	result json.RawMessage
	err    error
}

// NewSender returns a sender that has not read anything yet.
func NewSender(c SenderConfig) *Sender {
	if c.Calls == 0 {
		c.Calls = maxCalls
	}
	if c.Passed == nil {
		c.Passed = func(Point) {}
	}
	return &Sender{
		SenderConfig: c,
		wake:         make(chan struct{}, 1),
		queue:        newQueue(c.Rate == 0),
		pace:         newPace(c.Rate),
		landed:       make(chan landing, c.Calls+callbackCalls),
		noted:        make(chan noting, 1),
	}
}

// Wake says that rows were added to the outbox. It does not wait.
func (s *Sender) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends; then it finishes what is under way, notes it and
// returns nil within two seconds. It returns [ErrUnauthorized] when the token
// was revoked.
func (s *Sender) Run(ctx context.Context) error { return s.loop(ctx, false) }

// Flush sends everything that is due and returns when it has been sent and
// noted. With a limited rate it waits for each message's turn; without one it
// never waits, and what has to be sent again after a pause is left for a later
// Flush. It returns an error when the outbox cannot be read or written.
func (s *Sender) Flush(ctx context.Context) error { return s.loop(ctx, true) }

// landGrace is how long calls under way may go on once the program was told to
// stop.
const landGrace = 1200 * time.Millisecond

func (s *Sender) loop(ctx context.Context, flush bool) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.end, s.flush = nil, flush
	s.queue.refill()
	calls, cancel := graceful(ctx, landGrace)
	defer cancel()
	notes, cancelNotes := graceful(ctx, landGrace+500*time.Millisecond)
	defer cancelNotes()
	for {
		now := s.Now()
		open := ctx.Err() == nil && s.end == nil
		if open {
			s.read(calls, now)
			s.dispatch(calls, now)
		}
		s.note(notes, now, !open)
		if s.flying == 0 && s.noting == 0 {
			switch {
			case !open && (len(s.marks) == 0 || s.trying.n > 0 || notes.Err() != nil):
				return s.end
			case open && flush && s.idle():
				return nil
			}
		}
		s.wait(ctx, open, now)
	}
}

// idle reports whether a Flush has nothing left to do.
func (s *Sender) idle() bool {
	if len(s.marks) > 0 || s.queue.ready.Len() > 0 || s.queue.hungry() {
		return false
	}
	return s.Rate == 0 || s.queue.waiting() == 0
}

// wait sleeps until something happens or has to be done.
func (s *Sender) wait(ctx context.Context, open bool, now time.Time) {
	var alarm <-chan time.Time
	if at := s.nextMoment(open); !at.IsZero() {
		timer := time.NewTimer(max(at.Sub(now), 0))
		defer timer.Stop()
		alarm = timer.C
	}
	stopped := ctx.Done()
	if !open {
		stopped = nil
	}
	select {
	case l := <-s.landed:
		s.land(l)
		s.drain()
	case n := <-s.noted:
		s.afterNoting(n)
	case <-s.wake:
		s.queue.refill()
	case <-alarm:
	case <-stopped:
	}
}

// drain takes the calls that ended meanwhile.
func (s *Sender) drain() {
	for {
		select {
		case l := <-s.landed:
			s.land(l)
		default:
			return
		}
	}
}

// nextMoment returns when there is something to do even if nothing happens,
// zero if never.
func (s *Sender) nextMoment(open bool) time.Time {
	var at time.Time
	sooner := func(t time.Time) {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at = t
		}
	}
	if len(s.marks) > 0 && s.noting == 0 {
		sooner(latest(s.noteAt(!open), s.resume))
	}
	if !open {
		return at
	}
	if s.queue.hungry() {
		sooner(s.resume)
	}
	if l := s.queue.ready.first(); l != nil && s.room(l.rows[0]) {
		sooner(s.due(l.rows[0]))
	}
	if l := s.queue.later.first(); l != nil {
		sooner(l.at)
	}
	for _, g := range s.queue.reach {
		sooner(g.gapUntil)
	}
	return at
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// read fills the windows from the outbox.
func (s *Sender) read(ctx context.Context, now time.Time) {
	s.queue.advance(now)
	if s.resume.After(now) {
		return
	}
	for s.queue.hungry() {
		if err := s.readOnce(ctx, now); err != nil {
			s.storeTrouble("the outbox cannot be read", err, now)
			return
		}
	}
	if len(s.marks) == 0 && s.noting == 0 {
		s.trying = pauses{}
	}
	for _, r := range s.queue.unpark(now) {
		s.discard(discarded{r, department.Dropped, superseded}, now)
	}
}

// readOnce reads the next rows of every priority that has room.
func (s *Sender) readOnce(ctx context.Context, now time.Time) error {
	var pages [priorities][]department.Outgoing
	var asked [priorities]bool
	err := s.Store.Read(ctx, func(r Reader) error {
		for p := range pages {
			if asked[p] = s.queue.wants(p); !asked[p] {
				continue
			}
			rows, err := r.Pending(ctx, p, s.queue.reach[p].after, readRows)
			if err != nil {
				return err
			}
			pages[p] = rows
		}
		return nil
	})
	if err != nil {
		return err
	}
	for p, rows := range pages {
		if !asked[p] {
			continue
		}
		for _, d := range s.queue.load(p, rows, now) {
			s.discard(d, now)
		}
	}
	return nil
}
