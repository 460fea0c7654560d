package bot

import (
	"container/heap"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// lane is the queue of one chat. Its rows are sent one after another, so the
// order in a chat holds whatever other chats do. The answer to a tap has a lane
// of its own.
type lane struct {
	key  laneKey
	rows []*row // in order, without the one in flight
	busy bool   // one is in flight
	// from is when the chat may be written to again after a failure; even is the
	// schedule of its own limit.
	from   time.Time
	even   time.Time
	pauses pauses
	// skipped is, for each priority, the first row that was not taken because
	// the lane was full; 0 for none. Later ones are not taken either.
	skipped [priorities]int64
	hungry  [priorities]int // the pass in which rows are read again for the lane

	at    time.Time // when it is due, for the order among waiting lanes
	index int       // in the heap that holds it
	in    *laneHeap
}

type laneKey struct {
	chat int64
	row  int64 // for answers, which belong to no chat
}

func keyOf(o department.Outgoing) laneKey {
	if o.Chat == 0 {
		return laneKey{row: o.ID}
	}
	return laneKey{chat: o.Chat}
}

// laneRows is how many rows of one chat are held at a time.
const laneRows = 128

// insert puts a row in its place. Of several changes of one message only the
// last is kept; insert returns the one that falls away.
func (l *lane) insert(r *row) (replaced *row) {
	if t := r.target(); t != (target{}) {
		if i := slices.IndexFunc(l.rows, func(o *row) bool { return o.target() == t }); i >= 0 {
			if old := l.rows[i]; old.ID > r.ID {
				return r
			}
			replaced = l.rows[i]
			l.rows = slices.Delete(l.rows, i, i+1)
		}
	}
	i, _ := slices.BinarySearchFunc(l.rows, r, func(a, b *row) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	l.rows = slices.Insert(l.rows, i, r)
	return replaced
}

// limits of one chat: a message a second with a burst of three; in a group
// twenty a minute, in any minute.
const (
	chatInterval  = time.Second
	groupInterval = 3500 * time.Millisecond
	chatBurst     = 3
)

func (l *lane) interval() time.Duration {
	if l.key.chat < 0 {
		return groupInterval
	}
	return chatInterval
}

// allowed returns from when the chat's own limit lets the next message go.
func (l *lane) allowed() time.Time {
	return l.even.Add(-(chatBurst - 1) * l.interval())
}

// spend notes that a message of that weight is sent at now.
func (l *lane) spend(now time.Time, weight float64) {
	if l.even.Before(now) {
		l.even = now
	}
	l.even = l.even.Add(time.Duration(weight * float64(l.interval())))
}

// laneHeap orders lanes: those that may send by their first row, those that
// wait by when they may.
type laneHeap struct {
	lanes []*lane
	less  func(a, b *lane) bool
}

func (h *laneHeap) Len() int           { return len(h.lanes) }
func (h *laneHeap) Less(i, j int) bool { return h.less(h.lanes[i], h.lanes[j]) }
func (h *laneHeap) Swap(i, j int) {
	h.lanes[i], h.lanes[j] = h.lanes[j], h.lanes[i]
	h.lanes[i].index, h.lanes[j].index = i, j
}

// Push adds a lane, for container/heap.
func (h *laneHeap) Push(x any) {
	l := x.(*lane)
	l.index, l.in = len(h.lanes), h
	h.lanes = append(h.lanes, l)
}

// Pop takes the last lane away, for container/heap.
func (h *laneHeap) Pop() any {
	l := h.lanes[len(h.lanes)-1]
	h.lanes = h.lanes[:len(h.lanes)-1]
	l.in = nil
	return l
}

func (h *laneHeap) first() *lane {
	if len(h.lanes) == 0 {
		return nil
	}
	return h.lanes[0]
}

// leave takes the lane out of the heap that holds it.
func (l *lane) leave() {
	if l.in != nil {
		heap.Remove(l.in, l.index)
	}
}
