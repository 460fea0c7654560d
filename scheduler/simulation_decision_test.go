package scheduler_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// decide invents decisions that are made in the course of the year, half of them
// with a day on which to look at the result.
func (y *year) decide(t *testing.T, random *rand.Rand, minute func(days int) time.Time) {
	for range 200 {
		made := minute(330)
		d := department.Decision{Text: "отгружать по предоплате", Owner: department.PersonID(2 + random.IntN(190))}
		if random.IntN(2) == 0 {
			d.Review = made.Add(time.Duration(1+random.IntN(60*24)) * time.Hour)
		}
		d, err := department.NewDecision(d, y.people[1], made)
		if err != nil {
			t.Fatal(err)
		}
		d.ID = int64(len(y.decisions))
		y.decisions = append(y.decisions, d)
		next, more := d.Next(made, cal)
		y.hang(department.DecisionBell, d.ID, next, more)
	}
}

// carryOut lets an owner say that something was done about a decision, or the
// director that the result was looked at.
func (y *year) carryOut(t *testing.T, random *rand.Rand, now time.Time) {
	d := &y.decisions[random.IntN(len(y.decisions))]
	if d.Over() || !d.Made.Before(now) {
		return
	}
	var err error
	if d.Acted.IsZero() && random.IntN(3) > 0 {
		err = d.Act("сделано", y.people[1], now)
	} else {
		err = d.Check("помогло", y.people[1], now)
	}
	if err != nil {
		t.Fatal(err)
	}
	next, more := d.Next(now, cal)
	y.hang(department.DecisionBell, d.ID, next, more)
}

// asked moves a decision on and says whom its bell asks, as its room does.
func (y *year) asked(b department.Bell, now time.Time) department.Ringing {
	d := y.decisions[b.Ref]
	r := department.Ringing{Bell: b}
	cause, whom, asks := d.Asks(nil, now, cal)
	r.Bell.Cause = cause
	if b.Person != 0 {
		if asks {
			r.To = []department.Listener{{Person: b.Person}}
		}
		return r
	}
	next, more := d.Next(now, cal)
	y.hang(b.What, b.Ref, next, more)
	if !asks {
		return r
	}
	if whom&department.Owners != 0 {
		r.To = append(r.To, department.Listener{Person: d.Owner})
	}
	if whom&department.Directors != 0 {
		r.To = append(r.To, department.Listener{Person: 1})
	}
	return r
}

// needless notes questions about a decision that was carried out, or checked.
func (y *year) needless(t telling, cause department.Cause, now time.Time) {
	d := y.decisions[t.ref]
	if d.Over() || cause != department.DecisionReview && !d.Acted.IsZero() {
		y.fault("%v asks %s at %v, carried out at %v, checked at %v", t, cause, now, d.Acted, d.Checked)
	}
}

// decisionsAsked calls expect for what has to be asked for sure: why nothing was
// done, on the third working morning, and each working morning what came of it
// once the day has come to look at that.
func (y *year) decisionsAsked(end time.Time, expect func(ref int64, person department.PersonID, due time.Time)) {
	open := func(done, at time.Time) bool { return done.IsZero() || done.After(at) }
	for i, d := range y.decisions {
		review := cal.Today(d.Review)
		first := cal.Shift(cal.AddDays(cal.Today(d.Made), department.DefaultPatience), workdays.Next)
		at := morningOf(first)
		if open(d.Acted, at) && open(d.Checked, at) && (d.Review.IsZero() || first.Before(review)) && y.people[d.Owner].Zone == "" {
			expect(int64(i), d.Owner, at)
		}
		for day := cal.Shift(review, workdays.Next); !d.Review.IsZero() && morningOf(day).Before(end) && open(d.Checked, morningOf(day)); day = cal.Shift(day.Add(1), workdays.Next) {
			if at := morningOf(day); at.After(d.Review) || day != review {
				expect(int64(i), 1, at)
			}
		}
	}
}

func morningOf(d workdays.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 9, 0, 0, 0, moscow)
}
