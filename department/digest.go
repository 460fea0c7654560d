package department

import (
	"cmp"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Count is how often an act was recorded for a kind of matter in a period.
type Count struct {
	Kind KindName
	Act  Act
	// Undone is the act that an [Undo] took back; empty for all others.
	Undone Act
	Times  int
}

// Digest is the ledger between two moments and how things stand at the second.
type Digest struct {
	From, To time.Time
	// Tallies answer the questions of the job description, in its order, see
	// [DigestKinds].
	Tallies []Tally
	// Load is how much each person has in hand, the overdue first, then most.
	Load []Load
	// Idle is how many decisions are without action at the end.
	Idle int
}

// DigestKinds returns the kinds of matters that answer the three questions of
// the job description, in the order of the digest: are problems solved, are
// questions answered, was done what was decided? A question whose kind of matter
// does not exist has no number and is not answered.
func DigestKinds() []KindName {
	var kinds []KindName
	for _, name := range []KindName{Complaint.Name, "question", Task.Name} {
		if _, ok := KindOf(name); ok {
			kinds = append(kinds, name)
		}
	}
	return kinds
}

// NewDigest returns the digest of what counts say happened and of what loads say
// is in hand at its end; week counts what happened in the week before its end.
// The worst of each tally are still to be added.
func NewDigest(from, to time.Time, counts, week []Count, loads []Load) Digest {
	d := Digest{From: from, To: to}
	for _, kind := range DigestKinds() {
		t := TallyOf(kind, counts, loads)
		t.WeekAgo = TallyOf(kind, week, loads).Before
		d.Tallies = append(d.Tallies, t)
	}
	people := make(map[PersonID]Load)
	for _, l := range loads {
		sum := people[l.Person]
		people[l.Person] = Load{Person: l.Person, Open: sum.Open + l.Open, Overdue: sum.Overdue + l.Overdue}
	}
	for _, l := range people {
		d.Load = append(d.Load, l)
	}
	slices.SortFunc(d.Load, func(a, b Load) int {
		return cmp.Or(b.Overdue-a.Overdue, b.Open-a.Open, cmp.Compare(a.Person, b.Person))
	})
	return d
}

// Tally answers one of the digest's questions for one kind of matter.
type Tally struct {
	Kind      KindName
	Opened    int // filed in the period
	Solved    int // closed in the period
	Cancelled int
	Returned  int
	Open      int // not over at the end of the period
	Overdue   int // of these, past their due time
	// Before is how many were open at the start: Open less what came and plus
	// what went.
	Before int
	// WeekAgo is how many were open a week before the end of the period.
	WeekAgo int
	// Worst are those of [WorstOf], at most [WorstShown].
	Worst []Matter
}

// Load is what one person has in hand; Person 0 is what nobody took. Kind is
// empty for all kinds together.
type Load struct {
	Person  PersonID
	Kind    KindName
	Open    int
	Overdue int
	Waiting int // of those open; counted for one person only
}

// WorstShown is how many of the worst matters a digest names.
const WorstShown = 5

// WorstOf returns the worst of what is overdue: those with a claim of money before
// those without, the longest overdue first. The matters are ordered by due time.
func WorstOf(overdue []Matter) []Matter {
	worst := slices.Clone(overdue)
	slices.SortStableFunc(worst, func(a, b Matter) int {
		switch {
		case a.Claim.Known() == b.Claim.Known():
			return 0
		case a.Claim.Known():
			return -1
		}
		return 1
	})
	return worst[:min(len(worst), WorstShown)]
}

// Empty reports whether there is nothing to tell: nothing happened and nothing
// is open.
func (d Digest) Empty() bool {
	return d.Idle == 0 && len(d.Load) == 0 && !slices.ContainsFunc(d.Tallies, func(t Tally) bool { return !t.empty() })
}

func (t Tally) empty() bool {
	return t.Opened == 0 && t.Solved == 0 && t.Cancelled == 0 && t.Returned == 0 && t.Open == 0
}

// TallyOf counts the events and the matters in hand of one kind. What was taken
// back does not count; when that fell into a later period than the act itself,
// a number may be negative by as much.
func TallyOf(kind KindName, counts []Count, loads []Load) Tally {
	t := Tally{Kind: kind}
	for _, l := range loads {
		if l.Kind == kind {
			t.Open += l.Open
			t.Overdue += l.Overdue
		}
	}
	for _, c := range counts {
		switch {
		case c.Kind != kind:
		case c.Act == Undo:
			t.add(c.Undone, -c.Times)
		default:
			t.add(c.Act, c.Times)
		}
	}
	t.Before = t.Open - t.Opened + t.Solved + t.Cancelled
	return t
}

func (t *Tally) add(act Act, times int) {
	switch act {
	case Create:
		t.Opened += times
	case Accept:
		t.Solved += times
	case Cancel:
		t.Cancelled += times
	case Return:
		t.Returned += times
	}
}

// PreviousDigest returns when the digest before now was due for p: on the last
// working day, at the hour of the digest. Whoever turned the digest off is
// counted from the usual hour.
func PreviousDigest(p Person, now time.Time, cal workdays.Calendar) time.Time {
	hour := p.DigestAt
	if hour < 0 {
		hour = DefaultDigestAt
	}
	zone := p.Location(cal.Zone())
	for day := workdays.DateOf(now.In(zone)); ; day = day.Add(-1) {
		at := time.Date(day.Year, day.Month, day.Day, 0, int(hour/time.Minute), 0, 0, zone)
		if at.Before(now) && cal.IsWorkday(day) {
			return at.UTC()
		}
	}
}
