package scheduler_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/scheduler"
)

// bellKey names a row of the bells.
type bellKey struct {
	what   department.BellKind
	ref    int64
	person department.PersonID
}

// telling is one bell that one person heard.
type telling struct {
	bellKey
	due time.Time
}

// year is a department of many people in memory, with everything that rings in
// a year. It is store, transaction and words at once.
type year struct {
	scheduler.Tx // nil: of what is not here nothing is asked
	people       map[department.PersonID]department.Person
	bells        map[bellKey]department.Bell
	first        time.Time // no bell rings before it
	alarms       []department.Alarm
	payments     []department.Payment
	paid         map[int64]time.Time
	meetings     []department.Meeting
	decisions    []department.Decision
	told         map[telling]time.Time
	faults       []string
}

// Lapse and the three after it have nothing to do: there are no approvals and no
// recurring tasks in this year.
func (y *year) Lapse(context.Context, *year, int64, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}

func (y *year) Routine(context.Context, *year, department.Routine, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}

func (y *year) DueRoutines(context.Context, time.Time, int) ([]department.Routine, error) {
	return nil, nil
}

func (y *year) SaveRoutine(context.Context, department.Routine, time.Time) error { return nil }

func (y *year) Write(_ context.Context, f func(*year) error) error               { return f(y) }
func (y *year) Savepoint(_ context.Context, f func() error) error                { return f() }
func (y *year) DueGroups(context.Context, time.Time) ([]department.Group, error) { return nil, nil }

func (y *year) SaveGroup(context.Context, department.Group) error { return nil }

func (y *year) Enqueue(context.Context, department.Outgoing) error      { return nil }
func (y *year) EndReminder(context.Context, int64) error                { return nil }
func (y *year) SaveReminder(context.Context, department.Reminder) error { return nil }
func (y *year) SaveSchedule(context.Context, department.Schedule) error { return nil }
func (y *year) Matter(context.Context, int64) (department.Matter, error) {
	return department.Matter{}, department.ErrNone
}
func (y *year) DueReminders(context.Context, time.Time, int) ([]department.Reminder, error) {
	return nil, nil
}
func (y *year) DueSchedules(context.Context, time.Time, int) ([]department.Schedule, error) {
	return nil, nil
}
func (y *year) DueAbsences(context.Context, time.Time, int) ([]department.Absence, error) {
	return nil, nil
}
func (y *year) Totals(context.Context, *year, department.Group, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}

func (y *year) Turn(context.Context, *year, department.Absence, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}
func (y *year) FindPeople(context.Context, department.Role) ([]department.Person, error) {
	return nil, nil
}
func (y *year) Person(_ context.Context, id department.PersonID) (department.Person, error) {
	return y.people[id], nil
}

