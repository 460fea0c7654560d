package phones

import (
	"context"
	"time"
)

// World is what surrounds Telegram: a clock that can be moved and a bot that
// can be killed. Its methods may be called by many goroutines.
type World interface {
	// Advance moves the clock of everybody forward by d.
	Advance(ctx context.Context, d time.Duration) error
	// NextReminder is when the bot next owes somebody something by itself, the
	// zero time if never.
	NextReminder(ctx context.Context) (time.Time, error)
	// ToNextReminder moves the clock to that moment and reports whether there
	// was one.
	ToNextReminder(ctx context.Context) (bool, error)
	// Restart kills the bot without a warning, starts it again and returns once
	// it answers.
	Restart(ctx context.Context) (Restart, error)
	// Running reports whether the bot's process is there.
	Running() bool
	// Scenarios names the prepared days; Play begins one, and Playing names the
	// one that is under way. An empty name stops it.
	Scenarios() []string
	Play(name string) error
	Playing() string
}

// Restart tells what a sudden end of the bot has cost.
type Restart struct {
	// Down is the time from the kill until the bot asked for updates again.
	Down time.Duration
	// Before and After are counted in the database while the bot is dead and
	// once it is back.
	Before, After Stock
	// Damaged says what is wrong with the database file; empty: nothing.
	Damaged string
}

// Stock is what the bot must not lose.
type Stock struct {
	Matters int `json:"matters"` // open and closed
	Events  int `json:"events"`  // lines of the ledger
	People  int `json:"people"`
	Waiting int `json:"waiting"` // messages not yet sent
}

// Lost is how many of the matters, events and people of s are missing in after.
func (s Stock) Lost(after Stock) int {
	return max(0, s.Matters-after.Matters) + max(0, s.Events-after.Events) + max(0, s.People-after.People)
}

// worldView is the World as the page shows it.
type worldView struct {
	Now       time.Time  `json:"now"`
	Bars      bool       `json:"bars"`
	Fault     Fault      `json:"fault"`
	Running   bool       `json:"running"`
	Next      *time.Time `json:"next,omitempty"`
	Scenarios []string   `json:"scenarios"`
	Playing   string     `json:"playing"`
	Language  string     `json:"language"`
}

// world reads the World.
func (p *Page) world(ctx context.Context) worldView {
	p.mu.Lock()
	v := worldView{Fault: p.fault, Language: p.opts.Language, Scenarios: []string{}}
	p.mu.Unlock()
	v.Now = p.opts.Server.Now()
	if w := p.opts.World; w != nil {
		v.Bars, v.Running, v.Playing = true, w.Running(), w.Playing()
		v.Scenarios = append(v.Scenarios, w.Scenarios()...)
		if next, err := w.NextReminder(ctx); err == nil && !next.IsZero() {
			v.Next = &next
		}
	}
	return v
}
