package bot

import (
	"context"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// Store keeps what must not be lost. Write runs f in one durable transaction:
// when it returns nil, all is on disk; when f or the commit fails, nothing is.
// Writes of several callers may share a commit. Read sees one consistent state.
type Store struct {
	Write func(ctx context.Context, f func(Tx) error) error
	Read  func(ctx context.Context, f func(Reader) error) error
}

// Tx is the transaction in which updates are handled.
type Tx interface {
	handlers.Tx
	// Savepoint runs f; it is not nested. If f fails or panics, what f wrote is taken back and the
	// rest of the transaction stays. A panic comes back as an error.
	Savepoint(ctx context.Context, f func() error) error
	// Handle notes that the update was handled and reports whether it is new.
	Handle(ctx context.Context, update int64, now time.Time) (fresh bool, err error)
	// KeepFailed keeps an update that could not be handled and returns the number
	// under which it is found.
	KeepFailed(ctx context.Context, f department.FailedUpdate) (int64, error)
	// Enqueue owes a message: the row is kept until it is known to be sent. A row
	// whose key was used before is not kept. A message that creates a card gets
	// that card a row too; the edit of a card replaces an edit that waits and gets
	// a number of its own, because the sender may have the old row in hand.
	Enqueue(ctx context.Context, o department.Outgoing) error
	// Settle notes what became of rows: sent ones leave the queue and give their
	// card its number, the others are set aside with their reason or dropped. Rows
	// that are gone are passed over.
	Settle(ctx context.Context, fates []department.Fate) error
	// Unreachable marks that messages no longer arrive at the person of that chat,
	// or do again if since is zero. It reports whether that changed anything.
	Unreachable(ctx context.Context, chat int64, since time.Time) (bool, error)
	// MigrateChat gives everything that belongs to chat old to chat new.
	MigrateChat(ctx context.Context, old, new int64) error
}

// Reader is what the sender reads, outside of any writing.
type Reader interface {
	// Pending returns the rows of that priority that wait to be sent and whose
	// number is above after, in order, at most limit; those that are held back
	// until later are among them. Rows to edit a card carry the number of its
	// message.
	Pending(ctx context.Context, priority int, after int64, limit int) ([]department.Outgoing, error)
	// Owed reports whether the row still waits to be sent: it may have been
	// withdrawn since it was read.
	Owed(ctx context.Context, row int64) (bool, error)
}