func (y *year) DueBells(_ context.Context, now time.Time, limit int) (due []department.Bell, _ error) {
	if now.Before(y.first) {
		return nil, nil
	}
	y.first = now.AddDate(10, 0, 0)
	for _, b := range y.bells {
		switch {
		case b.RingAt().After(now):
			y.first = earlier(y.first, b.RingAt())
		case len(due) < limit:
			due = append(due, b)
		default:
			y.first = now
		}
	}
	return due, nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (y *year) SaveBell(_ context.Context, b department.Bell) error {
	y.bells[bellKey{b.What, b.Ref, b.Person}] = b
	y.first = earlier(y.first, b.RingAt())
	return nil
}

func (y *year) EndBell(_ context.Context, what department.BellKind, ref int64, person department.PersonID) error {
	delete(y.bells, bellKey{what, ref, person})
	return nil
}

// hang replaces the bell of a thing.
func (y *year) hang(what department.BellKind, ref int64, b department.Bell, more bool) {
	y.EndBell(context.Background(), what, ref, 0)
	if more {
		b.What, b.Ref = what, ref
		y.SaveBell(context.Background(), b)
	}
}

func (y *year) Remind(context.Context, *year, department.Person, []department.Notice, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}

func (y *year) Digest(context.Context, *year, department.Person, time.Time, time.Time) ([]department.Outgoing, error) {
	return nil, nil
}

// Ringing moves the thing on, as the rooms of the handlers do.
func (y *year) Ringing(_ context.Context, _ *year, b department.Bell, now time.Time) (department.Ringing, error) {
	r := department.Ringing{Bell: b}
	to := func(id department.PersonID, through bool) {
		r.To = append(r.To, department.Listener{Person: id, Through: through})
	}
	switch b.What {
	case department.AlarmBell:
		a := &y.alarms[b.Ref]
		to(a.Owner, true)
		a.Rang(now, cal)
		next, more := a.Bell()
		y.hang(b.What, b.Ref, next, more)
	case department.PaymentBell:
		p := y.payments[b.Ref]
		if p.State != department.Unpaid {
			return r, nil
		}
		if b.Person != 0 {
			to(b.Person, false)
			return r, nil
		}
		r.Bell = p.Catch(b, now, cal)
		next, more := p.Next(now, cal)
		y.hang(b.What, b.Ref, next, more)
		to(p.Owner, r.Bell.Through)
	case department.MeetingBell:
		m := y.meetings[b.Ref]
		if b.Person != 0 {
			if now.Before(m.Start) {
				to(b.Person, false)
			}
			return r, nil
		}
		caught, ok := m.Catch(b, now, cal)
		if !ok {
			return r, nil
		}
		r.Bell = caught
		next, more := m.Next(now, cal)
		y.hang(b.What, b.Ref, next, more)
		for _, id := range m.Reminds(caught, func(id department.PersonID) bool { return y.people[id].Wakes(now, cal).After(now) }) {
			to(id, caught.Through)
		}
	case department.DecisionBell:
		return y.asked(b, now), nil
	}
	return r, nil
}

// Ring notes who hears what, and whether that is allowed now.
func (y *year) Ring(_ context.Context, _ *year, to department.Person, rings []department.Ringing, now time.Time) ([]department.Outgoing, error) {
	for _, r := range rings {
		t := telling{bellKey{r.Bell.What, r.Bell.Ref, to.ID}, r.Bell.Due}
		if before, twice := y.told[t]; twice {
			y.fault("%v was told at %v and at %v", t, before, now)
		}
		y.told[t] = now
		if !r.Bell.Through && to.Wakes(now, cal).After(now) {
			y.fault("%v rings at %v, in quiet hours or on a day off", t, now)
		}
		if at, done := y.paid[t.ref]; done && t.what == department.PaymentBell && !now.Before(at) {
			y.fault("%v rings at %v, paid at %v", t, now, at)
		}
		if t.what == department.DecisionBell {
			y.needless(t, r.Bell.Cause, now)
		}
		if t.what == department.MeetingBell && !now.Before(y.meetings[t.ref].Start) {
			y.fault("%v rings at %v, after it began", t, now)
		}
	}
	return nil, nil
}

func (y *year) fault(form string, args ...any) {
	if len(y.faults) < 20 {
		y.faults = append(y.faults, fmt.Sprintf(form, args...))
	}
}

// fill invents people and everything that rings for them.
func (y *year) fill(t *testing.T, random *rand.Rand, from time.Time) {
	zones := []string{"", "Asia/Yekaterinburg", "Asia/Kamchatka", "Europe/Berlin"}
	rules := []string{"", "", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=-1"}
	minute := func(days int) time.Time { return from.Add(time.Duration(random.IntN(days*24*60)) * time.Minute) }
	boss := department.NewPerson(1, "Борис")
	boss.Role = department.Director
	y.people[1] = boss
	for id := department.PersonID(2); id <= 200; id++ {
		p := department.NewPerson(id, fmt.Sprint("Сотрудник ", id))
		p.Role, p.Zone = department.Employee, zones[random.IntN(len(zones))]
		y.people[id] = p
		when := department.AlarmTime{Zone: p.Location(moscow).String(), Start: minute(360).Add(time.Minute), RRule: rules[random.IntN(len(rules))], Workdays: random.IntN(2) == 0}
		a, err := department.NewAlarm("позвонить", when, p, from, cal)
		if err != nil {
			continue // a recurrence that begins after its last day
		}
		a.ID = int64(len(y.alarms))
		y.alarms = append(y.alarms, a)
		next, more := a.Bell()
		y.hang(department.AlarmBell, a.ID, next, more)
	}
	for range 200 {
		y.file(t, random, minute(360), boss, from)
		m, err := department.MeetingFiling{Title: "Планёрка", Start: minute(360).Add(time.Hour), People: []department.PersonID{2, 3 + department.PersonID(random.IntN(190))}, By: boss, At: from}.New()
		if err != nil {
			t.Fatal(err)
		}
		m.ID = int64(len(y.meetings))
		y.meetings = append(y.meetings, m)
		next, more := m.Next(from, cal)
		y.hang(department.MeetingBell, m.ID, next, more)
	}
	y.decide(t, random, minute)
}

// file invents a payment that falls due on the day of at.
func (y *year) file(t *testing.T, random *rand.Rand, at time.Time, boss department.Person, now time.Time) {
	shift := []workdays.Rule{workdays.None, workdays.Next, workdays.Previous}[random.IntN(3)]
	plan, err := department.PlanFiling{
		Title: "НДС", Kind: department.StatePayment, Owner: department.PersonID(2 + random.IntN(190)),
		Rule: department.DateRule{Every: department.Once, Start: cal.Today(at), Shift: shift}, By: boss, At: now,
	}.New()
	if err != nil {
		t.Fatal(err)
	}
	p := plan.Open(cal.Today(now), now, cal)[0]
	p.ID = int64(len(y.payments))
	y.payments = append(y.payments, p)
	next, more := p.Next(now, cal)
	y.hang(department.PaymentBell, p.ID, next, more)
}

// TestAYearOfMinutes lets 200 people live through a year, a tick each minute,
// with stops of a minute to four days at random.
func TestAYearOfMinutes(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	from := time.Date(2026, time.November, 24, 0, 0, 0, 0, moscow)
	y := &year{
		people: map[department.PersonID]department.Person{}, bells: map[bellKey]department.Bell{}, paid: map[int64]time.Time{}, told: map[telling]time.Time{},
		first: from,
	}
	y.fill(t, random, from)
	clock := scheduler.New[*year](y, y, cal, slog.New(slog.NewTextHandler(io.Discard, nil)))
	up := map[time.Time]bool{}
	end := from.AddDate(1, 0, 0)
	for now := from; now.Before(end); now = now.Add(time.Minute) {
		if random.IntN(14*24*60) == 0 { // about every second week
			now = now.Add(time.Duration(1+random.IntN(4*24*60)) * time.Minute)
		}
		if random.IntN(40*60) == 0 {
			y.pay(t, random, now)
			y.carryOut(t, random, now)
		}
		up[now] = true
		if err := clock.Tick(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	for _, fault := range y.faults {
		t.Error(fault)
	}
	y.nothingMissed(t, up, from, end)
	t.Logf("%d things, %d bells heard", len(y.alarms)+len(y.payments)+len(y.meetings)+len(y.decisions), len(y.told))
}

// pay lets somebody pay something that is open.
func (y *year) pay(t *testing.T, random *rand.Rand, now time.Time) {
	id := int64(random.IntN(len(y.payments)))
	p := &y.payments[id]
	if p.Over() {
		return
	}
	sum := department.Part{Sum: department.Roubles(1), Proof: department.Proof{Number: "1"}}
	if err := p.Pay(sum, y.people[1], now, cal); err != nil {
		t.Fatal(err)
	}
	y.paid[id] = now
	next, more := p.Next(now, cal)
	y.hang(department.PaymentBell, id, next, more)
}

// nothingMissed checks that what came while the program ran was told at its very
// minute.
func (y *year) nothingMissed(t *testing.T, up map[time.Time]bool, from, end time.Time) {
	missed, heard := 0, 0
	expect := func(what department.BellKind, ref int64, person department.PersonID, due time.Time) {
		at, ok := y.told[telling{bellKey{what, ref, person}, due.UTC()}]
		if heard++; (!ok || !at.Equal(due)) && missed < 10 {
			missed++
			t.Errorf("%s %d was not told to %d at %v but at %v", what, ref, person, due, at)
		}
	}
	for i, a := range y.alarms {
		for at := range a.Moments(from, cal) {
			if !at.Before(end) {
				break
			}
			if up[at.In(moscow)] {
				expect(department.AlarmBell, int64(i), a.Owner, at)
			}
		}
	}
	for i, p := range y.payments {
		nine := time.Date(p.Due.Year, p.Due.Month, p.Due.Day, 9, 0, 0, 0, moscow)
		paid, done := y.paid[int64(i)]
		if up[nine] && nine.After(from) && (!done || paid.After(nine)) {
			expect(department.PaymentBell, int64(i), p.Owner, nine)
		}
	}
	y.decisionsAsked(end, func(ref int64, person department.PersonID, due time.Time) {
		if up[due] {
			expect(department.DecisionBell, ref, person, due)
		}
	})
	if heard < 1000 {
		t.Errorf("only %d bells were checked", heard)
	}
}
