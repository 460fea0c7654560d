package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

const matterColumns = `kind, text, client, priority, reporter, created_at, first_due_at, state, owner, take_by, due_at,
	taken_at, done_at, closed_at, waiting_for, waiting_since, wait_until, result, returns, version, since_at, nudge,
	parent, routine, silence, inquired, proposed_at, parties, outcome, marks`

func scanMatter(row scanner) (m department.Matter, err error) {
	var parties, marks []byte
	err = row.Scan(&m.ID, &m.Kind, &m.Text, &m.Client, &m.Priority, &m.Reporter, at(&m.Created), at(&m.FirstDue),
		&m.State, &m.Owner, at(&m.TakeBy), at(&m.Due), at(&m.Taken), at(&m.Done), at(&m.Closed),
		&m.WaitingFor, at(&m.WaitingSince), at(&m.WaitUntil), &m.Result, &m.Returns, &m.Version, at(&m.Since), clockTime{&m.Nudge},
		&m.Parent, &m.Routine, &m.Silence, &m.Inquired, at(&m.Proposed), &parties, &m.Outcome, &marks)
	if err == nil && len(marks) > 0 {
		if err = json.Unmarshal(marks, &m.Marks); err != nil {
			err = fmt.Errorf("read the marks of matter %d: %w", m.ID, err)
		}
	}
	if err == nil && len(parties) > 0 {
		if err = json.Unmarshal(parties, &m.Parties); err != nil {
			err = fmt.Errorf("read who is asked in matter %d: %w", m.ID, err)
		}
	}
	return m, err
}

// partiesOf returns the stored form of those who are asked.
func partiesOf(m department.Matter) (string, error) {
	if len(m.Parties) == 0 {
		return "", nil
	}
	text, err := json.Marshal(m.Parties)
	if err != nil {
		return "", fmt.Errorf("write who is asked: %w", err)
	}
	return string(text), nil
}

