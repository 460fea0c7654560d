package sandbox

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Model is how a server counts what comes too fast.
type Model int

const (
	// NoLimits refuses nothing.
	NoLimits Model = iota
	// Bucket allows 30 messages at once and refills with 30 a second; a chat
	// has a bucket of its own (1 a second after a short burst), a group 20 a
	// minute. This is what is known of Telegram.
	Bucket
	// Strict is harsher than anything published: more than 30 in any second,
	// and the whole bot is refused for 3 seconds, then 6, up to 35. After a
	// minute without a refusal it starts at 3 again. Chats and groups as in
	// Bucket.
	Strict
)

// Limits says what is too fast. Zero figures are those of Telegram: 30 a
// second, 1 a second and a burst of 3 in a chat, 20 a minute in a group. A
// negative figure lifts that limit.
type Limits struct {
	Model          Model
	PerSecond      int
	ChatPerSecond  float64
	ChatBurst      int
	GroupPerMinute int
}

// Penalties of the strict model.
const (
	firstPenalty = 3 * time.Second
	lastPenalty  = 35 * time.Second
	forgiveAfter = time.Minute
)

type limiter struct {
	limits  Limits
	overall tokens
	chats   map[int64]*tokens
	window  []time.Time // of the last accepted messages, for the strict model
	until   time.Time   // everything is refused until then
	penalty time.Duration
	refused time.Time // when the last penalty began
}

// tokens is a token bucket.
type tokens struct {
	left  float64
	at    time.Time
	burst float64
	rate  float64 // a second
}

func newLimiter(l Limits) limiter {
	setDefault(&l.PerSecond, 30)
	setDefault(&l.ChatPerSecond, 1)
	setDefault(&l.ChatBurst, 3)
	setDefault(&l.GroupPerMinute, 20)
	return limiter{limits: l, chats: make(map[int64]*tokens), overall: tokens{burst: float64(l.PerSecond), rate: float64(l.PerSecond)}}
}

// refill adds what has come in since the last time.
func (t *tokens) refill(now time.Time) {
	if t.at.IsZero() {
		t.left = t.burst
	} else if since := now.Sub(t.at).Seconds(); since > 0 {
		t.left = min(t.burst, t.left+since*t.rate)
	}
	t.at = now
}

// wait is how long until a token is there; 0 if one is.
func (t *tokens) wait() time.Duration {
	if t.left >= 1 {
		return 0
	}
	return time.Duration((1 - t.left) / t.rate * float64(time.Second))
}

// counts reports whether calls of the method are limited.
func counts(method string) bool {
	return method != "sendChatAction" &&
		slices.ContainsFunc([]string{"send", "edit", "forward", "copy"}, func(p string) bool { return strings.HasPrefix(method, p) })
}

// limited refuses a call that comes too fast.
func (s *Server) limited(c *call) error {
	l := &s.limiter
	if l.limits.Model == NoLimits || !counts(c.name) {
		return nil
	}
	now := s.now()
	if wait := l.until.Sub(now); wait > 0 {
		return tooManyRequests(seconds(wait))
	}
	buckets := l.buckets(c.record.ChatID)
	if l.limits.Model == Bucket && l.limits.PerSecond > 0 {
		buckets = append(buckets, &l.overall)
	}
	for _, b := range buckets {
		b.refill(now)
		if wait := b.wait(); wait > 0 {
			return tooManyRequests(seconds(wait))
		}
	}
	if l.limits.Model == Strict && l.limits.PerSecond > 0 {
		if wait := l.strict(now); wait > 0 {
			return tooManyRequests(seconds(wait))
		}
	}
	for _, b := range buckets {
		b.left--
	}
	return nil
}

// buckets returns those of one chat.
func (l *limiter) buckets(chat int64) []*tokens {
	if chat == 0 {
		return nil
	}
	if b := l.chats[chat]; b != nil {
		return []*tokens{b}
	}
	b := &tokens{burst: float64(l.limits.ChatBurst), rate: l.limits.ChatPerSecond}
	if chat < 0 {
		b.burst, b.rate = float64(l.limits.GroupPerMinute), float64(l.limits.GroupPerMinute)/60
	}
	if b.burst < 0 || b.rate < 0 {
		return nil
	}
	l.chats[chat] = b
	return []*tokens{b}
}

// strict notes one more message now, or begins a penalty and returns it.
func (l *limiter) strict(now time.Time) time.Duration {
	if len(l.window) >= l.limits.PerSecond {
		if now.Sub(l.window[0]) < time.Second {
			if l.penalty == 0 || now.Sub(l.refused) > l.penalty+forgiveAfter {
				l.penalty = firstPenalty
			} else {
				l.penalty = min(2*l.penalty, lastPenalty)
			}
			l.refused, l.until = now, now.Add(l.penalty)
			return l.penalty
		}
		l.window = append(l.window[:0], l.window[1:]...)
	}
	l.window = append(l.window, now)
	return 0
}

// seconds rounds up to whole seconds, at least one.
func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }
