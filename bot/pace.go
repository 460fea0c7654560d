package bot

import (
	"math"
	"time"
)

// DefaultRate is how many messages a second Telegram takes from one bot without
// complaint, if they come evenly: of its 30 a second a little is left to the
// jitter of the network.
const DefaultRate = 29.3

const (
	slowdown   = 0.9  // of the rate after a refusal
	recovery   = 0.01 // messages a second more, for each second without one
	slowest    = 1.0
	catchUp    = 6                                // messages that are late may go at once
	second     = time.Second + 8*time.Millisecond // with some jitter of the network
	gateMargin = 100 * time.Millisecond
)

// pace spaces the messages of the whole bot evenly, learns from refusals, and
// closes a gate for everything when Telegram wants to be left alone.
type pace struct {
	most float64 // messages a second; 0 is no limit
	rate float64
	even time.Time // when the next is due by the schedule
	// last is when each of the last messages went, as many as may go in a second:
	// a ring, the oldest at turn. However late some are and however fast others
	// make it good, no second has more; an album, which counts as several, makes
	// those behind it wait.
	last []time.Time
	turn int
	grew time.Time
	gate time.Time // nothing is sent before
}

func newPace(rate float64) pace {
	return pace{most: rate, rate: rate, last: make([]time.Time, int(math.Ceil(rate)))}
}

// allowed returns from when the next message may go.
func (p *pace) allowed() time.Time {
	if p.most == 0 {
		return time.Time{}
	}
	return latest(p.even, p.last[p.turn].Add(second))
}

func (p *pace) interval() time.Duration {
	return time.Duration(float64(time.Second) / p.rate)
}

// spend notes that a message of that weight is sent at now, which could have been
// sent since then. What was late by our own fault is made good, for at most a few
// messages; time in which nothing was owed is not, nor any after a refusal.
func (p *pace) spend(now time.Time, weight float64, since time.Time) {
	if p.most == 0 {
		return
	}
	if !p.grew.IsZero() && p.rate < p.most {
		p.rate = min(p.most, p.rate+recovery*now.Sub(p.grew).Seconds())
	}
	p.grew = now
	if p.even.IsZero() {
		p.even = now
	}
	behind := now.Add(-p.interval() / 2)
	if p.rate == p.most {
		behind = latest(now.Add(-catchUp*p.interval()), earliest(since, behind))
	}
	p.even = latest(p.even, behind).Add(time.Duration(weight * float64(p.interval())))
	for range int(weight) {
		p.last[p.turn] = now
		p.turn = (p.turn + 1) % len(p.last)
	}
}

// refused closes the gate for as long as Telegram asked, and lowers the rate.
// Calls that were under way when it closed are refused too and count once.
func (p *pace) refused(now time.Time, after time.Duration) {
	if !p.gate.After(now) && p.most != 0 {
		p.rate = max(slowest, p.rate*slowdown)
		p.grew = now
	}
	if until := now.Add(after + gateMargin); until.After(p.gate) {
		p.gate, p.even = until, until
	}
}