// CreateMatter gives m its number and stores it with its events, its attachments
// and its reminder.
func (tx *Tx) CreateMatter(ctx context.Context, m department.Matter, with []department.Attachment) (department.Matter, error) {
	const insert query = `INSERT INTO matters (` + matterColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
		$21, $22, $23, $24, $25, $26, $27, $28, $29, '')`
	parties, err := partiesOf(m)
	if err != nil {
		return department.Matter{}, fmt.Errorf("create a matter: %w", err)
	}
	id, err := tx.insert(ctx, insert, m.Kind, m.Text, m.Client, m.Priority, m.Reporter,
		micro(m.Created), micro(m.FirstDue), m.State, m.Owner, micro(m.TakeBy), dueMicro(m.Due),
		micro(m.Taken), micro(m.Done), micro(m.Closed), m.WaitingFor, micro(m.WaitingSince), micro(m.WaitUntil),
		m.Result, m.Returns, m.Version, micro(m.Since), m.Nudge.Microseconds(),
		m.Parent, m.Routine, m.Silence, truth(m.Inquired), micro(m.Proposed), parties, m.Outcome)
	if err != nil {
		return department.Matter{}, fmt.Errorf("create a matter: %w", err)
	}
	m.ID = id
	if err := tx.attach(ctx, id, with); err != nil {
		return department.Matter{}, fmt.Errorf("create matter %d: %w", id, err)
	}
	if err := tx.follow(ctx, m); err != nil {
		return department.Matter{}, fmt.Errorf("create matter %d: %w", id, err)
	}
	if err := tx.index(ctx, m, false, append(namesOf(with), m.Text, m.Client)...); err != nil {
		return department.Matter{}, fmt.Errorf("create matter %d: %w", id, err)
	}
	return m, nil
}

// Matter returns the matter with that number.
func (tx *Tx) Matter(ctx context.Context, id int64) (department.Matter, error) {
	const find query = `SELECT id, ` + matterColumns + ` FROM matters WHERE id = $1`
	m, err := one(ctx, tx, scanMatter, find, id)
	if err != nil {
		return department.Matter{}, fmt.Errorf("find matter %d: %w", id, err)
	}
	return m, nil
}

// UpdateMatter lets change alter matter id, stores the result, appends the
// events that change recorded and replaces the reminder. If change returns an
// error, nothing is stored and UpdateMatter returns that error as it is.
func (tx *Tx) UpdateMatter(ctx context.Context, id int64, change func(*department.Matter) error) (department.Matter, error) {
	const save query = `UPDATE matters SET text = $2, client = $3, priority = $4, state = $5, owner = $6, take_by = $7, due_at = $8,
		taken_at = $9, done_at = $10, closed_at = $11, waiting_for = $12, waiting_since = $13, wait_until = $14,
		result = $15, returns = $16, version = $17, inquired = $18, proposed_at = $19, parties = $20, outcome = $21, since_at = $22 WHERE id = $1`
	m, err := tx.Matter(ctx, id)
	if err != nil {
		return department.Matter{}, err
	}
	before := m
	if err := change(&m); err != nil {
		return department.Matter{}, err
	}
	parties, err := partiesOf(m)
	if err != nil {
		return department.Matter{}, fmt.Errorf("save matter %d: %w", id, err)
	}
	if _, err := tx.exec(ctx, save, id, m.Text, m.Client, m.Priority, m.State, m.Owner, micro(m.TakeBy), dueMicro(m.Due),
		micro(m.Taken), micro(m.Done), micro(m.Closed), m.WaitingFor, micro(m.WaitingSince), micro(m.WaitUntil),
		m.Result, m.Returns, m.Version, truth(m.Inquired), micro(m.Proposed), parties, m.Outcome, micro(m.Since)); err != nil {
		return department.Matter{}, fmt.Errorf("save matter %d: %w", id, err)
	}
	if err := tx.follow(ctx, m); err != nil {
		return department.Matter{}, fmt.Errorf("save matter %d: %w", id, err)
	}
	if m.Replanned() { // what the clock was about to say is no longer right
		if err := tx.withdraw(ctx, id, 0); err != nil {
			return department.Matter{}, fmt.Errorf("save matter %d: %w", id, err)
		}
	}
	if before.Marks != m.Marks {
		if err := tx.mark(ctx, m); err != nil {
			return department.Matter{}, err
		}
	}
	if reworded(before, m) {
		if err := tx.reindex(ctx, m); err != nil {
			return department.Matter{}, fmt.Errorf("save matter %d: %w", id, err)
		}
	}
	return m, nil
}

// mark stores what a matter is marked with.
func (tx *Tx) mark(ctx context.Context, m department.Matter) error {
	const save query = `UPDATE matters SET marks = $2 WHERE id = $1`
	text, err := json.Marshal(m.Marks)
	if err == nil {
		_, err = tx.exec(ctx, save, m.ID, string(text))
	}
	if err != nil {
		return fmt.Errorf("mark matter %d: %w", m.ID, err)
	}
	return nil
}

// follow stores what came of a change: the events, who owes an answer, and the
// next reminder.
func (tx *Tx) follow(ctx context.Context, m department.Matter) error {
	if err := tx.oweAnswers(ctx, m); err != nil {
		return err
	}
	if err := tx.appendEvents(ctx, m.ID, m.Events()); err != nil || !m.Replanned() {
		return err
	}
	r, ok := m.Planned()
	if !ok {
		return tx.EndReminder(ctx, m.ID)
	}
	r.Matter = m.ID
	return tx.SaveReminder(ctx, r)
}

// Attach adds files to a matter, behind those that it has.
func (tx *Tx) Attach(ctx context.Context, matter int64, with []department.Attachment) error {
	if err := tx.attach(ctx, matter, with); err != nil || len(namesOf(with)) == 0 {
		return err
	}
	m, err := tx.Matter(ctx, matter)
	if err != nil {
		return err
	}
	return tx.reindex(ctx, m) // the names of files are found too
}

func (tx *Tx) attach(ctx context.Context, matter int64, with []department.Attachment) error {
	const insert query = `INSERT INTO attachments (matter, position, kind, file, name)
		VALUES ($1, (SELECT count(*) FROM attachments WHERE matter = $1), $2, $3, $4)`
	for _, a := range with {
		if _, err := tx.exec(ctx, insert, matter, a.Kind, a.File, a.Name); err != nil {
			return fmt.Errorf("attach a file: %w", err)
		}
	}
	return nil
}

func scanAttachment(row scanner) (a department.Attachment, err error) {
	err = row.Scan(&a.Kind, &a.File, &a.Name)
	return a, err
}

// Attachments returns the files that came with a matter, in their order.
func (tx *Tx) Attachments(ctx context.Context, matter int64) ([]department.Attachment, error) {
	const find query = `SELECT kind, file, name FROM attachments WHERE matter = $1 ORDER BY position`
	files, err := all(ctx, tx, scanAttachment, find, matter)
	if err != nil {
		return nil, fmt.Errorf("find the files of matter %d: %w", matter, err)
	}
	return files, nil
}
