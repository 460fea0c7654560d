package sandbox

import "time"

// DefaultToken is the bot's token when [Options.Token] is empty.
const DefaultToken = "1000001:sandbox-token-of-no-use-anywhere-else"

// Options says how a [Server] behaves. The zero value is a patient Telegram
// with one bot: no limits, no quirks, the wall clock.
type Options struct {
	// Token is the bot's token, "number:secret"; the number is the bot's id.
	// The zero value is [DefaultToken].
	Token string
	// Bot is how the bot presents itself. Its ID comes from Token; the zero
	// values are FirstName "Otdel" and Username "otdel_bot".
	Bot Profile
	// ReadsGroups turns the bot's privacy mode off: it is given every message
	// of its groups, not only commands, mentions and replies to itself.
	ReadsGroups bool
	// Now is the server's clock: dates, expiry of updates and callback
	// queries, limits. Nil means time.Now. It is called with the server's
	// lock held, so it must not call the server. Long polls and delays wait on
	// real timers (which are those of the bubble inside testing/synctest).
	Now func() time.Time
	// Limits makes the server refuse what comes too fast. The zero value
	// refuses nothing.
	Limits Limits
	// Quirks turns on the protections of the official server that slow a
	// client down: the same offset again within half a second gets one update
	// only, a time-out under three seconds becomes three, and a second 409
	// within three seconds is held back for three.
	Quirks bool
	// IgnoreUnknown accepts parameters that no method has, as Telegram does.
	// By default they are refused, because they are mistakes.
	IgnoreUnknown bool
	// QueryLife is how long a callback query can be answered. The zero value
	// is 15 seconds.
	QueryLife time.Duration
	// KeepMessages bounds the messages kept in one chat, KeepCalls those of
	// the log of calls, KeepEvents those of the feed and KeepFileBytes the
	// files. The zero values are 1,000, 100,000, 10,000 and 256 MiB.
	KeepMessages, KeepCalls, KeepEvents int
	KeepFileBytes                       int64
	// FirstUpdateID and FirstMessageID are where numbering begins. The zero
	// values are 500,001 and 1.
	FirstUpdateID, FirstMessageID int
}

// Profile is what others see of a person or a bot.
type Profile struct {
	// ID is the Telegram id; zero means the next free one from 700,001 on.
	ID        int64
	FirstName string // "Person <ID>" if empty
	LastName  string
	Username  string // without "@", may be empty
	// Language is the language_code of the person's application; empty means
	// that Telegram does not tell.
	Language string
	// Zone is the IANA zone of the person's telephone, for showing only.
	Zone string
	// HidesForwards keeps the person's id out of forwarded messages.
	HidesForwards bool
	Premium       bool
}

// withDefaults fills in what is zero.
func (o Options) withDefaults() Options {
	setDefault(&o.Token, DefaultToken)
	setDefault(&o.Bot.FirstName, "Otdel")
	setDefault(&o.Bot.Username, "otdel_bot")
	setDefault(&o.QueryLife, 15*time.Second)
	setDefault(&o.KeepMessages, 1_000)
	setDefault(&o.KeepCalls, 100_000)
	setDefault(&o.KeepEvents, 10_000)
	setDefault(&o.KeepFileBytes, 256<<20)
	setDefault(&o.FirstUpdateID, 500_001)
	setDefault(&o.FirstMessageID, 1)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
