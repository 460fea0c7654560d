package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

const draftColumns = `chat, person, text, author, attachments, album, created_at, matter, author_id`

func scanDraft(row scanner) (d department.Draft, err error) {
	var files []byte
	if err := row.Scan(&d.ID, &d.Chat, &d.Person, &d.Text, &d.Author, &files, &d.Album, at(&d.Created), &d.Matter, &d.AuthorID); err != nil {
		return d, err
	}
	if err := json.Unmarshal(files, &d.Attachments); err != nil {
		return d, fmt.Errorf("read the files of draft %d: %w", d.ID, err)
	}
	return d, nil
}

func draftValues(d department.Draft) ([]any, error) {
	files, err := json.Marshal(d.Attachments)
	if err != nil {
		return nil, err
	}
	return []any{d.Chat, d.Person, d.Text, d.Author, string(files), d.Album, micro(d.Created), d.Matter, d.AuthorID}, nil
}

// CreateDraft stores d and gives it its number.
func (tx *Tx) CreateDraft(ctx context.Context, d department.Draft) (department.Draft, error) {
	const insert query = `INSERT INTO drafts (` + draftColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	values, err := draftValues(d)
	if err != nil {
		return department.Draft{}, fmt.Errorf("create a draft: %w", err)
	}
	if d.ID, err = tx.insert(ctx, insert, values...); err != nil {
		return department.Draft{}, fmt.Errorf("create a draft: %w", err)
	}
	return d, nil
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
	const save query = `UPDATE drafts SET chat = $2, person = $3, text = $4, author = $5, attachments = $6, album = $7, created_at = $8, matter = $9, author_id = $10
		WHERE id = $1`
	values, err := draftValues(d)
	if err == nil {
		_, err = tx.exec(ctx, save, append([]any{d.ID}, values...)...)
	}
	if err != nil {
		return fmt.Errorf("save draft %d: %w", d.ID, err)
	}
	return nil
}
