package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

func scanSchedule(row scanner) (s department.Schedule, err error) {
	err = row.Scan(&s.ID, &s.What, &s.Person, at(&s.At), at(&s.Last))
	return s, err
}

// planDigest moves a person's digest to next, or ends it if that is zero.
func (tx *Tx) planDigest(ctx context.Context, person department.PersonID, next time.Time) error {
	const (
		end  query = `DELETE FROM schedules WHERE person = $1 AND what = $2`
		plan query = `INSERT INTO schedules (person, what, at, last_at) VALUES ($1, $2, $3, 0)
			ON CONFLICT (person, what) DO UPDATE SET at = excluded.at`
	)
	var err error
	if next.IsZero() {
		_, err = tx.exec(ctx, end, person, department.ScheduleDigest)
	} else {
		_, err = tx.exec(ctx, plan, person, department.ScheduleDigest, micro(next))
	}
	return err
}

// DueSchedules returns the schedules whose time has come at now, the earliest
// first, at most limit.
func (tx *Tx) DueSchedules(ctx context.Context, now time.Time, limit int) ([]department.Schedule, error) {
	const find query = `SELECT id, what, person, at, last_at FROM schedules WHERE at <= $1 ORDER BY at, id LIMIT $2`
	due, err := all(ctx, tx, scanSchedule, find, micro(now), limit)
	if err != nil {
		return nil, fmt.Errorf("find due schedules: %w", err)
	}
	return due, nil
}

// SaveSchedule stores the next and the last occurrence; a zero next one ends the
// schedule.
func (tx *Tx) SaveSchedule(ctx context.Context, s department.Schedule) error {
	const (
		end  query = `DELETE FROM schedules WHERE id = $1`
		save query = `UPDATE schedules SET at = $2, last_at = $3 WHERE id = $1`
	)
	var err error
	if s.At.IsZero() {
		_, err = tx.exec(ctx, end, s.ID)
	} else {
		_, err = tx.exec(ctx, save, s.ID, micro(s.At), micro(s.Last))
	}
	if err != nil {
		return fmt.Errorf("save schedule %d: %w", s.ID, err)
	}
	return nil
}
