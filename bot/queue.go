package bot

import (
	"container/heap"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const (
	priorities = department.Broadcast + 1
	// windowRows is how many rows of a priority are held at a time: as many
	// whether ten thousand wait or a hundred thousand.
	windowRows = 1024
	readRows   = 128
)

// queue is the part of the outbox that is in memory: a window of each priority,
// sorted into lanes. One goroutine uses it.
type queue struct {
	lanes map[laneKey]*lane
	ready laneHeap // may send, the most urgent row first
	later laneHeap // has to wait, the earliest first
	// known are the rows in hand: waiting, in flight, or sent and not yet noted.
	known map[int64]struct{}
	held  [priorities]int // known rows of each priority
	reach [priorities]reach
	// parked are edits of cards whose message has no number yet, learned the
	// numbers that are not yet noted, creating the rows in hand that make cards.
	parked   []*row
	learned  map[int64]int64
	creating map[int64]int
	// unlimited says that no chat has a limit of its own.
	unlimited bool
}

func newQueue(unlimited bool) *queue {
	q := &queue{
		lanes: make(map[laneKey]*lane), known: make(map[int64]struct{}),
		learned: make(map[int64]int64), creating: make(map[int64]int), unlimited: unlimited,
	}
	q.ready.less = func(a, b *lane) bool { return a.rows[0].before(b.rows[0]) }
	q.later.less = func(a, b *lane) bool { return a.at.Before(b.at) }
	for p := range q.reach {
		q.reach[p].pass = 1
	}
	q.refill()
	return q
}

// waiting is how many lanes have rows that wait for their time.
func (q *queue) waiting() int {
	n := 0
	for _, l := range q.later.lanes {
		if len(l.rows) > 0 {
			n++
		}
	}
	return n
}

// load takes in hand what a read of priority p returned. It returns the rows of
// which nothing is to be sent, with the reason.
func (q *queue) load(p int, rows []department.Outgoing, now time.Time) []discarded {
	var out []discarded
	for _, o := range rows {
		switch r, replaced, err := q.put(o, now); {
		case err != nil:
			out = append(out, discarded{r, department.Aside, err.Error()})
		case replaced != nil:
			out = append(out, discarded{replaced, department.Dropped, superseded})
		}
	}
	q.reach[p].advance(rows)
	return out
}

// discarded is a row of which nothing is sent.
type discarded struct {
	row     *row
	outcome department.Outcome
	reason  string
}

const superseded = "a later change of the same message takes its place"

// put takes a row in hand, unless it is already, or its time has not come, or
// its lane is full. It returns the row that thereby became superfluous, or an
// error for a row that cannot be read.
func (q *queue) put(o department.Outgoing, now time.Time) (r, replaced *row, err error) {
	if _, ok := q.known[o.ID]; ok {
		return nil, nil, nil
	}
	if o.NotBefore.After(now) {
		q.leaveOut(o, o.NotBefore)
		return nil, nil, nil
	}
	l := q.lane(keyOf(o))
	p := o.Priority
	if skipped := l.skipped[p]; len(l.rows) >= laneRows || skipped != 0 && o.ID >= skipped {
		if skipped == 0 || o.ID < skipped {
			l.skipped[p] = o.ID
		}
		if l.hungry[p] != 0 && l.hungry[p] == q.reach[p].pass {
			l.hungry[p] = 0
			q.reach[p].hungry--
		}
		q.leaveOut(o, time.Time{})
		return nil, nil, nil
	}
	q.known[o.ID] = struct{}{}
	q.held[p]++
	r, err = newRow(o)
	if err != nil {
		return r, nil, err
	}
	if r.creates() {
		q.creating[r.Card]++
	}
	if number := q.learned[r.Card]; r.Edit && number != 0 {
		r.Message = number
	}
	if r.waits() {
		q.parked = append(q.parked, r)
		return r, nil, nil
	}
	return r, q.add(l, r, now), nil
}

// lane returns the lane of that key, a new one if there is none.
func (q *queue) lane(key laneKey) *lane {
	l := q.lanes[key]
	if l == nil {
		l = &lane{key: key}
		q.lanes[key] = l
	}
	return l
}

// add puts a row into its lane and the lane where it belongs.
func (q *queue) add(l *lane, r *row, now time.Time) (replaced *row) {
	l.leave()
	replaced = l.insert(r)
	q.place(l, now)
	return replaced
}

// place puts a lane among those that may send or those that wait.
func (q *queue) place(l *lane, now time.Time) {
	l.leave()
	if l.busy || len(l.rows) == 0 {
		q.tidy(l, now)
		return
	}
	l.at = l.from
	if !q.unlimited && !l.rows[0].answers() && l.allowed().After(l.at) {
		l.at = l.allowed()
	}
	if l.at.After(now) {
		heap.Push(&q.later, l)
	} else {
		heap.Push(&q.ready, l)
	}
}

// tidy reads on for a lane that ran low, and forgets one that has nothing left
// to remember.
func (q *queue) tidy(l *lane, now time.Time) {
	if len(l.rows) <= laneRows/4 {
		for p, id := range l.skipped {
			if id != 0 {
				l.skipped[p] = 0
				l.hungry[p] = q.reach[p].pass
				q.rewind(p)
			}
		}
	}
	if l.busy || len(l.rows) > 0 {
		return
	}
	switch {
	case q.unlimited || l.key.row != 0 || !l.even.After(now) && !l.from.After(now):
		delete(q.lanes, l.key)
	default:
		l.at = l.even
		if l.from.After(l.at) {
			l.at = l.from
		}
		heap.Push(&q.later, l) // comes back to be forgotten
	}
}

// advance moves lanes whose time has come to those that may send, and has rows
// read again that had to wait.
func (q *queue) advance(now time.Time) {
	for l := q.later.first(); l != nil && !l.at.After(now); l = q.later.first() {
		q.place(l, now)
	}
	for p := range q.reach {
		if until := q.reach[p].gapUntil; !until.IsZero() && !until.After(now) {
			q.rewind(p)
		}
	}
}

// take takes the first row of the most urgent lane into flight.
func (q *queue) take(now time.Time) (*lane, *row) {
	l := q.ready.first()
	l.leave()
	r := l.rows[0]
	l.rows = l.rows[1:]
	l.busy = true
	if !r.answers() {
		l.spend(now, r.weight)
	}
	if len(l.rows) <= laneRows/4 {
		q.tidy(l, now)
	}
	return l, r
}

// landed says that the lane's row is no longer in flight.
func (q *queue) landed(l *lane, now time.Time) {
	l.busy = false
	q.place(l, now)
}

// done says that nothing more is to be sent of the row; it stays known until
// that is noted.
func (q *queue) done(r *row) {
	if r.creates() {
		if q.creating[r.Card]--; q.creating[r.Card] <= 0 {
			delete(q.creating, r.Card)
		}
	}
}

// forget says that what became of the row has been noted.
func (q *queue) forget(r *row) {
	delete(q.known, r.ID)
	q.held[r.Priority]--
}

// unpark lets go the edits whose card has got its number, and those whose card
// is owed by nobody any more: they become new messages.
func (q *queue) unpark(now time.Time) (replaced []*row) {
	var still []*row
	for _, r := range q.parked {
		switch number := q.learned[r.Card]; {
		case number != 0:
			r.Message = number
		case q.creating[r.Card] > 0 || !q.readUpTo(r.ID):
			still = append(still, r)
			continue
		default:
			r.manner.anew = true
		}
		if old := q.add(q.lane(keyOf(r.Outgoing)), r, now); old != nil {
			replaced = append(replaced, old)
		}
	}
	q.parked = still
	return replaced
}
