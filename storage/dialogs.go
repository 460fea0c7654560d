package storage

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

func scanDialog(row scanner) (d department.Dialog, err error) {
	err = row.Scan(&d.Chat, &d.Person, &d.Topic, &d.Step, &d.Data, at(&d.Started))
	return d, err
}

// Dialog returns the question that a person has not answered yet in a chat.
func (tx *Tx) Dialog(ctx context.Context, chat int64, person department.PersonID) (department.Dialog, error) {
	const find query = `SELECT chat, person, topic, step, data, started_at FROM dialogs WHERE chat = $1 AND person = $2`
	d, err := one(ctx, tx, scanDialog, find, chat, person)
	if err != nil {
		return department.Dialog{}, fmt.Errorf("find the dialog of %d in %d: %w", person, chat, err)
	}
	return d, nil
}

// SaveDialog stores the question, in place of one that was open in the chat.
func (tx *Tx) SaveDialog(ctx context.Context, d department.Dialog) error {
	const save query = `INSERT INTO dialogs (chat, person, topic, step, data, started_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (chat, person) DO UPDATE SET topic = excluded.topic, step = excluded.step, data = excluded.data,
		started_at = excluded.started_at`
	if _, err := tx.exec(ctx, save, d.Chat, d.Person, d.Topic, d.Step, bytesOf(d.Data), micro(d.Started)); err != nil {
		return fmt.Errorf("save the dialog of %d in %d: %w", d.Person, d.Chat, err)
	}
	return nil
}

// EndDialog forgets the open question, if there is one.
func (tx *Tx) EndDialog(ctx context.Context, chat int64, person department.PersonID) error {
	const end query = `DELETE FROM dialogs WHERE chat = $1 AND person = $2`
	if _, err := tx.exec(ctx, end, chat, person); err != nil {
		return fmt.Errorf("end the dialog of %d in %d: %w", person, chat, err)
	}
	return nil
}
