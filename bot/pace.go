package bot

import "time"

// DefaultRate is how many messages a second Telegram takes from one bot without
// complaint, if they come evenly: of its 30 a second a little is left to the
// jitter of the network.
const DefaultRate = 29.3

const (
	slowdown   = 0.9  // of the rate after a refusal
	recovery   = 0.01 // messages a second more, for each second without one
	slowest    = 1.0
	gateMargin = 100 * time.Millisecond
)

// pace spaces the messages of the whole bot evenly, learns from refusals, and
// closes a gate for everything when Telegram wants to be left alone.
type pace struct {
	most float64 // messages a second; 0 is no limit
	rate float64
	even time.Time // when the next is due by the schedule
	grew time.Time
	gate time.Time // nothing is sent before
}

func newPace(rate float64) pace { return pace{most: rate, rate: rate} }

// allowed returns from when the next message may go.
func (p *pace) allowed() time.Time {
	if p.most == 0 {
		return time.Time{}
	}
	return p.even
}

func (p *pace) interval() time.Duration {
	return time.Duration(float64(time.Second) / p.rate)
}

// spend notes that a message of that weight is sent at now. A wake-up that came
// late is made good by at most half a message's time.
func (p *pace) spend(now time.Time, weight float64) {
	if p.most == 0 {
		return
	}
	if !p.grew.IsZero() && p.rate < p.most {
		p.rate = min(p.most, p.rate+recovery*now.Sub(p.grew).Seconds())
	}
	p.grew = now
	if behind := now.Add(-p.interval() / 2); p.even.Before(behind) {
		p.even = behind
	}
	p.even = p.even.Add(time.Duration(weight * float64(p.interval())))
}

// refused closes the gate for as long as Telegram asked, and lowers the rate.
// Calls that were under way when it closed are refused too and count once.
func (p *pace) refused(now time.Time, after time.Duration) {
	if !p.gate.After(now) && p.most != 0 {
		p.rate = max(slowest, p.rate*slowdown)
		p.grew = now
	}
	if until := now.Add(after + gateMargin); until.After(p.gate) {
		p.gate = until
	}
}
