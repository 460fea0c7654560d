package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// DefaultPoll is how long the server may wait for something to happen before
// it answers that nothing did.
const DefaultPoll = 50 * time.Second

// Point is a place on a message's way at which a crash would matter.
type Point string

// The points: updates were fetched, their batch was committed, a message was
// sent, and it was noted as sent.
const (
	Fetched   Point = "fetch"
	Committed Point = "commit"
	Delivered Point = "send"
	Marked    Point = "mark"
)

// PollerConfig is what a [Poller] needs. All fields without a remark must be
// set.
type PollerConfig struct {
	Client *Client
	Store  Store
	Me     Me
	// Handle decides what is said: the Mux.
	Handle   handlers.Handler
	Book     *texts.Book
	Calendar workdays.Calendar
	Log      *slog.Logger
	Now      func() time.Time
	// Poll is how long one question for updates lasts when nothing happens; zero
	// asks without waiting.
	Poll time.Duration
	// Wake is called after a commit that owes messages; may be nil.
	Wake func()
	// Since is when the bot last asked for updates in an earlier life, zero if
	// that is not known.
	Since time.Time
	// Strangers limit what is answered to people outside the department; the zero
	// value does not.
	Strangers Strangers
	// Passed is called at each point; nil does nothing. Tests crash there.
	Passed func(Point)
}

// Poller takes updates from Telegram, has them handled, and confirms them once
// what came of them is on disk. One goroutine at a time may use it.
type Poller struct {
	PollerConfig
	offset    int64 // of the next question; 0 takes whatever waits
	failures  int   // batches in a row that could not be stored
	rival     rival
	pause     pauses
	strangers flood
}

// NewPoller returns a poller that has not asked for anything yet.
func NewPoller(c PollerConfig) *Poller {
	if c.Wake == nil {
		c.Wake = func() {}
	}
	if c.Passed == nil {
		c.Passed = func(Point) {}
	}
	return &Poller{PollerConfig: c, strangers: flood{Strangers: c.Strangers}}
}

// Once asks for one page of updates, handles it and returns how many updates it
// had. An error means that nothing of the page was confirmed: the next Once
// gets it again.
func (p *Poller) Once(ctx context.Context) (int, error) {
	n, _, err := p.once(ctx)
	return n, err
}

// once also returns how many of the updates were new.
func (p *Poller) once(ctx context.Context) (n, fresh int, err error) {
	page, err := p.fetch(ctx)
	if err == nil && len(page) > 0 && p.rival.doubt {
		page, err = p.unclaimed(ctx, page)
	}
	if err != nil || len(page) == 0 {
		return 0, 0, err
	}
	p.Passed(Fetched)
	working, cancel := graceful(ctx, batchGrace)
	defer cancel()
	fresh, err = p.handlePage(working, page)
	if err != nil {
		return 0, fresh, &storeError{err}
	}
	p.Passed(Committed)
	p.Wake()
	// The last number decides, not the largest: after a quiet week Telegram
	// begins anew, perhaps lower.
	last := lastID(page)
	if last == 0 {
		return 0, fresh, errors.New("a page of updates without numbers cannot be confirmed")
	}
	p.offset = last + 1
	return len(page), fresh, nil
}

// batchGrace is how long a batch in hand may go on once the program was told
// to stop.
const batchGrace = 1200 * time.Millisecond

func lastID(page []rawUpdate) int64 {
	for i := len(page) - 1; i >= 0; i-- {
		if page[i].ID != 0 {
			return page[i].ID
		}
	}
	return 0
}

func (p *Poller) fetch(ctx context.Context) ([]rawUpdate, error) {
	params := tgbotapi.Params{
		"limit": "100", "timeout": strconv.Itoa(int(p.Poll / time.Second)), "allowed_updates": allowedUpdates,
	}
	params.AddNonZero64("offset", p.offset)
	raw, err := p.Client.poll(ctx, "getUpdates", params, p.Poll)
	if err != nil {
		return nil, err
	}
	return decodePage(raw)
}

// storeError says that a batch could not be stored.
type storeError struct{ err error }

// Error tells what was attempted.
func (e *storeError) Error() string { return fmt.Sprintf("store a batch of updates: %v", e.err) }

// Unwrap returns the cause.
func (e *storeError) Unwrap() error { return e.err }

// Run polls until ctx ends; then it finishes what is in hand and returns nil.
// It returns [ErrUnauthorized] when the token was revoked and [ErrConflict]
// when another program polls too. Everything else it sits out: nothing is
// confirmed that was not stored.
func (p *Poller) Run(ctx context.Context) error {
	lastAnswer := p.Since
	idle := 0
	for ctx.Err() == nil {
		asked := p.Now()
		n, fresh, err := p.once(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			wait, end := p.trouble(ctx, err)
			if end != nil {
				return end
			}
			sleep(ctx, wait)
			continue
		}
		now := p.Now()
		p.regained(lastAnswer, now)
		lastAnswer = now
		if idle++; fresh > 0 || n == 0 && now.Sub(asked) >= p.Poll/2 && p.Poll > 0 {
			idle = 0
		}
		// A page without anything new may come twice; more often it would be a
		// server that does not listen, and must not be asked a thousand times a
		// second.
		if idle > 1 {
			sleep(ctx, min(time.Duration(idle)*100*time.Millisecond, time.Second))
		}
	}
	return nil
}

// kept is how long Telegram keeps updates.
const kept = 24 * time.Hour

// regained says that the trouble is over, and what it may have cost.
func (p *Poller) regained(lastAnswer, now time.Time) {
	if p.pause.n > 0 {
		p.Log.Info("updates come again")
	}
	p.pause = pauses{}
	if gap := now.Sub(lastAnswer); !lastAnswer.IsZero() && gap >= kept {
		p.Log.Warn("nobody listened for longer than Telegram keeps updates: the older ones are gone",
			"since", lastAnswer.UTC(), "hours", int(gap.Hours()))
	}
}

// trouble returns how long to wait after err, or the error that ends the
// program.
func (p *Poller) trouble(ctx context.Context, err error) (wait time.Duration, end error) {
	if end := fatal(err); end != nil {
		p.Log.Error(end.Error(), "error", err)
		return 0, end
	}
	api, ok := errors.AsType[*APIError](err)
	if ok && api.Code == 409 && strings.Contains(api.Description, "webhook") {
		_, dropped := p.Client.dropWebhook(ctx)
		p.Log.Warn("somebody set a webhook, with which nobody can poll; it is taken down", "error", dropped)
		return time.Second, nil
	}
	if ok && api.Code == 409 {
		if p.rival.told(p.Now()) {
			p.Log.Error(ErrConflict.Error(), "error", err)
			return 0, ErrConflict
		}
		p.Log.Warn("another program asks for the same updates", "times", p.rival.conflicts, "error", err)
		return conflictPause, nil
	}
	wait = p.pause.next(maxPause)
	if _, ok := errors.AsType[*storeError](err); ok {
		wait = min(wait, maxStorePause)
		p.Log.Error("updates cannot be stored; none is confirmed, trying again", "error", err, "in", wait)
		return wait, nil
	}
	if ok && api.RetryAfter > wait {
		wait = api.RetryAfter
	}
	p.Log.Warn("updates cannot be fetched, trying again", "error", err, "in", wait)
	return wait, nil
}
