package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const groupColumns = `chat, thread, language, made_by, made_at, digest_at, next_at, last_at`

func scanGroup(row scanner) (g department.Group, err error) {
	err = row.Scan(&g.Chat, &g.Thread, &g.Language, &g.By, at(&g.Made), clockTime{&g.DigestAt}, at(&g.Next), at(&g.Last))
	return g, err
}

// Group returns the department's group if it is that chat, else
// [department.ErrNone].
func (tx *Tx) Group(ctx context.Context, chat int64) (department.Group, error) {
	const find query = `SELECT ` + groupColumns + ` FROM groups WHERE chat = $1`
	g, err := one(ctx, tx, scanGroup, find, chat)
	if err != nil {
		return department.Group{}, fmt.Errorf("find group %d: %w", chat, err)
	}
	return g, nil
}

// SaveGroup makes g the group of the department, and no other one.
func (tx *Tx) SaveGroup(ctx context.Context, g department.Group) error {
	const (
		others query = `DELETE FROM groups WHERE chat < $1 OR chat > $1`
		save   query = `INSERT INTO groups (` + groupColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (chat) DO UPDATE SET thread = excluded.thread, language = excluded.language, made_by = excluded.made_by,
			made_at = excluded.made_at, digest_at = excluded.digest_at, next_at = excluded.next_at, last_at = excluded.last_at`
	)
	_, err := tx.exec(ctx, others, g.Chat)
	if err == nil {
		_, err = tx.exec(ctx, save, g.Chat, g.Thread, g.Language, g.By, micro(g.Made), g.DigestAt.Microseconds(), micro(g.Next), micro(g.Last))
	}
	if err != nil {
		return fmt.Errorf("save group %d: %w", g.Chat, err)
	}
	return nil
}

// EndGroup says that the chat is not the department's group. It reports whether it
// was.
func (tx *Tx) EndGroup(ctx context.Context, chat int64) (bool, error) {
	const end query = `DELETE FROM groups WHERE chat = $1`
	n, err := tx.exec(ctx, end, chat)
	if err != nil {
		return false, fmt.Errorf("end group %d: %w", chat, err)
	}
	return n > 0, nil
}

// DueGroups returns the group whose totals are due at now, if they are.
func (tx *Tx) DueGroups(ctx context.Context, now time.Time) ([]department.Group, error) {
	const find query = `SELECT ` + groupColumns + ` FROM groups WHERE next_at <> 0 AND next_at <= $1`
	due, err := all(ctx, tx, scanGroup, find, micro(now))
	if err != nil {
		return nil, fmt.Errorf("find groups whose totals are due: %w", err)
	}
	return due, nil
}
