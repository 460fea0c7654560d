package storage

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

const pointColumns = `id, meeting, text, matter, payment, decision, by, reason, rolled, done, added_at, moved, waits`

func scanPoint(row scanner) (p department.AgendaPoint, err error) {
	err = row.Scan(&p.ID, &p.Meeting, &p.Text, &p.Matter, &p.Payment, &p.Decision, &p.By, &p.Reason, &p.Rolled, &p.Done, at(&p.Added), &p.Moved, &p.Waits)
	return p, err
}

// Agenda returns the points of a meeting in the order in which they came.
func (tx *Tx) Agenda(ctx context.Context, meeting int64) ([]department.AgendaPoint, error) {
	const find query = `SELECT ` + pointColumns + ` FROM agenda_points WHERE meeting = $1 ORDER BY id`
	points, err := all(ctx, tx, scanPoint, find, meeting)
	if err != nil {
		return nil, fmt.Errorf("find the agenda of meeting %d: %w", meeting, err)
	}
	return points, nil
}

// WaitingPoints returns the points that wait for the next meeting of an
// organiser, the oldest first, at most limit.
func (tx *Tx) WaitingPoints(ctx context.Context, organiser department.PersonID, limit int) ([]department.AgendaPoint, error) {
	const find query = `SELECT ` + pointColumns + ` FROM agenda_points WHERE waits = $1 AND waits > 0 ORDER BY id LIMIT $2`
	points, err := all(ctx, tx, scanPoint, find, organiser, limit)
	if err != nil {
		return nil, fmt.Errorf("find what waits for the next meeting of %d: %w", organiser, err)
	}
	return points, nil
}

// SaveAgendaPoint stores a point and gives a new one its number.
func (tx *Tx) SaveAgendaPoint(ctx context.Context, p department.AgendaPoint) (department.AgendaPoint, error) {
	const (
		insert query = `INSERT INTO agenda_points (meeting, text, matter, payment, decision, by, reason, rolled, done, added_at, moved, waits)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
		save query = `UPDATE agenda_points SET text = $2, rolled = $3, done = $4, moved = $5, waits = $6 WHERE id = $1`
	)
	var err error
	if p.ID == 0 {
		p.ID, err = tx.insert(ctx, insert, p.Meeting, p.Text, p.Matter, p.Payment, p.Decision, p.By, p.Reason, p.Rolled,
			truth(p.Done), micro(p.Added), p.Moved, p.Waits)
	} else {
		_, err = tx.exec(ctx, save, p.ID, p.Text, p.Rolled, truth(p.Done), p.Moved, p.Waits)
	}
	if err != nil {
		return department.AgendaPoint{}, fmt.Errorf("save a point of the agenda of meeting %d: %w", p.Meeting, err)
	}
	return p, nil
}

func scanMinute(row scanner) (e department.MinuteEntry, err error) {
	err = row.Scan(&e.Chat, &e.Message, &e.By, at(&e.At), &e.Text)
	return e, err
}

// Minutes returns what was written down in a meeting.
func (tx *Tx) Minutes(ctx context.Context, meeting int64) (department.Minutes, error) {
	const find query = `SELECT chat, message, by, at, text FROM minutes WHERE meeting = $1`
	entries, err := all(ctx, tx, scanMinute, find, meeting)
	if err != nil {
		return department.Minutes{}, fmt.Errorf("find the minutes of meeting %d: %w", meeting, err)
	}
	ms := department.Minutes{Meeting: meeting}
	for _, e := range entries {
		if err := ms.Put(e); err != nil {
			return department.Minutes{}, fmt.Errorf("read the minutes of meeting %d: %w", meeting, err)
		}
	}
	return ms, nil
}

// SaveMinutes stores a message of the minutes in place of what it said before;
// an empty text removes it.
func (tx *Tx) SaveMinutes(ctx context.Context, meeting int64, e department.MinuteEntry) error {
	const (
		remove query = `DELETE FROM minutes WHERE meeting = $1 AND chat = $2 AND message = $3`
		save   query = `INSERT INTO minutes (meeting, chat, message, by, at, text) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (meeting, chat, message) DO UPDATE SET text = excluded.text`
	)
	var err error
	if e.Text == "" {
		_, err = tx.exec(ctx, remove, meeting, e.Chat, e.Message)
	} else {
		_, err = tx.exec(ctx, save, meeting, e.Chat, e.Message, e.By, micro(e.At), e.Text)
	}
	if err != nil {
		return fmt.Errorf("save the minutes of meeting %d: %w", meeting, err)
	}
	return nil
}

// MinutesWith returns the meeting to whose minutes a message belongs,
// [department.ErrNone] if it belongs to none.
func (tx *Tx) MinutesWith(ctx context.Context, chat, message int64) (int64, error) {
	const find query = `SELECT meeting FROM minutes WHERE chat = $1 AND message = $2`
	meeting, err := one(ctx, tx, column[int64], find, chat, message)
	if err != nil {
		return 0, fmt.Errorf("find the minutes with message %d of %d: %w", message, chat, err)
	}
	return meeting, nil
}
