package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const alarmColumns = `id, owner, matter, payment, meeting, created_at, standing`

func scanAlarm(row scanner) (a department.Alarm, err error) {
	var standing []byte
	if err := row.Scan(&a.ID, &a.Owner, &a.Matter, &a.Payment, &a.Meeting, at(&a.Created), &standing); err != nil {
		return a, err
	}
	if err := json.Unmarshal(standing, &a.AlarmStanding); err != nil {
		return a, fmt.Errorf("read alarm %d: %w", a.ID, err)
	}
	return a, nil
}

// CreateAlarm stores a with its bell and gives it its number.
func (tx *Tx) CreateAlarm(ctx context.Context, a department.Alarm) (department.Alarm, error) {
	const insert query = `INSERT INTO alarms (owner, matter, payment, meeting, created_at, standing, rings_at) VALUES ($1, $2, $3, $4, $5, '', 0)`
	var err error
	if a.ID, err = tx.insert(ctx, insert, a.Owner, a.Matter, a.Payment, a.Meeting, micro(a.Created)); err != nil {
		return department.Alarm{}, fmt.Errorf("create an alarm: %w", err)
	}
	return a, tx.saveAlarm(ctx, a)
}

// Alarm returns the alarm with that number.
func (tx *Tx) Alarm(ctx context.Context, id int64) (department.Alarm, error) {
	const find query = `SELECT ` + alarmColumns + ` FROM alarms WHERE id = $1`
	a, err := one(ctx, tx, scanAlarm, find, id)
	if err != nil {
		return department.Alarm{}, fmt.Errorf("find alarm %d: %w", id, err)
	}
	return a, nil
}

// UpdateAlarm lets change alter alarm id and stores the result with its bell. An
// error of change is returned as it is, and nothing is stored.
func (tx *Tx) UpdateAlarm(ctx context.Context, id int64, change func(*department.Alarm) error) (department.Alarm, error) {
	a, err := tx.Alarm(ctx, id)
	if err != nil {
		return department.Alarm{}, err
	}
	if err := change(&a); err != nil {
		return department.Alarm{}, err
	}
	return a, tx.saveAlarm(ctx, a)
}

// saveAlarm stores what of an alarm changes, and when it rings.
func (tx *Tx) saveAlarm(ctx context.Context, a department.Alarm) error {
	const save query = `UPDATE alarms SET standing = $2, rings_at = $3 WHERE id = $1`
	standing, err := json.Marshal(a.AlarmStanding)
	if err != nil {
		return fmt.Errorf("save alarm %d: %w", a.ID, err)
	}
	next, more := a.Bell()
	if _, err := tx.exec(ctx, save, a.ID, string(standing), micro(next.Due)); err != nil {
		return fmt.Errorf("save alarm %d: %w", a.ID, err)
	}
	return tx.setBell(ctx, department.AlarmBell, a.ID, next, more)
}

// NextAlarm returns when the person is reminded of a matter next by a reminder of
// their own, the zero time if never.
func (tx *Tx) NextAlarm(ctx context.Context, owner department.PersonID, matter int64) (time.Time, error) {
	const find query = `SELECT rings_at FROM alarms WHERE owner = $1 AND rings_at > 0 AND matter = $2 ORDER BY rings_at LIMIT 1`
	next, err := one(ctx, tx, scanMoment, find, owner, matter)
	if errors.Is(err, department.ErrNone) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("find when %d is reminded of matter %d: %w", owner, matter, err)
	}
	return next, nil
}

// AlarmsOf returns a page of the alarms of a person that will ring, the next one
// first, and how many there are in all.
func (tx *Tx) AlarmsOf(ctx context.Context, owner department.PersonID, offset, limit int) ([]department.Alarm, int, error) {
	const (
		find  query = `SELECT ` + alarmColumns + ` FROM alarms WHERE owner = $1 AND rings_at > 0 ORDER BY rings_at, id LIMIT $2 OFFSET $3`
		count query = `SELECT count(*) FROM alarms WHERE owner = $1 AND rings_at > 0`
	)
	page, err := all(ctx, tx, scanAlarm, find, owner, limit, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("find the alarms of %d: %w", owner, err)
	}
	n, err := one(ctx, tx, column[int64], count, owner)
	if err != nil {
		return nil, 0, fmt.Errorf("count the alarms of %d: %w", owner, err)
	}
	return page, int(n), nil
}
