package storage

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

func scanClient(row scanner) (c department.Client, err error) {
	err = row.Scan(&c.ID, &c.Key, &c.Name)
	return c, err
}

// NoteClient remembers that the matter is about a client of that name, the known
// one, whatever its spelling, or a new one.
func (tx *Tx) NoteClient(ctx context.Context, name string, matter int64) error {
	const (
		use query = `UPDATE clients SET matter = $2 WHERE key = $1`
		add query = `INSERT INTO clients (key, name, matter) VALUES ($1, $2, $3)`
	)
	key := department.ClientKey(name)
	known, err := tx.exec(ctx, use, key, matter)
	if err == nil && known == 0 {
		_, err = tx.exec(ctx, add, key, name, matter)
	}
	if err != nil {
		return fmt.Errorf("note the client of matter %d: %w", matter, err)
	}
	return nil
}

// Client returns the client with that number; ClientNamed the one of that name in
// any spelling.
func (tx *Tx) Client(ctx context.Context, id int64) (department.Client, error) {
	const find query = `SELECT id, key, name FROM clients WHERE id = $1`
	c, err := one(ctx, tx, scanClient, find, id)
	if err != nil {
		return department.Client{}, fmt.Errorf("find client %d: %w", id, err)
	}
	return c, nil
}

// ClientNamed returns the client of that name in any spelling.
func (tx *Tx) ClientNamed(ctx context.Context, name string) (department.Client, error) {
	const find query = `SELECT id, key, name FROM clients WHERE key = $1`
	key := department.ClientKey(name)
	if c, ok := tx.conn.known.clients[key]; ok {
		return c, tx.stands(ctx)
	}
	c, err := one(ctx, tx, scanClient, find, key)
	if err != nil {
		return department.Client{}, fmt.Errorf("find a client by name: %w", err)
	}
	remember(&tx.conn.known, &tx.conn.known.clients, key, c)
	return c, nil
}

// KnownClients returns the clients with the latest matters, at most limit.
func (tx *Tx) KnownClients(ctx context.Context, limit int) ([]department.Client, error) {
	const find query = `SELECT id, key, name FROM clients WHERE matter > 0 ORDER BY matter DESC LIMIT $1`
	found, err := all(ctx, tx, scanClient, find, limit)
	if err != nil {
		return nil, fmt.Errorf("find the latest clients: %w", err)
	}
	return found, nil
}

// NoteAuthor remembers for which client a person writes.
func (tx *Tx) NoteAuthor(ctx context.Context, author department.PersonID, client int64) error {
	const note query = `INSERT INTO client_authors (author, client) VALUES ($1, $2)
		ON CONFLICT (author) DO UPDATE SET client = excluded.client`
	if _, err := tx.exec(ctx, note, author, client); err != nil {
		return fmt.Errorf("note for whom %d writes: %w", author, err)
	}
	return nil
}

// ClientOf returns the client for which a person writes.
func (tx *Tx) ClientOf(ctx context.Context, author department.PersonID) (department.Client, error) {
	const find query = `SELECT c.id, c.key, c.name FROM client_authors a JOIN clients c ON c.id = a.client WHERE a.author = $1`
	c, err := one(ctx, tx, scanClient, find, author)
	if err != nil {
		return department.Client{}, fmt.Errorf("find for whom %d writes: %w", author, err)
	}
	return c, nil
}

// NoteAuthorName remembers that the matter was written for a client by somebody
// of that name; see [department.AuthorKey].
func (tx *Tx) NoteAuthorName(ctx context.Context, name string, client, matter int64) error {
	const note query = `INSERT INTO client_names (name, client, matter) VALUES ($1, $2, $3)
		ON CONFLICT (name, client) DO UPDATE SET matter = excluded.matter`
	if _, err := tx.exec(ctx, note, department.AuthorKey(name), client, matter); err != nil {
		return fmt.Errorf("note who wrote matter %d: %w", matter, err)
	}
	return nil
}

// ClientsOfName returns the clients for which people of that name wrote, those of
// the latest matters first, at most limit.
func (tx *Tx) ClientsOfName(ctx context.Context, name string, limit int) ([]department.Client, error) {
	const find query = `SELECT c.id, c.key, c.name FROM client_names a JOIN clients c ON c.id = a.client
		WHERE a.name = $1 ORDER BY a.matter DESC LIMIT $2`
	found, err := all(ctx, tx, scanClient, find, department.AuthorKey(name), limit)
	if err != nil {
		return nil, fmt.Errorf("find for whom somebody of a name writes: %w", err)
	}
	return found, nil
}
