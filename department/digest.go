package department

import "time"

// Count is how often an act was recorded for a kind of matter in a period.
type Count struct {
	Kind  KindName
	Act   Act
	Times int
}

// Digest is the ledger between two moments and how things stand at the second.
type Digest struct {
	From, To time.Time
	// Problems are the complaints: is what clients were unhappy about solved?
	Problems Tally
	// Decided are the tasks: was done what was decided?
	Decided Tally
	// Load is how much each person has in hand, most first.
	Load []Load
}

// Tally answers one of the digest's questions for one kind of matter.
type Tally struct {
	Opened    int // filed in the period
	Solved    int // closed in the period
	Cancelled int
	Returned  int
	Open      int // not over at the end of the period
	Overdue   int // of these, past their due time
	// Before is how many were open at the start: Open less what came and plus
	// what went.
	Before int
	// Worst are the longest overdue, at most five.
	Worst []Matter
}

// Load is what one person has in hand of one kind; Person 0 is what nobody took.
type Load struct {
	Person  PersonID
	Kind    KindName
	Open    int
	Overdue int
}

// WorstShown is how many of the worst matters a digest names.
const WorstShown = 5

// Empty reports whether there is nothing to tell: nothing happened and nothing
// is open.
func (d Digest) Empty() bool {
	return d.Problems.empty() && d.Decided.empty()
}

func (t Tally) empty() bool {
	return t.Opened+t.Solved+t.Cancelled+t.Returned+t.Open == 0
}

// TallyOf counts the events of one kind. open and overdue are how many of that
// kind are so at the end of the period.
func TallyOf(kind KindName, counts []Count, open, overdue int) Tally {
	t := Tally{Open: open, Overdue: overdue}
	for _, c := range counts {
		if c.Kind != kind {
			continue
		}
		switch c.Act {
		case Create:
			t.Opened += c.Times
		case Accept:
			t.Solved += c.Times
		case Cancel:
			t.Cancelled += c.Times
		case Return:
			t.Returned += c.Times
		}
	}
	t.Before = t.Open - t.Opened + t.Solved + t.Cancelled
	return t
}
