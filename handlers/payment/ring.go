package payment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Ringing implements bells.Ringer.
func (r Room) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	rung := department.Ringing{Bell: b}
	if b.Person != 0 {
		p, err := tx.Payment(ctx, b.Ref)
		if err == nil && p.State == department.Unpaid {
			rung.To = []department.Listener{{Person: b.Person, Through: b.Through}}
		}
		return rung, ignoreNone(err)
	}
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return rung, err
	}
	var task *department.Filing
	p, err := tx.UpdatePayment(ctx, b.Ref, now, r.cal, func(p *department.Payment) error {
		if p.State != department.Unpaid {
			return nil
		}
		rung.Bell = p.Catch(b, now, r.cal)
		if f, broken := p.FollowUp(now, r.cal); broken && len(directors) > 0 {
			f.By = directors[0]
			task = &f
		}
		return nil
	})
	if err != nil || p.State != department.Unpaid {
		return rung, ignoreNone(err)
	}
	if task != nil {
		if rung.Cards, err = r.giveTask(ctx, tx, p, *task); err != nil {
			return rung, err
		}
	}
	rung.To, err = r.listeners(ctx, tx, p, rung.Bell, now)
	return rung, err
}

// ignoreNone returns nil for a thing that does not exist: its bell is over.
func ignoreNone(err error) error {
	if errors.Is(err, department.ErrNone) {
		return nil
	}
	return err
}

// listeners returns whom a bell tells: who sees to the payment, or the deputy of
// that person, and the supervisors when it escalates. A payment whose owner left
// goes to the directors.
func (r Room) listeners(ctx context.Context, tx handlers.Tx, p department.Payment, b department.Bell, now time.Time) ([]department.Listener, error) {
	owner, err := tx.Person(ctx, p.Owner)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return nil, err
	}
	owner = owner.At(now)
	if deputy, ok, err := handlers.Deputy(ctx, tx, owner, now); err != nil {
		return nil, err
	} else if ok {
		owner = deputy // a payment is a duty: it falls due whoever is away
	}
	var people []department.Person
	if owner.May(department.Employee) {
		people = append(people, owner)
	}
	if least := department.Supervisor; b.Tell&department.Supervisors != 0 || len(people) == 0 {
		if people == nil {
			least = department.Director
		}
		above, err := tx.FindPeople(ctx, least)
		if err != nil {
			return nil, err
		}
		for _, a := range above {
			if a.Role == department.Supervisor || people == nil || !owner.May(department.Employee) {
				people = append(people, a)
			}
		}
	}
	var listeners []department.Listener
	for _, person := range people {
		l := department.Listener{Person: person.ID, Through: b.Through && person.StandsFor(p.Owner)}
		if !slices.ContainsFunc(listeners, func(o department.Listener) bool { return o.Person == l.Person }) {
			listeners = append(listeners, l)
		}
	}
	return listeners, nil
}

// giveTask makes the task that follows a broken promise, and returns its cards.
func (r Room) giveTask(ctx context.Context, tx handlers.Tx, p department.Payment, f department.Filing) ([]department.Outgoing, error) {
	owner, err := tx.Person(ctx, p.Owner)
	if errors.Is(err, department.ErrNone) || err == nil && !owner.May(department.Employee) {
		owner, err = f.By, nil
	}
	if err != nil {
		return nil, err
	}
	w := r.book.In(owner.Lang())
	f.Text = w.Plain("pay_task", "Client", p.Client, "Title", p.Title, "Sum", w.Money(p.Remainder()), "Date", w.Date(p.Promised))
	cards, err := r.tasks.GiveByClock(ctx, tx, f, f.At, owner.ID)
	if err != nil {
		return nil, fmt.Errorf("make a task of the broken promise of payment %d: %w", p.ID, err)
	}
	for i := range cards {
		cards[i].Priority = department.Reminding // after the message that says why
	}
	return cards, nil
}

// Told implements bells.Ringer.
func (r Room) Told(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing, now time.Time) (handlers.Message, error) {
	p, err := tx.Payment(ctx, rung.Bell.Ref)
	if err != nil {
		return handlers.Message{}, err
	}
	w := r.book.In(to.Lang())
	text, rows, err := r.card(ctx, tx, to, p, handlers.Request{Person: to, At: now})
	if err != nil {
		return handlers.Message{}, err
	}
	why := r.why(w, p, rung.Bell, now)
	if rung.Late {
		why = texts.Join(why, w.Say("clock_late", "Due", w.MomentFrom(rung.Bell.Due, to.Location(r.cal.Zone()), r.cal.Zone())))
	}
	if p.May(to) == nil {
		var snoozes []handlers.Button
		for _, s := range department.Snoozes(now, to.Location(r.cal.Zone())) {
			snoozes = append(snoozes, handlers.Button{Label: w.Plain("snooze_short_" + string(s)), Data: fmt.Sprintf("%s:snooze:%d:%s", topicName, p.ID, s)})
		}
		rows = append(aside(rows, p), snoozes)
	}
	return handlers.Message{Text: texts.Join(why, "\n"+text), Buttons: rows}, nil
}

// aside makes [More] of a card open a message of its own, so that the reminder
// keeps what it says and its buttons.
func aside(rows [][]handlers.Button, p department.Payment) [][]handlers.Button {
	for _, row := range rows {
		for i := range row {
			if row[i].Data == fmt.Sprintf("%s:more:%d", topicName, p.ID) {
				row[i].Data = fmt.Sprintf("%s:wide:%d", topicName, p.ID)
			}
		}
	}
	return rows
}

// why says why the clock speaks, as things stand now.
func (r Room) why(w texts.Words, p department.Payment, b department.Bell, now time.Time) texts.HTML {
	today := r.cal.Today(now)
	key := "pay_rings_" + string(b.Cause)
	if b.Cause == department.PaymentAhead || b.Cause == department.PaymentSnoozed || b.Cause == department.PaymentLate {
		// A day off counts as one, as it does on the ladder.
		switch days := r.cal.DaysBetween(today, r.cal.Shift(p.Due, workdays.Next)); {
		case p.Due.Before(today):
			key = "pay_rings_late"
		case p.Due == today:
			key = "pay_rings_" + string(department.PaymentToday)
		default:
			return w.Say("pay_rings_ahead_"+direction(p), "N", days, "Due", w.Date(p.Due))
		}
	}
	if p.Kind == department.Receivable {
		key += "_in"
	}
	return w.Say(key, "Due", w.Date(p.Due), "Promised", w.Date(p.Promised), "Client", p.Client)
}

// Line implements bells.Ringer.
func (r Room) Line(ctx context.Context, tx handlers.Tx, to department.Person, rung department.Ringing) (texts.HTML, error) {
	p, err := tx.Payment(ctx, rung.Bell.Ref)
	if err != nil {
		return "", err
	}
	w := r.book.In(to.Lang())
	return w.Say("pay_missed", "Due", w.Date(p.Due), "Title", p.Title, "Sum", w.Money(p.Remainder())), nil
}

// Plans rings the bells of plans: nobody hears them, they make payments.
type Plans struct {
	Room
}

// Ringing implements bells.Ringer.
func (p Plans) Ringing(ctx context.Context, tx handlers.Tx, b department.Bell, now time.Time) (department.Ringing, error) {
	_, err := tx.UpdatePlan(ctx, b.Ref, p.cal, func(plan *department.PaymentPlan) ([]department.Payment, error) {
		return plan.Open(p.cal.Today(now), now, p.cal), nil
	})
	return department.Ringing{Bell: b}, ignoreNone(err)
}
