package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

const meetingColumns = `id, organiser, series, created_at, standing, version`

func scanMeeting(row scanner) (m department.Meeting, err error) {
	var standing []byte
	if err := row.Scan(&m.ID, &m.Organiser, &m.Series, at(&m.Created), &standing, &m.Version); err != nil {
		return m, err
	}
	if err := json.Unmarshal(standing, &m.MeetingStanding); err != nil {
		return m, fmt.Errorf("read meeting %d: %w", m.ID, err)
	}
	return m, nil
}

// CreateMeeting stores m with its bell and gives it its number.
func (tx *Tx) CreateMeeting(ctx context.Context, m department.Meeting, cal workdays.Calendar) (department.Meeting, error) {
	const insert query = `INSERT INTO meetings (organiser, series, created_at, standing, version) VALUES ($1, $2, $3, '', $4)`
	var err error
	if m.ID, err = tx.insert(ctx, insert, m.Organiser, m.Series, micro(m.Created), m.Version); err != nil {
		return department.Meeting{}, fmt.Errorf("create a meeting: %w", err)
	}
	return m, tx.saveMeeting(ctx, m, m.Created, cal)
}

// Meeting returns the meeting with that number.
func (tx *Tx) Meeting(ctx context.Context, id int64) (department.Meeting, error) {
	const find query = `SELECT ` + meetingColumns + ` FROM meetings WHERE id = $1`
	m, err := one(ctx, tx, scanMeeting, find, id)
	if err != nil {
		return department.Meeting{}, fmt.Errorf("find meeting %d: %w", id, err)
	}
	return m, nil
}

// UpdateMeeting lets change alter meeting id at a moment and stores the result
// with its events and its next bell after that moment. An error of change is
// returned as it is, and nothing is stored.
func (tx *Tx) UpdateMeeting(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Meeting) error) (department.Meeting, error) {
	m, err := tx.Meeting(ctx, id)
	if err != nil {
		return department.Meeting{}, err
	}
	if err := change(&m); err != nil {
		return department.Meeting{}, err
	}
	return m, tx.saveMeeting(ctx, m, at, cal)
}

func (tx *Tx) saveMeeting(ctx context.Context, m department.Meeting, at time.Time, cal workdays.Calendar) error {
	const (
		save   query = `UPDATE meetings SET standing = $2, version = $3 WHERE id = $1`
		leave  query = `DELETE FROM meeting_people WHERE meeting = $1`
		belong query = `INSERT INTO meeting_people (person, start_at, meeting, off) VALUES ($1, $2, $3, $4)`
	)
	standing, err := json.Marshal(m.MeetingStanding)
	if err == nil {
		_, err = tx.exec(ctx, save, m.ID, string(standing), m.Version)
	}
	if err == nil {
		_, err = tx.exec(ctx, leave, m.ID)
	}
	if err != nil {
		return fmt.Errorf("save meeting %d: %w", m.ID, err)
	}
	if m.State != department.MeetingHeld {
		for _, id := range append(m.Attends(), m.Gone...) {
			if _, err := tx.exec(ctx, belong, id, micro(m.Start), m.ID, truth(m.OffFor(id))); err != nil {
				return fmt.Errorf("save who comes to meeting %d: %w", m.ID, err)
			}
		}
	}
	next, more := m.Next(at, cal)
	if err := tx.setBell(ctx, department.MeetingBell, m.ID, next, more); err != nil {
		return err
	}
	return tx.appendMeetingEvents(ctx, m)
}

func (tx *Tx) appendMeetingEvents(ctx context.Context, m department.Meeting) error {
	const insert query = `INSERT INTO meeting_events (meeting, at, by, act, note, before) VALUES ($1, $2, $3, $4, $5, $6)`
	for _, e := range m.Events() {
		before, err := optionalJSON(e.Before)
		if err == nil {
			_, err = tx.exec(ctx, insert, m.ID, micro(e.At), e.By, e.Act, e.Note, before)
		}
		if err != nil {
			return fmt.Errorf("append to the history of meeting %d: %w", m.ID, err)
		}
	}
	return nil
}

