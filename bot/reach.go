package bot

import (
	"time"

	"github.com/otdel-bot/otdel/department"
)

// reach is how far a priority has been read.
type reach struct {
	after int64 // the last row that was read
	more  bool  // there may be rows behind it
	// gap is the first row that was read and not taken, 0 for none. It is read
	// again when its lane has room, or at gapUntil if that is not zero.
	gap      int64
	gapUntil time.Time
	// scanned is how far was read before what was left out is read again, and
	// hungry the number of lanes for which that is done, in this pass.
	scanned int64
	hungry  int
	pass    int
}

// advance notes what a read returned, and leaps over what needs not be read
// again.
func (g *reach) advance(rows []department.Outgoing) {
	g.more = len(rows) == readRows
	if len(rows) > 0 {
		g.after = rows[len(rows)-1].ID
	}
	if !g.more || g.after >= g.scanned {
		g.scanned = max(g.scanned, g.after)
		g.hungry = 0
		g.pass++
	}
	if g.hungry == 0 && g.after < g.scanned {
		g.after, g.more = g.scanned, true // all that is between stays left out
	}
}

// refill says that there may be new rows.
func (q *queue) refill() {
	for p := range q.reach {
		q.reach[p].more = true
	}
}

// wants reports whether rows of priority p are to be read now.
func (q *queue) wants(p int) bool {
	return q.reach[p].more && q.held[p] <= windowRows-readRows
}

// hungry reports whether anything is to be read now.
func (q *queue) hungry() bool {
	for p := range q.reach {
		if q.wants(p) {
			return true
		}
	}
	return false
}

// leaveOut remembers that a row was read and not taken.
func (q *queue) leaveOut(o department.Outgoing, until time.Time) {
	g := &q.reach[o.Priority]
	if g.gap == 0 || o.ID < g.gap {
		g.gap = o.ID
	}
	if !until.IsZero() && (g.gapUntil.IsZero() || until.Before(g.gapUntil)) {
		g.gapUntil = until
	}
}

// rewind lets what was left out be read again.
func (q *queue) rewind(p int) {
	g := &q.reach[p]
	g.hungry++
	if g.gap != 0 {
		g.after, g.more = min(g.after, g.gap-1), true
		g.gap, g.gapUntil = 0, time.Time{}
	}
}

// readUpTo reports whether every waiting row with a lower number is in hand.
func (q *queue) readUpTo(id int64) bool {
	for _, g := range q.reach {
		if g.more && g.after < id || g.gap != 0 && g.gap < id {
			return false
		}
	}
	return true
}
