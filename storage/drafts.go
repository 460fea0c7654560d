package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

const draftColumns = `chat, person, text, author, attachments, album, created_at, matter, author_id, parts, comment`

func scanDraft(row scanner) (d department.Draft, err error) {
	var files, parts []byte
	if err := row.Scan(&d.ID, &d.Chat, &d.Person, &d.Text, &d.Author, &files, &d.Album, at(&d.Created), &d.Matter, &d.AuthorID, &parts, &d.Comment); err != nil {
		return d, err
	}
	if err := json.Unmarshal(files, &d.Attachments); err != nil {
		return d, fmt.Errorf("read the files of draft %d: %w", d.ID, err)
	}
	if len(parts) > 0 {
		if err := json.Unmarshal(parts, &d.Parts); err != nil {
			return d, fmt.Errorf("read the messages of draft %d: %w", d.ID, err)
		}
	}
	return d, nil
}

func draftValues(d department.Draft) ([]any, error) {
	files, err := json.Marshal(d.Attachments)
	if err != nil {
		return nil, err
	}
	parts, err := json.Marshal(d.Parts)
	if err != nil {
		return nil, err
	}
	return []any{d.Chat, d.Person, d.Text, d.Author, string(files), d.Album, micro(d.Created), d.Matter, d.AuthorID, string(parts), truth(d.Comment)}, nil
}

// CreateDraft stores d and gives it its number.
func (tx *Tx) CreateDraft(ctx context.Context, d department.Draft) (department.Draft, error) {
	const insert query = `INSERT INTO drafts (` + draftColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	values, err := draftValues(d)
	if err != nil {
		return department.Draft{}, fmt.Errorf("create a draft: %w", err)
	}
	if d.ID, err = tx.insert(ctx, insert, values...); err != nil {
		return department.Draft{}, fmt.Errorf("create a draft: %w", err)
	}
	return d, tx.noteMessages(ctx, d)
}

// Draft returns the draft with that number.
func (tx *Tx) Draft(ctx context.Context, id int64) (department.Draft, error) {
	const find query = `SELECT id, ` + draftColumns + ` FROM drafts WHERE id = $1`
	d, err := one(ctx, tx, scanDraft, find, id)
	if err != nil {
		return department.Draft{}, fmt.Errorf("find draft %d: %w", id, err)
	}
	return d, nil
}

// DraftOfAlbum finds the draft that an earlier part of the album made.
func (tx *Tx) DraftOfAlbum(ctx context.Context, chat int64, album string) (department.Draft, error) {
	const find query = `SELECT id, ` + draftColumns + ` FROM drafts WHERE chat = $1 AND album = $2 AND album <> '' ORDER BY id DESC LIMIT 1`
	d, err := one(ctx, tx, scanDraft, find, chat, album)
	if err != nil {
		return department.Draft{}, fmt.Errorf("find the draft of an album in %d: %w", chat, err)
	}
	return d, nil
}

// SaveDraft stores everything about a draft that has a number.
func (tx *Tx) SaveDraft(ctx context.Context, d department.Draft) error {
	const save query = `UPDATE drafts SET chat = $2, person = $3, text = $4, author = $5, attachments = $6, album = $7, created_at = $8, matter = $9, author_id = $10,
		parts = $11, comment = $12
		WHERE id = $1`
	values, err := draftValues(d)
	if err == nil {
		_, err = tx.exec(ctx, save, append([]any{d.ID}, values...)...)
	}
	if err != nil {
		return fmt.Errorf("save draft %d: %w", d.ID, err)
	}
	return tx.noteMessages(ctx, d)
}

// noteMessages notes in which messages a draft came.
func (tx *Tx) noteMessages(ctx context.Context, d department.Draft) error {
	const note query = `INSERT INTO draft_messages (chat, message, draft) VALUES ($1, $2, $3) ON CONFLICT (chat, message) DO NOTHING`
	for _, p := range d.Parts {
		if _, err := tx.exec(ctx, note, d.Chat, p.Message, d.ID); err != nil {
			return fmt.Errorf("note a message of draft %d: %w", d.ID, err)
		}
	}
	return nil
}

// DraftOf returns the draft that came in that message, [department.ErrNone] if
// there is none.
func (tx *Tx) DraftOf(ctx context.Context, chat, message int64) (department.Draft, error) {
	const find query = `SELECT id, ` + draftColumns + ` FROM drafts WHERE id = (SELECT draft FROM draft_messages WHERE chat = $1 AND message = $2)`
	d, err := one(ctx, tx, scanDraft, find, chat, message)
	if err != nil {
		return department.Draft{}, fmt.Errorf("find the draft of message %d of %d: %w", message, chat, err)
	}
	return d, nil
}