// MeetingsOf returns the planned meetings of a person that begin between two
// moments, both included, the earliest first, at most limit.
func (tx *Tx) MeetingsOf(ctx context.Context, person department.PersonID, from, to time.Time, limit int) ([]department.Meeting, error) {
	const find query = `SELECT m.id, m.organiser, m.series, m.created_at, m.standing, m.version
		FROM meeting_people p JOIN meetings m ON m.id = p.meeting
		WHERE p.person = $1 AND p.start_at >= $2 AND p.start_at <= $3 AND p.off = 0 ORDER BY p.start_at, p.meeting LIMIT $4`
	found, err := all(ctx, tx, scanMeeting, find, person, micro(from), micro(to), limit)
	if err != nil {
		return nil, fmt.Errorf("find the meetings of %d: %w", person, err)
	}
	return found, nil
}

// CalendarOf returns what the calendar of a person has to know of the meetings
// that begin between two moments: the planned ones, those called off, and those
// that the person need not come to any more; see [department.Meeting.OffFor].
// The earliest come first, at most limit.
func (tx *Tx) CalendarOf(ctx context.Context, person department.PersonID, from, to time.Time, limit int) ([]department.Meeting, error) {
	const find query = `SELECT m.id, m.organiser, m.series, m.created_at, m.standing, m.version
		FROM meeting_people p JOIN meetings m ON m.id = p.meeting
		WHERE p.person = $1 AND p.start_at >= $2 AND p.start_at <= $3 ORDER BY p.start_at, p.meeting LIMIT $4`
	found, err := all(ctx, tx, scanMeeting, find, person, micro(from), micro(to), limit)
	if err != nil {
		return nil, fmt.Errorf("find the calendar of %d: %w", person, err)
	}
	return found, nil
}

func scanSeries(row scanner) (s department.Series, err error) {
	err = row.Scan(&s.ID, &s.RRule, &s.Zone, at(&s.Start), at(&s.Ended), at(&s.Last))
	return s, err
}

// CreateSeries stores a series of meetings and gives it its number.
func (tx *Tx) CreateSeries(ctx context.Context, s department.Series) (department.Series, error) {
	const insert query = `INSERT INTO series (rrule, zone, start_at, ended_at, last_at) VALUES ($1, $2, $3, $4, $5)`
	var err error
	if s.ID, err = tx.insert(ctx, insert, s.RRule, s.Zone, micro(s.Start), micro(s.Ended), micro(s.Last)); err != nil {
		return department.Series{}, fmt.Errorf("create a series: %w", err)
	}
	return s, nil
}

// Series returns the series of meetings with that number.
func (tx *Tx) Series(ctx context.Context, id int64) (department.Series, error) {
	const find query = `SELECT id, rrule, zone, start_at, ended_at, last_at FROM series WHERE id = $1`
	s, err := one(ctx, tx, scanSeries, find, id)
	if err != nil {
		return department.Series{}, fmt.Errorf("find series %d: %w", id, err)
	}
	return s, nil
}

// SaveSeries stores what of a series changes and when it calls its next meeting;
// zero is never.
func (tx *Tx) SaveSeries(ctx context.Context, s department.Series, next time.Time) error {
	const save query = `UPDATE series SET ended_at = $2, last_at = $3 WHERE id = $1`
	if _, err := tx.exec(ctx, save, s.ID, micro(s.Ended), micro(s.Last)); err != nil {
		return fmt.Errorf("save series %d: %w", s.ID, err)
	}
	return tx.setBell(ctx, department.SeriesBell, s.ID, department.Bell{Due: next}, !next.IsZero())
}

// LastOfSeries returns the meeting of a series that was called last.
func (tx *Tx) LastOfSeries(ctx context.Context, series int64) (department.Meeting, error) {
	const find query = `SELECT ` + meetingColumns + ` FROM meetings WHERE series = $1 AND series > 0 ORDER BY id DESC LIMIT 1`
	m, err := one(ctx, tx, scanMeeting, find, series)
	if err != nil {
		return department.Meeting{}, fmt.Errorf("find the last meeting of series %d: %w", series, err)
	}
	return m, nil
}

// PlaceInSeries returns which meeting of its series m is, counted from 1, and how
// often it and those before it have changed.
func (tx *Tx) PlaceInSeries(ctx context.Context, m department.Meeting) (place, changes int, err error) {
	const count query = `SELECT count(*), coalesce(sum(version), 0) FROM meetings WHERE series = $1 AND series > 0 AND id <= $2`
	counts, err := one(ctx, tx, func(row scanner) (counts [2]int, err error) {
		return counts, row.Scan(&counts[0], &counts[1])
	}, count, m.Series, m.ID)
	if err != nil {
		return 0, 0, fmt.Errorf("count series %d up to meeting %d: %w", m.Series, m.ID, err)
	}
	return counts[0], counts[1], nil
}
