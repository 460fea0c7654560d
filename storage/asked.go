package storage

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// oweAnswers notes who has still to answer in m.
func (tx *Tx) oweAnswers(ctx context.Context, m department.Matter) error {
	const (
		clear query = `DELETE FROM owed_answers WHERE matter = $1`
		owe   query = `INSERT INTO owed_answers (matter, person, due_at) VALUES ($1, $2, $3)`
	)
	if len(m.Parties) == 0 {
		return nil
	}
	if _, err := tx.exec(ctx, clear, m.ID); err != nil {
		return fmt.Errorf("forget who owes an answer in matter %d: %w", m.ID, err)
	}
	if m.State.Over() {
		return nil
	}
	for _, id := range m.Owing(department.Asked) {
		if _, err := tx.exec(ctx, owe, m.ID, id, dueMicro(m.Due)); err != nil {
			return fmt.Errorf("note that %d owes an answer in matter %d: %w", id, m.ID, err)
		}
	}
	return nil
}

// OwedAnswers returns the matters in which the person has still to answer, by
// due time, at most limit.
func (tx *Tx) OwedAnswers(ctx context.Context, person department.PersonID, limit int) ([]department.Matter, error) {
	const find query = `SELECT id, ` + matterColumns + ` FROM matters WHERE id IN
		(SELECT matter FROM owed_answers WHERE person = $1 ORDER BY due_at, matter LIMIT $2) ORDER BY id`
	found, err := all(ctx, tx, scanMatter, find, person, limit)
	if err != nil {
		return nil, fmt.Errorf("find what %d has to answer: %w", person, err)
	}
	return found, nil
}

// Parts returns the matters whose parent is that matter, in the order of their
// numbers, at most limit.
func (tx *Tx) Parts(ctx context.Context, parent int64, limit int) ([]department.Matter, error) {
	const find query = `SELECT id, ` + matterColumns + ` FROM matters WHERE parent = $1 AND parent <> 0 ORDER BY id LIMIT $2`
	found, err := all(ctx, tx, scanMatter, find, parent, limit)
	if err != nil {
		return nil, fmt.Errorf("find the parts of matter %d: %w", parent, err)
	}
	return found, nil
}

// NoteSource notes that the message became the matter.
func (tx *Tx) NoteSource(ctx context.Context, chat, message, matter int64) error {
	const note query = `INSERT INTO sources (chat, message, matter) VALUES ($1, $2, $3)
		ON CONFLICT (chat, message) DO UPDATE SET matter = excluded.matter`
	if _, err := tx.exec(ctx, note, chat, message, matter); err != nil {
		return fmt.Errorf("note the message of matter %d: %w", matter, err)
	}
	return nil
}

// SourceMatter returns the matter that the message became, [department.ErrNone]
// if it became none.
func (tx *Tx) SourceMatter(ctx context.Context, chat, message int64) (int64, error) {
	const find query = `SELECT matter FROM sources WHERE chat = $1 AND message = $2`
	matter, err := one(ctx, tx, column[int64], find, chat, message)
	if err != nil {
		return 0, fmt.Errorf("find what message %d of %d became: %w", message, chat, err)
	}
	return matter, nil
}

// NoteStems remembers the words of an answered question by their stems.
func (tx *Tx) NoteStems(ctx context.Context, matter int64, stems []string) error {
	const note query = `INSERT INTO question_stems (stem, matter) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	for _, stem := range stems {
		if _, err := tx.exec(ctx, note, stem, matter); err != nil {
			return fmt.Errorf("remember the words of matter %d: %w", matter, err)
		}
	}
	return nil
}

// QuestionsWith returns the latest answered questions with that stem, at most
// limit.
func (tx *Tx) QuestionsWith(ctx context.Context, stem string, limit int) ([]int64, error) {
	const find query = `SELECT matter FROM question_stems WHERE stem = $1 ORDER BY matter DESC LIMIT $2`
	found, err := all(ctx, tx, column[int64], find, stem, limit)
	if err != nil {
		return nil, fmt.Errorf("find the questions with a word: %w", err)
	}
	return found, nil
}
