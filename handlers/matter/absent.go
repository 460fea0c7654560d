package matter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// absent is an owner who is away, as cards show it.
type absent struct {
	name, deputy string // deputy is empty if nobody stands in
	until        time.Time
}

// absentOwner returns the owner of m if that person is away at now, else the zero
// value.
func (d Desk) absentOwner(ctx context.Context, tx handlers.Tx, m department.Matter, now time.Time) (absent, error) {
	if m.Owner == 0 || m.State.Over() {
		return absent{}, nil
	}
	owner, err := tx.Person(ctx, m.Owner)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return absent{}, fmt.Errorf("find the owner of matter %d: %w", m.ID, err)
	}
	owner = owner.At(now)
	if !owner.IsAway() {
		return absent{}, nil
	}
	a := absent{name: owner.Name, until: owner.Away.Until}
	if owner.Away.Deputy == 0 {
		return a, nil
	}
	deputy, err := tx.Person(ctx, owner.Away.Deputy)
	if err != nil && !errors.Is(err, department.ErrNone) {
		return absent{}, fmt.Errorf("find the deputy of the owner of matter %d: %w", m.ID, err)
	}
	a.deputy = deputy.Name
	return a, nil
}

// absence says that the owner is away and who stands in, empty if the owner is
// there.
func (v view) absence() texts.HTML {
	a := v.absent
	if a.until.IsZero() {
		return ""
	}
	w, zone := v.Words(v.reader), v.reader.Location(v.cal.Zone())
	last := w.Day(workdays.DateOf(a.until.Add(-time.Minute).In(zone)))
	key := "card_away"
	if a.deputy != "" {
		key = "card_away_deputy"
	}
	return w.Say(key, "Owner", a.name, "Last", last, "Deputy", a.deputy)
}
